//! Every route with its method, and what is no route.

use super::*;
use crate::forms::FORMS;
use test_case::test_case;

const TOKEN: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// The paths below a link that show a page.
const PAGES: [&str; 11] = [
    "",
    "/prepare",
    "/status",
    "/stopped",
    "/permissions",
    "/report",
    "/report.html",
    "/meeting.ics",
    "/access",
    "/access.ps1",
    "/access/switch",
];

/// The paths below a link that take a form.
const FORM_PATHS: [&str; FORMS.len()] = [
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
    "/access/sign-in",
    "/access/find",
    "/access/assign",
    "/access/review",
    "/access/change",
    "/access/finish",
];

#[test]
fn every_route_is_found_with_its_method() {
    for below in PAGES {
        for method in [Method::GET, Method::HEAD] {
            let found = route(&method, &format!("/connect/{TOKEN}{below}")).unwrap();
            assert!(is_read(&found), "{method} {below}");
            assert_eq!(found.page(), None, "{method} {below}");
        }
    }
    for below in FORM_PATHS {
        let found = route(&Method::POST, &format!("/connect/{TOKEN}{below}")).unwrap();
        assert!(!is_read(&found), "{below}");
        let page = if below.starts_with("/access/") {
            "/access"
        } else {
            ""
        };
        assert_eq!(
            found.page(),
            Some(format!("/connect/{TOKEN}{page}")),
            "{below}"
        );
    }
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
    let (token, target) = match route {
        Route::Asset(file) => return format!("/connect/assets/{file}"),
        Route::Link(token, target) => (token.expose_secret(), target),
    };
    let below = match target {
        Target::Page(RequestedPage::Here) => "",
        Target::Page(RequestedPage::Prepare) => "/prepare",
        Target::Page(RequestedPage::Status) => "/status",
        Target::Page(RequestedPage::Stopped) => "/stopped",
        Target::Page(RequestedPage::Permissions) => "/permissions",
        Target::Page(RequestedPage::Report(ReportFormat::Page)) => "/report",
        Target::Page(RequestedPage::Report(ReportFormat::File)) => "/report.html",
        Target::Page(RequestedPage::Meeting) => "/meeting.ics",
        Target::Access(AccessView::Page) => "/access",
        Target::Access(AccessView::Review) => "/access/switch",
        Target::Access(AccessView::Script) => "/access.ps1",
        Target::Form(form) => return format!("/connect/{token}/{}", form.path),
    };
    format!("/connect/{token}{below}")
}

/// The paths of all routes.
fn paths() -> Vec<String> {
    let below = PAGES.iter().chain(&FORM_PATHS);
    let of_link = below.map(|below| format!("/connect/{TOKEN}{below}"));
    let asset = "/connect/assets/style.css".to_owned();
    of_link.chain([asset]).collect()
}

fn is_read(route: &Route) -> bool {
    !matches!(route, Route::Link(_, Target::Form(_)))
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
