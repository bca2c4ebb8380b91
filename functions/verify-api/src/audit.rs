//! `GET /v1/registrations/{registration_id}/audit`: acts on the pages, each with the person.

use crate::{
    answer::{ApiAnswer, Failure},
    cursor,
    input::{
        Operation,
        path::{PathIds, RegistrationPath},
    },
    instant::Instant,
    page::{PageQuery, fitting},
    words::{AuditType, ChangeOutcome, ChangeReason, open_words, open_words_or_null},
};
use app::access::{self, Audit};
use domain::{
    access::{
        AccessChangeOutcome, Action, AssigneeKind, AuditEntry, ChangeRecord, ChangeRefusal,
        Principal,
    },
    ids::{AuditId, InvitationId, ObjectId, RegistrationId, TenantId},
};
use serde::Serialize;
use store::Store;
use utoipa::ToSchema;
use web::problem::Problem;

/// A page of the audit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditPage)]
struct AuditView {
    /// A change whose outcome is not known yet; null for none. It becomes an item under the same id.
    pending: Option<AuditEntryView>,
    /// The entries, newest first.
    items: Vec<AuditEntryView>,
    /// The cursor of the next page; null on the last.
    next_cursor: Option<String>,
}

/// One request of one person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntry)]
struct AuditEntryView {
    /// Unique id; ids ascend with time.
    #[schema(value_type = String, format = "uuid")]
    id: AuditId,
    /// The registration.
    #[schema(value_type = String, format = "uuid")]
    registration_id: RegistrationId,
    /// Type of the event. New types may appear.
    #[serde(rename = "type")]
    #[schema(schema_with = open_words::<AuditType>)]
    kind: &'static str,
    /// Time at which the person asked for it.
    occurred_at: Instant,
    /// The person.
    actor: ActorView,
    /// Requested changes of who may use the app, each with the state before and after and its outcome.
    changes: Vec<AccessChangeView>,
    /// The link for the system user that the person made; null for a change of who may use the app.
    #[schema(value_type = Option<String>, format = "uuid")]
    invitation_id: Option<InvitationId>,
}

/// The person, by tenant and object id; the name is shown, never compared.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Actor)]
struct ActorView {
    /// The person's tenant.
    #[schema(value_type = String, format = "uuid")]
    tenant_id: TenantId,
    /// The person's object id in it.
    #[schema(value_type = String, format = "uuid")]
    object_id: ObjectId,
    /// The person's user principal name.
    user_principal_name: Option<String>,
}

/// One change of who may use the app.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccessChange)]
struct AccessChangeView {
    /// `assign`, `remove`, `require_assignment` or `allow_everybody`.
    #[schema(schema_with = open_words::<Action>)]
    action: Action,
    /// The user or group; null for a change that is about everybody.
    principal: Option<PrincipalView>,
    /// Whether it was assigned, or an assignment required, before.
    before: bool,
    /// State after the change, in the sense of `before`; null where it could not be read.
    after: Option<bool>,
    /// `done`, `already_so`, `not_done` or `unknown`.
    #[schema(schema_with = open_words::<ChangeOutcome>)]
    outcome: &'static str,
    /// Reason why it was not done: `role_missing`, `not_found`, `changed_meanwhile`, `throttled`, `signed_out`, `not_accepted`,
    /// `assignments_missing` or `lost`.
    #[schema(schema_with = open_words_or_null::<ChangeReason>)]
    reason: Option<&'static str>,
    /// Seconds to wait, if Microsoft named them.
    seconds: Option<u64>,
    /// The HTTP status of Microsoft's refusal.
    status: Option<u16>,
    /// Microsoft's code of the refusal.
    code: Option<String>,
    /// Microsoft's id of the request, for support.
    request_id: Option<String>,
}

/// A user or a group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Principal)]
struct PrincipalView {
    /// Its object id in Entra.
    #[schema(value_type = String, format = "uuid")]
    id: ObjectId,
    /// `user` or `group`.
    #[schema(schema_with = open_words::<AssigneeKind>)]
    kind: AssigneeKind,
    /// Its display name.
    name: String,
    /// A user's principal name or a group's mail address.
    address: Option<String>,
}

impl AuditView {
    /// A page that ends before it grows too large. Its cursor is not sealed yet.
    fn bounded(audit: Audit) -> Self {
        let Audit { pending, page } = audit;
        let mut items: Vec<_> = page.items.into_iter().map(AuditEntryView::of).collect();
        let all = items.len();
        items.truncate(fitting(&items));
        let last = items.last().filter(|_| items.len() < all);
        let next_cursor = match last {
            Some(last) => Store::audit_cursor_behind(last.registration_id, last.id),
            None => page.next,
        };
        Self {
            pending: pending.map(AuditEntryView::of),
            items,
            next_cursor,
        }
    }
}

impl AuditEntryView {
    fn of(entry: AuditEntry) -> Self {
        Self {
            id: entry.id,
            registration_id: entry.registration_id,
            kind: match entry.invitation_id {
                None => "access_changed",
                Some(_) => "system_user_link_created",
            },
            occurred_at: entry.occurred_at.into(),
            actor: ActorView {
                tenant_id: entry.tenant_id,
                object_id: entry.actor,
                user_principal_name: entry.actor_name,
            },
            changes: entry
                .changes
                .into_iter()
                .map(AccessChangeView::of)
                .collect(),
            invitation_id: entry.invitation_id,
        }
    }
}

