//! The token endpoint.
//!
//! Sources: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens>.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use uuid::Uuid;

use super::authority::Authority;
use super::claims::{ClaimsError, ClaimsRequest};
use super::interaction::Person;
use super::token_response;
use super::{client_authentication, decision, federated_identity::IssuerKeys};
use crate::aadsts::Aadsts;
use crate::keys::claims_of;
use crate::middleware::ForTenant;
use crate::parameters::Parameters;
use crate::policy::{self, Place};
use crate::scope::Scopes;
use crate::unknown;
use crate::world::{Addresses, Shared, World};

const PARAMETERS: [&str; 12] = [
    "grant_type",
    "client_id",
    "client_info",
    "client_secret",
    "client_assertion_type",
    "client_assertion",
    "scope",
    "code",
    "redirect_uri",
    "code_verifier",
    "refresh_token",
    "claims",
];

/// `POST /{tenant}/oauth2/v2.0/token`.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    Path(segment): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Response {
    if let Err(loud) = Parameters::of_a_library(query.as_deref().unwrap_or_default(), &[]) {
        return *loud;
    }
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !content_type.is_some_and(|value| value.starts_with("application/x-www-form-urlencoded")) {
        return unknown::answer(format!(
            "content type {content_type:?} at the token endpoint"
        ));
    }
    let parameters = match Parameters::of_a_library(&body, &PARAMETERS) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let issuer_keys = IssuerKeys::fetch(&shared, &parameters).await;
    let mut world = shared.world();
    let request = Request {
        segment: &segment,
        headers: &headers,
        parameters: &parameters,
        issuer_keys: &issuer_keys,
    };
    let answer = answer(&mut world, &shared.addresses, &request);
    let now = world.clock.now();
    if let Ok(Authority::Tenant(tenant)) = Authority::find(&world, &segment)
        && let Some(tenant) = world.tenant(tenant)
    {
        tenant.count_token_request(now);
    }
    match answer {
        Ok(mut body) => {
            let person = person_of(&body);
            if let Some(person) = person.filter(|_| parameters.get("client_info") == Some("1")) {
                body["client_info"] = token_response::client_info(person).into();
            }
            let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            let tenant = claims_of(body["access_token"].as_str().unwrap_or_default());
            let tenant = tenant.and_then(|claims| claims["tid"].as_str()?.parse().ok());
            let mut response = (StatusCode::OK, no_store, axum::Json(body)).into_response();
            if let Some(tenant) = tenant {
                response.extensions_mut().insert(ForTenant(tenant));
            }
            response
        }
        Err(Refusal::Error(error)) => error.into_json_response(now),
        Err(Refusal::NotEmulated(what)) => unknown::answer(what),
    }
}

/// The person of an answer's access token; `None` for an app-only token.
fn person_of(body: &serde_json::Value) -> Option<Person> {
    let claims = claims_of(body["access_token"].as_str()?)?;
    let id = |claim: &str| claims[claim].as_str()?.parse().ok();
    (claims["idtyp"] == "user").then_some(Person {
        tenant: id("tid")?,
        user: id("oid")?,
    })
}

struct Request<'a> {
    segment: &'a str,
    headers: &'a HeaderMap,
    parameters: &'a Parameters,
    issuer_keys: &'a IssuerKeys,
}

enum Refusal {
    Error(Aadsts),
    NotEmulated(String),
}

impl From<Aadsts> for Refusal {
    fn from(error: Aadsts) -> Self {
        Self::Error(error)
    }
}

impl From<ClaimsError> for Refusal {
    fn from(error: ClaimsError) -> Self {
        match error {
            ClaimsError::Malformed(error) => Self::Error(error),
            ClaimsError::Unknown(what) => Self::NotEmulated(what),
        }
    }
}

fn answer(
    world: &mut World,
    addresses: &Addresses,
    request: &Request<'_>,
) -> Result<serde_json::Value, Refusal> {
    let authority = Authority::find(world, request.segment)?;
    let parameters = request.parameters;
    let claims = ClaimsRequest::read(parameters)?;
    let authenticate = |world: &World| {
        let (headers, login) = (request.headers, &addresses.login);
        let keys = request.issuer_keys;
        client_authentication::authenticate(world, headers, parameters, authority, login, keys)
    };
    match parameters.get("grant_type") {
        Some("client_credentials") => {
            let Some(tenant) = authority.tenant() else {
                let text = "The grant type is not supported over the /common or /consumers \
                    endpoints. Please use the /organizations or tenant-specific endpoint.";
                return Err(Aadsts::new(9_001_023, "invalid_request", text).into());
            };
            check_service_principal(world, tenant)?;
            authenticate(world)?;
            app_only(world, addresses, tenant, parameters)
        }
        Some("authorization_code") => {
            authenticate(world)?;
            redeem_code(world, addresses, authority, parameters, &claims)
        }
        Some("refresh_token") => {
            authenticate(world)?;
            refresh(world, addresses, authority, parameters, &claims)
        }
        Some(other) => Err(Refusal::NotEmulated(format!("grant_type {other}"))),
        None => Err(missing("grant_type").into()),
    }
}

fn app_only(
    world: &mut World,
    addresses: &Addresses,
    tenant: Uuid,
    parameters: &Parameters,
) -> Result<serde_json::Value, Refusal> {
    let text = parameters.get("scope").ok_or_else(|| missing("scope"))?;
    let scopes = Scopes::parse(text, &addresses.graph)?;
    if !scopes.default || !scopes.openid.is_empty() {
        let text = format!(
            "The provided value for scope {text} is not valid. Client credential flows must have \
                a scope value with /.default suffixed to the resource identifier \
                (application ID URI)."
        );
        return Err(Aadsts::new(1_002_012, "invalid_scope", text).into());
    }
    Ok(token_response::app_only(world, &addresses.login, tenant))
}

