//! The end of a connection, at the host app's word.
//!
//! 1. The registration's links are withdrawn, and with them every flow that came through one. What was made after the
//!    connection was taken down stays: it is for connecting again, or for removing the app.
//! 2. One transaction takes the connection down: the pointer to the system user's sign-in goes, the registration leaves the
//!    schedule, a run under way stores nothing, and an event tells it. The tenant stays the customer's until erasure. Making a
//!    link changes the registration too, so one that is made meanwhile sends it back to the first step.
//! 3. The sign-in goes from the secret store. Where that fails, the same call removes it
//!    (see [`left_sign_in`](crate::secrets::left_sign_in)).
//! 4. A worker looks whether the tenant still lets the app in (see [`access_gone`]).

use super::{
    RegistrationError, RegistrationVersion, agree::as_at_the_beginning, load, newest_slot,
    without_left_sign_in,
};
use crate::{
    host::api_key::Caller,
    secrets::new_id::{self, RandomBits},
    verify::{
        access_gone::{self, AskError},
        read_system_user::SystemUserReader,
    },
};
use domain::{
    clock::Machine,
    event::{Event, EventKind},
    ids::EventId,
    registration::{Lifecycle, Observations, Registration},
    standing::Standing,
};
use jiff::Timestamp;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Queue, RegistrationChange, Store, StoredRegistration};

/// Takes a connection down. Taking it down twice is no error: what is left is ended, and the tenant is looked at anew.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn disconnect(
    store: &Store,
    system_users: &SystemUserReader,
    interactive_queue: &Queue,
    machine: Machine<'_>,
    caller: &Caller,
    registration: impl Into<RegistrationVersion<'_>>,
) -> Result<StoredRegistration, RegistrationError> {
    let versioned = registration.into();
    let id = versioned.id;
    let event_id = new_id::draw(machine.random)?;
    let has_begun = AtomicBool::new(false);
    let decide = || async {
        let loaded = load(store, caller, id).await?;
        let lifecycle = loaded.registration.lifecycle.clone();
        let lifecycle = lifecycle.disconnect(machine.now())?;
        let ended_at = lifecycle.disconnected_at()?;
        let changes = lifecycle != loaded.registration.lifecycle;
        // Once links were withdrawn the call goes on; a repeat of one that was carried out has nothing to change.
        if changes && !has_begun.load(Ordering::Relaxed) {
            versioned.demand(&loaded)?;
        }
        store
            .withdraw_invitations(id, ended_at, machine.now())
            .await?;
        has_begun.store(true, Ordering::Relaxed);
        let change = changes.then(|| disconnected(&loaded, lifecycle, event_id, machine.now()));
        Ok((loaded, change))
    };
    let changed = store
        .change::<RegistrationError, _>(|| machine.now(), decide)
        .await?;
    if changed.is_written {
        tracing::info!(
            registration_id = %id,
            outcome = "disconnected",
            "the host app took the connection down"
        );
    }
    let removed = without_left_sign_in(store, system_users, machine.clock, caller, changed.loaded);
    let removed = Box::pin(removed).await;
    let asked = match Box::pin(access_gone::ask(
        store,
        interactive_queue,
        machine.clock,
        id,
    ))
    .await
    {
        Err(AskError::Erased) => load(store, caller, id).await?,
        Err(AskError::Commit(error)) => return Err(error.into()),
        Ok(asked) => asked,
    };
    removed?;
    Ok(asked)
}

/// The registration and its standing after the end of its connection.
fn disconnected(
    loaded: &StoredRegistration,
    lifecycle: Lifecycle,
    event_id: RandomBits,
    now: Timestamp,
) -> RegistrationChange {
    let before = &loaded.registration;
    let standing = Standing {
        // The page of a disconnection links to it.
        service_principal_id: loaded.standing.service_principal_id,
        ..as_at_the_beginning(&loaded.standing)
    };
    let after = Registration {
        lifecycle,
        observations: Observations {
            permissions: before.observations.permissions.over_disconnection(),
            ..Observations::default()
        },
        system_user_connection: None,
        removes_sign_in_since: Some(now),
        signed_in_through: None,
        consented_through: None,
        tenant_taken_at: None,
        ..before.clone()
    };
    let event = Event::new(
        EventId::from_uuid(event_id.at(now)),
        EventKind::Disconnected,
        (&after, &standing),
        loaded.event_sequence + 1,
        now,
    );
    RegistrationChange {
        standing: Some((standing, newest_slot(loaded.last_slot, now))),
        events: vec![event],
        ..RegistrationChange::of(after)
    }
}
