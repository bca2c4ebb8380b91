//! `/sites/…`: sites and the list of their libraries.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/site-get>, <https://learn.microsoft.com/en-us/graph/api/site-search>,
//! <https://learn.microsoft.com/en-us/graph/api/site-getbypath>, <https://learn.microsoft.com/en-us/graph/api/drive-list>.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;
use super::query::Query;
use super::sharepoint::{READ_FILES, READ_SITES, SiteReference, Visit};
use crate::site::{Library, Site};
use crate::world::World;

/// Characters that stay unencoded in a `webUrl`.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
pub(super) const CREATED: &str = "2026-01-05T08:00:00Z";

/// `GET` of a site.
///
/// # Errors
///
/// Those of [`Visit::enter`] and [`Visit::site`].
pub(crate) fn site(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    reference: &SiteReference,
) -> Result<Answer, Answer> {
    let visit = Visit::enter(world, call, &READ_SITES)?;
    let site = visit.site(reference)?;
    query
        .object("sites", site_object(&visit, site), &[])
        .map(Answer::ok)
}

/// `GET /sites?search=*`: sites that the caller may open; a locked site is not found.
/// <https://learn.microsoft.com/en-us/graph/api/site-search>
///
/// # Errors
///
/// Those of [`Visit::enter`]; 501 for another search.
pub(crate) fn search(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
) -> Result<Answer, Answer> {
    let visit = Visit::enter(world, call, &READ_SITES)?;
    if !query.searches_everything() {
        return Err(Answer::unknown("a search of sites for anything but *"));
    }
    let sites = visit.readable_sites();
    let sites = sites.map(|site| site_object(&visit, site)).collect();
    query.page("sites", sites, &[]).map(Answer::ok)
}

fn site_object(visit: &Visit<'_>, site: &Site) -> Value {
    json!({
        "createdDateTime": CREATED,
        "id": visit.site_id(site),
        "lastModifiedDateTime": CREATED,
        "name": site.path.rsplit('/').next().unwrap_or_default(),
        "webUrl": address(visit.host, &site.path),
        "displayName": site.display_name,
        "root": {},
        "siteCollection": { "hostname": visit.host },
    })
}

/// `GET …/drives`: the libraries that the caller may open.
///
/// # Errors
///
/// Those of [`Visit::enter`] and [`Visit::site`].
pub(crate) fn drives(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    reference: &SiteReference,
) -> Result<Answer, Answer> {
    let visit = Visit::enter(world, call, &READ_FILES)?;
    let site = visit.site(reference)?;
    // "Drives with the system facet are hidden by default. To list them, include system in your $select statement":
    // https://github.com/microsoftgraph/microsoft-graph-docs/issues/11919 quotes the page.
    let with_system = query.selects("system");
    let drives = visit
        .libraries(site)
        .filter(|library| with_system || !library.system)
        .map(|library| drive_object(&visit, site, library));
    query
        .page_of(visit.page(), "drives", drives.collect(), &[])
        .map(Answer::ok)
}

/// A library as a drive.
pub(super) fn drive_object(visit: &Visit<'_>, site: &Site, library: &Library) -> Value {
    const TOTAL: i64 = 27_487_790_694_400;
    let remaining = library.quota.remaining();
    let mut drive = json!({
        "createdDateTime": CREATED,
        "description": "",
        "id": visit.drive_id(site, library),
        "lastModifiedDateTime": CREATED,
        "name": library.name,
        "webUrl": library_address(visit.host, site, library),
        "driveType": "documentLibrary",
        "createdBy": { "user": { "displayName": "System Account" } },
        "owner": { "group": { "displayName": format!("{} Owners", site.display_name) } },
        "quota": {
            "deleted": 0,
            "remaining": remaining,
            "state": library.quota.state(),
            "total": TOTAL,
            "used": TOTAL - remaining,
        },
    });
    if library.system {
        drive["system"] = json!({});
    }
    drive
}

/// `webUrl` of a library.
pub(super) fn library_address(host: &str, site: &Site, library: &Library) -> String {
    let path = format!("{}/{}", site.path, library.address());
    address(host, path.trim_start_matches('/'))
}

fn address(host: &str, path: &str) -> String {
    if path.is_empty() {
        return format!("https://{host}");
    }
    format!("https://{host}/{}", utf8_percent_encode(path, ADDRESS))
}
