//! The system user reaches each configured site.
//! <https://learn.microsoft.com/en-us/graph/api/site-getbypath>

use super::{SYSTEM_USER_ABSENT, all};
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, SiteAbove, SiteAccess, TenantFacts},
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
        SiteAccess::Missing => return Ok(Verdict::Fail(missing(site, seen.above.as_ref()))),
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

/// A site that is not there. The host app named it, so the host app changes it: to the site above where the address goes on with
/// the name of a library.
fn missing(site: String, above: Option<&SiteAbove>) -> Finding {
    let finding = match above {
        Some(SiteAbove {
            url,
            library: Some(library),
        }) => Finding::new(
            "site-is-library",
            format!("{site} is no site: {library} is a library of {url}"),
        )
        .with("above", url.to_string())
        .with("similar", library),
        Some(SiteAbove { url, library: None }) => Finding::new(
            "subsite-missing",
            format!("{site} is not there, but the site above it is: {url}"),
        )
        .with("above", url.to_string()),
        None => Finding::new(
            "site-missing",
            format!("there is no site at {site}, or it was deleted"),
        ),
    };
    finding.with("site", site).acts(Actor::HostApp)
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
