//! Invitations of a registration: made, listed, read and taken back.
//!
//! A link is made when it is needed and replaces the earlier ones of its purpose: the host app thus has nothing to keep, and at
//! most one link of a purpose works.
//!
//! The registration and all its links that still open a page decide whether it may be made, and which links it replaces. The
//! link is written with the registration's next version: if the registration changed meanwhile, for example by another link,
//! the decision is made again.

use super::{InvitationWithToken, NoUpgrade, RegistrationError, allow_invitation, issue, load};
use crate::host::api_key::Caller;
use domain::{
    access::AuditEntry,
    clock::{Clock, Machine},
    ids::{InvitationId, RegistrationId, TokenHash},
    invitation::{DEFAULT_LIFETIME, Invitation, InvitationState, MOST_ACTIVE, Maker, Purpose},
    permission::{Manifest, Upgrade},
    registration::Registration,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    CommitError, InvitationWrite, NewLink, Page, RegistrationChange, Store, StoredRegistration,
};

/// Invitations that are read in one page.
const PAGE: i32 = 90;

/// Wishes of the host app.
#[derive(Debug, Clone, Copy)]
pub struct NewInvitation {
    /// Purpose of the link, which says what its holder may do.
    pub purpose: Purpose,
    /// Time until it ends; 14 days unless given.
    pub lifetime: Option<SignedDuration>,
    /// Whether the earlier links of the same purpose are taken back with it.
    pub replace: bool,
}

/// Makes another invitation. Its token comes from `machine.random` alone: with that of an earlier attempt at the same request it finds
/// what that one wrote.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn invite(
    store: &Store,
    manifest: &Manifest,
    machine: Machine<'_>,
    caller: &Caller,
    id: RegistrationId,
    new: NewInvitation,
) -> Result<InvitationWithToken, RegistrationError> {
    let registration = load(store, caller, id).await?.registration;
    demand_purpose(&registration, manifest, new.purpose)?;
    let allowance = allow_invitation(store, machine.now(), &registration.customer.id).await?;
    let lifetime = new.lifetime.unwrap_or(DEFAULT_LIFETIME);
    let issued = issue(machine, id, new.purpose, lifetime, allowance)?;
    let authority = || async { Ok((load(store, caller, id).await?, None)) };
    let draft = DraftLink {
        invitation: &issued.invitation,
        lifetime,
        replace: new.replace,
        audit: None,
    };
    let clock = machine.clock;
    let invitation = write_link::<RegistrationError, _>(store, manifest, clock, &draft, authority);
    Ok(InvitationWithToken {
        invitation: invitation.await?,
        ..issued
    })
}

/// A link that is about to be written.
pub(crate) struct DraftLink<'a> {
    /// The invitation; its time begins when it is written.
    pub(crate) invitation: &'a Invitation,
    /// Time until it ends.
    pub(crate) lifetime: SignedDuration,
    /// Whether the earlier links of the same purpose are taken back with it.
    pub(crate) replace: bool,
    /// Its entry in the audit.
    pub(crate) audit: Option<&'a AuditEntry>,
}

/// Writes a link, with its entry in the audit, if any, and the end of the links that it replaces. `authority` is called with
/// every decision: it returns the registration, and the link on which the authority rests, if any. A link that already exists
/// was written by an earlier attempt at the same request.
pub(crate) async fn write_link<E, F>(
    store: &Store,
    manifest: &Manifest,
    clock: &dyn Clock,
    draft: &DraftLink<'_>,
    authority: impl Fn() -> F,
) -> Result<Invitation, E>
where
    E: From<RegistrationError> + From<CommitError>,
    F: Future<Output = Result<(StoredRegistration, Option<(TokenHash, InvitationWrite)>), E>>,
{
    let link = draft.invitation;
    let decide = || async {
        let (loaded, rests_on) = authority().await?;
        let registration = &loaded.registration;
        let present = store.find_invitation(&link.token_hash).await;
        if present.map_err(RegistrationError::from)?.is_some() {
            return Ok((loaded, None));
        }
        demand_purpose(registration, manifest, link.purpose)?;
        let now = clock.now();
        let replaces = replaced(store, registration, draft, now).await?;
        let invitation = Invitation {
            created_at: now,
            expires_at: now + draft.lifetime,
            ..link.clone()
        };
        let change = RegistrationChange {
            invitation: rests_on,
            link: Some(NewLink {
                invitation,
                replaces,
            }),
            audit: draft.audit.cloned(),
            ..RegistrationChange::of(registration.clone())
        };
        Ok((loaded, Some(change)))
    };
    store.change::<E, _>(|| clock.now(), decide).await?;
    let written = store.find_invitation(&link.token_hash).await;
    let written = written.map_err(RegistrationError::from)?;
    Ok(written.ok_or(RegistrationError::Conflict)?)
}

/// Refuses a link whose page would show nothing.
fn demand_purpose(
    registration: &Registration,
    manifest: &Manifest,
    purpose: Purpose,
) -> Result<(), RegistrationError> {
    match purpose {
        Purpose::SystemUser if registration.system_user.is_none() => {
            Err(RegistrationError::NoSystemUser)
        }
        Purpose::Disconnect => {
            registration.lifecycle.disconnected_at()?;
            Ok(())
        }
        Purpose::Upgrade => demand_upgrade(registration, manifest),
        Purpose::Connect | Purpose::Reconnect | Purpose::SystemUser => Ok(()),
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

/// The links that a new one replaces, unless too many would be active with it: those of its purpose that still open a page. The
/// one through which an administrator just consented stays until a run has seen the grant, because the connection rests on it;
/// and an administrator's link replaces only links of administrators.
async fn replaced(
    store: &Store,
    registration: &Registration,
    draft: &DraftLink<'_>,
    now: Timestamp,
) -> Result<Vec<TokenHash>, RegistrationError> {
    let link = draft.invitation;
    let is_replaced = |other: &Invitation| {
        let may_replace =
            link.created_by == Maker::HostApp || other.created_by == Maker::Administrator;
        draft.replace
            && may_replace
            && other.purpose == link.purpose
            && Some(&other.token_hash) != registration.consented_through.as_ref()
    };
    let usable = find_links(store, registration.id, |other| other.is_usable(now)).await?;
    let (mut replaced, kept): (Vec<_>, Vec<_>) = usable.into_iter().partition(is_replaced);
    let active = kept
        .iter()
        .filter(|other| other.state(now) == InvitationState::Active);
    if active.count() >= MOST_ACTIVE {
        return Err(RegistrationError::TooManyActiveInvitations);
    }
    // Only links that were used already can be so many.
    let surplus = replaced.split_off(replaced.len().min(NewLink::MOST_REPLACED));
    for oldest in surplus {
        store.withdraw_invitation(&oldest, now).await?;
    }
    Ok(replaced.into_iter().map(|gone| gone.token_hash).collect())
}

/// Every chosen link of a registration, of any age, newest first: the link that connected works for as long as the connection.
pub(crate) async fn find_links(
    store: &Store,
    id: RegistrationId,
    is_chosen: impl Fn(&Invitation) -> bool,
) -> Result<Vec<Invitation>, RegistrationError> {
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.list_invitations(id, cursor.as_deref(), PAGE).await?;
        found.extend(page.items.into_iter().filter(&is_chosen));
        cursor = page.next;
        if cursor.is_none() {
            return Ok(found);
        }
    }
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
    if let Some(found) = store.find_invitation_by_id(id, invitation).await? {
        return Ok(found);
    }
    // It may have gone with its registration a moment ago.
    load(store, caller, id).await?;
    Err(RegistrationError::NotFound)
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
