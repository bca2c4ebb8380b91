//! Audit of a registration: each change with its author and its instant.

use super::{AccessChangeOutcome, Action, Principal};
use crate::ids::{AuditId, InvitationId, ObjectId, RegistrationId, TenantId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Changes that one person made with one request: to the access, or to the links of the registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Unique, and in the order of time.
    pub id: AuditId,
    /// The registration that was changed.
    pub registration_id: RegistrationId,
    /// Instant of the request.
    pub occurred_at: Timestamp,
    /// Tenant in which the change was made, which is also the person's tenant.
    pub tenant_id: TenantId,
    /// `oid` of the person; together with the tenant it identifies that person.
    pub actor: ObjectId,
    /// Name of the person, `preferred_username` of the id token. Personal data: shown, never compared, never logged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub actor_name: Option<String>,
    /// One record for the switch, or one for each user or group.
    pub changes: Vec<ChangeRecord>,
    /// Link for the system user that the person made; `changes` is empty then.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub invitation_id: Option<InvitationId>,
}

impl AuditEntry {
    /// Whether the outcome of one of its changes is unknown.
    pub fn is_unknown(&self) -> bool {
        self.changes
            .iter()
            .any(|change| matches!(change.outcome, AccessChangeOutcome::Unknown { .. }))
    }

    /// The entry without names; a pseudonym replaces each object id.
    #[must_use]
    pub fn pseudonymised(self, pseudonym: impl Fn(ObjectId) -> ObjectId) -> Self {
        // Every member is named, so that a new one stops the build until it is decided.
        let Self {
            id,
            registration_id,
            occurred_at,
            tenant_id,
            actor,
            actor_name: _,
            changes,
            invitation_id,
        } = self;
        let changes = changes
            .into_iter()
            .map(|change| change.pseudonymised(&pseudonym));
        Self {
            id,
            registration_id,
            occurred_at,
            tenant_id,
            actor: pseudonym(actor),
            actor_name: None,
            changes: changes.collect(),
            invitation_id,
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// The requested action.
    pub action: Action,
    /// The user or group concerned; `None` for the switch, which concerns all accounts.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub principal: Option<Principal>,
    /// Whether the user or group was assigned, or an assignment was required, before the change.
    pub before: bool,
    /// State after the change, as Graph showed it. `None` if it could not be read, or if Graph reported success and its list
    /// does not show it yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<bool>,
    /// Outcome of the change.
    #[serde(flatten)]
    pub outcome: AccessChangeOutcome,
}

impl ChangeRecord {
    fn pseudonymised(self, pseudonym: impl Fn(ObjectId) -> ObjectId) -> Self {
        let Self {
            action,
            principal,
            before,
            after,
            outcome,
        } = self;
        let principal = principal.map(|principal| {
            let Principal {
                id,
                kind,
                name: _,
                address: _,
            } = principal;
            Principal {
                id: pseudonym(id),
                kind,
                name: String::new(),
                address: None,
            }
        });
        Self {
            action,
            principal,
            before,
            after,
            outcome,
        }
    }
}

/// Reservation of a change that may be under way. It is written before Graph is asked, so that a record of a possible change
/// remains even if the request fails. While it exists, no other person changes the access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingChange {
    /// The entry as it will be kept; every outcome is unknown so far.
    pub entry: AuditEntry,
    /// Instant until which Graph may still carry the change out. If Graph shows the wanted state, the change counts as done at
    /// once; if not, it counts as not done only in a reading from after this instant.
    pub under_way_until: Timestamp,
}
