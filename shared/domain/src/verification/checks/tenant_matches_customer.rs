//! The domain that the host app expects is one of the tenant's verified domains, until the tenant is connected. From then on the
//! tenant is its id; `customer_domain` looks at the domain.
//! <https://learn.microsoft.com/en-us/graph/api/organization-list>

use super::all;
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    let Some(domain) = expected.expected_domain else {
        return Ok(Verdict::NotApplicable(Finding::new("no-expected-domain")));
    };
    let organization = facts.organization.get()?;
    if expected.is_connected || organization.verified_domains.contains(domain.as_str()) {
        return Ok(Verdict::Pass);
    }
    Ok(Verdict::Fail(
        Finding::new("domain-not-verified")
            .with("domain", domain.as_str())
            .acts(Actor::Administrator),
    ))
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.organization.evidence()])
}
