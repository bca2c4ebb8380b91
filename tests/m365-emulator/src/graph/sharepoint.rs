//! Checks before every answer of SharePoint: permission of the token, licence of the tenant, host, lock, person.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/site-getbypath>, <https://learn.microsoft.com/en-us/graph/errors>,
//! <https://learn.microsoft.com/en-us/sharepoint/manage-lock-status>. Observed error bodies: another tenant's host
//! <https://github.com/microsoftgraph/microsoft-graph-docs/issues/3745>, no SharePoint
//! <https://github.com/alcionai/corso/issues/3671>, a site blocked by an administrator
//! <https://github.com/dust-tt/dust/pull/20377>, an archived one
//! <https://learn.microsoft.com/en-us/answers/questions/5840989/m365-archive-graph-call-to-unarchive-an-archived-s>.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::StatusCode;

use super::answer::Answer;
use super::call::Call;
use crate::directory::Tenant;
use crate::site::{Library, Site, SiteState};
use crate::tenant::Description;
use crate::world::World;

/// Scopes and app roles that open sites.
pub(super) const READ_SITES: [&str; 4] = [
    "Sites.Read.All",
    "Sites.ReadWrite.All",
    "Sites.Manage.All",
    "Sites.FullControl.All",
];
/// Scopes and app roles that open drives.
pub(super) const READ_FILES: [&str; 8] = [
    "Files.Read",
    "Files.Read.All",
    "Files.ReadWrite",
    "Files.ReadWrite.All",
    "Sites.Read.All",
    "Sites.ReadWrite.All",
    "Sites.Manage.All",
    "Sites.FullControl.All",
];
/// Scopes and app roles that change drives.
pub(super) const WRITE_FILES: [&str; 5] = [
    "Files.ReadWrite",
    "Files.ReadWrite.All",
    "Sites.ReadWrite.All",
    "Sites.Manage.All",
    "Sites.FullControl.All",
];

/// Reference to a site in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SiteReference {
    /// The root site of the tenant.
    Root,
    /// A host name, for its root site.
    Host(String),
    /// `host,site collection,web`.
    Id(String),
    /// Host and the decoded path below it.
    Path(String, String),
}

/// SharePoint of one tenant, as one caller sees it.
#[derive(Debug)]
pub(super) struct Visit<'a> {
    tenant: &'a Tenant,
    pub(super) host: &'a str,
    /// User principal name of the person; `None` for an app, which sees everything.
    person: Option<&'a str>,
    graph_url: String,
}

impl<'a> Visit<'a> {
    /// Admits a caller with one of the permissions.
    ///
    /// # Errors
    ///
    /// 403 or 401 `accessDenied` without a permission, 400 `BadRequest` in a tenant without SharePoint.
    pub(super) fn enter(
        world: &'a mut World,
        call: &Call<'_>,
        permissions: &[&str],
    ) -> Result<Self, Answer> {
        let tenant = &*world
            .tenant(call.caller.tenant)
            .ok_or_else(Answer::denied)?;
        let description = &tenant.description;
        if !call.caller.has(permissions) {
            return Err(refused(description));
        }
        let host = description
            .sharepoint_host
            .as_deref()
            .filter(|_| description.sharepoint)
            .ok_or_else(no_licence)?;
        let person = match call.caller.user {
            None => None,
            Some(id) => {
                let user = description.find_user(&id.to_string());
                let user = user.ok_or_else(|| refused(description))?;
                Some(user.user_principal_name.as_str())
            }
        };
        Ok(Self {
            tenant,
            host,
            person,
            graph_url: call.graph_url.to_owned(),
        })
    }

