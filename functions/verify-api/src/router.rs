//! The explicit list of routes. Whatever is not on it is 404, and a known path with another method is 405: no suffix, no
//! other case, no second slash reaches a handler (`security.md` T38, T42).

use domain::ids::{InvitationId, RegistrationId, VerificationId};
use http::Method;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    CreateRegistration,
    ListRegistrations,
    ReadRegistration(RegistrationId),
    ChangeRegistration(RegistrationId),
    Approve(RegistrationId),
    Reject(RegistrationId),
    CreateInvitation(RegistrationId),
    ReadInvitation(RegistrationId, InvitationId),
    WithdrawInvitation(RegistrationId, InvitationId),
    CreateVerification(RegistrationId),
    ListVerifications(RegistrationId),
    ReadVerification(RegistrationId, Which),
    ListAudit(RegistrationId),
    Checks,
    Events,
    Healthz,
    ProblemType(String),
}

/// Which report.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Latest,
    One(VerificationId),
}

/// Why nothing was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoRoute {
    NotFound,
    /// With the methods that the path knows.
    MethodNotAllowed(&'static str),
}

/// Finds the route of a raw path: nothing is decoded, because no id needs it.
pub(crate) fn route(method: &Method, path: &str) -> Result<Route, NoRoute> {
    let segments: Vec<&str> = path
        .strip_prefix('/')
        .ok_or(NoRoute::NotFound)?
        .split('/')
        .collect();
    let get = |route: Route| match *method {
        Method::GET => Ok(route),
        _ => Err(NoRoute::MethodNotAllowed("GET")),
    };
    let post = |route: Route| match *method {
        Method::POST => Ok(route),
        _ => Err(NoRoute::MethodNotAllowed("POST")),
    };
    match segments.as_slice() {
        ["healthz"] => get(Route::Healthz),
        ["problems", slug] => get(Route::ProblemType((*slug).to_owned())),
        ["v1", "checks"] => get(Route::Checks),
        ["v1", "events"] => get(Route::Events),
        ["v1", "registrations"] => match *method {
            Method::POST => Ok(Route::CreateRegistration),
            Method::GET => Ok(Route::ListRegistrations),
            _ => Err(NoRoute::MethodNotAllowed("GET, POST")),
        },
        ["v1", "registrations", id] => {
            let id = registration(id)?;
            match *method {
                Method::GET => Ok(Route::ReadRegistration(id)),
                Method::PATCH => Ok(Route::ChangeRegistration(id)),
                _ => Err(NoRoute::MethodNotAllowed("GET, PATCH")),
            }
        }
        ["v1", "registrations", id, "approve"] => post(Route::Approve(registration(id)?)),
        ["v1", "registrations", id, "reject"] => post(Route::Reject(registration(id)?)),
        ["v1", "registrations", id, "invitations"] => {
            post(Route::CreateInvitation(registration(id)?))
        }
        ["v1", "registrations", id, "invitations", invitation] => {
            let id = registration(id)?;
            let invitation = invitation.parse().map_err(|_| NoRoute::NotFound)?;
            match *method {
                Method::GET => Ok(Route::ReadInvitation(id, invitation)),
                Method::DELETE => Ok(Route::WithdrawInvitation(id, invitation)),
                _ => Err(NoRoute::MethodNotAllowed("GET, DELETE")),
            }
        }
        ["v1", "registrations", id, "audit"] => get(Route::ListAudit(registration(id)?)),
        ["v1", "registrations", id, "verifications"] => {
            let id = registration(id)?;
            match *method {
                Method::POST => Ok(Route::CreateVerification(id)),
                Method::GET => Ok(Route::ListVerifications(id)),
                _ => Err(NoRoute::MethodNotAllowed("GET, POST")),
            }
        }
        ["v1", "registrations", id, "verifications", which] => {
            let id = registration(id)?;
            let which = match *which {
                "latest" => Which::Latest,
                one => Which::One(one.parse().map_err(|_| NoRoute::NotFound)?),
            };
            get(Route::ReadVerification(id, which))
        }
        _ => Err(NoRoute::NotFound),
    }
}

