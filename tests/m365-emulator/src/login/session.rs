//! Session cookie of the login host: the people signed in at Microsoft in this browser.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

use super::interaction::Person;
use crate::clock::random_text;
use crate::world::World;

/// Name of the cookie. Cookies ignore ports, so the name must differ from those of the service on the same host.
const COOKIE: &str = "EmulatedMicrosoftSession";

/// A person who is signed in in a browser.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignedIn {
    pub(crate) person: Person,
    /// Whether that person gave a second factor.
    pub(crate) multifactor: bool,
}

/// People signed in in this browser, the latest last.
pub(crate) fn people(world: &World, headers: &HeaderMap) -> Vec<SignedIn> {
    let session = cookie(headers).and_then(|id| world.sessions.get(id));
    session.cloned().unwrap_or_default()
}

/// Whether a person has ever signed in in this browser.
pub(crate) fn is_known(world: &World, headers: &HeaderMap) -> bool {
    cookie(headers).is_some_and(|id| world.sessions.contains_key(id))
}

/// Remembers a sign-in; returns the cookie to set, and whether the person gave a second factor before.
pub(crate) fn remember(world: &mut World, headers: &HeaderMap, person: Person) -> (String, bool) {
    let known = cookie(headers)
        .filter(|id| world.sessions.contains_key(*id))
        .map(str::to_owned);
    let id = known.unwrap_or_else(random_text);
    let people = world.sessions.entry(id.clone()).or_default();
    let before = people.iter().find(|other| other.person == person);
    let multifactor = before.is_some_and(|before| before.multifactor);
    people.retain(|other| other.person != person);
    people.push(SignedIn {
        person,
        multifactor,
    });
    (id, multifactor)
}

/// Remembers that a person gave a second factor.
pub(crate) fn confirm(world: &mut World, headers: &HeaderMap, person: Person) {
    let people = cookie(headers).and_then(|id| world.sessions.get_mut(id));
    for signed_in in people.into_iter().flatten() {
        signed_in.multifactor |= signed_in.person == person;
    }
}

/// Sets the cookie on an answer.
pub(crate) fn set_cookie(response: &mut Response, id: &str) {
    let text = format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let values = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = values
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
}
