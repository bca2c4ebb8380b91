//! Erasure as the host app sees it.

use super::{
    ID, called,
    verification::{TENANT, World},
};
use app::host::removal::{self, RemovalOutcome};
use hostile_events::Event;
use jiff::SignedDuration;
use serde_json::{Value, json};

const NEW: &str = r#"{"customer_id":"4711","customer_name":"Canary","plan":"BOOST"}"#;

fn with_body(event: Event, key: &str, body: &str) -> Event {
    event
        .header("idempotency-key", key)
        .header("content-type", "application/json")
        .body(body)
}

async fn ask(world: &World, event: Event) -> (u16, Value) {
    let (status, body) = world.send(&event).await;
    let body = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(&body).unwrap()
    };
    (status, body)
}

/// Makes the one pass that suffices for an erasure while no other call is at work.
async fn pass(world: &World, id: &str) -> RemovalOutcome {
    let verifier = &world.api.deps.verifier;
    let removed = removal::remove(
        &verifier.store,
        &verifier.system_users,
        &world.api.deps.clock,
        SignedDuration::ZERO,
        id.parse().unwrap(),
    );
    removed.await.unwrap()
}

#[tokio::test]
async fn t83_an_erasure_begins_with_202_and_every_other_call_is_told_410() {
    let world = World::new().await;
    let path = format!("/v1/registrations/{ID}");
    let delete = || called("DELETE", &path, "");
    let (status, begun) = ask(&world, delete()).await;
    assert_eq!(status, 202, "{begun}");
    let requested_at = begun["requested_at"].as_str().unwrap();
    assert_eq!(requested_at.len(), "2026-11-29T12:00:00.000Z".len());
    assert_eq!(
        begun,
        json!({"id": ID, "state": "erasing", "requested_at": requested_at})
    );
    assert_eq!(ask(&world, delete()).await, (202, begun.clone()));
    let other = "01930000-0000-7000-8000-000000000030";
    let tenant = json!({"tenant_id": TENANT}).to_string();
    let calls = [
        ("GET", String::new(), ""),
        ("PATCH", String::new(), r#"{"requester":"Anna"}"#),
        ("POST", "/approve".to_owned(), &*tenant),
        ("POST", "/reject".to_owned(), &*tenant),
        (
            "POST",
            "/invitations".to_owned(),
            r#"{"purpose":"connect"}"#,
        ),
        ("GET", format!("/invitations/{other}"), ""),
        ("DELETE", format!("/invitations/{other}"), ""),
        ("POST", "/verifications".to_owned(), ""),
        ("GET", "/verifications".to_owned(), ""),
        ("GET", "/verifications/latest".to_owned(), ""),
        ("GET", format!("/verifications/{other}"), ""),
        ("GET", "/audit".to_owned(), ""),
    ];
    for (position, (method, below, body)) in calls.iter().enumerate() {
        let event = called(method, &format!("{path}{below}"), "");
        let event = if body.is_empty() {
            event.header("idempotency-key", &format!("key-{position}"))
        } else {
            with_body(event, &format!("key-{position}"), body)
        };
        let (status, told) = ask(&world, event).await;
        assert_eq!(status, 410, "{method} {below}: {told}");
        assert!(told["type"].as_str().unwrap().ends_with("/problems/erased"));
        assert_eq!(told["state"], "erasing");
        assert_eq!(told["requested_at"], begun["requested_at"]);
        assert_eq!(told["erased_at"], Value::Null);
    }
    let (_, listed) = ask(&world, called("GET", "/v1/registrations", "")).await;
    assert_eq!(listed["items"], json!([]));
    assert_eq!(pass(&world, ID).await, RemovalOutcome::Erased);
    for event in [delete(), called("GET", &path, "")] {
        let (status, told) = ask(&world, event).await;
        assert_eq!((status, &told["state"]), (410, &json!("erased")));
        assert!(told["erased_at"].is_string(), "{told}");
    }
    assert_eq!(
        ask(&world, called("DELETE", &path.replace("2f", "2e"), ""))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn t83_a_late_repeat_of_the_create_makes_no_second_registration() {
    let world = World::new().await;
    let create = || with_body(called("POST", "/v1/registrations", ""), "create", NEW);
    let (status, created) = ask(&world, create()).await;
    assert_eq!(status, 201, "{created}");
    let id = created["id"].as_str().unwrap();
    let invite = || {
        let path = format!("/v1/registrations/{id}/invitations");
        with_body(
            called("POST", &path, ""),
            "invite",
            r#"{"purpose":"connect"}"#,
        )
    };
    assert_eq!(ask(&world, invite()).await.0, 201);
    let path = format!("/v1/registrations/{id}");
    assert_eq!(ask(&world, called("DELETE", &path, "")).await.0, 202);
    // Its answer is still there, and names the customer: it is given to nobody any more.
    let (status, told) = ask(&world, create()).await;
    assert_eq!((status, &told["state"]), (410, &json!("erasing")), "{told}");
    assert_eq!(pass(&world, id).await, RemovalOutcome::Erased);
    for event in [create(), invite()] {
        let (status, told) = ask(&world, event).await;
        assert_eq!((status, &told["state"]), (410, &json!("erased")), "{told}");
    }
    let (_, listed) = ask(&world, called("GET", "/v1/registrations", "")).await;
    assert!(
        listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["customer_name"] != "Canary")
    );
}
