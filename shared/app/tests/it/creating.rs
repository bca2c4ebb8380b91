//! Requests with an `Idempotency-Key` whose process died after it had written.

use crate::{samples::seconds, world::World};
use app::host::{
    api_key::Caller,
    idempotent::{self, Begin, Creation, IdempotencyError, IdempotentRequest, Replay, Ticket},
    registrations::{
        self, AskedChange, Changes, Filter, NewInvitation, NewRegistration, RegistrationError,
        ValueChange,
    },
    removal,
};
use domain::{
    clock::{Clock as _, Machine, Random, RandomUnavailable},
    customer::{Customer, CustomerId, CustomerName, Language, Metadata, Plan, Requester},
    invitation::Purpose,
    permission::Manifest,
};
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use std::sync::atomic::{AtomicU8, Ordering};

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

pub(crate) fn new() -> NewRegistration {
    NewRegistration {
        customer: Customer {
            id: CustomerId::try_from("contoso".to_owned()).unwrap(),
            name: CustomerName::try_from("Contoso Architects".to_owned()).unwrap(),
            plan: Plan::Boost,
        },
        expected_domain: None,
        language: Language::En,
        system_user: None,
        sites: Vec::new(),
        return_url: None,
        requester: None,
        meeting_at: None,
        metadata: Metadata::default(),
        is_additional: false,
    }
}

/// A request that nothing was answered to yet.
async fn first(world: &World, key: &str) -> Ticket {
    let ticket = match begin(world, key).await {
        Begin::First(ticket) => Some(ticket),
        Begin::Replay(_) => None,
    };
    ticket.unwrap()
}

async fn begin(world: &World, key: &str) -> Begin {
    try_begin(world, key).await.unwrap()
}

async fn try_begin(world: &World, key: &str) -> Result<Begin, IdempotencyError> {
    let caller = caller();
    let customer = new().customer.id;
    let request = IdempotentRequest {
        route: "POST /v1/registrations",
        key,
        body: "{}",
        creates: Some(Creation::Registration(&customer)),
    };
    idempotent::begin(
        &world.store,
        &world.browser.secrets,
        world.machine(),
        &caller,
        request,
    )
    .await
}

