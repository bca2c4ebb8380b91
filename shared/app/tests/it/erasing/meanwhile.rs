//! Calls and writers that meet an erasure.

use super::{
    caller, entities, erase, erased, found, pass,
    planted::{self, plant},
    read, run_to_the_end,
};
use crate::{
    changing, feed,
    samples::{TENANT, consented, invitation, minutes, registration_id, tenant, tenant_id},
    world::World,
};
use app::host::{
    api_key::Caller,
    idempotent::IdempotencyError,
    registrations::{self, Changes, NewInvitation, RegistrationError, ValueChange},
};
use domain::{
    clock::Clock as _,
    erasure::{Progress, Tombstone},
    event::EventKind,
    invitation::Purpose,
    registration::{Approval, Lifecycle, Registration},
};
use jiff::SignedDuration;
use store::{Commit, StandingWrite};
use test_case::test_case;
use uuid::Uuid;

#[tokio::test]
async fn t83_everything_but_a_second_request_is_told_that_it_is_erased() {
    let world = World::new().await;
    plant(&world).await;
    let begun = erase(&world).await.unwrap();
    assert_eq!(begun.state(), "erasing");
    assert_eq!(begun.requested_at, world.clock.now());
    world.clock.advance(minutes(1));
    assert_eq!(erase(&world).await.unwrap(), begun);
    assert!(
        matches!(read(&world).await, Err(RegistrationError::Erased(erasure)) if erasure == begun)
    );
    // To a key that does not reach the customer it never was.
    let others = vec!["others".to_owned().try_into().unwrap()];
    let stranger = Caller::new("abcdefgh", Some(others));
    let hidden = registrations::load(&world.store, &stranger, registration_id(1)).await;
    assert!(matches!(hidden, Err(RegistrationError::NotFound)));
    let kept = planted::repeat(&world).await;
    assert!(kept.is_ok(), "its answer is still there");
    run_to_the_end(&world).await;
    let erasure = erased(&world).await.unwrap();
    assert_eq!(erasure.state(), "erased");
    assert_eq!(erasure.requested_at, begun.requested_at);
    assert!(matches!(erase(&world).await, Err(RegistrationError::Erased(same)) if same == erasure));
    let hidden = registrations::load(&world.store, &stranger, registration_id(1)).await;
    assert!(matches!(hidden, Err(RegistrationError::NotFound)));
    // A repeat of the call that made it makes no second one.
    let repeated = planted::repeat(&world).await;
    assert!(matches!(repeated.err(), Some(IdempotencyError::Erased(same)) if same == erasure));
}

/// The link expires between the reads of an erasure and its first write.
#[tokio::test]
async fn an_event_that_is_told_meanwhile_keeps_its_number() {
    let world = World::new().await;
    plant(&world).await;
    let before = world.loaded(1).await;
    let tombstone = Tombstone {
        id: registration_id(1),
        customer_id: before.registration.customer.id.clone(),
        requested_at: world.clock.now(),
        progress: Progress::Erasing {
            tenant_id: None,
            support_code: before.registration.support_code,
            pseudonym_key: Uuid::from_u128(7),
        },
    };
    let version = before.registration.version;
    let [first, second] = [4, 5].map(|id| planted::event(&world, id, &before, 2));
    let told = world.store.commit(Commit {
        events: std::slice::from_ref(&first),
        ..Commit::default()
    });
    told.await.unwrap();
    let begun = world
        .store
        .begin_erasure(&tombstone, version, Some(&second));
    assert!(begun.await.unwrap_err().is_conflict());
    world.clock.advance(minutes(1));
    erase(&world).await.unwrap();
    let numbers = feed::told(&world).await.into_iter();
    let numbers: Vec<_> = numbers.map(|event| event.registration.sequence).collect();
    assert_eq!(numbers, [1, 2, 3]);
}

/// Functions that read the registration before its tombstone write after it, until the erasure settles.
#[tokio::test]
async fn t83_writers_under_way_bring_nothing_back() {
    let world = World::new().await;
    plant(&world).await;
    let before = world.loaded(1).await;
    erase(&world).await.unwrap();
    pass(&world).await.unwrap();
    let standing = world.store.commit(Commit {
        standing: Some(StandingWrite {
            registration_id: registration_id(1),
            standing: &before.standing,
            after: before.last_slot,
            slot: world.clock.now().as_millisecond() + 1_000_000,
            due_at: Some(world.clock.now()),
        }),
        ..Commit::default()
    });
    assert!(standing.await.is_err());
    let renamed = world.store.commit(Commit {
        registration: Some((&before.registration, before.registration.version)),
        ..Commit::default()
    });
    assert!(renamed.await.is_err());
    let number = before.event_sequence + 1;
    let late = planted::event(&world, 4, &before, number);
    let told = world.store.commit(Commit {
        events: std::slice::from_ref(&late),
        ..Commit::default()
    });
    assert!(told.await.is_err());
    // These rest on nothing: the last pass finds them.
    world.store.create_invitation(&invitation(1)).await.unwrap();
    planted::plant_browser(&world, 40).await;
    planted::plant_secret(&world).await;
    assert!(!found(&world).is_empty());
    run_to_the_end(&world).await;
    assert_eq!(found(&world), Vec::<&str>::new());
    assert!(!world.behind.dump().contains("INV#"));
}