fn redeem_code(
    world: &mut World,
    addresses: &Addresses,
    authority: Authority,
    parameters: &Parameters,
    claims: &ClaimsRequest,
) -> Result<serde_json::Value, Refusal> {
    let now = world.clock.now();
    let text = parameters.get("code").ok_or_else(|| missing("code"))?;
    let code = world.codes.get_mut(text).ok_or_else(|| {
        Aadsts::invalid_grant(
            70000,
            "The provided value for the 'code' parameter is not valid.",
        )
    })?;
    let (redirect_uri, verifier) = (
        parameters.get("redirect_uri"),
        parameters.get("code_verifier"),
    );
    code.redeem(authority, redirect_uri, verifier, now)?;
    let code = code.clone();
    let asked = narrower(parameters, &addresses.graph, &code.scopes)?;
    check_service_principal(world, code.person.tenant)?;
    check_policies(world, code.person, claims, code.multifactor)?;
    let issued = token_response::Issue {
        person: code.person,
        scopes: asked,
        identity: code.scopes.clone(),
        consented: code.scopes,
        multifactor: code.multifactor,
    };
    Ok(token_response::for_person(
        world,
        &addresses.login,
        issued,
        code.nonce,
    ))
}

fn refresh(
    world: &mut World,
    addresses: &Addresses,
    authority: Authority,
    parameters: &Parameters,
    claims: &ClaimsRequest,
) -> Result<serde_json::Value, Refusal> {
    let text = parameters
        .get("refresh_token")
        .ok_or_else(|| missing("refresh_token"))?;
    let token = world.refresh_tokens.get(text).cloned().ok_or_else(|| {
        Aadsts::invalid_grant(
            70000,
            "The provided value for the input parameter 'refresh_token' is not valid.",
        )
        .with_suberror("bad_token")
    })?;
    let person = token.person;
    if token.revoked {
        return Err(unattended(50173).into());
    }
    if world.clock.now() >= token.expires_at {
        return Err(unattended(700_082).into());
    }
    let user = decision::admit(world, authority, person)
        .map_err(|error| Aadsts::of_sign_in(error.number).unwrap_or(error))?;
    check_service_principal(world, person.tenant)?;
    check_policies(world, person, claims, token.multifactor)?;
    let description = world
        .tenant(person.tenant)
        .map(|tenant| &tenant.description);
    let stopped = description
        .and_then(|description| policy::unattended(description, &user, token.multifactor));
    if let Some(error) = stopped {
        return Err(error.into());
    }
    let asked = narrower(parameters, &addresses.graph, &token.scopes)?;
    if let Some(tenant) = world.tenant(person.tenant) {
        let granted = tenant.scopes_of(person.user);
        let missing = granted.is_empty() || !asked.named.is_subset(&granted);
        let admitted = tenant.admits(&user);
        let number = if missing { 65001 } else { 50105 };
        if missing || !admitted {
            return Err(unattended(number).into());
        }
    }
    let issued = token_response::Issue {
        person,
        identity: asked.clone(),
        scopes: asked,
        consented: token.scopes,
        multifactor: token.multifactor,
    };
    Ok(token_response::for_person(
        world,
        &addresses.login,
        issued,
        None,
    ))
}

/// Checks Conditional Access again at the token endpoint, by the server's place.
fn check_policies(
    world: &mut World,
    person: Person,
    claims: &ClaimsRequest,
    multifactor: bool,
) -> Result<(), Aadsts> {
    match policy::judge(world, person, Place::Server, claims, multifactor) {
        Some(objection) => Err(objection.error),
        None => Ok(()),
    }
}

/// The `scope` of a token request, if given, or else that of the authorize request.
fn narrower(
    parameters: &Parameters,
    graph_url: &str,
    consented: &Scopes,
) -> Result<Scopes, Aadsts> {
    parameters.get("scope").map_or_else(
        || Ok(consented.clone()),
        |text| Scopes::parse(text, graph_url),
    )
}

/// Checks that the tenant has a usable service principal, without which no token is issued
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/deprecate-service-principal-less-authentication>).
fn check_service_principal(world: &mut World, tenant: Uuid) -> Result<(), Aadsts> {
    let client = world.app.client_id;
    let installed = world
        .tenant(tenant)
        .and_then(|tenant| tenant.installed.as_ref());
    match installed {
        None => {
            let text = format!(
                "The client application '{client}' is missing service principal in the tenant \
                    '{tenant}'. See instructions here: \
                    https://go.microsoft.com/fwlink/?linkid=2225119"
            );
            Err(Aadsts::invalid_client(7_000_229, text))
        }
        Some(installed) if !installed.is_usable() => {
            let text = format!("Application '{client}' is disabled.");
            Err(Aadsts::new(7_000_112, "unauthorized_client", text))
        }
        Some(_) => Ok(()),
    }
}

fn unattended(number: u32) -> Aadsts {
    Aadsts::of_sign_in(number).unwrap_or_else(|| missing("refresh_token"))
}

fn missing(name: &str) -> Aadsts {
    let text = format!("The request body must contain the following parameter: '{name}'.");
    Aadsts::new(900_144, "invalid_request", text)
}
