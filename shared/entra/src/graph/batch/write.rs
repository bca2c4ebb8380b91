//! Batches that change something. **Nothing is ever sent twice here**: not after silence, because it may have been carried
//! out; not after 5xx, for the same reason; and not after 429, because the person waits and decides whether it is still
//! wanted. So each goes over a connection of its own, which cannot have died before. What it came to is found out by reading
//! (`SECURITY.md`, Failures).
//! <https://learn.microsoft.com/en-us/graph/json-batching>

use super::{
    Graph,
    answer::{PartAnswer, part_answers},
    batch_body,
    part::{PartHeaders, PartRequest},
};
use crate::{
    graph::reading::error_code,
    http_client::Connection,
    retry,
    transport::{Reply, plain},
};
use http::StatusCode;
use serde_json::Value;
use std::time::Duration;

/// One change. It is a type apart from [`Part`](super::Part), so that no batch of reads can carry it and send it again.
#[derive(Debug, Clone)]
pub(in crate::graph) enum Write {
    /// Adds to a collection.
    Post {
        /// Path below the version, made of constants and parsed ids.
        path: String,
        /// The added object.
        body: Value,
    },
    /// Changes members of an object.
    Patch {
        /// Path below the version, made of constants and parsed ids.
        path: String,
        /// The members and their values.
        body: Value,
    },
    /// Removes an item.
    Delete {
        /// Path below the version, made of constants, parsed ids and an encoded segment.
        path: String,
    },
}

/// Fate of one change.
#[derive(Clone)]
pub(in crate::graph) enum WriteOutcome {
    /// Graph answered it.
    Answered(WriteAnswer),
    /// Graph turned the batch away as a whole, without looking at a part of it.
    TurnedAway(WriteAnswer),
    /// Graph gave no answer, or one that cannot be understood.
    Unanswered {
        /// `request-id` of the batch, if there was an answer at all.
        request_id: Option<String>,
    },
}

/// An answer to a change.
#[derive(Clone)]
pub(in crate::graph) struct WriteAnswer {
    /// The HTTP status.
    pub(in crate::graph) status: u16,
    /// Graph's code, if it is an error.
    pub(in crate::graph) code: Option<String>,
    /// `request-id`, for support.
    pub(in crate::graph) request_id: Option<String>,
    /// Time for which Graph asks to wait.
    pub(in crate::graph) retry_after: Option<Duration>,
}

impl Write {
    fn to_request<'a>(&'a self, id: &'a str) -> PartRequest<'a> {
        let (method, path, body) = match self {
            Self::Post { path, body } => ("POST", path, Some(body)),
            Self::Patch { path, body } => ("PATCH", path, Some(body)),
            Self::Delete { path } => ("DELETE", path, None),
        };
        PartRequest {
            id,
            method,
            url: path.clone(),
            headers: PartHeaders::of(body.is_some(), false),
            body,
        }
    }
}

impl Graph<'_> {
    /// Sends up to 20 changes in one batch, once, and returns the fate of each, in their order.
    pub(in crate::graph) async fn write_once(&self, writes: &[Write]) -> Vec<WriteOutcome> {
        let transport = self.entra.transport();
        let limits = transport.limits;
        let names: Vec<String> = (0..writes.len())
            .map(|position| format!("write-{position}"))
            .collect();
        let requests = writes
            .iter()
            .zip(&names)
            .map(|(write, name)| write.to_request(name))
            .collect();
        let request = self.batch_request(batch_body(requests));
        let reply = transport
            .send_over(Connection::Own, request, limits.write, limits.body_bytes)
            .await;
        let Ok(reply) = reply else {
            return vec![WriteOutcome::Unanswered { request_id: None }; writes.len()];
        };
        if !reply.status.is_success() {
            return vec![WriteOutcome::TurnedAway(whole_answer(&reply)); writes.len()];
        }
        // A success that says nothing of the parts is no answer to them.
        let mut answers = (reply.status == StatusCode::OK)
            .then(|| part_answers(&reply))
            .flatten()
            .unwrap_or_default();
        names
            .iter()
            .map(|name| match answers.remove(name) {
                Some(answer) => WriteOutcome::Answered(part_answer(&answer, &reply)),
                None => WriteOutcome::Unanswered {
                    request_id: reply.header_text("request-id"),
                },
            })
            .collect()
    }
}

fn whole_answer(reply: &Reply) -> WriteAnswer {
    WriteAnswer {
        status: reply.status.as_u16(),
        code: error_code(&reply.body),
        request_id: reply.header_text("request-id"),
        retry_after: retry::after(&reply.headers),
    }
}

fn part_answer(answer: &PartAnswer, reply: &Reply) -> WriteAnswer {
    WriteAnswer {
        status: answer.status,
        code: answer
            .body
            .as_ref()
            .and_then(|body| error_code(body.get().as_bytes())),
        request_id: answer
            .header("request-id")
            .and_then(|id| plain(&id))
            .or_else(|| reply.header_text("request-id")),
        retry_after: answer.retry_after(reply),
    }
}