/// The tombstone is written before any one of a call's requests to the table.
#[test_case("change"; "another system user is named")]
#[test_case("reject"; "the tenant is refused")]
#[test_case("disconnect"; "the connection is taken down")]
#[test_case("approve"; "the tenant is agreed to")]
#[tokio::test]
async fn t83_a_call_during_which_the_registration_is_erased_is_told_so(what: &str) {
    let mut position = 0;
    loop {
        let world = World::watched().await;
        let registration = Registration {
            system_user: "cooperlink@contoso.example".to_owned().try_into().ok(),
            lifecycle: Lifecycle::Consented {
                tenant: tenant(TENANT),
                approval: match what {
                    "disconnect" => Approval::NotNeeded,
                    _ => Approval::Waiting,
                },
                consented_at: world.clock.now(),
            },
            ..consented(1)
        };
        world.store(&registration, 1).await;
        let behind = world.behind.clone();
        world.gate.watch(move |number, _| {
            if number == position {
                behind.entomb(1);
            }
            None
        });
        let (store, queue) = (&world.store, &world.queue);
        let users = &world.verifier.system_users;
        let (clock, id) = (&world.clock, registration_id(1));
        let called = match what {
            "change" => {
                let changes = Changes {
                    system_user: ValueChange::Remove,
                    ..Changes::default()
                };
                changing::change(&world, changes).await
            }
            "reject" => {
                let tenant = tenant_id(TENANT);
                registrations::reject(store, users, clock, &caller(), id, tenant).await
            }
            "disconnect" => {
                let by = world.machine();
                registrations::disconnect(store, users, queue, by, &caller(), id).await
            }
            _ => {
                let tenant = tenant_id(TENANT);
                registrations::approve(store, queue, clock, &caller(), id, tenant).await
            }
        };
        let requests = world.gate.open();
        if position >= requests {
            assert!(called.is_ok() && position > 1);
            return;
        }
        assert!(
            matches!(called, Err(RegistrationError::Erased(_))),
            "request {position}: {called:?}"
        );
        position += 1;
    }
}

#[tokio::test]
async fn t28_no_link_is_made_of_a_registration_that_is_being_erased() {
    let world = World::watched().await;
    world.store(&consented(1), 1).await;
    let behind = world.behind.clone();
    world.gate.watch(move |_, request| {
        if request.target.ends_with("transactwriteitems") {
            behind.entomb(1);
        }
        None
    });
    let new = NewInvitation {
        purpose: Purpose::Connect,
        lifetime: None,
        replace: false,
    };
    let (store, manifest) = (&world.store, world.verifier.reader.manifest());
    let (machine, id) = (world.machine(), registration_id(1));
    let made = registrations::invite(store, manifest, machine, &caller(), id, new).await;
    world.gate.open();
    assert!(matches!(made, Err(RegistrationError::Erased(_))));
    let links = entities(&world.behind.dump());
    let links = links.iter().filter(|kind| *kind == "invitation");
    assert_eq!(links.count(), 1, "that of the registration itself");
}

#[tokio::test]
async fn the_event_of_an_erasure_has_an_id_as_new_as_its_write() {
    let world = World::watched().await;
    plant(&world).await;
    feed::let_time_pass(&world);
    erase(&world).await.unwrap();
    assert!(feed::age_of_newest_id(&world).await < SignedDuration::from_secs(1));
}

#[tokio::test]
async fn a_connected_registration_is_told_to_be_disconnected_and_another_one_is_not() {
    for (is_connected, expected) in [(true, 1), (false, 0)] {
        let world = World::new().await;
        if is_connected {
            plant(&world).await;
        } else {
            world.store(&consented(1), 1).await;
        }
        erase(&world).await.unwrap();
        let told = feed::told(&world).await.into_iter();
        let told: Vec<_> = told
            .filter(|event| event.kind == EventKind::Disconnected)
            .map(|event| event.registration)
            .collect();
        assert_eq!(told.len(), expected);
        for registration in told {
            assert_eq!((registration.sequence, &*registration.stage), (2, "erased"));
            assert!(registration.metadata.is_empty());
        }
    }
}
