//! The domain that the host app expects is one of the tenant's verified domains, until the tenant is connected. From then on
//! the tenant is identified by its id, and `customer_domain` checks the domain.
//! <https://learn.microsoft.com/en-us/graph/api/organization-list>

use super::customer_domain;
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::TenantFacts,
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    customer_domain::judge(facts, expected, |domain, is_verified| {
        if expected.is_connected || is_verified {
            Verdict::Pass
        } else {
            Verdict::Fail(
                Finding::new("domain-not-verified")
                    .with("domain", domain.as_str())
                    .acts(Actor::Administrator),
            )
        }
    })
}
