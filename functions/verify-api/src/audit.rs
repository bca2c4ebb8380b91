//! `GET /v1/registrations/{registration_id}/audit`: who changed what.

use crate::{
    answer::{Answer, Failure},
    input::{
        Operation,
        path::{Ids, RegistrationPath},
    },
    instant::Instant,
    page::PageQuery,
};
use app::access::{self, Audit};
use domain::{
    access::{Action, AuditEntry, ChangeRecord, Kind, Outcome, Principal, Refusal},
    ids::{AuditId, ObjectId, RegistrationId, TenantId},
};
use serde::Serialize;
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
    /// Unique, and in the order of time.
    #[schema(value_type = String, format = "uuid")]
    id: AuditId,
    /// The registration.
    #[schema(value_type = String, format = "uuid")]
    registration_id: RegistrationId,
    /// What happened. New types may appear.
    #[serde(rename = "type")]
    #[schema(example = "access_changed")]
    kind: &'static str,
    /// When it was asked for.
    occurred_at: Instant,
    /// The person.
    actor: ActorView,
    /// What was asked for, how it was before and after, and what it came to.
    changes: Vec<AccessChangeView>,
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
    #[schema(value_type = String, example = "assign")]
    action: Action,
    /// The user or group; null for a change that is about everybody.
    principal: Option<PrincipalView>,
    /// Whether it was assigned, or an assignment required, before.
    before: bool,
    /// The same after it; null where it could not be read.
    after: Option<bool>,
    /// `done`, `already_so`, `not_done` or `unknown`.
    #[schema(example = "done")]
    outcome: &'static str,
    /// Why it was not done.
    reason: Option<RefusalView>,
    /// Microsoft's id of the request, for support.
    request_id: Option<String>,
}

/// Why a change was not made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccessRefusal)]
struct RefusalView {
    /// `role_missing`, `not_found`, `changed_meanwhile`, `throttled`, `signed_out`, `not_accepted` or `lost`.
    #[schema(example = "role_missing")]
    code: &'static str,
    /// Seconds to wait, where Microsoft said how long.
    seconds: Option<u64>,
    /// The HTTP status of Microsoft's answer.
    status: Option<u16>,
    /// Microsoft's code.
    error_code: Option<String>,
}

/// A user or a group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Principal)]
struct PrincipalView {
    /// Its object id in Entra.
    #[schema(value_type = String, format = "uuid")]
    id: ObjectId,
    /// `user` or `group`.
    #[schema(value_type = String, example = "user")]
    kind: Kind,
    /// Its display name.
    name: String,
    /// A user's principal name or a group's mail address.
    address: Option<String>,
}

impl AuditView {
    fn of(audit: Audit) -> Self {
        Self {
            pending: audit.pending.map(AuditEntryView::of),
            items: audit
                .page
                .items
                .into_iter()
                .map(AuditEntryView::of)
                .collect(),
            next_cursor: audit.page.next,
        }
    }
}

impl AuditEntryView {
    fn of(entry: AuditEntry) -> Self {
        Self {
            id: entry.id,
            registration_id: entry.registration_id,
            kind: "access_changed",
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
        }
    }
}

impl AccessChangeView {
    fn of(change: ChangeRecord) -> Self {
        let (outcome, reason, request_id) = match change.outcome {
            Outcome::Done => ("done", None, None),
            Outcome::AlreadySo => ("already_so", None, None),
            Outcome::NotDone {
                refusal,
                request_id,
            } => ("not_done", Some(RefusalView::of(refusal)), request_id),
            Outcome::Unknown { request_id } => ("unknown", None, request_id),
        };
        Self {
            action: change.action,
            principal: change.principal.map(PrincipalView::of),
            before: change.before,
            after: change.after,
            outcome,
            reason,
            request_id,
        }
    }
}

impl RefusalView {
    fn of(refusal: Refusal) -> Self {
        let mut view = Self {
            code: "lost",
            seconds: None,
            status: None,
            error_code: None,
        };
        match refusal {
            Refusal::RoleMissing => view.code = "role_missing",
            Refusal::NotFound => view.code = "not_found",
            Refusal::ChangedMeanwhile => view.code = "changed_meanwhile",
            Refusal::Throttled { seconds } => {
                view.code = "throttled";
                view.seconds = seconds;
            }
            Refusal::SignedOut => view.code = "signed_out",
            Refusal::NotAccepted { status, code } => {
                view.code = "not_accepted";
                view.status = Some(status);
                view.error_code = code;
            }
            Refusal::Lost => {}
        }
        view
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

/// Changes that administrators made to who may use the app, newest first.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}/audit", tag = "Registrations",
    params(RegistrationPath, PageQuery),
    responses((status = 200, description = "A page.", body = AuditView)),
)]
pub(crate) async fn list_audit(
    operation: Operation<PageQuery>,
    Ids(RegistrationPath { registration_id }): Ids<RegistrationPath>,
) -> Result<Answer, Failure> {
    let query = &operation.query;
    let (cursor, limit) = (query.cursor.as_deref(), query.limit.0);
    let store = &operation.deps.verifier.store;
    let listed = access::list_audit(store, &operation.caller, registration_id, cursor, limit);
    let audit = listed.await.map_err(|error| Problem::from(&error))?;
    Answer::ok(&AuditView::of(audit))
}
