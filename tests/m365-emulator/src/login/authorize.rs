//! The authorize endpoint.
//!
//! Sources: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reply-url>.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::HeaderMap;
use url::Url;

use super::authority::Authority;
use super::claims::{ClaimsError, ClaimsRequest};
use super::grant::Code;
use super::interaction::{Answer, Authorize, Interaction, Person, Prompt, Purpose};
use super::session::SignedIn;
use super::token_response::client_info;
use super::{consent, decision, page, redirect_error, second_factor, session};
use crate::aadsts::Aadsts;
use crate::clock::{random_guid, random_long_text, random_text};
use crate::parameters::Parameters;
use crate::policy::{self, Place};
use crate::scope::Scopes;
use crate::unknown;
use crate::world::{Shared, World};

const PARAMETERS: [&str; 13] = [
    "client_id",
    "client_info",
    "response_type",
    "redirect_uri",
    "scope",
    "response_mode",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "login_hint",
    "claims",
];

/// `GET /{tenant}/oauth2/v2.0/authorize`.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    Path(segment): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters =
        match Parameters::of_a_library(query.as_deref().unwrap_or_default(), &PARAMETERS) {
            Ok(parameters) => parameters,
            Err(loud) => return *loud,
        };
    if let Some(loud) = not_emulated(&parameters) {
        return loud;
    }
    let mut world = shared.world();
    let authority = match Authority::find(&world, &segment) {
        Ok(authority) => authority,
        Err(error) => return page::stop(&world, &error),
    };
    let redirect_uri = match check_client(&world, &parameters) {
        Ok(redirect_uri) => redirect_uri,
        Err(error) => return page::stop(&world, &error),
    };
    let claims = match ClaimsRequest::read(&parameters) {
        Ok(claims) => claims,
        Err(ClaimsError::Malformed(error)) => return page::stop(&world, &error),
        Err(ClaimsError::Unknown(what)) => return unknown::answer(what),
    };
    let (request, problem) = read_request(&parameters, claims, &shared.addresses.graph);
    let visit = Interaction {
        authority,
        redirect_uri,
        state: parameters.take("state"),
        purpose: Purpose::Authorize(request.clone()),
        person: None,
        multifactor: false,
    };
    if let Some(error) = problem {
        return page::leave(visit.refuse(&world, &error));
    }
    let signed_in = candidates(&world, &headers, authority, request.login_hint.as_deref());
    if request.prompt == Prompt::None {
        let lapsed = request.login_hint.is_some() && session::is_known(&world, &headers);
        return page::leave(silent(&mut world, visit, &request, &signed_in, lapsed));
    }
    let single = matches!(request.prompt, Prompt::Absent | Prompt::Consent) && signed_in.len() == 1;
    let id = random_text();
    let known = signed_in.first().filter(|_| single);
    let visit = visit.signed_in(known);
    world.interactions.insert(id.clone(), visit.clone());
    match known {
        Some(_) => proceed(&mut world, &id, false),
        None => page::accounts(&mut world, &id, &visit, false),
    }
}

/// Continues after a sign-in or a consent: to the next page, or back to the application with a code.
pub(crate) fn proceed(world: &mut World, id: &str, consented_just_now: bool) -> Response {
    let Some(visit) = world.interactions.get(id).cloned() else {
        return unknown::answer(
            "a visit that is over: the back button, or a page from before a reset",
        );
    };
    let Some(person) = visit.person else {
        return page::accounts(world, id, &visit, false);
    };
    if let Some(error) = redirect_error::due(world, Some(person.tenant), false) {
        return page::leave(visit.refuse(world, &error));
    }
    if let Some(page) = second_factor::demanded(world, id, &visit, person) {
        return page;
    }
    let request = match &visit.purpose {
        Purpose::Authorize(request) => request.clone(),
        Purpose::AdminConsent(_) => {
            return super::admin_consent::proceed(world, id, &visit, person);
        }
    };
    let obstacle = decision::obstacle(world, visit.authority, person, &request, consented_just_now);
    match obstacle {
        None => page::leave(issue(world, &visit, &request, person)),
        Some(decision::Obstacle::Stop(error)) => page::stop(world, &error),
        Some(decision::Obstacle::Consent(scopes)) => consent::show(world, id, person, &scopes),
        Some(decision::Obstacle::NeedsAdministrator) => page::need_admin_approval(world, id),
    }
}

/// Answers `prompt=none` without any page, whatever the answer is
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>).
fn silent(
    world: &mut World,
    visit: Interaction,
    request: &Authorize,
    signed_in: &[SignedIn],
    lapsed: bool,
) -> Answer {
    let visit = visit.signed_in(signed_in.first());
    let tenant = visit.person.map(|person| person.tenant);
    if let Some(error) = redirect_error::due(world, tenant.or(visit.authority.tenant()), true) {
        return visit.refuse(world, &error);
    }
    let error = match (visit.person, signed_in.len()) {
        (None, _) if lapsed => redirect_error::SESSION_LAPSED.error(),
        (None, _) => redirect_error::NOBODY_SIGNED_IN.error(),
        (Some(_), 2..) => redirect_error::SEVERAL_ACCOUNTS.error(),
        (Some(person), _) => {
            let policy = policy_without_page(world, &visit, person);
            match (
                policy,
                decision::obstacle(world, visit.authority, person, request, false),
            ) {
                (Some(error), _) | (None, Some(decision::Obstacle::Stop(error))) => Aadsts {
                    error: "interaction_required",
                    ..error
                },
                (
                    None,
                    Some(decision::Obstacle::Consent(_) | decision::Obstacle::NeedsAdministrator),
                ) => {
                    let text = format!(
                        "The user or administrator has not consented to use the application with \
                            ID '{}' named '{}'. Send an interactive authorization request \
                            for this user and resource.",
                        world.app.client_id, world.app.display_name
                    );
                    Aadsts::new(65001, "consent_required", text)
                }
                (None, None) => return issue(world, &visit, request, person),
            }
        }
    };
    visit.refuse(world, &error)
}

