//! `OpenID` Connect discovery, the signing keys, and instance discovery.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc>.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use url::{Position, Url};

use super::authority::Authority;
use crate::aadsts::Aadsts;
use crate::parameters::Parameters;
use crate::world::Shared;

/// `GET /{tenant}/v2.0/.well-known/openid-configuration`: a templated issuer for `common` and `organizations`, the
/// concrete one for a tenant or one of its verified domains.
pub(crate) async fn document(
    State(shared): State<Arc<Shared>>,
    Path(segment): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    if let Err(loud) = Parameters::read(query.as_deref().unwrap_or_default(), &[]) {
        return *loud;
    }
    let world = shared.world();
    let authority = match Authority::find(&world, &segment) {
        Ok(authority) => authority,
        Err(mut error) => {
            error.error = "invalid_tenant";
            return error.into_json_response(world.clock.now());
        }
    };
    let login = &shared.addresses.login;
    let path = authority
        .tenant()
        .map_or_else(|| segment.clone(), |tenant| tenant.to_string());
    let issuer = authority
        .tenant()
        .map_or_else(|| "{tenantid}".to_owned(), |id| id.to_string());
    let body = json!({
        "token_endpoint": format!("{login}/{path}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{login}/{path}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{login}/{issuer}/v2.0"),
        "request_uri_parameter_supported": false,
        "userinfo_endpoint": format!("{}/oidc/userinfo", shared.addresses.graph),
        "authorization_endpoint": format!("{login}/{path}/oauth2/v2.0/authorize"),
        "end_session_endpoint": format!("{login}/{path}/oauth2/v2.0/logout"),
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver"],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "microsoftonline.com",
        "msgraph_host": shared.addresses.graph,
    });
    Json(body).into_response()
}

/// `GET /{tenant}/discovery/v2.0/keys`: each key with the issuer for which it may sign
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens>).
pub(crate) async fn keys(
    State(shared): State<Arc<Shared>>,
    Path(segment): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    if let Err(loud) = Parameters::read(query.as_deref().unwrap_or_default(), &["appid"]) {
        return *loud;
    }
    let world = shared.world();
    match Authority::find(&world, &segment) {
        Ok(_) => Json(world.keys.published(&shared.addresses.login)).into_response(),
        Err(error) => error.into_json_response(world.clock.now()),
    }
}

/// `GET /common/discovery/instance`: whether a library may trust the host of its authority, and the names of that host
/// (`CloudInstanceDiscoveryResponse` of MSAL for JavaScript, `Authority` of MSAL for Python). MSAL for Python leaves the port
/// out.
pub(crate) async fn instance(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let expected = ["api-version", "authorization_endpoint"];
    let parameters = match Parameters::read(query.as_deref().unwrap_or_default(), &expected) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let login = &shared.addresses.login;
    let asked = parameters.get("authorization_endpoint");
    let asked = asked.and_then(|endpoint| Url::parse(endpoint).ok());
    let own = Url::parse(login).ok();
    let Some((asked, own)) = asked
        .zip(own)
        .filter(|(asked, own)| asked.host() == own.host())
    else {
        let text = "Unknown or invalid instance.";
        let error = Aadsts::new(50049, "invalid_instance", text);
        return error.into_json_response(shared.world().clock.now());
    };
    let tenant = asked.path().split('/').nth(1).unwrap_or_default();
    let host = &own[Position::BeforeHost..Position::AfterHost];
    let with_port = &own[Position::BeforeHost..Position::AfterPort];
    let body = json!({
        "tenant_discovery_endpoint": format!("{login}/{tenant}/v2.0/.well-known/openid-configuration"),
        "api-version": parameters.get("api-version"),
        "metadata": [{
            "preferred_network": with_port,
            "preferred_cache": with_port,
            "aliases": [with_port, host],
        }],
    });
    Json(body).into_response()
}
