//! A tenant that consented through a link which no domain pinned: the host app agrees or refuses, and until then nothing says
//! that it is well (T02).

use crate::{
    changing::keep_sign_in,
    people::USER,
    samples::{
        OTHER_TENANT, TENANT, consented, invitation, minutes, registration_id, start, tenant,
        tenant_id,
    },
    world::World,
};
use app::{
    host::{
        api_key::Caller,
        registrations::{self, RegistrationError},
    },
    verify::process_message::ProcessOutcome,
};
use domain::{
    clock::Clock as _,
    customer::DomainName,
    ids::TokenHash,
    invitation::Status,
    registration::{Approval, Lifecycle, Observations, Registration, SystemUserConnection},
    standing::{Health, Standing},
};
use std::sync::atomic::Ordering;
use store::{StoredRegistration, VerificationMessage};
use test_case::test_case;

/// A registration whose tenant consented and waits for the host app; gives the link.
async fn waiting(world: &World) -> TokenHash {
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let link = invitation(1);
    let registration = Registration {
        lifecycle: Lifecycle::Consented {
            tenant: tenant(TENANT),
            approval: Approval::Waiting,
            consented_at: start(),
        },
        consented_through: Some(link.token_hash.clone()),
        ..consented(1)
    };
    world.store(&registration, 1).await;
    link.token_hash
}

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

async fn approve(world: &World) -> Result<StoredRegistration, RegistrationError> {
    approve_tenant(world, TENANT).await
}

async fn approve_tenant(
    world: &World,
    named: &str,
) -> Result<StoredRegistration, RegistrationError> {
    let tenant = tenant_id(named);
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

async fn reject(world: &World) -> Result<StoredRegistration, RegistrationError> {
    reject_tenant(world, TENANT).await
}

async fn reject_tenant(
    world: &World,
    named: &str,
) -> Result<StoredRegistration, RegistrationError> {
    let tenant = tenant_id(named);
    let users = &world.verifier.system_users;
    registrations::reject(
        &world.store,
        users,
        &world.clock,
        &caller(),
        registration_id(1),
        tenant,
    )
    .await
}

async fn status(world: &World, link: &TokenHash) -> Status {
    let found = world.store.find_invitation(link).await;
    found.unwrap().unwrap().status
}

#[tokio::test]
async fn t02_until_the_host_app_agrees_health_is_unknown_whatever_is_seen() {
    let world = World::new().await;
    waiting(&world).await;
    for _ in 0..3 {
        world.process(&world.interactive(1)).await;
        let loaded = world.loaded(1).await;
        assert_eq!(loaded.standing.health, Health::Unknown);
        assert_eq!(loaded.standing.health_version, 0);
        assert_eq!(loaded.registration.lifecycle.stage(), "consented");
        world.clock.advance(minutes(6));
    }
    approve(&world).await.unwrap();
    world.clock.advance(minutes(1));
    world.process(&world.interactive(1)).await;
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.standing.health, Health::Healthy);
    assert_eq!(loaded.registration.lifecycle.stage(), "connected");
}

#[tokio::test]
async fn t02_a_rejected_tenant_leaves_nothing_behind_and_its_link_is_dead() {
    let world = World::new().await;
    let link = waiting(&world).await;
    world.process(&world.interactive(1)).await;
    // Asked for before, worked off after.
    let late = world.interactive(1);
    world.clock.advance(minutes(1));
    let rejected = reject(&world).await.unwrap();
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.registration, rejected.registration);
    assert_eq!(loaded.registration.lifecycle, Lifecycle::Invited);
    assert_eq!(loaded.registration.observations, Observations::default());
    assert_eq!(loaded.registration.consented_through, None);
    assert_eq!(loaded.standing, Standing::default());
    assert_eq!(loaded.due_at, None);
    assert_eq!(status(&world, &link).await, Status::Withdrawn);
    assert_eq!(world.process(&late).await, ProcessOutcome::Dropped);
    assert_eq!(world.loaded(1).await.standing, Standing::default());
    // The answer was lost: the repeat changes nothing.
    let again = reject(&world).await.unwrap();
    assert_eq!(again.registration, loaded.registration);
}

