//! The brake: many registrations that turn bad at once are held back, and no longer than an hour (T78).

use crate::{
    fleet::{self, in_health, of_its_own, run_all, told},
    samples::{minutes, registration_id},
    world::World,
};
use domain::{clock::Clock as _, standing::Health};
use std::ops::RangeInclusive;

async fn connected(numbers: RangeInclusive<u64>, customer: fn(u64) -> String) -> World {
    let world = World::new().await;
    fleet::connect(&world, numbers, customer).await;
    world
}

fn of_one(_: u64) -> String {
    "hostile".to_owned()
}

fn refuse(world: &World, error: &str) {
    error.clone_into(&mut world.tenant.refusal.lock().unwrap());
}

#[tokio::test]
async fn t78_what_the_brake_holds_comes_out_once_when_the_hour_is_over() {
    let all = 1..=23;
    let world = connected(all.clone(), of_its_own).await;
    refuse(&world, "unauthorized_client");
    run_all(&world, all.clone()).await;
    assert!(
        in_health(&world, all.clone(), Health::Broken)
            .await
            .is_empty(),
        "one sighting"
    );
    world.clock.advance(minutes(5));
    run_all(&world, all.clone()).await;
    // Until there are many, each is told.
    let first: Vec<u64> = (1..=19).collect();
    assert_eq!(in_health(&world, all.clone(), Health::Broken).await, first);
    let held = world.loaded(20).await.standing.held;
    assert_eq!(held.as_ref().unwrap().since, world.clock.now());
    // Look after look they are seen again: none slips through before the hour is over.
    for wait in [5, 25, 29] {
        world.clock.advance(minutes(wait));
        run_all(&world, 20..=23).await;
        assert_eq!(in_health(&world, 20..=23, Health::Broken).await.len(), 0);
        assert_eq!(world.loaded(23).await.standing.held, held);
    }
    world.clock.advance(minutes(5));
    run_all(&world, 20..=23).await;
    assert_eq!(
        in_health(&world, all.clone(), Health::Broken).await.len(),
        23
    );
    assert_eq!(world.loaded(23).await.standing.held, None);
    for _ in 0..3 {
        world.clock.advance(minutes(5));
        run_all(&world, all.clone()).await;
    }
    let told = told(&world).await;
    assert_eq!(told.len(), 23);
    assert!(
        told.values().all(|told| *told == [Health::Broken]),
        "{told:?}"
    );
}

#[tokio::test]
async fn t78_what_recovers_while_it_is_held_was_never_broken() {
    let all = 1..=22;
    let world = connected(all.clone(), of_its_own).await;
    refuse(&world, "unauthorized_client");
    for _ in 0..2 {
        run_all(&world, all.clone()).await;
        world.clock.advance(minutes(5));
    }
    refuse(&world, "");
    run_all(&world, all.clone()).await;
    assert_eq!(
        in_health(&world, all.clone(), Health::Healthy).await.len(),
        22
    );
    assert_eq!(world.loaded(22).await.standing.held, None);
    let told = told(&world).await;
    assert!(!told.contains_key(&registration_id(22)), "{told:?}");
    // The next one fails alone: it is told as ever.
    world.clock.advance(minutes(25));
    refuse(&world, "unauthorized_client");
    for _ in 0..2 {
        run_all(&world, 22..=22).await;
        world.clock.advance(minutes(5));
    }
    assert_eq!(in_health(&world, 22..=22, Health::Broken).await, [22]);
}

#[tokio::test]
async fn t78_a_customer_with_many_registrations_switches_nothing_off_for_others() {
    let all = 1..=22;
    let world = connected(all.clone(), of_one).await;
    refuse(&world, "unauthorized_client");
    for _ in 0..2 {
        run_all(&world, all.clone()).await;
        world.clock.advance(minutes(5));
    }
    assert_eq!(in_health(&world, all, Health::Broken).await.len(), 22);
}

