//! The brake: many registrations that turn bad at once are held back, and no longer than an hour (`security.md` T78).

use crate::{
    samples::{consented, minutes, registration_id},
    world::World,
};
use app::{api_key::Caller, events, process_message::Processed};
use domain::{
    clock::Clock as _,
    customer::{Customer, CustomerId},
    event::EventKind,
    ids::RegistrationId,
    registration::Registration,
    standing::Health,
};
use jiff::SignedDuration;
use secrecy::SecretString;
use std::{collections::BTreeMap, sync::atomic::Ordering};

/// Registrations that are connected and healthy, two hours after their consent.
async fn connected(numbers: std::ops::RangeInclusive<u64>, customer: fn(u64) -> String) -> World {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    for number in numbers.clone() {
        let sample = consented(number);
        let id = format!("{:012x}", number + 0x7000_0000_0000_u64);
        let mut registration = Registration {
            customer: Customer {
                id: CustomerId::try_from(customer(number)).unwrap(),
                ..sample.customer
            },
            ..sample
        };
        // Tenants of their own: one tenant belongs to one customer.
        set_tenant(&mut registration, &format!("7e000000-0000-4000-8000-{id}"));
        world.store(&registration, number).await;
    }
    run_all(&world, numbers).await;
    world.clock.advance(minutes(120));
    world
}

fn set_tenant(registration: &mut Registration, id: &str) {
    use domain::registration::Lifecycle;
    let id = id.parse().unwrap();
    if let Lifecycle::Consented { tenant, .. } = &mut registration.lifecycle {
        tenant.id = id;
    }
    let observations = &mut registration.observations;
    observations.delegated_scopes_tenant = Some(id);
    if let Some(organization) = &mut observations.organization {
        organization.value.id = id;
    }
}

fn of_its_own(number: u64) -> String {
    format!("customer-{number}")
}

fn of_one(_: u64) -> String {
    "hostile".to_owned()
}

/// Works off a message for each, at once.
async fn run_all(world: &World, numbers: std::ops::RangeInclusive<u64>) {
    for number in numbers {
        let processed = world.process(&world.interactive(number)).await;
        assert_eq!(processed, Processed::Verified);
    }
}

async fn in_health(
    world: &World,
    numbers: std::ops::RangeInclusive<u64>,
    health: Health,
) -> Vec<u64> {
    let mut found = Vec::new();
    for number in numbers {
        if world.loaded(number).await.standing.health == health {
            found.push(number);
        }
    }
    found
}

/// The health that each registration was told to turn to, in order.
async fn told(world: &World) -> BTreeMap<RegistrationId, Vec<Health>> {
    world.clock.advance(SignedDuration::from_secs(31));
    let caller = Caller::new("abcdefgh", None, SecretString::from("s".repeat(43)));
    let mut told = BTreeMap::<_, Vec<_>>::new();
    let mut after = None;
    loop {
        let page = events::list(&world.store, &world.clock, &caller, after, 100).await;
        let page = page.unwrap();
        let Some(last) = page.last() else { return told };
        after = Some(last.id);
        for event in page {
            if matches!(event.kind, EventKind::HealthChanged { .. }) {
                told.entry(event.registration_id)
                    .or_default()
                    .push(event.health);
            }
        }
    }
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
    let held_since = world.loaded(20).await.standing.held_since;
    assert_eq!(held_since, Some(world.clock.now()));
    // Look after look they are seen again: none slips through before the hour is over.
    for wait in [5, 25, 29] {
        world.clock.advance(minutes(wait));
        run_all(&world, 20..=23).await;
        assert_eq!(in_health(&world, 20..=23, Health::Broken).await.len(), 0);
        assert_eq!(world.loaded(23).await.standing.held_since, held_since);
    }
    world.clock.advance(minutes(5));
    run_all(&world, 20..=23).await;
    assert_eq!(
        in_health(&world, all.clone(), Health::Broken).await.len(),
        23
    );
    assert_eq!(world.loaded(23).await.standing.held_since, None);
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
    assert_eq!(world.loaded(22).await.standing.held_since, None);
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
    let held_since = world.loaded(22).await.standing.held_since;
    assert!(held_since.is_some());
    // The hour passes while nobody can look.
    refuse(&world, "invalid_request");
    world.clock.advance(minutes(70));
    run_all(&world, all.clone()).await;
    let standing = world.loaded(22).await.standing;
    assert_eq!(standing.health, Health::Healthy);
    assert_eq!(standing.held_since, held_since);
    refuse(&world, "unauthorized_client");
    world.clock.advance(minutes(5));
    run_all(&world, all.clone()).await;
    assert_eq!(in_health(&world, all, Health::Broken).await.len(), 22);
}
