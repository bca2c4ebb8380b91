//! Erasure at the word of the host app: the tombstone and what cannot wait. [`removal`](crate::host::removal) does the rest.

use super::{RegistrationError, RegistrationVersion};
use crate::{
    Chain,
    host::api_key::Caller,
    secrets::new_id::{self, RandomBits},
    verify::read_system_user::SystemUserReader,
};
use domain::{
    clock::Machine,
    customer::Metadata,
    erasure::{Erasure, Progress, Tombstone},
    event::{Event, EventKind},
    ids::{EventId, RegistrationId},
    registration::{Lifecycle, Registration},
    standing::Standing,
};
use jiff::Timestamp;
use store::{Store, StoredRegistration};
use uuid::Uuid;

/// Number of times that the tombstone is written, where others change the registration meanwhile.
const TRIES: u8 = 3;

/// Begins to erase a registration. With one write nothing acts on it any more; what is connected is told to be disconnected. The
/// system user's sign-in goes right after it, here or with the rest. Asked for again, nothing changes.
///
/// # Errors
/// See [`RegistrationError`]; [`RegistrationError::Erased`] once the erasure has ended.
pub async fn erase(
    store: &Store,
    system_users: &SystemUserReader,
    machine: Machine<'_>,
    caller: &Caller,
    registration: impl Into<RegistrationVersion<'_>>,
) -> Result<Erasure, RegistrationError> {
    let versioned = registration.into();
    let id = versioned.id;
    let event_id = new_id::draw(machine.random)?;
    let mut key = [0; 16];
    machine.random.fill(&mut key)?;
    for _ in 0..TRIES {
        let loaded = match versioned.load(store, caller).await {
            Ok(loaded) => loaded,
            Err(RegistrationError::Erased(erasure)) if erasure.erased_at.is_none() => {
                return Ok(erasure);
            }
            Err(error) => return Err(error),
        };
        let registration = &loaded.registration;
        let tombstone = Tombstone {
            id,
            customer_id: registration.customer.id.clone(),
            requested_at: machine.now(),
            progress: Progress::Erasing {
                tenant_id: registration.lifecycle.tenant().map(|tenant| tenant.id),
                support_code: registration.support_code,
                pseudonym_key: Uuid::from_bytes(key),
            },
        };
        let event = disconnected(&loaded, event_id, tombstone.requested_at);
        let begun = store.begin_erasure(&tombstone, registration.version, event.as_ref());
        match begun.await {
            Ok(()) => {
                remove_sign_in(system_users, id).await;
                return Ok(tombstone.erasure());
            }
            Err(error) if error.is_conflict() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(RegistrationError::Conflict)
}

/// The event that tells of a connection that ends with the erasure.
fn disconnected(
    loaded: &StoredRegistration,
    event_id: RandomBits,
    now: Timestamp,
) -> Option<Event> {
    loaded.registration.lifecycle.connected_tenant()?;
    let after = Registration {
        lifecycle: Lifecycle::Erased { erased_at: now },
        metadata: Metadata::default(),
        ..loaded.registration.clone()
    };
    Some(Event::new(
        EventId::from_uuid(event_id.at(now)),
        EventKind::Disconnected,
        (&after, &Standing::default()),
        loaded.event_sequence + 1,
        now,
    ))
}

/// Removes the system user's sign-in at once. Where that fails, the first pass of the removal does it.
async fn remove_sign_in(system_users: &SystemUserReader, id: RegistrationId) {
    match system_users.users().remove(id).await {
        Ok(()) => tracing::info!(
            registration_id = %id,
            outcome = "erasing",
            "a registration is being erased"
        ),
        Err(error) => tracing::warn!(
            registration_id = %id,
            outcome = "erasing",
            error = %Chain(&error),
            "a registration is being erased; its sign-in could not be removed yet"
        ),
    }
}
