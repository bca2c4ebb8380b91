//! Paths of a site and of its libraries.

use crate::graph::collection::CollectionPaths;
use domain::site_address::SiteAddress;
use uuid::Uuid;

pub(super) fn site_path(address: &SiteAddress) -> String {
    match address.path() {
        Some(path) => format!("/sites/{}:/{path}", address.host()),
        None => format!("/sites/{}", address.host()),
    }
}

pub(super) fn drives_path(address: &SiteAddress) -> String {
    match address.path() {
        Some(path) => format!("/sites/{}:/{path}:/drives", address.host()),
        None => format!("/sites/{}/drives", address.host()),
    }
}

/// Place of further pages of the list of libraries: at the address of the request, or at the one by the site's id, which is
/// the host and two GUIDs joined by commas.
pub(super) fn drives_place(address: &SiteAddress, id: Option<&str>) -> CollectionPaths {
    let mut place = CollectionPaths::at(drives_path(address));
    let parts: Option<[&str; 3]> =
        id.and_then(|id| id.split(',').collect::<Vec<_>>().try_into().ok());
    if let Some([host, collection, web]) = parts
        && host.eq_ignore_ascii_case(address.host())
        && [collection, web]
            .iter()
            .all(|id| Uuid::try_parse(id).is_ok())
    {
        place = place
            .or(format!("/sites/{host},{collection},{web}/drives"))
            .or(format!("/sites('{host},{collection},{web}')/drives"));
    }
    place
}
