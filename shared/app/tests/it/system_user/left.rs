//! Sign-ins to which no registration points, and their removal.

use super::{begin, come_back, connect, named, secrets, watched, world, world_with};
use crate::{
    changing::{change, keep_sign_in},
    people::USER,
    samples::{TENANT, minutes, registration_id, start, tenant, tenant_id},
    world::World,
};
use app::{
    host::{
        api_key::Caller,
        dispatch_removals::dispatch_removals,
        registrations::{self, Changes, ValueChange},
        removal,
    },
    legs::system_user::AccountHint,
};
use domain::{
    clock::Clock as _,
    flow::Notice,
    registration::{Approval, Lifecycle, Registration},
};
use jiff::SignedDuration;
use serde_json::json;
use test_case::test_case;

#[tokio::test]
async fn t61_no_sign_in_is_stored_while_an_old_one_may_be_removed() {
    let world = World::new().await;
    let registration = Registration {
        removes_sign_in_since: Some(world.clock.now()),
        ..named()
    };
    let (world, token) = Box::pin(world_with(world, &registration)).await;
    assert_eq!(connect(&world, &token, USER).await, Some(Notice::NotSaved));
    assert_eq!(secrets(&world), 0);
    world.clock.advance(minutes(1));
    assert_eq!(connect(&world, &token, USER).await, None);
    let registration = world.loaded(1).await.registration;
    assert!(registration.system_user_connection.is_some());
    assert_eq!(registration.removes_sign_in_since, None);
    change(&world, Changes::default()).await.unwrap();
    assert_eq!(secrets(&world), 1);
}

/// The host app changes the registration between the writes of the token and of the pointer.
#[tokio::test]
async fn t61_a_sign_in_that_was_stored_in_vain_is_removed_with_the_next_change() {
    let (world, token) = watched().await;
    let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
    let behind = world.behind.clone();
    let mut writes = 0;
    world.gate.watch(move |_, request| {
        if request.target.ends_with("transactwriteitems") {
            writes += 1;
            if writes == 2 {
                behind.set_lifecycle(1, &Lifecycle::Invited);
            }
        }
        None
    });
    let _ = come_back(&world, &trip, USER, Some("refresh")).await;
    world.gate.open();
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.system_user_connection, None);
    assert_eq!(secrets(&world), 1);
    // For a minute somebody may still be storing it.
    change(&world, Changes::default()).await.unwrap();
    assert_eq!(secrets(&world), 1);
    world.clock.advance(minutes(1));
    change(&world, Changes::default()).await.unwrap();
    assert_eq!(secrets(&world), 0);
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.stores_sign_in_since, None);
}

/// Works off the removals that are due, for three minutes.
async fn remove_what_is_left(world: &World) {
    for _ in 0..3 {
        world.clock.advance(minutes(1));
        let now = world.clock.now();
        let due = dispatch_removals(&world.store, &world.sweep, now).await;
        if due.unwrap() > 0 {
            let (users, settled) = (&world.verifier.system_users, minutes(5));
            let id = registration_id(1);
            let removed = removal::remove(&world.store, users, &world.clock, settled, id);
            removed.await.unwrap();
        }
    }
}

/// The callback dies at one request to the table after the other: from then on it does nothing more, nor does it clean up.
#[tokio::test]
async fn t65_a_callback_that_dies_anywhere_leaves_no_sign_in_that_nothing_points_to() {
    let (world, token) = watched().await;
    let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
    world.gate.watch(|_, _| None);
    assert!(
        come_back(&world, &trip, USER, Some("refresh"))
            .await
            .is_ok()
    );
    let requests = world.gate.open();
    let mut orphans = 0;
    for position in 0..requests {
        let (world, token) = watched().await;
        let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
        world.gate.watch(move |number, _| {
            let body = json!({"__type": "AccessDeniedException"}).to_string();
            (number >= position).then_some((400, body))
        });
        let _ = come_back(&world, &trip, USER, Some("refresh")).await;
        world.gate.open();
        let connection = world.loaded(1).await.registration.system_user_connection;
        orphans += usize::from(connection.is_none()) * secrets(&world);
        remove_what_is_left(&world).await;
        let expected = usize::from(connection.is_some());
        assert_eq!(
            secrets(&world),
            expected,
            "request {position} of {requests}"
        );
    }
    assert!(orphans > 0, "none died between the two writes");
}

/// A callback that has set its mark learns nothing of later changes; it stores the sign-in, and dies.
#[test_case("disconnect"; "the connection is taken down")]
#[test_case("reject"; "the tenant is refused")]
#[test_case("change"; "another system user is named")]
#[tokio::test]
async fn t65_a_sign_in_that_is_stored_after_its_removal_is_removed_as_well(what: &str) {
    let world = World::watched().await;
    let approval = Approval::Approved { at: start() };
    let registration = Registration {
        lifecycle: Lifecycle::Consented {
            tenant: tenant(TENANT),
            approval,
            consented_at: start(),
        },
        ..named()
    };
    let (world, token) = Box::pin(world_with(world, &registration)).await;
    let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
    let mut writes = 0;
    world.gate.watch(move |_, request| {
        writes += u8::from(request.target.ends_with("transactwriteitems"));
        let body = json!({"__type": "AccessDeniedException"}).to_string();
        (writes > 1).then_some((400, body))
    });
    let _ = come_back(&world, &trip, USER, Some("refresh")).await;
    world.gate.open();
    // As it was right after the mark.
    world.tenant.people.secrets.lock().unwrap().clear();
    let marked = world.loaded(1).await.registration.stores_sign_in_since;
    assert_eq!(marked, Some(world.clock.now()));
    world.clock.advance(SignedDuration::from_secs(1));

    let (store, users, id) = (
        &world.store,
        &world.verifier.system_users,
        registration_id(1),
    );
    let caller = Caller::new("abcdefgh", None);
    let ended = match what {
        "disconnect" => {
            let by = world.machine();
            registrations::disconnect(store, users, &world.queue, by, &caller, id).await
        }
        "reject" => {
            let tenant = tenant_id(TENANT);
            registrations::reject(store, users, &world.clock, &caller, id, tenant).await
        }
        _ => {
            let name = "other@contoso.example".to_owned().try_into().unwrap();
            let system_user = ValueChange::Set(name);
            change(
                &world,
                Changes {
                    system_user,
                    ..Changes::default()
                },
            )
            .await
        }
    };
    assert_eq!(ended.unwrap().registration.removes_sign_in_since, None);
    keep_sign_in(&world).await;
    assert_eq!(secrets(&world), 1);
    remove_what_is_left(&world).await;
    assert_eq!(secrets(&world), 0);
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.stores_sign_in_since, None);
}

/// Rows from before sign-ins were marked do not show a sign-in without a pointer.
#[test_case("disconnect"; "the connection is taken down")]
#[test_case("change"; "another system user is named")]
#[tokio::test]
async fn t65_a_sign_in_goes_also_where_no_mark_and_no_pointer_tells_of_it(what: &str) {
    let (world, _) = world().await;
    keep_sign_in(&world).await;
    let (store, users, id) = (
        &world.store,
        &world.verifier.system_users,
        registration_id(1),
    );
    if what == "disconnect" {
        let by = world.machine();
        let caller = Caller::new("abcdefgh", None);
        let ended = registrations::disconnect(store, users, &world.queue, by, &caller, id).await;
        ended.unwrap();
    } else {
        let system_user = ValueChange::Remove;
        let removed = change(
            &world,
            Changes {
                system_user,
                ..Changes::default()
            },
        )
        .await;
        removed.unwrap();
    }
    assert_eq!(secrets(&world), 0);
}
