//! Choice of an account, and the detour through a tenant's own identity provider.
//!
//! The detour follows WS-Federation passive sign-in as Microsoft uses it with a federated domain
//! (<https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/how-to-connect-fed-compatibility>): a redirect with `wa`,
//! `wtrealm`, `wctx`, `username`, and a form post to `/login.srf` with `wresult`. The assertion is a ticket here.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use url::form_urlencoded;

use super::interaction::Person;
use super::{authorize, decision, page, session};
use crate::parameters::Parameters;
use crate::unknown;
use crate::world::{Shared, World};

const OVER: &str = "a visit that is over: the back button, or a page from before a reset";

/// `GET /signin/{interaction}`: the account picker; `everyone=1` lists the accounts of all tenants.
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let parameters = match Parameters::read(query.as_deref().unwrap_or_default(), &["everyone"]) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let mut world = shared.world();
    match world.interactions.get(&id).cloned() {
        Some(visit) => page::accounts(
            &mut world,
            &id,
            &visit,
            parameters.get("everyone").is_some(),
        ),
        None => unknown::answer(OVER),
    }
}

/// `POST /signin/{interaction}`: an account button, or Cancel.
pub(crate) async fn pick(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let parameters = match Parameters::read(&body, &["account"]) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let mut world = shared.world();
    let Some(visit) = world.interactions.get(&id).cloned() else {
        return unknown::answer(OVER);
    };
    let account = parameters.get("account").unwrap_or_default();
    if account == "cancel" {
        world.interactions.remove(&id);
        return page::leave(visit.cancelled_sign_in());
    }
    let Some(person) = page::parse_account(account) else {
        return unknown::answer(format!("account {account}"));
    };
    let person = visit.authority.known_as(&world, person);
    let user = match decision::admit(&mut world, visit.authority, person) {
        Ok(user) => user,
        Err(error) => return page::stop(&world, &error),
    };
    let federated = world
        .tenant(person.tenant)
        .is_some_and(|tenant| tenant.description.own_identity_provider);
    if federated {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("wa", "wsignin1.0")
            .append_pair("wtrealm", "urn:federation:MicrosoftOnline")
            .append_pair("wctx", &id)
            .append_pair("username", &user.user_principal_name)
            .finish();
        let target = format!("{}/adfs/ls/?{query}", shared.addresses.identity_provider);
        return Redirect::to(&target).into_response();
    }
    signed_in(&mut world, &headers, &id, person)
}

/// `POST /login.srf`: returns from the tenant's own identity provider.
pub(crate) async fn return_from_identity_provider(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let parameters = match Parameters::read(&body, &["wa", "wctx", "wresult"]) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let mut world = shared.world();
    let ticket = parameters.get("wresult").unwrap_or_default();
    let found = world.tickets.remove(ticket);
    match found {
        Some((id, person)) if parameters.get("wctx") == Some(id.as_str()) => {
            signed_in(&mut world, &headers, &id, person)
        }
        _ => unknown::answer("an answer of an identity provider that was not asked for"),
    }
}

/// `GET /return/{interaction}`: returns to the application from "Need admin approval", without consent.
pub(crate) async fn return_without_consent(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Response {
    match shared.world().interactions.remove(&id) {
        Some(visit) => page::leave(visit.went_back()),
        None => unknown::answer(OVER),
    }
}

fn signed_in(world: &mut World, headers: &HeaderMap, id: &str, person: Person) -> Response {
    let (session, multifactor) = session::remember(world, headers, person);
    let Some(visit) = world.interactions.get_mut(id) else {
        return unknown::answer(OVER);
    };
    visit.person = Some(person);
    visit.multifactor = multifactor;
    let mut response = authorize::proceed(world, id, false);
    session::set_cookie(&mut response, &session);
    response
}
