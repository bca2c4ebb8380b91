//! Messages of a tick of the schedule, and their order.

use crate::{
    samples::{registration_id, start},
    world::World,
};
use app::dispatch_due::dispatch_due;
use domain::schedule::{Intervals, Next, next_due};
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

/// Registrations of the noisy customer, and those of them that a test dispatches.
const MANY: u64 = 50_000;
const DISPATCHED: u64 = 10_000;

/// Messages of one round over the shards: a page of each.
const A_ROUND: usize = 16 * 500;

/// Verifications a minute that the workers do at the least: 20 runs at once, of 10 messages each, in three seconds.
const WORKED_OFF_A_MINUTE: usize = 4_000;

/// The registrations that were sent, in their order.
fn sent(world: &World) -> Vec<String> {
    let batches = world.server.asked("sendmessagebatch");
    batches
        .iter()
        .flat_map(|batch| {
            let batch: Value = serde_json::from_str(&batch.body).unwrap();
            let entries = batch["Entries"].as_array().unwrap().clone();
            entries.into_iter().map(|entry| {
                let body: Value =
                    serde_json::from_str(entry["MessageBody"].as_str().unwrap()).unwrap();
                body["registration_id"].as_str().unwrap().to_owned()
            })
        })
        .collect()
}

#[tokio::test]
async fn t80_ten_of_one_customer_come_in_the_first_round_beside_the_many_of_another() {
    let world = World::new().await;
    let now = start().as_second();
    world.behind.make_due(0..DISPATCHED, now);
    // In ten shards, the last of all among them.
    let few: Vec<_> = (DISPATCHED..DISPATCHED + 160).step_by(17).collect();
    assert_eq!(few.len(), 10);
    world.behind.make_due(few.iter().copied(), now - 1);

    let dispatched = dispatch_due(&world.store, &world.queue, &world.clock).await;
    assert_eq!(dispatched.unwrap().sent, DISPATCHED + 10);
    let places: HashMap<_, _> = sent(&world).into_iter().zip(0..).collect();
    assert_eq!(places.len() as u64, DISPATCHED + 10, "each is sent once");
    let last = few
        .iter()
        .map(|number| places[&registration_id(*number).to_string()])
        .max()
        .unwrap();
    assert!(last < A_ROUND, "{last} are sent before");
}

#[test]
fn t80_fifty_thousand_of_one_customer_leave_room_in_every_minute() {
    let intervals = Intervals::default();
    let mut minutes: HashMap<i64, usize> = HashMap::new();
    for number in 0..MANY {
        // Every byte as often as any other.
        let jitter = u8::try_from(number % 256).unwrap();
        let due = next_due(start(), Next::Routine, intervals, jitter);
        *minutes.entry(due.as_second() / 60).or_default() += 1;
    }
    let busiest = minutes.values().copied().max().unwrap_or_default();
    assert!(
        busiest < WORKED_OFF_A_MINUTE / 4,
        "{busiest} in the busiest minute"
    );
}

#[tokio::test]
async fn two_ticks_at_once_leave_nobody_out() {
    let world = World::new().await;
    world.behind.make_due(0..200, start().as_second());
    let tick = || dispatch_due(&world.store, &world.queue, &world.clock);
    let (one, other) = tokio::join!(tick(), tick());
    // Each may send everything: what comes twice is dropped by its slot.
    assert!(one.is_ok() && other.is_ok());
    let sent: HashSet<_> = sent(&world).into_iter().collect();
    assert_eq!(sent.len(), 200);
    assert_eq!(
        tick().await.unwrap().sent,
        0,
        "the next tick sends nothing again"
    );
}

#[tokio::test]
async fn a_tick_that_ended_before_its_mark_is_made_again_by_the_next() {
    let world = World::new().await;
    world.behind.make_due(0..200, start().as_second());
    let stopped = tokio::time::timeout(
        Duration::from_millis(20),
        dispatch_due(&world.store, &world.queue, &world.clock),
    );
    let _ = stopped.await;
    let next = dispatch_due(&world.store, &world.queue, &world.clock).await;
    assert_eq!(next.unwrap().failed, 0);
    let sent: HashSet<_> = sent(&world).into_iter().collect();
    assert_eq!(sent.len(), 200);
}
