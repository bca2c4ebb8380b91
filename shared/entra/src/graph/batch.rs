//! Several requests in one round trip. Throttling is judged part by part: parts that were turned away are sent once more,
//! alone, after the longest wait that Graph asked for.
//!
//! A part that writes is sent again only if Graph itself answered that it did not carry it out, with 429, or that it failed,
//! with 5xx. The only write here is an upload session: a second one does no harm and the first ends by itself. A batch with
//! such a part is not sent again if it got no answer at all, because it may have been carried out, and so it goes over a
//! connection of its own. Changes that must never be made twice go through [`Write`] instead, which sends nothing again.
//! <https://learn.microsoft.com/en-us/graph/json-batching>

mod answer;
mod part;
mod write;

pub(super) use part::Part;
pub(super) use write::{Write, WriteAnswer, WriteOutcome};

use super::{Graph, Unread, reading::Reading};
use crate::{
    retry,
    transport::{NoReply, Reply, Resend, plain},
};
use answer::{PartAnswer, part_answers};
use domain::verification::{facts::Evidence, verdict::Unobserved};
use futures_util::future::join_all;
use http::{HeaderValue, Method, header};
use part::PartRequest;
use reqwest::Request;
use serde::Serialize;
use std::{borrow::Cow, collections::BTreeMap, time::Duration};

/// Largest number of parts in one batch.
pub(super) const PARTS: usize = 20;

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

/// The body of a batch. Writing texts and JSON values as JSON cannot fail; an empty body would be refused by Graph.
fn batch_body(requests: Vec<PartRequest<'_>>) -> Vec<u8> {
    serde_json::to_vec(&BatchRequest { requests }).unwrap_or_default()
}
