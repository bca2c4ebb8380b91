//! Erasure: names are planted wherever a registration keeps any, and looked for afterwards in everything that is stored.

mod granted;
mod planted;

use crate::{
    changing, creating, feed,
    samples::{
        OTHER_TENANT, TENANT, consented, invitation, minutes, registration_id, tenant, tenant_id,
    },
    world::World,
};
use app::{
    browser::BrowserError,
    host::{
        api_key::Caller,
        dispatch_removals::dispatch_removals,
        idempotent::IdempotencyError,
        registrations::{
            self, Change, Changes, Filter, NewInvitation, NewRegistration, RegistrationError,
        },
        removal::{self, RemovalError, Removed},
    },
};
use domain::{
    clock::Clock as _,
    erasure::{Erasure, Progress, Tombstone},
    event::EventKind,
    invitation::Purpose,
    registration::{Approval, Lifecycle, Registration},
};
use jiff::SignedDuration;
use planted::{ACTOR, NAMES, plant};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use store::{Bind, Commit, Loaded, StandingWrite};
use test_case::test_case;
use uuid::Uuid;

/// Longer than any function runs.
const SETTLED: SignedDuration = SignedDuration::from_mins(5);

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

async fn erase(world: &World) -> Result<Erasure, RegistrationError> {
    let (users, by) = (&world.verifier.system_users, world.machine());
    registrations::erase(&world.store, users, by, &caller(), registration_id(1)).await
}

async fn read(world: &World) -> Result<Loaded, RegistrationError> {
    registrations::load(&world.store, &caller(), registration_id(1)).await
}

async fn pass(world: &World) -> Result<Removed, RemovalError> {
    let users = &world.verifier.system_users;
    let id = registration_id(1);
    removal::remove(&world.store, users, &world.clock, SETTLED, id).await
}

/// Bodies of the messages that the dispatcher sends now.
async fn dispatched(world: &World) -> Vec<String> {
    let before = world.server.asked("SendMessageBatch").len();
    dispatch_removals(&world.store, &world.sweep, world.clock.now())
        .await
        .unwrap();
    let asked = world.server.asked("SendMessageBatch");
    let bodies = asked[before..].iter().flat_map(|request| {
        let asked: Value = serde_json::from_str(&request.body).unwrap();
        asked["Entries"].as_array().unwrap().clone()
    });
    bodies
        .map(|entry| entry["MessageBody"].as_str().unwrap().to_owned())
        .collect()
}

/// Works off what the dispatcher sends, minute by minute, until the erasure has ended.
async fn run_to_the_end(world: &World) {
    let mut minutes_left = 60;
    while erased(world).await.is_none() {
        for _ in dispatched(world).await {
            // A pass may be cut off once more by whatever the test does.
            let _ = pass(world).await;
        }
        world.clock.advance(minutes(1));
        minutes_left -= 1;
        assert!(minutes_left > 0, "the erasure never ends");
    }
    assert!(dispatched(world).await.is_empty());
}

/// The erasure, once it has ended.
async fn erased(world: &World) -> Option<Erasure> {
    match read(world).await {
        Err(RegistrationError::Erased(erasure)) => erasure.erased_at.map(|_| erasure),
        Ok(_) | Err(_) => None,
    }
}

/// The names that are still stored anywhere.
fn found(world: &World) -> Vec<&'static str> {
    let table = world.behind.dump();
    let secrets = format!("{:?}", world.tenant.people.secrets.lock().unwrap());
    let queues = format!("{:?}", world.server.asked("SendMessage"));
    let stores = [table, secrets, queues];
    let is_found = |name: &&str| stores.iter().any(|store| store.contains(*name));
    NAMES.into_iter().filter(is_found).collect()
}

