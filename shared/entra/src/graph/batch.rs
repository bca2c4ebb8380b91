//! Several reads in one round trip. Throttling is judged part by part: what was turned away is sent once more, alone, after
//! the longest wait that was asked for.
//! <https://learn.microsoft.com/en-us/graph/json-batching>

use super::{Graph, Unread, reading::Reading};
use crate::{
    retry, strict_json,
    transport::{NoReply, Reply, plain},
};
use domain::verification::{facts::Evidence, verdict::Unobserved};
use http::{HeaderValue, Method, header};
use reqwest::Request;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{collections::BTreeMap, time::Duration};

/// The part of a batch that reads one thing.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its name inside the batch.
    pub(super) id: &'static str,
    /// Path below the version, beginning with a slash, made of constants and parsed ids.
    pub(super) path: String,
    /// The query, a constant.
    pub(super) query: &'static str,
}

impl Part {
    /// Method and path, as evidence names it.
    fn request(&self) -> String {
        format!("GET /v1.0{}", self.path)
    }
}

/// What the parts of a batch gave, by their names.
pub(super) struct Readings(BTreeMap<&'static str, Reading>);

impl Readings {
    /// What one part gave.
    pub(super) fn take(&mut self, id: &'static str) -> Reading {
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
}

#[derive(Deserialize)]
struct BatchAnswer {
    responses: Vec<PartAnswer>,
}

#[derive(Deserialize)]
struct PartAnswer {
    id: String,
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, serde_json::Value>,
    body: Option<Box<RawValue>>,
}

impl PartAnswer {
    /// A header's text, whatever the case of its name.
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .and_then(|(_, value)| value.as_str())
    }

    fn is_turned_away(&self) -> bool {
        matches!(self.status, 429 | 500..=599)
    }

    fn retry_after(&self) -> Option<Duration> {
        self.header("retry-after").and_then(retry::seconds)
    }
}

impl Graph<'_> {
    /// Reads up to 20 parts in one round trip, and those that were turned away in a second one.
    pub(super) async fn read_batch(&self, parts: &[Part]) -> Readings {
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
        Readings(readings)
    }

    /// Sends one batch and files what its parts gave; names the parts that were turned away, with the wait each asks for.
    async fn send_batch(
        &self,
        parts: &[Part],
        readings: &mut BTreeMap<&'static str, Reading>,
    ) -> Vec<(&'static str, Option<Duration>)> {
        let transport = self.entra.transport();
        let limits = transport.limits;
        let body = batch_body(parts);
        let build = || {
            let mut request = Request::new(Method::POST, self.entra.addresses().graph("/$batch"));
            request.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
            self.authorize(&mut request);
            *request.body_mut() = Some(body.clone().into());
            request
        };
        let reply = transport
            .read_again(build, limits.batch, limits.body_bytes)
            .await;
        let mut answers = match self.batch_answers(&reply) {
            Ok(answers) => answers,
            Err(reason) => {
                for part in parts {
                    let evidence = self.evidence(part.request(), reply.as_ref().ok());
                    let unread = Unread::new(reason.clone(), evidence);
                    readings.insert(part.id, Reading::Unread(unread));
                }
                return Vec::new();
            }
        };
        let mut turned_away = Vec::new();
        for part in parts {
            let mut evidence = self.evidence(part.request(), reply.as_ref().ok());
            let reading = if let Some(answer) = answers.remove(part.id) {
                if answer.is_turned_away() {
                    turned_away.push((part.id, answer.retry_after()));
                }
                self.read_part(answer, evidence)
            } else {
                evidence.status = None;
                Reading::Unread(Unread::new(Unobserved::Unreadable, evidence))
            };
            readings.insert(part.id, reading);
        }
        turned_away
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
        let answer: BatchAnswer = strict_json::parse(&reply.body).ok_or(Unobserved::Unreadable)?;
        let mut answers = BTreeMap::new();
        for part in answer.responses {
            // Two answers to one question are none.
            if answers.insert(part.id.to_ascii_lowercase(), part).is_some() {
                return Err(Unobserved::Unreadable);
            }
        }
        Ok(answers)
    }

    fn read_part(&self, answer: PartAnswer, mut evidence: Evidence) -> Reading {
        evidence.status = Some(answer.status);
        if let Some(id) = answer.header("request-id").and_then(plain) {
            evidence.request_id = Some(id);
        }
        let body = answer
            .body
            .map(|body| body.get().as_bytes().to_vec())
            .unwrap_or_default();
        self.judge(answer.status, body, evidence)
    }
}

/// The body of a batch. Writing plain texts as JSON cannot fail; an empty body would be refused by Graph.
fn batch_body(parts: &[Part]) -> Vec<u8> {
    let requests = parts
        .iter()
        .map(|part| PartRequest {
            id: part.id,
            method: "GET",
            url: format!("{}{}", part.path, part.query),
        })
        .collect();
    serde_json::to_vec(&BatchRequest { requests }).unwrap_or_default()
}
