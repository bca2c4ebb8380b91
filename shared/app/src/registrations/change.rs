//! Changes that the host app makes to a registration.
//!
//! 1. One transaction writes the registration. Where that changes what a verification asks, it also forgets what was seen of the
//!    old question, makes the registration due, and takes its place in the order of runs, so that a run under way stores nothing.
//! 2. A system user that is another account, or none, leaves nothing: the pointer to the old sign-in goes with the transaction, and
//!    the sign-in itself from the secret store right after it. Where that fails, the same change made again removes it.
//! 3. A verification is asked for.

use super::{RegistrationError, load, newest_slot};
use crate::{Chain, api_key::Caller, read_system_user::SystemUserReader};
use domain::{
    clock::Clock,
    customer::{DomainName, Requester, Site, UserPrincipalName},
    ids::RegistrationId,
    registration::{Lifecycle, Pinned, Registration},
    standing::Standing,
    verification::{catalogue::find_check, checks_of_places, verdict::Identity},
};
use jiff::{SignedDuration, Timestamp};
use store::{Loaded, Queue, Store, VerificationMessage, system_users::SystemUsersError};

/// What becomes of one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// There is none from now on.
    Remove,
    /// It becomes this.
    Set(T),
}

impl<T> Change<T> {
    fn of(self, value: Option<T>) -> Option<T> {
        match self {
            Self::Keep => value,
            Self::Remove => None,
            Self::Set(new) => Some(new),
        }
    }
}

/// Values that the host app may change.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Who asks the administrator.
    pub requester: Change<Requester>,
    /// When the customer meets support.
    pub meeting_at: Change<Timestamp>,
    /// A domain the tenant must have verified.
    pub expected_domain: Change<DomainName>,
    /// Sites and libraries, all of them.
    pub sites: Change<Vec<Site>>,
    /// The account Cooperlink is to work with in the background.
    pub system_user: Change<UserPrincipalName>,
}

/// Changes a registration. What is written meanwhile by others stays.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn change(
    store: &Store,
    system_users: &SystemUserReader,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    caller: &Caller,
    id: RegistrationId,
    changes: &Changes,
) -> Result<Loaded, RegistrationError> {
    let decide = || async {
        let loaded = load(store, caller, id).await?;
        let applied = applied(&loaded.registration, changes.clone());
        let change = applied.map(|(after, stale)| written(&loaded, after, stale, clock.now()));
        Ok((loaded, change))
    };
    let after = store
        .change::<RegistrationError, _>(|| clock.now(), decide)
        .await?;
    let loaded = after.loaded;
    let has_no_sign_in = loaded.registration.system_user_connection.is_none();
    if changes.system_user != Change::Keep && has_no_sign_in {
        Box::pin(remove_sign_in(system_users, id)).await?;
    }
    if let (Some(_), Some(slot)) = (after.due_at, loaded.last_slot) {
        let asked_at = of_slot(slot + 1, clock.now());
        Box::pin(ask_for_verification(interactive_queue, id, asked_at)).await;
    }
    Ok(loaded)
}

/// Questions whose answers a change makes stale.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Stale {
    domain: bool,
    sites: bool,
    system_user: bool,
}

impl Stale {
    /// Whether what was seen of the check rests on what changed.
    fn covers(self, check: &str) -> bool {
        let Some(check) = find_check(check) else {
            return false;
        };
        let is_of_domain = matches!(check.id, "tenant-matches-customer" | "customer-domain");
        let is_of_sites = matches!(check.id, "site" | "library" | "administrator-site-access");
        let is_of_system_user = check.identities.contains(&Identity::SystemUser);
        (self.domain && is_of_domain)
            || (self.sites && is_of_sites)
            || (self.system_user && is_of_system_user && !is_of_domain)
    }
}

