//! Published signing keys: rollover, floods of unknown names, odd keys, outages.

use crate::{
    clock::HandClock,
    scripted::{Answer, Scripted, json as reply},
    setting::{NONCE, Signer, claims, entra, expected, patient, template},
};
use aws_lc_rs::rsa::KeySize;
use entra::{DiscoveryError, IdTokenError, Limits};
use jiff::SignedDuration;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use test_case::test_case;

/// A server with a replaceable set of keys; `None` is an outage.
async fn serving(first: Value) -> (Scripted, Arc<Mutex<Option<Value>>>) {
    let set = Arc::new(Mutex::new(Some(first)));
    let shared = Arc::clone(&set);
    let server = Scripted::start(move |seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        match &*shared.lock().unwrap() {
            Some(set) => {
                let text = set.to_string().replace('@', &template(&origin));
                Answer::Reply(200, Vec::new(), text.into_bytes())
            }
            None => reply(503, &json!({})),
        }
    })
    .await;
    (server, set)
}

fn set(keys: &[Value]) -> Value {
    json!({ "keys": keys })
}

#[tokio::test]
async fn t15_a_rollover_costs_one_more_read() {
    let (old, new) = (Signer::new("old"), Signer::new("new"));
    let (server, published) = serving(set(&[old.published("@")])).await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let keys = entra.signing_keys(&clock).await.unwrap();
    *published.lock().unwrap() = Some(set(&[new.published("@"), old.published("@")]));
    clock.advance(SignedDuration::from_mins(6));

    let token = new.sign(&claims(&server.origin, &clock));
    let nonce = SecretString::from(NONCE);
    let expected = expected(&nonce, &clock);
    assert_eq!(
        entra.validate_id_token(&keys, &token, &expected),
        Err(IdTokenError::UnknownKey)
    );
    let keys = entra.signing_keys_for(&token, keys, &clock).await;
    assert!(entra.validate_id_token(&keys, &token, &expected).is_ok());
    assert_eq!(server.seen().len(), 2);
    // And from now on it is simply there.
    entra.signing_keys(&clock).await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn t46_a_connection_that_was_lost_while_frozen_costs_the_next_reader_nothing() {
    let signer = Signer::new("key");
    let asked = AtomicUsize::new(0);
    let server = Scripted::start(move |seen| {
        if asked.fetch_add(1, Ordering::SeqCst) == 0 {
            return Answer::Silence;
        }
        let origin = format!("http://{}", seen.header("host").unwrap());
        reply(200, &set(&[signer.published(&template(&origin))]))
    })
    .await;
    let limits = Limits {
        keys: Duration::from_millis(50),
        ..patient()
    };
    let (entra, clock) = (entra(&server, limits), HandClock::new());
    let clock = Arc::new(clock);
    let (first, early) = (entra.clone(), Arc::clone(&clock));
    let opening = tokio::spawn(async move { first.open_login(&*early).await });
    while server.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(entra.signing_keys(&*clock).await.unwrap().count(), 1);
    opening.await.unwrap();
    assert_eq!(server.seen().len(), 2);
    // What is held already is not read again.
    entra.open_login(&*clock).await;
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn t45_opening_graph_shows_no_token_and_tells_nothing() {
    let server = Scripted::start(|_| reply(401, &json!({}))).await;
    entra(&server, patient()).open_graph().await;
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].method.as_str(), seen[0].target.as_str()),
        ("GET", "/v1.0/organization")
    );
    assert_eq!(seen[0].header("authorization"), None);
}

