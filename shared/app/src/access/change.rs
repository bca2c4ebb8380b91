//! A change of who may use the app, from what somebody asks for to what is kept of it (`security.md` (e), (f) 3).
//!
//! 1. The tenant's one place for a change is reserved: what two administrators do at once is done one after the other.
//! 2. The state is read; what was agreed to on the page must still be what it is, and nobody is locked out unasked.
//! 3. What is about to be asked of Graph is written down, if the session and the link are still there at that moment.
//! 4. Graph is asked, each thing once.
//! 5. The state is read again; what it shows decides what the change came to. An assignment becomes required only after this, where
//!    somebody is to be assigned first.
//! 6. The outcome is kept and the place given free. Where an outcome is not known the place stays taken, and the next one who
//!    looks finds out.

mod attempt;
mod place;
mod plan;
mod recent;

use self::{
    attempt::{Attempt, Stop},
    place::SETTLES_IN,
};
use super::{AccessError, Opened, tell};
use crate::{browser::Browser, look_again};
use domain::{
    access::{
        Access, AccessNotice, AuditEntry, Change, ChangeRecord, Effect, MOST_CHANGES, Outcome,
    },
    clock::{Clock, Random},
    flow::Flow,
    ids::ObjectId,
};
use jiff::SignedDuration;
use store::{Queue, StoreError};

/// Changes of one registration by one person within an hour (`security.md` (b)); what somebody tries whom Graph refuses takes
/// nothing from others.
const CHANGES_AN_HOUR: u64 = 100;

/// What somebody agreed to on the page that showed what a change would mean.
#[derive(Debug, Default)]
pub struct Confirmed {
    /// [`Reviewed::state`] of that page.
    pub state: String,
    /// That the system user may be locked out.
    pub system_user: bool,
    /// That the person may be locked out.
    pub oneself: bool,
}

/// What a change would mean.
pub struct Reviewed {
    /// Who may use the app now.
    pub access: Access,
    /// The change.
    pub change: Change,
    /// What it would mean.
    pub effect: Effect,
    /// Stands for the state that it was made from.
    pub state: String,
    /// The change that locks nobody out whom it need not, where this one would.
    pub safer: Option<Safer>,
    /// What the page tells, where it is shown again.
    pub notice: Option<AccessNotice>,
}

/// Requiring an assignment only once those who would be locked out are assigned.
pub struct Safer {
    /// The users to be assigned first.
    pub assigns: Vec<ObjectId>,
    /// Effect of both together.
    pub effect: Effect,
}

/// Where a form leads.
pub enum Asked {
    /// Back to the page, which tells what there is to tell.
    Back,
    /// To the page that shows what the change would mean.
    Review(Box<Reviewed>),
}

/// Shows what a change would mean. Changes nothing.
///
/// # Errors
/// See [`AccessError`].
pub async fn review(
    browser: &Browser,
    clock: &dyn Clock,
    opened: Opened,
    change: Change,
) -> Result<Asked, AccessError> {
    if let Some(notice) = size_notice(&change) {
        return back(browser, opened.flow, notice).await;
    }
    let Some(rights) = &opened.rights else {
        return back(browser, opened.flow, AccessNotice::Over).await;
    };
    let attempt = Attempt {
        browser,
        clock,
        opened: &opened,
        rights,
        change: &change,
    };
    match Box::pin(attempt.reviewed()).await? {
        Ok(reviewed) => Ok(Asked::Review(Box::new(reviewed))),
        Err(notice) => back(browser, opened.flow, notice).await,
    }
}

