//! A tenant that consented here and belongs to another customer by now: no agreement, one event, and the state says so
//! (T31, T66).

use crate::{
    feed,
    samples::{TENANT, consented, minutes, registration_id, start, tenant, tenant_id},
    world::World,
};
use app::host::{
    api_key::Caller,
    registrations::{self, RegistrationError},
};
use domain::{
    customer::{Customer, CustomerId},
    event::EventKind,
    registration::{Approval, Lifecycle, Registration},
};
use std::sync::atomic::Ordering;
use store::StoredRegistration;
use test_case::test_case;

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

async fn approve(world: &World) -> Result<StoredRegistration, RegistrationError> {
    let tenant = tenant_id(TENANT);
    let (store, queue) = (&world.store, &world.queue);
    registrations::approve(
        store,
        queue,
        &world.clock,
        &caller(),
        registration_id(1),
        tenant,
    )
    .await
}

/// A registration that consented, with that agreement.
async fn consented_with(approval: Approval) -> World {
    let world = World::watched().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let registration = Registration {
        lifecycle: Lifecycle::Consented {
            tenant: tenant(TENANT),
            approval,
            consented_at: start(),
        },
        ..consented(1)
    };
    world.store(&registration, 1).await;
    world
}

/// Another customer connects the tenant.
async fn connect_elsewhere(world: &World) {
    let sample = consented(2);
    let other = Registration {
        customer: Customer {
            id: CustomerId::try_from("fabrikam".to_owned()).unwrap(),
            ..sample.customer
        },
        ..sample
    };
    world.store(&other, 2).await;
    world.process(&world.interactive(2)).await;
    let lifecycle = world.loaded(2).await.registration.lifecycle;
    assert_eq!(lifecycle.stage(), "connected");
}

async fn told(world: &World) -> Vec<EventKind> {
    let told = feed::told(world).await.into_iter();
    let own = told.filter(|event| event.registration.id == registration_id(1));
    own.map(|event| event.kind).collect()
}

#[tokio::test]
async fn t66_a_tenant_of_another_customer_is_not_agreed_to() {
    let world = consented_with(Approval::Waiting).await;
    connect_elsewhere(&world).await;
    let before = world.loaded(1).await.registration;
    let refused = approve(&world).await;
    assert!(matches!(refused, Err(RegistrationError::TenantTaken)));
    assert_eq!(world.loaded(1).await.registration, before);
}

/// The other customer connects right before each request of the agreement.
#[tokio::test]
async fn t66_a_tenant_that_is_bound_elsewhere_meanwhile_is_not_agreed_to() {
    let world = consented_with(Approval::Waiting).await;
    world.gate.watch(|_, _| None);
    approve(&world).await.unwrap();
    let requests = world.gate.open();
    for position in 0..requests {
        let world = consented_with(Approval::Waiting).await;
        let behind = world.behind.clone();
        world.gate.watch(move |number, _| {
            if number == position {
                behind.bind(TENANT, "fabrikam");
            }
            None
        });
        let refused = approve(&world).await;
        world.gate.open();
        assert!(
            matches!(refused, Err(RegistrationError::TenantTaken)),
            "request {position}"
        );
        let lifecycle = world.loaded(1).await.registration.lifecycle;
        assert!(lifecycle.awaits_approval(), "request {position}");
    }
}

#[test_case(Approval::Approved { at: start() }; "agreed to before")]
#[test_case(Approval::NotNeeded; "pinned by a domain")]
#[test_case(Approval::Waiting; "waiting")]
#[tokio::test]
async fn t66_a_registration_whose_tenant_is_bound_elsewhere_says_so_and_tells_it_once(
    approval: Approval,
) {
    let world = consented_with(approval).await;
    connect_elsewhere(&world).await;
    world.clock.advance(minutes(1));
    world.process(&world.interactive(1)).await;
    let first = world.loaded(1).await.registration;
    assert_eq!(first.lifecycle.stage(), "consented");
    assert!(first.tenant_taken_at.is_some());
    world.clock.advance(minutes(6));
    world.process(&world.interactive(1)).await;
    let second = world.loaded(1).await.registration;
    assert_eq!(second.tenant_taken_at, first.tenant_taken_at);
    assert_eq!(told(&world).await, [EventKind::Refused]);

    // Erased there, the tenant is free: an agreed one connects by the next run.
    world.behind.unbind(TENANT);
    world.clock.advance(minutes(6));
    world.process(&world.interactive(1)).await;
    let free = world.loaded(1).await.registration;
    assert_eq!(free.tenant_taken_at, None);
    let connects = approval != Approval::Waiting;
    assert_eq!(free.lifecycle.stage() == "connected", connects);
    assert_eq!(told(&world).await.len(), 1 + usize::from(connects));
}

/// The other customer is quicker while the run is under way.
#[tokio::test]
async fn t66_a_run_that_loses_the_tenant_tells_it() {
    let world = consented_with(Approval::NotNeeded).await;
    let behind = world.behind.clone();
    world.gate.watch(move |_, request| {
        if request.target.contains("transactwriteitems") {
            behind.bind(TENANT, "fabrikam");
        }
        None
    });
    world.process(&world.interactive(1)).await;
    world.gate.open();
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle.stage(), "consented");
    assert!(registration.tenant_taken_at.is_some());
    assert_eq!(told(&world).await, [EventKind::Refused]);
}
