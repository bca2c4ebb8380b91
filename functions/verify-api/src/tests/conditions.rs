//! Entity tags, and calls that are carried out only in the version that was seen (RFC 9110 section 13).

use super::{
    answers::{ask, create, errors, json, one, sent},
    called,
    verification::{TENANT, UNKNOWN_DOMAIN, World},
};
use http::Response;
use serde_json::json;

#[tokio::test]
async fn a_registration_that_has_not_changed_is_not_sent_again() {
    let world = World::new().await;
    let first = ask(&world.api, &called("GET", &one(), ""), "r").await;
    let tag = first.headers()["etag"].to_str().unwrap();
    for known in [tag, "*", &format!("\"x\", W/{tag}")] {
        let event = called("GET", &one(), "").header("if-none-match", known);
        let answer = ask(&world.api, &event, "r").await;
        assert_eq!(answer.status(), 304, "{known}");
        assert!(answer.body().is_empty());
        assert_eq!(answer.headers()["etag"], tag);
        assert!(!answer.headers().contains_key("content-type"));
    }
    let other = called("GET", &one(), "").header("if-none-match", "\"1-0\"");
    assert_eq!(ask(&world.api, &other, "r").await.status(), 200);
}

#[tokio::test]
async fn a_change_of_another_version_is_refused() {
    let world = World::new().await;
    let tag_of = |answer: &Response<String>| answer.headers()["etag"].to_str().unwrap().to_owned();
    let first = ask(&world.api, &called("GET", &one(), ""), "r").await;
    let tag = tag_of(&first);
    let change = |tag: &str, name: &str| {
        called("PATCH", &one(), "")
            .header("content-type", "application/merge-patch+json")
            .header("if-match", tag)
            .body(&json!({"requester": name}).to_string())
    };
    let changed = ask(&world.api, &change(&tag, "Anna"), "r").await;
    assert_eq!(changed.status(), 200, "{}", changed.body());
    assert_ne!(tag_of(&changed), tag);
    let refused = ask(&world.api, &change(&tag, "Bert"), "r").await;
    assert_eq!(refused.status(), 412);
    assert_eq!(
        json(&refused)["type"],
        "https://connect.example/problems/precondition-failed"
    );
    // The health may have changed meanwhile: that is no conflict.
    let newer = tag_of(&changed);
    let (version, _) = newer.split_once('-').unwrap();
    let other_health = format!("{version}-0000000000000000\"");
    assert_eq!(
        ask(&world.api, &change(&other_health, "Cem"), "r")
            .await
            .status(),
        200
    );
    let answer = ask(&world.api, &change("*", "Dora"), "r").await;
    assert_eq!(answer.status(), 200);
    for weak in [format!("W/{newer}"), "\"other\"".to_owned()] {
        assert_eq!(
            ask(&world.api, &change(&weak, "Eve"), "r").await.status(),
            412,
            "{weak}"
        );
    }
    let answer = ask(&world.api, &change("bogus", "Eve"), "r").await;
    assert_eq!(answer.status(), 400);
    assert_eq!(
        errors(&answer),
        [("If-Match".to_owned(), "invalid_value".to_owned())]
    );
}

#[tokio::test]
async fn every_call_that_changes_a_registration_is_refused_in_another_version() {
    let world = World::new().await;
    let path = one();
    let read = ask(&world.api, &called("GET", &path, ""), "r").await;
    let old = read.headers()["etag"].to_str().unwrap().to_owned();
    let change = sent("PATCH", &path, "", &json!({"requester": "Anna"}));
    let changed = ask(&world.api, &change, "r").await;
    let new = changed.headers()["etag"].to_str().unwrap().to_owned();
    let tenant = json!({"tenant_id": TENANT});
    let calls = |key: &str| {
        [
            (
                sent(
                    "POST",
                    &format!("{path}/approve"),
                    &format!("{key}1"),
                    &tenant,
                ),
                200,
            ),
            (
                sent(
                    "POST",
                    &format!("{path}/reject"),
                    &format!("{key}2"),
                    &tenant,
                ),
                409,
            ),
            (
                sent(
                    "POST",
                    &format!("{path}/disconnect"),
                    &format!("{key}3"),
                    &json!({}),
                ),
                200,
            ),
        ]
    };
    let erase = || called("DELETE", &path, "");
    let [approve, reject, disconnect] = calls("old").map(|(call, _)| call);
    for call in [reject, disconnect, erase()] {
        let refused = ask(&world.api, &call.header("if-match", &old), "r").await;
        assert_eq!(refused.status(), 412, "{}", refused.body());
    }
    // Nothing is left to change, as for a repeat of a call that was carried out.
    let approved = ask(&world.api, &approve.header("if-match", &old), "r").await;
    assert_eq!(approved.status(), 200, "{}", approved.body());
    let seen = json(&ask(&world.api, &called("GET", &path, ""), "r").await);
    assert_eq!(seen["lifecycle"]["stage"], "connected");
    for (call, status) in calls("new") {
        let answer = ask(&world.api, &call.header("if-match", &new), "r").await;
        assert_eq!(answer.status(), status, "{}", answer.body());
    }
    let seen = ask(&world.api, &called("GET", &path, ""), "r").await;
    let newest = seen.headers()["etag"].to_str().unwrap();
    let erased = ask(&world.api, &erase().header("if-match", newest), "r").await;
    assert_eq!(erased.status(), 202, "{}", erased.body());
    // What is being erased has no version any more.
    let again = ask(&world.api, &erase().header("if-match", newest), "r").await;
    assert_eq!(again.status(), 202);
}

#[tokio::test]
async fn what_was_created_has_the_entity_tag_of_a_read() {
    let world = World::new().await;
    let body = json!({"customer_id": "4711", "customer_name": "Contoso", "plan": "BOOST"});
    let created = create(&world, &body).await;
    let path = format!(
        "/v1/registrations/{}",
        json(&created)["id"].as_str().unwrap()
    );
    let tag = created.headers()["etag"].to_str().unwrap();
    let read = ask(&world.api, &called("GET", &path, ""), "r").await;
    assert_eq!(read.headers()["etag"], tag);
    let change = sent("PATCH", &path, "", &json!({"requester": "Anna"})).header("if-match", tag);
    assert_eq!(ask(&world.api, &change, "r").await.status(), 200);
}

#[tokio::test]
async fn a_change_to_a_domain_that_microsoft_does_not_know_is_warned_of() {
    let world = World::new().await;
    for (domain, expected) in [(UNKNOWN_DOMAIN, 1), ("contoso.example", 0)] {
        let change = json!({"expected_domain": domain});
        let changed = ask(&world.api, &sent("PATCH", &one(), "", &change), "r").await;
        assert_eq!(changed.status(), 200, "{}", changed.body());
        let warnings = &json(&changed)["warnings"];
        assert_eq!(warnings.as_array().unwrap().len(), expected, "{warnings}");
        if expected == 1 {
            assert_eq!(warnings[0]["code"], "domain_unknown");
            assert_eq!(warnings[0]["pointer"], "/expected_domain");
        }
        // The entity tag is that of a read, which has no warnings.
        let read = ask(&world.api, &called("GET", &one(), ""), "r").await;
        let mut shown = json(&changed);
        shown["warnings"] = json!([]);
        assert_eq!(json(&read), shown);
        assert_eq!(read.headers()["etag"], changed.headers()["etag"]);
    }
}
