//! Changes that the host app makes to a registration.
//!
//! 1. One transaction writes the registration. If that changes the question of a verification, the transaction also forgets the
//!    answers to the old question, makes the registration due, and takes its place in the order of runs, so that a run under
//!    way stores nothing.
//! 2. If the system user becomes another account, or none, the old sign-in is removed: its pointer in the transaction, and the
//!    sign-in itself from the secret store right afterwards. If that fails, the next change or verification that the host app
//!    asks for removes it (see [`left_sign_in`](crate::secrets::left_sign_in)).
//! 3. A verification is asked for, at most once a minute for each registration (T55).
//!
//! Another domain is claimed for the customer as for a new registration (see `duplicate`).
//!
//! An event tells the host app if the change makes a tenant that consented wait for its agreement.
//!
//! A merge patch names only the values that it changes, so it is applied again to concurrent changes of others, unless the
//! caller names the version that it has seen.

use super::{
    RegistrationError, RegistrationVersion, duplicate::claim_of_change, newest_slot,
    return_url::is_allowed_return, without_left_sign_in,
};
use crate::{
    browser::look_again, consent::approval_required, host::api_key::Caller, secrets::new_id,
    verify::read_system_user::SystemUserReader,
};
use domain::{
    clock::Machine,
    customer::{
        Customer, CustomerName, DomainName, Language, Metadata, MetadataPatch, Plan, Requester,
        Site, UserPrincipalName,
    },
    ids::RegistrationId,
    registration::{Approval, Lifecycle, Pinning, Registration},
    standing::Standing,
    usability::Usability,
    verification::{catalogue::find_check, checks_of_places, verdict::Identity},
};
use jiff::{SignedDuration, Timestamp};
use store::{Queue, Store, StoredRegistration};
use tokio::sync::OnceCell;
use url::Url;

/// Change of one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ValueChange<T> {
    /// The value stays.
    #[default]
    Keep,
    /// The value is removed.
    Remove,
    /// The value becomes this one.
    Set(T),
}

impl<T> ValueChange<T> {
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
    /// The customer's name as pages show it.
    pub customer_name: Option<CustomerName>,
    /// The licence held.
    pub plan: Option<Plan>,
    /// The language in which pages start; English after a removal.
    pub language: ValueChange<Language>,
    /// Address to which the last page leads back.
    pub return_url: ValueChange<Url>,
    /// The host app's own notes, one by one; a removal deletes all of them.
    pub metadata: ValueChange<MetadataPatch>,
    /// The person who asks the administrator.
    pub requester: ValueChange<Requester>,
    /// Instant at which the customer meets support.
    pub meeting_at: ValueChange<Timestamp>,
    /// A domain the tenant must have verified.
    pub expected_domain: ValueChange<DomainName>,
    /// Whether that domain is accepted although the customer has another registration of the same tenant.
    pub is_additional: bool,
    /// Sites and libraries, all of them.
    pub sites: ValueChange<Vec<Site>>,
    /// The account with which Cooperlink is to work in the background.
    pub system_user: ValueChange<UserPrincipalName>,
}

/// A change that the host app asks for.
#[derive(Debug, Clone, Copy)]
pub struct AskedChange<'a> {
    /// The registration.
    pub id: RegistrationId,
    /// Versions that the host app has seen, like [`RegistrationVersion::seen`].
    pub seen: Option<&'a [i64]>,
    /// The values.
    pub changes: &'a Changes,
    /// Prefixes that a return address may have.
    pub return_prefixes: &'a [Url],
}

/// Changes a registration. Concurrent changes by others are kept.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn change(
    store: &Store,
    system_users: &SystemUserReader,
    interactive_queue: &Queue,
    machine: Machine<'_>,
    caller: &Caller,
    asked: AskedChange<'_>,
) -> Result<StoredRegistration, RegistrationError> {
    let id = asked.id;
    let versioned = RegistrationVersion {
        id,
        seen: asked.seen,
    };
    if let ValueChange::Set(url) = &asked.changes.return_url
        && !is_allowed_return(url, asked.return_prefixes)
    {
        return Err(RegistrationError::ReturnUrlNotAllowed);
    }
    let event_id = new_id::draw(machine.random)?;
    let reserved = OnceCell::new();
    let decide = || async {
        let loaded = versioned.load(store, caller).await?;
        let applied = applied(&loaded.registration, asked.changes.clone(), machine.now())?;
        let Some((after, stale)) = applied else {
            return Ok((loaded, None));
        };
        let is_additional = asked.changes.is_additional;
        let claim = claim_of_change(store, &loaded.registration, &after, is_additional).await?;
        let is_due = stale != Stale::default() && after.lifecycle.verifiable_tenant().is_some();
        let change = if is_due {
            let reserve = || look_again::reserve_look(store, machine.now(), id);
            let at = reserved.get_or_try_init(reserve).await?;
            looked_at(&loaded, after, stale, *at, machine.now())
        } else {
            store::RegistrationChange::of(after)
        };
        let now = machine.now();
        let asks = change.registration.lifecycle.awaits_approval()
            && !loaded.registration.lifecycle.awaits_approval();
        let event = asks.then(|| approval_required(&loaded, &change.registration, event_id, now));
        let change = store::RegistrationChange {
            events: event.into_iter().collect(),
            claim,
            ..change
        };
        Ok((loaded, Some(change)))
    };
    let after = store
        .change::<RegistrationError, _>(|| machine.now(), decide)
        .await?;
    let removed =
        without_left_sign_in(store, system_users, machine.clock, caller, after.loaded).await?;
    if let Some(due_at) = after.due_at {
        look_again::look_at(interactive_queue, machine.now(), id, due_at).await;
    }
    Ok(removed)
}

