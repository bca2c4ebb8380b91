//! Facts that a run judges: those read just now, and those that earlier sign-ins showed.

use super::reading::Reading;
use crate::verify::{
    read_system_user::SystemUserReading,
    read_tenant::{AppReading, behind},
};
use domain::{
    customer::{Site, is_deceptive},
    ids::{ObjectId, TenantId},
    permission::{Manifest, PermissionsChange},
    registration::{Observation, Observations, Registration},
    standing::{STANDS_FOR, Standing},
    verification::{
        facts::{
            DelegatedScopes, LibraryFacts, LicensedPlan, Mailbox, Observed, Organization,
            OtherSites, SiteFacts, SystemUser, SystemUserAccess, TenantFacts,
        },
        verdict::{Identity, Unobserved},
    },
};
use entra::{AppFacts, LeftOpen, SystemUserFacts};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// All known facts of the tenant, without those that were forgotten.
pub(super) fn gather(
    registration: &Registration,
    forgotten: &Forgotten,
    reading: Reading,
    now: Timestamp,
) -> TenantFacts {
    let mut facts = facts(registration, reading, now);
    // Scopes that the system user's sign-in showed just now are the new application's.
    if forgotten.delegated_scopes && facts.delegated_scopes.get().is_err() {
        facts.delegated_scopes = Observed::unseen(Unobserved::Recreated);
    }
    if forgotten.administrator_sites {
        facts.administrator_sites = Observed::unseen(Unobserved::Recreated);
    }
    facts
}

/// Points the registration to the system user's secret of this version, if the run wrote one; returns whether it did.
pub(super) fn keep_secret(
    registration: &mut Registration,
    version: Option<String>,
    now: Timestamp,
) -> bool {
    let (Some(connection), Some(version)) = (&mut registration.system_user_connection, version)
    else {
        return false;
    };
    connection.secret_version = version;
    connection.secret_written_at = now;
    true
}

/// Keeps the facts that the next run and the system user's next sign-in need; returns whether that changed the registration.
pub(super) fn keep(registration: &mut Registration, reading: &mut SystemUserReading) -> bool {
    let libraries_moved = keep_libraries(registration, reading);
    keep_claims(registration, reading) || libraries_moved
}

/// Longest name of an account that is kept, in characters.
const LONGEST_NAME: usize = 256;

/// Keeps the present name of the connected account; returns whether that changed the registration.
pub(super) fn keep_name(registration: &mut Registration, reading: &SystemUserReading) -> bool {
    let (Some(connection), Ok(facts)) = (&mut registration.system_user_connection, &reading.facts)
    else {
        return false;
    };
    let Ok(user) = facts.user.get() else {
        return false;
    };
    let name = user.user_principal_name.as_str();
    let is_name = (1..=LONGEST_NAME).contains(&name.chars().count())
        && !name.chars().any(is_deceptive)
        && user.id == connection.object_id;
    let is_new = is_name && name != connection.user_principal_name;
    if is_new {
        name.clone_into(&mut connection.user_principal_name);
    }
    is_new
}

/// Effect of the observed permissions on the registration.
pub(super) struct KeptPermissions {
    /// Whether they changed the registration.
    pub(super) is_new: bool,
    /// Change of a connected tenant to report.
    pub(super) change: Option<PermissionsChange>,
}

/// Keeps the observed permissions, once the run is judged by those known before.
pub(super) fn keep_permissions(
    registration: &mut Registration,
    facts: &TenantFacts,
    manifest: &Manifest,
) -> KeptPermissions {
    let is_connected = registration.lifecycle.connected_tenant().is_some();
    let names_system_user = registration.system_user.is_some();
    let permissions = &mut registration.observations.permissions;
    let mut after = permissions.after(facts, manifest, names_system_user);
    let change = if is_connected {
        after.tell(manifest)
    } else {
        None
    };
    let is_new = *permissions != after;
    *permissions = after;
    KeptPermissions { is_new, change }
}

/// Keeps the drives of the libraries, so that the next run tries them at once, and the last successful trials of writing;
/// returns whether that changed the registration.
fn keep_libraries(registration: &mut Registration, reading: &SystemUserReading) -> bool {
    let Ok(facts) = &reading.facts else {
        return false;
    };
    let Observations {
        drives,
        write_trials,
        ..
    } = &mut registration.observations;
    let changed = *drives != facts.drives || facts.write_trials.replace(write_trials);
    if changed {
        drives.clone_from(&facts.drives);
        write_trials.clone_from(&facts.write_trials);
    }
    changed
}

