//! Turns to verify on request: who gets one, when, and which are given back.

use crate::{
    samples::{TENANT, consented, registration_id, seconds, tenant},
    world::World,
};
use app::host::{registrations::RegistrationError, verifications::Turn};
use domain::{
    clock::Clock as _,
    registration::{Lifecycle, Registration},
    schedule::Intervals,
};
use test_case::test_case;

/// A registration at the beginning of a window.
async fn with(lifecycle: impl FnOnce(&World) -> Option<Lifecycle>) -> World {
    let world = World::new().await;
    let second = world.clock.now().as_second() % 60;
    world.clock.advance(seconds(60 - second));
    let registration = consented(1);
    let lifecycle = lifecycle(&world).unwrap_or(registration.lifecycle.clone());
    let registration = Registration {
        lifecycle,
        ..registration
    };
    world.store(&registration, 1).await;
    world
}

async fn take(world: &World) -> Result<Turn, RegistrationError> {
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.registration.id, registration_id(1));
    Turn::take(&world.store, &world.clock, Intervals::default(), &loaded).await
}

#[tokio::test]
async fn t55_a_registration_is_verified_on_request_once_a_minute_whoever_asks() {
    let world = with(|_| None).await;
    for _ in 0..2 {
        take(&world).await.unwrap();
        for (left, step) in [(60, 30), (30, 29), (1, 1)] {
            let refused = take(&world).await;
            assert!(
                matches!(refused, Err(RegistrationError::TooSoon(none)) if none.resets_in == seconds(left))
            );
            world.clock.advance(seconds(step));
        }
    }
}

#[tokio::test]
async fn t55_a_turn_without_a_report_is_given_back_a_few_times_in_a_window() {
    let world = with(|_| None).await;
    for _ in 0..2 {
        for _ in 0..3 {
            let turn = take(&world).await.unwrap();
            // Whoever asks meanwhile waits.
            assert!(take(&world).await.is_err());
            turn.give_back(&world.store).await.unwrap();
        }
        let last = take(&world).await.unwrap();
        last.give_back(&world.store).await.unwrap();
        assert!(matches!(
            take(&world).await,
            Err(RegistrationError::TooSoon(_))
        ));
        world.clock.advance(seconds(60));
        // One that ends late gives nothing back of another window.
        let late = take(&world).await.unwrap();
        world.clock.advance(seconds(60));
        take(&world).await.unwrap();
        late.give_back(&world.store).await.unwrap();
        assert!(take(&world).await.is_err());
        world.clock.advance(seconds(60));
    }
}

#[test_case(|_| Some(Lifecycle::Invited), false; "invited")]
#[test_case(disconnected, true; "disconnected")]
#[tokio::test]
async fn where_there_is_nothing_to_verify_no_turn_is_spent(
    lifecycle: impl FnOnce(&World) -> Option<Lifecycle>,
    is_disconnected: bool,
) {
    let world = with(lifecycle).await;
    for _ in 0..3 {
        let refused = take(&world).await.unwrap_err();
        let is_told = match refused {
            RegistrationError::NotApprovedYet => !is_disconnected,
            RegistrationError::Disconnected => is_disconnected,
            _ => false,
        };
        assert!(is_told, "{refused:?}");
    }
    world.behind.set_lifecycle(1, &consented(1).lifecycle);
    take(&world).await.unwrap();
}

fn disconnected(world: &World) -> Option<Lifecycle> {
    consented(1).lifecycle.disconnect(world.clock.now()).ok()
}

#[tokio::test]
async fn t55_a_look_for_an_approval_is_made_once_a_minute_and_spends_no_turn() {
    let signed_in = |world: &World| {
        Some(Lifecycle::SignedIn {
            tenant: tenant(TENANT),
            signed_in_at: world.clock.now(),
        })
    };
    let world = with(signed_in).await;
    take(&world).await.unwrap();
    for _ in 0..2 {
        let refused = take(&world).await;
        assert!(matches!(refused, Err(RegistrationError::NotApprovedYet)));
    }
    // The administrator approves meanwhile.
    world.behind.set_lifecycle(1, &consented(1).lifecycle);
    take(&world).await.unwrap();
}
