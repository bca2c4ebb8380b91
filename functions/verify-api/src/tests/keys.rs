//! API keys: their scopes, what they tell of themselves, and repeats with the next one.

use super::{
    ID,
    stored::{Stored, body, json_of, key, kind},
};
use crate::router;
use domain::clock::Clock as _;
use hostile_events::Event;
use http::Response;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_case::test_case;

/// Every keyed route with its methods.
fn routes() -> Vec<(&'static str, String)> {
    let (_, document) = router::keyed().split_for_parts();
    let mut routes = Vec::new();
    for (path, item) in document.paths.paths {
        for (method, is_known) in [
            ("GET", item.get.is_some()),
            ("HEAD", item.get.is_some()),
            ("POST", item.post.is_some()),
            ("PATCH", item.patch.is_some()),
            ("DELETE", item.delete.is_some()),
        ] {
            if is_known {
                routes.push((method, path.clone()));
            }
        }
    }
    routes
}

/// The scope of a route, told otherwise than the function does.
fn expected(method: &str, path: &str) -> Option<&'static str> {
    if path.ends_with("/me") {
        None
    } else if ["GET", "HEAD"].contains(&method) {
        Some("read")
    } else if path.ends_with("/verifications") {
        Some("verify")
    } else {
        Some("write")
    }
}

