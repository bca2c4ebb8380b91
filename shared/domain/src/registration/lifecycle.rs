//! The stage of a registration, and what it allows.

use super::{access_loss::AccessLossCheck, approval::Approval, tenant::Tenant};
use crate::ids::TenantId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Stage of a registration. Each variant holds only what is true in that stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Lifecycle {
    /// The host app made an invitation, and no administrator has signed in.
    Invited,
    /// An administrator signed in and has approved nothing yet.
    SignedIn {
        /// Tenant from which the administrator signed in.
        tenant: Tenant,
        /// Instant of the sign-in.
        signed_in_at: Timestamp,
    },
    /// Microsoft sent the administrator back from the consent page without an error, which proves nothing yet.
    Consented {
        /// Tenant of the administrator.
        tenant: Tenant,
        /// Approval by the host app.
        approval: Approval,
        /// Instant of the return from the consent page; grants may take an hour from then to spread.
        consented_at: Timestamp,
    },
    /// The tenant binding is proven, and the host app approved the tenant if it had to.
    Connected {
        /// The bound tenant.
        tenant: Tenant,
        /// Approval by the host app.
        approval: Approval,
        /// Instant at which an administrator last returned from the consent page.
        consented_at: Timestamp,
        /// Instant at which the binding was proven.
        connected_at: Timestamp,
    },
    /// The host app disconnected the registration, which keeps its tenant until erasure: only this tenant may connect again.
    Disconnected {
        /// The tenant.
        tenant: Tenant,
        /// Approval by the host app.
        approval: Approval,
        /// Instant of the disconnection.
        disconnected_at: Timestamp,
        /// Instant of the last request to check whether the tenant still lets the app in.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        look_asked_at: Option<Timestamp>,
        /// Result of the newest such check.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        access_gone: Option<AccessLossCheck>,
    },
    /// All data about the customer was deleted. Final.
    Erased {
        /// Instant of the erasure.
        erased_at: Timestamp,
    },
}

impl Lifecycle {
    /// Name of the stage as the API spells it.
    pub fn stage(&self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::SignedIn { .. } => "signed_in",
            Self::Consented { .. } => "consented",
            Self::Connected { .. } => "connected",
            Self::Disconnected { .. } => "disconnected",
            Self::Erased { .. } => "erased",
        }
    }

    /// The tenant, from the first sign-in on.
    pub fn tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Invited | Self::Erased { .. } => None,
            Self::SignedIn { tenant, .. }
            | Self::Consented { tenant, .. }
            | Self::Connected { tenant, .. }
            | Self::Disconnected { tenant, .. } => Some(tenant),
        }
    }

    /// The tenant together with the administrator who approved, while the registration is consented or connected.
    pub fn approver(&self) -> Option<&Tenant> {
        match self {
            Self::Consented { tenant, .. } | Self::Connected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// Whether the registration's tenant is this one. Before the first sign-in it has none.
    pub fn is_of(&self, candidate: TenantId) -> bool {
        self.tenant().is_some_and(|tenant| tenant.id == candidate)
    }

    /// Whether a consent of this tenant is the next step: an administrator signed in and no consent was given yet, or the
    /// registration was disconnected and no consent was given since.
    pub fn awaits_consent_of(&self, candidate: TenantId) -> bool {
        match self {
            Self::SignedIn { tenant, .. } | Self::Disconnected { tenant, .. } => {
                tenant.id == candidate
            }
            Self::Invited
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Erased { .. } => false,
        }
    }

    /// Instant of the last consent of an administrator.
    pub fn consented_at(&self) -> Option<Timestamp> {
        match self {
            Self::Consented { consented_at, .. } | Self::Connected { consented_at, .. } => {
                Some(*consented_at)
            }
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The tenant whose binding is proven, while the registration is connected. Its id alone identifies it from then on.
    pub fn connected_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Connected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The tenant to which every link leads, whatever its domains: that of a connection, including one that the host app
    /// ended.
    pub fn bound_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Connected { tenant, .. } | Self::Disconnected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// Stages, as [`Self::stage`] writes them, in which [`Self::verifiable_tenant`] is a tenant. A run may move a registration
    /// from one to the other at any moment.
    pub const VERIFIABLE_STAGES: [&'static str; 2] = ["consented", "connected"];

    /// The tenant that runs may verify: an administrator consented, and the host app did not disconnect since.
    pub fn verifiable_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Consented { tenant, .. } | Self::Connected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The tenant in which Cooperlink may act for the customer: an administrator approved it, and the host app too if it has
    /// to.
    pub fn settled_tenant(&self) -> Option<&Tenant> {
        self.verifiable_tenant().filter(|_| !self.awaits_approval())
    }

    /// Whether the host app still has to agree to the tenant that consented.
    pub fn awaits_approval(&self) -> bool {
        match self {
            Self::Consented { approval, .. } | Self::Connected { approval, .. } => {
                !approval.is_settled()
            }
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => false,
        }
    }
}