/// Notes beside each library that its upload session was left open.
pub(super) fn note_left_open(
    registration: &Registration,
    reading: &mut SystemUserReading,
    left: &[LeftOpen],
) {
    let Ok(facts) = &mut reading.facts else {
        return;
    };
    for (site, seen) in registration.sites.iter().zip(&mut facts.sites) {
        for (name, library) in site.libraries.iter().zip(&mut seen.libraries) {
            let drive = facts.drives.find(&site.url, name);
            let left = left.iter().find(|left| drive == Some(&left.drive));
            library.left_open = left.map(|left| left.evidence.clone());
        }
    }
}

/// Keeps the claims that Microsoft asks of the system user's next sign-in, while it refuses the present one; returns whether
/// that changed the registration.
fn keep_claims(registration: &mut Registration, reading: &mut SystemUserReading) -> bool {
    let Some(connection) = &mut registration.system_user_connection else {
        return false;
    };
    let claims = match reading.access.get() {
        Ok(SystemUserAccess::Refused(_)) => reading.claims.take(),
        Ok(SystemUserAccess::Granted(_)) => None,
        Ok(SystemUserAccess::TokenLost | SystemUserAccess::OtherAccount) | Err(_) => return false,
    };
    let changed = connection.claims != claims;
    connection.claims = claims;
    changed
}

/// Whether the application was deleted in the tenant and registered again since the last run.
pub(super) fn is_recreated(standing: &Standing, reading: &AppReading) -> bool {
    match reading.facts.service_principal.get() {
        Ok(Some(service_principal)) => standing.is_recreated(service_principal.id),
        Ok(None) | Err(_) => false,
    }
}

/// Observations that were removed from the registration because an administrator's sign-in through a service principal that no
/// longer exists showed them. Observations made after the last run belong to the new service principal: an administrator just
/// approved again.
#[derive(Default)]
pub(super) struct Forgotten {
    delegated_scopes: bool,
    administrator_sites: bool,
}

impl Forgotten {
    /// Whether an observation was removed.
    pub(super) fn is_any(&self) -> bool {
        self.delegated_scopes || self.administrator_sites
    }
}

/// Removes the observations that an earlier service principal showed.
pub(super) fn forget(registration: &mut Registration, standing: &Standing) -> Forgotten {
    let observations = &mut registration.observations;
    Forgotten {
        delegated_scopes: forget_old(&mut observations.delegated_scopes, standing),
        administrator_sites: forget_old(&mut observations.administrator_sites, standing),
    }
}

fn forget_old<T>(observation: &mut Option<Observation<T>>, standing: &Standing) -> bool {
    let is_old = observation.as_ref().is_some_and(|seen| {
        standing
            .checked_at
            .is_none_or(|checked_at| seen.evidence.at <= checked_at)
    });
    if is_old {
        *observation = None;
    }
    is_old
}

fn facts(registration: &Registration, reading: Reading, now: Timestamp) -> TenantFacts {
    let Reading { app, user } = reading;
    let AppReading {
        access: app_access,
        facts:
            AppFacts {
                service_principal,
                granted_roles,
                assignments,
                tenant_wide_scopes,
                tenant_services,
            },
    } = app;
    let tenant = registration.lifecycle.tenant().map(|tenant| tenant.id);
    let delegated_scopes = delegated_scopes(registration, &user);
    let SystemUserReading { access, facts, .. } = user;
    let own = match facts {
        Ok(facts) => Own::from(facts),
        Err(_) => Own::behind(&access, registration),
    };
    TenantFacts {
        app_access,
        service_principal,
        granted_roles,
        assignments,
        tenant_wide_scopes,
        delegated_scopes,
        organization: organization(registration, own.organization, tenant, now),
        tenant_services,
        system_user_access: access,
        system_user: own.user,
        system_user_groups: own.groups,
        licences: own.licences,
        mailbox: own.mailbox,
        sites: own.sites,
        other_sites: own.other_sites,
        administrator_sites: remembered_proof(registration, |observations| {
            observations.administrator_sites.as_ref()
        }),
    }
}