/// The refusal of a policy that would otherwise show a page.
fn policy_without_page(world: &mut World, visit: &Interaction, person: Person) -> Option<Aadsts> {
    let (claims, multifactor) = (visit.claims(), visit.multifactor);
    let objection = policy::judge(world, person, Place::Browser, &claims, multifactor);
    objection.map(|objection| objection.error).or_else(|| {
        let description = &world.tenant(person.tenant)?.description;
        let user = description.find_user(&person.user.to_string())?;
        policy::unattended(description, user, multifactor)
    })
}

fn issue(world: &mut World, visit: &Interaction, request: &Authorize, person: Person) -> Answer {
    let code = format!("1.{}", random_long_text());
    world.codes.insert(
        code.clone(),
        Code::new(visit, request, person, world.clock.now()),
    );
    let session = random_guid().to_string();
    let mut fields = vec![("code", code), ("session_state", session)];
    if request.client_info {
        fields.push(("client_info", client_info(person)));
    }
    visit.answer(fields)
}

/// Loud refusal of a documented feature that is deliberately not emulated, so that no client relies on it.
fn not_emulated(parameters: &Parameters) -> Option<Response> {
    if parameters.get("code_challenge").is_none()
        || parameters.get("code_challenge_method") != Some("S256")
    {
        return Some(unknown::answer("an authorize request without PKCE S256"));
    }
    if parameters
        .get("response_mode")
        .is_some_and(|mode| mode != "query" && mode != "form_post")
    {
        return Some(unknown::answer("this response_mode"));
    }
    if parameters.get("prompt") == Some("select_account") && parameters.get("login_hint").is_some()
    {
        return Some(unknown::answer(
            "login_hint together with prompt=select_account",
        ));
    }
    None
}

/// Checks client and redirect URI. An error of this check is never sent to the URI
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/reply-url>).
///
/// # Errors
///
/// AADSTS700016 for another client, AADSTS50011 for a redirect URI that is not registered letter by letter.
pub(crate) fn check_client(world: &World, parameters: &Parameters) -> Result<Url, Aadsts> {
    let client = parameters.get("client_id").unwrap_or_default();
    if client != world.app.client_id.to_string() {
        let text = format!(
            "Application with identifier '{client}' was not found in the directory. This can \
                happen if the application has not been installed by the administrator of the \
                tenant or consented to by any user in the tenant."
        );
        return Err(Aadsts::new(700_016, "unauthorized_client", text));
    }
    let uri = parameters.get("redirect_uri").unwrap_or_default();
    let registered = world.app.redirect_uris.contains(uri);
    Url::parse(uri).ok().filter(|_| registered).ok_or_else(|| {
        let text = format!(
            "The redirect URI '{uri}' specified in the request does not match the \
            redirect URIs configured for the application '{client}'."
        );
        Aadsts::new(50011, "invalid_request", text)
    })
}

fn read_request(
    parameters: &Parameters,
    claims: ClaimsRequest,
    graph_url: &str,
) -> (Authorize, Option<Aadsts>) {
    let mut problem = None;
    if parameters.get("response_type") != Some("code") {
        let text = "The response type is not supported: only code is.";
        problem = Some(Aadsts::new(700_051, "unsupported_response_type", text));
    }
    let scopes = Scopes::parse(parameters.get("scope").unwrap_or_default(), graph_url);
    let scopes = scopes.unwrap_or_else(|error| {
        problem = Some(error);
        Scopes::default()
    });
    let prompt = match parameters.get("prompt") {
        None => Prompt::Absent,
        Some("none") => Prompt::None,
        Some("login") => Prompt::Login,
        Some("consent") => Prompt::Consent,
        Some("select_account") => Prompt::SelectAccount,
        Some(other) => {
            let text = format!("Unsupported 'prompt' value '{other}'.");
            problem = Some(Aadsts::new(90023, "invalid_request", text));
            Prompt::Absent
        }
    };
    let request = Authorize {
        scopes,
        nonce: parameters.take("nonce"),
        code_challenge: parameters.take("code_challenge").unwrap_or_default(),
        prompt,
        login_hint: parameters.take("login_hint"),
        form_post: parameters.get("response_mode") == Some("form_post"),
        claims,
        client_info: parameters.get("client_info") == Some("1"),
    };
    (request, problem)
}

/// People of this browser's session who may be meant, the latest sign-in first. A hint selects the person that it names.
pub(super) fn candidates(
    world: &World,
    headers: &HeaderMap,
    authority: Authority,
    hint: Option<&str>,
) -> Vec<SignedIn> {
    let named = |person: &Person| {
        let tenant = world
            .tenants
            .iter()
            .find(|tenant| tenant.id() == person.tenant);
        let user = tenant.and_then(|tenant| tenant.description.find_user(&person.user.to_string()));
        hint.is_none_or(|hint| {
            user.is_some_and(|user| user.sign_in_name().eq_ignore_ascii_case(hint))
        }) && (authority.tenant().is_some() || user.is_some_and(|user| user.signs_in_as.is_none()))
    };
    let mut people = session::people(world, headers);
    people.reverse();
    for signed_in in &mut people {
        signed_in.person = authority.known_as(world, signed_in.person);
    }
    people.retain(|SignedIn { person, .. }| authority.admits(person.tenant) && named(person));
    people
}
