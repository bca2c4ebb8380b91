//! SharePoint and Exchange of a tenant: their presence, sites, libraries, locks, quota.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;

use super::tenants::described;
use super::{Answer, named};
use crate::site::{Library, Quota, Site, SiteState};
use crate::tenant::RefusesWith;
use crate::world::Shared;

/// Body of `POST /control/tenants/{tenant}/sharepoint`; absent members stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharePoint {
    present: Option<bool>,
    refuse_with: Option<RefusesWith>,
    drives_page: Option<usize>,
}

/// `POST /control/tenants/{tenant}/sharepoint`.
pub(super) async fn sharepoint(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(change): Json<SharePoint>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        let description = &mut tenant.description;
        description.sharepoint = change.present.unwrap_or(description.sharepoint);
        description.sharepoint_refuses_with = change
            .refuse_with
            .unwrap_or(description.sharepoint_refuses_with);
        description.drives_page = change.drives_page.unwrap_or(description.drives_page);
    }
    described(&mut world, id).map(Json)
}

/// The body of `POST /control/tenants/{tenant}/exchange`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exchange {
    present: bool,
}

/// `POST /control/tenants/{tenant}/exchange`.
pub(super) async fn exchange(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(change): Json<Exchange>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        tenant.description.exchange = change.present;
    }
    described(&mut world, id).map(Json)
}

/// Body of `POST /control/tenants/{tenant}/sites`; absent members stay unchanged. An unknown path creates a new site.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeSite {
    path: String,
    display_name: Option<String>,
    /// New path; the previous one redirects there.
    move_to: Option<String>,
    state: Option<SiteState>,
    readers: Option<Vec<String>>,
    writers: Option<Vec<String>>,
    /// Libraries that replace all existing ones.
    libraries: Option<Vec<Library>>,
    /// Old name to new name; the ids stay.
    #[serde(default)]
    rename_libraries: BTreeMap<String, String>,
    /// Quota of every library.
    quota: Option<Quota>,
}

/// `POST /control/tenants/{tenant}/sites`.
pub(super) async fn site(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(change): Json<ChangeSite>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        let sites = &mut tenant.description.sites;
        let found = sites.iter_mut().position(|site| site.path == change.path);
        if let Some(absent) = change.rename_libraries.keys().find(|name| {
            found.is_none_or(|index| {
                let mut libraries = sites[index].libraries.iter();
                libraries.all(|library| library.name != **name)
            })
        }) {
            return Err((
                StatusCode::NOT_FOUND,
                format!("there is no library {absent}"),
            ));
        }
        let index = found.unwrap_or_else(|| {
            sites.push(Site::empty(&change.path));
            sites.len() - 1
        });
        if let Some(site) = sites.get_mut(index) {
            apply(site, change);
            site.number_libraries(id);
        }
    }
    described(&mut world, id).map(Json)
}

fn apply(site: &mut Site, change: ChangeSite) {
    site.state = change.state.unwrap_or(site.state);
    if let Some(path) = change.move_to {
        let before = std::mem::replace(&mut site.path, path);
        site.former_paths.push(before);
    }
    for library in &mut site.libraries {
        if let Some(name) = change.rename_libraries.get(&library.name) {
            library.name.clone_from(name);
        }
    }
    if let Some(name) = change.display_name {
        site.display_name = name;
    }
    if let Some(readers) = change.readers {
        site.readers = readers;
    }
    if let Some(writers) = change.writers {
        site.writers = writers;
    }
    if let Some(libraries) = change.libraries {
        site.libraries = libraries;
    }
    if let Some(quota) = change.quota {
        for library in &mut site.libraries {
            library.quota = quota;
        }
    }
}
