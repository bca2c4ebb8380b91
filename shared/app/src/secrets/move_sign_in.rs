//! Moves a system user's sign-in between Secrets Manager and the table, while everything runs.
//!
//! 1. The sign-in that the registration points to is copied under its own version, so that the pointer stays. If the
//!    registration points to another one by then, nothing is copied.
//! 2. The copy is read back.
//! 3. The original is removed. A secret is removed whole, so it is removed only while no callback can be storing a version of
//!    it: a removal's mark on the registration keeps callbacks from beginning to, until the removal ends or for a minute. A row
//!    is removed only as it was read, and only when it is too old for the pointer still to move to it.
//!
//! A move that is killed in between leaves the sign-in in one store or both, and the next move continues. A sign-in by the
//! system user that meets a move wins: it makes the move [`MoveOutcome::Busy`], or begins after it.

use crate::{
    Chain,
    secrets::left_sign_in::{self, RemoveError},
    verify::read_system_user::SystemUserReader,
};
use domain::{clock::Clock, ids::RegistrationId, registration::Registration};
use store::{
    Store, StoreError,
    system_users::{
        StoredSignIn, SystemUserAccount, SystemUserKeeper, SystemUsers, SystemUsersError,
        TokenStore,
    },
};

/// Outcome of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveOutcome {
    /// The sign-in is in the right store, and in no other.
    Done,
    /// The registration has no system user that signed in.
    NoSystemUser,
    /// Neither store has the sign-in: it was lost before.
    Lost,
    /// The system user is signing in, or the sign-in changed: another move completes it after a minute.
    Busy,
}

