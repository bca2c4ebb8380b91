//! AWS services that are slow, refuse, fail or answer nonsense: each case yields an error that tells the remedy, and never an
//! empty answer.

use crate::{
    double::{self, Asked},
    samples::{at, flow, hash, leg, registration_id},
    system_users::settings,
    table::config,
};
use aws_config::{SdkConfig, timeout::TimeoutConfig};
use domain::{
    clock::Clock,
    ids::{ObjectId, TenantId},
};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde_json::json;
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use store::{
    Queue, Store, StoreError, VerificationMessage, WebIdentity, WebIdentityError,
    secrets::{SecretFreshness, Secrets, SecretsError},
    system_users::{SystemUserKeeper, SystemUserSecret, SystemUsers, TokenStore},
};
use test_case::test_case;
use uuid::Uuid;

/// A fault of a service.
#[derive(Debug, Clone, Copy)]
enum Fault {
    /// No server listens.
    Unreachable,
    /// The service accepts the request and never answers.
    Slow,
    Answers(u16, &'static str),
}

const DENIED: Fault = Fault::Answers(400, r#"{"__type":"AccessDeniedException"}"#);
const THROTTLED: Fault = Fault::Answers(400, r#"{"__type":"ThrottlingException"}"#);
const FAILING: Fault = Fault::Answers(500, r#"{"__type":"InternalServerError"}"#);
/// Answer to a write while a transaction over the same item is under way.
const IN_TRANSACTION: Fault = Fault::Answers(400, MET_A_TRANSACTION);
const MET_A_TRANSACTION: &str = r#"{"__type":"TransactionConflictException"}"#;
const NONSENSE: Fault = Fault::Answers(200, "<html>");

/// Settings of clients of a service with this fault.
async fn service(fault: Fault) -> SdkConfig {
    let endpoint = match fault {
        Fault::Unreachable => {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            format!("http://{}", listener.local_addr().unwrap())
        }
        Fault::Slow => {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let endpoint = format!("http://{}", listener.local_addr().unwrap());
            tokio::spawn(async move {
                let mut held = Vec::new();
                while let Ok((stream, _)) = listener.accept().await {
                    held.push(stream);
                }
            });
            endpoint
        }
        Fault::Answers(status, body) => {
            let (endpoint, _) = double::serve(move |_| (status, body.to_owned())).await;
            endpoint
        }
    };
    // Shorter limits than the functions have, of the same kinds.
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_millis(200))
        .operation_timeout(Duration::from_secs(5))
        .build();
    config(&endpoint)
        .into_builder()
        .timeout_config(timeouts)
        .build()
}

async fn table(fault: Fault) -> Store {
    Store::new(&service(fault).await, "registrations".to_owned())
}

fn is_unavailable(error: &StoreError) -> bool {
    matches!(error, StoreError::Unavailable(_))
}

fn is_throttled(error: &StoreError) -> bool {
    matches!(error, StoreError::Throttled)
}

#[test_case(Fault::Unreachable, is_unavailable; "nobody there")]
#[test_case(Fault::Slow, is_unavailable; "slow")]
#[test_case(DENIED, |error| matches!(error, StoreError::Refused(_)); "refused")]
#[test_case(THROTTLED, is_throttled; "throttled")]
#[test_case(FAILING, is_unavailable; "failing")]
#[test_case(NONSENSE, is_unavailable; "nonsense")]
#[tokio::test]
async fn a_read_that_fails_is_an_error_and_never_nothing(
    fault: Fault,
    is_expected: fn(&StoreError) -> bool,
) {
    let store = table(fault).await;
    let found = store.find_flow(&hash(1), at(0)).await;
    let counted = store.counted("name", SignedDuration::from_hours(1), at(0));
    let loaded = store.load(registration_id(1)).await.map(drop);
    for error in [
        found.unwrap_err(),
        counted.await.unwrap_err(),
        loaded.unwrap_err(),
    ] {
        assert!(is_expected(&error), "{fault:?}: {error}");
    }
}

#[test_case(Fault::Unreachable, is_unavailable; "nobody there")]
#[test_case(Fault::Slow, is_unavailable; "slow")]
#[test_case(DENIED, |error| matches!(error, StoreError::Refused(_)); "refused")]
#[test_case(THROTTLED, is_throttled; "throttled")]
#[test_case(FAILING, is_unavailable; "failing")]
#[test_case(IN_TRANSACTION, is_unavailable; "in a transaction for ever")]
#[test_case(NONSENSE, is_unavailable; "nonsense")]
#[tokio::test]
async fn a_write_that_fails_is_never_done_nor_a_conflict(
    fault: Fault,
    is_expected: fn(&StoreError) -> bool,
) {
    let store = table(fault).await;
    let started = store.start_flow(&flow(1), &leg(1, 1)).await;
    let saved = store.save_flow(&flow(1)).await;
    // A spent leg is never told from one that may be spent: neither true nor false comes of a failure.
    let spent = store
        .spend_leg(&hash(1), Uuid::nil(), at(0))
        .await
        .map(drop);
    for error in [started.unwrap_err(), saved.unwrap_err(), spent.unwrap_err()] {
        assert!(is_expected(&error), "{fault:?}: {error}");
    }
}

#[test_case(1)]
#[test_case(2)]
#[tokio::test]
async fn a_write_that_meets_a_transaction_is_made_again(refusals: usize) {
    let mut left = refusals;
    let (endpoint, requests) = double::serve(move |_| {
        if left == 0 {
            left = refusals;
            return (200, "{}".to_owned());
        }
        left -= 1;
        (400, MET_A_TRANSACTION.to_owned())
    })
    .await;
    let store = Store::new(&config(&endpoint), "registrations".to_owned());
    // An update, a put and a deletion: none of them is taken for one whose condition did not hold.
    let spent = store.spend_leg(&hash(1), Uuid::nil(), at(0)).await;
    assert!(spent.unwrap());
    store.save_flow(&flow(1)).await.unwrap();
    store.end_access(&hash(1)).await.unwrap();
    let asked = requests.lock().unwrap();
    let operations: Vec<_> = asked.iter().map(|asked| &*asked.operation).collect();
    let each = ["UpdateItem", "PutItem", "DeleteItem"];
    let expected: Vec<_> = each
        .iter()
        .flat_map(|operation| vec![*operation; refusals + 1])
        .collect();
    assert_eq!(operations, expected);
}

/// Answer to a transaction that was refused, with one reason for each part.
fn cancelled(reasons: &[&str]) -> String {
    let reasons: Vec<_> = reasons.iter().map(|code| json!({"Code": code})).collect();
    json!({"__type": "TransactionCanceledException", "CancellationReasons": reasons}).to_string()
}

/// Store whose DynamoDB gives these reasons the first `refusals` times, with the requests that it got.
async fn cancelling(refusals: usize, reasons: &[&str]) -> (Store, Arc<Mutex<Vec<Asked>>>) {
    let refusal = cancelled(reasons);
    let mut left = refusals;
    let (endpoint, requests) = double::serve(move |_| {
        if left == 0 {
            return (200, "{}".to_owned());
        }
        left -= 1;
        (400, refusal.clone())
    })
    .await;
    let store = Store::new(&config(&endpoint), "registrations".to_owned());
    (store, requests)
}

/// Result of moving a flow to a new cookie, and number of requests, with a DynamoDB that gives these reasons the first `refusals`
/// times.
async fn rotated(refusals: usize, reasons: &[&str]) -> (Result<(), StoreError>, usize) {
    let (store, requests) = cancelling(refusals, reasons).await;
    let rotated = store.rotate_flow(&hash(1), &flow(2)).await;
    let asked = requests.lock().unwrap().len();
    (rotated, asked)
}

#[test_case(1)]
#[test_case(2)]
#[tokio::test]
async fn a_transaction_that_meets_another_write_is_made_again(refusals: usize) {
    let (rotated, asked) = rotated(refusals, &["None", "TransactionConflict"]).await;
    rotated.unwrap();
    assert_eq!(asked, refusals + 1);
}

#[tokio::test]
async fn a_transaction_that_always_meets_another_write_is_no_failed_condition() {
    let (rotated, _) = rotated(usize::MAX, &["None", "TransactionConflict"]).await;
    let error = rotated.unwrap_err();
    assert!(is_unavailable(&error), "{error}");
}

#[tokio::test]
async fn a_throttled_transaction_is_made_again_and_then_says_so() {
    let reasons = ["None", "ThrottlingError"];
    let (made_again, _) = rotated(1, &reasons).await;
    made_again.unwrap();
    let (never, _) = rotated(usize::MAX, &reasons).await;
    let error = never.unwrap_err();
    assert!(is_throttled(&error), "{error}");
}

/// A flow and its first leg are written together, and their cancellation is read as every other.
#[test_case("ConditionalCheckFailed", StoreError::is_conflict; "a condition")]
#[test_case("ThrottlingError", is_throttled; "throttled")]
#[test_case("TransactionConflict", is_unavailable; "another write")]
#[tokio::test]
async fn a_start_that_is_cancelled_says_why(reason: &str, is_told: fn(&StoreError) -> bool) {
    let (store, _) = cancelling(usize::MAX, &["None", reason]).await;
    let error = store.start_flow(&flow(1), &leg(1, 1)).await.unwrap_err();
    assert!(is_told(&error), "{error}");
}

#[test_case(&["ConditionalCheckFailed", "None"]; "alone")]
#[test_case(&["ConditionalCheckFailed", "TransactionConflict"]; "beside another write")]
#[tokio::test]
async fn a_condition_that_does_not_hold_is_a_conflict_at_once(reasons: &[&str]) {
    let (rotated, asked) = rotated(usize::MAX, reasons).await;
    let error = rotated.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(asked, 1);
}

#[test_case(Fault::Unreachable; "nobody there")]
#[test_case(Fault::Slow; "slow")]
#[test_case(DENIED; "refused")]
#[test_case(THROTTLED; "throttled")]
#[test_case(FAILING; "failing")]
#[test_case(NONSENSE; "nonsense")]
#[tokio::test]
async fn a_secret_that_cannot_be_read_is_no_empty_one(fault: Fault) {
    let secrets = Secrets::new(&service(fault).await, "test".to_owned());
    let failures = [
        secrets.sealing_keys(at(0)).await.map(drop),
        secrets
            .api_keys(at(0), SecretFreshness::Fresh)
            .await
            .map(drop),
        secrets
            .entra_app(at(0), SecretFreshness::Fresh)
            .await
            .map(drop),
    ];
    for failure in failures {
        let error = failure.unwrap_err();
        let is_told = matches!(
            error,
            SecretsError::Unreadable { .. } | SecretsError::Malformed { .. }
        );
        assert!(is_told, "{fault:?}: {error}");
    }
}

#[test_case(Fault::Unreachable, TokenStore::SecretsManager; "nobody there")]
#[test_case(Fault::Slow, TokenStore::SecretsManager; "slow")]
#[test_case(DENIED, TokenStore::SecretsManager; "refused")]
#[test_case(THROTTLED, TokenStore::SecretsManager; "throttled")]
#[test_case(FAILING, TokenStore::SecretsManager; "failing")]
#[test_case(NONSENSE, TokenStore::SecretsManager; "nonsense")]
#[test_case(Fault::Unreachable, TokenStore::Table; "no key there")]
#[test_case(Fault::Slow, TokenStore::Table; "a slow key")]
#[test_case(DENIED, TokenStore::Table; "a key that refuses")]
#[test_case(THROTTLED, TokenStore::Table; "a throttled key")]
#[test_case(FAILING, TokenStore::Table; "a failing key")]
#[test_case(NONSENSE, TokenStore::Table; "a key that talks nonsense")]
#[tokio::test]
async fn a_sign_in_that_was_not_kept_has_no_version_to_point_to(fault: Fault, home: TokenStore) {
    let aws = service(fault).await;
    let store = Store::new(&aws, "table".to_owned());
    let users = SystemUsers::new(&aws, store, settings(home));
    let keeper = SystemUserKeeper::new(users, "key".to_owned());
    let sign_in = SystemUserSecret {
        refresh_token: SecretString::from("token"),
        tenant_id: TenantId::from_uuid(Uuid::from_u128(1)),
        object_id: ObjectId::from_uuid(Uuid::from_u128(2)),
        written_at: at(0),
    };
    let kept = keeper.write(registration_id(1), &sign_in, Uuid::from_u128(10));
    assert!(kept.await.is_err(), "{fault:?}");
}

#[test_case(Fault::Unreachable; "nobody there")]
#[test_case(Fault::Slow; "slow")]
#[test_case(DENIED; "refused")]
#[test_case(THROTTLED; "throttled")]
#[test_case(FAILING; "failing")]
#[test_case(NONSENSE; "nonsense")]
#[tokio::test]
async fn a_message_that_no_queue_took_is_never_called_sent(fault: Fault) {
    let queue = Queue::new(&service(fault).await, "http://127.0.0.1/queue".to_owned());
    let message = VerificationMessage::interactive(registration_id(1), at(0));
    let sent = queue.send(&message, SignedDuration::ZERO).await;
    assert!(sent.is_err(), "{fault:?}");
    let batch = queue.send_batch(&[message]).await;
    assert!(batch.is_err(), "{fault:?}");
}

/// A clock that stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        at(0)
    }
}

#[test_case(Fault::Unreachable; "nobody there")]
#[test_case(Fault::Slow; "slow")]
#[test_case(THROTTLED; "throttled")]
#[test_case(FAILING; "failing")]
#[test_case(NONSENSE; "nonsense")]
#[tokio::test]
async fn t46_a_token_of_the_role_is_waited_for_two_seconds_at_most_by_all_callers_together(
    fault: Fault,
) {
    let identity = WebIdentity::new(&service(fault).await, "audience");
    let began = Instant::now();
    let (first, second) = tokio::join!(identity.token(&Still), identity.token(&Still));
    assert!(began.elapsed() < Duration::from_secs(4), "{fault:?}");
    for answer in [first, second, identity.token(&Still).await] {
        let error = answer.unwrap_err();
        assert!(matches!(error, WebIdentityError::Unavailable(_)), "{error}");
    }
}
