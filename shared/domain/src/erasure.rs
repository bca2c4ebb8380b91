//! Erasure of a registration. Its data is deleted step by step; a tombstone stands in its place from the first step on.

use crate::{
    customer::CustomerId,
    ids::{RegistrationId, TenantId},
    support_code::SupportCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Remains of an erased registration, without personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// The registration.
    pub id: RegistrationId,
    /// Its customer, whose API keys may see that it is erased.
    pub customer_id: CustomerId,
    /// Instant at which the host app asked for the erasure.
    pub requested_at: Timestamp,
    /// Progress of the erasure.
    #[serde(flatten)]
    pub progress: Progress,
}

/// Progress of an erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Progress {
    /// The registration no longer acts, and its data is being deleted. Holds the references to that data.
    Erasing {
        /// The tenant, from the first sign-in on.
        #[serde(default)]
        tenant_id: Option<TenantId>,
        /// The support code, which is stored as an item of its own.
        support_code: SupportCode,
        /// Random key of the pseudonyms in the audit. The erasure deletes it, so that a pseudonym cannot be computed again.
        pseudonym_key: Uuid,
    },
    /// Only this tombstone and the pseudonyms in the audit are left.
    Erased {
        /// Instant at which the deletion was found complete.
        erased_at: Timestamp,
    },
}

/// An erasure as the host app sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// The registration.
    pub id: RegistrationId,
    /// Instant at which the host app asked for it.
    pub requested_at: Timestamp,
    /// Instant at which it was complete, if it is.
    pub erased_at: Option<Timestamp>,
}

impl Erasure {
    /// Name of the state as the API spells it.
    pub fn state(&self) -> &'static str {
        if self.erased_at.is_some() {
            "erased"
        } else {
            "erasing"
        }
    }
}

impl Tombstone {
    /// The erasure as the host app sees it.
    pub fn erasure(&self) -> Erasure {
        Erasure {
            id: self.id,
            requested_at: self.requested_at,
            erased_at: match self.progress {
                Progress::Erasing { .. } => None,
                Progress::Erased { erased_at } => Some(erased_at),
            },
        }
    }
}