/// The facts of the system user; if they were not read, all have the same reason.
struct Own {
    user: Observed<SystemUser>,
    groups: Observed<BTreeSet<ObjectId>>,
    licences: Observed<Vec<LicensedPlan>>,
    mailbox: Observed<Mailbox>,
    organization: Observed<Organization>,
    sites: Vec<SiteFacts>,
    other_sites: Observed<OtherSites>,
}

impl From<SystemUserFacts> for Own {
    fn from(facts: SystemUserFacts) -> Self {
        let SystemUserFacts {
            user,
            groups,
            licences,
            mailbox,
            organization,
            sites,
            other_sites,
            drives: _,
            write_trials: _,
            is_token_refused: _,
        } = facts;
        Self {
            user,
            groups,
            licences,
            mailbox,
            organization,
            sites,
            other_sites,
        }
    }
}

impl Own {
    /// Facts without a reading, because the account was not let in, or that could not be determined.
    fn behind(access: &Observed<SystemUserAccess>, registration: &Registration) -> Self {
        let library = || LibraryFacts {
            listed: behind(access),
            read: behind(access),
            write: behind(access),
            left_open: None,
        };
        let site = |site: &Site| SiteFacts {
            site: behind(access),
            libraries: site.libraries.iter().map(|_| library()).collect(),
            above: None,
        };
        Self {
            user: behind(access),
            groups: behind(access),
            licences: behind(access),
            mailbox: behind(access),
            organization: behind(access),
            sites: registration.sites.iter().map(site).collect(),
            other_sites: behind(access),
        }
    }
}

/// The scopes of a delegated token: of the system user's once it is connected, because Cooperlink works with that account and
/// an administrator's token holds personal grants too; until then those that an administrator's sign-in showed.
fn delegated_scopes(
    registration: &Registration,
    user: &SystemUserReading,
) -> Observed<DelegatedScopes> {
    if registration.system_user_connection.is_none() {
        return remembered_proof(registration, |observations| {
            observations.delegated_scopes.as_ref()
        });
    }
    match &user.access {
        Observed::Seen {
            value: SystemUserAccess::Granted(scopes),
            evidence,
        } => Observed::Seen {
            value: scopes.clone(),
            evidence: evidence.clone().of_account(Identity::SystemUser),
        },
        access => behind(access),
    }
}

/// The organisation as the system user's token shows it, otherwise as an administrator's sign-in showed it within the last day.
/// One seen through a sign-in from another tenant says nothing about this tenant.
fn organization(
    registration: &Registration,
    own: Observed<Organization>,
    tenant: Option<TenantId>,
    now: Timestamp,
) -> Observed<Organization> {
    let seen = registration.observations.organization.as_ref();
    let seen = seen.filter(|organization| Some(organization.value.id) == tenant);
    let is_recent = seen.is_some_and(|seen| now < seen.evidence.at + STANDS_FOR);
    let is_read = registration.system_user_connection.is_some();
    match own {
        Observed::Seen { value, evidence } if Some(value.id) == tenant => {
            Observed::Seen { value, evidence }
        }
        // The reason for which it was not read just now says more than an old reading.
        own @ Observed::Unseen { .. } if is_read && !is_recent => own,
        Observed::Seen { .. } | Observed::Unseen { .. } => remembered(seen),
    }
}

/// Facts that an administrator's silent proof showed. A proof of another tenant says nothing about this one.
fn remembered_proof<T: Clone>(
    registration: &Registration,
    of: impl FnOnce(&Observations) -> Option<&Observation<T>>,
) -> Observed<T> {
    let observations = &registration.observations;
    let is_of_tenant = observations
        .delegated_scopes_tenant
        .is_some_and(|tenant| registration.lifecycle.is_of(tenant));
    remembered(of(observations).filter(|_| is_of_tenant))
}

fn remembered<T: Clone>(observation: Option<&Observation<T>>) -> Observed<T> {
    match observation {
        Some(seen) => Observed::Seen {
            value: seen.value.clone(),
            evidence: seen.evidence.clone().of_account(Identity::Administrator),
        },
        None => Observed::unseen(Unobserved::IdentityAbsent {
            identity: Identity::Administrator,
        }),
    }
}
