//! Ticks that are killed, a queue that is deep, and runs that are disturbed all over.

use crate::{
    dispatch::{doubled, due_at, sent, tick},
    fleet::{self, of_its_own},
    halfway::drive,
    samples::{minutes, registration_id, seconds},
    world::{UNTOLD, World},
};
use app::verify::{dispatch_due::DispatchError, process_message::ProcessOutcome};
use domain::{clock::Clock as _, pace::RecentRuns};
use std::{collections::HashMap, pin::pin, sync::atomic::Ordering};
use store::VerificationMessage;

#[tokio::test]
async fn a_tick_that_is_killed_anywhere_loses_nothing_and_doubles_nothing_for_ever() {
    let world = World::new().await;
    let each = 160;
    let mut kills = 0;
    for waits in 1.. {
        let numbers = waits * each..(waits + 1) * each;
        let due_at = due_at() + i64::try_from(waits).unwrap();
        world.behind.make_due(numbers.clone(), due_at);
        world.clock.advance(seconds(1));
        // Dropped at the end of this block.
        let is_ended = {
            let killed = pin!(tick(&world));
            drive(usize::try_from(waits).unwrap(), killed).await
        };
        tick(&world).await.unwrap();
        let mut times: HashMap<String, usize> = HashMap::new();
        for id in sent(&world) {
            *times.entry(id).or_default() += 1;
        }
        for number in numbers {
            let times = times.get(&registration_id(number).to_string());
            let times = times.copied().unwrap_or_default();
            assert!((1..=2).contains(&times), "{number}: {times} messages");
        }
        let next = tick(&world).await.unwrap();
        assert_eq!(next.sent, 0, "killed at {waits}");
        if is_ended {
            break;
        }
        kills += 1;
    }
    assert!(kills > 10, "{kills} kills");
}

/// Sets the number of messages that wait in the queue.
fn set_waiting(world: &World, waiting: u64) {
    world.tenant.waiting.store(waiting, Ordering::Relaxed);
}

#[tokio::test]
async fn what_waits_in_a_deep_queue_is_not_sent_again_until_it_is_shallow() {
    let world = World::new().await;
    world.behind.make_due(0..100, due_at());
    assert_eq!(tick(&world).await.unwrap().sent, 100);
    set_waiting(&world, 1_000);
    for _ in 0..5 {
        world.clock.advance(minutes(10));
        assert_eq!(tick(&world).await.unwrap().sent, 0);
    }
    world.clock.advance(minutes(1));
    // What is new goes out all the same.
    let newer = world.clock.now() - seconds(10);
    world.behind.make_due(100..103, newer.as_second());
    assert_eq!(tick(&world).await.unwrap().sent, 3);
    set_waiting(&world, 999);
    assert_eq!(
        tick(&world).await.unwrap().sent,
        100,
        "the quarter is made up for"
    );
    assert_eq!(tick(&world).await.unwrap().sent, 0, "once");
    world.clock.advance(minutes(10));
    assert_eq!(tick(&world).await.unwrap().sent, 100, "the next quarter");
}

#[tokio::test]
async fn a_queue_that_does_not_tell_its_depth_fails_the_tick_and_doubles_nothing() {
    let world = World::new().await;
    world.behind.make_due(0..100, due_at());
    tick(&world).await.unwrap();
    world.clock.advance(minutes(15));
    world
        .behind
        .make_due(100..103, (world.clock.now() - seconds(10)).as_second());
    set_waiting(&world, UNTOLD);
    let failed = tick(&world).await;
    assert!(matches!(failed, Err(DispatchError::Queue(_))), "{failed:?}");
    assert_eq!((sent(&world).len(), doubled(&world)), (103, 0));
    set_waiting(&world, 0);
    assert_eq!(tick(&world).await.unwrap().sent, 100);
}

/// Counts runs that end now.
async fn runs(world: &World, undisturbed: u64, disturbed: u64) {
    let runs = RecentRuns {
        undisturbed,
        disturbed,
    };
    world
        .store
        .count_runs(runs, world.clock.now())
        .await
        .unwrap();
}

#[tokio::test]
async fn t74_disturbed_runs_slow_everybody_down_and_the_way_back_is_a_ramp() {
    let world = World::new().await;
    let mut paces = Vec::new();
    for _ in 0..7 {
        runs(&world, 30, 60).await;
        world.clock.advance(minutes(1));
        paces.push(tick(&world).await.unwrap().pace.unwrap());
    }
    assert_eq!(paces, [2_000, 1_000, 500, 250, 125, 62, 50]);
    let first = (world.clock.now() - seconds(20)).as_second();
    world.behind.make_due(0..300, first);
    // All of one shard.
    let oldest = || (20..40).map(|number| 16 * number + 3);
    world.behind.make_due(oldest(), first - 10);
    runs(&world, 0, 50).await;
    assert_eq!(tick(&world).await.unwrap().sent, 50);
    let probes = sent(&world);
    assert!(
        oldest().all(|number| probes.contains(&registration_id(number).to_string())),
        "the oldest first"
    );
    // Microsoft is back. A batch that has begun is sent whole.
    let mut ramp = Vec::new();
    for _ in 0..3 {
        world.clock.advance(minutes(2));
        let dispatched = tick(&world).await.unwrap();
        ramp.push((dispatched.sent / 10, dispatched.pace));
    }
    assert_eq!(ramp, [(10, Some(100)), (16, None), (0, None)]);
    assert_eq!((sent(&world).len(), doubled(&world)), (320, 0));
}

#[tokio::test]
async fn t74_the_runs_of_the_schedule_are_counted_and_few_of_them_on_an_ordinary_day() {
    let world = World::watched().await;
    fleet::connect(&world, 1..=20, of_its_own).await;
    let run_all = async || {
        for number in 1..=20 {
            let now = world.clock.now();
            let message = VerificationMessage::scheduled(registration_id(number), now, now);
            assert_eq!(world.process(&message).await, ProcessOutcome::Verified);
        }
        world.store.recent_runs(world.clock.now()).await.unwrap()
    };
    let ordinary = run_all().await;
    assert_eq!((ordinary.disturbed, ordinary.undisturbed % 16), (0, 0));
    assert!(ordinary.undisturbed <= 20 * 16);
    world.tenant.is_down.store(true, Ordering::Relaxed);
    // No token of theirs is held any more.
    world.clock.advance(minutes(180));
    let outage = run_all().await;
    assert_eq!((outage.disturbed, outage.undisturbed), (20, 0));
    assert!(tick(&world).await.unwrap().pace.is_some());
    world.clock.advance(minutes(2));
    assert_eq!(tick(&world).await.unwrap().pace, None);
}