    /// The site, opened.
    ///
    /// # Errors
    ///
    /// 400 `invalidRequest` for another tenant's host, 308 for a path from before a move, 404 `itemNotFound`, 423 `notAllowed`
    /// for a locked site, 403 or 401 `accessDenied` for a person without permission.
    pub(super) fn site(&self, reference: &SiteReference) -> Result<&'a Site, Answer> {
        let own = |host: &str| {
            if host.eq_ignore_ascii_case(self.host) {
                Ok(())
            } else {
                let message = "Invalid hostname for this tenancy";
                Err(Answer::error(
                    StatusCode::BAD_REQUEST,
                    "invalidRequest",
                    message,
                ))
            }
        };
        let sites = &self.tenant.description.sites;
        let path = match reference {
            SiteReference::Root => "",
            SiteReference::Host(host) => {
                own(host)?;
                ""
            }
            SiteReference::Path(host, path) => {
                own(host)?;
                path.trim_matches('/')
            }
            SiteReference::Id(id) => {
                let (host, _) = id.split_once(',').unwrap_or((id, ""));
                own(host)?;
                let site = sites
                    .iter()
                    .find(|site| self.site_id(site).eq_ignore_ascii_case(id));
                return self.open(site);
            }
        };
        let path = path.to_lowercase();
        let found = sites.iter().find(|site| site.path.to_lowercase() == path);
        let moved = sites.iter().find(|site| {
            let mut former = site.former_paths.iter();
            former.any(|former| former.to_lowercase() == path)
        });
        match (found, moved) {
            (None, Some(site)) => Err(self.moved(site)),
            (found, _) => self.open(found),
        }
    }

    fn moved(&self, site: &Site) -> Answer {
        let message = "The site has been moved to another address.";
        let mut answer = Answer::error(StatusCode::PERMANENT_REDIRECT, "resourceMoved", message);
        let target = format!("{}/v1.0/sites/{}", self.graph_url, self.site_id(site));
        answer.headers.push(("Location", target.into()));
        answer
    }

    fn open(&self, site: Option<&'a Site>) -> Result<&'a Site, Answer> {
        let site = site
            .filter(|site| site.state != SiteState::Deleted)
            .ok_or_else(|| not_found("Requested site could not be found"))?;
        let may_read = self.person.is_none_or(|name| site.may_read(name));
        match site.state {
            SiteState::NoAccess | SiteState::Archived => Err(blocked()),
            SiteState::Active | SiteState::ReadOnly | SiteState::Deleted if may_read => Ok(site),
            SiteState::Active | SiteState::ReadOnly | SiteState::Deleted => {
                Err(refused(&self.tenant.description))
            }
        }
    }

    /// The sites that the caller may open.
    pub(super) fn readable_sites(&self) -> impl Iterator<Item = &'a Site> {
        let sites = self.tenant.description.sites.iter();
        sites.filter(|site| self.open(Some(*site)).is_ok())
    }

    /// Libraries of a site that the caller may open; others are not shown.
    pub(super) fn libraries(&self, site: &'a Site) -> impl Iterator<Item = &'a Library> {
        site.libraries
            .iter()
            .filter(move |library| self.may_read(site, library))
    }

    /// The library with this drive id, opened.
    ///
    /// # Errors
    ///
    /// 400 `invalidRequest` for an id that is not a drive's, 404 `itemNotFound`, and the errors of its site.
    pub(super) fn drive(&self, id: &str) -> Result<(&'a Site, &'a Library), Answer> {
        let bytes = id
            .strip_prefix("b!")
            .and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        if bytes.is_none_or(|bytes| bytes.len() != 48) {
            let message = "The provided drive id appears to be malformed, or does not represent a valid drive.";
            return Err(Answer::error(
                StatusCode::BAD_REQUEST,
                "invalidRequest",
                message,
            ));
        }
        let found = self.tenant.description.sites.iter().find_map(|site| {
            let library = site
                .libraries
                .iter()
                .find(|library| self.drive_id(site, library) == id)?;
            Some((site, library))
        });
        let (site, library) = found.ok_or_else(|| not_found("The resource could not be found."))?;
        // A library may be opened to people whom the site is closed to.
        match self.open(Some(site)) {
            Err(error)
                if error.status == StatusCode::LOCKED || error.status == StatusCode::NOT_FOUND =>
            {
                Err(error)
            }
            Ok(_) | Err(_) if self.may_read(site, library) => Ok((site, library)),
            Ok(_) | Err(_) => Err(refused(&self.tenant.description)),
        }
    }

    /// Checks that the caller may change the library's content.
    ///
    /// # Errors
    ///
    /// 403 `accessDenied` under a read-only lock, 403 or 401 `accessDenied` for a person without permission.
    pub(super) fn check_write(&self, site: &Site, library: &Library) -> Result<(), Answer> {
        if site.state == SiteState::ReadOnly {
            return Err(Answer::error(
                StatusCode::FORBIDDEN,
                "accessDenied",
                "Access denied. The site is read-only.",
            ));
        }
        if self
            .person
            .is_none_or(|name| site.may_write_in(library, name))
        {
            return Ok(());
        }
        Err(refused(&self.tenant.description))
    }

    fn may_read(&self, site: &Site, library: &Library) -> bool {
        self.person
            .is_none_or(|name| site.may_read_in(library, name))
    }

    /// Number of libraries on one page.
    pub(super) fn page(&self) -> usize {
        self.tenant.description.drives_page.max(1)
    }

    /// Id of a site: `host,site collection,web`.
    pub(super) fn site_id(&self, site: &Site) -> String {
        let (collection, web) = site.ids(self.tenant.id());
        format!("{},{collection},{web}", self.host)
    }

    /// Id of a drive: `b!` and the three GUIDs of site collection, web and list.
    pub(super) fn drive_id(&self, site: &Site, library: &Library) -> String {
        let (collection, web) = site.ids(self.tenant.id());
        let bytes = [
            *collection.as_bytes(),
            *web.as_bytes(),
            *library.id.as_bytes(),
        ]
        .concat();
        format!("b!{}", URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// SharePoint's 404.
pub(super) fn not_found(message: &str) -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "itemNotFound", message)
}

fn refused(description: &Description) -> Answer {
    let status = StatusCode::from_u16(description.sharepoint_refuses_with.into());
    Answer::error(
        status.unwrap_or(StatusCode::FORBIDDEN),
        "accessDenied",
        "Access denied",
    )
}

fn no_licence() -> Answer {
    Answer::error(
        StatusCode::BAD_REQUEST,
        "BadRequest",
        "Tenant does not have a SPO license.",
    )
}

fn blocked() -> Answer {
    let message = "Access to this site has been blocked. Please contact the administrator to \
        resolve this problem.";
    Answer::error(StatusCode::LOCKED, "notAllowed", message)
}
