//! The admin consent endpoint.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-admin-consent>.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::HeaderMap;

use super::authority::Authority;
use super::interaction::{Interaction, Person, Purpose};
use super::{authorize, consent, decision, page};
use crate::aadsts::Aadsts;
use crate::clock::random_text;
use crate::parameters::Parameters;
use crate::permission;
use crate::scope::Scopes;
use crate::tenant::CONSUMER_TENANT;
use crate::unknown;
use crate::world::{Shared, World};

/// `GET /{tenant}/v2.0/adminconsent`.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    Path(segment): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let expected = ["client_id", "redirect_uri", "scope", "state"];
    let parameters = match Parameters::read(query.as_deref().unwrap_or_default(), &expected) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let mut world = shared.world();
    let authority = match Authority::find(&world, &segment) {
        Ok(Authority::Common) => {
            return unknown::answer("adminconsent at common: the documentation rules it out");
        }
        Ok(authority) => authority,
        Err(error) => return page::stop(&world, &error),
    };
    let redirect_uri = match authorize::check_client(&world, &parameters) {
        Ok(redirect_uri) => redirect_uri,
        Err(error) => return page::stop(&world, &error),
    };
    let scopes = Scopes::parse(
        parameters.get("scope").unwrap_or_default(),
        &shared.addresses.graph,
    );
    // As at the authorize endpoint: the one account of the browser's session, or a choice of several
    // (<https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>, AADSTS16000).
    let signed_in = authorize::candidates(&world, &headers, authority, None);
    let known = signed_in.first().filter(|_| signed_in.len() == 1);
    let visit = Interaction {
        authority,
        redirect_uri,
        state: parameters.take("state"),
        purpose: Purpose::AdminConsent(scopes.clone().unwrap_or_default()),
        person: None,
        multifactor: false,
    }
    .signed_in(known);
    if let Err(error) = scopes {
        return page::leave(visit.refuse(&world, &error));
    }
    let id = random_text();
    world.interactions.insert(id.clone(), visit.clone());
    authorize::proceed(&mut world, &id, false)
}

/// Shows the consent page for the organisation; a person without the right role is kept on Microsoft's page.
pub(crate) fn proceed(
    world: &mut World,
    id: &str,
    visit: &Interaction,
    person: Person,
) -> Response {
    let Purpose::AdminConsent(scopes) = &visit.purpose else {
        return unknown::answer("purpose");
    };
    if person.tenant == CONSUMER_TENANT {
        let text = "The signed in user is not from a work or school account: a personal account \
            cannot give admin consent.";
        return page::stop(world, &Aadsts::new(500_208, "invalid_grant", text));
    }
    let user = match decision::admit(world, visit.authority, person) {
        Ok(user) => user,
        Err(error) => return page::stop(world, &error),
    };
    let (delegated, application) = asked(world, scopes);
    if !decision::may_consent_for_tenant(&user, !application.is_empty()) {
        return page::need_admin_approval(world, id);
    }
    let lines = permission::in_words(&delegated, &application);
    consent::render(world, id, person, lines, true)
}

/// Accepts: grants the permissions for the whole tenant and tells the application. That answer proves nothing.
pub(crate) fn accept(
    world: &mut World,
    id: &str,
    visit: &Interaction,
    scopes: &Scopes,
    person: Person,
) -> Response {
    let (delegated, application) = asked(world, scopes);
    let user = match decision::admit(world, visit.authority, person) {
        Ok(user) => user,
        Err(error) => return page::stop(world, &error),
    };
    if !decision::may_consent_for_tenant(&user, !application.is_empty()) {
        return page::need_admin_approval(world, id);
    }
    let now = world.clock.now();
    let words = delegated
        .iter()
        .chain(&application)
        .map(|name| format!("https://graph.microsoft.com/{name}"));
    let granted = words.collect::<Vec<_>>().join(" ");
    // Application permissions only come with `.default`; named scopes leave the roles as they are.
    let roles = scopes.default.then_some(application);
    if let Some(tenant) = world.tenant(person.tenant) {
        tenant.consent(delegated, roles, now);
    }
    world.interactions.remove(id);
    page::leave(visit.answer(vec![
        ("admin_consent", "True".to_owned()),
        ("tenant", person.tenant.to_string()),
        ("scope", granted),
    ]))
}

/// Requested permissions: with `.default` all declared ones, otherwise the named scopes.
fn asked(world: &World, scopes: &Scopes) -> (BTreeSet<String>, BTreeSet<String>) {
    if scopes.default {
        let declared = world.app.declared.clone();
        return (declared.delegated, declared.application);
    }
    let named = scopes.named.union(&scopes.openid).cloned().collect();
    (named, BTreeSet::new())
}
