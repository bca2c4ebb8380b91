//! The domain that the host app expects is still one of the connected tenant's verified domains. A company that is renamed or sold
//! may give it up, and stays the same tenant.
//! <https://learn.microsoft.com/en-us/graph/api/organization-list>

use super::all;
use crate::{
    aadsts::Actor,
    customer::DomainName,
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
    judge(facts, expected, |domain, is_verified| {
        if is_verified {
            Verdict::Pass
        } else if expected.is_connected {
            Verdict::Fail(
                Finding::new("domain-lost")
                    .with("domain", domain.as_str())
                    .acts(Actor::HostApp),
            )
        } else {
            // What that means is said by the check of the tenant.
            Verdict::NotApplicable(Finding::new("no-connection-yet"))
        }
    })
}

/// Judges the domain that the host app expects, if it expects one: `verdict` receives the domain and whether the tenant has
/// verified it.
pub(super) fn judge(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
    verdict: impl FnOnce(&DomainName, bool) -> Verdict,
) -> Result<Verdict, Unobserved> {
    let Some(domain) = expected.expected_domain else {
        return Ok(Verdict::NotApplicable(Finding::new("no-expected-domain")));
    };
    let organization = facts.organization.get()?;
    let is_verified = organization.verified_domains.contains(domain.as_str());
    Ok(verdict(domain, is_verified))
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.organization.evidence()])
}
