//! Several requests in one round trip. Throttling is judged part by part: parts that were turned away are sent once more,
//! alone, after the longest wait that Graph asked for.
//!
//! A part that writes is sent again only if Graph itself answered that it did not carry it out, with 429, or that it failed,
//! with 5xx. The only write here is an upload session: a second one does no harm and the first ends by itself. A batch with
//! such a part is not sent again if it got no answer at all, because it may have been carried out, and so it goes over a
//! connection of its own. Changes that must never be made twice go through [`Write`] instead, which sends nothing again.
//! <https://learn.microsoft.com/en-us/graph/json-batching>

mod write;

pub(super) use write::{Write, WriteAnswer, Written};

use super::{Graph, Unread, reading::Reading};
use crate::{
    retry,
    transport::{NoReply, Reply, Resend, plain},
};
use domain::verification::{facts::Evidence, verdict::Unobserved};
use futures_util::future::join_all;
use http::{HeaderValue, Method, header};
use reqwest::Request;
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use std::{borrow::Cow, collections::BTreeMap, time::Duration};

/// Largest number of parts in one batch.
pub(super) const PARTS: usize = 20;

/// A part of a batch: one read or write.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its name inside the batch, in lower case.
    id: Cow<'static, str>,
    /// Path below the version, beginning with a slash, made of constants, parsed ids and checked addresses.
    path: String,
    /// The query: constants, and typed text as one percent-encoded value.
    query: Cow<'static, str>,
    /// The query without properties that some clouds do not know yet.
    plainer_query: Option<&'static str>,
    /// Whether it is an advanced query of the directory.
    is_advanced: bool,
    /// Body of a POST; `None` for a read.
    body: Option<Value>,
}

impl Part {
    /// A part that reads.
    pub(super) fn get(
        id: impl Into<Cow<'static, str>>,
        path: impl Into<String>,
        query: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            id: id.into(),
            path: path.into(),
            query: query.into(),
            plainer_query: None,
            is_advanced: false,
            body: None,
        }
    }

    /// This part, repeated with this query if Graph answers 400: national clouds lag behind, and refuse a whole read because
    /// of one property that they do not know.
    pub(super) fn or_plainer(self, query: &'static str) -> Self {
        Self {
            plainer_query: Some(query),
            ..self
        }
    }

    fn plainer(&self) -> Option<Self> {
        Some(Self {
            query: self.plainer_query?.into(),
            plainer_query: None,
            ..self.clone()
        })
    }

    /// This part as an advanced query, which reads an index that may lag behind.
    /// <https://learn.microsoft.com/en-us/graph/aad-advanced-queries>
    pub(super) fn advanced(self) -> Self {
        Self {
            is_advanced: true,
            ..self
        }
    }

    /// A part that writes.
    pub(super) fn post(
        id: impl Into<Cow<'static, str>>,
        path: impl Into<String>,
        body: Value,
    ) -> Self {
        Self {
            id: id.into(),
            path: path.into(),
            query: "".into(),
            plainer_query: None,
            is_advanced: false,
            body: Some(body),
        }
    }

    fn method(&self) -> &'static str {
        if self.body.is_some() { "POST" } else { "GET" }
    }

    fn to_request(&self) -> PartRequest<'_> {
        PartRequest {
            id: &self.id,
            method: self.method(),
            url: format!("{}{}", self.path, self.query),
            headers: PartHeaders::of(self.body.is_some(), self.is_advanced),
            body: self.body.as_ref(),
        }
    }

    /// Method and path as evidence names them.
    fn request(&self) -> String {
        format!("{} /v1.0{}", self.method(), self.path)
    }
}

/// Readings of the parts of one or more batches, by the parts' names.
pub(super) struct Readings(BTreeMap<Cow<'static, str>, Reading>);

impl Readings {
    /// Whether any answer shows that Graph accepted the token.
    pub(super) fn show_token_taken(&self) -> bool {
        self.0.values().any(Reading::shows_token_taken)
    }

    /// Whether Graph refused the token: no answer shows that it accepted the token, and one is a 401.
    pub(super) fn show_token_refused(&self) -> bool {
        !self.show_token_taken() && self.0.values().any(Reading::is_unauthorized)
    }

    /// Reading of one part.
    pub(super) fn take(&mut self, id: &str) -> Reading {
        self.0.remove(id).unwrap_or(Reading::Unread(Unread {
            reason: Unobserved::Unreadable,
            evidence: None,
        }))
    }
}

#[derive(Serialize)]
struct BatchRequest<'a> {
    requests: Vec<PartRequest<'a>>,
}

