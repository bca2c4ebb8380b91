//! Events that arrive at the endpoint of a host app, signed, and equal to those of the feed.

use crate::{
    journeys::administrator::connected,
    support::stack::{Stack, poll},
};
use serde_json::{Value, json};

/// Deliveries that the stack's receiver got, newest first.
async fn arrived(stack: &Stack) -> Vec<Value> {
    let answer = stack.client().get(&stack.webhooks_url).send().await;
    let answer = answer.expect("the receiver answers");
    let text = answer.text().await.expect("a text");
    let shown: Value = serde_json::from_str(&text).expect("JSON");
    shown["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn t79_an_event_arrives_signed_and_with_the_body_of_the_feed() {
    let stack = Stack::load();
    let (_, host_app, id) = connected(stack).await;
    let event = host_app.settled_events_of(&id, 1).await.remove(0);
    let delivery = poll("the delivery", async || {
        let arrived = arrived(stack).await;
        let found = arrived.iter().find(|got| got["webhook_id"] == event["id"]);
        found.cloned().ok_or_else(|| format!("{arrived:?}"))
    })
    .await;
    assert_eq!(delivery["is_valid"], true);
    assert_eq!(delivery["event"], event);
    let log = "/v1/webhook-endpoints/receiver/deliveries?limit=100";
    poll("the log", async || {
        let log = host_app.get(log).await;
        let items = log.json()["items"].as_array().cloned().unwrap_or_default();
        let entry = items.iter().find(|entry| entry["event_id"] == event["id"]);
        match entry {
            Some(entry) if entry["state"] == "delivered" => Ok(()),
            other => Err(format!("{other:?}")),
        }
    })
    .await;
}

#[tokio::test]
async fn a_ping_arrives_and_its_outcome_is_shown() {
    let stack = Stack::load();
    let (_, host_app, _) = connected(stack).await;
    let endpoint = async || {
        let listed = host_app.get("/v1/webhook-endpoints").await.expect(200);
        let items = listed["items"].as_array().expect("a list").clone();
        items
            .into_iter()
            .find(|endpoint| endpoint["id"] == "receiver")
    };
    // It is known from its first event on, or when the configuration is looked at, every five minutes.
    poll("the endpoint", async || {
        endpoint().await.ok_or_else(String::new)
    })
    .await;
    let ping = host_app
        .post("/v1/webhook-endpoints/receiver/ping", &json!({}))
        .await
        .expect(202);
    let seen = poll("the ping", async || {
        let endpoint = endpoint().await.unwrap_or_default();
        if endpoint["last_ping"]["id"] == ping["id"] {
            Ok(endpoint)
        } else {
            Err(endpoint.to_string())
        }
    })
    .await;
    assert_eq!(seen["last_ping"]["outcome"], "delivered");
    assert_eq!(seen["state"], "active");
    let arrived = arrived(stack).await;
    let got = arrived.iter().find(|got| got["webhook_id"] == ping["id"]);
    let got = got.expect("the ping");
    assert_eq!(
        (&got["event"]["type"], &got["is_valid"]),
        (&json!("webhook.ping"), &json!(true))
    );
    let unknown = host_app
        .post("/v1/webhook-endpoints/nobody/ping", &json!({}))
        .await;
    unknown.expect(404);
}
