//! The people who need the app may use it: no assignment is required, or somebody is assigned, the system user among
//! them. Nested groups do not count.
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>

use super::all;
use crate::verification::{
    Expectations,
    facts::{AppAccess, Evidence, PrincipalKind, TenantFacts},
    verdict::{Finding, Identity, Unobserved, Verdict},
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if matches!(facts.app_access.get()?, AppAccess::Refused(_)) {
        return Err(Unobserved::NotReached);
    }
    let Some(service_principal) = facts.service_principal.get()? else {
        return Err(Unobserved::NotReached);
    };
    if !service_principal.app_role_assignment_required {
        return Ok(Verdict::Pass);
    }
    let people = facts
        .assignments
        .get()?
        .iter()
        .filter(|assignment| match assignment.kind {
            PrincipalKind::User | PrincipalKind::Group => true,
            PrincipalKind::ServicePrincipal => false,
        })
        .count();
    if people == 0 {
        return Ok(Verdict::Fail(Finding::new(
            "nobody-assigned",
            "an assignment is required and nobody is assigned",
        )));
    }
    match expected.system_user {
        // Whether one of the assignments covers the system user shows only in that user's own memberships.
        Some(_) => Err(Unobserved::IdentityAbsent {
            identity: Identity::SystemUser,
        }),
        None => Ok(Verdict::Pass),
    }
}

pub(in crate::verification) fn evidence(facts: &TenantFacts) -> Vec<Evidence> {
    all([
        facts.service_principal.evidence(),
        facts.assignments.evidence(),
    ])
}