#[tokio::test]
async fn t83_after_an_erasure_no_store_holds_a_name() {
    let world = World::new().await;
    plant(&world).await;
    assert_eq!(found(&world), NAMES, "each name is planted");
    for kind in ["VERIFICATION#", "SYSTEM_USER#"] {
        assert!(world.behind.dump().contains(kind));
    }

    erase(&world).await.unwrap();
    run_to_the_end(&world).await;

    assert_eq!(found(&world), Vec::<&str>::new());
    let dump = world.behind.dump();
    for kind in [
        "VERIFICATION#",
        "SYSTEM_USER#",
        "INV#",
        "INVITATION#",
        "FLOW#",
        "LEG#",
        "ACCESS#",
        "SUPPORT#",
        "CHANGE#",
        "TENANT#",
        "STANDING",
        "pseudonym_key",
        "of_registration",
    ] {
        assert!(!dump.contains(kind), "{kind}: {dump}");
    }
    assert!(
        !dump.contains("answered") && !dump.contains("fingerprint"),
        "{dump}"
    );
    // Left are the tombstone, the events, the audit, the emptied request, and a counter named after the id.
    let mut kinds: Vec<String> = entities(&dump);
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [
            "audit",
            "audit",
            "counter",
            "event",
            "event",
            "idempotency",
            "tombstone"
        ]
    );
}

