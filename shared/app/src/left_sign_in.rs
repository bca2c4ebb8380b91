//! A system user's sign-in that is left in the secret store although the registration points to none.
//!
//! 1. A mark on the registration says so. It is set in the transaction that takes the pointer away, or after a sign-in was stored
//!    that nothing may point to.
//! 2. Who removes it renews the mark first. For a minute from then on no sign-in is stored, so that none that is new is removed.
//! 3. The mark goes once the secret is removed, or when a new sign-in has taken its place.
//!
//! The host app's API removes it with the change, refusal or disconnection that marks it. A mark that is a minute old is due for
//! [`removal`](crate::removal), so that no call of the host app is needed.

use crate::read_system_user::SystemUserReader;
use domain::{clock::Clock, ids::RegistrationId, registration::Registration};
use jiff::Timestamp;
use store::{Change, CommitError, Loaded, Store, StoreError, system_users::SystemUsersError};

/// Why a sign-in that is left could not be removed. The mark stays.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// The table could not be used, or others changed the registration again and again.
    #[error("the mark cannot be moved")]
    Mark(#[from] CommitError),
    /// The secret store did not remove it.
    #[error("the sign-in cannot be removed")]
    Secrets(#[from] SystemUsersError),
}

/// Removes what is left of a sign-in, if the registration is marked, and gives the registration as it is then.
///
/// # Errors
/// See [`RemoveError`].
pub async fn remove(
    store: &Store,
    system_users: &SystemUserReader,
    clock: &dyn Clock,
    loaded: Loaded,
) -> Result<Loaded, RemoveError> {
    if !is_left(&loaded.registration) {
        return Ok(loaded);
    }
    let id = loaded.registration.id;
    let begun_at = clock.now();
    let begun = set(store, clock, id, Some(begun_at), is_left).await?;
    if !is_left(&begun.registration) {
        return Ok(begun);
    }
    system_users.users().remove(id).await?;
    tracing::info!(
        registration_id = %id,
        outcome = "sign_in_removed",
        "a system user's sign-in that nothing points to was removed"
    );
    // Where somebody marked it anew meanwhile, a sign-in may have been stored since.
    let is_own = |registration: &Registration| {
        is_left(registration) && registration.removes_sign_in_since == Some(begun_at)
    };
    Ok(set(store, clock, id, None, is_own).await?)
}

/// Marks a sign-in that was stored and that nothing points to.
pub(crate) async fn mark(
    store: &Store,
    clock: &dyn Clock,
    id: RegistrationId,
) -> Result<(), CommitError> {
    let is_unconnected =
        |registration: &Registration| registration.system_user_connection.is_none();
    set(store, clock, id, Some(clock.now()), is_unconnected).await?;
    Ok(())
}

fn is_left(registration: &Registration) -> bool {
    registration.left_sign_in_since().is_some()
}

/// Sets the mark, if the stored registration is so.
async fn set(
    store: &Store,
    clock: &dyn Clock,
    id: RegistrationId,
    mark: Option<Timestamp>,
    applies: impl Fn(&Registration) -> bool,
) -> Result<Loaded, CommitError> {
    let decide = || async {
        let loaded = store.load(id).await?;
        let loaded = loaded.ok_or(CommitError::Store(StoreError::Conflict))?;
        let change = applies(&loaded.registration).then(|| {
            Change::of(Registration {
                removes_sign_in_since: mark,
                ..loaded.registration.clone()
            })
        });
        Ok((loaded, change))
    };
    let changed = store
        .change::<CommitError, _>(|| clock.now(), decide)
        .await?;
    Ok(changed.loaded)
}