#[tokio::test]
async fn t15_a_thousand_unknown_keys_cost_one_read() {
    let (known, unknown) = (Signer::new("known"), Signer::new("x"));
    let (server, _) = serving(set(&[known.published("@")])).await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let keys = entra.signing_keys(&clock).await.unwrap();
    clock.advance(SignedDuration::from_mins(6));
    let payload = claims(&server.origin, &clock).to_string();
    for index in 0..1_000 {
        let header = json!({ "alg": "RS256", "kid": format!("unknown-{index}") }).to_string();
        // One signature is costly and says nothing here.
        let token = if index == 0 {
            unknown.sign_text(&header, &payload)
        } else {
            use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
            format!("{}.e30.AA", URL_SAFE_NO_PAD.encode(header))
        };
        entra
            .signing_keys_for(&token, Arc::clone(&keys), &clock)
            .await;
    }
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn t15_callers_that_come_together_share_one_read() {
    let signer = Signer::new("key");
    let (server, _) = serving(set(&[signer.published("@")])).await;
    let (entra, clock) = (entra(&server, patient()), Arc::new(HandClock::new()));
    let callers: Vec<_> = (0..50)
        .map(|_| {
            let (entra, clock) = (entra.clone(), Arc::clone(&clock));
            tokio::spawn(async move { entra.signing_keys(&*clock).await.is_ok() })
        })
        .collect();
    for caller in callers {
        assert!(caller.await.unwrap());
    }
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn t15_unusable_keys_are_left_out_one_by_one() {
    let (good, small) = (Signer::new("good"), Signer::new("small"));
    let with = |name: &str, value: Value| {
        let mut key = good.published("@");
        key["kid"] = json!(format!("odd {name} {value}"));
        key[name] = value;
        key
    };
    let mut short = small.published("@");
    short["n"] = json!(&small.modulus()[..171]);
    let mut without_issuer = with("x5c", json!([]));
    without_issuer.as_object_mut().unwrap().remove("issuer");
    let odd = [
        json!(null),
        json!("key"),
        json!({ "kty": "EC", "crv": "P-256", "kid": "ec", "x": "AA", "y": "AA", "issuer": "@" }),
        json!({ "kty": "oct", "kid": "oct", "k": "AA", "issuer": "@" }),
        with("kty", json!("rsa")),
        with("use", json!("enc")),
        with("alg", json!("PS256")),
        with("kid", json!(7)),
        with("kid", json!("")),
        with("kid", json!("k".repeat(129))),
        with("n", json!("not base64!")),
        with("n", json!("")),
        with("e", json!("")),
        with("e", json!("Ag")),
        short,
        without_issuer,
        good.published("@"),
    ];
    let (server, _) = serving(set(&odd)).await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let keys = entra.signing_keys(&clock).await.unwrap();
    assert_eq!(keys.count(), 1);
    let nonce = SecretString::from(NONCE);
    let token = good.sign(&claims(&server.origin, &clock));
    assert!(
        entra
            .validate_id_token(&keys, &token, &expected(&nonce, &clock))
            .is_ok()
    );
}

#[tokio::test]
async fn t13_keys_of_less_than_2048_bits_are_left_out() {
    // 2048 bits with the highest bit unset are 2047 bits.
    let signer = Signer::of_size("key", KeySize::Rsa2048);
    let mut modulus = base64::Engine::decode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        signer.modulus(),
    )
    .unwrap();
    modulus[0] &= 0x7f;
    let mut key = signer.published("@");
    key["n"] = json!(base64::Engine::encode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        modulus
    ));
    let (server, _) = serving(set(&[key])).await;
    let refused = entra(&server, patient())
        .signing_keys(&HandClock::new())
        .await;
    assert_eq!(refused.err(), Some(DiscoveryError::Unreadable));
}

#[test_case(23, 1, true; "within a day nothing is read")]
#[test_case(25, 2, true; "after a day it is read anew, and the old set serves meanwhile")]
#[test_case(47, 2, true; "the old set serves for two days")]
#[test_case(49, 4, false; "after two days it serves no more")]
#[tokio::test]
async fn t15_an_outage_is_bridged_for_two_days(hours: i64, reads: usize, is_served: bool) {
    let signer = Signer::new("key");
    let (server, published) = serving(set(&[signer.published("@")])).await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    entra.signing_keys(&clock).await.unwrap();
    *published.lock().unwrap() = None;
    clock.advance(SignedDuration::from_hours(hours));
    assert_eq!(entra.signing_keys(&clock).await.is_ok(), is_served);
    if is_served {
        // The next caller does not wait for Microsoft again.
        assert!(entra.signing_keys(&clock).await.is_ok());
        assert_eq!(server.seen().len(), reads);
    }
}

#[test_case("{}"; "no list")]
#[test_case(r#"{"keys":[]}"#; "no key")]
#[test_case("<html>"; "a page")]
#[test_case(""; "nothing")]
#[tokio::test]
async fn t15_a_broken_set_does_not_replace_a_good_one(broken: &'static str) {
    let signer = Signer::new("key");
    let good = signer.published("@");
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Scripted::start(move |seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        if count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
            let text = json!({ "keys": [good] })
                .to_string()
                .replace('@', &template(&origin));
            Answer::Reply(200, Vec::new(), text.into_bytes())
        } else {
            Answer::Reply(200, Vec::new(), broken.as_bytes().to_vec())
        }
    })
    .await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    entra.signing_keys(&clock).await.unwrap();
    clock.advance(SignedDuration::from_hours(25));
    assert_eq!(entra.signing_keys(&clock).await.unwrap().count(), 1);
    assert_eq!(server.seen().len(), 2);
}

#[test_case(401)]
#[test_case(403)]
#[test_case(404)]
#[test_case(429)]
#[test_case(500)]
#[test_case(503)]
#[tokio::test]
async fn t15_a_refused_read_keeps_the_last_good_set(status: u16) {
    let signer = Signer::new("key");
    let good = signer.published("@");
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Scripted::start(move |seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        if count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
            let text = json!({ "keys": [good] })
                .to_string()
                .replace('@', &template(&origin));
            Answer::Reply(200, Vec::new(), text.into_bytes())
        } else {
            Answer::Reply(status, Vec::new(), b"{}".to_vec())
        }
    })
    .await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    entra.signing_keys(&clock).await.unwrap();
    clock.advance(SignedDuration::from_hours(25));
    assert_eq!(entra.signing_keys(&clock).await.unwrap().count(), 1);
    assert!(server.seen().len() > 1, "it was read anew");
}