/// Makes a change. Assigning lets people in and locks nobody out; everything else takes what was agreed to on the page that
/// showed what it would mean.
///
/// # Errors
/// See [`AccessError`].
pub async fn change(
    browser: &Browser,
    interactive_queue: &Queue,
    (clock, random): (&dyn Clock, &dyn Random),
    opened: Opened,
    change: Change,
    confirmed: &Confirmed,
) -> Result<Asked, AccessError> {
    if let Some(notice) = size_notice(&change) {
        return back(browser, opened.flow, notice).await;
    }
    let Some(rights) = &opened.rights else {
        return back(browser, opened.flow, AccessNotice::Over).await;
    };
    if !may_try(browser, clock, &opened, &change).await? {
        return back(browser, opened.flow, AccessNotice::TooManyAnHour).await;
    }
    let reserved = place::reserve(browser, (clock, random), &opened, rights).await?;
    let Some(reserved) = reserved else {
        return back(browser, opened.flow, AccessNotice::Busy).await;
    };
    let attempt = Attempt {
        browser,
        clock,
        opened: &opened,
        rights,
        change: &change,
    };
    let planned = match Box::pin(attempt.plan(confirmed)).await? {
        Ok(planned) => planned,
        Err(stop) => {
            browser.store.release_change(&reserved.entry).await?;
            return match stop {
                Stop::Back(notice) => back(browser, opened.flow, notice).await,
                Stop::Review(reviewed) => Ok(Asked::Review(reviewed)),
            };
        }
    };
    let entry = AuditEntry {
        changes: planned.all_records(),
        ..reserved.entry.clone()
    };
    match place::write_down(browser, clock, &reserved, &entry, &opened).await {
        Ok(()) => {}
        // Finished in another tab, or the link was withdrawn, since the page was opened: nothing is asked of Graph.
        Err(StoreError::Conflict) => {
            browser.store.release_change(&reserved.entry).await?;
            return back(browser, opened.flow, AccessNotice::Over).await;
        }
        Err(error) => return Err(error.into()),
    }
    let entry = Box::pin(attempt.carry_out(entry, &planned)).await;
    place::keep(browser, clock, &entry).await?;
    let mut flow = opened.flow;
    let (now, id) = (clock.now(), entry.registration_id);
    if entry.changes.iter().any(may_have_changed) {
        flow.access_changed_at = Some(now);
        match look_again::after_change(browser, interactive_queue, now, id).await {
            Ok(due_at) => flow.verification_asked_at = Some(due_at),
            // The change is made and kept; the schedule looks later.
            Err(error) => tracing::error!(
                registration_id = %id,
                outcome = "not_asked_for",
                error = %crate::Chain(&error),
                "the verification after a change waits for the schedule"
            ),
        }
    }
    if entry.is_unknown() {
        // Whoever asked may be gone by then.
        let at = now + SETTLES_IN + SignedDuration::from_secs(5);
        look_again::look_at(interactive_queue, now, id, at).await;
    }
    tracing::info!(
        registration_id = %entry.registration_id,
        tid = %entry.tenant_id,
        outcome = if entry.is_unknown() { "access_unknown" } else { "access_changed" },
        "an administrator changed who may use the app"
    );
    back(browser, flow, AccessNotice::Changed { entry: entry.id }).await
}

async fn back(browser: &Browser, flow: Flow, notice: AccessNotice) -> Result<Asked, AccessError> {
    tell(browser, flow, notice).await?;
    Ok(Asked::Back)
}

fn size_notice(change: &Change) -> Option<AccessNotice> {
    match change.count() {
        0 => Some(AccessNotice::NothingChosen),
        count if count > MOST_CHANGES => Some(AccessNotice::TooManyAtOnce),
        _ => None,
    }
}

/// Counts what somebody tries, before anything is reserved.
async fn may_try(
    browser: &Browser,
    clock: &dyn Clock,
    opened: &Opened,
    change: &Change,
) -> Result<bool, AccessError> {
    let person = opened.signed_in.tenant.administrator;
    let name = format!("access:{}:{person}", opened.flow.registration_id);
    let count = u64::try_from(change.count()).unwrap_or(u64::MAX);
    let window = SignedDuration::from_hours(1);
    let taken = browser
        .store
        .take(&name, (count, CHANGES_AN_HOUR), window, clock.now());
    Ok(taken.await?)
}

fn may_have_changed(change: &ChangeRecord) -> bool {
    matches!(change.outcome, Outcome::Done | Outcome::Unknown { .. })
}
