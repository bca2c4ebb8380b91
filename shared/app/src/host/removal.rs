//! Removal of data that a registration must not leave behind: all of an erased one, and a system user's sign-in to which no
//! registration points.
//!
//! 1. The row that records it stands in the due index; the dispatcher sends a message for it until it is done. No removal is
//!    thus lost when a function dies.
//! 2. A message makes one pass. It first makes the next pass due, in a quarter of an hour, then removes the sign-in, deletes at
//!    most [`CHUNK`] items, records a change of access whose outcome is unknown, and gives the audit its pseudonyms. Each write
//!    keeps the rest findable, so the next pass finishes a pass that was cut off.
//! 3. A pass frees the tenants and closes the tombstone if it finds nothing more, and begins at a time when every function that
//!    read the registration before its tombstone has ended and the index shows the writes of those functions. Earlier passes
//!    free no tenant (T83).

use crate::{
    in_log,
    secrets::left_sign_in::{self, RemoveError},
    verify::read_system_user::SystemUserReader,
};
use aws_lc_rs::hmac;
use domain::{
    clock::Clock,
    erasure::{Progress, Tombstone},
    ids::{ObjectId, RegistrationId, TenantId},
    registration::Registration,
};
use jiff::{SignedDuration, Timestamp};
use store::{RecordError, Store, StoreError, system_users::SystemUsersError};
use uuid::Uuid;

/// Most items that one pass deletes: a few seconds of work.
pub const CHUNK: usize = 500;

/// Time after which a pass that was cut off is repeated.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// Reason why a pass was cut off. The next one continues.
#[derive(Debug, thiserror::Error)]
pub enum RemovalError {
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The secret store did not remove the sign-in.
    #[error("the sign-in cannot be removed")]
    Secrets(#[from] SystemUsersError),
    /// A sign-in to which no registration points was not removed.
    #[error(transparent)]
    LeftSignIn(#[from] RemoveError),
}

/// Outcome of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovalOutcome {
    /// A sign-in to which no registration points was removed.
    SignIn,
    /// A part of an erasure is done, and another pass is due.
    Part,
    /// The erasure ended.
    Erased,
    /// There is nothing to remove.
    Nothing,
}

/// Makes one pass over a registration. `settled_after` is longer than the longest run of a function and the delay of the index
/// together.
///
/// # Errors
/// See [`RemovalError`].
pub async fn remove(
    store: &Store,
    system_users: &SystemUserReader,
    clock: &dyn Clock,
    settled_after: SignedDuration,
    id: RegistrationId,
) -> Result<RemovalOutcome, RemovalError> {
    if let Some(tombstone) = store.find_tombstone(id).await? {
        return Box::pin(erase(store, system_users, clock, settled_after, tombstone)).await;
    }
    match store.load(id).await? {
        Some(loaded) if is_due(&loaded.registration, clock.now()) => {
            in_log::name_registration(&loaded.registration);
            match Box::pin(left_sign_in::remove(store, system_users, clock, loaded)).await {
                Ok(_) => Ok(RemovalOutcome::SignIn),
                Err(RemoveError::Erased) => Ok(RemovalOutcome::Nothing),
                Err(error) => Err(error.into()),
            }
        }
        Some(_) | None => Ok(RemovalOutcome::Nothing),
    }
}

/// Whether a sign-in remains that no other function stores or removes any more.
fn is_due(registration: &Registration, now: Timestamp) -> bool {
    let due_at = registration.removes_left_sign_in_at();
    due_at.is_some_and(|due_at| due_at <= now)
}

async fn erase(
    store: &Store,
    system_users: &SystemUserReader,
    clock: &dyn Clock,
    settled_after: SignedDuration,
    tombstone: Tombstone,
) -> Result<RemovalOutcome, RemovalError> {
    let id = tombstone.id;
    let Progress::Erasing {
        tenant_id,
        support_code,
        pseudonym_key,
    } = tombstone.progress
    else {
        return Ok(RemovalOutcome::Nothing);
    };
    let begun_at = clock.now();
    store.postpone_removal(id, begun_at + AGAIN_AFTER).await?;
    system_users.users().remove(id).await?;
    if !store.delete_items(id, CHUNK).await? {
        store.postpone_removal(id, begun_at).await?;
        return Ok(RemovalOutcome::Part);
    }
    store.free_support_code(id, support_code).await?;
    let mut tenants = store.tenants_of(id).await?;
    tenants.extend(tenant_id);
    for tenant in &tenants {
        record_pending_change(store, id, *tenant).await?;
    }
    let pseudonym = |account| pseudonym(pseudonym_key, account);
    store
        .pseudonymise_audit(id, |entry| entry.pseudonymised(pseudonym))
        .await?;
    let settled_at = tombstone.requested_at + settled_after;
    if begun_at < settled_at {
        store.postpone_removal(id, settled_at).await?;
        return Ok(RemovalOutcome::Part);
    }
    for tenant in tenants {
        store.release_tenant(id, tenant).await?;
    }
    let erased = Tombstone {
        progress: Progress::Erased {
            erased_at: clock.now(),
        },
        ..tombstone
    };
    store.finish_erasure(&erased).await?;
    Ok(RemovalOutcome::Erased)
}

/// Records a change of access that was reserved and never settled, and frees its place.
async fn record_pending_change(
    store: &Store,
    id: RegistrationId,
    tenant: TenantId,
) -> Result<(), StoreError> {
    let pending = store.find_pending_change(tenant).await?;
    let Some(pending) = pending.filter(|pending| pending.entry.registration_id == id) else {
        return Ok(());
    };
    match store.record_change(&pending.entry).await {
        Ok(()) | Err(RecordError::NotReserved) => Ok(()),
        Err(RecordError::Store(error)) => Err(error),
    }
}

/// The pseudonym of an account: the same for the same account of one registration, and of no use without the key, which is
/// deleted.
fn pseudonym(key: Uuid, account: ObjectId) -> ObjectId {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    let tag = hmac::sign(&key, account.as_uuid().as_bytes());
    let mut bytes = [0; 16];
    for (byte, value) in bytes.iter_mut().zip(tag.as_ref()) {
        *byte = *value;
    }
    ObjectId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t83_a_pseudonym_is_stable_for_one_registration_and_means_nothing_in_another() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let account = ObjectId::from_uuid(Uuid::from_u128(3));
        assert_eq!(pseudonym(one, account), pseudonym(one, account));
        assert_ne!(pseudonym(one, account), account);
        assert_ne!(pseudonym(one, account), pseudonym(other, account));
        assert_ne!(
            pseudonym(one, account),
            pseudonym(one, ObjectId::from_uuid(Uuid::from_u128(4)))
        );
    }
}
