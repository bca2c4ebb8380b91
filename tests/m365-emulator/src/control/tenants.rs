//! Tenants: list, show, copy, reset.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{Answer, named, state};
use crate::aadsts::Aadsts;
use crate::world::{Shared, World};

/// `POST /control/reset`.
pub(super) async fn reset(State(shared): State<Arc<Shared>>) -> Answer {
    shared.world().reset();
    Ok(Json(json!({ "reset": true })))
}

/// `GET /control/tenants`.
pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Answer {
    let mut world = shared.world();
    let ids: Vec<Uuid> = world
        .tenants
        .iter()
        .map(crate::directory::Tenant::id)
        .collect();
    let tenants = ids
        .into_iter()
        .map(|id| described(&mut world, id))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Json(json!({ "tenants": tenants })))
}

/// `GET /control/tenants/{tenant}`.
pub(super) async fn show(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/reset`.
pub(super) async fn reset_one(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    world.reset_tenant(id);
    described(&mut world, id).map(Json)
}

/// The body of `POST /control/tenants`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Create {
    like: String,
    display_name: Option<String>,
}

/// `POST /control/tenants`: a fresh copy of a tenant, with ids and domains of its own.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    Json(create): Json<Create>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &create.like)?;
    let original = world.settled(id).map(|tenant| tenant.description.clone());
    let Some(original) = original else {
        return Err((StatusCode::NOT_FOUND, create.like));
    };
    let mut copy = original.copied();
    copy.display_name = create.display_name.unwrap_or(copy.display_name);
    let id = copy.tenant_id;
    world.add_tenant(copy);
    described(&mut world, id).map(Json)
}

/// Body of `POST /control/tenants/{tenant}`; absent members stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    display_name: Option<String>,
    /// AADSTS number; 0 brings the tenant back.
    gone: Option<u32>,
    capital_ids: Option<bool>,
}

/// `POST /control/tenants/{tenant}`.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(change): Json<Change>,
) -> Answer {
    let known = |number| number == 0 || Aadsts::tenant_is_gone(number, &name).is_some();
    if !change.gone.is_none_or(known) {
        let message = "a tenant is gone with 90002, 900023 or 5000224".to_owned();
        return Err((StatusCode::BAD_REQUEST, message));
    }
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.settled(id) {
        let description = &mut tenant.description;
        if let Some(name) = change.display_name {
            description.display_name = name;
        }
        if let Some(number) = change.gone {
            description.gone = Some(number).filter(|number| *number != 0);
        }
        description.capital_ids = change.capital_ids.unwrap_or(description.capital_ids);
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/verified-domains`: sets the list in the body.
pub(super) async fn set_domains(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(domains): Json<Vec<String>>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        tenant.description.verified_domains = domains;
    }
    described(&mut world, id).map(Json)
}

/// State of a tenant, with which every command answers.
pub(super) fn described(
    world: &mut World,
    id: Uuid,
) -> Result<serde_json::Value, (StatusCode, String)> {
    let now_visible = world.settled(id).is_some();
    let faults = world.faults.list(Some(id));
    let tenant = world
        .tenants
        .iter()
        .find(|tenant| tenant.id() == id && now_visible);
    let tenant =
        tenant.ok_or_else(|| (StatusCode::NOT_FOUND, format!("there is no tenant {id}")))?;
    Ok(state::tenant(tenant, &faults))
}