#[derive(Serialize)]
struct PartRequest<'a> {
    id: &'a str,
    method: &'static str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<PartHeaders>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a Value>,
}

/// Headers of a part: Graph expects the type of a body, and the required consistency, in each part.
#[derive(Serialize)]
struct PartHeaders {
    #[serde(rename = "Content-Type", skip_serializing_if = "Option::is_none")]
    content_type: Option<&'static str>,
    #[serde(rename = "ConsistencyLevel", skip_serializing_if = "Option::is_none")]
    consistency_level: Option<&'static str>,
}

impl PartHeaders {
    fn of(has_body: bool, is_advanced: bool) -> Option<Self> {
        (has_body || is_advanced).then_some(Self {
            content_type: has_body.then_some("application/json"),
            consistency_level: is_advanced.then_some("eventual"),
        })
    }
}

#[derive(Deserialize)]
struct BatchAnswer {
    responses: Vec<PartAnswer>,
}

#[derive(Deserialize)]
struct PartAnswer {
    id: String,
    status: u16,
    headers: Option<BTreeMap<String, Value>>,
    body: Option<Box<RawValue>>,
}

impl PartAnswer {
    /// Text of a header, regardless of the case of its name; Graph writes some as numbers.
    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut headers = self.headers.iter().flatten();
        match headers.find(|(key, _)| key.eq_ignore_ascii_case(name))? {
            (_, Value::String(text)) => Some(text.into()),
            (_, Value::Number(number)) => Some(number.to_string().into()),
            _ => None,
        }
    }

    fn is_turned_away(&self) -> bool {
        matches!(self.status, 429 | 500..=599)
    }

    /// Wait that the part asks for. A date counts from the part's own `Date`, or else from that of the whole answer.
    fn retry_after(&self, whole: &Reply) -> Option<Duration> {
        let date = self.header("date").or_else(|| {
            whole
                .headers
                .get(header::DATE)?
                .to_str()
                .ok()
                .map(Cow::from)
        });
        retry::wait_of(&self.header("retry-after")?, date.as_deref())
    }
}

impl Graph<'_> {
    /// Sends parts in one round trip, and the parts that were turned away in a second one. More than 20 are sent as several
    /// batches at the same time.
    pub(super) async fn read_batch(&self, parts: &[Part]) -> Readings {
        let batches = join_all(parts.chunks(PARTS).map(|parts| self.read_one_batch(parts))).await;
        Readings(batches.into_iter().flatten().collect())
    }

    async fn read_one_batch(&self, parts: &[Part]) -> BTreeMap<Cow<'static, str>, Reading> {
        let mut readings = BTreeMap::new();
        let turned_away = self.send_batch(parts, &mut readings).await;
        let again: Vec<Part> = parts
            .iter()
            .filter(|part| turned_away.iter().any(|(id, _)| *id == part.id))
            .cloned()
            .collect();
        let asked_for = turned_away.iter().filter_map(|(_, wait)| *wait).max();
        if !again.is_empty() {
            let transport = self.entra.transport();
            if let Some(pause) = retry::pause(&transport.limits, &transport.budget, 1, asked_for) {
                retry::wait(pause).await;
                self.send_batch(&again, &mut readings).await;
            }
        }
        let misunderstood =
            |part: &&Part| readings.get(&part.id).is_some_and(Reading::is_bad_request);
        let plainer: Vec<Part> = parts
            .iter()
            .filter(misunderstood)
            .filter_map(Part::plainer)
            .collect();
        if !plainer.is_empty() {
            self.send_batch(&plainer, &mut readings).await;
        }
        readings
    }

    /// Sends one batch and stores the readings of its parts. Returns the names of the parts that were turned away, each with
    /// the wait that it asks for.
    async fn send_batch(
        &self,
        parts: &[Part],
        readings: &mut BTreeMap<Cow<'static, str>, Reading>,
    ) -> Vec<(Cow<'static, str>, Option<Duration>)> {
        let transport = self.entra.transport();
        let limits = transport.limits;
        let body = batch_body(parts.iter().map(Part::to_request).collect());
        let build = || self.batch_request(body.clone());
        let resend = if parts.iter().any(|part| part.body.is_some()) {
            Resend::WhenAnswered
        } else {
            Resend::Always
        };
        let reply = transport
            .send_again(build, limits.batch, limits.body_bytes, resend)
            .await;
        let mut answers = match self.batch_answers(&reply) {
            Ok(answers) => answers,
            Err(reason) => {
                for part in parts {
                    let evidence = self.evidence(part.request(), reply.as_ref().ok());
                    let unread = Unread::new(reason.clone(), evidence);
                    readings.insert(part.id.clone(), Reading::Unread(unread));
                }
                return Vec::new();
            }
        };
        let mut turned_away = Vec::new();
        for part in parts {
            let mut evidence = self.evidence(part.request(), reply.as_ref().ok());
            let reading = if let Some(answer) = answers.remove(&*part.id) {
                if answer.is_turned_away() {
                    let wait = reply.as_ref().ok();
                    let wait = wait.and_then(|reply| answer.retry_after(reply));
                    turned_away.push((part.id.clone(), wait));
                }
                self.read_part(answer, evidence)
            } else {
                evidence.status = None;
                Reading::Unread(Unread::new(Unobserved::Unreadable, evidence))
            };
            readings.insert(part.id.clone(), reading);
        }
        turned_away
    }

    fn batch_request(&self, body: Vec<u8>) -> Request {
        let mut request = Request::new(Method::POST, self.entra.addresses().graph("/$batch"));
        request.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        self.authorize(&mut request);
        *request.body_mut() = Some(body.into());
        request
    }

    fn batch_answers(
        &self,
        reply: &Result<Reply, NoReply>,
    ) -> Result<BTreeMap<String, PartAnswer>, Unobserved> {
        let reply = match reply {
            Ok(reply) => reply,
            Err(NoReply::Unavailable) => return Err(Unobserved::MicrosoftUnavailable),
            Err(NoReply::Unreadable) => return Err(Unobserved::Unreadable),
        };
        if reply.status != http::StatusCode::OK {
            return Err(self.reason(reply.status.as_u16()));
        }
        part_answers(reply).ok_or(Unobserved::Unreadable)
    }

    fn read_part(&self, answer: PartAnswer, mut evidence: Evidence) -> Reading {
        evidence.status = Some(answer.status);
        if let Some(id) = answer.header("request-id").and_then(|id| plain(&id)) {
            evidence.request_id = Some(id);
        }
        let body = answer
            .body
            .map(|body| body.get().as_bytes().to_vec())
            .unwrap_or_default();
        self.judge(answer.status, body, evidence)
    }
}

