//! Paths and methods: each route by its exact path, and nothing else.

use super::{ask, function};
use crate::{handler::Api, router};
use domain::ids::RegistrationId;
use futures_util::future::join_all;
use hostile_events::Event;
use std::collections::BTreeSet;
use test_case::test_case;

const ID: &str = "01930000-0000-7000-8000-00000000002f";

async fn asked(api: &Api, method: &str, path: &str) -> u16 {
    let answer = ask(api, &Event::new(method, path, "").text()).await;
    answer.status().as_u16()
}

/// Every path of the description, with ids in place of its parameters, and its methods.
fn described() -> Vec<(String, Vec<&'static str>)> {
    let (_, keyed) = router::keyed().split_for_parts();
    let (_, open) = router::open().split_for_parts();
    let paths = keyed.paths.paths.into_iter().chain(open.paths.paths);
    paths
        .map(|(path, item)| {
            let segments = path.split('/').map(|segment| match segment {
                "{slug}" => "not-found",
                parameter if parameter.starts_with('{') => ID,
                segment => segment,
            });
            let methods = [
                ("GET", item.get.is_some()),
                ("HEAD", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
            ];
            let known = methods.into_iter().filter(|(_, is_known)| *is_known);
            (
                segments.collect::<Vec<_>>().join("/"),
                known.map(|(method, _)| method).collect(),
            )
        })
        .collect()
}

#[tokio::test]
async fn t42_every_described_route_is_answered_and_no_other_method_of_it() {
    let api = function().await;
    let described = described();
    assert!(described.len() >= 12, "{described:?}");
    for (path, methods) in described {
        // Without a key a keyed route ends at the authentication, and an open one is carried out.
        let reached = if path.starts_with("/v1/") { 401 } else { 200 };
        for method in ["GET", "HEAD", "POST", "PATCH", "DELETE", "PUT"] {
            let expected = if methods.contains(&method) {
                reached
            } else {
                405
            };
            assert_eq!(
                asked(&api, method, &path).await,
                expected,
                "{method} {path}"
            );
        }
        for method in hostile_events::METHOD_TRICKS {
            assert_eq!(asked(&api, method, &path).await, 405, "{method} {path}");
        }
    }
}

#[test_case("/v1/checks/"; "closing slash")]
#[test_case("/V1/checks"; "upper case")]
#[test_case("//v1/checks"; "two slashes")]
#[test_case("/v1/checks.css"; "suffix")]
#[test_case("/v1/../v1/checks"; "dots")]
#[test_case("/v1%2fchecks"; "encoded slash")]
#[test_case("/v1/checks?limit=1"; "a question mark that was encoded")]
#[test_case("/v1/checks#a"; "a fragment")]
#[test_case("http://connect.example/v1/checks"; "a whole address")]
#[test_case("/v1"; "nothing below")]
#[test_case("/v1/"; "nothing after the slash")]
#[test_case("*"; "a star")]
#[test_case(""; "empty")]
#[tokio::test]
async fn t38_other_paths_are_not(path: &str) {
    assert_eq!(asked(&function().await, "GET", path).await, 404);
}

#[tokio::test]
async fn t52_an_id_of_another_form_is_not_there_for_a_caller_with_a_key() {
    let api = function().await;
    for id in [
        ID.to_uppercase(),
        format!("{{{ID}}}"),
        "1".to_owned(),
        "é".to_owned(),
    ] {
        let path = format!("/v1/registrations/{id}");
        // The key comes first: who has none learns nothing of ids.
        assert_eq!(asked(&api, "GET", &path).await, 401);
        let answer = ask(&api, &super::called("GET", &path, "").text()).await;
        assert_eq!(answer.status(), 404, "{id}");
    }
}

#[tokio::test]
async fn t42_the_methods_of_a_path_are_told() {
    let api = function().await;
    let answer = ask(&api, &Event::new("PUT", "/v1/registrations", "").text()).await;
    assert_eq!(answer.status(), 405);
    assert_eq!(answer.headers()["allow"], "POST, GET, HEAD");
}

const METHODS: [&str; 5] = ["GET", "HEAD", "POST", "PATCH", "DELETE"];

#[tokio::test]
async fn t42_no_trick_with_a_path_reaches_a_route() {
    let api = function().await;
    let mut tried = 0;
    for (golden, _) in described() {
        for trick in hostile_events::path_tricks(&golden) {
            let answers = METHODS.map(|method| {
                let event = super::called(method, &trick, "").text();
                let api = &api;
                async move { ask(api, &event).await.status().as_u16() }
            });
            for (method, status) in METHODS.iter().zip(join_all(answers).await) {
                assert!(matches!(status, 404 | 405), "{method} {trick:?}: {status}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 2_000, "{tried}");
}

#[test]
fn t38_t42_fuzzed_paths_stay_in_the_table() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let api = runtime.block_on(function());
    let paths: Vec<_> = described().into_iter().map(|(path, _)| path).collect();
    let good: Vec<_> = paths.iter().map(String::as_str).collect();
    let is_id = |segment: &str| segment.parse::<RegistrationId>().is_ok();
    // The form of a path: what stands for a value is any value.
    let form = |path: &str| -> Vec<String> {
        let segments = path.split('/').map(|segment| {
            let is_value = is_id(segment) || segment == "not-found" || segment == "latest";
            if is_value { "*" } else { segment }.to_owned()
        });
        segments.collect()
    };
    let forms: BTreeSet<_> = paths.iter().map(|path| form(path)).collect();
    fuzz::text("API routes", &good, |path| {
        let status = runtime.block_on(asked(&api, "PUT", path));
        // Another method of a path that is known; any value may stand where one is expected.
        assert!(matches!(status, 404 | 405), "{path:?}: {status}");
        let segments: Vec<_> = path.split('/').collect();
        let is_of = |form: &Vec<String>| {
            form.len() == segments.len()
                && form.iter().zip(&segments).all(|(wanted, segment)| {
                    wanted == segment || (wanted == "*" && !segment.is_empty())
                })
        };
        assert!(
            status == 404 || forms.iter().any(is_of),
            "{path:?}: {status}"
        );
        status == 405
    });
}