#[tokio::test]
async fn t57_a_repeat_after_a_crash_meets_the_first_attempts_registration_and_gives_its_link() {
    let (world, caller) = (World::new().await, caller());
    let manifest = Manifest::default();
    let mut seen = Vec::new();
    for _ in 0..2 {
        let again = first(&world, "key").await.repeatable();
        let created = registrations::create(&world.store, again.machine(), &caller, new(), &[]);
        let (loaded, issued) = created.await.unwrap();
        // A second one by the same attempt: the invitation of another request would be another.
        let id = loaded.registration.id;
        let invited = registrations::invite(
            &world.store,
            &manifest,
            again.machine(),
            &caller,
            id,
            NewInvitation {
                purpose: Purpose::Connect,
                lifetime: None,
                replace: false,
            },
        );
        let invited = invited.await.unwrap();
        assert_ne!(invited.invitation.id, issued.invitation.id);
        let tokens = [&issued, &invited].map(|issued| issued.token.expose_secret().to_owned());
        seen.push((id, issued.invitation, invited.invitation, tokens));
        // The process dies here; a minute later the host app sends the same again.
        world.clock.advance(seconds(61));
    }
    assert_eq!(seen[0], seen[1]);
    let (everything, now) = (Filter::default(), world.clock.now());
    let page = registrations::list(&world.store, &caller, &everything, None, 10, now);
    assert_eq!(page.await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn t57_t83_a_repeat_after_a_crash_and_an_erasure_makes_nothing_and_is_told_so() {
    let (world, caller) = (World::new().await, caller());
    let again = first(&world, "key").await.repeatable();
    let created = registrations::create(&world.store, again.machine(), &caller, new(), &[]);
    let id = created.await.unwrap().0.registration.id;
    // The process died here. A minute later a repeat takes over, while the registration is erased.
    let (users, machine) = (&world.verifier.system_users, world.machine());
    let erased = registrations::erase(&world.store, users, machine, &caller, id);
    let erasure = erased.await.unwrap();
    world.clock.advance(seconds(61));
    let again = first(&world, "key").await.repeatable();
    let repeated = registrations::create(&world.store, again.machine(), &caller, new(), &[]);
    let repeated = repeated.await.err().unwrap();
    assert!(matches!(repeated, RegistrationError::Erased(told) if told == erasure));
    // The erasure finds the request that was left behind, and leaves nothing of its body.
    let removed = removal::remove(&world.store, users, &world.clock, SignedDuration::ZERO, id);
    removed.await.unwrap();
    assert!(!world.behind.dump().contains("fingerprint"));
    let repeated = try_begin(&world, "key").await.err().unwrap();
    assert!(matches!(repeated, IdempotencyError::Erased(told) if told.id == id));
    let (everything, now) = (Filter::default(), world.clock.now());
    let page = registrations::list(&world.store, &caller, &everything, None, 10, now);
    assert!(page.await.unwrap().items.is_empty());
}

#[tokio::test]
async fn t57_another_key_creates_another_registration() {
    let (world, caller) = (World::new().await, caller());
    let mut ids = Vec::new();
    for key in ["one", "two"] {
        let again = first(&world, key).await.repeatable();
        let created = registrations::create(&world.store, again.machine(), &caller, new(), &[]);
        ids.push(created.await.unwrap().0.registration.id);
    }
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn t57_a_kept_answer_is_given_again_and_a_fault_of_ours_is_not() {
    let world = World::new().await;
    let answered = first(&world, "answered").await;
    let answer = r#"{"id":"1"}"#;
    let kept = answered.finish(&world.store, &world.random, None, 201, answer);
    kept.await.unwrap();
    let Begin::Replay(Replay::Answer { status, body }) = begin(&world, "answered").await else {
        panic!("it was answered")
    };
    assert_eq!((status, body.as_str()), (201, r#"{"id":"1"}"#));
    let failed = first(&world, "failed").await;
    failed.release(&world.store).await.unwrap();
    assert!(matches!(begin(&world, "failed").await, Begin::First(_)));
}

/// Draws the same support code a few times before it draws others.
struct Unlucky<'a> {
    random: &'a dyn Random,
    times: AtomicU8,
}

impl Random for Unlucky<'_> {
    fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
        self.random.fill(destination)?;
        let left = self.times.load(Ordering::Relaxed);
        if destination.len() == 5 && left > 0 {
            self.times.store(left - 1, Ordering::Relaxed);
            destination.fill(7);
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_support_code_that_is_taken_is_drawn_again() {
    let (world, caller) = (World::new().await, caller());
    let create = async |times| {
        let random = Unlucky {
            random: &world.random,
            times: AtomicU8::new(times),
        };
        let machine = Machine {
            clock: &world.clock,
            random: &random,
        };
        registrations::create(&world.store, machine, &caller, new(), &[]).await
    };
    let (first, _) = create(1).await.unwrap();
    let (second, _) = create(4).await.unwrap();
    let [first, second] = [first, second].map(|loaded| loaded.registration);
    assert_ne!(first.support_code, second.support_code);
    let everything = Filter::default();
    for registration in [first, second] {
        let found = registrations::find_by_support_code(
            &world.store,
            &caller,
            registration.support_code,
            &everything,
            world.clock.now(),
        );
        let found = found.await.unwrap().unwrap().registration;
        assert_eq!(found, registration);
    }
    assert!(create(5).await.is_err());
}

#[tokio::test]
async fn t52_a_support_code_finds_nothing_outside_the_keys_customers() {
    let (world, everybody) = (World::new().await, caller());
    let created = registrations::create(&world.store, world.machine(), &everybody, new(), &[]);
    let code = created.await.unwrap().0.registration.support_code;
    let customer = |name: &str| CustomerId::try_from(name.to_owned()).unwrap();
    let key = |name: &str| Caller::new("abcdefgh", Some([customer(name)].into()));
    let found = async |caller: &Caller, named: Option<&CustomerId>| {
        let filter = Filter {
            customer: named.cloned(),
            ..Filter::default()
        };
        let now = world.clock.now();
        let found = registrations::find_by_support_code(&world.store, caller, code, &filter, now);
        found.await.unwrap().is_some()
    };
    let (own, other) = (customer("contoso"), customer("fabrikam"));
    assert!(found(&everybody, None).await);
    assert!(found(&key("contoso"), Some(&own)).await);
    assert!(!found(&key("contoso"), Some(&other)).await);
    assert!(!found(&everybody, Some(&other)).await);
    assert!(!found(&key("fabrikam"), None).await);
    assert!(!found(&key("fabrikam"), Some(&own)).await);
}

#[tokio::test]
async fn a_change_keeps_what_it_does_not_name() {
    let (world, caller) = (World::new().await, caller());
    let at = |text: &str| Some(text.parse().unwrap());
    let requester = |name: &str| Requester::try_from(name.to_owned()).unwrap();
    let new = NewRegistration {
        requester: Some(requester("Anna Peeters")),
        meeting_at: at("2026-12-01T09:30:00Z"),
        ..new()
    };
    let store = &world.store;
    let created = registrations::create(store, world.machine(), &caller, new, &[]);
    let id = created.await.unwrap().0.registration.id;
    let change = async |changes: Changes| {
        let changed = registrations::change(
            store,
            &world.verifier.system_users,
            &world.queue,
            world.machine(),
            &caller,
            AskedChange {
                id,
                seen: None,
                changes: &changes,
                return_prefixes: &[],
            },
        )
        .await;
        let stored = store.load(id).await.unwrap().unwrap().registration;
        assert_eq!(changed.unwrap().registration, stored);
        stored
    };
    let nothing = change(Changes::default()).await;
    assert_eq!(nothing.version, 1);
    let removed = Changes {
        meeting_at: ValueChange::Remove,
        ..Changes::default()
    };
    let without = change(removed).await;
    assert_eq!((without.version, without.meeting_at), (2, None));
    assert_eq!(without.requester, Some(requester("Anna Peeters")));
    let both = change(Changes {
        requester: ValueChange::Set(requester("Ben Maes")),
        meeting_at: ValueChange::Set("2026-12-02T09:30:00Z".parse().unwrap()),
        ..Changes::default()
    });
    let both = both.await;
    assert_eq!(both.requester, Some(requester("Ben Maes")));
    assert_eq!(both.meeting_at, at("2026-12-02T09:30:00Z"));
}

#[tokio::test]
async fn t52_a_change_outside_the_keys_customers_finds_nothing() {
    let (world, everybody) = (World::new().await, caller());
    let store = &world.store;
    let created = registrations::create(store, world.machine(), &everybody, new(), &[]);
    let id = created.await.unwrap().0.registration.id;
    let fabrikam = CustomerId::try_from("fabrikam".to_owned()).unwrap();
    let other = Caller::new("abcdefgh", Some([fabrikam].into()));
    let changed = registrations::change(
        store,
        &world.verifier.system_users,
        &world.queue,
        world.machine(),
        &other,
        AskedChange {
            id,
            seen: None,
            changes: &Changes::default(),
            return_prefixes: &[],
        },
    )
    .await;
    assert!(matches!(changed, Err(RegistrationError::NotFound)));
}
