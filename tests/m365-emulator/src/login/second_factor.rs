//! Page for the second factor, for which a policy or the application asked.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity/authentication/concept-mfa-howitworks>.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use super::interaction::{Interaction, Person};
use super::{authorize, page, session};
use crate::parameters::Parameters;
use crate::policy::{self, Place};
use crate::unknown;
use crate::world::{Shared, World};

#[derive(Template)]
#[template(path = "second_factor.html")]
struct Page {
    interaction: String,
    user_principal_name: String,
    registered: bool,
}

/// The page that a policy puts first, judged by the browser's place; `None` if no policy objects.
pub(crate) fn demanded(
    world: &mut World,
    id: &str,
    visit: &Interaction,
    person: Person,
) -> Option<Response> {
    let claims = visit.claims();
    let objection = policy::judge(world, person, Place::Browser, &claims, visit.multifactor)?;
    if !objection.second_factor_helps {
        return Some(page::stop(world, &objection.error));
    }
    let description = &world.tenant(person.tenant)?.description;
    let user = description.find_user(&person.user.to_string())?;
    let page = Page {
        interaction: id.to_owned(),
        user_principal_name: user.user_principal_name.clone(),
        registered: !user.no_second_factor,
    };
    Some(page::render(&page, StatusCode::OK))
}

/// `POST /second-factor/{interaction}`: Approve, or Cancel, which returns to the application.
pub(crate) async fn decide(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let parameters = match Parameters::read(&body, &["decision"]) {
        Ok(parameters) => parameters,
        Err(loud) => return *loud,
    };
    let mut world = shared.world();
    let visit = world.interactions.get_mut(&id);
    let Some((visit, person)) = visit.and_then(|visit| visit.person.map(|person| (visit, person)))
    else {
        return unknown::answer("a second factor for a visit that is over");
    };
    match parameters.get("decision") {
        Some("approve") => visit.multifactor = true,
        Some("cancel") => {
            let answer = visit.cancelled_sign_in();
            world.interactions.remove(&id);
            return page::leave(answer);
        }
        other => return unknown::answer(format!("decision {other:?}")),
    }
    if let Some(tenant) = world.tenant(person.tenant) {
        let mut users = tenant.description.users.iter_mut();
        if let Some(user) = users.find(|user| user.id == person.user) {
            user.no_second_factor = false;
        }
    }
    session::confirm(&mut world, &headers, person);
    authorize::proceed(&mut world, &id, false)
}
