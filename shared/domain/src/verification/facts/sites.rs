//! Facts about the configured sites and libraries, and about other sites in reach.

use super::observed::{Evidence, Observed};
use crate::{site_address::SiteAddress, verification::verdict::Unobserved};
use serde::{Deserialize, Serialize};

/// Answer of SharePoint for a site. <https://learn.microsoft.com/en-us/graph/api/site-getbypath>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteAccess {
    /// It was opened.
    Reached,
    /// No site has this address, or it was deleted.
    Missing,
    /// 301 or 308: the site's address was changed.
    Moved,
    /// 401 or 403: the account may not open it. SharePoint answers with either status.
    Refused,
    /// The address belongs to another organisation.
    OtherOrganisation,
    /// 423: an administrator locked it, or it is archived.
    Locked,
    /// The organisation has no SharePoint Online.
    NoSharePoint,
}

/// Answer of SharePoint to a read or write in a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LibraryAccess {
    /// It succeeded.
    Allowed,
    /// 401 or 403: the account lacks the right, or the site is read-only.
    Refused,
    /// 423: the site is locked or archived.
    Locked,
    /// 507: the library has no room left.
    Full,
    /// 400 to an upload: the library takes no files by upload.
    TakesNoUpload,
}

/// Presence of a configured library in its site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryPresence {
    /// The site has it, by the name that people see.
    Found {
        /// Whether its storage is used up, by `quota.state`.
        is_full: bool,
    },
    /// The site has no library of that name.
    Absent {
        /// The library that was probably meant: the default one under its name in another language, or the one with the
        /// nearest name.
        similar: Option<String>,
        /// The first libraries of the site, by the names that people see.
        others: Vec<String>,
    },
}

/// Facts about one configured library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFacts {
    /// Presence in its site.
    pub listed: Observed<LibraryPresence>,
    /// Answer to reading its content.
    pub read: Observed<LibraryAccess>,
    /// Answer to a trial of writing, which leaves no file behind.
    pub write: Observed<LibraryAccess>,
    /// The request that should have withdrawn the trial of writing, if SharePoint did not accept it.
    pub left_open: Option<Evidence>,
}

/// Facts about one configured site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFacts {
    /// Answer to opening it.
    pub site: Observed<SiteAccess>,
    /// Its configured libraries, in the registration's order.
    pub libraries: Vec<LibraryFacts>,
    /// The nearest site above it, if it is a subsite that does not exist.
    pub above: Option<SiteAbove>,
}

/// The site above a subsite that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAbove {
    /// Its address.
    pub url: SiteAddress,
    /// Its library with the name that was taken for a subsite's, if it has one.
    pub library: Option<String>,
}

impl SiteFacts {
    /// A site that was not looked at, with the reason.
    pub fn unseen(libraries: usize, reason: &Unobserved) -> Self {
        let library = LibraryFacts {
            listed: Observed::unseen(reason.clone()),
            read: Observed::unseen(reason.clone()),
            write: Observed::unseen(reason.clone()),
            left_open: None,
        };
        Self {
            site: Observed::unseen(reason.clone()),
            libraries: vec![library; libraries],
            above: None,
        }
    }
}

/// Sites and libraries that refused the administrator, as the proof leg saw them. Empty if none did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AdministratorSites(pub Vec<TurnedAway>);

/// One site or library that the administrator cannot use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedAway {
    /// The site's position in the registration, from 1.
    pub site: u8,
    /// The library's position among all libraries of the registration, from 1; `None` for the site itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub library: Option<u8>,
    /// Whether the administrator could read the library but not write to it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_read_only: bool,
}

/// Sites that the system user can open in addition to the configured ones. The organisation's root site and people's
/// `OneDrive` do not count: every account can open the root site, and its own `OneDrive`.
/// <https://learn.microsoft.com/en-us/graph/api/site-search>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherSites {
    /// Number of such sites on the first page of the search results.
    pub found: u16,
    /// Whether the search found more than one page holds.
    pub there_are_more: bool,
}
