//! The host app's keys: their reach, invalid keys, and the time until a revoked key has no effect.

use crate::{
    api::{
        idempotency::join_all,
        routes::{body, fields},
    },
    support::stack::{Answer, HostApp, Stack, fresh_id, poll},
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The key with one part replaced, and the matching checksum.
fn with_part(key: &str, part: &str, other: &str) -> String {
    let covered = key.replacen(&format!("_{part}_"), &format!("_{other}_"), 1);
    let covered = covered.get(..covered.len() - 6).expect("a checksum");
    let checksum = digest(&SHA256, format!("api-key-checksum:{covered}").as_bytes());
    let checksum = URL_SAFE_NO_PAD.encode(checksum);
    format!("{covered}{}", checksum.get(..6).expect("a checksum"))
}

#[tokio::test]
async fn t51_every_refused_key_gets_the_same_answer() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let good = &stack.api_key;
    let id = good.split('_').nth(2).expect("an id");
    let flipped = {
        let mut characters: Vec<char> = good.chars().collect();
        characters[30] = if characters[30] == 'A' { 'B' } else { 'A' };
        characters.into_iter().collect::<String>()
    };
    let mut bodies = Vec::new();
    let ask = |header: Option<String>| {
        let mut request = host_app.request(Method::GET, "/v1/checks");
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        request
    };
    for header in [
        None,
        Some(String::new()),
        Some("Bearer".to_owned()),
        Some(format!("Basic {good}")),
        Some(format!("Bearer {flipped}")),
        Some(format!("Bearer {}", with_part(good, id, "unknown0"))),
        Some(format!("Bearer {}", with_part(good, "test", "live"))),
        Some(format!("Bearer {good}x")),
        Some(format!("Bearer {}", "x".repeat(5_000))),
    ] {
        let answer = Answer::of(ask(header.clone()).send().await.expect("an answer")).await;
        assert_eq!(answer.status, 401, "{header:?}");
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
        let mut problem = answer.json();
        problem["request_id"] = Value::Null;
        bodies.push(problem);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    // A key in the address or in the body is none (T50).
    let path = format!("/v1/checks?api_key={good}&access_token={good}");
    let answer = Answer::of(
        host_app
            .request(Method::GET, &path)
            .send()
            .await
            .expect("an answer"),
    )
    .await;
    assert_eq!(answer.status, 401);
    // Two headers are a request that cannot be read (T41).
    let twice =
        ask(Some(format!("Bearer {good}"))).header("authorization", format!("Bearer {good}"));
    let answer = Answer::of(twice.send().await.expect("an answer")).await;
    assert_eq!(answer.status, 400);
    host_app.get("/v1/checks").await.expect(200);
}

#[tokio::test]
async fn t50_t52_t57_a_restricted_key_reaches_its_customers_alone_and_ends_when_removed() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let (mut own, foreign) = (body(), body());
    own["additional"] = json!(true);
    let customer = own["customer_id"].as_str().expect("a customer").to_owned();
    let aws = stack.aws();
    let (restricted, key) = host_app.with_new_key(&[&customer]).await;

    let foreign = host_app
        .post("/v1/registrations", &foreign)
        .await
        .expect(201);
    let foreign_id = foreign["id"].as_str().expect("an id");
    let foreign_invitation = foreign["invitation"]["id"].as_str().expect("an id");
    let random = "01930000-0000-7000-8000-00000000002f";
    for path in [
        "/v1/registrations/ID".to_owned(),
        "/v1/registrations/ID/verifications".to_owned(),
        "/v1/registrations/ID/verifications/latest".to_owned(),
        format!("/v1/registrations/ID/invitations/{foreign_invitation}"),
        "/v1/events?registration_id=ID".to_owned(),
    ] {
        let absent = restricted.get(&path.replace("ID", random)).await;
        let hidden = restricted.get(&path.replace("ID", foreign_id)).await;
        assert_eq!(without_request(&hidden), without_request(&absent), "{path}");
        assert_eq!(hidden.status, 404, "{path}");
    }
    let tenant = json!({"tenant_id": "7e000000-0000-4000-8000-000000000001"});
    for (path, sent) in [
        ("approve", tenant.clone()),
        ("reject", tenant),
        ("disconnect", json!({})),
        ("verifications", json!({})),
        ("invitations", json!({"purpose": "connect"})),
    ] {
        let path = format!("/v1/registrations/ID/{path}");
        let absent = restricted.post(&path.replace("ID", random), &sent).await;
        let hidden = restricted
            .post(&path.replace("ID", foreign_id), &sent)
            .await;
        assert_eq!(without_request(&hidden), without_request(&absent), "{path}");
        assert_eq!(hidden.status, 404, "{path}: {}", hidden.text);
    }
    let withdraw = format!("/v1/registrations/{foreign_id}/invitations/{foreign_invitation}");
    assert_eq!(restricted.delete(&withdraw).await.status, 404);
    let mut elsewhere = body();
    elsewhere["customer_id"] = json!("somebody-else");
    let answer = restricted.post("/v1/registrations", &elsewhere).await;
    assert_eq!(
        (answer.status, fields(&answer)),
        (422, vec!["customer_id".to_owned()])
    );
    let listed = restricted.get("/v1/registrations").await;
    assert!(!listed.text.contains(foreign_id), "{}", listed.text);

    // An Idempotency-Key goes on with another API key of its owner, for what that key reaches (T57).
    let shared = fresh_id();
    let one = host_app
        .post_as("/v1/registrations", &shared, own.to_string())
        .await
        .expect(201);
    let two = restricted
        .post_as("/v1/registrations", &shared, own.to_string())
        .await
        .expect(201);
    assert_eq!(one["id"], two["id"]);
    let shared = fresh_id();
    let elsewhere = body().to_string();
    let first = host_app.post_as("/v1/registrations", &shared, elsewhere.clone());
    first.await.expect(201);
    let hidden = restricted
        .post_as("/v1/registrations", &shared, elsewhere)
        .await;
    assert_eq!(
        (hidden.status, fields(&hidden)),
        (422, vec!["customer_id".to_owned()])
    );
    let me = restricted.get("/v1/me").await.expect(200);
    assert_eq!(me["customer_ids"], json!([customer]));
    assert_eq!(me["scopes"], json!(["read", "write", "verify"]));

    // Every instance keeps the keys for a minute at most; five seconds are for the asking.
    aws.remove_api_key(&key).await;
    let removed = Instant::now();
    let refused_after = refused_everywhere(&host_app, &key).await - removed;
    assert!(
        refused_after <= Duration::from_secs(65),
        "the key was good for another {refused_after:?}"
    );
}

