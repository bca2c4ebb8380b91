//! Sites after the first stage, and what the trials of their libraries make of them.

use crate::graph::{
    Unread,
    library::LibraryLookup,
    probes::{ProbeResult, ProbeResults},
    reading::observed,
};
use domain::{
    customer::Site,
    drives::{DriveId, KnownDrives, KnownLibraries, WriteTrials},
    verification::{
        facts::{
            Evidence, LibraryAccess, LibraryFacts, Observed, SiteAbove, SiteAccess, SiteFacts,
        },
        verdict::Unobserved,
    },
};

/// A site after the first stage.
pub(super) struct SiteListing {
    pub(super) access: Observed<SiteAccess>,
    pub(super) libraries: Vec<Result<(LibraryLookup, Evidence), Unread>>,
    pub(super) above: Option<SiteAbove>,
}

impl SiteListing {
    /// Drives of the libraries that were found.
    pub(super) fn drives(&self) -> impl Iterator<Item = &DriveId> {
        self.libraries.iter().filter_map(|library| match library {
            Ok((LibraryLookup::Found { drive, .. }, _)) => Some(drive),
            Ok((LibraryLookup::Absent { .. }, _)) | Err(_) => None,
        })
    }

    /// Facts of the site, with the results of trying its [`drives`](Self::drives).
    pub(super) fn facts(self, tried: &ProbeResults) -> SiteFacts {
        let libraries = self
            .libraries
            .into_iter()
            .map(|library| library_facts(library, tried))
            .collect();
        SiteFacts {
            site: self.access,
            libraries,
            above: self.above,
        }
    }
}

fn library_facts(
    library: Result<(LibraryLookup, Evidence), Unread>,
    tried: &ProbeResults,
) -> LibraryFacts {
    let untried = match &library {
        Ok((LibraryLookup::Found { drive, .. }, _)) => match tried.find(drive).cloned() {
            Some(ProbeResult { read, write }) => {
                return LibraryFacts {
                    listed: observed(
                        library.map(|(located, evidence)| (located.listed(), evidence)),
                    ),
                    read,
                    write,
                    left_open: None,
                };
            }
            None => Unobserved::NotReached,
        },
        // The list is asked for again, and they with it.
        Err(unread) if unread.reason.is_transient() => unread.reason.clone(),
        Ok((LibraryLookup::Absent { .. }, _)) | Err(_) => Unobserved::NotReached,
    };
    LibraryFacts {
        listed: observed(library.map(|(located, evidence)| (located.listed(), evidence))),
        read: Observed::unseen(untried.clone()),
        write: Observed::unseen(untried),
        left_open: None,
    }
}

/// Drives of the libraries. If a list could not be read just now, the known drives stay.
pub(super) fn drives(sites: &[Site], known: &KnownDrives, opened: &[SiteListing]) -> KnownDrives {
    let mut drives = KnownDrives::default();
    for (site, opened) in sites.iter().zip(opened) {
        for (name, library) in site.libraries.iter().zip(&opened.libraries) {
            let drive = match library {
                Ok((LibraryLookup::Found { drive, .. }, _)) => Some(drive),
                Err(unread) if unread.reason.is_transient() => known.find(&site.url, name),
                Ok((LibraryLookup::Absent { .. }, _)) | Err(_) => None,
            };
            if let Some(drive) = drive {
                drives.insert(&site.url, name, drive.clone());
            }
        }
    }
    drives
}

/// Instants of the last successful writes to the libraries. If a write was not tried successfully just now, the known instant
/// for the same drive stays.
pub(super) fn write_trials(
    sites: &[Site],
    known: &KnownLibraries<'_>,
    opened: &[SiteListing],
    tried: &ProbeResults,
) -> WriteTrials {
    let mut trials = WriteTrials::default();
    for (site, opened) in sites.iter().zip(opened) {
        for (name, library) in site.libraries.iter().zip(&opened.libraries) {
            let earlier = || known.write_trials.find(&site.url, name);
            let tried_at = match library {
                Ok((LibraryLookup::Found { drive, .. }, _)) => {
                    match tried.find(drive).map(|probed| &probed.write) {
                        Some(Observed::Seen {
                            value: LibraryAccess::Allowed,
                            evidence,
                        }) => Some(evidence.at),
                        Some(Observed::Seen { .. }) => None,
                        Some(Observed::Unseen { .. }) | None => {
                            let is_same = known.drives.find(&site.url, name) == Some(drive);
                            earlier().filter(|_| is_same)
                        }
                    }
                }
                Err(unread) if unread.reason.is_transient() => earlier(),
                Ok((LibraryLookup::Absent { .. }, _)) | Err(_) => None,
            };
            if let Some(tried_at) = tried_at {
                trials.insert(&site.url, name, tried_at);
            }
        }
    }
    trials
}