/// The kinds of all items.
fn entities(dump: &str) -> Vec<String> {
    let dump: Value = serde_json::from_str(dump).unwrap();
    let items = dump["Items"].as_array().unwrap().iter();
    items
        .map(|item| item["entity"]["S"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn t83_names_of_the_registration_itself_and_its_standing_go_with_the_first_write() {
    let world = World::new().await;
    plant(&world).await;
    erase(&world).await.unwrap();
    let left = found(&world);
    for name in [
        "canary-customer",
        "canary-requester",
        "canary-site",
        "canary-return",
        "canary-cause",
    ] {
        assert!(!left.contains(&name), "{name}");
    }
    // Nothing finds, lists, runs or shows it any more.
    assert!(
        world
            .store
            .load(registration_id(1))
            .await
            .unwrap()
            .is_none()
    );
    let (everybody, everything, now) = (caller(), Filter::default(), world.clock.now());
    let listed = registrations::list(&world.store, &everybody, &everything, None, 10, now).await;
    assert!(listed.unwrap().items.is_empty());
    assert!(world.tenant.people.secrets.lock().unwrap().is_empty());
    let code = crate::samples::support_code(1);
    let found =
        registrations::find_by_support_code(&world.store, &everybody, code, &everything, now).await;
    assert!(found.unwrap().is_none());
    let visit = world
        .browser
        .visit(&world.clock, &planted::link(), None)
        .await;
    assert!(matches!(visit.err(), Some(BrowserError::NotUsable)));
}

/// Dies at each request that the table gets, in turn, and for good until the next message.
#[tokio::test]
async fn t83_an_erasure_that_is_cut_off_anywhere_is_finished_later() {
    let world = World::watched().await;
    plant(&world).await;
    world.gate.watch(|_, _| None);
    erase(&world).await.unwrap();
    let requests = {
        world.clock.advance(SETTLED);
        assert_eq!(pass(&world).await.unwrap(), Removed::Erased);
        world.gate.open()
    };
    assert!(requests > 20, "{requests}");
    for position in 0..requests {
        let world = World::watched().await;
        plant(&world).await;
        let dies = move |number: usize| {
            let body = json!({"__type": "AccessDeniedException"}).to_string();
            (number >= position).then_some((400, body))
        };
        world.gate.watch(move |number, _| dies(number));
        let begun = erase(&world).await;
        if begun.is_ok() {
            world.clock.advance(SETTLED);
            assert!(pass(&world).await.is_err(), "request {position}");
        }
        world.gate.open();
        // The host app asks again, as it does after a fault.
        if begun.is_err() {
            erase(&world).await.unwrap();
        }
        run_to_the_end(&world).await;
        assert_eq!(found(&world), Vec::<&str>::new(), "request {position}");
        assert_eq!(pseudonyms(&world).len(), 2, "request {position}");
        assert!(
            !world.behind.dump().contains("TENANT#"),
            "request {position}"
        );
    }
}

/// The actors in the audit.
fn pseudonyms(world: &World) -> Vec<String> {
    let dump: Value = serde_json::from_str(&world.behind.dump()).unwrap();
    let items = dump["Items"].as_array().unwrap().iter();
    let audit = items.filter(|item| item["entity"]["S"] == "audit");
    audit
        .map(|item| {
            item["value"]["M"]["actor"]["S"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[tokio::test]
async fn t83_the_audit_keeps_one_pseudonym_of_each_person_and_the_change_of_unknown_outcome() {
    let world = World::new().await;
    plant(&world).await;
    erase(&world).await.unwrap();
    run_to_the_end(&world).await;
    let actors = pseudonyms(&world);
    assert_eq!(actors.len(), 2);
    assert_eq!(actors[0], actors[1]);
    assert_ne!(actors[0], ACTOR);
    let dump = world.behind.dump();
    assert!(
        dump.contains("\"unknown\"") && dump.contains("\"done\""),
        "{dump}"
    );
}

#[tokio::test]
async fn t83_the_secret_store_may_be_down_for_a_while() {
    let world = World::new().await;
    plant(&world).await;
    world.tenant.has_no_secrets.store(true, Ordering::Relaxed);
    erase(&world).await.unwrap();
    assert!(matches!(pass(&world).await, Err(RemovalError::Secrets(_))));
    assert_eq!(found(&world), planted::AFTER_THE_TOMBSTONE);
    world.tenant.has_no_secrets.store(false, Ordering::Relaxed);
    run_to_the_end(&world).await;
    assert_eq!(found(&world), Vec::<&str>::new());
}

#[tokio::test]
async fn t83_the_queue_may_lose_every_message() {
    let world = World::new().await;
    plant(&world).await;
    erase(&world).await.unwrap();
    for _ in 0..3 {
        // Sent, and lost: nobody works it off.
        assert_eq!(
            dispatched(&world).await,
            [format!(
                r#"{{"version":1,"registration_id":"{}"}}"#,
                registration_id(1)
            )]
        );
        world.clock.advance(minutes(1));
    }
    world.tenant.has_no_queue.store(true, Ordering::Relaxed);
    let sent = dispatch_removals(&world.store, &world.sweep, world.clock.now()).await;
    assert!(sent.is_err());
    world.tenant.has_no_queue.store(false, Ordering::Relaxed);
    run_to_the_end(&world).await;
    assert_eq!(found(&world), Vec::<&str>::new());
    world.clock.advance(minutes(60));
    assert!(dispatched(&world).await.is_empty());
}

#[tokio::test]
async fn t83_the_tenant_is_freed_when_nothing_of_it_can_act_and_not_before() {
    let world = World::new().await;
    plant(&world).await;
    let tenant = tenant_id(TENANT);
    erase(&world).await.unwrap();
    assert_eq!(pass(&world).await.unwrap(), Removed::Part);
    assert!(world.store.find_binding(tenant).await.unwrap().is_some());
    world.clock.advance(SETTLED - SignedDuration::from_secs(1));
    assert_eq!(pass(&world).await.unwrap(), Removed::Part);
    assert!(world.store.find_binding(tenant).await.unwrap().is_some());
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(pass(&world).await.unwrap(), Removed::Erased);
    assert!(world.store.find_binding(tenant).await.unwrap().is_none());
    assert_eq!(pass(&world).await.unwrap(), Removed::Nothing);
    bind(&world, 2, TENANT).await;
}

/// Binds a tenant to a registration of a customer of its own.
async fn bind(world: &World, number: u64, tenant: &str) {
    let mut other = consented(number);
    other.customer.id = format!("customer-{number}").try_into().unwrap();
    world.store(&other, number).await;
    let bound = world.store.commit(Commit {
        bind_tenant: Some(Bind {
            tenant: tenant_id(tenant),
            customer_id: &other.customer.id,
            registration_id: other.id,
        }),
        ..Commit::default()
    });
    bound.await.unwrap();
}

/// Binds the tenant to another registration of the customer as well, and the registration to a tenant that it names no more.
async fn bind_same(world: &World) -> Registration {
    let same = consented(2);
    world.store(&same, 2).await;
    for (tenant, number) in [(TENANT, 2), (OTHER_TENANT, 1)] {
        let bound = world.store.commit(Commit {
            bind_tenant: Some(Bind {
                tenant: tenant_id(tenant),
                customer_id: &same.customer.id,
                registration_id: registration_id(number),
            }),
            ..Commit::default()
        });
        bound.await.unwrap();
    }
    same
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
    assert_eq!(removed.unwrap(), Removed::Erased);
    let dump = world.behind.dump();
    for other in ["CLAIM#", "SUPPORT#", "INV#"] {
        assert_eq!(dump.contains(other), other == key, "{other}");
    }
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
                    system_user: Change::Remove,
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

#[tokio::test]
async fn t61_a_sign_in_that_is_left_is_removed_without_a_call_of_the_host_app() {
    let world = World::new().await;
    let registration = Registration {
        lifecycle: Lifecycle::Invited,
        removes_sign_in_since: Some(world.clock.now()),
        ..consented(1)
    };
    world.store(&registration, 1).await;
    planted::plant_secret(&world).await;
    assert!(
        dispatched(&world).await.is_empty(),
        "whoever marked it may be at it"
    );
    world.clock.advance(minutes(1));
    assert_eq!(dispatched(&world).await.len(), 1);
    assert_eq!(pass(&world).await.unwrap(), Removed::SignIn);
    assert!(world.tenant.people.secrets.lock().unwrap().is_empty());
    assert_eq!(
        world.loaded(1).await.registration.removes_sign_in_since,
        None
    );
    world.clock.advance(minutes(60));
    assert!(dispatched(&world).await.is_empty());
    assert_eq!(pass(&world).await.unwrap(), Removed::Nothing);
}

/// Marks a sign-in as left.
async fn mark(world: &World) {
    let marked = || async {
        let loaded = world.loaded(1).await;
        let change = store::Change::of(Registration {
            removes_sign_in_since: Some(world.clock.now()),
            ..loaded.registration.clone()
        });
        Ok((loaded, Some(change)))
    };
    let now = || world.clock.now();
    let changed = world.store.change::<store::CommitError, _>(now, marked);
    changed.await.unwrap();
}

#[tokio::test]
async fn t61_a_sign_in_that_cannot_be_removed_stays_due() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    planted::plant_secret(&world).await;
    mark(&world).await;
    world.clock.advance(minutes(1));
    world.tenant.has_no_secrets.store(true, Ordering::Relaxed);
    assert!(pass(&world).await.is_err());
    world.clock.advance(minutes(1));
    assert_eq!(dispatched(&world).await.len(), 1);
    world.tenant.has_no_secrets.store(false, Ordering::Relaxed);
    assert_eq!(pass(&world).await.unwrap(), Removed::SignIn);
}

#[tokio::test]
async fn t83_a_registration_with_more_than_one_pass_deletes_is_erased_in_parts() {
    let world = World::new().await;
    plant(&world).await;
    planted::plant_reports(&world, removal::CHUNK + 1).await;
    erase(&world).await.unwrap();
    world.clock.advance(SETTLED);
    assert_eq!(pass(&world).await.unwrap(), Removed::Part);
    assert_eq!(
        dispatched(&world).await.len(),
        1,
        "the next part is due at once"
    );
    assert_eq!(pass(&world).await.unwrap(), Removed::Erased);
    assert!(!world.behind.dump().contains("VERIFICATION#"));
}