/// Questions whose answers become stale by a change.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Stale {
    domain: bool,
    sites: bool,
    system_user: bool,
}

impl Stale {
    /// Whether the answer of the check rests on a changed value.
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

/// The registration after the changes and the stale questions; `None` if nothing changes.
fn applied(
    registration: &Registration,
    changes: Changes,
    now: Timestamp,
) -> Result<Option<(Registration, Stale)>, RegistrationError> {
    let before = registration;
    let sites = Some(before.sites.clone());
    let customer = &before.customer;
    let mut after = Registration {
        customer: Customer {
            id: customer.id.clone(),
            name: changes.customer_name.unwrap_or(customer.name.clone()),
            plan: changes.plan.unwrap_or(customer.plan),
        },
        language: changes
            .language
            .of(Some(before.language))
            .unwrap_or(Language::En),
        return_url: match changes.return_url {
            ValueChange::Keep => before.return_url.clone(),
            ValueChange::Remove => None,
            ValueChange::Set(url) => Some(url.into()),
        },
        metadata: match changes.metadata {
            ValueChange::Keep => before.metadata.clone(),
            ValueChange::Remove => Metadata::default(),
            ValueChange::Set(patch) => {
                let patched = before.metadata.clone().patched(&patch);
                patched.map_err(RegistrationError::InvalidMetadata)?
            }
        },
        requester: changes.requester.of(before.requester.clone()),
        meeting_at: changes.meeting_at.of(before.meeting_at),
        expected_domain: changes.expected_domain.of(before.expected_domain.clone()),
        sites: changes.sites.of(sites).unwrap_or_default(),
        system_user: changes.system_user.of(before.system_user.clone()),
        ..before.clone()
    };
    if after == *before {
        return Ok(None);
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
    if stale.system_user && before.system_user.is_some() {
        after.system_user_connection = None;
        after.removes_sign_in_since = Some(now);
    }
    Ok(Some((after, stale)))
}

/// Whether the connected account has the name that the host app now gives: then it was renamed, and stays connected.
fn is_connected_account(registration: &Registration) -> bool {
    let named = registration.system_user.as_ref();
    let connected = registration.system_user_connection.as_ref();
    named.zip(connected).is_some_and(|(named, connected)| {
        named
            .as_str()
            .eq_ignore_ascii_case(&connected.user_principal_name)
    })
}

/// The lifecycle under the new domain. A tenant that consented before and does not have the new domain needs the host app's
/// agreement, even if the host app agreed before it named that domain; a connected tenant stays connected.
fn pinned_anew(registration: &Registration) -> Lifecycle {
    let lifecycle = registration.lifecycle.clone();
    let organization = registration.observations.organization.as_ref();
    let is_pinned = organization
        .map(|seen| &seen.value)
        .filter(|organization| lifecycle.is_of(organization.id))
        .is_some_and(|organization| {
            registration.pins(Pinning::ByDomain, organization) == Pinning::ByDomain
        });
    let is_agreed = matches!(
        lifecycle,
        Lifecycle::Consented {
            approval: Approval::Approved { .. },
            ..
        }
    );
    if is_pinned || (is_agreed && registration.expected_domain.is_none()) {
        lifecycle
    } else {
        lifecycle.unpinned()
    }
}

/// The write of a change to the questions of a verification. Stale answers are verified again at the reserved instant, after
/// every run that has begun.
fn looked_at(
    loaded: &StoredRegistration,
    registration: Registration,
    stale: Stale,
    at: Timestamp,
    now: Timestamp,
) -> store::RegistrationChange {
    let slot = newest_slot(loaded.last_slot, now);
    let mut standing: Standing = loaded.standing.clone();
    // Once the tenant is connected its id alone says which it is, whatever the domain.
    let is_connected = registration.lifecycle.connected_tenant().is_some();
    let is_stale =
        |check: &str| stale.covers(check) && !(is_connected && check == "tenant-matches-customer");
    standing.forget(is_stale, checks_of_places(&registration.sites));
    let before = Usability::of(&loaded.registration, &loaded.standing, now);
    standing.usable = Some(before.after(&registration, &standing, now));
    store::RegistrationChange {
        standing: Some((standing, slot)),
        // A second later than the slot, so that it is newer in whole seconds too.
        due_at: Some(at.max(of_slot(slot, now) + SignedDuration::from_secs(1))),
        ..store::RegistrationChange::of(registration)
    }
}

fn of_slot(slot: i64, now: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(slot).unwrap_or(now)
}
