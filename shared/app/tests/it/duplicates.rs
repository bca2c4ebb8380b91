//! A second registration of one customer and tenant.

use crate::{
    creating::new,
    samples::{consented, minutes, registration_id},
    world::World,
};
use app::host::{
    api_key::Caller,
    registrations::{
        self, AskedChange, Changes, Filter, NewRegistration, RegistrationError, ValueChange,
    },
};
use domain::{
    clock::Clock as _,
    customer::{Customer, CustomerId, DomainName},
    ids::RegistrationId,
    registration::{Lifecycle, Registration},
};
use futures_util::future::join_all;
use std::sync::atomic::Ordering;

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

fn domain(name: &str) -> DomainName {
    DomainName::try_from(name.to_owned()).unwrap()
}

fn of(name: &str) -> NewRegistration {
    NewRegistration {
        expected_domain: Some(domain(name)),
        ..new()
    }
}

async fn create(world: &World, new: NewRegistration) -> Result<RegistrationId, RegistrationError> {
    let (store, machine) = (&world.store, world.machine());
    let created = registrations::create(store, machine, &caller(), new, &[]).await;
    created.map(|(loaded, _)| loaded.registration.id)
}

/// Names another domain for a registration, or none.
async fn rename(
    world: &World,
    id: RegistrationId,
    name: Option<&str>,
    is_additional: bool,
) -> Result<RegistrationId, RegistrationError> {
    let changes = Changes {
        expected_domain: name.map_or(ValueChange::Remove, |name| ValueChange::Set(domain(name))),
        is_additional,
        ..Changes::default()
    };
    let asked = AskedChange {
        id,
        seen: None,
        changes: &changes,
        return_prefixes: &[],
    };
    let (users, by) = (&world.verifier.system_users, world.machine());
    let (store, queue) = (&world.store, &world.queue);
    let renamed = registrations::change(store, users, queue, by, &caller(), asked).await;
    renamed.map(|loaded| loaded.registration.id)
}

#[tokio::test]
async fn another_domain_is_named_on_the_conditions_of_a_new_registration() {
    let world = World::new().await;
    let first = create(&world, of("contoso.example")).await.unwrap();
    let second = create(&world, new()).await.unwrap();
    let refused = rename(&world, second, Some("contoso.example"), false).await;
    assert_eq!(existing(&refused), Some(first));
    let stored = world
        .store
        .load(second)
        .await
        .unwrap()
        .unwrap()
        .registration;
    assert_eq!((stored.expected_domain, stored.version), (None, 1));
    rename(&world, second, Some("contoso.example"), true)
        .await
        .unwrap();
    // What is named already is not asked about, nor is any other change.
    rename(&world, second, Some("contoso.example"), false)
        .await
        .unwrap();
    rename(&world, second, Some("fabrikam.example"), false)
        .await
        .unwrap();
    let refused = create(&world, of("fabrikam.example")).await;
    assert_eq!(existing(&refused), Some(second));
    // Its own domains stand in nobody's way, nor in its own.
    rename(&world, first, Some("tailspin.example"), false)
        .await
        .unwrap();
    rename(&world, first, Some("contoso.example"), false)
        .await
        .unwrap();
    rename(&world, first, None, false).await.unwrap();
    assert!(create(&world, of("contoso.example")).await.is_ok());
}

/// Of a creation and a change, and of two changes.
#[tokio::test]
async fn of_those_that_name_a_domain_at_once_one_gets_it() {
    for is_created in [true, false] {
        let world = World::watched().await;
        let one = create(&world, of("fabrikam.example")).await.unwrap();
        let other = create(&world, new()).await.unwrap();
        world.gate.let_two_meet(world.clock.clone());
        let name = Some("contoso.example");
        let named = if is_created {
            tokio::join!(
                rename(&world, one, name, false),
                create(&world, of("contoso.example"))
            )
        } else {
            tokio::join!(
                rename(&world, one, name, false),
                rename(&world, other, name, false)
            )
        };
        world.gate.open();
        let named = [named.0, named.1];
        let got: Vec<_> = named
            .iter()
            .filter_map(|named| named.as_ref().ok())
            .collect();
        assert_eq!(got.len(), 1, "{named:?}");
        let existing: Vec<_> = named.iter().filter_map(existing).collect();
        assert_eq!(existing, [*got[0]]);
    }
}

fn existing(created: &Result<RegistrationId, RegistrationError>) -> Option<RegistrationId> {
    match created {
        Err(RegistrationError::Exists(id)) => Some(*id),
        Ok(_) | Err(_) => None,
    }
}

