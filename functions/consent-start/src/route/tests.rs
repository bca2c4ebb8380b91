//! Every route with its method, and what is no route.

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
    assert!(matches!(form("system-user/link"), Route::SystemUserLink(_)));
    assert!(matches!(form("request"), Route::Request(_)));
    assert!(matches!(form("sign-out"), Route::SignOut(_)));
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
        Route::SystemUserLink(_) => "/system-user/link",
        Route::Request(_) => "/request",
        Route::SignOut(_) => "/sign-out",
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
        "/system-user/link",
        "/request",
        "/sign-out",
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
            | Route::SystemUserLink(_)
            | Route::Request(_)
            | Route::SignOut(_)
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

#[test_case(&Method::GET, "", "/connect/{invitation}"; "the page")]
#[test_case(&Method::GET, "/report.html", "/connect/{invitation}/report.html"; "a file")]
#[test_case(&Method::POST, "/system-user/check", "/connect/{invitation}/system-user/check"; "a form")]
#[test_case(&Method::POST, "/access/sign-in", "/connect/{invitation}/access/sign-in"; "a form of access")]
fn t59_the_log_names_a_route_and_not_its_link(method: &Method, below: &str, expected: &str) {
    let path = format!("/connect/{TOKEN}{below}");
    let found = route(method, &path).unwrap();
    assert_eq!(found.without_link(&path), expected);
}

#[test]
fn assets_are_one_route_in_the_log() {
    let path = "/connect/assets/style.css";
    let found = route(&Method::GET, path).unwrap();
    assert_eq!(found.without_link(path), "/connect/assets");
}
