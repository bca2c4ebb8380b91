//! The host app's approval of a tenant, which is needed unless a domain of the customer pinned the tenant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Approval of the tenant by the host app, which may be needed before the registration connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Approval {
    /// A domain of the customer pinned the tenant.
    NotNeeded,
    /// The host app has not agreed yet (T02).
    Waiting,
    /// The host app agreed.
    Approved {
        /// Instant at which it agreed.
        at: Timestamp,
    },
}

impl Approval {
    /// Whether the registration may connect.
    pub fn is_settled(self) -> bool {
        match self {
            Self::NotNeeded | Self::Approved { .. } => true,
            Self::Waiting => false,
        }
    }

    /// Approval when the tenant connects again: the host app's agreement to this tenant stays valid, while a domain has to pin
    /// the tenant again.
    pub(super) fn or_fresh(self, fresh: Self) -> Self {
        match self {
            Self::Approved { .. } => self,
            Self::NotNeeded | Self::Waiting => fresh,
        }
    }
}

/// Pinning of the tenant by a domain of the customer before the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pinning {
    /// Discovery of the expected domain gave the tenant id, and the sign-in was of that tenant.
    ByDomain,
    /// No domain pinned it.
    No,
}
