//! A delivery whose calls to AWS fail.

use super::{log, until_due, work, world};
use crate::every_call::at_every_call;
use domain::webhook::DeliveryState;
use jiff::Timestamp;
use store::DeliveryMessage;

#[tokio::test]
async fn t76_t77_t79_an_event_arrives_whatever_call_fails() {
    let cases = at_every_call(async |service, calls, fault| {
        let (world, receiver, event) = world().await;
        service.of(&world).begin(calls.clone(), fault);
        let message = DeliveryMessage::Event(event.id);
        let deliverer = world.deliverer();
        let _ = (deliverer.work_off(world.machine(), &message)).await;
        let count = service.of(&world).end();
        // The tick sends what is due, and another process takes it.
        let due = async || world.store.due_events(Timestamp::MAX, 1).await.unwrap();
        for _ in 0..4 {
            if due().await.is_empty() {
                break;
            }
            until_due(&world).await;
            work(&world, &world.deliverer(), &event).await;
        }
        let case = format!("{service:?} {calls:?} {fault:?}");
        let arrived = receiver.arrived();
        assert!(!arrived.is_empty(), "{case}");
        assert!(
            arrived.iter().all(|(id, _)| *id == event.id.to_string()),
            "{case}: under one id"
        );
        assert_eq!(
            log(&world, "app").await.0,
            DeliveryState::Delivered,
            "{case}"
        );
        assert!(due().await.is_empty(), "{case}");
        count
    });
    let cases = cases.await;
    println!("a fault at a call, {cases} times");
    assert!(cases > 20);
}
