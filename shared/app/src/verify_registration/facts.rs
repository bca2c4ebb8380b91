//! What a run judges: what was read just now, and what earlier sign-ins showed.

use crate::read_tenant::AppReading;
use domain::{
    registration::{Registration, Seen},
    standing::Standing,
    verification::{
        facts::{Observed, SiteFacts, TenantFacts},
        verdict::{Identity, Unobserved},
    },
};

/// Everything that is known of the tenant, and whether the registration had to forget something over it.
pub(super) fn gather(
    registration: &mut Registration,
    standing: &Standing,
    reading: AppReading,
) -> (TenantFacts, bool) {
    let forgotten = forget_if_recreated(registration, standing, &reading);
    let mut facts = facts(registration, reading);
    if forgotten {
        facts.delegated_scopes = Observed::unseen(Unobserved::Recreated);
    }
    (facts, forgotten)
}

/// Forgets the scopes that were granted to a service principal which is gone. Those read after the last run belong to the
/// new one: an administrator just approved again.
fn forget_if_recreated(
    registration: &mut Registration,
    standing: &Standing,
    reading: &AppReading,
) -> bool {
    let Ok(Some(service_principal)) = reading.facts.service_principal.get() else {
        return false;
    };
    if !standing.is_recreated(service_principal.id) {
        return false;
    }
    tracing::warn!(
        registration_id = %registration.id,
        outcome = "app_recreated",
        "the application was deleted in the tenant and registered anew"
    );
    let scopes = &mut registration.observations.delegated_scopes;
    let is_old = scopes.as_ref().is_some_and(|seen| {
        standing
            .checked_at
            .is_none_or(|checked_at| seen.evidence.at <= checked_at)
    });
    if is_old {
        *scopes = None;
    }
    is_old
}

fn facts(registration: &Registration, reading: AppReading) -> TenantFacts {
    let tenant = registration.lifecycle.tenant().map(|tenant| tenant.id);
    let absent = Unobserved::IdentityAbsent {
        identity: Identity::SystemUser,
    };
    TenantFacts {
        app_access: reading.access,
        service_principal: reading.facts.service_principal,
        granted_roles: reading.facts.granted_roles,
        assignments: reading.facts.assignments,
        tenant_wide_scopes: reading.facts.tenant_wide_scopes,
        delegated_scopes: remembered(registration.observations.delegated_scopes.as_ref()),
        organization: remembered(
            // An organisation seen through somebody else's sign-in says nothing about this tenant.
            registration
                .observations
                .organization
                .as_ref()
                .filter(|organization| Some(organization.value.id) == tenant),
        ),
        tenant_services: Observed::unseen(Unobserved::PermissionNotAskedFor {
            permission: "Organization.Read.All".to_owned(),
        }),
        system_user_access: Observed::unseen(absent.clone()),
        system_user: Observed::unseen(absent.clone()),
        system_user_groups: Observed::unseen(absent.clone()),
        licences: Observed::unseen(absent.clone()),
        mailbox: Observed::unseen(absent.clone()),
        sites: registration
            .sites
            .iter()
            .map(|site| SiteFacts::unseen(site.libraries.len(), &absent))
            .collect(),
        administrator_sites: remembered(registration.observations.administrator_sites.as_ref()),
    }
}

fn remembered<T: Clone>(observation: Option<&Seen<T>>) -> Observed<T> {
    match observation {
        Some(seen) => Observed::Seen {
            value: seen.value.clone(),
            evidence: seen.evidence.clone(),
        },
        None => Observed::unseen(Unobserved::IdentityAbsent {
            identity: Identity::Administrator,
        }),
    }
}
