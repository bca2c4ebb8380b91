//! Sites that the system user can open in addition to the configured ones, from one page of SharePoint's search. The search is
//! sometimes refused, whatever the account, and sometimes late. A refusal is not an answer, and the search is not repeated.
//! <https://learn.microsoft.com/en-us/graph/api/site-search>,
//! <https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/3985>,
//! <https://github.com/SharePoint/sp-dev-docs/issues/10284>

use super::{Unread, batch::Part, reading::Reading};
use domain::{
    customer::Site,
    site_address::SiteAddress,
    verification::{
        facts::{Evidence, OtherSites},
        verdict::Unobserved,
    },
};
use serde::Deserialize;
use url::Url;

#[derive(Deserialize)]
struct Found {
    value: Vec<FoundSite>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FoundSite {
    web_url: String,
}

/// Part of a batch that searches.
pub(super) fn part(id: &'static str) -> Part {
    Part::get(id, "/sites", "?search=*&$select=id,webUrl&$top=50")
}

/// Result of that part. While it is unknown whether Graph accepts the token, a 401 says nothing about the search.
pub(super) fn read(
    reading: Reading,
    sites: &[Site],
    token_is_taken: bool,
) -> Result<(OtherSites, Evidence), Unread> {
    if let Reading::Failed { error, mut unread } = reading {
        let is_answer = match error.status {
            401 => token_is_taken,
            408 | 429 => false,
            status => (400..500).contains(&status),
        };
        if is_answer {
            unread.reason = Unobserved::Refused;
        }
        return Err(unread);
    }
    let (page, evidence) = reading.typed::<Found>()?;
    let others = page.value.iter();
    let others = others.filter(|found| is_other(&found.web_url, sites));
    let other_sites = OtherSites {
        found: u16::try_from(others.count()).unwrap_or(u16::MAX),
        there_are_more: page.next_link.is_some(),
    };
    Ok((other_sites, evidence))
}

/// Whether the address is that of another site: not of a configured site or a subsite of one, not of the root site, and not of
/// a `OneDrive`.
fn is_other(address: &str, sites: &[Site]) -> bool {
    if is_personal(address) {
        return false;
    }
    SiteAddress::try_from(address.to_owned()).map_or(true, |found| {
        found.path().is_some() && !sites.iter().any(|site| site.url.holds(&found))
    })
}

/// Whether the address is on the host of people's `OneDrive`.
fn is_personal(address: &str) -> bool {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    host.split('.')
        .next()
        .is_some_and(|name| name.ends_with("-my"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("https://contoso.sharepoint.com/sites/projects", false; "the configured site")]
    #[test_case("https://contoso.sharepoint.com/sites/Projects/", false; "in other letters")]
    #[test_case("https://contoso.sharepoint.com/sites/projects/north", false; "a subsite of it")]
    #[test_case("https://contoso.sharepoint.com", false; "the root site")]
    #[test_case("https://contoso.sharepoint.com/", false; "the root site with a slash")]
    #[test_case("https://contoso-my.sharepoint.com/personal/cooperlink_contoso_com", false; "a OneDrive")]
    #[test_case("https://contoso.sharepoint.com/sites/projects-2", true; "a longer name")]
    #[test_case("https://contoso.sharepoint.com/teams/projects", true; "another managed path")]
    #[test_case("https://contoso.sharepoint.com/portals/hub", true; "a portal")]
    #[test_case("not an address", true; "what cannot be read")]
    fn other_sites_are_those_that_nobody_named(address: &str, expected: bool) {
        let configured = Site {
            url: SiteAddress::try_from("https://contoso.sharepoint.com/sites/projects".to_owned())
                .unwrap(),
            libraries: Vec::new(),
        };
        assert_eq!(is_other(address, &[configured]), expected);
    }
}
