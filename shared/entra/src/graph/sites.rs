//! Sites and their libraries, read in two stages of one round trip each: the sites with their lists of libraries, then the
//! libraries that were found. Libraries whose drives an earlier run found are tried beside the first stage, and the second
//! stage is left out if that tried every library.
//!
//! The early trial is a batch of its own, for three reasons: the first stage is sent again after silence and a batch that
//! writes is not; the first stage does not wait for SharePoint to open upload sessions; and an early trial that fails as a
//! whole takes nothing else along. It decides nothing by itself. Its result counts only for a library whose list, read in the
//! same run with the same token, names the drive that was tried; then its request equals that of the second stage.
//! <https://learn.microsoft.com/en-us/graph/api/site-getbypath>, <https://learn.microsoft.com/en-us/graph/api/drive-list>

mod first_stage;
mod path;

use super::{
    Graph, Unread,
    batch::{Part, Readings},
    library::{self, Drive},
    probes::{ProbeResults, Target},
    reading::{GraphError, Reading, observed},
    upload_sessions::UploadSessions,
};
use domain::{
    customer::{LibraryName, Site},
    drives::{KnownDrives, KnownLibraries, WriteTrials},
    site_address::SiteAddress,
    verification::{
        facts::{Evidence, SiteAbove, SiteAccess, SiteFacts},
        verdict::Unobserved,
    },
};
use first_stage::{SiteListing, drives, write_trials};
use futures_util::future::join_all;
use path::{drives_path, drives_place, site_path};
use serde::Deserialize;

/// Words in the error's text for a tenant without SharePoint Online. The code `BadRequest` stands for many errors, so the text
/// counts here, and only here; without it no conclusion is drawn.
const NO_LICENCE: &str = "SPO license";

/// Members of a drive. Because `system` is among them, Graph lists SharePoint's own libraries too.
/// <https://learn.microsoft.com/en-us/graph/api/drive-list>
const DRIVES: &str = "?$select=id,name,driveType,webUrl,quota,system";

#[derive(Deserialize)]
struct SiteBody {
    id: String,
}

/// Readings of one site in the first stage.
struct Opening {
    site: Reading,
    drives: Reading,
    token_is_taken: bool,
}

/// Result of reading the sites.
pub(super) struct SitesReading {
    /// The sites, in the given order.
    pub(super) facts: Vec<SiteFacts>,
    /// Drives of their libraries, for the next run.
    pub(super) drives: KnownDrives,
    /// Instants of the last successful writes to them, for the next run.
    pub(super) write_trials: WriteTrials,
    /// Upload sessions to abandon.
    pub(super) sessions: UploadSessions,
}

/// Libraries that can be tried before their lists are read, each drive once.
pub(super) fn known_targets<'a>(sites: &'a [Site], known: &KnownLibraries<'a>) -> Vec<Target<'a>> {
    let mut targets = Vec::new();
    for site in sites {
        for library in &site.libraries {
            if let Some(drive) = known.drives.find(&site.url, library) {
                let target = Target {
                    host: site.url.host(),
                    drive,
                    written_at: known.relied_on(&site.url, library),
                };
                add_target(&mut targets, target);
            }
        }
    }
    targets
}

fn add_target<'a>(targets: &mut Vec<Target<'a>>, new: Target<'a>) {
    if targets.iter().all(|target| target.drive != new.drive) {
        targets.push(new);
    }
}

/// Parts of a batch that open the sites and list their libraries.
pub(super) fn parts(sites: &[Site]) -> impl Iterator<Item = Part> {
    let sites = sites.iter().enumerate();
    sites.flat_map(|(position, site)| parts_of(position, &site.url))
}

fn parts_of(position: usize, address: &SiteAddress) -> [Part; 2] {
    [
        Part::get(site_id(position), site_path(address), "?$select=id,webUrl"),
        Part::get(drives_id(position), drives_path(address), DRIVES),
    ]
}

fn site_id(position: usize) -> String {
    format!("site-{position}")
}

fn drives_id(position: usize) -> String {
    format!("drives-{position}")
}

