//! A fact that was read, or the reason why it was not, with the request behind it.

use crate::verification::verdict::{Identity, Unobserved};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A request to Microsoft and its answer: enough for Microsoft's support to find the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Method and path of the request, without query or secrets.
    pub request: String,
    /// The HTTP status, if there was an answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<u16>,
    /// Microsoft's error code, if the answer was an error.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error_code: Option<String>,
    /// `request-id` of Graph, or the correlation id of Entra.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request_id: Option<String>,
    /// Account whose sign-in the request used, if the meaning of the answer depends on it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<Identity>,
    /// Instant of the answer.
    pub at: Timestamp,
}

impl Evidence {
    /// This evidence, marked as from a request with that sign-in.
    #[must_use]
    pub fn of_account(self, account: Identity) -> Self {
        Self {
            account: Some(account),
            ..self
        }
    }
}

/// A fact, or the reason why it was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observed<T> {
    /// It was read.
    Seen {
        /// The fact.
        value: T,
        /// Request that read it.
        evidence: Evidence,
    },
    /// It was not read.
    Unseen {
        /// Reason why it was not read.
        reason: Unobserved,
        /// The request that failed, if one was made.
        evidence: Option<Evidence>,
    },
}

impl<T> Observed<T> {
    /// A fact that was not tried, with the reason.
    pub fn unseen(reason: Unobserved) -> Self {
        Self::Unseen {
            reason,
            evidence: None,
        }
    }

    /// The fact.
    ///
    /// # Errors
    /// The reason why it was not read.
    pub fn get(&self) -> Result<&T, Unobserved> {
        match self {
            Self::Seen { value, .. } => Ok(value),
            Self::Unseen { reason, .. } => Err(reason.clone()),
        }
    }

    /// Whether Microsoft refused to show the fact.
    pub fn is_refused(&self) -> bool {
        matches!(
            self,
            Self::Unseen {
                reason: Unobserved::Refused,
                ..
            }
        )
    }

    /// The request behind the fact or its absence.
    pub fn evidence(&self) -> Option<&Evidence> {
        match self {
            Self::Seen { evidence, .. } => Some(evidence),
            Self::Unseen { evidence, .. } => evidence.as_ref(),
        }
    }
}
