//! Reserved changes: their outcome is read from Graph, never guessed (`SECURITY.md`, Failures).

use crate::host::{
    api_key::Caller,
    registrations::{RegistrationError, load},
};
use domain::{
    access::{
        Access, AccessChangeOutcome, Action, Assignee, AssigneeKind, AuditEntry, ChangeRecord,
        ChangeRefusal, PendingChange, Principal,
    },
    ids::{RegistrationId, TenantId},
    verification::facts::PrincipalKind,
};
use entra::AppFacts;
use jiff::Timestamp;
use store::{ListError, Page, RecordError, Store, StoreError};

/// Settles a reserved change; `None` when nothing is pending any more. A change that Graph shows as wanted is done. One that
/// Graph does not show counts as not done only in a reading begun after the change can no longer take effect. Without a reading
/// it stays pending.
pub(crate) async fn settle(
    store: &Store,
    pending: PendingChange,
    reading: Option<(&Access, Timestamp)>,
    now: Timestamp,
) -> Result<Option<PendingChange>, StoreError> {
    if pending.entry.changes.is_empty() {
        if now < pending.under_way_until {
            return Ok(Some(pending));
        }
        // Nothing was asked of Microsoft.
        store.release_change(&pending.entry).await?;
        return Ok(None);
    }
    let Some((access, begun_at)) = reading else {
        return Ok(Some(pending));
    };
    let is_as_wanted = |change: &ChangeRecord| {
        !matches!(change.outcome, AccessChangeOutcome::Unknown { .. })
            || is_so(access, change) == Some(change.action.wants())
    };
    let is_decided =
        begun_at >= pending.under_way_until || pending.entry.changes.iter().all(is_as_wanted);
    if !is_decided {
        return Ok(Some(pending));
    }
    let entry = AuditEntry {
        changes: pending
            .entry
            .changes
            .into_iter()
            .map(|change| found_out(change, access))
            .collect(),
        ..pending.entry
    };
    match store.record_change(&entry).await {
        // Somebody else looked at the same moment, and saw the same.
        Ok(()) | Err(RecordError::NotReserved) => Ok(None),
        Err(RecordError::Store(error)) => Err(error),
    }
}

/// Settles a reserved change of the tenant after a verification. A fault here leaves the verification intact: the next request
/// or verification settles the change.
pub(crate) async fn settle_after_run(
    store: &Store,
    tenant: TenantId,
    facts: &AppFacts,
    begun_at: Timestamp,
    now: Timestamp,
) {
    let settled = async {
        let Some(pending) = store.find_pending_change(tenant).await? else {
            return Ok(());
        };
        let access = seen_by_app(facts);
        let reading = access.as_ref().map(|access| (access, begun_at));
        settle(store, pending, reading, now).await.map(|_| ())
    };
    let settled: Result<(), StoreError> = settled.await;
    if let Err(error) = settled {
        tracing::warn!(
            tid = %tenant,
            outcome = "not_settled",
            error = %crate::Chain(&error),
            "what became of a change could not be looked at"
        );
    }
}

/// The assigned users and groups as the app's own token shows them: without names and members, which decide nothing here.
fn seen_by_app(facts: &AppFacts) -> Option<Access> {
    let service_principal = facts.service_principal.get().ok()?.as_ref()?;
    let assigned = facts.assignments.get().ok()?.iter();
    let assigned = assigned.filter_map(|assignment| {
        let kind = match assignment.kind {
            PrincipalKind::User => AssigneeKind::User,
            PrincipalKind::Group => AssigneeKind::Group,
            PrincipalKind::ServicePrincipal => return None,
        };
        Some(Assignee {
            principal: Principal {
                id: assignment.principal_id,
                kind,
                name: String::new(),
                address: None,
            },
            assignment_ids: Vec::new(),
            since: None,
            members: None,
        })
    });
    Some(Access {
        service_principal: service_principal.id,
        is_required: service_principal.app_role_assignment_required,
        assigned: assigned.collect(),
        applications: Vec::new(),
    })
}

/// A change whose outcome was unknown, with the outcome that Graph shows now.
fn found_out(change: ChangeRecord, access: &Access) -> ChangeRecord {
    let AccessChangeOutcome::Unknown { request_id } = &change.outcome else {
        return change;
    };
    let found = is_so(access, &change);
    let outcome = match (
        found == Some(change.action.wants()),
        change.before == change.action.wants(),
    ) {
        (true, false) => AccessChangeOutcome::Done,
        (true, true) => AccessChangeOutcome::AlreadySo,
        (false, _) => AccessChangeOutcome::NotDone {
            refusal: ChangeRefusal::Lost,
            request_id: request_id.clone(),
        },
    };
    ChangeRecord {
        after: found,
        outcome,
        ..change
    }
}

/// Whether the user or group is assigned, or an assignment is required; `None` for an assignment or removal without a principal.
pub(super) fn is_so(access: &Access, change: &ChangeRecord) -> Option<bool> {
    match change.action {
        Action::RequireAssignment | Action::AllowEverybody => Some(access.is_required),
        Action::Assign | Action::Remove => change
            .principal
            .as_ref()
            .map(|principal| access.find(principal.id).is_some()),
    }
}

/// Error of the store behind a failed listing; the cursor is our own, so it is always valid.
pub(super) fn list_error(error: ListError) -> StoreError {
    match error {
        ListError::Store(error) => error,
        ListError::InvalidCursor => StoreError::Refused("cursor of our own".to_owned()),
    }
}

/// Audit of a registration, as the host app reads it.
pub struct Audit {
    /// A change of the registration whose outcome is not known yet, under the id that its entry will have.
    pub pending: Option<AuditEntry>,
    /// A page of entries, newest first.
    pub page: Page<AuditEntry>,
}

/// Reads a registration's audit for the host app. An entry recorded meanwhile may appear twice, but is never missing.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn list_audit(
    store: &Store,
    caller: &Caller,
    id: RegistrationId,
    cursor: Option<&str>,
    limit: i32,
) -> Result<Audit, RegistrationError> {
    let loaded = load(store, caller, id).await?;
    let pending = match loaded.registration.lifecycle.tenant() {
        Some(tenant) => store.find_pending_change(tenant.id).await?,
        None => None,
    };
    let pending = pending.map(|pending| pending.entry);
    let page = store.list_audit(id, cursor, limit).await?;
    Ok(Audit {
        pending: pending.filter(|entry| entry.registration_id == id && !entry.changes.is_empty()),
        page,
    })
}
