//! Our app inside a tenant: switches, deletion, assignments.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::tenants::described;
use super::{Answer, named};
use crate::directory::Tenant;
use crate::world::{Shared, World};

/// Body of `POST /control/tenants/{tenant}/app`; absent members stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    account_enabled: Option<bool>,
    app_role_assignment_required: Option<bool>,
    is_disabled: Option<bool>,
    disabled_by_microsoft: Option<bool>,
}

/// `POST /control/tenants/{tenant}/app`.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(change): Json<Change>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    let installed = world
        .tenant(id)
        .and_then(|tenant| tenant.installed.as_mut());
    let installed = installed.ok_or_else(absent)?;
    let set = |field: &mut bool, value: Option<bool>| *field = value.unwrap_or(*field);
    set(&mut installed.account_enabled, change.account_enabled);
    set(
        &mut installed.app_role_assignment_required,
        change.app_role_assignment_required,
    );
    set(&mut installed.is_disabled, change.is_disabled);
    set(
        &mut installed.disabled_by_microsoft,
        change.disabled_by_microsoft,
    );
    described(&mut world, id).map(Json)
}

/// `DELETE /control/tenants/{tenant}/app`.
pub(super) async fn delete(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        tenant.delete_app();
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/app/restore`.
pub(super) async fn restore(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if !world.tenant(id).is_some_and(Tenant::restore_app) {
        return Err((
            StatusCode::CONFLICT,
            "there is no deleted app, or it is installed".to_owned(),
        ));
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/assignments/{user or group}`.
pub(super) async fn assign(
    State(shared): State<Arc<Shared>>,
    Path((name, principal)): Path<(String, String)>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    let now = world.clock.now();
    let principal = find_principal(&mut world, id, &principal)?;
    let installed = world
        .tenant(id)
        .and_then(|tenant| tenant.installed.as_mut());
    installed.ok_or_else(absent)?.assign(principal, now);
    described(&mut world, id).map(Json)
}

/// `DELETE /control/tenants/{tenant}/assignments/{user or group}`.
pub(super) async fn unassign(
    State(shared): State<Arc<Shared>>,
    Path((name, principal)): Path<(String, String)>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    let principal = find_principal(&mut world, id, &principal)?;
    let installed = world
        .tenant(id)
        .and_then(|tenant| tenant.installed.as_mut());
    installed
        .ok_or_else(absent)?
        .assigned
        .retain(|entry| entry.principal != principal);
    described(&mut world, id).map(Json)
}

/// The body of `POST /control/tenants/{tenant}/directory-delay`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectoryDelay {
    reads: Option<u32>,
}

/// `POST /control/tenants/{tenant}/directory-delay`: `{"reads": n}`; 0 and `null` end it.
pub(super) async fn directory_delay(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(delay): Json<Option<DirectoryDelay>>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.settled(id) {
        let reads = delay.and_then(|delay| delay.reads);
        tenant.directory_delay.set(reads.unwrap_or_default());
    }
    described(&mut world, id).map(Json)
}

fn absent() -> (StatusCode, String) {
    (
        StatusCode::CONFLICT,
        "the app is not installed in this tenant".to_owned(),
    )
}

fn find_principal(
    world: &mut World,
    tenant: Uuid,
    name: &str,
) -> Result<Uuid, (StatusCode, String)> {
    let description = world.tenant(tenant).map(|tenant| &tenant.description);
    let found = description.and_then(|description| description.find_principal(name));
    found.ok_or_else(|| {
        (
            StatusCode::NOT_FOUND,
            format!("there is no user or group {name}"),
        )
    })
}
