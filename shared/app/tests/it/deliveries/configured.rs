//! Endpoints as the operator configures them, with slips and without.

use super::{endpoint, entry, log, state, survey, until_due, work, world};
use app::host::deliver_event::DeliveryProgress;
use domain::{
    clock::Clock as _,
    webhook::{DeliveryState, DisabledFor, EndpointState},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use store::DeliveryMessage;
use test_case::test_case;

#[test_case(|_: &mut Value| {}, DisabledFor::Failing, DeliveryState::Skipped; "disabled")]
#[test_case(|entry: &mut Value| entry["enabled"] = json!(false), DisabledFor::Gone, DeliveryState::Skipped; "switched off")]
#[test_case(|entry: &mut Value| entry["id"] = json!("other"), DisabledFor::Gone, DeliveryState::EndpointGone; "removed")]
#[tokio::test]
async fn what_waits_for_an_endpoint_that_is_not_delivered_to_any_more_ends(
    change: fn(&mut Value),
    disabled_for: DisabledFor,
    expected: DeliveryState,
) {
    let (world, receiver, event) = world().await;
    receiver.answers(500);
    assert_eq!(
        work(&world, &world.deliverer(), &event).await,
        DeliveryProgress::Waiting
    );
    if disabled_for == DisabledFor::Failing {
        let disabled = domain::webhook::EndpointDisabling {
            at: world.clock.now(),
            reason: disabled_for,
        };
        let app = endpoint("app");
        world.store.disable_endpoint(&app, &disabled).await.unwrap();
    }
    change(&mut world.tenant.endpoints.lock().unwrap()[0]);
    until_due(&world).await;
    receiver.answers(204);
    work(&world, &world.deliverer(), &event).await;
    assert_eq!(log(&world, "app").await, (expected, 1));
}

#[test_case(json!(null); "no secret")]
#[test_case(json!([]); "none")]
#[tokio::test]
async fn without_an_endpoint_an_event_is_done_at_once(endpoints: Value) {
    let (world, receiver, event) = world().await;
    *world.tenant.endpoints.lock().unwrap() = endpoints;
    assert_eq!(
        work(&world, &world.deliverer(), &event).await,
        DeliveryProgress::Done
    );
    assert!(receiver.arrived().is_empty());
    assert!(
        world
            .store
            .due_events(Timestamp::MAX, 1)
            .await
            .unwrap()
            .is_empty()
    );
}

fn broken(member: &str, value: Value) -> Value {
    let mut entry = entry("app", "http://127.0.0.1:9/hooks");
    entry[member] = value;
    json!([entry])
}

#[test_case(broken("url", json!("http://10.0.0.1/")); "an address that no delivery may go to")]
#[test_case(broken("url", json!(7)); "an address that is none")]
#[test_case(broken("secrets", json!(["whsec_short"])); "a secret that signs nothing")]
#[test_case(broken("secret", json!("")); "an unknown member")]
#[test_case(broken("id", json!("app ")); "a name that cannot be read")]
#[test_case(broken("id", json!(null)); "no name")]
#[test_case(json!([{"id": "app"}]); "a name alone")]
#[test_case(json!(null); "the secret has no value any more")]
#[tokio::test]
async fn t43_t67_a_slip_of_the_operator_keeps_deliveries_waiting_and_ends_none(slip: Value) {
    let (world, receiver, event) = world().await;
    survey(&world).await;
    let mended = world.tenant.endpoints.lock().unwrap().clone();
    *world.tenant.endpoints.lock().unwrap() = slip;
    survey(&world).await;
    assert_eq!(state(&world).await, EndpointState::Misconfigured);
    // New ones, and those that have waited.
    for _ in 0..2 {
        assert_eq!(
            work(&world, &world.deliverer(), &event).await,
            DeliveryProgress::Waiting
        );
        assert_eq!(log(&world, "app").await, (DeliveryState::Waiting, 0));
        until_due(&world).await;
    }
    assert!(receiver.arrived().is_empty());
    *world.tenant.endpoints.lock().unwrap() = mended;
    survey(&world).await;
    assert_eq!(state(&world).await, EndpointState::Active);
    assert_eq!(
        work(&world, &world.deliverer(), &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(receiver.arrived().len(), 1);
}

#[tokio::test]
async fn an_endpoint_that_is_never_mended_keeps_an_event_for_five_days() {
    let (world, _, event) = world().await;
    *world.tenant.endpoints.lock().unwrap() = json!([{"id": "app"}]);
    let deliverer = world.deliverer();
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Waiting
    );
    world.clock.advance(SignedDuration::from_hours(5 * 24));
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(log(&world, "app").await, (DeliveryState::Failed, 0));
}

#[tokio::test]
async fn t67_a_slip_in_one_entry_ends_nothing_of_another_and_brings_no_removed_one_back() {
    let (world, receiver, event) = world().await;
    let app = world.tenant.endpoints.lock().unwrap()[0].clone();
    *world.tenant.endpoints.lock().unwrap() = json!([entry("old", "http://127.0.0.1:9/")]);
    survey(&world).await;
    *world.tenant.endpoints.lock().unwrap() = json!([app]);
    survey(&world).await;
    *world.tenant.endpoints.lock().unwrap() = json!([app, {"url": "http://127.0.0.1:9/"}]);
    survey(&world).await;
    let known = world.store.webhook_endpoints().await.unwrap();
    let states: Vec<_> = known
        .iter()
        .map(|record| (record.id.as_str(), record.state()))
        .collect();
    let expected = [
        ("app", EndpointState::Active),
        ("old", EndpointState::Removed),
    ];
    assert_eq!(states, expected);
    assert_eq!(
        work(&world, &world.deliverer(), &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(receiver.arrived().len(), 1);
}

#[tokio::test]
async fn t78_an_outage_of_the_secret_store_takes_no_event() {
    let (world, receiver, event) = world().await;
    world.tenant.has_no_secrets.store(true, Ordering::Relaxed);
    let message = DeliveryMessage::Event(event.id);
    let worked = world.deliverer().work_off(world.machine(), &message).await;
    worked.unwrap_err();
    world.tenant.has_no_secrets.store(false, Ordering::Relaxed);
    assert_eq!(
        work(&world, &world.deliverer(), &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(receiver.arrived().len(), 1);
}

#[tokio::test]
async fn the_configuration_is_noted_before_the_first_event() {
    let (world, ..) = world().await;
    survey(&world).await;
    let known = world.store.webhook_endpoints().await.unwrap();
    assert_eq!(
        (known.len(), known[0].host.as_deref()),
        (1, Some("127.0.0.1"))
    );
    assert_eq!(state(&world).await, EndpointState::Active);
    world.tenant.endpoints.lock().unwrap()[0]["enabled"] = json!(false);
    survey(&world).await;
    assert_eq!(state(&world).await, EndpointState::SwitchedOff);
    *world.tenant.endpoints.lock().unwrap() = json!([]);
    survey(&world).await;
    assert_eq!(state(&world).await, EndpointState::Removed);
}