/// Reason why a sign-in could not be moved. It stays in its store.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The table could not be read.
    #[error("the table cannot be read")]
    Store(#[from] StoreError),
    /// A mark could not be moved.
    #[error(transparent)]
    Mark(#[from] RemoveError),
    /// A store of sign-ins failed.
    #[error("the stores of sign-ins cannot be used")]
    SystemUsers(#[from] SystemUsersError),
    /// The copy differs from the original.
    #[error("the copy of a sign-in cannot be read back")]
    NotReadBack,
}

/// A sign-in to which the registration points.
struct Pointed {
    id: RegistrationId,
    version: String,
    account: SystemUserAccount,
    /// Whether a callback or a removal may be storing or removing a sign-in: then nothing is copied, and a later run moves it.
    is_busy: bool,
}

impl Pointed {
    async fn load(
        store: &Store,
        clock: &dyn Clock,
        id: RegistrationId,
    ) -> Result<Option<Self>, StoreError> {
        let loaded = store.load(id).await?;
        let registration = loaded.map(|loaded| loaded.registration);
        Ok(registration.and_then(|registration| {
            let now = clock.now();
            let is_busy =
                registration.is_storing_sign_in(now) || registration.is_removing_sign_in(now);
            let tenant = registration.lifecycle.tenant()?.id;
            let connection = registration.system_user_connection?;
            Some(Self {
                id,
                version: connection.secret_version,
                account: SystemUserAccount {
                    tenant_id: tenant,
                    object_id: connection.object_id,
                },
                is_busy,
            })
        }))
    }

    /// Whether the registration still points to this sign-in, and no sign-in is being stored or removed.
    fn is_quiet(&self, registration: &Registration, clock: &dyn Clock) -> bool {
        let now = clock.now();
        let connection = registration.system_user_connection.as_ref();
        connection.is_some_and(|connection| connection.secret_version == self.version)
            && !registration.is_storing_sign_in(now)
            && !registration.is_removing_sign_in(now)
    }

    async fn find(
        &self,
        users: &SystemUsers,
        store: TokenStore,
    ) -> Result<Option<StoredSignIn>, SystemUsersError> {
        users
            .find(store, self.id, &self.version, self.account)
            .await
    }

    /// The sign-in to copy from one store to the other: the version that is pointed to, or any version if the target store has
    /// none.
    async fn to_copy(
        &self,
        users: &SystemUsers,
        from: TokenStore,
        to: TokenStore,
    ) -> Result<ToCopy, SystemUsersError> {
        let there = self.find(users, to).await?;
        if there.as_ref().is_some_and(|there| there.is(&self.version)) {
            return Ok(ToCopy::Nothing);
        }
        let found = self.find(users, from).await?;
        Ok(match (there, found) {
            (_, Some(found)) if found.is(&self.version) => ToCopy::SignIn(found),
            (Some(_), _) => ToCopy::Nothing,
            (None, Some(found)) => ToCopy::SignIn(found),
            (None, None) => ToCopy::Lost,
        })
    }

    /// Whether the copy exists. Another version in its place is a sign-in that was stored in between.
    async fn is_copied(
        &self,
        users: &SystemUsers,
        store: TokenStore,
        copied: &StoredSignIn,
    ) -> Result<bool, MoveError> {
        match self.find(users, store).await? {
            Some(read) if read.equals(copied) => Ok(true),
            Some(read) if read.is(copied.version()) => Err(MoveError::NotReadBack),
            Some(_) | None => Ok(false),
        }
    }
}

enum ToCopy {
    SignIn(StoredSignIn),
    Nothing,
    Lost,
}

/// Moves a sign-in to the table.
///
/// # Errors
/// See [`MoveError`].
pub async fn to_table(
    store: &Store,
    users: &SystemUsers,
    clock: &dyn Clock,
    id: RegistrationId,
) -> Result<MoveOutcome, MoveError> {
    let Some(pointed) = Pointed::load(store, clock, id).await? else {
        return Ok(MoveOutcome::NoSystemUser);
    };
    if pointed.is_busy {
        return Ok(MoveOutcome::Busy);
    }
    let (from, to) = (TokenStore::SecretsManager, TokenStore::Table);
    match pointed.to_copy(users, from, to).await? {
        ToCopy::Lost => return Ok(MoveOutcome::Lost),
        ToCopy::Nothing => {}
        ToCopy::SignIn(sign_in) => {
            let guard = (pointed.version.as_str(), clock.now());
            match users.copy_to_table(id, &sign_in, guard).await {
                Err(SystemUsersError::Changed) => return Ok(MoveOutcome::Busy),
                copied => copied?,
            }
            if !pointed.is_copied(users, to, &sign_in).await? {
                return Ok(MoveOutcome::Busy);
            }
        }
    }
    let begun_at = clock.now();
    let marked = |registration| Registration {
        removes_sign_in_since: Some(begun_at),
        ..registration
    };
    let is_quiet = |registration: &Registration| pointed.is_quiet(registration, clock);
    let fenced = left_sign_in::set(store, clock, id, is_quiet, marked).await?;
    if !fenced.is_written {
        return Ok(MoveOutcome::Busy);
    }
    users.remove_secret(id).await?;
    // A disconnection that came in between has marks of its own.
    let is_own = |registration: &Registration| {
        registration.system_user_connection.is_some()
            && registration.removes_sign_in_since == Some(begun_at)
    };
    let freed = |registration| Registration {
        removes_sign_in_since: None,
        ..registration
    };
    left_sign_in::set(store, clock, id, is_own, freed).await?;
    Ok(MoveOutcome::Done)
}

/// Moves a sign-in to Secrets Manager. If a disconnection comes in between, the mark has the copy removed, as with a callback.
///
/// # Errors
/// See [`MoveError`].
pub async fn to_secrets_manager(
    store: &Store,
    keeper: &SystemUserKeeper,
    clock: &dyn Clock,
    id: RegistrationId,
) -> Result<MoveOutcome, MoveError> {
    let users = keeper.users();
    let Some(pointed) = Pointed::load(store, clock, id).await? else {
        return Ok(MoveOutcome::NoSystemUser);
    };
    if pointed.is_busy {
        return Ok(MoveOutcome::Busy);
    }
    let (from, to) = (TokenStore::Table, TokenStore::SecretsManager);
    let mut begun_at = None;
    match pointed.to_copy(users, from, to).await? {
        ToCopy::Lost => return Ok(MoveOutcome::Lost),
        ToCopy::Nothing => {}
        ToCopy::SignIn(sign_in) => {
            begun_at = Some(clock.now());
            let marked = |registration| Registration {
                stores_sign_in_since: begun_at,
                ..registration
            };
            let is_quiet = |registration: &Registration| pointed.is_quiet(registration, clock);
            let marked = left_sign_in::set(store, clock, id, is_quiet, marked).await?;
            if !marked.is_written {
                return Ok(MoveOutcome::Busy);
            }
            keeper.copy_to_secrets_manager(id, &sign_in).await?;
            if !pointed.is_copied(users, to, &sign_in).await? {
                return Ok(MoveOutcome::Busy);
            }
        }
    }
    let are_gone = users.remove_rows(id, None, clock.now()).await?;
    if let Some(begun_at) = begun_at {
        let is_own = |registration: &Registration| {
            registration.system_user_connection.is_some()
                && registration.stores_sign_in_since == Some(begun_at)
        };
        let freed = |registration| Registration {
            stores_sign_in_since: None,
            ..registration
        };
        left_sign_in::set(store, clock, id, is_own, freed).await?;
    }
    Ok(if are_gone {
        MoveOutcome::Done
    } else {
        MoveOutcome::Busy
    })
}

/// Moves a sign-in to the deployment's own store, if that is the table: only a callback or an operator makes a secret, so that
/// no slow run restores one that was removed. A failed move is repeated with the next run.
pub(crate) async fn home(
    store: &Store,
    system_users: &SystemUserReader,
    clock: &dyn Clock,
    id: RegistrationId,
) {
    let users = system_users.users();
    if users.home() != TokenStore::Table {
        return;
    }
    match to_table(store, users, clock, id).await {
        Ok(MoveOutcome::Done) => tracing::info!(
            registration_id = %id,
            outcome = "sign_in_moved",
            "a system user's sign-in was moved to the table"
        ),
        Ok(MoveOutcome::NoSystemUser | MoveOutcome::Lost | MoveOutcome::Busy) => {}
        Err(error) => tracing::warn!(
            registration_id = %id,
            outcome = "sign_in_not_moved",
            error = %Chain(&error),
            "a system user's sign-in could not be moved yet; where it is it goes on serving"
        ),
    }
}
