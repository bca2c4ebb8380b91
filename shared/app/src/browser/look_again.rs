//! Request to verify a registration now, without a trip to Microsoft, by a person who waits at a page.
//!
//! - An administrator asks from the page of a flow that signed in from the registration's tenant.
//! - The holder of a link for the system user asks from its page, which shows nothing but the system user.
//!
//! The registration is verified for them at most once a minute (`security.md` T55). If one of them asks again within the
//! minute, one more run follows at its end, so that an answer from before a repair is not mistaken for one from after it.

use crate::{
    Chain,
    browser::{Browser, BrowserError, Visit},
    legs::{BeginError, Form},
    limits::LOOK_EVERY,
};
use domain::{
    clock::Clock,
    flow::{Flow, LegPurpose, Notice},
    ids::RegistrationId,
    invitation::Purpose,
};
use jiff::{SignedDuration, Timestamp};
use store::{Commit, CommitError, Queue, Store, StoreError, VerificationMessage};

/// Queues a verification for the administrator of this flow, whose page then waits for the new report. Facts that only the
/// administrator's own token shows take [`crate::legs::proof::begin`].
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

/// Lets the page wait for a run that is due now or within the minute, no matter who asked for it; returns whether that changes
/// the flow.
fn wait_for_due(flow: &mut Flow, due_at: Option<Timestamp>, now: Timestamp) -> bool {
    let asked_at = due_at.filter(|due_at| *due_at <= now + LOOK_EVERY);
    let is_news = asked_at > flow.verification_asked_at;
    if is_news {
        flow.verification_asked_at = asked_at;
    }
    is_news
}

/// Queues a verification for the holder of a system-user link.
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

/// Queues a verification after a change in the tenant: now, or at the end of the minute. A run that is under way does not
/// count, because it may have read the state before the change. Returns the instant at which the new one is due.
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

/// Sends a message to verify the registration at the given instant.
pub(crate) async fn look_at(
    interactive_queue: &Queue,
    now: Timestamp,
    id: RegistrationId,
    at: Timestamp,
) {
    tell_worker(interactive_queue, id, at, at.duration_since(now)).await;
}

/// The instant for a verification: now, or the end of the minute in which one was already asked for.
pub(crate) async fn reserve_look(
    store: &Store,
    now: Timestamp,
    id: RegistrationId,
) -> Result<Timestamp, StoreError> {
    let name = format!("look:{id}");
    let asked = store.count(&name, LOOK_EVERY, now).await?;
    Ok(if asked == 1 { now } else { end_of_window(now) })
}

/// Makes the registration due and tells a worker; false when the registration no longer exists.
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

/// Makes the registration due and tells a worker, unless a run is under way: now, or at the end of the minute in which one was
/// already asked for.
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

/// End of the window in which [`store::Store::count`] counts.
fn end_of_window(now: Timestamp) -> Timestamp {
    let into = now.as_second().rem_euclid(LOOK_EVERY.as_secs());
    let end = now.as_second() + LOOK_EVERY.as_secs() - into;
    Timestamp::from_second(end).unwrap_or(now)
}

/// Tells a worker to verify. If the queue does not take the message, the schedule's next tick finds the registration due.
async fn tell_worker(
    interactive_queue: &Queue,
    id: RegistrationId,
    at: Timestamp,
    delay: SignedDuration,
) {
    let message = VerificationMessage::interactive(id, at);
    if let Err(error) = interactive_queue.send(&message, delay).await {
        tracing::error!(
            registration_id = %id,
            outcome = "queue_send_failed",
            error = %Chain(&error),
            "the verification waits for the schedule"
        );
    }
}
