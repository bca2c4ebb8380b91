//! Whole operations that end by their deadline, however long each attempt might take.

use crate::{
    clock::HandClock,
    facts::{batch_of, well},
    scripted::{Answer, Scripted, json as reply},
    setting::{entra, granted, patient, secret, tenant},
};
use domain::{permission::Manifest, verification::verdict::Unobserved};
use entra::{AppFacts, AppToken, Entra, TokenError, TokenFreshness, UndecidedAnswer, deadline};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use test_case::test_case;

const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10000000\r\n\r\n{";

/// Longest delay on a busy machine between a deadline and the moment when the operation is seen to have ended.
const NOTICE: Duration = Duration::from_millis(900);

async fn token(entra: &Entra) -> Result<AppToken, TokenError> {
    let clock = HandClock::new();
    entra
        .app_only_token(&secret(), tenant(), &clock, TokenFreshness::Cached)
        .await
}

async fn facts(entra: &Entra, token: &AppToken) -> AppFacts {
    entra
        .read_app_facts(token, &Manifest::default(), &HandClock::new())
        .await
}

/// A server that gives tokens, and answers every other request in this way.
async fn graph(answer: fn() -> Answer) -> Scripted {
    Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            reply(200, &granted("token"))
        } else {
            answer()
        }
    })
    .await
}

/// A deadline far below the limits of one attempt, which are the real ones here.
fn soon() -> Instant {
    Instant::now() + Duration::from_millis(400)
}

fn byte_by_byte() -> Answer {
    Answer::Drip(HEAD.to_vec(), b" ".to_vec(), Duration::from_millis(100))
}

fn stall() -> Answer {
    Answer::Drip(HEAD.to_vec(), Vec::new(), Duration::from_hours(1))
}

#[test_case(byte_by_byte; "a byte now and then")]
#[test_case(stall; "a stall after the headers")]
#[test_case(|| Answer::Silence; "silence")]
#[tokio::test]
async fn t46_a_slow_microsoft_does_not_outlive_the_deadline(answer: fn() -> Answer) {
    let login = Scripted::start(move |_| answer()).await;
    let started = Instant::now();
    let outcome = deadline::within(soon(), token(&entra(&login, patient()))).await;
    assert_eq!(outcome.err(), Some(TokenError::Unavailable(None)));
    assert!(started.elapsed() < Duration::from_millis(400) + NOTICE);
    assert_eq!(login.seen().len(), 1, "no time for a further try");

    let server = graph(answer).await;
    let entra = entra(&server, patient());
    let token = token(&entra).await.unwrap();
    let started = Instant::now();
    let facts = deadline::within(soon(), facts(&entra, &token)).await;
    assert!(started.elapsed() < Duration::from_millis(400) + NOTICE);
    assert_eq!(
        facts.service_principal.get().err(),
        Some(Unobserved::MicrosoftUnavailable)
    );
}

/// Models `Retry-After: 20` with 29 seconds left: one pause fits, a second one does not.
#[test_case(429; "throttled")]
#[test_case(503; "out of order")]
#[tokio::test]
async fn t46_a_pause_that_would_outlive_the_deadline_is_not_taken(status: u16) {
    let left = Duration::from_millis(2_200);
    let wait = || vec![("retry-after", "1".to_owned())];
    let login = Scripted::start(move |_| Answer::Reply(status, wait(), Vec::new())).await;
    let started = Instant::now();
    let outcome = deadline::within(started + left, token(&entra(&login, patient()))).await;
    assert!(started.elapsed() < left);
    let answer = UndecidedAnswer {
        status,
        ..UndecidedAnswer::default()
    };
    let expected = if status == 429 {
        TokenError::Throttled {
            retry_after: Duration::from_secs(1),
            answer,
        }
    } else {
        TokenError::Unavailable(Some(answer))
    };
    assert_eq!(outcome.err(), Some(expected));
    assert_eq!(login.seen().len(), 2);
}

#[tokio::test]
async fn t46_a_batch_whose_parts_ask_for_a_wait_ends_by_the_deadline() {
    let server = Scripted::start(|seen| {
        if seen.target.ends_with("/token") {
            return reply(200, &granted("token"));
        }
        let mut parts = well();
        let mut throttled = crate::facts::failed(429, "TooManyRequests");
        throttled["headers"] = serde_json::json!({ "Retry-After": "1" });
        parts.insert("roles", throttled);
        reply(200, &batch_of(&parts, seen))
    })
    .await;
    let entra = entra(&server, patient());
    let token = token(&entra).await.unwrap();
    let started = Instant::now();
    let facts = deadline::within(started + Duration::from_millis(900), facts(&entra, &token)).await;
    assert!(started.elapsed() < Duration::from_millis(900));
    assert!(facts.service_principal.get().is_ok(), "read before");
    assert_eq!(
        facts.granted_roles.get().err(),
        Some(Unobserved::MicrosoftUnavailable)
    );
    assert_eq!(server.seen().len(), 2, "one token, one batch");
}

#[tokio::test]
async fn t46_without_time_nothing_is_sent() {
    let server = graph(|| Answer::Silence).await;
    let entra = entra(&server, patient());
    let held = token(&entra).await.unwrap();
    let now = Instant::now();
    let fresh = deadline::within(now, async {
        entra
            .app_only_token(
                &secret(),
                tenant(),
                &HandClock::new(),
                TokenFreshness::Fresh,
            )
            .await
    });
    assert_eq!(fresh.await.err(), Some(TokenError::Unavailable(None)));
    let facts = deadline::within(now, facts(&entra, &held)).await;
    assert_eq!(
        facts.assignments.get().err(),
        Some(Unobserved::MicrosoftUnavailable)
    );
    assert_eq!(server.seen().len(), 1, "the token from before");
}

#[tokio::test]
async fn t46_the_earlier_of_two_deadlines_counts() {
    let server = Scripted::start(|_| Answer::Silence).await;
    let entra = entra(&server, patient());
    let later = Instant::now() + Duration::from_hours(1);
    for (outer, inner) in [(soon(), later), (later, soon())] {
        let started = Instant::now();
        let outcome = deadline::within(outer, deadline::within(inner, token(&entra))).await;
        assert_eq!(outcome.err(), Some(TokenError::Unavailable(None)));
        assert!(started.elapsed() < Duration::from_millis(800) + NOTICE);
    }
}

#[tokio::test]
async fn with_time_enough_a_further_try_is_made() {
    let first = AtomicBool::new(true);
    let server = Scripted::start(move |_| {
        if first.swap(false, Ordering::SeqCst) {
            Answer::Reply(503, vec![("retry-after", "0".to_owned())], Vec::new())
        } else {
            reply(200, &granted("token"))
        }
    })
    .await;
    let in_time = Instant::now() + Duration::from_secs(29);
    let outcome = deadline::within(in_time, token(&entra(&server, patient()))).await;
    assert!(outcome.is_ok());
    assert_eq!(server.seen().len(), 2);
}
