//! Who changed what, and when: kept with the registration.

use super::{Action, Outcome, Principal};
use crate::ids::{AuditId, InvitationId, ObjectId, RegistrationId, TenantId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What one person changed with one request: who may use the app, or the links of the registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Unique, and in the order of time.
    pub id: AuditId,
    /// Whose registration.
    pub registration_id: RegistrationId,
    /// When it was asked for.
    pub occurred_at: Timestamp,
    /// The tenant it was changed in, and of the person.
    pub tenant_id: TenantId,
    /// `oid` of the person; with the tenant the identity of that person.
    pub actor: ObjectId,
    /// What the person is called, `preferred_username` of the id token. Personal data: shown, never compared, never logged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub actor_name: Option<String>,
    /// One each for the switch, or for each user or group.
    pub changes: Vec<ChangeRecord>,
    /// The link for the system user that was made; then there are no changes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub invitation_id: Option<InvitationId>,
}

impl AuditEntry {
    /// Whether the outcome of one of its changes is not known.
    pub fn is_unknown(&self) -> bool {
        self.changes
            .iter()
            .any(|change| matches!(change.outcome, Outcome::Unknown { .. }))
    }

    /// The entry without names, each object id replaced by its pseudonym.
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
    /// What was asked for.
    pub action: Action,
    /// Whom it is about; `None` for the switch, which is about everybody.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub principal: Option<Principal>,
    /// Whether it was assigned, or an assignment required, before.
    pub before: bool,
    /// The same after it, as Graph showed it; `None` where it could not be read, or where Graph's list does not show yet what
    /// Graph said it did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<bool>,
    /// What it came to.
    #[serde(flatten)]
    pub outcome: Outcome,
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

/// A change that was reserved and may be under way: written before Graph is asked, so that whatever happens after it, it is
/// known what may have been done. While it is there nobody else changes anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingChange {
    /// The entry as it will be kept; every outcome is unknown.
    pub entry: AuditEntry,
    /// Until then it may still come through. What Graph shows as wanted is done at once; what it does not show counts as not
    /// done only in a reading from after this.
    pub under_way_until: Timestamp,
}
