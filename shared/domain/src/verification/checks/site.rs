//! The system user reaches each configured site. A fault that all libraries of a site share counts as the site's and is
//! reported once, here. <https://learn.microsoft.com/en-us/graph/api/site-getbypath>

use super::{
    SYSTEM_USER_ABSENT, all,
    library_fault::{Fault, fault, writing},
};
use crate::{
    aadsts::Actor,
    customer::Site,
    standing::sighting::is_current,
    verification::{
        Expectations,
        facts::{Evidence, LibraryFacts, LibraryPresence, SiteAbove, SiteAccess, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn subjects(sites: &[Site]) -> Vec<String> {
    sites.iter().map(|site| site.url.to_string()).collect()
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
    let code = match seen.site.get()? {
        SiteAccess::Reached => match shared(facts, expected, position) {
            None => return Ok(Verdict::Pass),
            Some(SharedFault::Locked) => "site-locked",
            Some(SharedFault::ReadOnly) => "site-read-only",
            Some(SharedFault::WriteRefused) => "site-write-refused",
            Some(SharedFault::Full) => "site-full",
        },
        SiteAccess::Missing => return Ok(Verdict::Fail(missing(site, seen.above.as_ref()))),
        SiteAccess::Moved => {
            let finding = Finding::new("site-moved").with("site", site);
            return Ok(Verdict::Fail(finding.acts(Actor::HostApp)));
        }
        SiteAccess::Refused => "site-refused",
        SiteAccess::OtherOrganisation => "site-of-another-organisation",
        SiteAccess::Locked => "site-locked",
        SiteAccess::NoSharePoint => "site-without-sharepoint",
    };
    Ok(Verdict::Fail(
        Finding::new(code)
            .with("site", site)
            .acts(Actor::Administrator),
    ))
}

/// A fault that all libraries of a site share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SharedFault {
    /// The libraries are locked or archived.
    Locked,
    /// They can be read, but neither the system user nor the administrator can write to them.
    ReadOnly,
    /// They can be read, but the system user cannot write to them.
    WriteRefused,
    /// The libraries have no room left.
    Full,
}

/// Fault that all libraries of an open site show: at least two exist, and none gave another answer. A single library is enough
/// for [`SharedFault::ReadOnly`], within a day of the administrator's trial.
pub(super) fn shared(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
    position: usize,
) -> Option<SharedFault> {
    let site = facts.sites.get(position)?;
    if site.site.get() != Ok(&SiteAccess::Reached) {
        return None;
    }
    let earlier = expected.sites.iter().take(position);
    let before: usize = earlier.map(|site| site.libraries.len()).sum();
    let found = || {
        let libraries = site.libraries.iter().zip(before + 1..);
        libraries.filter(|(library, _)| {
            matches!(library.listed.get(), Ok(LibraryPresence::Found { .. }))
        })
    };
    let mut faults = found().filter_map(|(library, _)| fault(library).ok());
    let fault = faults.next()??;
    if faults.any(|other| other != Some(fault)) {
        return None;
    }
    let are_several = found().count() > 1;
    match fault {
        Fault::WriteRefused if found().all(|(_, number)| is_read_only(facts, expected, number)) => {
            Some(SharedFault::ReadOnly)
        }
        Fault::WriteRefused => are_several.then_some(SharedFault::WriteRefused),
        Fault::Locked => are_several.then_some(SharedFault::Locked),
        Fault::Full => are_several.then_some(SharedFault::Full),
        // Each library has its own readers, and its own type.
        Fault::ReadRefused | Fault::TakesNoUpload => None,
    }
}

/// Whether the administrator, when last trying within a day, could read the library of that number (from 1) but not write to
/// it.
fn is_read_only(facts: &TenantFacts, expected: &Expectations<'_>, number: usize) -> bool {
    let looked = facts.administrator_sites.evidence();
    let is_recent = looked.is_some_and(|looked| is_current(looked.at, expected.now));
    is_recent
        && facts.administrator_sites.get().is_ok_and(|sites| {
            let mut turned_away = sites.0.iter();
            turned_away
                .any(|place| place.is_read_only && place.library.map(usize::from) == Some(number))
        })
}

/// Finding for a site that does not exist. The host app named it, so the host app changes it: to the site above if the rest of
/// the address is the name of a library.
fn missing(site: String, above: Option<&SiteAbove>) -> Finding {
    let finding = match above {
        Some(SiteAbove {
            url,
            library: Some(library),
        }) => Finding::new("site-is-library")
            .with("above", url.to_string())
            .with("similar", library),
        Some(SiteAbove { url, library: None }) => {
            Finding::new("subsite-missing").with("above", url.to_string())
        }
        None => Finding::new("site-missing"),
    };
    finding.with("site", site).acts(Actor::HostApp)
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
    position: usize,
) -> Vec<Evidence> {
    let Some(site) = facts.sites.get(position) else {
        return Vec::new();
    };
    let shared = shared(facts, expected, position);
    let libraries: &[LibraryFacts] = match shared {
        Some(_) => &site.libraries,
        None => &[],
    };
    let of_libraries = libraries.iter().flat_map(|library| {
        all([
            library.listed.evidence(),
            library.read.evidence(),
            writing(library),
        ])
    });
    let administrator = facts.administrator_sites.evidence();
    all([
        site.site.evidence(),
        administrator.filter(|_| shared == Some(SharedFault::ReadOnly)),
    ])
    .into_iter()
    .chain(of_libraries)
    .collect()
}