#[tokio::test]
async fn t50_each_route_needs_its_scope_and_no_other() {
    let keys = [
        ("onlyread", &["read"][..]),
        ("readwrit", &["read", "write"]),
        ("readveri", &["read", "verify"]),
        ("nothing1", &[]),
    ];
    let stored = keys.map(|(id, scopes)| key(id, &json!({"scopes": scopes})));
    let world = Stored::new(stored.to_vec()).await;
    let routes = routes();
    assert!(routes.len() >= 20, "{routes:?}");
    let mut tried = BTreeMap::new();
    for (method, path) in routes {
        let needed = expected(method, &path);
        let segments = path.split('/').map(|segment| match segment {
            parameter if parameter.starts_with('{') => ID,
            segment => segment,
        });
        let address = segments.collect::<Vec<_>>().join("/");
        for (id, scopes) in keys {
            let answer = world.send(id, Event::new(method, &address, "")).await;
            let is_allowed = needed.is_none_or(|needed| scopes.contains(&needed));
            assert_eq!(answer.status() != 403, is_allowed, "{id}: {method} {path}");
            if !is_allowed {
                let needed = needed.unwrap();
                let challenge = format!(r#"Bearer error="insufficient_scope", scope="{needed}""#);
                assert_eq!(answer.headers()["www-authenticate"], challenge);
                *tried.entry(needed).or_insert(0) += 1;
                if method != "HEAD" {
                    assert_eq!(kind(&answer), "insufficient-scope");
                    assert!(answer.body().contains(needed), "{}", answer.body());
                }
            }
        }
    }
    assert_eq!(tried.len(), 3, "{tried:?}");
}

#[tokio::test]
async fn t50_a_key_that_may_change_or_verify_and_not_read_opens_nothing() {
    for scopes in [
        json!(["write"]),
        json!(["verify"]),
        json!(["write", "verify"]),
    ] {
        let world = Stored::new(vec![key("onlywrit", &json!({"scopes": scopes}))]).await;
        let answer = world.get("onlywrit", "/v1/me", "").await;
        assert_eq!(answer.0, 401, "{scopes}");
    }
}

#[tokio::test]
async fn t81_a_key_is_served_at_its_rate_whatever_it_asks_and_no_other_pays() {
    let keys = [key("abcdefgh", &json!({})), key("another1", &json!({}))];
    let world = Stored::new(keys.to_vec()).await;
    let paths = ["/v1/me", "/v1/checks", "/v1/registrations"];
    let mut refused = None;
    // A hundred at once, and as many as come in while they are asked.
    for turn in 0..10_000 {
        let event = Event::new("GET", paths[turn % paths.len()], "");
        let answer = world.send("abcdefgh", event).await;
        let policy = answer.headers()["ratelimit-policy"].to_str().unwrap();
        assert!(policy.ends_with(r#""api-key";q=100;w=2"#), "{policy}");
        if answer.status() != 200 {
            refused = Some((turn, answer));
            break;
        }
    }
    let (turn, refused) = refused.unwrap();
    assert!(turn >= 100, "{turn}");
    assert_eq!(
        (refused.status().as_u16(), kind(&refused).as_str()),
        (429, "rate-limited")
    );
    let wait = refused.headers()["retry-after"].to_str().unwrap();
    assert!(["1", "2"].contains(&wait), "{wait}");
    let state = format!(r#""api-key";r=0;t={wait}"#);
    assert_eq!(refused.headers()["ratelimit"], state);
    assert_eq!(world.get("another1", "/v1/me", "").await.0, 200);
}

#[tokio::test]
async fn a_refused_scope_counts_and_is_told_beside_the_limit() {
    let world = Stored::new(vec![key("abcdefgh", &json!({"scopes": ["read"]}))]).await;
    let refused = world.send("abcdefgh", Event::new("POST", "/v1/registrations", ""));
    let refused = refused.await;
    assert_eq!(refused.status(), 403);
    let state = refused.headers()["ratelimit"].to_str().unwrap();
    assert!(state.starts_with(r#""api-key";r=99;t="#), "{state}");
}

#[tokio::test]
async fn t50_t67_a_malformed_entry_beside_a_key_locks_it_not_out() {
    let malformed =
        json!({"id": "rotated1", "sha256": "CgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo="});
    let world = Stored::new(vec![malformed, key("abcdefgh", &json!({}))]).await;
    assert_eq!(world.get("abcdefgh", "/v1/me", "").await.0, 200);
    assert_eq!(world.get("rotated1", "/v1/me", "").await.0, 401);
}

#[tokio::test]
async fn a_key_tells_what_it_may_and_until_when() {
    let few = json!({
        "scopes": ["verify", "read"], "customer_ids": ["fabrikam", "contoso"], "owner": "portal",
        "expires_at": "2999-01-01T00:00:00Z",
    });
    let world = Stored::new(vec![key("abcdefgh", &json!({})), key("fewright", &few)]).await;
    let limits = json!([
        {"name": "api-key", "quota": 100, "window_seconds": 2, "per": "api_key"},
        {"name": "verify-now", "quota": 1, "window_seconds": 60, "per": "registration"},
        {"name": "invitations", "quota": 1_000, "window_seconds": 3_600, "per": "customer"},
        {"name": "pings", "quota": 5, "window_seconds": 60, "per": "webhook_endpoint"},
    ]);
    let everything = json!({
        "key_id": "abcdefgh", "owner": "host-app", "mode": "test", "scopes": ["read", "write", "verify"],
        "customer_ids": null, "expires_at": null, "limits": limits,
    });
    assert_eq!(world.get("abcdefgh", "/v1/me", "").await, (200, everything));
    let few = json!({
        "key_id": "fewright", "owner": "portal", "mode": "test", "scopes": ["read", "verify"],
        "customer_ids": ["contoso", "fabrikam"], "expires_at": "2999-01-01T00:00:00.000Z", "limits": limits,
    });
    assert_eq!(world.get("fewright", "/v1/me", "").await, (200, few));
}

#[tokio::test]
async fn t57_a_retry_with_the_owners_next_key_creates_nothing_new() {
    let keys = [
        key("firstkey", &json!({})),
        key("next1key", &json!({})),
        key("foreign1", &json!({"owner": "portal"})),
        key("fewer1ch", &json!({"customer_ids": ["fabrikam"]})),
    ];
    let world = Stored::new(keys.to_vec()).await;
    let create = async |key: &str| {
        let path = "/v1/registrations";
        world.post(key, path, "one", &body("contoso")).await
    };
    let first = create("firstkey").await;
    assert_eq!(first.status(), 201, "{}", first.body());
    assert!(!first.headers().contains_key("idempotent-replayed"));
    assert_eq!(
        first.headers()["ratelimit-policy"],
        r#""invitations";q=1000;w=3600, "api-key";q=100;w=2"#
    );
    let state = first.headers()["ratelimit"].to_str().unwrap();
    assert!(state.starts_with(r#""invitations";r=999;t="#), "{state}");
    for next in ["firstkey", "next1key"] {
        let again = create(next).await;
        assert_eq!(
            (again.status(), again.body()),
            (first.status(), first.body())
        );
        assert_eq!(again.headers()["idempotent-replayed"], "true");
    }
    let listed = world.get("firstkey", "/v1/registrations", "").await.1;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    // A key of the owner that does not reach the customer gets nothing of the answer: what it asks is refused as it always is.
    let hidden = create("fewer1ch").await;
    let sent = body("contoso");
    let fresh = world.post("fewer1ch", "/v1/registrations", "fresh", &sent);
    for hidden in [hidden, fresh.await] {
        assert_eq!(
            (hidden.status().as_u16(), kind(&hidden).as_str()),
            (422, "validation-failed")
        );
        assert_eq!(json_of(&hidden)["errors"][0]["pointer"], "/customer_id");
    }
    // Another owner's key is another one.
    let other = create("foreign1").await;
    assert_eq!(other.status(), 201);
    assert_ne!(json_of(&other)["id"], json_of(&first)["id"]);
}

#[tokio::test]
async fn t52_t57_a_replayed_answer_of_a_route_is_hidden_from_a_key_that_does_not_reach_it() {
    let keys = [
        key("firstkey", &json!({})),
        key("fewer1ch", &json!({"customer_ids": ["fabrikam"]})),
    ];
    let world = Stored::new(keys.to_vec()).await;
    let id = world.register("firstkey", "contoso").await;
    let path = format!("/v1/registrations/{id}/invitations");
    let invite = async |key: &str| {
        let purpose = json!({"purpose": "connect"});
        world.post(key, &path, "link", &purpose).await
    };
    let made = invite("firstkey").await;
    assert_eq!(made.status(), 201, "{}", made.body());
    assert_eq!(invite("fewer1ch").await.status(), 404);
    assert_eq!(invite("firstkey").await.body(), made.body());
}

/// Everything of a problem but the id of its request.
fn without_request(answer: &Response<String>) -> (u16, Value) {
    let mut problem = json_of(answer);
    problem["request_id"] = Value::Null;
    (answer.status().as_u16(), problem)
}

#[tokio::test]
async fn t52_t57_no_idempotency_key_tells_of_a_registration_out_of_reach() {
    let keys = [
        key("firstkey", &json!({})),
        key("fewer1ch", &json!({"customer_ids": ["fabrikam"]})),
    ];
    let world = Stored::new(keys.to_vec()).await;
    let used = world.register("firstkey", "contoso").await;
    let erased = world.register("firstkey", "contoso").await;
    let purpose = json!({"purpose": "connect"});
    for id in [&used, &erased] {
        let path = format!("/v1/registrations/{id}/invitations");
        let made = world.post("firstkey", &path, "link", &purpose).await;
        assert_eq!(made.status(), 201, "{}", made.body());
    }
    let erase = Event::new("DELETE", &format!("/v1/registrations/{erased}"), "");
    assert_eq!(world.send("firstkey", erase).await.status(), 202);
    let posts = [
        "approve",
        "reject",
        "disconnect",
        "invitations",
        "verifications",
    ];
    let other = json!({"purpose": "reconnect"});
    for below in posts {
        let ask = async |id: &str, body: &Value| {
            let path = format!("/v1/registrations/{id}/{below}");
            without_request(&world.post("fewer1ch", &path, "link", body).await)
        };
        let absent = ask(ID, &purpose).await;
        assert_eq!(absent.0, 404, "{below}");
        for id in [&used, &erased] {
            for body in [&purpose, &other] {
                assert_eq!(ask(id, body).await, absent, "{below}");
            }
        }
    }
    // Nothing that it asked blocks the key for those who reach the registration.
    let path = format!("/v1/registrations/{used}/verifications");
    let reached = world.post("firstkey", &path, "link", &json!({})).await;
    assert_eq!(kind(&reached), "not-possible-now", "{}", reached.body());
}

/// A row that is taken away at once would stop the key's owner meanwhile all the same.
#[tokio::test]
async fn t52_t57_a_key_without_reach_takes_no_idempotency_key_on_any_route() {
    let keys = [
        key("firstkey", &json!({})),
        key("fewer1ch", &json!({"customer_ids": ["fabrikam"]})),
    ];
    let world = Stored::new(keys.to_vec()).await;
    let id = world.register("firstkey", "contoso").await;
    let mut tried = 0;
    for (_, path) in routes().iter().filter(|(method, _)| *method == "POST") {
        let path = path
            .replace("{registration_id}", &id)
            .replace("{invitation_id}", ID)
            .replace("{endpoint_id}", "app");
        world.of_idempotency();
        let sent = body("contoso");
        let refused = world.post("fewer1ch", &path, "key", &sent).await;
        assert!([404, 422].contains(&refused.status().as_u16()), "{path}");
        assert_eq!(world.of_idempotency(), Vec::<String>::new(), "{path}");
        tried += 1;
    }
    assert!(tried >= 8, "{tried}");
}

#[tokio::test]
async fn t52_t57_an_idempotency_key_of_one_customers_registration_says_nothing_to_another() {
    let keys = [
        key("firstkey", &json!({})),
        key("fewer1ch", &json!({"customer_ids": ["fabrikam"]})),
    ];
    let world = Stored::new(keys.to_vec()).await;
    let create = async |key: &str, customer: &str| {
        let sent = body(customer);
        world
            .post(key, "/v1/registrations", "create-1", &sent)
            .await
    };
    let first = create("firstkey", "contoso").await;
    assert_eq!(first.status(), 201, "{}", first.body());
    let other = create("fewer1ch", "fabrikam").await;
    assert_eq!(other.status(), 201, "{}", other.body());
    assert_ne!(json_of(&other)["id"], json_of(&first)["id"]);
    let mut changed = body("contoso");
    changed["plan"] = json!("EMPOWER");
    let reused = world.post("firstkey", "/v1/registrations", "create-1", &changed);
    assert_eq!(kind(&reused.await), "idempotency-key-reused");
}

#[test_case("", "idempotency-key-malformed"; "empty")]
#[test_case("a b", "idempotency-key-malformed"; "a space")]
#[test_case("é", "idempotency-key-malformed"; "another alphabet")]
#[test_case("one, two", "idempotency-key-malformed"; "two that the gateway joined")]
#[tokio::test]
async fn t57_a_malformed_idempotency_key_is_told_to_be_malformed(text: &str, expected: &str) {
    let world = Stored::new(vec![key("abcdefgh", &json!({}))]).await;
    let sent = body("contoso");
    let answer = world.post("abcdefgh", "/v1/registrations", text, &sent);
    let answer = answer.await;
    assert_eq!(
        (answer.status().as_u16(), kind(&answer).as_str()),
        (400, expected)
    );
    let error = &json_of(&answer)["errors"][0];
    assert_eq!(error["header"], "Idempotency-Key");
}

#[tokio::test]
async fn t57_a_call_without_an_idempotency_key_is_told_to_send_one() {
    let world = Stored::new(vec![key("abcdefgh", &json!({}))]).await;
    let event = Event::new("POST", "/v1/registrations", "")
        .header("content-type", "application/json")
        .body(&body("contoso").to_string());
    let answer = world.send("abcdefgh", event).await;
    assert_eq!(kind(&answer), "idempotency-key-required");
}

#[tokio::test]
async fn t57_a_refusal_is_not_kept_for_its_key() {
    let world = Stored::new(vec![key("abcdefgh", &json!({}))]).await;
    let id = world.register("abcdefgh", "contoso").await;
    let path = format!("/v1/registrations/{id}/approve");
    let approve = async |body: Value| world.post("abcdefgh", &path, "approve", &body).await;
    let refused = approve(json!({"tenant_id": "7e000000-0000-4000-8000-000000000002"})).await;
    assert_eq!(kind(&refused), "not-possible-now", "{}", refused.body());
    // The key is free: with another body it is no reuse.
    let other = approve(json!({"tenant_id": "7e000000-0000-4000-8000-000000000001"})).await;
    assert_eq!(kind(&other), "not-possible-now", "{}", other.body());
}

#[tokio::test]
async fn the_limit_of_invitations_tells_the_seconds_to_the_next_hour() {
    let world = Stored::new(vec![key("abcdefgh", &json!({}))]).await;
    let deps = &world.api.deps;
    let (now, hour) = (deps.clock.now(), SignedDuration::from_hours(1));
    let store = &deps.verifier.store;
    let taken = store.take("invitations:contoso", 1_000, 1_000, hour, now);
    assert!(taken.await.unwrap());
    let (sent, other) = (body("contoso"), body("fabrikam"));
    let refused = world.post("abcdefgh", "/v1/registrations", "one", &sent);
    let refused = refused.await;
    assert_eq!(
        (refused.status().as_u16(), kind(&refused).as_str()),
        (429, "rate-limited")
    );
    let wait = refused.headers()["retry-after"].to_str().unwrap();
    let left = 3_600 - now.as_second() % 3_600;
    // The call was made within ten seconds after `now`.
    assert!(
        (left - 10..=left).contains(&wait.parse().unwrap()),
        "{wait}"
    );
    let state = format!(r#""invitations";r=0;t={wait}, "api-key";r="#);
    let told = refused.headers()["ratelimit"].to_str().unwrap();
    assert!(told.starts_with(&state), "{told}");
    let elsewhere = world.post("abcdefgh", "/v1/registrations", "two", &other);
    assert_eq!(elsewhere.await.status(), 201);
}

#[tokio::test]
async fn t50_the_day_of_its_last_use_is_kept_of_a_key_that_was_accepted() {
    let expired = key("expired1", &json!({"expires_at": "2001-01-01T00:00:00Z"}));
    let stored = vec![
        key("usedkey1", &json!({})),
        key("idlekey1", &json!({})),
        expired,
    ];
    let world = Stored::new(stored).await;
    for (id, status) in [("usedkey1", 200), ("expired1", 401)] {
        let answer = world.send(id, Event::new("GET", "/v1/me", "")).await;
        assert_eq!(answer.status(), status, "{id}");
    }
    let uses = world.api.deps.verifier.store.api_key_uses().await.unwrap();
    let today = world.api.deps.clock.now().to_string();
    let day = today[..10].parse().unwrap();
    let expected = BTreeMap::from([("usedkey1".to_owned(), Some(day))]);
    assert_eq!(uses, expected);
}