#[tokio::test]
async fn t02_a_tenant_that_nobody_looked_at_is_neither_agreed_to_nor_refused() {
    let world = World::new().await;
    waiting(&world).await;
    let before = world.loaded(1).await.registration;
    let other = reject_tenant(&world, OTHER_TENANT).await;
    assert!(matches!(other.err(), Some(RegistrationError::OtherTenant)));
    let other = approve_tenant(&world, OTHER_TENANT).await;
    assert!(matches!(other.err(), Some(RegistrationError::OtherTenant)));
    assert_eq!(world.loaded(1).await.registration, before);
    assert!(reject_tenant(&world, TENANT).await.is_ok());
}

#[tokio::test]
async fn t02_a_run_under_way_stores_nothing_of_a_tenant_that_is_rejected_meanwhile() {
    // Before each request of the run to the table the same happens as a rejection writes; the slot of the run may be newer.
    let world = World::watched().await;
    waiting(&world).await;
    world.gate.watch(|_, _| None);
    world.process(&world.interactive(1)).await;
    for position in 1..world.gate.open() {
        let world = World::watched().await;
        waiting(&world).await;
        let behind = world.behind.clone();
        let earlier = world.clock.now().as_millisecond() - 1;
        world.gate.watch(move |number, _| {
            if number == position {
                behind.set_lifecycle(1, &Lifecycle::Invited);
                behind.set_slot(1, earlier);
            }
            None
        });
        world.process(&world.interactive(1)).await;
        world.gate.open();
        let loaded = world.loaded(1).await;
        assert_eq!(loaded.standing, Standing::default(), "request {position}");
        assert_eq!(loaded.due_at, None);
        assert_eq!(loaded.registration.lifecycle, Lifecycle::Invited);
    }
}

#[test_case(&Lifecycle::Invited; "nobody came")]
#[test_case(&Lifecycle::SignedIn { tenant: tenant(TENANT), signed_in_at: start() }; "nobody consented")]
#[test_case(&Lifecycle::Consented { tenant: tenant(TENANT), approval: Approval::NotNeeded, consented_at: start() }; "a domain pinned it")]
#[test_case(&Lifecycle::Connected { tenant: tenant(TENANT), approval: Approval::NotNeeded, consented_at: start(), connected_at: start() }; "connected")]
#[test_case(&Lifecycle::Disconnected { tenant: tenant(TENANT), approval: Approval::NotNeeded, disconnected_at: start(), look_asked_at: None, access_gone: None }; "disconnected")]
#[tokio::test]
async fn only_a_tenant_that_no_domain_pinned_and_that_is_not_connected_is_rejected(
    lifecycle: &Lifecycle,
) {
    let world = World::new().await;
    waiting(&world).await;
    world.behind.set_lifecycle(1, lifecycle);
    assert!(matches!(
        reject(&world).await.err(),
        Some(RegistrationError::NotPossibleNow(_))
    ));
    assert_eq!(world.loaded(1).await.registration.lifecycle, *lifecycle);
}

#[tokio::test]
async fn t02_a_tenant_that_was_agreed_to_by_mistake_can_be_rejected_until_it_is_connected() {
    let world = World::new().await;
    let link = waiting(&world).await;
    approve(&world).await.unwrap();
    world.behind.set_status(&link, "withdrawn");
    world.clock.advance(minutes(1));
    world.process(&world.interactive(1)).await;
    world.clock.advance(minutes(1));
    let rejected = reject(&world).await.unwrap().registration;
    assert_eq!(rejected.lifecycle, Lifecycle::Invited);
    assert_eq!(rejected.rejections[0].tenant_id, tenant_id(TENANT));
}

/// A domain pinned the tenant, which gave the domain up before anything was proven.
#[tokio::test]
async fn t02_a_pinned_tenant_that_lost_its_domain_connects_once_the_host_app_agrees() {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let registration = Registration {
        expected_domain: DomainName::try_from("fabrikam.example".to_owned()).ok(),
        ..consented(1)
    };
    world.store(&registration, 1).await;
    world.process(&world.interactive(1)).await;
    let stage = async || world.loaded(1).await.registration.lifecycle.stage();
    assert_eq!(stage().await, "consented");
    let agreed = approve(&world).await.unwrap().registration;
    let approved = Approval::Approved {
        at: world.clock.now(),
    };
    assert!(
        matches!(agreed.lifecycle, Lifecycle::Consented { approval, .. } if approval == approved)
    );
    world.clock.advance(minutes(1));
    let again = approve(&world).await.unwrap().registration;
    assert_eq!(again, agreed);
    world.process(&world.interactive(1)).await;
    assert_eq!(stage().await, "connected");
}

