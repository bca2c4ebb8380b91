//! The system user opens the named sites and no others. Informational, because most accounts open more and Cooperlink works
//! all the same: it acts with this account's rights, so Cooperlink could open every site that the account can open. The sites
//! come from SharePoint's search, which is sometimes late and sometimes refused; a refused search leaves the answer unknown.
//! <https://learn.microsoft.com/en-us/graph/api/site-search>

use super::{all, without_system_user};
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, OtherSites, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if let Some(verdict) = without_system_user(expected)? {
        return Ok(verdict);
    }
    if expected.sites.is_empty() {
        return Ok(Verdict::NotApplicable(Finding::new("no-sites")));
    }
    let number = match facts.other_sites.get()? {
        OtherSites {
            found: 0,
            there_are_more: false,
        } => return Ok(Verdict::Pass),
        OtherSites {
            found,
            there_are_more: false,
        } => found.to_string(),
        OtherSites {
            found,
            there_are_more: true,
        } => format!("{found}+"),
    };
    Ok(Verdict::Fail(
        Finding::new("system-user-opens-other-sites")
            .with("number", number)
            .acts(Actor::Administrator),
    ))
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.other_sites.evidence()])
}
