//! The system user reaches each configured site.
//! <https://learn.microsoft.com/en-us/graph/api/site-getbypath>

use super::{SYSTEM_USER_ABSENT, all};
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, SiteAccess, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn subjects(expected: &Expectations<'_>) -> Vec<String> {
    expected
        .sites
        .iter()
        .map(|site| site.url.to_string())
        .collect()
}

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
    position: usize,
) -> Result<Verdict, Unobserved> {
    if expected.system_user_id.is_none() {
        return Err(SYSTEM_USER_ABSENT);
    }
    let (Some(seen), Some(site)) = (facts.sites.get(position), expected.sites.get(position)) else {
        return Err(Unobserved::NotReached);
    };
    let site = site.url.to_string();
    let (code, message) = match seen.site.get()? {
        SiteAccess::Reached => return Ok(Verdict::Pass),
        SiteAccess::Missing => (
            "site-missing",
            format!("there is no site at {site}, or it was deleted"),
        ),
        SiteAccess::Moved => (
            "site-moved",
            format!("the site at {site} was moved to another address"),
        ),
        SiteAccess::Refused => (
            "site-refused",
            format!("the system user may not open {site}"),
        ),
        SiteAccess::OtherOrganisation => (
            "site-of-another-organisation",
            format!("{site} belongs to another organisation"),
        ),
        SiteAccess::Locked => ("site-locked", format!("{site} is locked or archived")),
        SiteAccess::NoSharePoint => (
            "site-without-sharepoint",
            format!("the organisation has no SharePoint Online for {site}"),
        ),
    };
    Ok(Verdict::Fail(
        Finding::new(code, message)
            .with("site", site)
            .acts(Actor::Administrator),
    ))
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
    position: usize,
) -> Vec<Evidence> {
    all([facts
        .sites
        .get(position)
        .and_then(|site| site.site.evidence())])
}
