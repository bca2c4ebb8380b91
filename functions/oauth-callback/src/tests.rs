//! Returns with every byte in every place, through the handler, over an AWS that has nothing stored.

use crate::{
    deps,
    handler::{Deps, handle},
};
use bootstrap::{config::Environment, gateway::Request};
use futures_util::future::join_all;
use hostile_events::{Case, Event, aws, demand_own_answer, every_byte, every_type};
use http::Response;

/// Far enough that no call is cut short.
const DEADLINE_MS: u64 = 4_000_000_000_000;

/// The function over an AWS that has nothing stored.
async fn function() -> Deps {
    let (settings, origin) = aws::start().await;
    let environment = Environment::from_lookup(move |name| aws::setting(name, &origin));
    deps(&environment, &settings).unwrap()
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

fn callback() -> Event {
    let query = "code=abc&state=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&session_state=x";
    Event::new("GET", "/callback", query).cookie("__Host-f-abababab=value")
}

#[tokio::test]
async fn t32_t36_t42_every_byte_in_every_place_of_a_return_ends_in_our_own_answer() {
    let deps = function().await;
    let event = callback();
    demand_answers(&deps, &event, every_byte(&event)).await;
}

#[tokio::test]
async fn t42_an_event_of_any_shape_ends_in_our_own_answer() {
    let deps = function().await;
    let event = callback();
    demand_answers(&deps, &event, every_type(&event)).await;
}

/// The characters for which an unknown browser's request panicked inside a library.
#[tokio::test]
async fn t20_t36_markup_in_a_query_is_answered_with_a_page_that_does_not_repeat_it() {
    let deps = function().await;
    for query in ["<script>", "error=\"><script>x", "state=<&code=>\""] {
        let event = Event::new("GET", "/callback", query);
        let answer = ask(&deps, &event.text()).await;
        demand_own_answer(&answer, query);
        assert!(!answer.body().contains("<script>"), "{query}");
    }
}
