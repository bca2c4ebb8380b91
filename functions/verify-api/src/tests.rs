//! Calls with every byte in every place, through the handler, over an AWS that has nothing stored.

mod answers;
mod conditions;
mod described;
mod erasing;
mod events;
mod keys;
mod lists;
mod pings;
mod routes;
mod schema;
mod stored;
mod verification;

use crate::{
    deps::Deps,
    handler::{Api, handle},
};
use app::limits::{Rate, RateLimiter};
use bootstrap::{config::Environment, gateway::Request};
use futures_util::future::join_all;
use hostile_events::{Case, Event, aws, demand_own_answer, every_byte, every_type};
use http::{Response, StatusCode};

/// Far enough that no call is cut short.
const DEADLINE_MS: u64 = 4_000_000_000_000;

/// The function over an AWS that has nothing stored.
pub(crate) async fn function() -> Api {
    let (settings, origin) = aws::start().await;
    let environment = Environment::from_lookup(move |name| aws::setting(name, &origin));
    let mut deps = Deps::new(&environment, &settings).unwrap();
    // Thousands of calls follow each other here.
    deps.with_key = RateLimiter::new(Rate::per_minute(60_000));
    Api::new(deps)
}

pub(crate) async fn ask(api: &Api, event: &str) -> Response<String> {
    let request = Request::read(event, "request-1", DEADLINE_MS);
    handle(api, request).await
}

/// Asks for each case and demands an answer of our own; where the change is none of our business, the answer to the
/// unchanged event.
async fn demand_answers(api: &Api, event: &Event, cases: Vec<Case>) {
    let golden = ask(api, &event.text()).await;
    demand_own_answer(&golden, "the unchanged event");
    for some in cases.chunks(16) {
        let answers = some.iter().map(|case| ask(api, &case.text));
        for (case, answer) in some.iter().zip(join_all(answers).await) {
            demand_own_answer(&answer, &case.what);
            if case.is_foreign {
                assert_eq!(answer.status(), golden.status(), "{}", case.what);
            }
        }
    }
}

const BODY: &str = r#"{"customer_id":"4711","customer_name":"Contoso","plan":"BOOST"}"#;
const ID: &str = "01930000-0000-7000-8000-00000000002f";

fn called(method: &str, path: &str, query: &str) -> Event {
    Event::new(method, path, query).header("authorization", &aws::authorization())
}

fn list() -> Event {
    called("GET", "/v1/registrations", "customer_id=4711&limit=10")
}

fn create() -> Event {
    called("POST", "/v1/registrations", "")
        .header("idempotency-key", "key-1")
        .header("content-type", "application/json")
        .body(BODY)
}

#[tokio::test]
async fn t36_t41_t42_every_byte_in_every_place_of_a_list_ends_in_our_own_answer() {
    let api = function().await;
    let event = list();
    demand_answers(&api, &event, every_byte(&event)).await;
}

#[tokio::test]
async fn t36_t42_t54_every_byte_in_every_place_of_a_creating_call_ends_in_our_own_answer() {
    let api = function().await;
    let event = create();
    demand_answers(&api, &event, every_byte(&event)).await;
}

#[tokio::test]
async fn t42_an_event_of_any_shape_ends_in_our_own_answer() {
    let api = function().await;
    for event in [list(), create()] {
        demand_answers(&api, &event, every_type(&event)).await;
    }
}

async fn status(api: &Api, event: Event) -> StatusCode {
    let answer = ask(api, &event.text()).await;
    demand_own_answer(&answer, &event.text());
    answer.status()
}

#[tokio::test]
async fn t54_a_body_is_the_same_as_text_and_in_base64() {
    let api = function().await;
    assert_eq!(status(&api, create()).await, StatusCode::CREATED);
    let encoded = create().encoded_body(BODY.as_bytes());
    assert_eq!(status(&api, encoded).await, StatusCode::CREATED);
    let broken = create().encoded_body(b"").body("%%%");
    assert_eq!(status(&api, broken).await, StatusCode::BAD_REQUEST);
    let no_text = create().encoded_body(&[0xff, 0xfe]);
    assert_eq!(status(&api, no_text).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn t53_a_list_or_a_doubled_member_is_no_body_of_any_call() {
    let world = verification::World::new().await;
    let json = |event: Event, key: &str, body: &str| {
        event
            .header("idempotency-key", key)
            .header("content-type", "application/json")
            .body(body)
    };
    let one = format!("/v1/registrations/{ID}");
    for (turn, (method, path, body)) in [
        (
            "POST",
            "/v1/registrations".to_owned(),
            r#"["4711","Contoso","BOOST",null,null,null,[],null,null,null]"#,
        ),
        (
            "POST",
            "/v1/registrations".to_owned(),
            r#"[{"customer_id":"4711"}]"#,
        ),
        (
            "POST",
            "/v1/registrations".to_owned(),
            r#"{"customer_id":"4711","customer_name":"Contoso","plan":"BOOST","sites":[["https://contoso.sharepoint.com/sites/a",[]]]}"#,
        ),
        (
            "POST",
            "/v1/registrations".to_owned(),
            r#"{"customer_id":"4711","customer_id":"4711","customer_name":"Contoso","plan":"BOOST"}"#,
        ),
        ("PATCH", one.clone(), r"[null,null]"),
        (
            "PATCH",
            one.clone(),
            r#"{"requester":null,"requester":"x"}"#,
        ),
        ("POST", format!("{one}/invitations"), r#"["connect",14]"#),
        ("POST", format!("{one}/approve"), "[]"),
        ("POST", format!("{one}/verifications"), "[]"),
    ]
    .into_iter()
    .enumerate()
    {
        let event = json(called(method, &path, ""), &format!("key-{turn}"), body);
        let (answer, problem) = world.send(&event).await;
        assert!(
            matches!(answer, 400 | 422) && !problem.contains("idempotency"),
            "{method} {path} {body}: {answer} {problem}"
        );
    }
}
