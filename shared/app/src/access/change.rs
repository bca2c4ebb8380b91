//! A change of the users and groups that may use the app, from the request to its audit entry (`SECURITY.md`, Failures).
//!
//! 1. Reserves the tenant's one place for a change, so that two administrators at once make their changes one after the other.
//! 2. Reads the current access. It must still equal the access that the administrator confirmed, and every lock-out must be
//!    confirmed.
//! 3. Writes down what Graph will be asked, if session and link still exist at that moment.
//! 4. Asks Graph, each thing once.
//! 5. Reads the access again; it decides the outcome. If users are to be assigned first, an assignment becomes required only
//!    after this.
//! 6. Keeps the outcome and frees the place. If an outcome is unknown, the place stays taken until a later request or
//!    verification settles it.

mod attempt;
mod place;
mod plan;
mod recent;

use self::{
    attempt::{ChangeAttempt, Stop},
    place::SETTLES_IN,
};
use super::{AccessError, AccessVisit, tell};
use crate::{
    browser::{Browser, look_again},
    limits::ACCESS_CHANGES,
};
use domain::{
    access::{
        Access, AccessChange, AccessChangeOutcome, AccessNotice, AuditEntry, ChangeRecord, Effect,
        MOST_CHANGES,
    },
    clock::{Clock, Machine},
    flow::Flow,
    ids::ObjectId,
};
use jiff::SignedDuration;
use store::{Queue, StoreError};

/// Confirmation that the administrator gave on the review of a change.
#[derive(Debug, Default)]
pub struct Confirmation {
    /// [`ChangeReview::state`] of that review.
    pub state: String,
    /// Whether the administrator confirmed that the system user may be locked out.
    pub system_user: bool,
    /// Whether the administrator confirmed that they themselves may be locked out.
    pub oneself: bool,
}

/// Review of a change before it is made.
pub struct ChangeReview {
    /// The current access to the app.
    pub access: Access,
    /// The change.
    pub change: AccessChange,
    /// Effect that the change would have.
    pub effect: Effect,
    /// Fingerprint of the access from which the review was made.
    pub state: String,
    /// Alternative that first assigns the users whom the change would lock out, if there is one.
    pub safer: Option<Safer>,
    /// Notice that the page shows above the review, if any.
    pub notice: Option<AccessNotice>,
}

/// Alternative to requiring an assignment: the users who would be locked out are assigned first.
pub struct Safer {
    /// The users to be assigned first.
    pub assigns: Vec<ObjectId>,
    /// Effect of both parts together.
    pub effect: Effect,
}

/// Page that follows a form.
pub enum NextPage {
    /// The access page, with its notice.
    Back,
    /// The review of the change.
    Review(Box<ChangeReview>),
}

/// Shows the effect that a change would have. Changes nothing.
///
/// # Errors
/// See [`AccessError`].
pub async fn review(
    browser: &Browser,
    clock: &dyn Clock,
    opened: AccessVisit,
    change: AccessChange,
) -> Result<NextPage, AccessError> {
    if let Some(notice) = size_notice(&change) {
        return back(browser, opened.flow, notice).await;
    }
    let Some(rights) = &opened.rights else {
        return back(browser, opened.flow, AccessNotice::Over).await;
    };
    let attempt = ChangeAttempt {
        browser,
        clock,
        opened: &opened,
        rights,
        change: &change,
    };
    match Box::pin(attempt.reviewed()).await? {
        Ok(reviewed) => Ok(NextPage::Review(Box::new(reviewed))),
        Err(notice) => back(browser, opened.flow, notice).await,
    }
}

/// Makes a change. An assignment is made at once, because it locks out no user; every other change needs the confirmation given
/// on its review.
///
/// # Errors
/// See [`AccessError`].
pub async fn change(
    browser: &Browser,
    interactive_queue: &Queue,
    machine: Machine<'_>,
    opened: AccessVisit,
    change: AccessChange,
    confirmed: &Confirmation,
) -> Result<NextPage, AccessError> {
    if let Some(notice) = size_notice(&change) {
        return back(browser, opened.flow, notice).await;
    }
    let Some(rights) = &opened.rights else {
        return back(browser, opened.flow, AccessNotice::Over).await;
    };
    if !may_try(browser, machine.clock, &opened, &change).await? {
        return back(browser, opened.flow, AccessNotice::TooManyAnHour).await;
    }
    let reserved = place::reserve(browser, machine, &opened, rights).await?;
    let Some(reserved) = reserved else {
        return back(browser, opened.flow, AccessNotice::Busy).await;
    };
    let attempt = ChangeAttempt {
        browser,
        clock: machine.clock,
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
                Stop::Review(reviewed) => Ok(NextPage::Review(reviewed)),
            };
        }
    };
    let entry = AuditEntry {
        changes: planned.all_records(),
        ..reserved.entry.clone()
    };
    match place::write_down(browser, machine.clock, &reserved, &entry, &opened).await {
        Ok(()) => {}
        // Finished in another tab, or the link was withdrawn, since the page was opened: nothing is asked of Graph.
        Err(StoreError::Conflict) => {
            browser.store.release_change(&reserved.entry).await?;
            return back(browser, opened.flow, AccessNotice::Over).await;
        }
        Err(error) => return Err(error.into()),
    }
    let entry = Box::pin(attempt.carry_out(entry, &planned)).await;
    place::keep(browser, machine.clock, &entry).await?;
    let mut flow = opened.flow;
    let (now, id) = (machine.now(), entry.registration_id);
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

async fn back(
    browser: &Browser,
    flow: Flow,
    notice: AccessNotice,
) -> Result<NextPage, AccessError> {
    tell(browser, flow, notice).await?;
    Ok(NextPage::Back)
}

fn size_notice(change: &AccessChange) -> Option<AccessNotice> {
    match change.count() {
        0 => Some(AccessNotice::NothingChosen),
        count if count > MOST_CHANGES => Some(AccessNotice::TooManyAtOnce),
        _ => None,
    }
}

/// Counts an attempt of the person before anything is reserved; returns whether the hourly limit allows it.
async fn may_try(
    browser: &Browser,
    clock: &dyn Clock,
    opened: &AccessVisit,
    change: &AccessChange,
) -> Result<bool, AccessError> {
    let person = opened.signed_in.tenant.administrator;
    let who = format!("{}:{person}", opened.flow.registration_id);
    let count = u64::try_from(change.count()).unwrap_or(u64::MAX);
    let taken = ACCESS_CHANGES.takes(&browser.store, clock.now(), &who, count);
    Ok(taken.await?)
}

fn may_have_changed(change: &ChangeRecord) -> bool {
    matches!(
        change.outcome,
        AccessChangeOutcome::Done | AccessChangeOutcome::Unknown { .. }
    )
}
