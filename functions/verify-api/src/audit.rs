//! Who changed what, as the host app sees it.

use app::access::Audit;
use domain::{
    access::{AuditEntry, ChangeRecord},
    ids::{AuditId, ObjectId, RegistrationId, TenantId},
};
use jiff::Timestamp;
use serde::Serialize;

/// A page of the audit.
#[derive(Serialize)]
pub(crate) struct AuditView<'a> {
    /// A change whose outcome is not known yet; null for none. It becomes an item under the same id.
    pending: Option<AuditEntryView<'a>>,
    items: Vec<AuditEntryView<'a>>,
    next_cursor: Option<&'a str>,
}

impl<'a> From<&'a Audit> for AuditView<'a> {
    fn from(audit: &'a Audit) -> Self {
        Self {
            pending: audit.pending.as_ref().map(AuditEntryView::from),
            items: audit.page.items.iter().map(AuditEntryView::from).collect(),
            next_cursor: audit.page.next.as_deref(),
        }
    }
}

/// One request of one person.
#[derive(Serialize)]
struct AuditEntryView<'a> {
    id: AuditId,
    registration_id: RegistrationId,
    #[serde(rename = "type")]
    kind: &'static str,
    occurred_at: Timestamp,
    actor: ActorView<'a>,
    /// What was asked for, how it was before and after, and what it came to.
    changes: &'a [ChangeRecord],
}

/// The person, by tenant and object id; the name is shown, never compared.
#[derive(Serialize)]
struct ActorView<'a> {
    tenant_id: TenantId,
    object_id: ObjectId,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_principal_name: Option<&'a str>,
}

impl<'a> From<&'a AuditEntry> for AuditEntryView<'a> {
    fn from(entry: &'a AuditEntry) -> Self {
        Self {
            id: entry.id,
            registration_id: entry.registration_id,
            kind: "access_changed",
            occurred_at: entry.occurred_at,
            actor: ActorView {
                tenant_id: entry.tenant_id,
                object_id: entry.actor,
                user_principal_name: entry.actor_name.as_deref(),
            },
            changes: &entry.changes,
        }
    }
}
