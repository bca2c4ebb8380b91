//! A tenant's own identity provider on a third origin: one page with one button, and the form post back.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/how-to-connect-fed-compatibility>.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;

use crate::clock::random_text;
use crate::login::interaction::Person;
use crate::login::page::{FormPost, parse_account, render};
use crate::parameters::Parameters;
use crate::unknown;
use crate::world::{Shared, World};

/// Routes of the provider's only page.
pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new().route("/adfs/ls/", get(show).post(sign_in))
}

#[derive(Template)]
#[template(path = "identity_provider.html")]
struct Page {
    tenant: String,
    interaction: String,
    account: String,
    user_principal_name: String,
}

async fn show(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    let expected = ["wa", "wtrealm", "wctx", "username"];
    let parameters = match Parameters::read(query.as_deref().unwrap_or_default(), &expected) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let world = shared.world();
    let name = parameters.get("username").unwrap_or_default();
    let Some((tenant, person)) = find(&world, name) else {
        return unknown::answer(format!("account {name} of an own identity provider"));
    };
    let page = Page {
        tenant,
        interaction: parameters.take("wctx").unwrap_or_default(),
        account: format!("{}/{}", person.tenant, person.user),
        user_principal_name: name.to_owned(),
    };
    render(&page, StatusCode::OK)
}

async fn sign_in(State(shared): State<Arc<Shared>>, body: String) -> Response {
    let parameters = match Parameters::read(&body, &["wctx", "account"]) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let Some(person) = parameters.get("account").and_then(parse_account) else {
        return unknown::answer("account of an own identity provider");
    };
    let interaction = parameters.take("wctx").unwrap_or_default();
    let ticket = random_text();
    shared
        .world()
        .tickets
        .insert(ticket.clone(), (interaction.clone(), person));
    let fields = [
        ("wa", "wsignin1.0".to_owned()),
        ("wctx", interaction),
        ("wresult", ticket),
    ];
    let fields = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let action = format!("{}/login.srf", shared.addresses.login);
    render(&FormPost { action, fields }, StatusCode::OK)
}

fn find(world: &World, name: &str) -> Option<(String, Person)> {
    let tenants = world.tenants.iter().map(|tenant| &tenant.description);
    let mut federated = tenants.filter(|description| description.own_identity_provider);
    federated.find_map(|description| {
        let user = description.find_user(name)?;
        let person = Person {
            tenant: description.tenant_id,
            user: user.id,
        };
        Some((description.display_name.clone(), person))
    })
}
