//! The system user can read and write each configured library. Libraries are numbered through all sites of the
//! registration, in its order.
//! <https://learn.microsoft.com/en-us/graph/api/drive-list>

use super::{
    SYSTEM_USER_ABSENT, all,
    library_fault::{Fault, fault, writing},
    site,
};
use crate::{
    aadsts::Actor,
    customer::{LibraryName, Site},
    verification::{
        Expectations,
        facts::{Evidence, LibraryFacts, LibraryPresence, SiteAccess, SiteFacts, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

/// Place of a library: its site's position, its own within the site, and the site and name.
struct Place<'a> {
    site_position: usize,
    position: usize,
    site: &'a Site,
    name: &'a LibraryName,
}

/// Every configured library, in order.
fn places(sites: &[Site]) -> impl Iterator<Item = Place<'_>> {
    let sites = sites.iter().enumerate();
    sites.flat_map(|(site_position, site)| {
        let libraries = site.libraries.iter().enumerate();
        libraries.map(move |(position, name)| Place {
            site_position,
            position,
            site,
            name,
        })
    })
}

/// Name of a library for people: its own name and its site's address.
pub(in crate::verification) fn subject(site: &Site, name: &LibraryName) -> String {
    format!("{name} ({})", site.url)
}

pub(in crate::verification) fn subjects(sites: &[Site]) -> Vec<String> {
    places(sites)
        .map(|place| subject(place.site, place.name))
        .collect()
}

fn find<'a>(
    facts: &'a TenantFacts,
    place: &Place<'_>,
) -> Option<(&'a SiteFacts, &'a LibraryFacts)> {
    let site = facts.sites.get(place.site_position)?;
    Some((site, site.libraries.get(place.position)?))
}

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
    position: usize,
) -> Result<Verdict, Unobserved> {
    if expected.system_user_id.is_none() {
        return Err(SYSTEM_USER_ABSENT);
    }
    let place = places(expected.sites)
        .nth(position)
        .ok_or(Unobserved::NotReached)?;
    let (site, library) = find(facts, &place).ok_or(Unobserved::NotReached)?;
    // What keeps the site closed is the site's own finding.
    if *site.site.get()? != SiteAccess::Reached {
        return Err(Unobserved::NotReached);
    }
    if let LibraryPresence::Absent { similar, others } = library.listed.get()? {
        return Ok(absent(&place, similar.as_deref(), others));
    }
    // So is what its libraries share.
    if site::shared(facts, expected, place.site_position).is_some() {
        return Err(Unobserved::NotReached);
    }
    Ok(match fault(library)? {
        Some(fault) => fail(fault, &place),
        None => Verdict::Pass,
    })
}

fn fail(fault: Fault, place: &Place<'_>) -> Verdict {
    let code = match fault {
        Fault::ReadRefused => "library-read-refused",
        Fault::WriteRefused => "library-write-refused",
        Fault::Locked => "library-locked",
        Fault::Full => "library-full",
        Fault::TakesNoUpload => "library-takes-no-upload",
    };
    let finding = named(Finding::new(code), place);
    Verdict::Fail(match fault {
        // The host app chose the library.
        Fault::TakesNoUpload => finding.acts(Actor::HostApp),
        Fault::ReadRefused | Fault::WriteRefused | Fault::Locked | Fault::Full => finding,
    })
}

/// Failure for a library that does not exist. The host app named it, so the host app changes it.
fn absent(place: &Place<'_>, similar: Option<&str>, others: &[String]) -> Verdict {
    let finding = match similar {
        Some(similar) => Finding::new("library-misnamed").with("similar", similar),
        None => Finding::new("library-missing"),
    };
    let finding = named(finding, place).acts(Actor::HostApp);
    Verdict::Fail(if others.is_empty() {
        finding
    } else {
        finding.with("found", others.join(", "))
    })
}

fn named(finding: Finding, place: &Place<'_>) -> Finding {
    finding
        .with("site", place.site.url.to_string())
        .with("library", place.name.as_str())
        .acts(Actor::Administrator)
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
    position: usize,
) -> Vec<Evidence> {
    let place = places(expected.sites).nth(position);
    let Some((site, library)) = place.and_then(|place| find(facts, &place)) else {
        return Vec::new();
    };
    all([
        site.site.evidence(),
        library.listed.evidence(),
        library.read.evidence(),
        writing(library),
        library.left_open.as_ref(),
    ])
}
