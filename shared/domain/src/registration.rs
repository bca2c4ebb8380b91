//! A registration: our record of one customer, its lifecycle and its system user.

mod access_loss;
mod approval;
mod binding;
mod disconnection;
mod lifecycle;
mod observations;
mod sign_in_marks;
mod system_user;
mod tenant;
mod transition;

pub use access_loss::{AccessLoss, AccessLossCheck};
pub use approval::{Approval, Pinning};
pub use binding::{BindingMismatch, BindingProof};
pub use lifecycle::Lifecycle;
pub use observations::{Observation, Observations};
pub use system_user::SystemUserConnection;
pub use tenant::Tenant;
pub use transition::{InvalidTransition, Transition, TransitionRefusal};

use crate::{
    customer::{Customer, DomainName, Language, Metadata, Requester, Site, UserPrincipalName},
    ids::{ObjectId, RegistrationId, TenantId, TokenHash},
    invitation::{Invitation, Maker, Purpose},
    support_code::SupportCode,
    verification::facts::Organization,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Our record of one customer's tenant being connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Its id, stable for life, also over reconnects.
    pub id: RegistrationId,
    /// Number that grows by one with each stored change; every write is conditional on it.
    pub version: u64,
    /// Code by which people name the registration to support.
    pub support_code: SupportCode,
    /// The customer.
    pub customer: Customer,
    /// Domain that the customer's tenant must have verified; pins the tenant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected_domain: Option<DomainName>,
    /// Language in which pages start.
    pub language: Language,
    /// Account with which Cooperlink works in the background.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub system_user: Option<UserPrincipalName>,
    /// SharePoint sites and libraries for Cooperlink to work with.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sites: Vec<Site>,
    /// Address to which the last page sends the administrator back; checked against the deployment's list when the host app
    /// gave it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub return_url: Option<String>,
    /// The person or company that asks the administrator.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub requester: Option<Requester>,
    /// Instant of the customer's meeting with support, if one is agreed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub meeting_at: Option<Timestamp>,
    /// The host app's own notes.
    #[serde(skip_serializing_if = "Metadata::is_empty", default)]
    pub metadata: Metadata,
    /// Stage of the registration.
    pub lifecycle: Lifecycle,
    /// Facts from people's own sign-ins, kept because scheduled runs cannot see them again.
    #[serde(default)]
    pub observations: Observations,
    /// The connected system user's sign-in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub system_user_connection: Option<SystemUserConnection>,
    /// Instant since which a system user's sign-in that is no longer in use is to be removed from the secret store.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub removes_sign_in_since: Option<Timestamp>,
    /// Instant since which a callback may be storing a sign-in of the system user in the secret store. The mark stays until
    /// the sign-in is removed, so that a sign-in is found whose callback ended before the registration pointed to it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stores_sign_in_since: Option<Timestamp>,
    /// The invitation, by its token's hash, through which an administrator of the pinned tenant last signed in before any
    /// consent. An approval that was given elsewhere counts while this invitation is open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signed_in_through: Option<TokenHash>,
    /// The invitation, by its token's hash, through which an administrator last consented. It is cleared when a run has proved
    /// the connection and has marked the invitation as used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub consented_through: Option<TokenHash>,
    /// Tenants that the host app refused, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rejections: Vec<Rejection>,
    /// Instant since which the tenant that consented is known to belong to another customer. It is cleared when the tenant
    /// connects, or another tenant takes its place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tenant_taken_at: Option<Timestamp>,
    /// Instant at which the host app created it.
    pub created_at: Timestamp,
    /// Instant of its last change.
    pub updated_at: Timestamp,
}

/// A tenant that the host app refused. It cannot return through an earlier link; with a newer link the host app allows it
/// again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Instant of the refusal.
    pub rejected_at: Timestamp,
}

impl Registration {
    /// Instant for a change that is made now. Two changes never have the same instant, to the microsecond, even if the clock
    /// stands still or goes back.
    pub fn updated_again_at(&self, now: Timestamp) -> Timestamp {
        now.max(self.updated_at + SignedDuration::from_micros(1))
    }

    /// Whether the host app refused this tenant after the link was made.
    pub fn is_rejected(&self, tenant: TenantId, invitation: &Invitation) -> bool {
        self.rejections.iter().any(|rejection| {
            rejection.tenant_id == tenant && invitation.created_at <= rejection.rejected_at
        })
    }

    /// The system user's name at sign-in: the connected account's name as Graph last showed it, or else the name that the host
    /// app gave.
    pub fn system_user_name(&self) -> Option<&str> {
        let named = self.system_user.as_ref()?;
        let connection = self.system_user_connection.as_ref();
        Some(connection.map_or(named.as_str(), |connection| &connection.user_principal_name))
    }

    /// Pinning of the tenant of a sign-in, judged again. The host app may have changed the domain since, so the organisation's
    /// verified domains must contain the present one.
    pub fn pins(&self, pinned: Pinning, organization: &Organization) -> Pinning {
        let is_verified = self
            .expected_domain
            .as_ref()
            .is_some_and(|domain| organization.verified_domains.contains(domain.as_str()));
        if is_verified { pinned } else { Pinning::No }
    }

    /// Whether this account may be connected as the system user through this invitation. The same account may always sign in
    /// again. Another account takes its place only through a link for the system user that the host app made since the
    /// connection, by which the host app agrees (T23).
    pub fn accepts_system_user(&self, account: ObjectId, invitation: &Invitation) -> bool {
        self.system_user_connection
            .as_ref()
            .is_none_or(|connection| {
                connection.object_id == account
                    || (invitation.purpose == Purpose::SystemUser
                        && invitation.created_by == Maker::HostApp
                        && invitation.created_at > connection.connected_at)
            })
    }
}

#[cfg(test)]
#[path = "registration/tests.rs"]
mod tests;