/// An id of another form names nothing: the answer is the same as for an unknown one (`security.md` T52).
fn registration(text: &str) -> Result<RegistrationId, NoRoute> {
    text.parse().map_err(|_| NoRoute::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const ID: &str = "01930000-0000-7000-8000-00000000002f";

    #[test]
    fn known_paths_are_found() {
        let id = ID.parse().unwrap();
        assert_eq!(route(&Method::GET, "/v1/checks"), Ok(Route::Checks));
        assert_eq!(
            route(&Method::GET, &format!("/v1/registrations/{ID}")),
            Ok(Route::ReadRegistration(id))
        );
        assert_eq!(
            route(&Method::GET, &format!("/v1/registrations/{ID}/audit")),
            Ok(Route::ListAudit(id))
        );
        assert_eq!(
            route(&Method::PATCH, &format!("/v1/registrations/{ID}")),
            Ok(Route::ChangeRegistration(id))
        );
        assert_eq!(
            route(
                &Method::GET,
                &format!("/v1/registrations/{ID}/verifications/latest")
            ),
            Ok(Route::ReadVerification(id, Which::Latest))
        );
    }

    #[test_case("/v1/checks/"; "closing slash")]
    #[test_case("/V1/checks"; "upper case")]
    #[test_case("//v1/checks"; "two slashes")]
    #[test_case("/v1/checks.css"; "suffix")]
    #[test_case("/v1/../v1/checks"; "dots")]
    #[test_case("/v1%2fchecks"; "encoded slash")]
    #[test_case("/v1/registrations/01930000-0000-7000-8000-00000000002F"; "upper case id")]
    #[test_case(""; "empty")]
    fn t38_other_paths_are_not(path: &str) {
        assert_eq!(route(&Method::GET, path), Err(NoRoute::NotFound));
    }

    #[test_case(&Method::DELETE, "/v1/checks", "GET"; "delete")]
    #[test_case(&Method::PUT, "/v1/registrations", "GET, POST"; "put")]
    #[test_case(&Method::PUT, "/v1/registrations/01930000-0000-7000-8000-00000000002f", "GET, PATCH"; "put of one")]
    #[test_case(&Method::TRACE, "/healthz", "GET"; "trace")]
    fn t42_other_methods_are_refused(method: &Method, path: &str, allowed: &'static str) {
        assert_eq!(route(method, path), Err(NoRoute::MethodNotAllowed(allowed)));
    }

    /// The one path of a route.
    fn path(route: &Route) -> String {
        let registration =
            |id: &RegistrationId, below: &str| format!("/v1/registrations/{id}{below}");
        match route {
            Route::CreateRegistration | Route::ListRegistrations => "/v1/registrations".to_owned(),
            Route::ReadRegistration(id) | Route::ChangeRegistration(id) => registration(id, ""),
            Route::Approve(id) => registration(id, "/approve"),
            Route::Reject(id) => registration(id, "/reject"),
            Route::CreateInvitation(id) => registration(id, "/invitations"),
            Route::ReadInvitation(id, invitation) | Route::WithdrawInvitation(id, invitation) => {
                registration(id, &format!("/invitations/{invitation}"))
            }
            Route::CreateVerification(id) | Route::ListVerifications(id) => {
                registration(id, "/verifications")
            }
            Route::ReadVerification(id, Which::Latest) => registration(id, "/verifications/latest"),
            Route::ReadVerification(id, Which::One(one)) => {
                registration(id, &format!("/verifications/{one}"))
            }
            Route::ListAudit(id) => registration(id, "/audit"),
            Route::Checks => "/v1/checks".to_owned(),
            Route::Events => "/v1/events".to_owned(),
            Route::Healthz => "/healthz".to_owned(),
            Route::ProblemType(slug) => format!("/problems/{slug}"),
        }
    }

    /// The paths of all routes.
    fn paths() -> Vec<String> {
        let below = [
            "",
            "/approve",
            "/reject",
            "/invitations",
            "/invitations/01930000-0000-7000-8000-000000000030",
            "/verifications",
            "/verifications/latest",
            "/verifications/01930000-0000-7000-8000-000000000031",
            "/audit",
        ];
        let registrations = below
            .iter()
            .map(|below| format!("/v1/registrations/{ID}{below}"));
        let others = [
            "/v1/registrations",
            "/v1/checks",
            "/v1/events",
            "/healthz",
            "/problems/not-found",
        ];
        registrations.chain(others.map(str::to_owned)).collect()
    }

    const METHODS: [Method; 4] = [Method::GET, Method::POST, Method::PATCH, Method::DELETE];

    #[test]
    fn t42_no_trick_with_a_path_or_method_reaches_another_route() {
        let mut tried = 0;
        for golden in paths() {
            for trick in hostile_events::path_tricks(&golden) {
                for method in METHODS {
                    if let Ok(found) = route(&method, &trick) {
                        // A problem that nobody knows is looked for in a list, and nowhere else.
                        assert!(
                            matches!(found, Route::ProblemType(_)),
                            "{method} {trick:?}: {found:?}"
                        );
                        assert_eq!(path(&found), trick);
                    }
                    tried += 1;
                }
            }
            for method in hostile_events::METHOD_TRICKS {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                assert!(route(&method, &golden).is_err(), "{method} {golden}");
                tried += 1;
            }
        }
        assert!(tried >= 500, "{tried}");
    }

    #[test]
    fn t38_t42_fuzzed_paths_stay_in_the_table() {
        let paths = paths();
        let good: Vec<&str> = paths.iter().map(String::as_str).collect();
        fuzz::text("API routes", &good, |text| {
            let found: Vec<Route> = METHODS
                .iter()
                .filter_map(|method| route(method, text).ok())
                .collect();
            for found in &found {
                assert_eq!(path(found), text);
            }
            assert!(route(&Method::HEAD, text).is_err() && route(&Method::PUT, text).is_err());
            !found.is_empty()
        });
    }
}
