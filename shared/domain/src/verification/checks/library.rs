//! The system user can read and write each configured library. Libraries are numbered through all sites of the
//! registration, in its order.
//! <https://learn.microsoft.com/en-us/graph/api/drive-list>

use super::{SYSTEM_USER_ABSENT, all, site};
use crate::{
    aadsts::Actor,
    customer::{LibraryName, Site},
    verification::{
        Expectations,
        facts::{Access, Evidence, LibraryFacts, Listed, SiteAccess, SiteFacts, TenantFacts},
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
    if let Listed::Absent { similar, others } = library.listed.get()? {
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

/// Fault of a library that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It cannot be read.
    ReadRefused,
    /// It can be read, and not be written to.
    WriteRefused,
    /// It is locked or archived.
    Locked,
    /// It has no room left.
    Full,
    /// Its type takes no uploaded files.
    TakesNoUpload,
}

/// Fault of a library that exists, if it has one. A fault that was seen counts, even if other facts of the library were not.
///
/// # Errors
/// The reason why a fact was not seen, if no fault was.
pub(super) fn fault(library: &LibraryFacts) -> Result<Option<Fault>, Unobserved> {
    let of = |access, refused| match access {
        Access::Allowed => None,
        Access::Refused => Some(refused),
        Access::Locked => Some(Fault::Locked),
        Access::Full => Some(Fault::Full),
        Access::TakesNoUpload => Some(Fault::TakesNoUpload),
    };
    let reading = library.read.get();
    let writing = library.write.get();
    let is_full = matches!(library.listed.get(), Ok(Listed::Found { is_full: true }));
    let faults = [
        reading
            .as_ref()
            .ok()
            .and_then(|access| of(**access, Fault::ReadRefused)),
        writing
            .as_ref()
            .ok()
            .and_then(|access| of(**access, Fault::WriteRefused)),
        is_full.then_some(Fault::Full),
    ];
    if let Some(fault) = faults.into_iter().flatten().next() {
        return Ok(Some(fault));
    }
    reading?;
    writing?;
    Ok(None)
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

/// Evidence of writing, if the answer rests on it. A successful trial is left out when there is a fault: it may be an earlier
/// run's, and would date the present fault wrongly.
pub(super) fn writing(library: &LibraryFacts) -> Option<&Evidence> {
    let has_succeeded = library.write.get() == Ok(&Access::Allowed);
    let evidence = library.write.evidence();
    evidence.filter(|_| !has_succeeded || fault(library) == Ok(None))
}
