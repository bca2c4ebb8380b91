//! Groups of a tenant, and the plan by which they can be assigned.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::tenants::described;
use super::{Answer, named};
use crate::clock::random_guid;
use crate::group::Group;
use crate::tenant::Description;
use crate::world::Shared;

/// Body of `POST /control/tenants/{tenant}/groups`, which needs `display_name`, and of `POST …/groups/{group}`; absent members
/// stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    display_name: Option<String>,
    description: Option<String>,
    /// Object ids or user principal names.
    members: Option<Vec<String>>,
    /// Object ids or names.
    groups: Option<Vec<String>>,
    security_enabled: Option<bool>,
    mail_enabled: Option<bool>,
    mail: Option<String>,
    group_types: Option<Vec<String>>,
}

impl Change {
    fn apply(
        self,
        mut group: Group,
        description: &Description,
    ) -> Result<Group, (StatusCode, String)> {
        let user = |name: &str| description.find_user(name).map(|user| user.id);
        let nested = |name: &str| description.find_group(name).map(|group| group.id);
        if let Some(names) = self.members {
            group.members = ids(names, "user", user)?;
        }
        if let Some(names) = self.groups {
            group.groups = ids(names, "group", nested)?;
        }
        group.display_name = self.display_name.unwrap_or(group.display_name);
        group.description = self.description.or(group.description);
        group.security_enabled = self.security_enabled.unwrap_or(group.security_enabled);
        group.mail_enabled = self.mail_enabled.unwrap_or(group.mail_enabled);
        group.mail = self.mail.or(group.mail);
        group.group_types = self.group_types.unwrap_or(group.group_types);
        group.generated = false;
        Ok(group)
    }
}

fn ids(
    names: Vec<String>,
    kind: &str,
    find: impl Fn(&str) -> Option<Uuid>,
) -> Result<BTreeSet<Uuid>, (StatusCode, String)> {
    let found = names.into_iter().map(|name| {
        find(&name).ok_or_else(|| (StatusCode::NOT_FOUND, format!("there is no {kind} {name}")))
    });
    found.collect()
}

/// `POST /control/tenants/{tenant}/groups`: adds a group. Several groups may have one name, as with Microsoft.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(change): Json<Change>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    let Some(display_name) = change.display_name.clone() else {
        let message = "a group needs a display_name".to_owned();
        return Err((StatusCode::BAD_REQUEST, message));
    };
    if let Some(tenant) = world.tenant(id) {
        let group = change.apply(
            Group::empty(random_guid(), display_name),
            &tenant.description,
        )?;
        tenant.description.groups.push(group);
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/groups/{group}`.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((name, group)): Path<(String, String)>,
    Json(change): Json<Change>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        let description = &mut tenant.description;
        let found = description.find_group(&group).cloned();
        let found =
            found.ok_or_else(|| (StatusCode::NOT_FOUND, format!("there is no group {group}")))?;
        let changed = change.apply(found, description)?;
        for group in &mut description.groups {
            if group.id == changed.id {
                group.clone_from(&changed);
            }
        }
    }
    described(&mut world, id).map(Json)
}

/// The body of `POST /control/tenants/{tenant}/premium`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Premium {
    present: bool,
}

/// `POST /control/tenants/{tenant}/premium`.
pub(super) async fn premium(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(premium): Json<Premium>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.settled(id) {
        tenant.description.premium = premium.present;
    }
    described(&mut world, id).map(Json)
}