#[tokio::test]
async fn t61_a_rejected_tenant_leaves_no_sign_in_of_its_system_user() {
    let world = World::new().await;
    let registration = Registration {
        lifecycle: Lifecycle::Consented {
            tenant: tenant(TENANT),
            approval: Approval::Approved { at: start() },
            consented_at: start(),
        },
        system_user_connection: Some(SystemUserConnection {
            object_id: USER.parse().unwrap(),
            subject: "subject".to_owned(),
            user_principal_name: "cooperlink@contoso.example".to_owned(),
            connected_at: start(),
            claims: None,
            secret_version: "version".to_owned(),
            secret_written_at: start(),
        }),
        ..consented(1)
    };
    world.store(&registration, 1).await;
    keep_sign_in(&world).await;
    world.tenant.has_no_secrets.store(true, Ordering::Relaxed);
    assert!(matches!(
        reject(&world).await.err(),
        Some(RegistrationError::SignInNotRemoved(_))
    ));
    world.tenant.has_no_secrets.store(false, Ordering::Relaxed);
    let rejected = reject(&world).await.unwrap().registration;
    assert_eq!(rejected.removes_sign_in_since, None);
    assert_eq!(rejected.lifecycle, Lifecycle::Invited);
    assert!(world.tenant.people.secrets.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_run_that_changes_nothing_leaves_the_time_of_the_last_change() {
    let world = World::new().await;
    waiting(&world).await;
    world.process(&world.interactive(1)).await;
    let before = world.loaded(1).await.registration;
    world.clock.advance(minutes(1));
    world.process(&world.interactive(1)).await;
    let after = world.loaded(1).await.registration;
    assert_eq!(after.updated_at, before.updated_at);
    assert!(
        after.version > before.version,
        "it meets what is said meanwhile"
    );
}

#[tokio::test]
async fn t28_a_tenant_that_came_through_a_withdrawn_link_is_not_agreed_to() {
    let world = World::watched().await;
    let link = waiting(&world).await;
    world.gate.watch(|_, _| None);
    approve(&world).await.unwrap();
    let requests = world.gate.open();
    assert!(requests >= 2);
    for position in 0..requests {
        let world = World::watched().await;
        waiting(&world).await;
        let (behind, link) = (world.behind.clone(), link.clone());
        world.gate.watch(move |number, _| {
            if number == position {
                behind.set_status(&link, "withdrawn");
            }
            None
        });
        let refused = approve(&world).await;
        world.gate.open();
        assert!(matches!(
            refused.err(),
            Some(RegistrationError::LinkWithdrawn)
        ));
        let lifecycle = world.loaded(1).await.registration.lifecycle;
        assert!(lifecycle.awaits_approval(), "request {position}");
    }
}

#[tokio::test]
async fn a_tenant_whose_link_expired_after_the_consent_can_be_agreed_to() {
    let world = World::new().await;
    waiting(&world).await;
    world.clock.advance(minutes(60 * 24 * 40));
    assert!(approve(&world).await.is_ok());
}

#[tokio::test]
async fn a_registration_with_nothing_to_verify_leaves_the_schedule() {
    let world = World::new().await;
    waiting(&world).await;
    world.process(&world.interactive(1)).await;
    let due_at = world.loaded(1).await.due_at.unwrap();
    world.behind.set_lifecycle(1, &Lifecycle::Invited);
    world.clock.advance(minutes(10));
    let message = |at| VerificationMessage::scheduled(registration_id(1), at, at);
    // Another due time than the present one stays.
    let earlier = world.process(&message(due_at - minutes(1))).await;
    assert_eq!(earlier, ProcessOutcome::Dropped);
    assert_eq!(world.loaded(1).await.due_at, Some(due_at));
    assert_eq!(
        world.process(&message(due_at)).await,
        ProcessOutcome::Dropped
    );
    assert_eq!(world.loaded(1).await.due_at, None);
}
