//! One answer of Graph, judged: found, absent, failed or not read.
//! <https://learn.microsoft.com/en-us/graph/errors>

use super::{Graph, Unread};
use crate::transport::plain;
use domain::verification::{
    facts::{Evidence, Observed},
    verdict::Unobserved,
};
use serde::{Deserialize, de::DeserializeOwned};

/// Graph's code for an object that does not exist.
const NOT_FOUND: &str = "Request_ResourceNotFound";

/// Result of one read.
pub(crate) enum Reading {
    /// The body, not parsed yet.
    Found { body: Vec<u8>, evidence: Evidence },
    /// Graph says that the object does not exist.
    Absent(Evidence),
    /// Graph answered with another error. The caller knows which errors are facts.
    Failed { error: GraphError, unread: Unread },
    /// The read gave no information.
    Unread(Unread),
}

/// An error of Graph. The message may carry names, so it is neither stored nor logged.
pub(crate) struct GraphError {
    pub(super) status: u16,
    pub(super) code: String,
    pub(super) message: String,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorMembers,
}

#[derive(Deserialize)]
struct ErrorMembers {
    code: String,
    #[serde(default)]
    message: Option<String>,
}

/// Code of an error, fit for logs and evidence.
pub(super) fn error_code(body: &[u8]) -> Option<String> {
    plain(&strict_json::parse::<ErrorBody>(body).ok()?.error.code)
}

impl Graph<'_> {
    /// Judges a status and body. `evidence` already has the status and request id.
    pub(super) fn judge(&self, status: u16, body: Vec<u8>, mut evidence: Evidence) -> Reading {
        if status == 200 {
            return Reading::Found { body, evidence };
        }
        let members = strict_json::parse::<ErrorBody>(&body)
            .ok()
            .map(|body| body.error);
        evidence.error_code = members.as_ref().and_then(|error| plain(&error.code));
        let code = evidence.error_code.clone().unwrap_or_default();
        if status == 404 && code == NOT_FOUND {
            return Reading::Absent(evidence);
        }
        let error = GraphError {
            status,
            code,
            message: members.and_then(|error| error.message).unwrap_or_default(),
        };
        let unread = Unread::new(self.reason(status), evidence);
        Reading::Failed { error, unread }
    }
}

impl Reading {
    /// The typed body. Absence counts as unreadable; a caller to which it may occur checks for it first.
    pub(super) fn typed<T: DeserializeOwned>(self) -> Result<(T, Evidence), Unread> {
        match self {
            Self::Found { body, evidence } => match strict_json::parse(&body) {
                Ok(value) => Ok((value, evidence)),
                Err(_) => Err(Unread::new(Unobserved::Unreadable, evidence)),
            },
            Self::Absent(evidence) => Err(Unread::new(Unobserved::Unreadable, evidence)),
            Self::Failed { unread, .. } | Self::Unread(unread) => Err(unread),
        }
    }

    /// The typed body, or the fact that an error stands for; any other error leaves the fact unread.
    pub(super) fn typed_or<T: DeserializeOwned, F>(
        self,
        fact_of: impl FnOnce(&GraphError) -> Option<F>,
    ) -> Result<(Result<T, F>, Evidence), Unread> {
        if let Self::Failed { error, unread } = self {
            return match (fact_of(&error), unread) {
                (
                    Some(fact),
                    Unread {
                        evidence: Some(evidence),
                        ..
                    },
                ) => Ok((Err(fact), evidence)),
                (_, unread) => Err(unread),
            };
        }
        self.typed().map(|(body, evidence)| (Ok(body), evidence))
    }

    /// Whether Graph accepted the token: it answered with the requested object, or with an error that is about something else.
    pub(super) fn shows_token_taken(&self) -> bool {
        match self {
            Self::Found { .. } | Self::Absent(_) => true,
            Self::Failed { error, .. } => !matches!(error.status, 401 | 408 | 429 | 500..),
            Self::Unread(_) => false,
        }
    }

    /// Whether Graph answered this part with 400.
    pub(super) fn is_bad_request(&self) -> bool {
        matches!(self, Self::Failed { error, .. } if error.status == 400)
    }

    /// Whether the answer was a 401, to this part or to the batch as a whole.
    pub(super) fn is_unauthorized(&self) -> bool {
        match self {
            Self::Found { .. } | Self::Absent(_) => false,
            Self::Failed { unread, .. } | Self::Unread(unread) => unread.status() == Some(401),
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
