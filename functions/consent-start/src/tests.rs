//! Requests with every byte in every place, through the handler, over an AWS that has nothing stored.

use crate::{deps::Deps, handler::handle};
use bootstrap::{config::Environment, gateway::Request};
use futures_util::future::join_all;
use hostile_events::{Case, Event, aws, demand_own_answer, every_byte, every_type};
use http::{Response, StatusCode};

/// Far enough that no call is cut short.
const DEADLINE_MS: u64 = 4_000_000_000_000;

/// The function over an AWS that has nothing stored.
async fn function() -> Deps {
    let (settings, origin) = aws::start().await;
    let environment = Environment::from_lookup(move |name| aws::setting(name, &origin));
    Deps::new(&environment, &settings).unwrap()
}

async fn ask(deps: &Deps, event: &str) -> Response<String> {
    handle(deps, Request::read(event, "request-1", DEADLINE_MS)).await
}

/// Asks for each case and demands an answer of our own; where the change is none of our business, the answer to the
/// unchanged event.
async fn demand_answers(deps: &Deps, event: &Event, cases: Vec<Case>) {
    let golden = ask(deps, &event.text()).await;
    demand_own_answer(&golden, "the unchanged event");
    for some in cases.chunks(16) {
        let answers = some.iter().map(|case| ask(deps, &case.text));
        for (case, answer) in some.iter().zip(join_all(answers).await) {
            demand_own_answer(&answer, &case.what);
            if case.is_foreign {
                assert_eq!(answer.status(), golden.status(), "{}", case.what);
            }
        }
    }
}

const TOKEN: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn page() -> Event {
    Event::new("GET", &format!("/connect/{TOKEN}"), "lang=fr").cookie("__Host-f-abababab=value")
}

fn form() -> Event {
    Event::new("POST", &format!("/connect/{TOKEN}/start"), "")
        .header("origin", "https://connect.example")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .encoded_body(b"form_token=x&account=other")
}

#[tokio::test]
async fn t32_t36_t42_every_byte_in_every_place_of_a_page_request_ends_in_our_own_answer() {
    let deps = function().await;
    let event = page();
    demand_answers(&deps, &event, every_byte(&event)).await;
}

#[tokio::test]
async fn t35_t36_t42_t54_every_byte_in_every_place_of_a_form_ends_in_our_own_answer() {
    let deps = function().await;
    let event = form();
    demand_answers(&deps, &event, every_byte(&event)).await;
}

#[tokio::test]
async fn t42_an_event_of_any_shape_ends_in_our_own_answer() {
    let deps = function().await;
    for event in [page(), form()] {
        demand_answers(&deps, &event, every_type(&event)).await;
    }
}

#[tokio::test]
async fn t35_a_header_that_cannot_be_read_never_counts_as_absent() {
    let deps = function().await;
    let own = ask(&deps, &form().text()).await;
    assert_eq!(own.status(), StatusCode::NOT_FOUND, "the link is unknown");
    let cross = form().header("sec-fetch-site", "cross-site\u{0}");
    assert_eq!(
        ask(&deps, &cross.text()).await.status(),
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn t54_a_form_that_is_no_base64_is_refused() {
    let deps = function().await;
    let broken = form().body("%%%");
    assert_eq!(
        ask(&deps, &broken.text()).await.status(),
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_address_of_the_api_that_the_gateway_does_not_know_is_told_as_the_api_does() {
    let deps = function().await;
    for path in ["/v1", "/v1/registrations/\n", "/v1/nothing/here"] {
        let answer = ask(&deps, &Event::new("GET", path, "").text()).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        assert!(answer.body().contains("/problems/not-found"), "{path}");
    }
}
