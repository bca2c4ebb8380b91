//! The tenant's one place for a change: taken before Microsoft is asked, freed together with the outcome of the change.

use crate::{
    access::{AccessError, AccessVisit, Rights, look::read, pending},
    browser::Browser,
    secrets::new_id,
};
use domain::{
    access::{AuditEntry, PendingChange},
    clock::{Clock, Machine},
    ids::AuditId,
};
use jiff::SignedDuration;
use store::{RecordError, StoreError};

/// Longest time that a request may run: the function's time limit, 29 s, plus 1 s.
const UNDER_WAY: SignedDuration = SignedDuration::from_secs(30);

/// Time that Graph may take to carry out and to show a write that it did not answer: 60 s. Until then the write is not treated
/// as lost.
pub(super) const SETTLES_IN: SignedDuration = SignedDuration::from_secs(60);

/// Takes the place; `None` when another change has it. If that other change is over, it is settled first.
pub(super) async fn reserve(
    browser: &Browser,
    machine: Machine<'_>,
    opened: &AccessVisit,
    rights: &Rights,
) -> Result<Option<PendingChange>, AccessError> {
    let tenant = &opened.signed_in.tenant;
    if let Some(other) = browser.store.find_pending_change(tenant.id).await? {
        let begun_at = machine.now();
        let seen = Box::pin(read(browser, machine.clock, opened, rights)).await;
        let access = seen.facts.access.get().ok();
        let reading = access.map(|access| (access, begun_at));
        let left = pending::settle(&browser.store, other, reading, machine.now()).await?;
        if left.is_some() {
            return Ok(None);
        }
    }
    let now = machine.now();
    let pending = PendingChange {
        entry: AuditEntry {
            id: AuditId::from_uuid(new_id::generate(now, machine.random)?),
            registration_id: opened.flow.registration_id,
            occurred_at: now,
            tenant_id: tenant.id,
            actor: tenant.administrator,
            actor_name: tenant.administrator_name.clone(),
            changes: Vec::new(),
            invitation_id: None,
        },
        under_way_until: now + UNDER_WAY,
    };
    match browser.store.reserve_change(&pending).await {
        Ok(()) => Ok(Some(pending)),
        Err(StoreError::Conflict) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes down what Graph is about to be asked. If the request ends here, the change is settled once none of it can take effect
/// any more.
///
/// # Errors
/// [`StoreError::Conflict`] when the administrator's session or the link has ended since the page was opened.
pub(super) async fn write_down(
    browser: &Browser,
    clock: &dyn Clock,
    reserved: &PendingChange,
    entry: &AuditEntry,
    opened: &AccessVisit,
) -> Result<(), StoreError> {
    let pending = PendingChange {
        entry: entry.clone(),
        under_way_until: reserved.under_way_until + SETTLES_IN,
    };
    let flow = &opened.flow;
    let lifecycle = &opened.visit.loaded.registration.lifecycle;
    // What was read meanwhile took its time.
    if !opened
        .visit
        .invitation
        .gives_authority(lifecycle, clock.now())
    {
        return Err(StoreError::Conflict);
    }
    let store = &browser.store;
    store
        .begin_change(&pending, &flow.cookie_hash, &flow.invitation_hash)
        .await
}

/// Keeps the outcome of a change; while it is unknown, the place stays taken.
pub(super) async fn keep(
    browser: &Browser,
    clock: &dyn Clock,
    entry: &AuditEntry,
) -> Result<(), AccessError> {
    let kept = if entry.is_unknown() {
        let pending = PendingChange {
            entry: entry.clone(),
            under_way_until: clock.now() + SETTLES_IN,
        };
        browser.store.update_pending_change(&pending).await
    } else {
        match browser.store.record_change(entry).await {
            Ok(()) => Ok(()),
            Err(RecordError::NotReserved) => Err(StoreError::Conflict),
            Err(RecordError::Store(error)) => Err(error),
        }
    };
    match kept {
        // Somebody else looked meanwhile and kept what Graph showed.
        Ok(()) | Err(StoreError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
