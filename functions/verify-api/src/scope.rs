//! The scope that each route needs. One table: the authentication layer asks it, and the description tells it.

use domain::api_key::Scope;
use http::Method;

/// The scope of a method and a route, as the list of routes writes its path. None for the route that tells a key its scopes.
/// Whatever is not known here changes something, until it is said otherwise.
pub(crate) fn needed(method: &Method, route: &str) -> Option<Scope> {
    match (method, route) {
        (_, "/v1/me") => None,
        (&Method::GET | &Method::HEAD, _) => Some(Scope::Read),
        (_, "/v1/registrations/{registration_id}/verifications") => Some(Scope::Verify),
        _ => Some(Scope::Write),
    }
}
