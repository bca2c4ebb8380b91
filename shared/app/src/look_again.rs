//! Somebody who waits asks to look again, without a trip to Microsoft: a worker verifies the registration now.
//!
//! - An administrator, from the page of a flow that signed in from the registration's tenant.
//! - Whoever has a link for the system user, which shows nothing but the system user.
//!
//! A registration is looked at for them at most once a minute (`security.md` T55). Asked again within it, one more run follows
//! when the minute is over, so that nobody takes an answer from before a repair for one from after it.

use crate::{
    Chain,
    browser::{Browser, BrowserError, Visit},
    legs::{BeginError, Form},
};
use domain::{
    clock::Clock,
    flow::{Flow, LegPurpose, Notice},
    ids::RegistrationId,
    invitation::Purpose,
};
use jiff::{SignedDuration, Timestamp};
use store::{Commit, CommitError, Queue, Store, StoreError, VerificationMessage};

/// A look at a registration is asked for at most once in this time; a second one comes when it is over.
pub const LOOK_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Has the registration looked at for the administrator of this flow, whose page then waits for the new report. What only
/// the administrator's own token shows takes [`crate::legs::proof::begin`].
///
/// # Errors
/// See [`BeginError`].
pub async fn for_administrator(
    browser: &Browser,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    form: &Form<'_>,
) -> Result<Visit, BeginError> {
    let (mut visit, mut flow) = browser
        .visit_with_form(clock, form.token, form.cookie, form.form_token)
        .await?;
    let now = clock.now();
    visit.allows(LegPurpose::Proof, now)?;
    visit.administrator_of_tenant(&flow)?;
    ask(browser, interactive_queue, now, &mut visit).await?;
    let awaits = wait_for_due(&mut flow, visit.loaded.due_at, now);
    let notice = flow.notice.take_if(|notice| *notice != Notice::TenantTaken);
    let departed = flow.departed.take();
    let is_told = notice.is_some() || departed.is_some();
    if flow.choose_language(form.language) || awaits || is_told {
        browser.store.save_flow(&flow).await?;
    }
    visit.flow = Some(flow);
    Ok(visit)
}

/// Lets the page wait for a run that is due, or will be within the minute, whoever asked for it; tells whether that changes
/// the flow.
fn wait_for_due(flow: &mut Flow, due_at: Option<Timestamp>, now: Timestamp) -> bool {
    let asked_at = due_at.filter(|due_at| *due_at <= now + LOOK_EVERY);
    let is_news = asked_at > flow.verification_asked_at;
    if is_news {
        flow.verification_asked_at = asked_at;
    }
    is_news
}

/// Has the registration looked at for somebody whose link shows nothing but the system user.
///
/// # Errors
/// [`BrowserError::NotUsable`], or a fault of ours.
pub async fn for_system_user(
    browser: &Browser,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    form: &Form<'_>,
) -> Result<Visit, BrowserError> {
    let mut visit = browser.visit(clock, form.token, form.cookie).await?;
    let now = clock.now();
    visit.allows(LegPurpose::SystemUser, now)?;
    // An administrator's link asks by its own form, after a sign-in.
    if visit.invitation.purpose != Purpose::SystemUser {
        return Err(BrowserError::NotUsable);
    }
    ask(browser, interactive_queue, now, &mut visit).await?;
    if let Some(flow) = &mut visit.flow {
        // What went wrong before is over: the page is to show what the run finds.
        let is_told = flow.notice.take().is_some();
        if flow.choose_language(form.language) || is_told {
            browser.store.save_flow(flow).await?;
        }
    }
    Ok(visit)
}

/// Has the registration looked at after somebody changed something in the tenant: now, or when the minute is over. A run that is
/// under way may have read what was before, so it does not count. Gives the instant it is due.
pub(crate) async fn after_change(
    browser: &Browser,
    interactive_queue: &Queue,
    now: Timestamp,
    id: RegistrationId,
) -> Result<Timestamp, BrowserError> {
    let at = reserve_look(&browser.store, now, id).await?;
    make_due(browser, interactive_queue, now, id, at).await?;
    Ok(at)
}

/// Asks for a look at the registration at that instant.
pub(crate) async fn look_at(
    interactive_queue: &Queue,
    now: Timestamp,
    id: RegistrationId,
    at: Timestamp,
) {
    tell_worker(interactive_queue, id, at, at.duration_since(now)).await;
}

/// Now, or when the minute is over in which it was asked for already.
pub(crate) async fn reserve_look(
    store: &Store,
    now: Timestamp,
    id: RegistrationId,
) -> Result<Timestamp, StoreError> {
    let name = format!("look:{id}");
    let asked = store.count(&name, LOOK_EVERY, now).await?;
    Ok(if asked == 1 { now } else { end_of_window(now) })
}

/// Makes the registration due and tells a worker; false when there is no such registration any more.
async fn make_due(
    browser: &Browser,
    interactive_queue: &Queue,
    now: Timestamp,
    id: RegistrationId,
    at: Timestamp,
) -> Result<bool, BrowserError> {
    let commit = Commit {
        due: Some((id, at)),
        ..Commit::default()
    };
    // Only the due time is written, which no condition but the item's being there can refuse.
    match browser.store.commit(commit).await {
        Ok(()) => {}
        Err(CommitError::Store(error)) => return Err(error.into()),
        Err(
            CommitError::RegistrationChanged
            | CommitError::Superseded
            | CommitError::TenantTaken
            | CommitError::InvitationEnded,
        ) => return Ok(false),
    }
    tell_worker(interactive_queue, id, at, at.duration_since(now)).await;
    Ok(true)
}

/// Makes the registration due and tells a worker, unless a run is under way: now, or when the minute is over in which it was
/// asked for already.
async fn ask(
    browser: &Browser,
    interactive_queue: &Queue,
    now: Timestamp,
    visit: &mut Visit,
) -> Result<(), BrowserError> {
    let registration = &visit.loaded.registration;
    let id = registration.id;
    let end = end_of_window(now);
    // What has been due for longer waits for a schedule that does not come; what is due at the end of the window was asked for.
    let is_coming = visit
        .loaded
        .due_at
        .is_some_and(|due_at| (due_at <= now && now < due_at + LOOK_EVERY) || due_at == end);
    if is_coming || registration.lifecycle.verifiable_tenant().is_none() {
        return Ok(());
    }
    let at = reserve_look(&browser.store, now, id).await?;
    if make_due(browser, interactive_queue, now, id, at).await? {
        visit.loaded.due_at = Some(at);
    }
    Ok(())
}

/// The end of the window that [`store::Store::count`] counts in.
fn end_of_window(now: Timestamp) -> Timestamp {
    let into = now.as_second().rem_euclid(LOOK_EVERY.as_secs());
    let end = now.as_second() + LOOK_EVERY.as_secs() - into;
    Timestamp::from_second(end).unwrap_or(now)
}

/// If the queue takes nothing, the schedule's next tick finds the registration due.
async fn tell_worker(
    interactive_queue: &Queue,
    id: RegistrationId,
    at: Timestamp,
    delay: SignedDuration,
) {
    let message = VerificationMessage::new(id, None, at);
    if let Err(error) = interactive_queue.send(&message, delay).await {
        tracing::error!(
            registration_id = %id,
            outcome = "queue_send_failed",
            error = %Chain(&error),
            "the verification waits for the schedule"
        );
    }
}