/// Answers of the parts in a batch's answer, by their names; `None` if it is not a batch's answer.
fn part_answers(reply: &Reply) -> Option<BTreeMap<String, PartAnswer>> {
    let answer: BatchAnswer = strict_json::parse(&reply.body).ok()?;
    let mut answers = BTreeMap::new();
    for part in answer.responses {
        // Two answers to one question are none.
        if answers.insert(part.id.to_ascii_lowercase(), part).is_some() {
            return None;
        }
    }
    Some(answers)
}

/// The body of a batch. Writing texts and JSON values as JSON cannot fail; an empty body would be refused by Graph.
fn batch_body(requests: Vec<PartRequest<'_>>) -> Vec<u8> {
    serde_json::to_vec(&BatchRequest { requests }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, StatusCode};

    #[test]
    fn t77_fuzzed_batch_answers_answer_each_part_once() {
        let good = [
            r#"{"responses":[{"id":"a","status":200,"headers":{"Retry-After":"2"},"body":{"value":[1]}},{"id":"B","status":404,"headers":null}]}"#,
            r#"{"responses":[{"id":"c","status":429,"headers":{"Retry-After":2.5,"Date":"Mon, 01 Jan 2024 00:00:00 GMT"}}]}"#,
            r#"{"responses":[]}"#,
        ];
        fuzz::text("batch answer", &good, |text| {
            let reply = Reply {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
                body: text.as_bytes().to_vec(),
            };
            let Some(answers) = part_answers(&reply) else {
                return false;
            };
            let value: Value = serde_json::from_str(text).unwrap();
            let parts = value["responses"].as_array().unwrap();
            assert_eq!(answers.len(), parts.len());
            for part in parts {
                let answer = &answers[&part["id"].as_str().unwrap().to_ascii_lowercase()];
                assert_eq!(part["status"], answer.status);
                let body = answer.body.as_deref().map_or("null", RawValue::get);
                assert_eq!(serde_json::from_str::<Value>(body).unwrap(), part["body"]);
                let wait = answer.retry_after(&reply);
                assert!(
                    wait.is_none_or(|wait| wait < Duration::from_hours(24 * 366)),
                    "{wait:?}"
                );
            }
            true
        });
    }
}
