//! Every required delegated permission is granted. The grants are read from the `scope` of a fresh `.default` token of the
//! system user or the administrator, or from the tenant-wide grants if this deployment may read them. The OpenID Connect
//! scopes are left out: a refresh token proves `offline_access`, an id token the others.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>

use super::all;
use crate::{
    aadsts::Actor,
    permission::is_among_scopes,
    verification::{
        Expectations,
        delegated_grants::{is_withdrawn, scopes},
        facts::{Evidence, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if is_withdrawn(facts) {
        return Ok(
            expected.missing(Finding::new("delegated-approval-missing").acts(Actor::Administrator))
        );
    }
    let granted = scopes(facts).get()?;
    let required = &expected.required;
    let absent: Vec<&str> = required
        .delegated()
        .filter(|permission| !is_among_scopes(permission, granted))
        .map(|permission| permission.name)
        .collect();
    if absent.is_empty() {
        return Ok(Verdict::Pass);
    }
    expected.outlasts_spreading(
        evidence(facts, expected)
            .iter()
            .map(|evidence| evidence.at)
            .min(),
    )?;
    let names = absent.join(", ");
    Ok(expected.missing(
        Finding::new("delegated-permissions-missing")
            .with("permissions", names)
            .acts(Actor::Administrator),
    ))
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([if is_withdrawn(facts) {
        facts.system_user_access.evidence()
    } else {
        scopes(facts).evidence()
    }])
}
