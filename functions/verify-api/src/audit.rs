//! `GET /v1/registrations/{registration_id}/audit`: who changed what.

use crate::{
    answer::{Answer, Failure},
    cursor,
    input::{
        Operation,
        path::{Ids, RegistrationPath},
    },
    instant::Instant,
    page::PageQuery,
    words::{AuditType, ChangeOutcome, ChangeReason, open_words, open_words_or_null},
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
    /// Type of the event. New types may appear.
    #[serde(rename = "type")]
    #[schema(schema_with = open_words::<AuditType>)]
    kind: &'static str,
    /// When it was asked for.
    occurred_at: Instant,
    /// The person.
    actor: ActorView,
    /// Requested changes, each with the state before and after and its outcome.
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
    #[schema(schema_with = open_words::<Action>)]
    action: Action,
    /// The user or group; null for a change that is about everybody.
    principal: Option<PrincipalView>,
    /// Whether it was assigned, or an assignment required, before.
    before: bool,
    /// The same after it; null where it could not be read.
    after: Option<bool>,
    /// `done`, `already_so`, `not_done` or `unknown`.
    #[schema(schema_with = open_words::<ChangeOutcome>)]
    outcome: &'static str,
    /// Why it was not done: `role_missing`, `not_found`, `changed_meanwhile`, `throttled`, `signed_out`, `not_accepted` or `lost`.
    #[schema(schema_with = open_words_or_null::<ChangeReason>)]
    reason: Option<&'static str>,
    /// Seconds to wait, where Microsoft said how long.
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
    #[schema(schema_with = open_words::<Kind>)]
    kind: Kind,
    /// Its display name.
    name: String,
    /// A user's principal name or a group's mail address.
    address: Option<String>,
}

impl AuditView {
    fn of(audit: Audit, next_cursor: Option<String>) -> Self {
        Self {
            pending: audit.pending.map(AuditEntryView::of),
            items: audit
                .page
                .items
                .into_iter()
                .map(AuditEntryView::of)
                .collect(),
            next_cursor,
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
            Outcome::Done => {}
            Outcome::AlreadySo => view.outcome = "already_so",
            Outcome::NotDone {
                refusal,
                request_id,
            } => {
                view.outcome = "not_done";
                view.request_id = request_id;
                view.refuse(refusal);
            }
            Outcome::Unknown { request_id } => {
                view.outcome = "unknown";
                view.request_id = request_id;
            }
        }
        view
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.reason = Some(match refusal {
            Refusal::RoleMissing => "role_missing",
            Refusal::NotFound => "not_found",
            Refusal::ChangedMeanwhile => "changed_meanwhile",
            Refusal::Throttled { seconds } => {
                self.seconds = seconds;
                "throttled"
            }
            Refusal::SignedOut => "signed_out",
            Refusal::NotAccepted { status, code } => {
                self.status = Some(status);
                self.code = code;
                "not_accepted"
            }
            Refusal::Lost => "lost",
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
    let (deps, caller, query) = (&operation.deps, &operation.caller, &operation.query);
    let list = format!("audit {registration_id}");
    let cursor = cursor::open(deps, caller, &list, query.cursor.as_deref()).await?;
    let (cursor, limit) = (cursor.as_deref(), query.limit.0);
    let store = &deps.verifier.store;
    let listed = access::list_audit(store, caller, registration_id, cursor, limit).await;
    let mut audit = listed.map_err(|error| Problem::from(&error))?;
    let next = cursor::seal(deps, caller, &list, audit.page.next.take()).await?;
    Answer::ok(&AuditView::of(audit, next))
}
