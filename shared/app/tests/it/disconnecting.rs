//! The end of a connection at the host app's request, the check whether the tenant still lets the app in, and connecting again.

mod links;
mod looks;

use crate::{
    browser::signed_in,
    feed,
    legs::{ADMINISTRATOR, Traveller},
    people::USER,
    samples::{
        OTHER_TENANT, TENANT, consented, invitation, minutes, registration_id, start, tenant,
    },
    system_user::{connected_with, tokens},
    world::World,
};
use app::{
    host::{
        api_key::Caller,
        registrations::{self, RegistrationError},
    },
    legs::{self, BeginError, Form, sign_in::Wish},
    secrets::secret_token::{self, TokenPurpose},
    verify::{dispatch_due::dispatch_due, process_message::ProcessOutcome},
};
use domain::{
    clock::Clock as _,
    event::EventKind,
    flow::LegPurpose,
    invitation::{Invitation, Purpose, Status},
    registration::{Approval, Lifecycle, Observations, Registration},
    standing::{Health, Standing},
};
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::atomic::Ordering;
use store::StoredRegistration;
use test_case::test_case;

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

pub(crate) async fn disconnect(world: &World) -> Result<StoredRegistration, RegistrationError> {
    registrations::disconnect(
        &world.store,
        &world.verifier.system_users,
        &world.queue,
        world.machine(),
        &caller(),
        registration_id(1),
    )
    .await
}

/// A registration that is connected with its system user, and was verified.
async fn connected() -> World {
    connected_in(World::new().await).await
}

pub(crate) async fn connected_in(world: World) -> World {
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let world = Box::pin(connected_with(world, Vec::new())).await;
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, None)]);
    assert_eq!(
        world.process(&world.interactive(1)).await,
        ProcessOutcome::Verified
    );
    assert_eq!(
        world.loaded(1).await.registration.lifecycle.stage(),
        "connected"
    );
    world.clock.advance(minutes(2));
    world
}

fn secrets(world: &World) -> usize {
    world.tenant.people.secrets.lock().unwrap().len()
}

fn looks(world: &World) -> usize {
    world.server.asked("SendMessage").len()
}

async fn told(world: &World) -> Vec<EventKind> {
    let told = feed::told(world).await;
    told.iter().map(|event| event.kind).collect()
}

/// Another link of the registration.
pub(crate) async fn link(
    world: &World,
    number: u64,
    purpose: Purpose,
) -> (SecretString, Invitation) {
    let token = SecretString::from(number.to_string().repeat(43));
    let link = Invitation {
        token_hash: secret_token::hash_secret(TokenPurpose::Invitation, &token),
        registration_id: registration_id(1),
        purpose,
        created_at: world.clock.now(),
        expires_at: world.clock.now() + SignedDuration::from_hours(24),
        ..invitation(number)
    };
    world.store.create_invitation(&link).await.unwrap();
    (token, link)
}

async fn status(world: &World, link: &Invitation) -> Status {
    let found = world.store.find_invitation(&link.token_hash).await;
    found.unwrap().unwrap().status
}

