//! The tenant of an erased registration becomes free, when nothing of it can act any more.

use super::{SETTLED, bind, bind_same, caller, erase, found, pass, planted::plant, run_to_the_end};
use crate::{
    creating,
    samples::{OTHER_TENANT, TENANT, registration_id, tenant_id},
    world::World,
};
use app::host::{
    registrations::{self, NewRegistration},
    removal::{self, RemovalOutcome},
};
use jiff::SignedDuration;
use test_case::test_case;

#[tokio::test]
async fn t83_the_tenant_is_freed_when_nothing_of_it_can_act_and_not_before() {
    let world = World::new().await;
    plant(&world).await;
    let tenant = tenant_id(TENANT);
    erase(&world).await.unwrap();
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Part);
    assert!(world.store.find_binding(tenant).await.unwrap().is_some());
    world.clock.advance(SETTLED - SignedDuration::from_secs(1));
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Part);
    assert!(world.store.find_binding(tenant).await.unwrap().is_some());
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Erased);
    assert!(world.store.find_binding(tenant).await.unwrap().is_none());
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Nothing);
    bind(&world, 2, TENANT).await;
}

#[tokio::test]
async fn t83_a_tenant_that_another_registration_shares_stays_the_customers() {
    let world = World::new().await;
    plant(&world).await;
    let same = bind_same(&world).await;
    erase(&world).await.unwrap();
    run_to_the_end(&world).await;
    let shared = world.store.find_binding(tenant_id(TENANT)).await.unwrap();
    assert_eq!(shared.unwrap().customer_id, same.customer.id);
    let own = world.store.find_binding(tenant_id(OTHER_TENANT)).await;
    assert!(own.unwrap().is_none());
    assert_eq!(found(&world), Vec::<&str>::new());
    assert!(
        world
            .store
            .load(registration_id(2))
            .await
            .unwrap()
            .is_some()
    );
}

/// The index is a moment behind, and what is free is taken: right before it is deleted, the item is another registration's.
#[test_case("CLAIM#", "of_registration"; "the claim of a domain")]
#[test_case("SUPPORT#", "registration_id"; "the support code")]
#[test_case("INV#", "of_registration"; "another kind that the index names")]
#[tokio::test]
async fn t83_an_erasure_deletes_nothing_that_is_another_registrations_by_now(
    key: &'static str,
    owner: &'static str,
) {
    let world = World::watched().await;
    let new = NewRegistration {
        expected_domain: "contoso.example".to_owned().try_into().ok(),
        ..creating::new()
    };
    let (store, machine) = (&world.store, world.machine());
    let created = registrations::create(store, machine, &caller(), new, &[]).await;
    let id = created.unwrap().0.registration.id;
    let users = &world.verifier.system_users;
    registrations::erase(store, users, machine, &caller(), id)
        .await
        .unwrap();
    world.clock.advance(SETTLED);
    let behind = world.behind.clone();
    world.gate.watch(move |_, request| {
        if request.target.ends_with("deleteitem") && request.body.contains(key) {
            behind.give_away(request, owner, registration_id(2));
        }
        None
    });
    let removed = removal::remove(store, users, &world.clock, SETTLED, id).await;
    world.gate.open();
    assert_eq!(removed.unwrap(), RemovalOutcome::Erased);
    let dump = world.behind.dump();
    for other in ["CLAIM#", "SUPPORT#", "INV#"] {
        assert_eq!(dump.contains(other), other == key, "{other}");
    }
}
