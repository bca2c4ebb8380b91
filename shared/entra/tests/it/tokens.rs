//! App-only tokens: held, renewed, never mixed up, requested again within limits.

use crate::{
    clock::HandClock,
    scripted::{Answer, Scripted, Seen, json as reply},
    setting::{TENANT, entra, granted, patient, secret, short, tenant},
};
use domain::{ids::TenantId, permission::Manifest};
use entra::{Limits, TokenError, TokenFreshness, UndecidedAnswer};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use test_case::test_case;

/// A server that gives these answers one by one, and then grants tokens.
async fn answering(answers: Vec<Answer>) -> Scripted {
    let answers = Mutex::new(answers.into_iter());
    Scripted::start(move |_| {
        answers
            .lock()
            .unwrap()
            .next()
            .unwrap_or_else(|| reply(200, &granted("token")))
    })
    .await
}

#[tokio::test]
async fn a_token_is_held_until_shortly_before_it_ends() {
    let server = answering(Vec::new()).await;
    let (entra, clock, secret) = (entra(&server, patient()), HandClock::new(), secret());
    let ask = |freshness| entra.app_only_token(&secret, tenant(), &clock, freshness);

    assert!(ask(TokenFreshness::Cached).await.unwrap().is_fresh());
    assert!(!ask(TokenFreshness::Cached).await.unwrap().is_fresh());
    assert_eq!(server.seen().len(), 1);
    // Between five and ten minutes before 3,599 seconds are over.
    clock.advance(SignedDuration::from_secs(2_990));
    assert!(!ask(TokenFreshness::Cached).await.unwrap().is_fresh());
    clock.advance(SignedDuration::from_secs(310));
    assert!(ask(TokenFreshness::Cached).await.unwrap().is_fresh());
    assert_eq!(server.seen().len(), 2);
    assert!(ask(TokenFreshness::Fresh).await.unwrap().is_fresh());
    assert_eq!(server.seen().len(), 3);

    let request = &server.seen()[0];
    assert_eq!(request.target, format!("/{TENANT}/oauth2/v2.0/token"));
    assert_eq!(
        request.field("grant_type").as_deref(),
        Some("client_credentials")
    );
    assert_eq!(
        request.field("scope").as_deref(),
        Some("https://graph.microsoft.com/.default")
    );
    assert_eq!(
        request.field("client_secret").as_deref(),
        Some("canary-client-secret")
    );
}

#[tokio::test]
async fn callers_that_come_together_share_one_request() {
    let server = answering(Vec::new()).await;
    let entra = entra(&server, patient());
    let callers: Vec<_> = (0..50)
        .map(|_| {
            let entra = entra.clone();
            tokio::spawn(async move {
                let clock = HandClock::new();
                entra
                    .app_only_token(&secret(), tenant(), &clock, TokenFreshness::Cached)
                    .await
                    .is_ok()
            })
        })
        .collect();
    for caller in callers {
        assert!(caller.await.unwrap());
    }
    assert_eq!(server.seen().len(), 1);
}

#[test_case(|| Answer::Nothing; "cut off")]
#[test_case(|| Answer::Reply(500, vec![], vec![]); "a fault")]
#[test_case(|| Answer::Reply(503, vec![("retry-after", "0.01".to_owned())], b"<html>".to_vec()); "an outage")]
#[test_case(|| Answer::Reply(429, vec![("retry-after", "0.01".to_owned())], b"Too Many Requests".to_vec()); "throttled without json")]
#[test_case(
    || Answer::Reply(
        429,
        vec![
            ("date", "Mon, 01 Jan 2024 00:00:00 GMT".to_owned()),
            ("retry-after", "Mon, 01 Jan 2024 00:00:00 GMT".to_owned()),
        ],
        vec![],
    );
    "throttled until a date"
)]
#[tokio::test]
async fn t74_what_passes_is_tried_at_most_twice_more(trouble: fn() -> Answer) {
    let ask = async |troubles: usize| {
        let server = answering((0..troubles).map(|_| trouble()).collect()).await;
        let outcome = entra(&server, short())
            .app_only_token(
                &secret(),
                tenant(),
                &HandClock::new(),
                TokenFreshness::Cached,
            )
            .await;
        (outcome.is_ok(), server.seen().len())
    };
    assert_eq!(ask(2).await, (true, 3));
    assert_eq!(ask(3).await, (false, 3));
}

#[tokio::test]
async fn t74_a_wait_that_is_asked_for_is_kept() {
    let wait = Answer::Reply(429, vec![("retry-after", "0.25".to_owned())], Vec::new());
    let server = answering(vec![wait]).await;
    let started = Instant::now();
    entra(&server, short())
        .app_only_token(
            &secret(),
            tenant(),
            &HandClock::new(),
            TokenFreshness::Cached,
        )
        .await
        .unwrap();
    assert!(started.elapsed() >= Duration::from_millis(250));
}