#[tokio::test]
async fn t61_a_disconnected_registration_leaves_no_sign_in_no_link_and_no_schedule() {
    let world = connected().await;
    assert_eq!(secrets(&world), 1);
    let (_, old) = link(&world, 5, Purpose::Reconnect).await;
    let before = world.loaded(1).await;
    let late = world.interactive(1);

    let gone = disconnect(&world).await.unwrap();
    assert_eq!(secrets(&world), 0);
    assert_eq!(status(&world, &old).await, Status::Withdrawn);
    let stored = world.loaded(1).await;
    assert_eq!(stored.registration, gone.registration);
    assert_eq!(stored.registration.lifecycle.stage(), "disconnected");
    let tenant_id = tenant(TENANT).id;
    assert!(
        stored.registration.lifecycle.is_of(tenant_id),
        "the tenant stays"
    );
    assert_eq!(stored.registration.system_user_connection, None);
    assert_eq!(stored.registration.removes_sign_in_since, None);
    assert_eq!(stored.registration.observations, Observations::default());
    assert_eq!(stored.due_at, None);
    let expected = Standing {
        health_version: before.standing.health_version
            + u64::from(before.standing.health != Health::Unknown),
        service_principal_id: before.standing.service_principal_id,
        ..Standing::default()
    };
    assert_eq!(stored.standing, expected);
    assert!(expected.service_principal_id.is_some());
    let binding = world.store.find_binding(tenant_id).await.unwrap();
    assert!(binding.is_some(), "freed by an erasure alone");
    assert!(!world.behind.dump().contains("subject-of"));

    // What was asked for before it verifies nothing.
    assert_eq!(world.process(&late).await, ProcessOutcome::Dropped);
    assert_eq!(world.loaded(1).await.standing, expected);
    let kinds = told(&world).await;
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| **kind == EventKind::Disconnected)
            .count(),
        1
    );
    world.clock.advance(SignedDuration::from_hours(24));
    let ends_at = world.clock.now() + minutes(1);
    let dispatched = dispatch_due(&world.store, &world.sweep, &world.clock, ends_at).await;
    assert!(dispatched.is_ok());
    assert_eq!(
        world.server.asked("SendMessageBatch").len(),
        0,
        "off the schedule"
    );
}

#[tokio::test]
async fn the_event_of_a_disconnection_has_an_id_as_new_as_its_write() {
    let world = connected_in(World::watched().await).await;
    feed::let_time_pass(&world);
    disconnect(&world).await.unwrap();
    assert!(feed::age_of_newest_id(&world).await < SignedDuration::from_secs(1));
}

#[tokio::test]
async fn disconnecting_twice_changes_nothing_but_looks_again() {
    let world = connected().await;
    let first = disconnect(&world).await.unwrap().registration;
    let looked = looks(&world);
    world.clock.advance(SignedDuration::from_secs(1));
    let (_, after) = link(&world, 6, Purpose::Reconnect).await;
    let again = disconnect(&world).await.unwrap().registration;
    assert_eq!(again, first);
    assert_eq!(looks(&world), looked, "one is on its way");
    world.clock.advance(minutes(2));
    let later = disconnect(&world).await.unwrap().registration;
    assert_eq!(
        later.lifecycle.disconnected_at(),
        first.lifecycle.disconnected_at()
    );
    assert_eq!(looks(&world), looked + 1);
    assert_eq!(
        status(&world, &after).await,
        Status::Open,
        "made to connect again"
    );
    let kinds = told(&world).await;
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| **kind == EventKind::Disconnected)
            .count(),
        1
    );
}

#[tokio::test]
async fn t61_a_sign_in_that_could_not_be_removed_is_removed_by_the_same_call() {
    let world = connected().await;
    world.tenant.has_no_secrets.store(true, Ordering::Relaxed);
    let failed = disconnect(&world).await;
    assert!(matches!(
        failed,
        Err(RegistrationError::SignInNotRemoved(_))
    ));
    let left = world.loaded(1).await.registration;
    assert_eq!(left.lifecycle.stage(), "disconnected");
    assert!(left.removes_sign_in_since.is_some());
    world.tenant.has_no_secrets.store(false, Ordering::Relaxed);
    let removed = disconnect(&world).await.unwrap().registration;
    assert_eq!(removed.removes_sign_in_since, None);
    assert_eq!(secrets(&world), 0);
}

/// The table refuses each request once: the same call made again ends everything.
#[tokio::test]
async fn a_disconnection_that_breaks_off_is_finished_by_the_same_call() {
    let world = connected_in(World::watched().await).await;
    world.gate.watch(|_, _| None);
    disconnect(&world).await.unwrap();
    let requests = world.gate.open();
    for position in 0..requests {
        let world = connected_in(World::watched().await).await;
        let (_, old) = link(&world, 5, Purpose::Connect).await;
        world.gate.watch(move |number, _| {
            let body = r#"{"__type": "com.amazonaws.dynamodb.v20120810#AccessDeniedException"}"#;
            (number == position).then(|| (400, body.to_owned()))
        });
        let _ = disconnect(&world).await;
        world.gate.open();
        let done = disconnect(&world).await.unwrap().registration;
        assert_eq!(done.lifecycle.stage(), "disconnected", "request {position}");
        assert_eq!(done.removes_sign_in_since, None, "request {position}");
        assert_eq!(secrets(&world), 0, "request {position}");
        assert_eq!(status(&world, &old).await, Status::Withdrawn);
        let kinds = told(&world).await;
        let ends = kinds
            .iter()
            .filter(|kind| **kind == EventKind::Disconnected);
        assert_eq!(ends.count(), 1, "request {position}");
    }
}

