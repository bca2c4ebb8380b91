//! The access token of a call.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/resolve-auth-errors>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference>.

use http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use super::answer::Answer;
use super::call::Caller;
use crate::keys::claims_of;
use crate::login::token_response::GRAPH_AUDIENCE;
use crate::world::World;

/// Reads the bearer token.
///
/// # Errors
///
/// 401 `InvalidAuthenticationToken` for a token that is absent, malformed, not signed here, expired, or for another audience;
/// 401 `Authorization_IdentityNotFound` if the calling app was removed from the tenant.
pub(crate) fn verify(world: &World, headers: &HeaderMap) -> Result<Caller, Answer> {
    let token = bearer(headers).ok_or_else(|| refused("Access token is empty."))?;
    if claims_of(token).is_none() {
        return Err(refused(
            "CompactToken parsing failed with error code: 80049217",
        ));
    }
    let claims = world
        .keys
        .verified_claims(token)
        .ok_or_else(|| refused("Access token validation failure. Invalid signature."))?;
    if claims["aud"] != GRAPH_AUDIENCE {
        return Err(refused(
            "Access token validation failure. Invalid audience.",
        ));
    }
    if claims["exp"]
        .as_i64()
        .is_none_or(|exp| exp <= world.clock.seconds())
    {
        return Err(refused("Lifetime validation failed, the token is expired."));
    }
    let caller = caller(&claims).ok_or_else(|| refused("Access token validation failure."))?;
    let tenant = world
        .tenants
        .iter()
        .find(|tenant| tenant.id() == caller.tenant);
    if caller.user.is_none() && tenant.is_none_or(|tenant| tenant.installed.is_none()) {
        let message = "The identity of the calling application could not be established.";
        return Err(Answer::error(
            StatusCode::UNAUTHORIZED,
            "Authorization_IdentityNotFound",
            message,
        ));
    }
    Ok(caller)
}

/// The bearer token, unverified.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

fn caller(claims: &Value) -> Option<Caller> {
    let tenant = claims["tid"].as_str()?.parse().ok()?;
    let app_only = claims["idtyp"] == "app";
    let user = if app_only {
        None
    } else {
        Some(claims["oid"].as_str()?.parse().ok()?)
    };
    let roles = claims["roles"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let scopes = claims["scp"]
        .as_str()
        .unwrap_or_default()
        .split_ascii_whitespace();
    let permissions = roles.chain(scopes).map(str::to_owned).collect();
    Some(Caller {
        tenant,
        user,
        permissions,
    })
}

fn refused(message: &str) -> Answer {
    let mut answer = Answer::error(
        StatusCode::UNAUTHORIZED,
        "InvalidAuthenticationToken",
        message,
    );
    let challenge = "Bearer realm=\"\", \
        authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
        client_id=\"00000003-0000-0000-c000-000000000000\"";
    answer.headers.push(("www-authenticate", challenge.into()));
    answer
}
