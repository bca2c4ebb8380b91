//! The explicit list of the hosted pages' routes. Whatever is not on it is 404; a known path with another method is 405
//! (`security.md` T38, T42).

use http::Method;
use secrecy::{ExposeSecret as _, SecretString};

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Route {
    /// The page of a link: wherever it was left.
    Page(SecretString),
    /// The first page again, to read; it changes nothing.
    Prepare(SecretString),
    /// Where the connection stands, without what went wrong last.
    Status(SecretString),
    /// The page for a person whom Microsoft showed an error and did not send back.
    Stopped(SecretString),
    /// The permissions to print.
    Permissions(SecretString),
    /// The report to print, or as a file to keep.
    Report(SecretString, Kept),
    /// The meeting as a calendar file.
    Meeting(SecretString),
    /// The form that begins the sign-in.
    Start(SecretString),
    /// The form that begins the approval.
    Consent(SecretString),
    /// The form that asks to check again.
    Check(SecretString),
    /// The form that asks to look again without a trip to Microsoft.
    Look(SecretString),
    /// The form that begins the system user's sign-in.
    SystemUser(SecretString),
    /// The form of the system user's page that asks to check again.
    SystemUserCheck(SecretString),
    /// The form of the page for removing the app that asks to check again.
    DisconnectCheck(SecretString),
    /// Who may use the app.
    Access(SecretString),
    /// The review of the change that the rights for it were asked for.
    AccessReview(SecretString),
    /// A form on the page of who may use the app.
    AccessForm(SecretString, AccessForm),
    /// A script that does the same, for whoever prefers that.
    AccessScript(SecretString),
    /// The style sheet, the script or the icon.
    Asset(String),
}

/// A form on the page of who may use the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccessForm {
    /// Leaves for Microsoft, to give the page the rights.
    SignIn,
    /// Looks for users and groups.
    Find,
    /// Assigns those that were chosen.
    Assign,
    /// Shows what a change would mean.
    Review,
    /// Makes the change that was shown.
    Change,
    /// Gives the rights back.
    Finish,
}

impl Route {
    /// The link that it belongs to.
    pub(crate) fn token(&self) -> Option<&SecretString> {
        match self {
            Self::Page(token)
            | Self::Prepare(token)
            | Self::Status(token)
            | Self::Stopped(token)
            | Self::Permissions(token)
            | Self::Report(token, _)
            | Self::Meeting(token)
            | Self::Start(token)
            | Self::Consent(token)
            | Self::Check(token)
            | Self::Look(token)
            | Self::SystemUser(token)
            | Self::SystemUserCheck(token)
            | Self::DisconnectCheck(token)
            | Self::Access(token)
            | Self::AccessReview(token)
            | Self::AccessForm(token, _)
            | Self::AccessScript(token) => Some(token),
            Self::Asset(_) => None,
        }
    }

    /// The page that a form stands on.
    pub(crate) fn page(&self) -> Option<String> {
        let below = match self {
            Self::AccessForm(..) => "/access",
            _ => "",
        };
        let token = self.token()?.expose_secret();
        Some(format!("/connect/{token}{below}"))
    }
}

/// How a report is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// As a page.
    Page,
    /// As a file.
    File,
}

/// Why nothing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoRoute {
    NotFound,
    MethodNotAllowed,
    /// A link that cannot be one: answered as an unknown link is.
    LinkNotUsable,
}