#[test_case(&Lifecycle::Invited; "nobody came")]
#[test_case(&Lifecycle::SignedIn { tenant: tenant(TENANT), signed_in_at: start() }; "nobody consented")]
#[test_case(&Lifecycle::Consented { tenant: tenant(TENANT), approval: Approval::Waiting, consented_at: start() }; "the one that consented waits for approval")]
#[test_case(&Lifecycle::Erased { erased_at: start() }; "erased")]
#[tokio::test]
async fn what_never_consented_is_not_disconnected_and_keeps_its_links(lifecycle: &Lifecycle) {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    world.behind.set_lifecycle(1, lifecycle);
    let refused = disconnect(&world).await;
    assert!(matches!(refused, Err(RegistrationError::NotPossibleNow(_))));
    assert_eq!(world.loaded(1).await.registration.lifecycle, *lifecycle);
    assert_eq!(status(&world, &invitation(1)).await, Status::Open);
}

/// A registration that the host app disconnected, with a link to connect again that a browser has opened.
fn taken_down() -> Registration {
    let connected = Lifecycle::Connected {
        tenant: tenant(TENANT),
        approval: Approval::Approved { at: start() },
        consented_at: start(),
        connected_at: start(),
    };
    Registration {
        lifecycle: connected.disconnect(start() - minutes(1)).unwrap(),
        observations: Observations::default(),
        ..consented(1)
    }
}

#[tokio::test]
async fn t31_the_tenant_connects_again_under_the_same_id() {
    let mut traveller = Traveller::new(&taken_down()).await;
    traveller
        .world
        .tenant
        .has_granted
        .store(false, Ordering::Relaxed);
    let departure = traveller.sign_in(Wish::None).await.unwrap();
    assert!(departure.path().contains(TENANT), "{departure}");
    traveller.comes_back_as(&departure, ADMINISTRATOR).await;
    let lifecycle = traveller.world.loaded(1).await.registration.lifecycle;
    assert_eq!(
        lifecycle.stage(),
        "disconnected",
        "a sign-in alone connects nothing"
    );
    assert_eq!(traveller.world.loaded(1).await.due_at, None);

    traveller
        .world
        .tenant
        .has_granted
        .store(true, Ordering::Relaxed);
    let proof = traveller.leave(LegPurpose::Proof).await;
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    let world = &traveller.world;
    let lifecycle = world.loaded(1).await.registration.lifecycle;
    assert_eq!(lifecycle.stage(), "consented");
    assert!(
        !lifecycle.awaits_approval(),
        "the host app's agreement holds"
    );
    world.clock.advance(minutes(1));
    world.process(&world.interactive(1)).await;
    let again = world.loaded(1).await;
    assert_eq!(again.registration.lifecycle.stage(), "connected");
    assert!(again.due_at.is_some(), "on the schedule again");
}

#[tokio::test]
async fn t31_no_other_tenant_takes_the_place_of_one_that_was_disconnected() {
    let world = World::new().await;
    let registration = taken_down();
    let (token, cookie) = signed_in(&world, &registration, invitation(1), OTHER_TENANT).await;
    let form_token = secret_token::form_token(cookie.expose_secret());
    let form = Form {
        token: &token,
        cookie: Some(&cookie),
        form_token: Some(&form_token),
        language: None,
    };
    let proof = legs::proof::begin(&world.browser, world.machine(), &form).await;
    assert!(matches!(proof, Err(BeginError::NotSignedIn)));
}
