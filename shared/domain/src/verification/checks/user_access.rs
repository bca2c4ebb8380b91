//! The people who need the app may use it: no assignment is required, or users or groups are assigned, and the system user is
//! covered. Nested groups do not count.
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>

use super::{SYSTEM_USER_ABSENT, all};
use crate::{
    aadsts::Actor,
    customer::UserPrincipalName,
    ids::ObjectId,
    verification::{
        Expectations,
        facts::{AppAccess, Assignment, Evidence, PrincipalKind, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
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
    let assigned = facts.assignments.get()?;
    let is_anybody = assigned.iter().any(|assignment| match assignment.kind {
        PrincipalKind::User | PrincipalKind::Group => true,
        PrincipalKind::ServicePrincipal => false,
    });
    if !is_anybody {
        return Ok(Verdict::Fail(
            Finding::new("nobody-assigned").acts(Actor::Administrator),
        ));
    }
    match expected.system_user {
        None => Ok(Verdict::Pass),
        Some(name) => {
            let id = expected.system_user_id.ok_or(SYSTEM_USER_ABSENT)?;
            covers(assigned, id, facts).map(|covered| {
                if covered {
                    Verdict::Pass
                } else {
                    not_assigned(name)
                }
            })
        }
    }
}

/// Whether the system user is assigned itself, or is a direct member of an assigned group.
fn covers(
    assigned: &[Assignment],
    user: ObjectId,
    facts: &TenantFacts,
) -> Result<bool, Unobserved> {
    let of_kind = |kind: PrincipalKind| {
        assigned
            .iter()
            .filter(move |assignment| assignment.kind == kind)
            .map(|assignment| assignment.principal_id)
    };
    if of_kind(PrincipalKind::User).any(|id| id == user) {
        return Ok(true);
    }
    if of_kind(PrincipalKind::Group).next().is_none() {
        return Ok(false);
    }
    let memberships = facts.system_user_groups.get()?;
    Ok(of_kind(PrincipalKind::Group).any(|id| memberships.contains(&id)))
}

fn not_assigned(name: &UserPrincipalName) -> Verdict {
    Verdict::Fail(
        Finding::new("system-user-not-assigned")
            .with("account", name.as_str())
            .acts(Actor::Administrator),
    )
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([
        facts.service_principal.evidence(),
        facts.assignments.evidence(),
        facts.system_user_groups.evidence(),
    ])
}
