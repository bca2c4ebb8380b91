//! Erasure: names are planted wherever a registration keeps any, and looked for afterwards in everything that is stored.

mod freed;
mod granted;
mod left_sign_in;
mod meanwhile;
mod planted;

use crate::{
    samples::{OTHER_TENANT, TENANT, consented, minutes, registration_id, tenant_id},
    world::World,
};
use app::{
    browser::BrowserError,
    host::{
        api_key::Caller,
        dispatch_removals::dispatch_removals,
        registrations::{self, Filter, RegistrationError},
        removal::{self, RemovalError, RemovalOutcome},
    },
};
use domain::{clock::Clock as _, erasure::Erasure, registration::Registration};
use jiff::SignedDuration;
use planted::{ACTOR, NAMES, plant};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use store::{Bind, Commit, StoredRegistration};

/// Longer than any function runs.
const SETTLED: SignedDuration = SignedDuration::from_mins(5);

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

async fn erase(world: &World) -> Result<Erasure, RegistrationError> {
    let (users, by) = (&world.verifier.system_users, world.machine());
    registrations::erase(&world.store, users, by, &caller(), registration_id(1)).await
}

async fn read(world: &World) -> Result<StoredRegistration, RegistrationError> {
    registrations::load(&world.store, &caller(), registration_id(1)).await
}

async fn pass(world: &World) -> Result<RemovalOutcome, RemovalError> {
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
        assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Erased);
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

/// Marks a sign-in as left.
async fn mark(world: &World) {
    let marked = || async {
        let loaded = world.loaded(1).await;
        let change = store::RegistrationChange::of(Registration {
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
async fn t83_a_registration_with_more_than_one_pass_deletes_is_erased_in_parts() {
    let world = World::new().await;
    plant(&world).await;
    planted::plant_reports(&world, removal::CHUNK + 1).await;
    erase(&world).await.unwrap();
    world.clock.advance(SETTLED);
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Part);
    assert_eq!(
        dispatched(&world).await.len(),
        1,
        "the next part is due at once"
    );
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Erased);
    assert!(!world.behind.dump().contains("VERIFICATION#"));
}
