//! Answers as HTTP has them: all mistakes at once, addresses, and repeats.

use super::{
    DEADLINE_MS, called,
    described::demand_known,
    stored::{Stored, json_of, key},
    verification::{ID, TENANT, World},
};
use crate::handler::{Api, handle};
use bootstrap::gateway::Request;
use hostile_events::Event;
use http::Response;
use serde_json::{Value, json};
use test_case::test_case;

pub(super) async fn ask(api: &Api, event: &Event, request_id: &str) -> Response<String> {
    let request = Request::read(&event.text(), request_id, DEADLINE_MS);
    let answer = handle(api, request).await;
    demand_known(event, &answer);
    answer
}

pub(super) fn json(answer: &Response<String>) -> Value {
    serde_json::from_str(answer.body()).unwrap()
}

pub(super) fn sent(method: &str, path: &str, key: &str, body: &Value) -> Event {
    called(method, path, "")
        .header("idempotency-key", key)
        .header("content-type", "application/json")
        .body(&body.to_string())
}

pub(super) fn one() -> String {
    format!("/v1/registrations/{ID}")
}

pub(super) async fn create(world: &World, body: &Value) -> Response<String> {
    let event = sent("POST", "/v1/registrations", "create", body);
    ask(&world.api, &event, "request-1").await
}