/// An answer with this status alone.
fn undecided(status: u16) -> UndecidedAnswer {
    UndecidedAnswer {
        status,
        ..UndecidedAnswer::default()
    }
}

#[tokio::test]
async fn an_answer_that_decides_nothing_is_kept_as_evidence() {
    let said = json!({
        "error": "temporarily_unavailable", "error_codes": [90_033],
        "correlation_id": "0a1b", "error_description": "canary",
    });
    let header = || vec![("x-ms-request-id", "2c3d".to_owned())];
    for (status, body, error_code, request_id) in [
        (
            503,
            said.to_string(),
            Some("temporarily_unavailable AADSTS90033"),
            Some("0a1b"),
        ),
        (502, "<html>canary</html>".to_owned(), None, Some("2c3d")),
        (429, "Too Many Requests".to_owned(), None, Some("2c3d")),
        (404, "canary".to_owned(), None, Some("2c3d")),
        (200, "canary".to_owned(), None, None),
    ] {
        let text = body.clone();
        let server =
            Scripted::start(move |_| Answer::Reply(status, header(), text.clone().into_bytes()))
                .await;
        let outcome = entra(&server, short())
            .app_only_token(
                &secret(),
                tenant(),
                &HandClock::new(),
                TokenFreshness::Cached,
            )
            .await;
        let error = outcome.err().unwrap();
        let expected = UndecidedAnswer {
            status,
            error_code: error_code.map(str::to_owned),
            request_id: request_id.map(str::to_owned),
        };
        assert_eq!(error.undecided_answer(), Some(&expected), "{body}");
    }
}

