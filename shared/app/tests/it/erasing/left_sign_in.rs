//! A sign-in that is left of a connection that has ended.

use super::{dispatched, mark, pass, planted::plant_secret};
use crate::{
    samples::{consented, minutes},
    world::World,
};
use app::host::removal::RemovalOutcome;
use domain::{
    clock::Clock as _,
    registration::{Lifecycle, Registration},
};
use std::sync::atomic::Ordering;

#[tokio::test]
async fn t61_a_sign_in_that_is_left_is_removed_without_a_call_of_the_host_app() {
    let world = World::new().await;
    let registration = Registration {
        lifecycle: Lifecycle::Invited,
        removes_sign_in_since: Some(world.clock.now()),
        ..consented(1)
    };
    world.store(&registration, 1).await;
    plant_secret(&world).await;
    assert!(
        dispatched(&world).await.is_empty(),
        "whoever marked it may be at it"
    );
    world.clock.advance(minutes(1));
    assert_eq!(dispatched(&world).await.len(), 1);
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::SignIn);
    assert!(world.tenant.people.secrets.lock().unwrap().is_empty());
    assert_eq!(
        world.loaded(1).await.registration.removes_sign_in_since,
        None
    );
    world.clock.advance(minutes(60));
    assert!(dispatched(&world).await.is_empty());
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Nothing);
}

#[tokio::test]
async fn t61_a_sign_in_that_cannot_be_removed_stays_due() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    plant_secret(&world).await;
    mark(&world).await;
    world.clock.advance(minutes(1));
    world.tenant.has_no_secrets.store(true, Ordering::Relaxed);
    assert!(pass(&world).await.is_err());
    world.clock.advance(minutes(1));
    assert_eq!(dispatched(&world).await.len(), 1);
    world.tenant.has_no_secrets.store(false, Ordering::Relaxed);
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::SignIn);
}
