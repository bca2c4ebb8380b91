//! Servers that are slow, endless or enormous.

use crate::{
    clock::HandClock,
    scripted::{Answer, Scripted, json as reply},
    setting::{client_id, cloud, entra, granted, secret, short, tenant},
};
use domain::{
    cloud::{Cloud, LoopbackOrigin},
    permission::Manifest,
    verification::verdict::Unobserved,
};
use entra::{DiscoveryError, Entra, Limits, TokenError, TokenFreshness};
use serde_json::json;
use std::{
    net::TcpListener,
    time::{Duration, Instant},
};
use test_case::test_case;

const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10000000\r\n\r\n{";
const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

fn slow_byte() -> Answer {
    Answer::Drip(HEAD.to_vec(), b" ".to_vec(), Duration::from_millis(50))
}

fn slow_head() -> Answer {
    Answer::Drip(
        b"HTTP/1.1 200 OK\r\n".to_vec(),
        b"x: y\r\n".to_vec(),
        Duration::from_millis(50),
    )
}

fn stall() -> Answer {
    Answer::Drip(HEAD.to_vec(), Vec::new(), Duration::from_hours(1))
}

/// Limits that allow one try only, so that a test takes one attempt's time.
fn once() -> Limits {
    Limits {
        retry_after: Duration::ZERO,
        ..short()
    }
}

#[test_case(slow_byte; "a byte now and then")]
#[test_case(slow_head; "headers without end")]
#[test_case(stall; "a stall after the headers")]
#[test_case(|| Answer::Silence; "silence")]
#[tokio::test]
async fn t46_a_slow_answer_ends_within_the_limit(answer: fn() -> Answer) {
    let server = Scripted::start(move |_| answer()).await;
    let started = Instant::now();
    let outcome = entra(&server, once())
        .redeem_code(
            &secret(),
            entra::Authority::Organizations,
            &"code".into(),
            &"verifier".into(),
            &url::Url::parse("https://api.example/callback").unwrap(),
            &HandClock::new(),
        )
        .await;
    assert_eq!(outcome.err(), Some(TokenError::Unavailable(None)));
    assert!(
        started.elapsed() < Duration::from_millis(1_500),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn t46_a_stalled_body_ends_before_the_whole_attempt_would() {
    let server = Scripted::start(|_| stall()).await;
    let limits = Limits {
        idle: Duration::from_millis(100),
        code_exchange: Duration::from_secs(20),
        ..short()
    };
    let started = Instant::now();
    let outcome = entra(&server, limits)
        .redeem_code(
            &secret(),
            entra::Authority::Organizations,
            &"code".into(),
            &"verifier".into(),
            &url::Url::parse("https://api.example/callback").unwrap(),
            &HandClock::new(),
        )
        .await;
    assert_eq!(outcome.err(), Some(TokenError::Unavailable(None)));
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn t46_the_default_limits_are_the_agreed_ones() {
    let limits = Limits::default();
    let seconds = [
        limits.idle,
        limits.keys,
        limits.code_exchange,
        limits.token,
        limits.read,
        limits.batch,
        limits.retry_after,
    ]
    .map(|limit| limit.as_secs());
    assert_eq!(seconds, [2, 3, 8, 5, 3, 10, 20]);
    assert_eq!(
        (limits.body_bytes, limits.keys_body_bytes),
        (2 << 20, 256 << 10)
    );
    assert_eq!(
        (limits.pages, limits.items, limits.held_tokens),
        (50, 20_000, 512)
    );
}

/// An answer that sends 64 KiB of blanks as a chunk, again and again.
fn endless() -> Answer {
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000)).into_bytes();
    Answer::Drip(CHUNKED.to_vec(), chunk, Duration::ZERO)
}

fn oversized() -> Answer {
    Answer::Reply(200, Vec::new(), vec![b' '; (2 << 20) + 1])
}

fn deep() -> Answer {
    Answer::Reply(200, Vec::new(), "[".repeat(100_000).into_bytes())
}

fn compressed() -> Answer {
    // What it would unpack to does not matter: nothing compressed is ever unpacked.
    let headers = vec![("content-encoding", "gzip".to_owned())];
    Answer::Reply(200, headers, vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
}

fn long_text() -> Answer {
    let text =
        json!({ "access_token": "a".repeat(3 << 20), "token_type": "Bearer", "expires_in": 1 });
    reply(200, &text)
}

#[test_case(endless; "endless")]
#[test_case(oversized; "one byte too large")]
#[test_case(deep; "deeply nested")]
#[test_case(compressed; "compressed")]
#[test_case(long_text; "one long text")]
#[tokio::test]
async fn t48_an_enormous_answer_is_given_up(answer: fn() -> Answer) {
    let limits = Limits {
        keys: Duration::from_secs(10),
        token: Duration::from_secs(10),
        batch: Duration::from_secs(10),
        ..short()
    };
    let clock = HandClock::new();
    let server = Scripted::start(move |_| answer()).await;
    let client = entra(&server, limits);
    let token = client
        .app_only_token(&secret(), tenant(), &clock, TokenFreshness::Cached)
        .await;
    assert!(matches!(token.err(), Some(TokenError::Unreadable(_))));
    assert_eq!(
        client.signing_keys(&clock).await.err(),
        Some(DiscoveryError::Unreadable)
    );
    assert_eq!(server.seen().len(), 2, "nothing is asked for again");

    let graph = Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            reply(200, &granted("token"))
        } else {
            answer()
        }
    })
    .await;
    let client = entra(&graph, limits);
    let token = client
        .app_only_token(&secret(), tenant(), &clock, TokenFreshness::Cached)
        .await
        .unwrap();
    let facts = client
        .read_app_facts(&token, &Manifest::default(), &clock)
        .await;
    assert_eq!(
        facts.service_principal.get().err(),
        Some(Unobserved::Unreadable)
    );
}

