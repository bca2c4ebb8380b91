//! Ids that tie the log lines of one journey together, from the page that a person saw to the worker that verified for it.
//!
//! Every line of an invocation carries them, and so does every message that it sends. The registration and its support code
//! join them as soon as `app` knows them.

use tracing::{Instrument as _, Span, field::Empty};

/// Longest id that is taken from a message.
const LONGEST: usize = 64;

/// Ids of one invocation, or of one message of its batch.
#[derive(Debug, Clone, Copy, Default)]
pub struct CorrelationIds<'a> {
    /// Lambda's id, which pages show as their reference.
    pub request_id: &'a str,
    /// The gateway's id, as its access log has it.
    pub gateway_request_id: Option<&'a str>,
    /// Lambda's id of the request that asked for the work.
    pub asked_by: Option<&'a str>,
}

/// Context of one invocation.
pub struct Correlation {
    span: Span,
    asked_by: String,
}

/// Opens the context of one invocation.
pub fn of(ids: CorrelationIds<'_>) -> Correlation {
    Correlation {
        span: tracing::info_span!(
            "invocation",
            request_id = ids.request_id,
            gateway_request_id = ids.gateway_request_id,
            asked_by = ids.asked_by,
            key_id = Empty,
            registration_id = Empty,
            route = Empty,
            support_code = Empty,
        ),
        asked_by: ids.asked_by.unwrap_or(ids.request_id).to_owned(),
    }
}

impl Correlation {
    /// Carries out the work of the invocation.
    pub fn carry_out<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        store::asked_by::within(self.asked_by, work).instrument(self.span)
    }
}

/// An id as a message gives it, if it has the form of one: it comes from outside of the process and goes to the log.
pub(crate) fn well_formed(id: &str) -> Option<&str> {
    let is_id = |character: char| character.is_ascii_alphanumeric() || character == '-';
    Some(id).filter(|id| (1..=LONGEST).contains(&id.len()) && id.chars().all(is_id))
}
