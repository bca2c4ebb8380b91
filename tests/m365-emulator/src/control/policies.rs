//! The Conditional Access policies of a tenant.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::tenants::described;
use super::{Answer, named};
use crate::policy::{Place, Policy};
use crate::world::Shared;

/// The body of `POST /control/tenants/{tenant}/policies`: what is absent stays, a list replaces the one of before.
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