#[tokio::test]
async fn t48_signing_keys_have_a_smaller_limit() {
    let padded = |bytes: usize| move |_: &_| Answer::Reply(200, Vec::new(), vec![b' '; bytes]);
    let server = Scripted::start(padded((256 << 10) + 1)).await;
    let outcome = entra(&server, short())
        .signing_keys(&HandClock::new())
        .await;
    assert_eq!(outcome.err(), Some(DiscoveryError::Unreadable));
}

#[tokio::test]
async fn t49_only_the_emulated_cloud_is_spoken_to_without_tls() {
    let server = Scripted::start(|_| reply(200, &json!({}))).await;
    let http = entra::http_client_builder(&Cloud::Global).build().unwrap();
    assert!(http.get(&server.origin).send().await.is_err());
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn t49_a_certificate_that_nobody_vouches_for_is_refused() {
    // Speaks no TLS at all; what is proven is that a handshake is demanded before any byte of a request.
    let server = Scripted::start(|_| reply(200, &json!({}))).await;
    let cloud = cloud("http://127.0.0.1:9", "http://127.0.0.1:9");
    let http = entra::http_client_builder(&cloud).build().unwrap();
    let address = server.origin.replace("http://", "https://");
    assert!(http.get(address).send().await.is_err());
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn names_below_localhost_need_no_resolver() {
    let server = Scripted::start(|_| reply(200, &granted("token"))).await;
    let port = server.origin.rsplit(':').next().unwrap().to_owned();
    let origin = LoopbackOrigin::parse(&format!("http://login.localhost:{port}")).unwrap();
    let cloud = Cloud::Emulated {
        login: origin.clone(),
        graph: origin,
    };
    let entra = Entra::with_limits(
        entra::http_client(&cloud).unwrap(),
        cloud,
        client_id(),
        short(),
    );
    let token = entra
        .app_only_token(
            &secret(),
            tenant(),
            &HandClock::new(),
            TokenFreshness::Cached,
        )
        .await;
    assert!(token.is_ok());
}

#[tokio::test]
async fn nobody_listening_is_an_outage() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let cloud = cloud(&origin, &origin);
    let entra = Entra::with_limits(
        entra::http_client(&cloud).unwrap(),
        cloud,
        client_id(),
        short(),
    );
    let outcome = entra
        .app_only_token(
            &secret(),
            tenant(),
            &HandClock::new(),
            TokenFreshness::Cached,
        )
        .await;
    assert_eq!(outcome.err(), Some(TokenError::Unavailable(None)));
}