/// A problem without the id of its request.
fn without_request(answer: &Answer) -> (u16, Value) {
    let mut problem = answer.json();
    problem["request_id"] = Value::Null;
    (answer.status, problem)
}

#[tokio::test]
async fn t52_t57_an_idempotency_key_tells_nothing_of_a_registration_out_of_reach() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let (restricted, key) = host_app.with_new_key(&["somebody-else"]).await;
    let registered = host_app.post("/v1/registrations", &body()).await;
    let registered = registered.expect(201);
    let used = fresh_id();
    let path = |id: &str| format!("/v1/registrations/{id}/invitations");
    let foreign = path(registered["id"].as_str().expect("an id"));
    let absent = path("01930000-0000-7000-8000-00000000002f");
    let [link, other] =
        ["connect", "reconnect"].map(|purpose| json!({"purpose": purpose}).to_string());
    let made = host_app.post_as(&foreign, &used, link.clone()).await;
    made.expect(201);
    for sent in [link, other] {
        let absent = restricted.post_as(&absent, &used, sent.clone()).await;
        let hidden = restricted.post_as(&foreign, &used, sent).await;
        assert_eq!(hidden.status, 404, "{}", hidden.text);
        assert_eq!(without_request(&hidden), without_request(&absent));
    }
    stack.aws().remove_api_key(&key).await;
}

/// Instant at which several simultaneous requests were all refused.
async fn refused_everywhere(host_app: &HostApp, key: &str) -> Instant {
    poll("the end of the key", || async {
        let asked: Vec<_> = (0..8)
            .map(|_| {
                let restricted = host_app.with_key(key);
                async move { restricted.get("/v1/checks").await }
            })
            .collect();
        let answers = join_all(asked).await;
        if answers.iter().all(|answer| answer.status == 401) {
            Ok(Instant::now())
        } else {
            Err(format!("{answers:?}"))
        }
    })
    .await
}
