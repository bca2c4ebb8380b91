//! Tells the host app of links that have expired unused and are still needed.
//!
//! Each link for an administrator is in the due index until its time is over. A tick reads the oldest of them, writes the event
//! and takes the link out of the index in one transaction, and takes out those that need no event.

use crate::{
    Chain,
    host::invitation_event::{self, TellingOutcome},
    verify::dispatch_due::DispatchError,
};
use domain::{
    clock::Machine,
    event::EventKind,
    ids::TokenHash,
    invitation::{Invitation, Purpose, Status},
    registration::{AccessLoss, Lifecycle},
    standing::Health,
};
use jiff::Timestamp;
use store::{InvitationWrite, Store, StoreError, StoredRegistration};

/// Links of one tick.
const AT_MOST: i32 = 100;

/// Looks at the links whose time is over, until the tick is, and gives the number of those that were told.
///
/// # Errors
/// The first [`DispatchError`] that is not of one link alone; the next tick goes on.
pub async fn expire_invitations(
    store: &Store,
    machine: Machine<'_>,
    ends_at: Timestamp,
) -> Result<u64, DispatchError> {
    let mut told = 0;
    for hash in store.expired_invitations(machine.now(), AT_MOST).await? {
        if machine.now() >= ends_at {
            break;
        }
        match expire(store, machine, &hash).await {
            Ok(is_told) => told += u64::from(is_told),
            // One that cannot be read keeps no other from being told.
            Err(error) if error.is_corrupt() => {
                tracing::error!(
                    outcome = "operator_fault",
                    error = %Chain(&error),
                    "an expired link cannot be read and is passed over"
                );
                store.pass_over_invitation(&hash).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(told)
}

/// Whether the end of the link was told.
async fn expire(store: &Store, machine: Machine<'_>, hash: &TokenHash) -> Result<bool, StoreError> {
    let kind = EventKind::InvitationExpired;
    let decide = |loaded: &StoredRegistration, invitation: &Invitation, now| {
        is_needed(loaded, invitation, now).then_some(InvitationWrite::TellExpired)
    };
    let told = invitation_event::tell(store, machine, hash, kind, decide).await?;
    if told == TellingOutcome::Nothing {
        store.pass_over_invitation(hash).await?;
    }
    Ok(told == TellingOutcome::Yes)
}

/// Whether the link ended unused and its registration still needs one like it.
fn is_needed(loaded: &StoredRegistration, invitation: &Invitation, now: Timestamp) -> bool {
    let is_unused = invitation.status == Status::Open
        && invitation.completed_at.is_none()
        && invitation.expires_at <= now;
    let is_still_needed = match (&loaded.registration.lifecycle, invitation.purpose) {
        (
            Lifecycle::Invited | Lifecycle::SignedIn { .. } | Lifecycle::Consented { .. },
            Purpose::Connect | Purpose::Reconnect,
        )
        | (Lifecycle::Disconnected { .. }, Purpose::Reconnect) => true,
        (Lifecycle::Connected { .. }, Purpose::Reconnect) => {
            loaded.standing.health == Health::Broken
        }
        (Lifecycle::Connected { .. }, Purpose::Upgrade) => loaded
            .registration
            .observations
            .permissions
            .is_told_behind(),
        // The app is still to be removed from the tenant, as far as is known.
        (Lifecycle::Disconnected { access_gone, .. }, Purpose::Disconnect) => {
            access_gone.is_none_or(|seen| seen.verdict != AccessLoss::Yes)
        }
        (Lifecycle::Connected { .. } | Lifecycle::Disconnected { .. }, Purpose::Connect)
        | (
            Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Consented { .. }
            | Lifecycle::Connected { .. },
            Purpose::Disconnect,
        )
        | (
            Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Consented { .. }
            | Lifecycle::Disconnected { .. },
            Purpose::Upgrade,
        )
        | (Lifecycle::Erased { .. }, _)
        | (_, Purpose::SystemUser) => false,
    };
    is_unused && is_still_needed
}
