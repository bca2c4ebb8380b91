//! Endpoints that refuse, fail or want no more.

use super::{Receiver, endpoint, entry, log, state, survey, until_due, work, world};
use crate::{
    samples::{consented, minutes},
    world::World,
};
use app::host::deliver_event::DeliveryProgress;
use domain::{
    clock::Clock as _,
    event::Event,
    webhook::{DeliveryState, DisabledFor, EndpointState},
};
use jiff::{SignedDuration, Timestamp};

#[tokio::test]
async fn an_endpoint_that_refuses_is_tried_ten_times_under_one_id() {
    let (world, receiver, event) = world().await;
    let deliverer = world.deliverer();
    receiver.answers(500);
    let started = world.clock.now();
    let mut attempts = 1;
    while work(&world, &deliverer, &event).await == DeliveryProgress::Waiting {
        assert_eq!(
            work(&world, &deliverer, &event).await,
            DeliveryProgress::Dropped,
            "too early"
        );
        until_due(&world).await;
        attempts += 1;
    }
    assert_eq!(attempts, 10);
    assert_eq!(log(&world, "app").await, (DeliveryState::Failed, 10));
    let ids: Vec<_> = receiver.arrived().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, vec![event.id.to_string(); 10]);
    let hours = world.clock.now().duration_since(started).as_hours();
    assert!((67..=84).contains(&hours), "{hours}");
    assert!(
        world
            .store
            .due_events(Timestamp::MAX, 1)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn two_endpoints_fare_independently() {
    let (world, first, event) = world().await;
    let second = Receiver::default();
    let url = second.start().await;
    let both = {
        let mut endpoints = world.tenant.endpoints.lock().unwrap();
        endpoints
            .as_array_mut()
            .unwrap()
            .push(entry("second", &url));
        endpoints.clone()
    };
    assert_eq!(both.as_array().unwrap().len(), 2);
    second.answers(503);
    let deliverer = world.deliverer();
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Waiting
    );
    second.answers(200);
    until_due(&world).await;
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(first.arrived().len(), 1, "not again");
    assert_eq!(second.arrived().len(), 2);
    assert_eq!(log(&world, "second").await, (DeliveryState::Delivered, 2));
}

#[tokio::test]
async fn an_endpoint_that_wants_no_more_is_disabled_and_enabled_by_the_host_app() {
    let (world, receiver, event) = world().await;
    survey(&world).await;
    receiver.answers(410);
    assert_eq!(
        work(&world, &world.deliverer(), &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(log(&world, "app").await, (DeliveryState::Failed, 1));
    assert_eq!(state(&world).await, EndpointState::Disabled);
    let known = world.store.webhook_endpoints().await.unwrap();
    assert_eq!(known[0].disabled.unwrap().reason, DisabledFor::Gone);
    receiver.answers(204);
    let now = world.clock.now();
    world
        .store
        .enable_endpoint(&endpoint("app"), now)
        .await
        .unwrap();
    assert_eq!(state(&world).await, EndpointState::Active);
}

#[tokio::test]
async fn five_days_of_nothing_but_failures_disable_an_endpoint() {
    let (world, receiver, event) = world().await;
    survey(&world).await;
    receiver.answers(500);
    let deliverer = world.deliverer();
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Waiting
    );
    world.clock.advance(SignedDuration::from_hours(5 * 24 - 1));
    work(&world, &deliverer, &event).await;
    assert_eq!(state(&world).await, EndpointState::Active);
    until_due(&world).await;
    world.clock.advance(SignedDuration::from_hours(1));
    work(&world, &deliverer, &event).await;
    assert_eq!(state(&world).await, EndpointState::Disabled);
}

/// Events beside the first one, each of a registration of its own.
async fn more_events(world: &World, numbers: std::ops::RangeInclusive<u64>) -> Vec<Event> {
    let before = crate::feed::told(world).await.len();
    for number in numbers {
        world.store(&consented(number), number).await;
        world.process(&world.interactive(number)).await;
    }
    crate::feed::told(world).await.split_off(before)
}

#[tokio::test]
async fn t81_an_endpoint_that_fails_gets_one_trial_a_tick_and_no_event_loses_an_attempt() {
    let (world, failing, event) = world().await;
    let healthy = Receiver::default();
    let url = healthy.start().await;
    let mut events = vec![event];
    events.extend(more_events(&world, 2..=6).await);
    failing.answers(500);
    let deliverer = world.deliverer();
    assert_eq!(
        work(&world, &deliverer, &events[0]).await,
        DeliveryProgress::Waiting
    );
    failing.arrived();
    let both = {
        let mut endpoints = world.tenant.endpoints.lock().unwrap();
        endpoints
            .as_array_mut()
            .unwrap()
            .push(entry("healthy", &url));
        endpoints.clone()
    };
    *world.tenant.endpoints.lock().unwrap() = both;
    let deliverer = world.deliverer();
    for event in &events[1..] {
        assert_eq!(
            work(&world, &deliverer, event).await,
            DeliveryProgress::Waiting
        );
    }
    assert_eq!(failing.arrived().len(), 1, "one trial");
    assert_eq!(
        healthy.arrived().len(),
        5,
        "the other one waits for nothing"
    );
    // A tick later, one more; whichever event it is of.
    world.clock.advance(minutes(10));
    for event in &events {
        work(&world, &deliverer, event).await;
    }
    assert_eq!(failing.arrived().len(), 1);
    // It answers: what waits comes as soon as it is due.
    failing.answers(204);
    world.clock.advance(minutes(70));
    for event in &events {
        work(&world, &deliverer, event).await;
    }
    world.clock.advance(minutes(70));
    for event in &events {
        work(&world, &deliverer, event).await;
    }
    assert_eq!(failing.arrived().len(), 6);
    let due = world.store.due_events(Timestamp::MAX, 10).await.unwrap();
    assert!(due.is_empty(), "{due:?}");
    let listed = world
        .store
        .list_deliveries(&endpoint("app"), None, 10)
        .await;
    let attempts: Vec<_> = listed
        .unwrap()
        .items
        .iter()
        .map(|(_, delivery)| (delivery.state, delivery.attempts))
        .collect();
    assert!(
        attempts
            .iter()
            .all(|(state, _)| *state == DeliveryState::Delivered),
        "{attempts:?}"
    );
    let total: u8 = attempts.iter().map(|(_, attempts)| attempts).sum();
    assert_eq!(total, 6 + 3, "attempts are those that were made");
}
