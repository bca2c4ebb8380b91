//! Conditional Access policies of a tenant, and refusals by command.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;

use super::tenants::described;
use super::{Answer, named};
use crate::login::redirect_error::RedirectError;
use crate::policy::{Place, Policy};
use crate::world::Shared;

/// Body of `POST /control/tenants/{tenant}/policies`; absent members stay unchanged, and a list replaces the previous one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    policies: Option<Vec<Policy>>,
    trusted_places: Option<Vec<Place>>,
}

/// `POST /control/tenants/{tenant}/policies`.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(change): Json<Change>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.settled(id) {
        let description = &mut tenant.description;
        description.policies = change
            .policies
            .unwrap_or_else(|| description.policies.clone());
        description.trusted_places = change
            .trusted_places
            .unwrap_or_else(|| description.trusted_places.clone());
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/redirect-errors`: adds the redirect error in the body; several queue up.
pub(super) async fn add_redirect_error(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(error): Json<RedirectError>,
) -> Answer {
    if !error.is_known() {
        let message = "this number, or this error, is not emulated: give a known error".to_owned();
        return Err((StatusCode::BAD_REQUEST, message));
    }
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.settled(id) {
        tenant.description.redirect_errors.push(error);
    }
    described(&mut world, id).map(Json)
}

/// `DELETE /control/tenants/{tenant}/redirect-errors`.
pub(super) async fn clear_redirect_errors(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.settled(id) {
        tenant.description.redirect_errors.clear();
    }
    described(&mut world, id).map(Json)
}