#[tokio::test]
async fn a_second_registration_of_a_customer_and_domain_is_made_on_demand_alone() {
    let world = World::new().await;
    let first = create(&world, of("contoso.example")).await.unwrap();
    let again = create(&world, of("contoso.example")).await;
    assert_eq!(existing(&again), Some(first));
    let additional = NewRegistration {
        is_additional: true,
        ..of("contoso.example")
    };
    assert!(create(&world, additional.clone()).await.is_ok());
    assert!(create(&world, additional).await.is_ok());
    assert!(create(&world, of("fabrikam.example")).await.is_ok());
    assert!(
        create(&world, new()).await.is_ok(),
        "nobody knows its tenant"
    );
    let customer = Customer {
        id: CustomerId::try_from("fabrikam".to_owned()).unwrap(),
        ..new().customer
    };
    let of_another = NewRegistration {
        customer,
        ..of("contoso.example")
    };
    assert!(create(&world, of_another).await.is_ok());
}

#[tokio::test]
async fn of_two_dozen_requests_at_once_one_makes_the_registration() {
    let world = World::new().await;
    let world = &world;
    let requests = (0..24).map(|_| create(world, of("contoso.example")));
    let made = join_all(requests).await;
    let ids: Vec<_> = made.iter().filter_map(|made| made.as_ref().ok()).collect();
    assert_eq!(ids.len(), 1);
    let first = *ids[0];
    let refused = made.iter().filter_map(existing);
    assert_eq!(refused.filter(|id| *id == first).count(), 23);
    let (caller, everything) = (caller(), Filter::default());
    let now = world.clock.now();
    let listed = registrations::list(&world.store, &caller, &everything, None, 100, now).await;
    assert_eq!(listed.unwrap().items.len(), 1);
}

/// The tenant is known from a sign-in, whatever domain the host app named, or none.
#[tokio::test]
async fn a_tenant_that_was_connected_without_a_domain_is_known_by_its_domains() {
    for lifecycle in ["consented", "connected", "disconnected"] {
        let world = World::new().await;
        world.tenant.has_granted.store(true, Ordering::Relaxed);
        world.store(&consented(1), 1).await;
        if lifecycle != "consented" {
            world.process(&world.interactive(1)).await;
        }
        let mut stored = world.loaded(1).await.registration;
        if lifecycle == "disconnected" {
            stored.lifecycle = stored.lifecycle.disconnect(world.clock.now()).unwrap();
            world.behind.set_lifecycle(1, &stored.lifecycle);
        }
        assert_eq!(stored.lifecycle.stage(), lifecycle);
        let refused = create(&world, of("contoso.example")).await;
        assert_eq!(existing(&refused), Some(registration_id(1)), "{lifecycle}");
        assert!(create(&world, of("fabrikam.example")).await.is_ok());
    }
}

#[tokio::test]
async fn a_registration_that_was_erased_or_is_of_another_domain_by_now_stands_in_nobodys_way() {
    for is_erased in [true, false] {
        let world = World::new().await;
        let first = create(&world, of("contoso.example")).await.unwrap();
        let loaded = world.store.load(first).await.unwrap().unwrap();
        let lifecycle = Lifecycle::Erased {
            erased_at: world.clock.now(),
        };
        let before = loaded.registration;
        let changed = Registration {
            version: before.version + 1,
            lifecycle: if is_erased {
                lifecycle
            } else {
                before.lifecycle.clone()
            },
            expected_domain: if is_erased {
                before.expected_domain.clone()
            } else {
                Some(domain("fabrikam.example"))
            },
            ..before.clone()
        };
        let commit = store::Commit {
            registration: Some((&changed, before.version)),
            ..store::Commit::default()
        };
        world.store.commit(commit).await.unwrap();
        world.clock.advance(minutes(1));
        let second = create(&world, of("contoso.example")).await.unwrap();
        let third = create(&world, of("contoso.example")).await;
        assert_eq!(existing(&third), Some(second));
    }
}

/// Created without a domain, both lead to the same tenant: who did everything right is not refused for it.
#[tokio::test]
async fn a_second_registration_without_a_domain_connects_as_well() {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    for number in [1, 2] {
        world.store(&consented(number), number).await;
        world.process(&world.interactive(number)).await;
        let lifecycle = world.loaded(number).await.registration.lifecycle;
        assert_eq!(lifecycle.stage(), "connected");
    }
    let tenant = world.loaded(1).await.registration.lifecycle;
    let tenant = tenant.tenant().unwrap().id;
    let binding = world.store.find_binding(tenant).await.unwrap().unwrap();
    assert_eq!(binding.registrations.len(), 2);
}
