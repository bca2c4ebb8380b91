//! No new permission waits for approval: every permission that the tenant never granted, and that the Entra app declares by
//! now, is granted too. Advisory: Cooperlink goes on working with its present permissions. A permission that an administrator
//! cannot approve yet is no failure. <https://learn.microsoft.com/en-us/entra/identity-platform/consent-types-developer>

use super::all;
use crate::{
    aadsts::Actor,
    permission::{Permission, PermissionKind, is_among_roles, is_among_scopes},
    verification::{
        Expectations,
        delegated_grants::scopes,
        facts::{AppAccess, Evidence, TenantFacts},
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
    let roles = facts.granted_roles.get()?;
    let mut absent = Vec::new();
    for permission in newer(expected) {
        let is_granted = match permission.kind {
            PermissionKind::Application => is_among_roles(permission, roles),
            PermissionKind::Delegated => is_among_scopes(permission, scopes(facts).get()?),
        };
        if !is_granted {
            absent.push(permission.name);
        }
    }
    if absent.is_empty() {
        return Ok(Verdict::Pass);
    }
    let names = absent.join(", ");
    Ok(expected.missing(
        Finding::new("permission-upgrade-missing")
            .with("permissions", names)
            .acts(Actor::Administrator),
    ))
}

/// Permissions that are offered in addition to the required ones.
fn newer<'a>(expected: &'a Expectations<'_>) -> impl Iterator<Item = &'a Permission> {
    let manifest = expected.manifest;
    let offered_set = manifest.offered_set();
    manifest
        .application()
        .chain(manifest.delegated())
        .filter(move |permission| {
            permission.since <= offered_set && !expected.required.has(permission)
        })
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Vec<Evidence> {
    let reads_scopes =
        newer(expected).any(|permission| permission.kind == PermissionKind::Delegated);
    let scopes = scopes(facts).evidence().filter(|_| reads_scopes);
    all([facts.granted_roles.evidence(), scopes])
}
