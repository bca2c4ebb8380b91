//! Calls that create are carried out once, however often they are sent.

use crate::{
    api::routes::{body, kind},
    support::stack::{Answer, Stack, fresh_id},
};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn t57_idempotency_keys_are_kept_to_their_request() {
    let host_app = Stack::load().host_app();
    let key = fresh_id();
    let sent = body();
    let first = host_app
        .post_as("/v1/registrations", &key, sent.to_string())
        .await;
    let again = host_app
        .post_as("/v1/registrations", &key, sent.to_string())
        .await;
    assert!(!first.headers.contains_key("idempotent-replayed"));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(
        first.expect(201),
        again.expect(201),
        "the link comes again as well"
    );
    let mut other = sent.clone();
    other["plan"] = json!("BOOST");
    let reused = host_app
        .post_as("/v1/registrations", &key, other.to_string())
        .await;
    assert_eq!(
        (reused.status, kind(&reused).as_str()),
        (422, "idempotency-key-reused")
    );

    for (header, expected) in [
        (None, "idempotency-key-required"),
        (Some(""), "idempotency-key-malformed"),
        (Some("with space"), "idempotency-key-malformed"),
        (Some("é"), "idempotency-key-malformed"),
    ] {
        let mut request = host_app
            .request(Method::POST, "/v1/registrations")
            .json(&sent);
        if let Some(header) = header {
            request = request.header("idempotency-key", header);
        }
        let answer = host_app.send(request).await;
        assert_eq!(
            (answer.status, kind(&answer).as_str()),
            (400, expected),
            "{header:?}"
        );
    }
}

#[tokio::test]
async fn t57_of_equal_requests_at_once_one_is_carried_out() {
    let host_app = Stack::load().host_app();
    let (key, sent) = (fresh_id(), body());
    let customer = sent["customer_id"].as_str().expect("a customer").to_owned();
    let asked: Vec<_> = (0..8)
        .map(|_| {
            let (key, sent) = (key.clone(), sent.to_string());
            async move {
                let host_app = Stack::load().host_app();
                host_app.post_as("/v1/registrations", &key, sent).await
            }
        })
        .collect();
    let (created, others): (Vec<_>, Vec<_>) = join_all(asked)
        .await
        .into_iter()
        .partition(|answer| answer.status == 201);
    assert!(!created.is_empty(), "{others:?}");
    for answer in &created {
        assert_eq!(answer.json(), created[0].json(), "one answer for all");
    }
    for answer in &others {
        assert_eq!(
            (answer.status, kind(answer).as_str()),
            (409, "request-in-progress")
        );
        let wait = answer.headers["retry-after"].to_str().expect("text");
        // The first attempt is taken over a minute after it began.
        let wait: u64 = wait.parse().expect("seconds");
        assert!((1..=60).contains(&wait), "{wait} seconds");
    }
    // Whoever was told to wait gets that answer afterwards.
    let later = host_app
        .post_as("/v1/registrations", &key, sent.to_string())
        .await;
    assert_eq!(later.expect(201), created[0].json());
    let path = format!("/v1/registrations?customer_id={customer}");
    let listed = host_app.get(&path).await.expect(200);
    assert_eq!(
        listed["items"].as_array().map(Vec::len),
        Some(1),
        "{listed}"
    );
}

/// Answers of requests that are sent at the same time.
pub(crate) async fn join_all<F: Future<Output = Answer> + Send + 'static>(
    asked: Vec<F>,
) -> Vec<Answer> {
    let tasks: Vec<_> = asked.into_iter().map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("an answer"));
    }
    answers
}