/// Finds the route of a raw path: nothing is decoded, because no token needs it.
pub(crate) fn route(method: &Method, path: &str) -> Result<Route, NoRoute> {
    let segments: Vec<&str> = path
        .strip_prefix('/')
        .ok_or(NoRoute::NotFound)?
        .split('/')
        .collect();
    let is_read = *method == Method::GET || *method == Method::HEAD;
    let link = |token: &str| web::request::token(token).ok_or(NoRoute::LinkNotUsable);
    let form = |token: &str, route: fn(SecretString) -> Route| {
        if *method == Method::POST {
            link(token).map(route)
        } else {
            Err(NoRoute::MethodNotAllowed)
        }
    };
    let read = |token: &str, route: fn(SecretString) -> Route| {
        if is_read {
            link(token).map(route)
        } else {
            Err(NoRoute::MethodNotAllowed)
        }
    };
    match segments.as_slice() {
        ["connect", "assets", file] if is_read => Ok(Route::Asset((*file).to_owned())),
        ["connect", "assets", _] => Err(NoRoute::MethodNotAllowed),
        ["connect", token] => read(token, Route::Page),
        ["connect", token, "prepare"] => read(token, Route::Prepare),
        ["connect", token, "status"] => read(token, Route::Status),
        ["connect", token, "stopped"] => read(token, Route::Stopped),
        ["connect", token, "permissions"] => read(token, Route::Permissions),
        ["connect", token, "report"] => read(token, |token| Route::Report(token, Kept::Page)),
        ["connect", token, "report.html"] => read(token, |token| Route::Report(token, Kept::File)),
        ["connect", token, "meeting.ics"] => read(token, Route::Meeting),
        ["connect", token, "start"] => form(token, Route::Start),
        ["connect", token, "consent"] => form(token, Route::Consent),
        ["connect", token, "check"] => form(token, Route::Check),
        ["connect", token, "look"] => form(token, Route::Look),
        ["connect", token, "system-user"] => form(token, Route::SystemUser),
        ["connect", token, "system-user", "check"] => form(token, Route::SystemUserCheck),
        ["connect", token, "disconnect", "check"] => form(token, Route::DisconnectCheck),
        ["connect", token, "access"] => read(token, Route::Access),
        ["connect", token, "access", "switch"] => read(token, Route::AccessReview),
        ["connect", token, "access.ps1"] => read(token, Route::AccessScript),
        ["connect", token, "access", name] => {
            let step = access_form(name).ok_or(NoRoute::NotFound)?;
            if *method == Method::POST {
                link(token).map(|token| Route::AccessForm(token, step))
            } else {
                Err(NoRoute::MethodNotAllowed)
            }
        }
        _ => Err(NoRoute::NotFound),
    }
}

