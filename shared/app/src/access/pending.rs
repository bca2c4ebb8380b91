//! Changes that were reserved: what became of them is found out from Graph, never guessed (`security.md` (e), (f) 3).

use super::AccessError;
use crate::{
    api_key::Caller,
    browser::Browser,
    registrations::{RegistrationError, load},
};
use domain::{
    access::{Access, Action, AuditEntry, ChangeRecord, Outcome, PendingChange, Refusal},
    clock::Clock,
    ids::RegistrationId,
};
use store::{ListError, Loaded, Page, RecordError, Store, StoreError};

/// Looks what became of a reserved change, once the request that made it is over; `None` when nothing is pending any more.
/// Without a reading of Graph nothing is decided.
pub(super) async fn settle(
    browser: &Browser,
    clock: &dyn Clock,
    pending: PendingChange,
    access: Option<&Access>,
) -> Result<Option<PendingChange>, AccessError> {
    if clock.now() < pending.under_way_until {
        return Ok(Some(pending).filter(|pending| !pending.entry.changes.is_empty()));
    }
    if pending.entry.changes.is_empty() {
        // Nothing was asked of Microsoft.
        browser.store.release_change(&pending.entry).await?;
        return Ok(None);
    }
    let Some(access) = access else {
        return Ok(Some(pending));
    };
    let entry = AuditEntry {
        changes: pending
            .entry
            .changes
            .into_iter()
            .map(|change| found_out(change, access))
            .collect(),
        ..pending.entry
    };
    match browser.store.record_change(&entry).await {
        // Somebody else looked at the same moment, and saw the same.
        Ok(()) | Err(RecordError::NotReserved) => Ok(None),
        Err(RecordError::Store(error)) => Err(error.into()),
    }
}

/// A change whose outcome was not known, and how Graph shows it now.
fn found_out(change: ChangeRecord, access: &Access) -> ChangeRecord {
    let Outcome::Unknown { request_id } = &change.outcome else {
        return change;
    };
    let found = is_so(access, &change);
    let outcome = match (
        found == Some(change.action.wants()),
        change.before == change.action.wants(),
    ) {
        (true, false) => Outcome::Done,
        (true, true) => Outcome::AlreadySo,
        (false, _) => Outcome::NotDone {
            refusal: Refusal::Lost,
            request_id: request_id.clone(),
        },
    };
    ChangeRecord {
        after: found,
        outcome,
        ..change
    }
}

/// Whether the user or group is assigned, or an assignment required; `None` for a change that is about nobody.
pub(super) fn is_so(access: &Access, change: &ChangeRecord) -> Option<bool> {
    match change.action {
        Action::RequireAssignment | Action::AllowEverybody => Some(access.is_required),
        Action::Assign | Action::Remove => change
            .principal
            .as_ref()
            .map(|principal| access.find(principal.id).is_some()),
    }
}

/// The page was made here, so a cursor is never at fault.
pub(super) fn list_error(error: ListError) -> StoreError {
    match error {
        ListError::Store(error) => error,
        ListError::InvalidCursor => StoreError::Refused("cursor of our own".to_owned()),
    }
}

/// A page of a registration's audit for the host app, newest first. A change whose outcome is not known yet comes first, under
/// the id that its entry will have.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn list_audit(
    store: &Store,
    caller: &Caller,
    id: RegistrationId,
    cursor: Option<&str>,
    limit: i32,
) -> Result<(Loaded, Page<AuditEntry>), RegistrationError> {
    let loaded = load(store, caller, id).await?;
    let mut page = store.list_audit(id, cursor, limit).await?;
    if cursor.is_none()
        && let Some(pending) = store.find_pending_change(id).await?
        && !pending.entry.changes.is_empty()
    {
        page.items.insert(0, pending.entry);
    }
    Ok((loaded, page))
}
