//! The control API on the login host, below `/control`. The package's README documents it.

mod app;
mod groups;
mod people;
mod permissions;
mod policies;
mod services;
mod state;
mod tenants;
mod wire;

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, get, post};
use http::StatusCode;
use serde_json::Value;

use crate::unknown;
use crate::world::{Shared, World};

/// An answer of the control API.
type Answer = Result<axum::Json<Value>, (StatusCode, String)>;

/// The commands.
pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/control/reset", post(tenants::reset))
        .route("/control/tenants", get(tenants::list).post(tenants::create))
        .route(
            "/control/tenants/{tenant}",
            get(tenants::show).post(tenants::change),
        )
        .route("/control/tenants/{tenant}/reset", post(tenants::reset_one))
        .route(
            "/control/tenants/{tenant}/verified-domains",
            post(tenants::set_domains),
        )
        .route("/control/tenants/{tenant}/users", post(people::create))
        .route("/control/tenants/{tenant}/groups", post(groups::create))
        .route(
            "/control/tenants/{tenant}/groups/{group}",
            post(groups::change),
        )
        .route("/control/tenants/{tenant}/premium", post(groups::premium))
        .route(
            "/control/tenants/{tenant}/users/{user}",
            post(people::change).delete(people::delete),
        )
        .route(
            "/control/tenants/{tenant}/users/{user}/revoke-sessions",
            post(people::revoke_sessions),
        )
        .route(
            "/control/tenants/{tenant}/users/{user}/sign-in",
            post(people::sign_in),
        )
        .route("/control/tenants/{tenant}/policies", post(policies::change))
        .route(
            "/control/tenants/{tenant}/redirect-errors",
            post(policies::add_redirect_error).delete(policies::clear_redirect_errors),
        )
        .route(
            "/control/tenants/{tenant}/users/{user}/end-browser-sessions",
            post(people::end_browser_sessions),
        )
        .route("/control/tenants/{tenant}/sites", post(services::site))
        .route(
            "/control/tenants/{tenant}/sharepoint",
            post(services::sharepoint),
        )
        .route(
            "/control/tenants/{tenant}/exchange",
            post(services::exchange),
        )
        .route(
            "/control/tenants/{tenant}/consent",
            post(permissions::consent).delete(permissions::revoke_all),
        )
        .route("/control/tenants/{tenant}/grant", post(permissions::grant))
        .route(
            "/control/tenants/{tenant}/revoke",
            post(permissions::revoke),
        )
        .route("/control/tenants/{tenant}/delay", post(permissions::delay))
        .route(
            "/control/tenants/{tenant}/settle",
            post(permissions::settle),
        )
        .route(
            "/control/tenants/{tenant}/app",
            post(app::change).delete(app::delete),
        )
        .route("/control/tenants/{tenant}/app/restore", post(app::restore))
        .route(
            "/control/tenants/{tenant}/directory-delay",
            post(app::directory_delay),
        )
        .route(
            "/control/tenants/{tenant}/assignments/{principal}",
            post(app::assign).delete(app::unassign),
        )
        .merge(app_registration())
        .route(
            "/control/faults",
            get(wire::faults)
                .post(wire::add_fault)
                .delete(wire::clear_faults),
        )
        .route("/control/robot", post(crate::robot::walk))
        .route("/control/forge", post(wire::forge))
        .route("/control/keys/rotate", post(wire::rotate_keys))
        .route("/control/clock", post(wire::clock))
        .route(
            "/control/access-token-seconds",
            post(wire::access_token_seconds),
        )
        .route(
            "/control/requests",
            get(wire::requests).delete(wire::clear_requests),
        )
        .route("/control/{*path}", axum::routing::any(unknown::path))
}

/// Commands about the app registration of all tenants.
fn app_registration() -> Router<Arc<Shared>> {
    Router::new()
        .route("/control/app", get(wire::app).post(wire::change_app))
        .route("/control/app/certificates", post(wire::add_certificate))
        .route(
            "/control/app/certificates/{thumbprint}",
            delete(wire::remove_certificate),
        )
}

/// The tenant that a path or query names, by id, verified domain or short name.
fn named(world: &World, name: &str) -> Result<uuid::Uuid, (StatusCode, String)> {
    world
        .find_tenant_id(name)
        .ok_or_else(|| (StatusCode::NOT_FOUND, format!("there is no tenant {name}")))
}