/// The registration as it becomes, if anything changes, and what that makes stale.
fn applied(registration: &Registration, changes: Changes) -> Option<(Registration, Stale)> {
    let before = registration;
    let sites = Some(before.sites.clone());
    let mut after = Registration {
        requester: changes.requester.of(before.requester.clone()),
        meeting_at: changes.meeting_at.of(before.meeting_at),
        expected_domain: changes.expected_domain.of(before.expected_domain.clone()),
        sites: changes.sites.of(sites).unwrap_or_default(),
        system_user: changes.system_user.of(before.system_user.clone()),
        ..before.clone()
    };
    if after == *before {
        return None;
    }
    let stale = Stale {
        domain: after.expected_domain != before.expected_domain,
        sites: after.sites != before.sites,
        system_user: after.system_user != before.system_user && !is_connected_account(&after),
    };
    if stale.domain {
        after.lifecycle = pinned_anew(&after);
    }
    if stale.sites {
        // Its places are positions among the old sites.
        after.observations.administrator_sites = None;
    }
    if stale.system_user {
        after.system_user_connection = None;
    }
    Some((after, stale))
}

/// Whether the account that is connected is called as the host app names it now: then it was renamed, and stays connected.
fn is_connected_account(registration: &Registration) -> bool {
    let named = registration.system_user.as_ref();
    let connected = registration.system_user_connection.as_ref();
    named.zip(connected).is_some_and(|(named, connected)| {
        named
            .as_str()
            .eq_ignore_ascii_case(&connected.user_principal_name)
    })
}

/// The lifecycle under the new domain. A tenant that consented under the old one, and does not have the new one, needs the host
/// app's agreement; one that is connected stays.
fn pinned_anew(registration: &Registration) -> Lifecycle {
    let lifecycle = registration.lifecycle.clone();
    let organization = registration.observations.organization.as_ref();
    let is_pinned = organization
        .map(|seen| &seen.value)
        .filter(|organization| lifecycle.is_of(organization.id))
        .is_some_and(|organization| {
            registration.pins(Pinned::ByDomain, organization) == Pinned::ByDomain
        });
    if is_pinned {
        lifecycle
    } else {
        lifecycle.unpinned()
    }
}

/// The change as it is written. What is stale is due again, after every run that has begun.
fn written(
    loaded: &Loaded,
    registration: Registration,
    stale: Stale,
    now: Timestamp,
) -> store::Change {
    let is_due = stale != Stale::default() && registration.lifecycle.verifiable_tenant().is_some();
    if !is_due {
        return store::Change::of(registration);
    }
    let slot = newest_slot(loaded.last_slot, now);
    let mut standing: Standing = loaded.standing.clone();
    // Once the tenant is connected its id alone says which it is, whatever the domain.
    let is_connected = registration.lifecycle.connected_tenant().is_some();
    let is_stale =
        |check: &str| stale.covers(check) && !(is_connected && check == "tenant-matches-customer");
    standing.forget(is_stale, checks_of_places(&registration.sites));
    store::Change {
        standing: Some((standing, slot)),
        // A second later, so that it is newer than the slot.
        due_at: Some(now.max(of_slot(slot, now)) + SignedDuration::from_secs(1)),
        ..store::Change::of(registration)
    }
}

fn of_slot(slot: i64, now: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(slot).unwrap_or(now)
}

async fn remove_sign_in(
    system_users: &SystemUserReader,
    id: RegistrationId,
) -> Result<(), SystemUsersError> {
    system_users.users().remove(id).await?;
    tracing::info!(
        registration_id = %id,
        outcome = "sign_in_removed",
        "the host app named another system user"
    );
    Ok(())
}

/// If the queue takes nothing, the schedule's next tick finds the registration due.
async fn ask_for_verification(interactive_queue: &Queue, id: RegistrationId, asked_at: Timestamp) {
    let message = VerificationMessage::new(id, None, asked_at);
    if let Err(error) = interactive_queue.send(&message, SignedDuration::ZERO).await {
        tracing::error!(
            registration_id = %id,
            outcome = "queue_send_failed",
            error = %Chain(&error),
            "the verification waits for the schedule"
        );
    }
}
