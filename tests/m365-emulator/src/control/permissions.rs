//! Consent and permissions of our app in a tenant.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;

use super::tenants::described;
use super::{Answer, named};
use crate::directory::RoleGrant;
use crate::permission;
use crate::tenant::ConsentDelay;
use crate::world::Shared;

/// Permissions by name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    #[serde(default)]
    delegated: BTreeSet<String>,
    #[serde(default)]
    application: BTreeSet<String>,
}

impl Names {
    fn check(&self) -> Result<(), (StatusCode, String)> {
        let scope = self
            .delegated
            .iter()
            .find(|name| permission::find_scope(name).is_none());
        let role = self
            .application
            .iter()
            .find(|name| permission::find_app_role(name).is_none());
        scope.or(role).map_or(Ok(()), |name| {
            Err((
                StatusCode::BAD_REQUEST,
                format!("Microsoft Graph has no such permission {name}"),
            ))
        })
    }
}

/// `POST /control/tenants/{tenant}/consent`: grants every declared permission tenant-wide, as if an administrator had pressed
/// Accept; a configured delay applies.
pub(super) async fn consent(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    let (now, declared) = (world.clock.now(), world.app.declared.clone());
    if let Some(tenant) = world.tenant(id) {
        tenant.consent(declared.delegated, Some(declared.application), now);
    }
    described(&mut world, id).map(Json)
}

/// `DELETE /control/tenants/{tenant}/consent`: removes every permission, tenant-wide and of each user; the service principal
/// stays.
pub(super) async fn revoke_all(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        tenant.settle_at_once();
        if let Some(installed) = &mut tenant.installed {
            installed.grants.clear();
            installed.roles.clear();
        }
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/grant`: adds permissions tenant-wide, and creates the service principal if it is absent.
pub(super) async fn grant(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(names): Json<Names>,
) -> Answer {
    names.check()?;
    let mut world = shared.world();
    let id = named(&world, &name)?;
    let now = world.clock.now();
    if let Some(tenant) = world.tenant(id) {
        tenant.settle_at_once();
        let installed = tenant.install();
        if !names.delegated.is_empty() {
            installed.grant_to(None, &names.delegated);
        }
        for role in names.application {
            if !installed.roles.iter().any(|granted| granted.name == role) {
                installed.roles.push(RoleGrant::new(role, now));
            }
        }
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/revoke`: removes permissions, tenant-wide and from each user.
pub(super) async fn revoke(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(names): Json<Names>,
) -> Answer {
    names.check()?;
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        tenant.settle_at_once();
        if let Some(installed) = &mut tenant.installed {
            installed.revoke_scopes(&names.delegated);
            installed
                .roles
                .retain(|role| !names.application.contains(&role.name));
        }
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/delay`: `{"token_requests": n}`, `{"milliseconds": n}` or `null`.
pub(super) async fn delay(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(delay): Json<Option<ConsentDelay>>,
) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        tenant.consent_delay = delay;
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/settle`: puts a spreading consent into effect now.
pub(super) async fn settle(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Answer {
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        tenant.settle_at_once();
    }
    described(&mut world, id).map(Json)
}
