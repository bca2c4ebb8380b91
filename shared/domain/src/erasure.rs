//! Erasure of a registration. Its data is deleted step by step; a tombstone stands in its place from the first step on.

use crate::{
    customer::CustomerId,
    ids::{RegistrationId, TenantId},
    support_code::SupportCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Everything that is left of an erased registration. It holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// The registration.
    pub id: RegistrationId,
    /// Its customer, whose keys are told that it is erased.
    pub customer_id: CustomerId,
    /// When the host app asked for the erasure.
    pub requested_at: Timestamp,
    /// Progress of the erasure.
    #[serde(flatten)]
    pub progress: Progress,
}

/// Progress of an erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Progress {
    /// Nothing acts on the registration any more, and its data is being deleted. Holds what leads to that data.
    Erasing {
        /// The tenant, from the first sign-in on.
        #[serde(default)]
        tenant_id: Option<TenantId>,
        /// The support code, which is an item of its own.
        support_code: SupportCode,
        /// Random key of the pseudonyms in the audit. It goes with the erasure, so that nobody can compute one again.
        pseudonym_key: Uuid,
    },
    /// Nothing is left but this tombstone and the pseudonyms in the audit.
    Erased {
        /// When that was found.
        erased_at: Timestamp,
    },
}

/// An erasure as the host app is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// The registration.
    pub id: RegistrationId,
    /// When the host app asked for it.
    pub requested_at: Timestamp,
    /// When it ended, if it has.
    pub erased_at: Option<Timestamp>,
}

impl Erasure {
    /// The state's name as the API spells it.
    pub fn state(&self) -> &'static str {
        if self.erased_at.is_some() {
            "erased"
        } else {
            "erasing"
        }
    }
}

impl Tombstone {
    /// The erasure as the host app is told of it.
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