impl AccessChangeView {
    fn of(change: ChangeRecord) -> Self {
        let mut view = Self {
            action: change.action,
            principal: change.principal.map(PrincipalView::of),
            before: change.before,
            after: change.after,
            outcome: "done",
            reason: None,
            seconds: None,
            status: None,
            code: None,
            request_id: None,
        };
        match change.outcome {
            AccessChangeOutcome::Done => {}
            AccessChangeOutcome::AlreadySo => view.outcome = "already_so",
            AccessChangeOutcome::NotDone {
                refusal,
                request_id,
            } => {
                view.outcome = "not_done";
                view.request_id = request_id;
                view.refuse(refusal);
            }
            AccessChangeOutcome::Unknown { request_id } => {
                view.outcome = "unknown";
                view.request_id = request_id;
            }
        }
        view
    }

    fn refuse(&mut self, refusal: ChangeRefusal) {
        self.reason = Some(match refusal {
            ChangeRefusal::RoleMissing => "role_missing",
            ChangeRefusal::NotFound => "not_found",
            ChangeRefusal::ChangedMeanwhile => "changed_meanwhile",
            ChangeRefusal::Throttled { seconds } => {
                self.seconds = seconds;
                "throttled"
            }
            ChangeRefusal::SignedOut => "signed_out",
            ChangeRefusal::NotAccepted { status, code } => {
                self.status = Some(status);
                self.code = code;
                "not_accepted"
            }
            ChangeRefusal::AssignmentsMissing => "assignments_missing",
            ChangeRefusal::Lost => "lost",
        });
    }
}

impl PrincipalView {
    fn of(principal: Principal) -> Self {
        Self {
            id: principal.id,
            kind: principal.kind,
            name: principal.name,
            address: principal.address,
        }
    }
}

/// Acts of administrators on the pages, newest first: changes of who may use the app, and links for the system user.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}/audit", tag = "Registrations",
    params(RegistrationPath, PageQuery),
    responses((status = 200, description = "A page.", body = AuditView)),
)]
pub(crate) async fn list_audit(
    operation: Operation<PageQuery>,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    let (deps, caller, query) = (&operation.deps, &operation.caller, &operation.query);
    let list = format!("audit {registration_id}");
    let cursor = cursor::open(deps, caller, &list, query.cursor.as_deref()).await?;
    let (cursor, limit) = (cursor.as_deref(), query.limit.0);
    let store = &deps.verifier.store;
    let listed = access::list_audit(store, caller, registration_id, cursor, limit).await;
    let audit = AuditView::bounded(listed.map_err(|error| Problem::from(&error))?);
    let next_cursor = cursor::seal(deps, caller, &list, audit.next_cursor).await?;
    ApiAnswer::ok(&AuditView {
        next_cursor,
        ..audit
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Page;

    /// An entry with the most changes, each of the longest names.
    fn fullest(number: u8) -> AuditEntry {
        let principal = serde_json::json!({
            "id": "0b1ec700-0000-4000-8000-000000000001", "kind": "user", "name": "\"".repeat(256),
            "address": "a".repeat(320),
        });
        let change = serde_json::json!({
            "action": "assign", "principal": principal, "before": false, "after": null,
            "outcome": "unknown", "request_id": "r".repeat(128),
        });
        let entry = serde_json::json!({
            "id": format!("01930000-0000-7000-8000-0000000000{number:02x}"),
            "registration_id": "01930000-0000-7000-8000-00000000002f",
            "tenant_id": "7e000000-0000-4000-8000-000000000001", "actor": "0b1ec700-0000-4000-8000-000000000001",
            "actor_name": "n".repeat(256), "occurred_at": "2026-11-29T12:00:00Z", "changes": vec![change; 20],
        });
        serde_json::from_value(entry).unwrap()
    }

    #[test]
    fn no_page_of_the_fullest_audit_passes_a_megabyte_and_none_is_lost() {
        let entries: Vec<_> = (0..100).map(fullest).collect();
        let page = Page {
            items: entries.clone(),
            next: None,
        };
        let pending = Some(fullest(200));
        let view = AuditView::bounded(Audit { pending, page });
        assert!(serde_json::to_string(&view).unwrap().len() < 1_000_000);
        let shown = view.items.len();
        assert!((1..100).contains(&shown), "{shown}");
        let last = &entries[shown - 1];
        let behind = Store::audit_cursor_behind(last.registration_id, last.id);
        assert!(behind.is_some());
        assert_eq!(view.next_cursor, behind);
    }

    #[test]
    fn a_page_that_fits_goes_on_where_the_table_says() {
        let page = Page {
            items: vec![fullest(1)],
            next: Some("next".to_owned()),
        };
        let pending = None;
        let view = AuditView::bounded(Audit { pending, page });
        assert_eq!(view.items.len(), 1);
        assert_eq!(view.next_cursor.as_deref(), Some("next"));
    }
}
