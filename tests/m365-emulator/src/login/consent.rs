//! The consent page's buttons, and a person's own consent.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/application-consent-experience>.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::interaction::{Interaction, Person, Purpose};
use super::{admin_consent, authorize, decision, page};
use crate::aadsts::Aadsts;
use crate::parameters::Parameters;
use crate::permission;
use crate::unknown;
use crate::world::{Shared, World};

/// Shows the consent page for a person's own consent.
pub(crate) fn show(
    world: &mut World,
    id: &str,
    person: Person,
    scopes: &BTreeSet<String>,
) -> Response {
    let lines = permission::in_words(scopes, &BTreeSet::new());
    render(world, id, person, lines, false)
}

/// Shows the consent page with these lines.
pub(crate) fn render(
    world: &mut World,
    id: &str,
    person: Person,
    lines: Vec<String>,
    for_organization: bool,
) -> Response {
    let app = world.app.clone();
    let Some(tenant) = world.tenant(person.tenant) else {
        return unknown::answer("tenant");
    };
    let user = tenant.description.find_user(&person.user.to_string());
    let consent = page::Consent {
        interaction: id.to_owned(),
        app: app.display_name,
        publisher: app.publisher.name,
        verified: app.publisher.verified,
        user_principal_name: user
            .map(|user| user.user_principal_name.clone())
            .unwrap_or_default(),
        tenant: tenant.description.display_name.clone(),
        lines,
        for_organization,
        may_extend: !for_organization && user.is_some_and(decision::may_extend_to_tenant),
    };
    page::render(&consent, StatusCode::OK)
}

/// `POST /consent/{interaction}`: Accept or Cancel.
pub(crate) async fn decide(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    body: String,
) -> Response {
    let parameters = match Parameters::read(&body, &["decision", "whole_organization"]) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let mut world = shared.world();
    let visit = world.interactions.get(&id).cloned();
    let Some((visit, person)) = visit.and_then(|visit| visit.person.map(|person| (visit, person)))
    else {
        return unknown::answer("a consent page that is over");
    };
    match parameters.get("decision") {
        Some("cancel") => {
            world.interactions.remove(&id);
            let text = "The resource owner or authorization server denied the request: User \
                declined to consent to access the app.";
            let error = Aadsts::new(65004, "consent_required", text);
            page::leave(visit.refuse(&world, &error))
        }
        Some("accept") => {
            let whole = parameters.get("whole_organization").is_some();
            accept(&mut world, &id, &visit, person, whole)
        }
        other => unknown::answer(format!("decision {other:?}")),
    }
}

fn accept(
    world: &mut World,
    id: &str,
    visit: &Interaction,
    person: Person,
    whole_organization: bool,
) -> Response {
    let request = match &visit.purpose {
        Purpose::AdminConsent(scopes) => {
            return admin_consent::accept(world, id, visit, scopes, person);
        }
        Purpose::Authorize(request) => request,
    };
    let obstacle = decision::obstacle(world, visit.authority, person, request, false);
    if let Some(decision::Obstacle::Consent(scopes)) = obstacle
        && let Some(tenant) = world.tenant(person.tenant)
    {
        let user = tenant.description.find_user(&person.user.to_string());
        let whole = whole_organization && user.is_some_and(decision::may_extend_to_tenant);
        if whole {
            tenant.install().grant_to(None, &scopes);
        } else {
            tenant.consent_for(person.user, &scopes);
        }
    }
    authorize::proceed(world, id, true)
}
