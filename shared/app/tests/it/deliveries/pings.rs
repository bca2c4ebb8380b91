//! Pings: tries of one endpoint.

use super::{endpoint, survey, world};
use domain::webhook::Outcome;
use serde_json::Value;
use store::{DeliveryMessage, PingRequest};

#[tokio::test]
async fn a_ping_tries_one_endpoint_and_is_no_event() {
    let (world, receiver, _) = world().await;
    survey(&world).await;
    let id = "01930000-0000-7000-8000-0000000000aa".parse().unwrap();
    for (name, arrives) in [("app", 1), ("nobody", 0)] {
        let ping = DeliveryMessage::ping(PingRequest {
            endpoint_id: endpoint(name),
            id,
        });
        let worked = world
            .deliverer()
            .work_off(&world.clock, &world.random, &ping)
            .await;
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
        (id, Outcome::Delivered, Some(204))
    );
    assert_eq!(crate::feed::told(&world).await.len(), 1);
}