impl Graph<'_> {
    /// The sites as this identity sees them, from the answers to [`parts`] and the results of trying the [`known_targets`].
    pub(super) async fn sites(
        &self,
        sites: &[Site],
        known: &KnownLibraries<'_>,
        mut readings: Readings,
        token_is_taken: bool,
        mut tried: ProbeResults,
    ) -> SitesReading {
        let opened = join_all(sites.iter().enumerate().map(|(position, site)| {
            let opening = Opening {
                site: readings.take(&site_id(position)),
                drives: readings.take(&drives_id(position)),
                token_is_taken,
            };
            self.open(site, opening)
        }))
        .await;
        let mut untried = Vec::new();
        for (site, opened) in sites.iter().zip(&opened) {
            let drives = opened.drives();
            for drive in drives.filter(|drive| tried.find(drive).is_none()) {
                let target = Target {
                    host: site.url.host(),
                    drive,
                    written_at: None,
                };
                add_target(&mut untried, target);
            }
        }
        let tried_now = self.probe(&untried).await;
        tried.append(tried_now);
        SitesReading {
            drives: drives(sites, known.drives, &opened),
            write_trials: write_trials(sites, known, &opened, &tried),
            facts: opened
                .into_iter()
                .map(|opened| opened.facts(&tried))
                .collect(),
            sessions: tried.sessions,
        }
    }

    async fn open(&self, site: &Site, opening: Opening) -> SiteListing {
        let (access, id) = site_access(opening.site, opening.token_is_taken);
        let place = drives_place(&site.url, id.as_deref());
        let drives = self.collect::<Drive>(opening.drives, &place).await;
        let access = match (access, &drives) {
            // Some locks let the site's own entry through and nothing below it.
            (
                Ok((SiteAccess::Reached, _)),
                Err(Unread {
                    evidence: Some(evidence),
                    ..
                }),
            ) if evidence.status == Some(423) => Ok((SiteAccess::Locked, evidence.clone())),
            (access, _) => access,
        };
        let drives = drives.map_err(|unread| Unread {
            reason: why_not_listed(&unread, &access, opening.token_is_taken),
            evidence: unread.evidence,
        });
        let locate = |name| match &drives {
            Ok((drives, evidence)) => library::locate(name, drives)
                .map(|located| (located, evidence.clone()))
                .ok_or_else(|| Unread::new(Unobserved::Unreadable, evidence.clone())),
            Err(unread) => Err(unread.clone()),
        };
        let libraries = site.libraries.iter().map(locate).collect();
        let above = match &access {
            Ok((SiteAccess::Missing, _)) => Box::pin(self.above(&site.url)).await,
            Ok(_) | Err(_) => None,
        };
        SiteListing {
            libraries,
            access: observed(access),
            above,
        }
    }

    /// The nearest site above a subsite that does not exist: the address may be that of a library, or of a folder. One more
    /// round trip, only for such a subsite.
    async fn above(&self, address: &SiteAddress) -> Option<SiteAbove> {
        let above: Vec<_> = address.above().collect();
        let parts = above.iter().enumerate();
        let parts: Vec<_> = parts
            .flat_map(|(position, (above, _))| parts_of(position, above))
            .collect();
        if parts.is_empty() {
            return None;
        }
        let mut readings = self.read_batch(&parts).await;
        for (position, (url, name)) in above.into_iter().enumerate() {
            let site = readings.take(&site_id(position)).typed::<SiteBody>();
            let drives = readings.take(&drives_id(position));
            let Ok((site, _)) = site else {
                continue;
            };
            let place = drives_place(&url, Some(&site.id));
            let drives = self.collect::<Drive>(drives, &place).await;
            let name = LibraryName::try_from(name.to_owned()).ok();
            let library = match (name, drives) {
                (Some(name), Ok((drives, _))) => library::name_of(&name, &drives),
                (None, _) | (_, Err(_)) => None,
            };
            return Some(SiteAbove { url, library });
        }
        None
    }
}

/// Answer of SharePoint for the site, and the site's id if it opened.
fn site_access(
    reading: Reading,
    token_is_taken: bool,
) -> (Result<(SiteAccess, Evidence), Unread>, Option<String>) {
    match reading.typed_or::<SiteBody, _>(|error| turned_away(error, token_is_taken)) {
        Ok((Ok(site), evidence)) => (Ok((SiteAccess::Reached, evidence)), Some(site.id)),
        Ok((Err(access), evidence)) => (Ok((access, evidence)), None),
        Err(unread) => (Err(unread), None),
    }
}

/// Meaning of an error for the site. SharePoint refuses an account with 401 as well as with 403; a 401 counts only if another
/// answer shows that the token itself is accepted.
fn turned_away(error: &GraphError, token_is_taken: bool) -> Option<SiteAccess> {
    match (error.status, error.code.as_str()) {
        (401, _) if token_is_taken => Some(SiteAccess::Refused),
        (403, _) => Some(SiteAccess::Refused),
        (404, "itemNotFound") => Some(SiteAccess::Missing),
        (301 | 308, _) => Some(SiteAccess::Moved),
        (423, _) => Some(SiteAccess::Locked),
        (400, "invalidRequest") => Some(SiteAccess::OtherOrganisation),
        (400, "BadRequest") if error.message.contains(NO_LICENCE) => Some(SiteAccess::NoSharePoint),
        _ => None,
    }
}

/// Reason why the libraries of a site are unknown. If the site itself did not open, they were not reached.
fn why_not_listed(
    unread: &Unread,
    access: &Result<(SiteAccess, Evidence), Unread>,
    token_is_taken: bool,
) -> Unobserved {
    match access {
        Ok((SiteAccess::Reached, _)) | Err(_) => {
            if unread.status() == Some(401) && token_is_taken {
                Unobserved::Refused
            } else {
                unread.reason.clone()
            }
        }
        Ok((
            SiteAccess::Missing
            | SiteAccess::Moved
            | SiteAccess::Refused
            | SiteAccess::OtherOrganisation
            | SiteAccess::Locked
            | SiteAccess::NoSharePoint,
            _,
        )) => Unobserved::NotReached,
    }
}
