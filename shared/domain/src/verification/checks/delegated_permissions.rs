//! Every delegated permission of the manifest is granted. Read from the `scope` of a fresh `.default` token of the system
//! user or the administrator, and from the tenant-wide grants where this deployment may read them. The OpenID Connect scopes are
//! left out: a refresh token proves `offline_access`, an id token the others.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>

use super::all;
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, RefusedBy, SystemUserAccess, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if is_withdrawn(facts) {
        return Ok(expected.missing(
            Finding::new(
                "delegated-approval-missing",
                "Microsoft says that the approval is missing",
            )
            .acts(Actor::Administrator),
        ));
    }
    // The tenant-wide grants are today's; an administrator's token is as old as the last sign-in.
    let granted = match facts.tenant_wide_scopes.get() {
        Ok(scopes) => scopes,
        Err(_) => facts.delegated_scopes.get()?,
    };
    let absent: Vec<&str> = expected
        .manifest
        .delegated()
        .map(|permission| permission.name)
        .filter(|name| {
            !granted
                .0
                .iter()
                .any(|scope| scope.eq_ignore_ascii_case(name))
        })
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
        Finding::new(
            "delegated-permissions-missing",
            format!("not granted: {names}"),
        )
        .with("permissions", names)
        .acts(Actor::Administrator),
    ))
}

/// Whether the system user was refused for want of an approval after the scopes were last seen: they are gone since.
fn is_withdrawn(facts: &TenantFacts) -> bool {
    let is_refused = matches!(
        facts.system_user_access.get(),
        Ok(SystemUserAccess::Refused(refusal)) if refusal.by == RefusedBy::Consent
    );
    let at = |evidence: Option<&Evidence>| evidence.map(|evidence| evidence.at);
    is_refused
        && facts.tenant_wide_scopes.get().is_err()
        && at(facts.system_user_access.evidence()) > at(facts.delegated_scopes.evidence())
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    if is_withdrawn(facts) {
        all([facts.system_user_access.evidence()])
    } else if facts.tenant_wide_scopes.get().is_ok() {
        all([facts.tenant_wide_scopes.evidence()])
    } else {
        all([facts.delegated_scopes.evidence()])
    }
}
