//! The domain that the host app expects is still one of the connected tenant's verified domains. A company that is renamed or sold
//! may give it up, and stays the same tenant.
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
    if organization.verified_domains.contains(domain.as_str()) {
        return Ok(Verdict::Pass);
    }
    if !expected.is_connected {
        // What that means is said by the check of the tenant.
        return Ok(Verdict::NotApplicable(Finding::new("no-connection-yet")));
    }
    Ok(Verdict::Fail(
        Finding::new("domain-lost")
            .with("domain", domain.as_str())
            .acts(Actor::HostApp),
    ))
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.organization.evidence()])
}
