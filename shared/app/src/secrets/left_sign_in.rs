//! A system user's sign-in that remains in the secret store although the registration points to none.
//!
//! 1. Marks on the registration record it. The first is set in the transaction that removes the pointer, whether there was one
//!    or not. The second is set before a callback stores a sign-in, because the callback may end before the registration points
//!    to it.
//! 2. A removal renews the first mark before it begins. For a minute from then on no callback begins to store a sign-in, so
//!    that no new one is removed.
//! 3. The first mark goes once the secret is removed, or when a new sign-in has replaced it. The second one goes with a removal
//!    that began at least a minute after it: until then its callback may still store a sign-in.
//!
//! The host app's API removes the sign-in together with the change, refusal or disconnection that marks it. Marks that are a
//! minute old are due for [`removal`](crate::host::removal), so that no call of the host app is needed.

use crate::verify::read_system_user::SystemUserReader;
use domain::{clock::Clock, ids::RegistrationId, registration::Registration};
use store::{
    ChangeResult, CommitError, RegistrationChange, Store, StoredRegistration,
    system_users::SystemUsersError,
};

/// Reason why such a sign-in could not be removed. The mark stays.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// The registration is erased, or is being erased: the sign-in is deleted with the rest.
    #[error("the registration is erased")]
    Erased,
    /// The table could not be used, or other requests changed the registration again and again.
    #[error("the mark cannot be moved")]
    Mark(#[from] CommitError),
    /// The secret store did not remove it.
    #[error("the sign-in cannot be removed")]
    Secrets(#[from] SystemUsersError),
}

/// Removes such a sign-in, if the registration is marked, and returns the registration as it is afterwards.
///
/// # Errors
/// See [`RemoveError`].
pub async fn remove(
    store: &Store,
    system_users: &SystemUserReader,
    clock: &dyn Clock,
    loaded: StoredRegistration,
) -> Result<StoredRegistration, RemoveError> {
    let begun_at = clock.now();
    let is_left = |registration: &Registration| registration.has_left_sign_in(begun_at);
    if !is_left(&loaded.registration) {
        return Ok(loaded);
    }
    let id = loaded.registration.id;
    let begun = |registration: Registration| Registration {
        removes_sign_in_since: Some(begun_at),
        ..registration
    };
    let marked = set(store, clock, id, is_left, begun).await?.loaded;
    if !is_left(&marked.registration) {
        return Ok(marked);
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
    let removed = |registration: Registration| registration.with_sign_in_removed(begun_at);
    Ok(set(store, clock, id, is_own, removed).await?.loaded)
}

/// Moves the marks, if they apply to the stored registration.
pub(crate) async fn set(
    store: &Store,
    clock: &dyn Clock,
    id: RegistrationId,
    applies: impl Fn(&Registration) -> bool,
    marked: impl Fn(Registration) -> Registration,
) -> Result<ChangeResult, RemoveError> {
    let decide = || async {
        let loaded = store.load(id).await.map_err(CommitError::from)?;
        let loaded = loaded.ok_or(RemoveError::Erased)?;
        let registration = &loaded.registration;
        let change =
            applies(registration).then(|| RegistrationChange::of(marked(registration.clone())));
        Ok((loaded, change))
    };
    let changed = store.change::<RemoveError, _>(|| clock.now(), decide);
    changed.await
}
