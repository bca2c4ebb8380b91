//! Roles of the template beside what the use cases of their functions ask of the table.

use crate::{
    samples::{consented, invitation, minutes},
    world::World,
};
use app::{
    host::{
        dispatch_events::dispatch_events, dispatch_removals::dispatch_removals,
        expire_invitations::expire_invitations,
    },
    verify::{dispatch_due::dispatch_due, reschedule_lost::reschedule_lost},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    clock::Clock as _,
    ids::TokenHash,
    invitation::Invitation,
    registration::{Lifecycle, Registration},
};
use hostile_events::role::Role;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::sync::atomic::Ordering;
use store::{DeliveryMessage, PingRequest};

/// Fails from now on where the table is asked for what the role may not do.
pub(crate) fn act_as(world: &World, role: &str) {
    let role = Role::of_template(role);
    world.gate.watch(move |_, request| {
        let operation = request.target.rsplit('.').next().unwrap();
        role.demand(operation, &request.body);
        None
    });
}

#[tokio::test]
async fn t64_a_tick_asks_for_what_its_role_may_do() {
    let world = World::watched().await;
    // A link that is told of, one that is passed over, and a registration and events that are due.
    for (number, lifecycle) in [(1, Lifecycle::Invited), (2, consented(2).lifecycle)] {
        let registration = Registration {
            lifecycle,
            ..consented(number)
        };
        let link = Invitation {
            token_hash: TokenHash::from_digest(&[u8::try_from(number).unwrap(); 32]),
            ..invitation(number)
        };
        let created = world.store.create_registration(&registration, &link);
        created.await.unwrap();
    }
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.process(&world.interactive(2)).await;
    world.clock.advance(SignedDuration::from_hours(24 * 365));
    // It fell off the schedule.
    world.behind.set_slot(2, 1);
    act_as(&world, "VerifyDispatchRole");
    assert_eq!(
        reschedule_lost(&world.store, &world.clock).await.unwrap(),
        1
    );
    let (store, clock) = (&world.store, &world.clock);
    let ends_at = clock.now() + minutes(1);
    dispatch_due(store, &world.sweep, clock, ends_at)
        .await
        .unwrap();
    let told = expire_invitations(store, world.machine(), ends_at);
    assert_eq!(told.await.unwrap(), 1);
    dispatch_removals(store, &world.sweep, clock.now())
        .await
        .unwrap();
    let events = dispatch_events(store, &world.sweep, clock).await.unwrap();
    assert!(world.gate.open() > 10);
    assert_eq!(events, 2, "the connection and the end of the link");
}

#[tokio::test]
async fn t64_deliveries_ask_for_what_their_role_may_do() {
    let world = World::watched().await;
    let secret = format!("whsec_{}", STANDARD.encode([9; 32]));
    // Nobody listens there.
    *world.tenant.endpoints.lock().unwrap() = json!([
        {"id": "app", "url": "http://127.0.0.1:9/", "secrets": [secret], "enabled": true},
        {"id": "malformed"},
    ]);
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    for number in 1..=2 {
        world.store(&consented(number), number).await;
        world.process(&world.interactive(number)).await;
    }
    let due = world.store.due_events(Timestamp::MAX, 10).await.unwrap();
    assert_eq!(due.len(), 2);
    act_as(&world, "EventDeliverRole");
    let ping = DeliveryMessage::Ping(PingRequest {
        endpoint_id: "app".to_owned().try_into().unwrap(),
        id: due[0].event_id,
    });
    let mut messages = vec![DeliveryMessage::Survey, ping];
    messages.extend(due.iter().map(|due| DeliveryMessage::Event(due.event_id)));
    // The second time its trial.
    for _ in 0..2 {
        world.clock.advance(minutes(2));
        for message in &messages {
            let deliverer = world.deliverer();
            let worked = deliverer.work_off(world.machine(), message);
            worked.await.unwrap();
        }
    }
    assert!(world.gate.open() > 10);
}