fn access_form(name: &str) -> Option<AccessForm> {
    Some(match name {
        "sign-in" => AccessForm::SignIn,
        "find" => AccessForm::Find,
        "assign" => AccessForm::Assign,
        "review" => AccessForm::Review,
        "change" => AccessForm::Change,
        "finish" => AccessForm::Finish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const TOKEN: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    #[test]
    fn every_route_is_found_with_its_method() {
        let page = format!("/connect/{TOKEN}");
        assert!(matches!(route(&Method::GET, &page), Ok(Route::Page(_))));
        assert!(matches!(route(&Method::HEAD, &page), Ok(Route::Page(_))));
        for (name, expected) in [
            ("prepare", "Prepare"),
            ("status", "Status"),
            ("permissions", "Permissions"),
            ("report", "Report"),
            ("report.html", "Report"),
            ("meeting.ics", "Meeting"),
            ("access", "Access"),
            ("access/switch", "AccessReview"),
            ("stopped", "Stopped"),
            ("access.ps1", "AccessScript"),
        ] {
            let found = route(&Method::GET, &format!("{page}/{name}"));
            assert!(format!("{found:?}").contains(expected), "{name}: {found:?}");
        }
        for (name, step) in [
            ("sign-in", AccessForm::SignIn),
            ("find", AccessForm::Find),
            ("assign", AccessForm::Assign),
            ("review", AccessForm::Review),
            ("change", AccessForm::Change),
            ("finish", AccessForm::Finish),
        ] {
            let found = route(&Method::POST, &format!("{page}/access/{name}"));
            assert!(
                matches!(found, Ok(Route::AccessForm(_, found)) if found == step),
                "{name}"
            );
        }
        let form = |name: &str| route(&Method::POST, &format!("{page}/{name}")).unwrap();
        assert!(matches!(form("start"), Route::Start(_)));
        assert!(matches!(form("consent"), Route::Consent(_)));
        assert!(matches!(form("check"), Route::Check(_)));
        assert!(matches!(form("look"), Route::Look(_)));
        assert!(matches!(form("system-user"), Route::SystemUser(_)));
        assert!(matches!(
            form("system-user/check"),
            Route::SystemUserCheck(_)
        ));
        assert!(matches!(
            form("disconnect/check"),
            Route::DisconnectCheck(_)
        ));
    }

    #[test_case("/"; "root")]
    #[test_case("/connect"; "no token")]
    #[test_case("/Connect/x"; "upper case")]
    #[test_case("//connect/x"; "two slashes")]
    #[test_case("/connect/x/y"; "unknown step")]
    #[test_case("/connect/x/start/"; "closing slash")]
    #[test_case("/connect/x/system-user/other"; "unknown step of the system user")]
    #[test_case("/connect/x/access/other"; "unknown form of who may use the app")]
    fn t38_other_paths_are_not_found(path: &str) {
        assert_eq!(route(&Method::GET, path).err(), Some(NoRoute::NotFound));
    }

    #[test]
    fn t30_what_cannot_be_a_token_is_answered_like_an_unknown_link() {
        for segment in ["x", &format!("{TOKEN}.css"), "%61", "..", ""] {
            let path = format!("/connect/{segment}");
            assert_eq!(
                route(&Method::GET, &path).err(),
                Some(NoRoute::LinkNotUsable),
                "{path}"
            );
        }
    }

    #[test_case(&Method::POST, "/connect/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; "post page")]
    #[test_case(&Method::GET, "/connect/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/start"; "get start")]
    #[test_case(&Method::GET, "/connect/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/system-user"; "get system user")]
    #[test_case(&Method::POST, "/connect/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/report"; "post report")]
    #[test_case(&Method::GET, "/connect/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/access/change"; "get change of access")]
    #[test_case(&Method::TRACE, "/connect/assets/style.css"; "trace")]
    fn t42_other_methods_are_refused(method: &Method, path: &str) {
        assert_eq!(route(method, path).err(), Some(NoRoute::MethodNotAllowed));
    }

    /// The one path of a route.
    fn path(route: &Route) -> String {
        let below = match route {
            Route::Asset(file) => return format!("/connect/assets/{file}"),
            Route::Page(_) => "",
            Route::Prepare(_) => "/prepare",
            Route::Status(_) => "/status",
            Route::Stopped(_) => "/stopped",
            Route::Permissions(_) => "/permissions",
            Route::Report(_, Kept::Page) => "/report",
            Route::Report(_, Kept::File) => "/report.html",
            Route::Meeting(_) => "/meeting.ics",
            Route::Start(_) => "/start",
            Route::Consent(_) => "/consent",
            Route::Check(_) => "/check",
            Route::Look(_) => "/look",
            Route::SystemUser(_) => "/system-user",
            Route::SystemUserCheck(_) => "/system-user/check",
            Route::DisconnectCheck(_) => "/disconnect/check",
            Route::Access(_) => "/access",
            Route::AccessReview(_) => "/access/switch",
            Route::AccessScript(_) => "/access.ps1",
            Route::AccessForm(_, AccessForm::SignIn) => "/access/sign-in",
            Route::AccessForm(_, AccessForm::Find) => "/access/find",
            Route::AccessForm(_, AccessForm::Assign) => "/access/assign",
            Route::AccessForm(_, AccessForm::Review) => "/access/review",
            Route::AccessForm(_, AccessForm::Change) => "/access/change",
            Route::AccessForm(_, AccessForm::Finish) => "/access/finish",
        };
        let token = route.token().map_or("", |token| token.expose_secret());
        format!("/connect/{token}{below}")
    }

    /// The paths of all routes.
    fn paths() -> Vec<String> {
        let below = [
            "",
            "/prepare",
            "/status",
            "/stopped",
            "/permissions",
            "/report",
            "/report.html",
            "/meeting.ics",
            "/start",
            "/consent",
            "/check",
            "/look",
            "/system-user",
            "/system-user/check",
            "/disconnect/check",
            "/access",
            "/access.ps1",
            "/access/switch",
            "/access/sign-in",
            "/access/find",
            "/access/assign",
            "/access/review",
            "/access/change",
            "/access/finish",
        ];
        let pages = below.iter().map(|below| format!("/connect/{TOKEN}{below}"));
        pages
            .chain(["/connect/assets/style.css".to_owned()])
            .collect()
    }

    fn is_read(route: &Route) -> bool {
        !matches!(
            route,
            Route::Start(_)
                | Route::Consent(_)
                | Route::Check(_)
                | Route::Look(_)
                | Route::SystemUser(_)
                | Route::SystemUserCheck(_)
                | Route::DisconnectCheck(_)
                | Route::AccessForm(..)
        )
    }

    #[test]
    fn t42_no_trick_with_a_path_or_method_reaches_another_route() {
        let mut tried = 0;
        for golden in paths() {
            for trick in hostile_events::path_tricks(&golden) {
                for method in ["GET", "HEAD", "POST"] {
                    let method = Method::from_bytes(method.as_bytes()).unwrap();
                    if let Ok(found) = route(&method, &trick) {
                        assert_eq!(path(&found), trick, "{method} {trick:?}");
                        assert!(
                            matches!(found, Route::Asset(_)),
                            "{method} {trick:?}: {found:?}"
                        );
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
        fuzz::text("page routes", &good, |text| {
            let read = route(&Method::GET, text);
            let written = route(&Method::POST, text);
            assert!(read.is_err() || written.is_err(), "{text}");
            for found in read.iter().chain(&written) {
                assert_eq!(path(found), text);
                assert!(text.bytes().filter(|byte| *byte == b'/').count() <= 4);
                assert_eq!(is_read(found), read.is_ok(), "{text}");
            }
            assert!(route(&Method::DELETE, text).is_err());
            read.is_ok() || written.is_ok()
        });
    }
}
