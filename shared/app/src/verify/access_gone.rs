//! Check whether a tenant still lets the app in after the host app disconnected it.
//!
//! 1. The host app asks by disconnecting, an administrator by opening the page of a link made for removing the app. No sign-in
//!    takes place, because a sign-in would register the app in the tenant again.
//! 2. The question is kept with the registration, at most once a minute (T55), and a worker is told.
//! 3. The worker asks for an app-only token of the tenant. A refusal that concerns the tenant means that the access is gone, a
//!    token means that it remains, and every other answer decides nothing.

use crate::browser::{Browser, BrowserError, Visit, look_again};
use domain::{clock::Clock, ids::RegistrationId, invitation::Purpose, registration::Registration};
use jiff::Timestamp;
use secrecy::SecretString;
use store::{CommitError, Queue, RegistrationChange, Store, StoreError, StoredRegistration};
use tokio::sync::OnceCell;

/// Asks for a check of the tenant for the holder of a link made for removing the app.
///
/// # Errors
/// [`BrowserError::NotUsable`], or a fault of ours.
pub async fn for_administrator(
    browser: &Browser,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    token: &SecretString,
) -> Result<(), BrowserError> {
    let visit = browser.visit(clock, token, None).await?;
    let lifecycle = &visit.loaded.registration.lifecycle;
    let is_open = visit.invitation.purpose == Purpose::Disconnect
        && lifecycle.disconnected_at().is_ok()
        && visit.invitation.gives_authority(lifecycle, clock.now());
    if !is_open {
        return Err(BrowserError::NotUsable);
    }
    let id = visit.invitation.registration_id;
    match ask(&browser.store, interactive_queue, clock, id).await {
        Ok(_) => Ok(()),
        Err(AskError::Erased) => Err(BrowserError::NotUsable),
        Err(AskError::Commit(CommitError::Store(error))) => Err(error.into()),
        // Others wrote again and again: it is asked for once more.
        Err(AskError::Commit(
            CommitError::RegistrationChanged
            | CommitError::Superseded
            | CommitError::TenantTaken
            | CommitError::InvitationEnded,
        )) => Err(StoreError::Conflict.into()),
    }
}

/// Reason why no check was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AskError {
    /// The registration is erased, or is being erased.
    #[error("the registration is erased")]
    Erased,
    /// The table could not be used, or other requests changed the registration again and again.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Most other registrations of a tenant that are read.
const MOST_OTHERS: usize = 20;

/// Whether the tenant of a link made for removing the app still serves another registration of the customer: deleting the app
/// would end that one too.
///
/// # Errors
/// A fault of ours.
pub async fn is_shared(browser: &Browser, visit: &Visit) -> Result<bool, BrowserError> {
    let registration = &visit.loaded.registration;
    let Some(tenant) = registration.lifecycle.tenant() else {
        return Ok(false);
    };
    if visit.invitation.purpose != Purpose::Disconnect {
        return Ok(false);
    }
    let binding = browser.store.find_binding(tenant.id).await?;
    let bound = binding.map(|binding| binding.registrations);
    let others = bound
        .into_iter()
        .flatten()
        .filter(|id| *id != registration.id);
    for other in others.take(MOST_OTHERS) {
        let loaded = browser.store.load(other).await?;
        let served = loaded.and_then(|loaded| {
            let tenant = loaded.registration.lifecycle.connected_tenant();
            tenant.map(|tenant| tenant.id)
        });
        if served == Some(tenant.id) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Asks for a check of the tenant of a disconnected registration, unless one is on its way: now, or at the end of the minute in
/// which one was already asked for. Returns the registration as it is afterwards.
pub(crate) async fn ask(
    store: &Store,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    id: RegistrationId,
) -> Result<StoredRegistration, AskError> {
    let reserved = OnceCell::<Timestamp>::new();
    let decide = || async {
        let loaded = store.load(id).await.map_err(CommitError::from)?;
        let loaded = loaded.ok_or(AskError::Erased)?;
        let registration = &loaded.registration;
        let lifecycle = &registration.lifecycle;
        if lifecycle.disconnected_at().is_err() || lifecycle.awaits_look(clock.now()) {
            return Ok((loaded, None));
        }
        let reserve = || look_again::reserve_look(store, clock.now(), id);
        let at = reserved.get_or_try_init(reserve).await;
        let at = *at.map_err(CommitError::from)?;
        let change = RegistrationChange::of(Registration {
            lifecycle: lifecycle.clone().with_look_asked_at(at),
            ..registration.clone()
        });
        Ok((loaded, Some(change)))
    };
    let changed = store.change::<AskError, _>(|| clock.now(), decide).await?;
    if let Some(at) = reserved.get().filter(|_| changed.is_written) {
        look_again::look_at(interactive_queue, clock.now(), id, *at).await;
    }
    Ok(changed.loaded)
}
