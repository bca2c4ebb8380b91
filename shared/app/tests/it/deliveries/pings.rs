//! Pings: tries of one endpoint.

use super::{endpoint, entry, survey, world};
use crate::{feed::caller, samples::minutes};
use app::host::{
    deliver_event::DeliveryProgress,
    webhook_endpoints::{self, WebhookEndpointError},
};
use domain::webhook::DeliveryOutcome;
use serde_json::{Value, json};
use store::{DeliveryMessage, PingRequest};
use test_case::test_case;

#[tokio::test]
async fn a_ping_tries_one_endpoint_and_is_no_event() {
    let (world, receiver, _) = world().await;
    survey(&world).await;
    let id = "01930000-0000-7000-8000-0000000000aa".parse().unwrap();
    for (name, arrives) in [("app", 1), ("nobody", 0)] {
        let ping = DeliveryMessage::Ping(PingRequest {
            endpoint_id: endpoint(name),
            id,
        });
        let worked = world.deliverer().work_off(world.machine(), &ping).await;
        worked.unwrap();
        let arrived = receiver.arrived();
        assert_eq!(arrived.len(), arrives);
        for (header, body) in arrived {
            assert_eq!(header, String::from(id));
            assert_eq!(body["type"], "webhook.ping");
            assert_eq!(body["registration"], Value::Null);
        }
    }
    let known = world.store.webhook_endpoints().await.unwrap();
    let seen = known[0].last_ping.unwrap();
    assert_eq!(
        (seen.id, seen.outcome, seen.status),
        (id, DeliveryOutcome::Delivered, Some(204))
    );
    assert_eq!(crate::feed::told(&world).await.len(), 1);
}

#[tokio::test]
async fn t81_pings_of_an_endpoint_are_few_a_minute_and_of_another_apart() {
    let (world, receiver, _) = world().await;
    let url = receiver.start().await;
    *world.tenant.endpoints.lock().unwrap() = json!([entry("app", &url), entry("second", &url)]);
    survey(&world).await;
    let ping = async |id: &str| {
        let parts = world.machine();
        let all = caller(None);
        webhook_endpoints::ping(&world.store, &world.queue, parts, &all, endpoint(id)).await
    };
    for left in (0..5).rev() {
        assert_eq!(ping("app").await.unwrap().1.left, left);
    }
    let refused = ping("app").await.unwrap_err();
    assert!(matches!(refused, WebhookEndpointError::TooManyPings(_)));
    ping("second").await.unwrap();
    let sent = world.server.asked("sendmessage");
    let pings = sent.iter().filter(|sent| sent.body.contains("endpoint_id"));
    assert_eq!(pings.count(), 6);
    world.clock.advance(minutes(1));
    ping("app").await.unwrap();
}

#[test_case(|entry: &mut Value| entry["enabled"] = json!(false), "SwitchedOff"; "switched off")]
#[test_case(|entry: &mut Value| entry["url"] = json!("x"), "Misconfigured"; "misconfigured")]
#[test_case(|entry: &mut Value| entry["id"] = json!("other"), "NotFound"; "removed")]
#[tokio::test]
async fn an_endpoint_that_gets_nothing_gets_no_ping(change: fn(&mut Value), expected: &str) {
    let (world, receiver, _) = world().await;
    survey(&world).await;
    change(&mut world.tenant.endpoints.lock().unwrap()[0]);
    // The worker sends none, though one was asked for before the API knew.
    let ping = DeliveryMessage::Ping(PingRequest {
        endpoint_id: endpoint("app"),
        id: "01930000-0000-7000-8000-0000000000aa".parse().unwrap(),
    });
    let worked = world.deliverer().work_off(world.machine(), &ping).await;
    assert_eq!(worked.unwrap(), DeliveryProgress::Dropped);
    assert!(receiver.arrived().is_empty());
    survey(&world).await;
    let parts = world.machine();
    let (all, app) = (caller(None), endpoint("app"));
    let refused = webhook_endpoints::ping(&world.store, &world.queue, parts, &all, app).await;
    assert_eq!(format!("{:?}", refused.unwrap_err()), expected);
    let sent = world.server.asked("sendmessage");
    assert!(!sent.iter().any(|sent| sent.body.contains("endpoint_id")));
}
