//! Nothing is granted to Cooperlink beyond the permission manifest: neither app roles, on Graph or elsewhere, nor scopes.
//! Advisory: too much does not stop Cooperlink, but nobody asked for it.
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/manage-application-permissions>

use super::all;
use crate::{
    aadsts::Actor,
    permission::{Kind, OPENID_SCOPES, PERMISSIONS},
    verification::{
        Expectations,
        facts::{AppAccess, DelegatedScopes, Evidence, GrantedRole, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};
use std::collections::BTreeSet;

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if matches!(facts.app_access.get()?, AppAccess::Refused(_)) {
        return Err(Unobserved::NotReached);
    }
    let roles = facts.granted_roles.get()?;
    let mut excess: BTreeSet<String> = excess_roles(roles, expected).collect();
    let scopes = scopes(facts);
    if let Ok(scopes) = &scopes {
        excess.extend(excess_scopes(scopes, expected));
    }
    if excess.is_empty() {
        // Without the scopes only half was seen.
        return scopes.map(|_| Verdict::Pass);
    }
    let names = excess.into_iter().collect::<Vec<_>>().join(", ");
    Ok(Verdict::Fail(
        Finding::new(
            "excess-permissions",
            format!("granted although Cooperlink does not ask for it: {names}"),
        )
        .with("permissions", names)
        .acts(Actor::Administrator),
    ))
}

fn scopes(facts: &TenantFacts) -> Result<&DelegatedScopes, Unobserved> {
    facts
        .tenant_wide_scopes
        .get()
        .or_else(|_| facts.delegated_scopes.get())
}

fn excess_roles<'a>(
    roles: &'a BTreeSet<GrantedRole>,
    expected: &'a Expectations<'_>,
) -> impl Iterator<Item = String> + 'a {
    roles
        .iter()
        .filter(|role| {
            !expected
                .manifest
                .application()
                .any(|permission| role.of_graph && permission.id == role.app_role_id)
        })
        .map(|role| {
            let known = PERMISSIONS.iter().find(|permission| {
                role.of_graph
                    && permission.kind == Kind::Application
                    && permission.id == role.app_role_id
            });
            known.map_or_else(
                || role.app_role_id.to_string(),
                |known| known.name.to_owned(),
            )
        })
}

fn excess_scopes<'a>(
    scopes: &'a DelegatedScopes,
    expected: &'a Expectations<'_>,
) -> impl Iterator<Item = String> + 'a {
    scopes
        .0
        .iter()
        .filter(|scope| {
            let is = |name: &str| scope.eq_ignore_ascii_case(name);
            !OPENID_SCOPES.iter().any(|name| is(name))
                && !expected
                    .manifest
                    .delegated()
                    .any(|permission| is(permission.name))
        })
        .cloned()
}

pub(in crate::verification) fn evidence(facts: &TenantFacts) -> Vec<Evidence> {
    let scopes = if facts.tenant_wide_scopes.get().is_ok() {
        facts.tenant_wide_scopes.evidence()
    } else {
        facts.delegated_scopes.evidence()
    };
    all([facts.granted_roles.evidence(), scopes])
}