#[test_case(429, Some("21"), TokenError::Throttled { retry_after: Duration::from_secs(21), answer: undecided(429) }; "throttled for long")]
#[test_case(429, None, TokenError::Throttled { retry_after: Duration::from_mins(1), answer: undecided(429) }; "throttled without a time")]
#[test_case(503, Some("300"), TokenError::Throttled { retry_after: Duration::from_mins(5), answer: undecided(503) }; "out of order for long")]
#[tokio::test]
async fn t74_a_long_wait_is_the_callers(
    status: u16,
    retry_after: Option<&'static str>,
    expected: TokenError,
) {
    let server = Scripted::start(move |_| {
        let headers = retry_after.map(|wait| ("retry-after", wait.to_owned()));
        Answer::Reply(status, headers.into_iter().collect(), Vec::new())
    })
    .await;
    let outcome = entra(&server, patient())
        .app_only_token(
            &secret(),
            tenant(),
            &HandClock::new(),
            TokenFreshness::Cached,
        )
        .await;
    assert_eq!(outcome.err(), Some(expected));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn t74_an_outage_is_not_made_worse() {
    let server = Scripted::start(|_| Answer::Reply(503, Vec::new(), Vec::new())).await;
    let limits = Limits {
        backoff: Duration::ZERO,
        ..short()
    };
    let entra = entra(&server, limits);
    for index in 0..300_u128 {
        let tenant = TenantId::from_uuid(uuid::Uuid::from_u128(index));
        let outcome = entra
            .app_only_token(&secret(), tenant, &HandClock::new(), TokenFreshness::Cached)
            .await;
        assert_eq!(
            outcome.err(),
            Some(TokenError::Unavailable(Some(undecided(503))))
        );
    }
    let sent = server.seen().len();
    assert!(sent <= 340, "{sent} requests for 300 calls");
}

#[tokio::test]
async fn a_refusal_is_not_tried_again_and_not_held() {
    let refusal = json!({ "error": "invalid_client", "error_codes": [7_000_229] });
    let server = answering(vec![reply(401, &refusal)]).await;
    let (entra, clock, secret) = (entra(&server, patient()), HandClock::new(), secret());
    let error = entra
        .app_only_token(&secret, tenant(), &clock, TokenFreshness::Cached)
        .await
        .err()
        .unwrap();
    assert!(error.is_client_refused() && !error.is_grant_refused() && !error.needs_interaction());
    assert_eq!(error.aadsts(), Some(7_000_229));
    assert_eq!(error.refusal().unwrap().status, 401);
    assert_eq!(server.seen().len(), 1);
    assert!(
        entra
            .app_only_token(&secret, tenant(), &clock, TokenFreshness::Cached)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn t63_a_new_credential_takes_over_where_the_old_one_ends() {
    let valid = Arc::new(Mutex::new("old".to_owned()));
    let accepted = Arc::clone(&valid);
    let server = Scripted::start(move |seen| {
        if seen.field("client_secret") == Some(accepted.lock().unwrap().clone()) {
            reply(200, &granted("token"))
        } else {
            reply(
                401,
                &json!({ "error": "invalid_client", "error_codes": [7_000_215] }),
            )
        }
    })
    .await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let credential = |text: &str| entra::ClientCredential::secret(text.to_owned().into());
    let old = credential("old");
    entra
        .app_only_token(&old, tenant(), &clock, TokenFreshness::Cached)
        .await
        .unwrap();
    *valid.lock().unwrap() = "new".to_owned();
    // A held token outlives the credential it was bought with; the next one takes the new credential.
    assert!(
        entra
            .app_only_token(&old, tenant(), &clock, TokenFreshness::Cached)
            .await
            .is_ok()
    );
    let refused = entra
        .app_only_token(&old, tenant(), &clock, TokenFreshness::Fresh)
        .await;
    assert!(refused.err().unwrap().is_client_refused());
    let new = credential("new");
    assert!(
        entra
            .app_only_token(&new, tenant(), &clock, TokenFreshness::Fresh)
            .await
            .is_ok()
    );
}

/// Login host and Graph at once: a token names its tenant, and Graph answers for the tenant of the token.
fn two_faced(seen: &Seen) -> Answer {
    if let Some(tenant) = seen.target.strip_suffix("/oauth2/v2.0/token") {
        return reply(200, &granted(&format!("token-of-{}", &tenant[1..])));
    }
    let bearer = seen.header("authorization").unwrap();
    let tenant = bearer.strip_prefix("Bearer token-of-").unwrap();
    let batch: Value = serde_json::from_str(&seen.body).unwrap();
    let responses: Vec<Value> = batch["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| match part["id"].as_str().unwrap() {
            "service-principal" => json!({ "id": part["id"], "status": 200, "body": {
                "id": tenant, "appId": crate::setting::CLIENT, "accountEnabled": true,
                "appRoleAssignmentRequired": false, "appOwnerOrganizationId": tenant,
            } }),
            _ => json!({ "id": part["id"], "status": 403, "body": { "error": { "code": "no" } } }),
        })
        .collect();
    reply(200, &json!({ "responses": responses }))
}

#[tokio::test]
async fn t62_no_tenant_ever_sees_another_tenants_token() {
    let server = Scripted::start(two_faced).await;
    // Fewer places than tenants, so that tokens come and go all the time.
    let entra = entra(
        &server,
        Limits {
            held_tokens: 40,
            ..patient()
        },
    );
    let clock = Arc::new(HandClock::new());
    let done = Arc::new(AtomicUsize::new(0));
    let workers: Vec<_> = (0..20_u128)
        .map(|worker| {
            let (entra, clock, done) = (entra.clone(), Arc::clone(&clock), Arc::clone(&done));
            tokio::spawn(async move {
                let (secret, manifest) = (secret(), Manifest::default());
                for step in 0..100_u128 {
                    let number = (worker * 37 + step * 13) % 100;
                    let tenant = TenantId::from_uuid(uuid::Uuid::from_u128(number));
                    let token = entra
                        .app_only_token(&secret, tenant, &*clock, TokenFreshness::Cached)
                        .await
                        .unwrap();
                    assert_eq!(token.tenant(), tenant);
                    let facts = entra.read_app_facts(&token, &manifest, &*clock).await;
                    let seen = facts.service_principal.get().unwrap().clone().unwrap();
                    assert_eq!(seen.app_owner_organization_id, Some(tenant));
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    assert_eq!(done.load(Ordering::Relaxed), 2_000);
    let mut by_path: HashMap<String, usize> = HashMap::new();
    for seen in server.seen() {
        *by_path.entry(seen.target).or_default() += 1;
    }
    assert_eq!(
        by_path.len(),
        101,
        "a hundred token endpoints and one batch address"
    );
}

#[tokio::test]
async fn t62_the_number_of_held_tokens_is_bounded() {
    let server = answering(Vec::new()).await;
    let entra = entra(
        &server,
        Limits {
            held_tokens: 2,
            ..patient()
        },
    );
    let (clock, secret) = (HandClock::new(), secret());
    let of = |number| TenantId::from_uuid(uuid::Uuid::from_u128(number));
    let ask = async |number| {
        let token = entra
            .app_only_token(&secret, of(number), &clock, TokenFreshness::Cached)
            .await;
        token.unwrap().is_fresh()
    };
    assert!(ask(1).await && ask(2).await);
    assert!(!ask(1).await, "held");
    assert!(ask(3).await, "takes the place of the longest unused");
    assert!(!ask(1).await, "still held");
    assert!(ask(2).await, "had to go");
}
