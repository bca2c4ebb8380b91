//! Invitations of a registration: made, listed, read and taken back.
//!
//! A link is made when it is needed, in place of the earlier ones of its purpose: then nothing has to be kept by the host app,
//! and at most one link of a purpose works.

use super::{Issued, NoUpgrade, RegistrationError, allow_invitation, issue, load};
use crate::api_key::Caller;
use domain::{
    clock::{Clock, Random},
    ids::{InvitationId, RegistrationId, TokenHash},
    invitation::{DEFAULT_LIFETIME, Invitation, MOST_ACTIVE, Purpose, State, Status},
    permission::{Manifest, Upgrade},
    registration::Registration,
};
use jiff::{SignedDuration, Timestamp};
use store::{Page, Store};

/// Newest invitations among which the active ones are counted, and replaced.
const RECENT: i32 = 90;

/// What the host app asks for.
#[derive(Debug, Clone, Copy)]
pub struct NewInvitation {
    /// What the holder of the link may do.
    pub purpose: Purpose,
    /// Time until it ends; 14 days unless given.
    pub lifetime: Option<SignedDuration>,
    /// Whether the earlier links of the same purpose are taken back with it.
    pub replace: bool,
}

/// Makes another invitation; of repeats as [`create()`](super::create()).
///
/// # Errors
/// See [`RegistrationError`].
pub async fn invite(
    (store, manifest): (&Store, &Manifest),
    clock: &dyn Clock,
    random: &dyn Random,
    caller: &Caller,
    id: RegistrationId,
    new: NewInvitation,
) -> Result<Issued, RegistrationError> {
    let loaded = load(store, caller, id).await?;
    let registration = &loaded.registration;
    if new.purpose == Purpose::SystemUser && registration.system_user.is_none() {
        return Err(RegistrationError::NoSystemUser);
    }
    if new.purpose == Purpose::Disconnect {
        // What such a link shows is true after a disconnection alone.
        registration.lifecycle.disconnected_at()?;
    }
    if new.purpose == Purpose::Upgrade {
        demand_upgrade(registration, manifest)?;
    }
    let now = clock.now();
    let allowance = allow_invitation(store, now, &registration.customer.id).await?;
    let lifetime = new.lifetime.unwrap_or(DEFAULT_LIFETIME);
    let issued = issue(
        clock,
        random,
        registration.id,
        new.purpose,
        lifetime,
        allowance,
    )?;
    let mut others = store.list_invitations(id, None, RECENT).await?.items;
    // A repeat finds what the attempt before wrote.
    others.retain(|other| other.id != issued.invitation.id);
    let replaced = replaced(&others, new, registration.consented_through.as_ref(), now);
    let is_replaced = |other: &Invitation| replaced.iter().any(|gone| gone.id == other.id);
    let active = others
        .iter()
        .filter(|other| other.state(now) == State::Active && !is_replaced(other));
    if active.count() >= MOST_ACTIVE {
        return Err(RegistrationError::TooManyActiveInvitations);
    }
    let written = store.replace_invitations(&issued.invitation, &replaced, now);
    match written.await {
        Ok(()) => Ok(issued),
        Err(error) if error.is_conflict() => {
            let invitation = store.find_invitation(&issued.invitation.token_hash).await?;
            let invitation = invitation.ok_or(RegistrationError::Conflict)?;
            Ok(Issued {
                invitation,
                ..issued
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// Refuses a link for newer permissions where it would show nothing to approve.
fn demand_upgrade(
    registration: &Registration,
    manifest: &Manifest,
) -> Result<(), RegistrationError> {
    if registration.lifecycle.connected_tenant().is_none() {
        return Err(RegistrationError::NoUpgrade(NoUpgrade::NotConnected));
    }
    let reason = match registration
        .observations
        .permissions
        .state(manifest)
        .upgrade
    {
        Upgrade::Behind => return Ok(()),
        Upgrade::Nothing => NoUpgrade::Nothing,
        Upgrade::Undeclared => NoUpgrade::Undeclared,
        Upgrade::Unknown => NoUpgrade::Unknown,
    };
    Err(RegistrationError::NoUpgrade(reason))
}

/// The links that a new one takes the place of: those of its purpose that still open a page. The one through which an
/// administrator consented a moment ago stays until a run has seen the grant, because the connection rests on it.
fn replaced(
    others: &[Invitation],
    new: NewInvitation,
    consented_through: Option<&TokenHash>,
    now: Timestamp,
) -> Vec<Invitation> {
    let still_opens = |other: &&Invitation| {
        other.purpose == new.purpose
            && other.status == Status::Open
            && other.is_usable(now)
            && Some(&other.token_hash) != consented_through
    };
    let gone = others.iter().filter(still_opens);
    gone.filter(|_| new.replace).cloned().collect()
}

/// A page of invitations, newest first, without their tokens.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn list_invitations(
    store: &Store,
    caller: &Caller,
    id: RegistrationId,
    cursor: Option<&str>,
    limit: i32,
) -> Result<Page<Invitation>, RegistrationError> {
    load(store, caller, id).await?;
    Ok(store.list_invitations(id, cursor, limit).await?)
}

/// One invitation, without its token.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn load_invitation(
    store: &Store,
    caller: &Caller,
    id: RegistrationId,
    invitation: InvitationId,
) -> Result<Invitation, RegistrationError> {
    load(store, caller, id).await?;
    store
        .find_invitation_by_id(id, invitation)
        .await?
        .ok_or(RegistrationError::NotFound)
}

/// Takes an invitation back. Taking it back twice is no error.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn withdraw(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    id: RegistrationId,
    invitation: InvitationId,
) -> Result<(), RegistrationError> {
    let invitation = load_invitation(store, caller, id, invitation).await?;
    Ok(store.withdraw_invitation(&invitation, clock.now()).await?)
}
