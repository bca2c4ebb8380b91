//! Registrations that fell off the schedule.

use crate::{
    dispatch,
    samples::{consented, minutes, registration_id},
    world::World,
};
use app::verify::reschedule_lost::reschedule_lost;
use domain::{
    clock::Clock as _,
    registration::{Lifecycle, Registration},
};
use jiff::{SignedDuration, Timestamp};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

async fn put_back(world: &World) -> u64 {
    reschedule_lost(&world.store, &world.clock).await.unwrap()
}

async fn due_at(world: &World, number: u64) -> Option<Timestamp> {
    world.loaded(number).await.due_at
}

/// Each connected in a tenant of its own, and with a due time.
async fn connected(world: &World, numbers: std::ops::RangeInclusive<u64>) {
    crate::fleet::connect(world, numbers, crate::fleet::of_its_own).await;
}

#[tokio::test]
async fn t65_a_registration_without_a_due_time_is_due_again_and_runs() {
    let world = World::new().await;
    connected(&world, 1..=3).await;
    let kept = due_at(&world, 1).await;
    world.behind.set_slot(2, 1);
    // A clock that was far ahead.
    let ahead = world.clock.now() + SignedDuration::from_hours(24 * 30);
    world.behind.set_due(3, ahead.as_second());
    assert_eq!(put_back(&world).await, 2);
    let now = world.clock.now();
    assert_eq!(due_at(&world, 1).await, kept);
    for number in [2, 3] {
        assert_eq!(due_at(&world, number).await, Some(now));
    }
    world.clock.advance(minutes(1));
    dispatch::tick(&world).await.unwrap();
    let sent = dispatch::sent(&world);
    for number in [2, 3] {
        assert!(sent.contains(&registration_id(number).to_string()));
    }
    world.clock.advance(HOUR);
    assert_eq!(put_back(&world).await, 0);
}

#[tokio::test]
async fn t65_a_registration_in_a_foreign_shard_is_put_into_its_own() {
    let world = World::new().await;
    connected(&world, 1..=1).await;
    world.behind.set_shard(1, "due#99");
    assert_eq!(put_back(&world).await, 1);
    world.clock.advance(minutes(1));
    assert_eq!(dispatch::tick(&world).await.unwrap().sent, 1);
}

#[tokio::test]
async fn what_nobody_has_to_verify_stays_off_the_schedule() {
    let world = World::watched().await;
    let invited = Registration {
        lifecycle: Lifecycle::Invited,
        ..consented(1)
    };
    world.store(&invited, 1).await;
    world.store(&consented(2), 2).await;
    // Taken down while the tick looks.
    let behind = world.behind.clone();
    world.gate.watch(move |_, request| {
        if request.target.ends_with("batchgetitem") {
            behind.set_lifecycle(2, &Lifecycle::Invited);
        }
        None
    });
    assert_eq!(put_back(&world).await, 0);
    assert_eq!(
        (due_at(&world, 1).await, due_at(&world, 2).await),
        (None, None)
    );
}

#[tokio::test]
async fn a_round_goes_page_by_page_and_begins_once_an_hour() {
    let world = World::watched().await;
    for number in 1..=205 {
        world.store(&consented(number), number).await;
    }
    let mut put = Vec::new();
    for _ in 0..4 {
        put.push(put_back(&world).await);
        world.clock.advance(minutes(1));
    }
    assert_eq!(put, [100, 100, 5, 0]);
    world.behind.set_slot(7, 1);
    world.gate.watch(|_, _| None);
    assert_eq!(put_back(&world).await, 0);
    assert_eq!(world.gate.operations(), ["getitem"], "the round is over");
    world.clock.advance(HOUR);
    assert_eq!(put_back(&world).await, 1);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_holds_up_no_other() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    world.store(&consented(2), 2).await;
    world.behind.spoil_standing(1, "standing");
    assert_eq!(put_back(&world).await, 1);
    assert!(due_at(&world, 2).await.is_some());
}
