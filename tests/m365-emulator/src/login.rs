//! Login host, which is `login.microsoftonline.com` in production.

pub(crate) mod admin_consent;
pub(crate) mod authority;
pub(crate) mod authorize;
pub(crate) mod claims;
pub(crate) mod client_authentication;
pub(crate) mod consent;
pub(crate) mod decision;
pub(crate) mod discovery;
pub(crate) mod federated_identity;
pub(crate) mod grant;
pub(crate) mod interaction;
pub(crate) mod page;
pub(crate) mod redirect_error;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod sign_in;
pub(crate) mod token;
pub(crate) mod token_response;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::world::Shared;

/// Routes of the protocol endpoints and of Microsoft's own pages.
pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(discovery::document),
        )
        .route("/{tenant}/discovery/v2.0/keys", get(discovery::keys))
        .route("/common/discovery/instance", get(discovery::instance))
        .route("/{tenant}/oauth2/v2.0/authorize", get(authorize::handle))
        .route("/{tenant}/oauth2/v2.0/token", post(token::handle))
        .route("/{tenant}/v2.0/adminconsent", get(admin_consent::handle))
        .route(
            "/signin/{interaction}",
            get(sign_in::show).post(sign_in::pick),
        )
        .route("/login.srf", post(sign_in::return_from_identity_provider))
        .route(
            "/return/{interaction}",
            get(sign_in::return_without_consent),
        )
        .route("/second-factor/{interaction}", post(second_factor::decide))
        .route("/consent/{interaction}", post(consent::decide))
}
