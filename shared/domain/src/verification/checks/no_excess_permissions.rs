//! Cooperlink has no grant beyond the permission manifest: neither app roles, on Graph or elsewhere, nor scopes. Advisory: an
//! excess does not stop Cooperlink, but Cooperlink did not ask for it.
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/manage-application-permissions>

use super::all;
use crate::{
    aadsts::Actor,
    permission::{OPENID_SCOPES, role_name},
    standing::sighting::is_current,
    verification::{
        Expectations, delegated_grants,
        facts::{AppAccess, DelegatedScopes, Evidence, GrantedRole, Observed, TenantFacts},
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
    let scopes = scopes(facts, expected).map(Observed::get);
    if let Some(Ok(scopes)) = &scopes {
        excess.extend(excess_scopes(scopes, expected));
    }
    if excess.is_empty() {
        // Without the scopes only half was seen.
        return scopes.transpose().map(|_| Verdict::Pass);
    }
    let names = excess.into_iter().collect::<Vec<_>>().join(", ");
    Ok(Verdict::Fail(
        Finding::new("excess-permissions")
            .with("permissions", names)
            .acts(Actor::Administrator),
    ))
}

/// Delegated grants on which the answer rests. `None` if the roles alone show an excess: an earlier sign-in, which may have
/// seen the scopes last, then neither dates nor hides that answer.
fn scopes<'a>(
    facts: &'a TenantFacts,
    expected: &Expectations<'_>,
) -> Option<&'a Observed<DelegatedScopes>> {
    let scopes = delegated_grants::scopes(facts);
    let has_excess_roles = (facts.granted_roles.get())
        .is_ok_and(|roles| excess_roles(roles, expected).next().is_some());
    let adds_excess = || {
        let is_current = |evidence: &Evidence| is_current(evidence.at, expected.now);
        scopes.evidence().is_some_and(is_current)
            && (scopes.get()).is_ok_and(|scopes| excess_scopes(scopes, expected).next().is_some())
    };
    (!has_excess_roles || adds_excess()).then_some(scopes)
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
        .map(role_name)
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

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Vec<Evidence> {
    let scopes = scopes(facts, expected).and_then(Observed::evidence);
    all([facts.granted_roles.evidence(), scopes])
}
