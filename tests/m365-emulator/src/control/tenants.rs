//! Tenants: list, look, copy, reset, change people.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{Answer, named, state};
use crate::clock::random_guid;
use crate::tenant::Description;
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
}

/// `POST /control/tenants`: a fresh copy of a tenant, with ids and domains of its own.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    Json(create): Json<Create>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &create.like)?;
    let original = world.tenant(id).map(|tenant| tenant.description.clone());
    let Some(original) = original else {
        return Err((StatusCode::NOT_FOUND, create.like));
    };
    let copy = copied(&original);
    let id = copy.tenant_id;
    world.add_tenant(copy);
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/verified-domains`, the body is the list.
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

/// The body of `POST /control/tenants/{tenant}/users/{user}`: what is absent stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeUser {
    account_enabled: Option<bool>,
    roles: Option<Vec<String>>,
    /// AADSTS number; 0 ends it.
    token_error: Option<u32>,
}

/// `POST /control/tenants/{tenant}/users/{user}`.
pub(super) async fn set_user(
    State(shared): State<Arc<Shared>>,
    Path((name, user)): Path<(String, String)>,
    Json(change): Json<ChangeUser>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    let unknown_number = change
        .token_error
        .filter(|number| *number != 0 && crate::aadsts::Aadsts::of_sign_in(*number).is_none());
    if let Some(number) = unknown_number {
        return Err((
            StatusCode::BAD_REQUEST,
            format!("AADSTS{number} is not emulated"),
        ));
    }
    let person = world.tenant(id).and_then(|tenant| {
        let found = tenant.description.find_user(&user).map(|user| user.id)?;
        tenant
            .description
            .users
            .iter_mut()
            .find(|user| user.id == found)
    });
    let person =
        person.ok_or_else(|| (StatusCode::NOT_FOUND, format!("there is no user {user}")))?;
    person.account_enabled = change.account_enabled.unwrap_or(person.account_enabled);
    if let Some(roles) = change.roles {
        person.roles = roles;
    }
    if let Some(number) = change.token_error {
        person.token_error = Some(number).filter(|number| *number != 0);
    }
    described(&mut world, id).map(Json)
}

/// The state of a tenant, for every command to answer with.
pub(super) fn described(
    world: &mut World,
    id: Uuid,
) -> Result<serde_json::Value, (StatusCode, String)> {
    let now_visible = world.tenant(id).is_some();
    let faults = world.faults.list(Some(id));
    let tenant = world
        .tenants
        .iter()
        .find(|tenant| tenant.id() == id && now_visible);
    let tenant =
        tenant.ok_or_else(|| (StatusCode::NOT_FOUND, format!("there is no tenant {id}")))?;
    Ok(state::tenant(tenant, &faults))
}

fn copied(original: &Description) -> Description {
    let mut copy = original.clone();
    let mark = &random_guid().simple().to_string()[..8];
    let ids: BTreeMap<Uuid, Uuid> = original
        .users
        .iter()
        .map(|user| (user.id, random_guid()))
        .collect();
    copy.tenant_id = random_guid();
    copy.key = format!("{}-{mark}", original.key);
    let moved = |name: &str| match name.split_once('.') {
        Some((first, rest)) => format!("{first}-{mark}.{rest}"),
        None => format!("{name}-{mark}"),
    };
    let renamed = |name: &str| match name.split_once('@') {
        Some((local, domain)) => format!("{local}@{}", moved(domain)),
        None => name.to_owned(),
    };
    copy.verified_domains = original
        .verified_domains
        .iter()
        .map(|domain| moved(domain))
        .collect();
    copy.account = renamed(&original.account);
    copy.system_user = renamed(&original.system_user);
    for user in &mut copy.users {
        user.id = ids.get(&user.id).copied().unwrap_or(user.id);
        user.user_principal_name = renamed(&user.user_principal_name);
    }
    for group in &mut copy.groups {
        group.id = random_guid();
        group.members = group
            .members
            .iter()
            .filter_map(|id| ids.get(id).copied())
            .collect();
    }
    copy
}
