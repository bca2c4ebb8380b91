//! One answer of Graph, judged: found, absent or not read.
//! <https://learn.microsoft.com/en-us/graph/errors>

use super::{Graph, Unread};
use crate::{strict_json, transport::plain};
use domain::verification::{
    facts::{Evidence, Observed},
    verdict::Unobserved,
};
use serde::{Deserialize, de::DeserializeOwned};

/// Graph's code for an object that is not there.
const NOT_FOUND: &str = "Request_ResourceNotFound";

/// What one read gave.
pub(crate) enum Reading {
    /// A body to be parsed.
    Found { body: Vec<u8>, evidence: Evidence },
    /// Graph says that the object is not there.
    Absent(Evidence),
    /// Nothing was learnt.
    Unread(Unread),
}

#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorCode,
}

#[derive(Deserialize)]
struct ErrorCode {
    code: String,
}

impl Graph<'_> {
    /// Judges a status and body. `evidence` already has the status and request id.
    pub(super) fn judge(&self, status: u16, body: Vec<u8>, mut evidence: Evidence) -> Reading {
        if status == 200 {
            return Reading::Found { body, evidence };
        }
        evidence.error_code =
            strict_json::parse::<ErrorBody>(&body).and_then(|body| plain(&body.error.code));
        if status == 404 && evidence.error_code.as_deref() == Some(NOT_FOUND) {
            return Reading::Absent(evidence);
        }
        Reading::Unread(Unread::new(self.reason(status), evidence))
    }
}

impl Reading {
    /// The typed body. Absence counts as unreadable: where it may occur, the caller looks at it first.
    pub(super) fn typed<T: DeserializeOwned>(self) -> Result<(T, Evidence), Unread> {
        match self {
            Self::Found { body, evidence } => match strict_json::parse(&body) {
                Some(value) => Ok((value, evidence)),
                None => Err(Unread::new(Unobserved::Unreadable, evidence)),
            },
            Self::Absent(evidence) => Err(Unread::new(Unobserved::Unreadable, evidence)),
            Self::Unread(unread) => Err(unread),
        }
    }
}

/// A fact from a result.
pub(super) fn observed<T>(result: Result<(T, Evidence), Unread>) -> Observed<T> {
    match result {
        Ok((value, evidence)) => Observed::Seen { value, evidence },
        Err(Unread { reason, evidence }) => Observed::Unseen { reason, evidence },
    }
}