#[tokio::test]
async fn t78_the_operators_word_lets_held_changes_out_at_the_next_look() {
    let all = 1..=22;
    let world = connected(all.clone(), of_its_own).await;
    refuse(&world, "unauthorized_client");
    for _ in 0..2 {
        run_all(&world, all.clone()).await;
        world.clock.advance(minutes(5));
    }
    assert_eq!(
        in_health(&world, all.clone(), Health::Broken).await.len(),
        19
    );
    let cause = world.loaded(22).await.standing.findings["app-enabled"].clone();
    let until = world.clock.now() + minutes(60);
    world.store.release_brake(&cause, until).await.unwrap();
    run_all(&world, all.clone()).await;
    assert_eq!(in_health(&world, all, Health::Broken).await.len(), 22);
    assert!(
        told(&world)
            .await
            .values()
            .all(|told| *told == [Health::Broken])
    );
}

#[tokio::test]
async fn t78_an_outage_lets_nothing_out_that_it_did_not_see_failing() {
    let all = 1..=22;
    let world = connected(all.clone(), of_its_own).await;
    refuse(&world, "unauthorized_client");
    for _ in 0..2 {
        run_all(&world, all.clone()).await;
        world.clock.advance(minutes(5));
    }
    let held = world.loaded(22).await.standing.held;
    assert!(held.is_some());
    // The hour passes while nobody can look.
    refuse(&world, "invalid_request");
    world.clock.advance(minutes(70));
    run_all(&world, all.clone()).await;
    let standing = world.loaded(22).await.standing;
    assert_eq!(standing.health, Health::Healthy);
    assert_eq!(standing.held, held);
    refuse(&world, "unauthorized_client");
    world.clock.advance(minutes(5));
    run_all(&world, all.clone()).await;
    assert_eq!(in_health(&world, all, Health::Broken).await.len(), 22);
}

#[tokio::test]
async fn t78_what_is_held_for_one_cause_is_not_held_for_another() {
    let all = 1..=22;
    let world = connected(all.clone(), of_its_own).await;
    refuse(&world, "unauthorized_client");
    for _ in 0..2 {
        run_all(&world, all.clone()).await;
        world.clock.advance(minutes(5));
    }
    let held = world.loaded(22).await.standing.held.unwrap();
    assert_eq!(held.cause, "app-disabled");
    // Alone it turns bad for another cause, for which there is no brake.
    refuse(&world, "unauthorized_client 700016");
    for _ in 0..2 {
        run_all(&world, 22..=22).await;
        world.clock.advance(minutes(5));
    }
    let standing = world.loaded(22).await.standing;
    assert_eq!((standing.health, standing.held), (Health::Broken, None));
}

#[tokio::test]
async fn t78_what_goes_on_failing_in_turns_is_told_within_the_hour() {
    let all = 1..=22;
    let world = connected(all.clone(), of_its_own).await;
    let causes = ["unauthorized_client", "unauthorized_client 700016"];
    for turn in 0..16 {
        refuse(&world, causes[turn % 2]);
        // All at first, so that both brakes are on; then one of those that are held.
        let numbers = if turn < 4 { all.clone() } else { 22..=22 };
        run_all(&world, numbers).await;
        world.clock.advance(minutes(6));
    }
    assert_eq!(in_health(&world, 22..=22, Health::Broken).await, [22]);
}

#[tokio::test]
async fn a_registration_that_puts_the_brake_on_asks_the_table_twelve_times() {
    let world = World::watched().await;
    fleet::connect(&world, 1..=20, of_its_own).await;
    refuse(&world, "unauthorized_client");
    run_all(&world, 1..=20).await;
    world.clock.advance(minutes(5));
    run_all(&world, 1..=19).await;
    world.gate.calls();
    // The twentieth asks everything: it puts the brake on.
    run_all(&world, 20..=20).await;
    let asked = world.gate.operations();
    assert!(world.loaded(20).await.standing.held.is_some());
    // Its own rows and reports, the brake under both keys, the counts, and what was dispatched in all.
    assert_eq!(asked.len(), 12, "{asked:?}");
}