/// The places, parameters and headers that a problem names, each with its code.
pub(super) fn errors(answer: &Response<String>) -> Vec<(String, String)> {
    let problem = json(answer);
    let errors = problem["errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            let names = ["pointer", "parameter", "header"].map(|name| error[name].as_str());
            let place = names.into_iter().flatten().next().unwrap().to_owned();
            assert!(!error["message"].as_str().unwrap().is_empty());
            (place, error["code"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[tokio::test]
async fn a_change_to_the_domain_of_another_registration_is_refused_with_its_id() {
    let world = World::new().await;
    let body = json!({
        "customer_id": "contoso", "customer_name": "Contoso", "plan": "BOOST", "expected_domain": "fabrikam.example",
    });
    let existing = json(&create(&world, &body).await)["id"].clone();
    let mut change = json!({"expected_domain": "fabrikam.example"});
    let refused = ask(&world.api, &sent("PATCH", &one(), "", &change), "1").await;
    assert_eq!(refused.status(), 409);
    let problem = json(&refused);
    let kind = problem["type"].as_str().unwrap();
    assert!(kind.ends_with("/problems/registration-exists"), "{kind}");
    assert_eq!(problem["existing_registration_id"], existing);
    change["additional"] = json!(true);
    let changed = ask(&world.api, &sent("PATCH", &one(), "", &change), "1").await;
    assert_eq!(changed.status(), 200);
    assert_eq!(json(&changed)["expected_domain"], "fabrikam.example");
}

#[tokio::test]
async fn every_mistake_of_a_body_is_told_at_once() {
    let world = World::new().await;
    let body = json!({
        "customer_id": "..", "plan": {"BOOST": null}, "expected_domain": "gmail.com", "language": "it",
        "sites": [
            {"url": "https://contoso.sharepoint.com/sites/s", "libraries": ["Documents", "documents "]},
            {"url": "https://contoso.sharepoint.com/sites/S/"},
        ],
        "requester": "\u{3164}", "meeting_at": "2026-12-01 09:30:00Z", "unknown": 1,
    });
    let answer = create(&world, &body).await;
    assert_eq!(answer.status(), 422);
    let mut found = errors(&answer);
    found.sort();
    let expected = [
        ("/customer_id", "invalid_value"),
        ("/customer_name", "required"),
        ("/expected_domain", "public_domain"),
        ("/language", "invalid_value"),
        ("/meeting_at", "invalid_value"),
        ("/plan", "wrong_type"),
        ("/requester", "invalid_value"),
        ("/sites/0/libraries/1", "duplicate"),
        ("/sites/1/url", "duplicate"),
        ("/unknown", "unknown_field"),
    ];
    let expected = expected.map(|(place, code)| (place.to_owned(), code.to_owned()));
    assert_eq!(found, expected);
    // No word of Rust, and the same words whoever asks.
    let problem = answer.body();
    for word in ["struct", "variant", "u8", "expected ", "serde", "sequence"] {
        assert!(!problem.contains(word), "{word}: {problem}");
    }
}

#[test_case(&json!([]), "", "wrong_type"; "a list")]
#[test_case(&json!("x"), "", "wrong_type"; "a text")]
#[test_case(&Value::Null, "", "wrong_type"; "null")]
#[tokio::test]
async fn t53_a_body_that_is_no_object_is_told_as_a_whole(body: &Value, place: &str, code: &str) {
    let answer = create(&World::new().await, body).await;
    assert_eq!(answer.status(), 422);
    assert_eq!(errors(&answer), [(place.to_owned(), code.to_owned())]);
}

#[tokio::test]
async fn a_meeting_in_the_past_is_refused() {
    let world = World::new().await;
    let meeting = json!({"meeting_at": "2001-01-01T09:30:00Z"});
    let mut body = json!({"customer_id": "4711", "customer_name": "Contoso", "plan": "BOOST"});
    body["meeting_at"] = meeting["meeting_at"].clone();
    for answer in [
        create(&world, &body).await,
        ask(&world.api, &sent("PATCH", &one(), "k", &meeting), "r").await,
    ] {
        assert_eq!(answer.status(), 422);
        let expected = ("/meeting_at".to_owned(), "in_the_past".to_owned());
        assert_eq!(errors(&answer), [expected]);
    }
}

#[tokio::test]
async fn what_the_key_the_deployment_or_the_time_forbids_is_told_with_the_rest() {
    let world = Stored::new(vec![key("one1keys", &json!({"customer_ids": ["contoso"]}))]).await;
    let id = world.register("one1keys", "contoso").await;
    let forbidden = json!({
        "customer_id": "else", "customer_name": " ", "plan": "GOLD", "return_url": "https://evil.example/",
        "meeting_at": "2001-01-01T09:30:00Z",
    });
    let post = Event::new("POST", "/v1/registrations", "").header("idempotency-key", "k");
    let patch = Event::new("PATCH", &format!("/v1/registrations/{id}"), "");
    for (event, of_customer) in [(post, "not_allowed"), (patch, "unknown_field")] {
        let event = event
            .header("content-type", "application/json")
            .body(&forbidden.to_string());
        let answer = world.send("one1keys", event).await;
        assert_eq!(answer.status(), 422, "{}", answer.body());
        let problem = json_of(&answer);
        let errors = problem["errors"].as_array().unwrap().iter();
        let mut found: Vec<_> = errors
            .map(|error| {
                (
                    error["pointer"].as_str().unwrap(),
                    error["code"].as_str().unwrap(),
                )
            })
            .collect();
        found.sort_unstable();
        let expected = [
            ("/customer_id", of_customer),
            ("/customer_name", "invalid_value"),
            ("/meeting_at", "in_the_past"),
            ("/plan", "invalid_value"),
            ("/return_url", "not_allowed"),
        ];
        assert_eq!(found, expected);
    }
    // The same where every member can be read.
    let mut readable = forbidden;
    readable["customer_name"] = json!("Contoso");
    readable["plan"] = json!("BOOST");
    let event = Event::new("POST", "/v1/registrations", "").header("idempotency-key", "r");
    let event = event
        .header("content-type", "application/json")
        .body(&readable.to_string());
    let problem = json_of(&world.send("one1keys", event).await);
    let errors = problem["errors"].as_array().unwrap().iter();
    let mut places: Vec<_> = errors
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    places.sort_unstable();
    assert_eq!(places, ["/customer_id", "/meeting_at", "/return_url"]);
}

#[tokio::test]
async fn what_was_created_has_an_address_also_for_a_repeat() {
    let world = World::new().await;
    let body = json!({"customer_id": "4711", "customer_name": "Contoso", "plan": "BOOST"});
    for _ in 0..2 {
        let answer = create(&world, &body).await;
        assert_eq!(answer.status(), 201, "{}", answer.body());
        let created = json(&answer);
        let path = format!("/v1/registrations/{}", created["id"].as_str().unwrap());
        let address = answer.headers()["location"].to_str().unwrap();
        assert_eq!(address, format!("https://connect.example{path}"));
        let read = ask(&world.api, &called("GET", &path, ""), "r").await;
        assert_eq!(read.status(), 200);
        assert_eq!(created["warnings"], json!([]));
    }
}

#[tokio::test]
async fn an_unknown_parameter_is_refused_on_every_route() {
    let world = World::new().await;
    let routes = [
        ("GET", one()),
        ("PATCH", one()),
        ("POST", "/v1/registrations".to_owned()),
        ("POST", format!("{}/verifications", one())),
        ("GET", format!("{}/verifications/latest", one())),
        ("GET", format!("{}/audit", one())),
        ("GET", "/v1/checks".to_owned()),
        ("GET", "/v1/events".to_owned()),
        ("GET", "/docs".to_owned()),
        ("GET", "/openapi.json".to_owned()),
        ("GET", "/healthz".to_owned()),
        ("GET", "/problems/conflict".to_owned()),
    ];
    for (method, path) in routes {
        let event = called(method, &path, "dry_run=1").header("idempotency-key", "k");
        let answer = ask(&world.api, &event, "r").await;
        assert_eq!(answer.status(), 422, "{method} {path}");
        let expected = ("dry_run".to_owned(), "unknown_parameter".to_owned());
        assert_eq!(errors(&answer), [expected], "{method} {path}");
    }
}

#[tokio::test]
async fn no_message_of_our_own_is_cut() {
    let world = World::new().await;
    let document: Value = serde_json::from_str(crate::openapi::DOCUMENT).unwrap();
    let mut events = Vec::new();
    for (route, item) in document["paths"].as_object().unwrap() {
        let path = route.replace("{registration_id}", ID);
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_uppercase();
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let query = parameters
                .filter_map(|parameter| parameter["name"].as_str())
                .filter(|name| *name != "cursor")
                .fold("x=1".to_owned(), |query, name| {
                    format!("{query}&{name}=%20")
                });
            events.push(called(&method, &path, &query));
            let content = &operation["requestBody"]["content"]["application/json"];
            let Some(schema) = content["schema"]["$ref"].as_str() else {
                continue;
            };
            let schema = document.pointer(&schema[1..]).unwrap();
            let members = schema["properties"].as_object().unwrap();
            for wrong in [
                json!(" "),
                json!(0),
                json!([{"x": 1}]),
                json!("\u{fffd}"),
                json!({}),
            ] {
                let members = members.keys().map(|name| (name.clone(), wrong.clone()));
                let unknown = [("x".to_owned(), json!(1))];
                let body: serde_json::Map<_, _> = members.chain(unknown).collect();
                events.push(sent(&method, &path, "k", &Value::Object(body)));
            }
        }
    }
    let mut read = 0;
    for event in events {
        let answer = ask(&world.api, &event, "r").await;
        if answer.status().as_u16() < 400 {
            continue;
        }
        let problem = json(&answer);
        let messages = problem["errors"].as_array().unwrap().iter();
        let messages = messages.map(|error| &error["message"]);
        for message in messages.chain([&problem["detail"]]) {
            let message = message.as_str().unwrap();
            assert!(!message.ends_with('…'), "{message}");
            read += 1;
        }
    }
    assert!(read > 100, "{read}");
}

#[tokio::test]
async fn a_head_has_the_headers_of_a_get_and_no_body() {
    let world = World::new().await;
    for path in ["/healthz".to_owned(), "/v1/checks".to_owned(), one()] {
        let [get, head] = ["GET", "HEAD"].map(|method| called(method, &path, ""));
        let mut get = ask(&world.api, &get, "r").await;
        let mut head = ask(&world.api, &head, "r").await;
        // One call less is left after it.
        for answer in [&mut get, &mut head] {
            let told = answer.headers_mut().remove("ratelimit");
            assert_eq!(told.is_some(), path != "/healthz");
        }
        assert_eq!(head.status(), 200, "{path}");
        assert_eq!(get.headers(), head.headers(), "{path}");
        assert!(head.body().is_empty());
    }
}

#[tokio::test]
async fn a_problem_that_is_given_again_names_the_request_that_repeats_it() {
    let world = World::new().await;
    let path = format!("/v1/registrations/{}/approve", ID.replace("2f", "30"));
    let body = json!({"tenant_id": TENANT});
    for request_id in ["first", "second"] {
        let event = sent("POST", &path, "k", &body);
        let answer = ask(&world.api, &event, request_id).await;
        assert_eq!(answer.status(), 404);
        assert_eq!(json(&answer)["request_id"], request_id);
        assert_eq!(answer.headers()["x-request-id"], request_id);
    }
}

/// Every object of an answer, with its path.
fn objects<'a>(path: &str, value: &'a Value, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(members) => {
            found.push((path.to_owned(), value));
            for (name, member) in members {
                objects(&format!("{path}/{name}"), member, found);
            }
        }
        Value::Array(items) => {
            for item in items {
                objects(&format!("{path}/*"), item, found);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn instants_have_milliseconds_and_members_are_always_there() {
    let world = World::new().await;
    for below in ["", "/verifications", "/audit"] {
        let answer = ask(
            &world.api,
            &called("GET", &format!("{}{below}", one()), ""),
            "r",
        )
        .await;
        let shown = json(&answer);
        let mut found = Vec::new();
        objects("", &shown, &mut found);
        for (path, object) in &found {
            // Objects of the same place have the same members, but for free names.
            let same = found
                .iter()
                .filter(|(other, _)| other == path && !path.ends_with("arguments"));
            for (_, other) in same {
                let names = |object: &Value| {
                    object
                        .as_object()
                        .unwrap()
                        .keys()
                        .cloned()
                        .collect::<Vec<_>>()
                };
                assert_eq!(names(object), names(other), "{path}");
            }
            for (name, member) in object.as_object().unwrap() {
                let is_instant = name.ends_with("_at") || name.ends_with("_since") || name == "at";
                if let (true, Some(at)) = (is_instant, member.as_str()) {
                    assert!(
                        at.len() == 24 && at.ends_with('Z') && &at[19..20] == ".",
                        "{path}/{name}: {at}"
                    );
                }
            }
        }
        if below.is_empty() {
            for name in ["requester", "return_url", "invitation", "expected_domain"] {
                assert_eq!(shown.get(name), Some(&Value::Null), "{name}");
            }
        } else {
            assert!(shown.get("next_cursor").is_some(), "{shown}");
        }
    }
}
