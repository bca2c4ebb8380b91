//! Permissions that grow under connected customers: a newer version asks for more, and each tenant approves when it likes.

use crate::{
    browser::signed_in,
    feed,
    fleet::{connect, in_health, of_its_own, run_all},
    legs::{ADMINISTRATOR, Traveller, at_microsoft, value},
    people::USER,
    samples::{TENANT, consented, invitation, minutes, registration_id},
    system_user::{connected_with, tokens},
    world::World,
};
use app::{
    host::{
        api_key::Caller,
        registrations::{self, NewInvitation, NoUpgrade, RegistrationError},
    },
    legs::{AuthorizationResponse, NextStop},
};
use domain::{
    event::EventKind,
    flow::LegPurpose,
    ids::ObjectId,
    invitation::{Invitation, Purpose},
    permission::{Manifest, Permission, PermissionKind, PermissionsState, Upgrade},
    registration::{Approval, Lifecycle, Registration},
    standing::{Answer as Seen, Health},
};
use std::ops::RangeInclusive;
use uuid::Uuid;

/// The application permission of the first set, and the one that came with the second.
const FIRST: &str = "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30";
const SECOND: &str = "00000000-0000-0000-0000-000000000071";
const BOTH: [&str; 2] = [FIRST, SECOND];
const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";

fn newer(kind: PermissionKind) -> Permission {
    Permission {
        name: match kind {
            PermissionKind::Application => "Reports.Read.All",
            PermissionKind::Delegated => "Calendars.Read",
        },
        kind,
        id: match kind {
            PermissionKind::Application => ObjectId::from_uuid(Uuid::from_u128(0x71)),
            PermissionKind::Delegated => ObjectId::from_uuid(Uuid::from_u128(0x72)),
        },
        reason: "a test",
        default: true,
        since: 2,
    }
}

/// The default set and these, which the Entra app declares up to that set.
fn grown(newer: impl IntoIterator<Item = Permission>, declared_set: u16) -> Manifest {
    let first = Manifest::default();
    Manifest::of(first.permissions().cloned().chain(newer)).declared_up_to(declared_set)
}

fn application(declared_set: u16) -> Manifest {
    grown([newer(PermissionKind::Application)], declared_set)
}

async fn state(world: &World, number: u64) -> PermissionsState {
    let registration = world.loaded(number).await.registration;
    registration
        .observations
        .permissions
        .state(world.verifier.reader.manifest())
}

async fn health(world: &World, number: u64) -> Health {
    world.loaded(number).await.standing.health
}

async fn answer(world: &World, number: u64, check: &str) -> Seen {
    world.loaded(number).await.standing.answers[check]
}

/// Two runs of each, so far apart that a failure is confirmed.
async fn run_twice(world: &World, numbers: RangeInclusive<u64>) {
    run_all(world, numbers.clone()).await;
    world.clock.advance(minutes(6));
    run_all(world, numbers).await;
    world.clock.advance(minutes(6));
}

/// A fleet that was connected under the first set.
async fn fleet(numbers: RangeInclusive<u64>) -> World {
    let world = World::new().await;
    connect(&world, numbers.clone(), of_its_own).await;
    run_all(&world, numbers.clone()).await;
    let healthy: Vec<u64> = numbers.clone().collect();
    assert_eq!(in_health(&world, numbers, Health::Healthy).await, healthy);
    world.clock.advance(minutes(6));
    world
}

#[tokio::test]
async fn a_newer_version_turns_nobody_unhealthy_and_each_that_approves_is_complete() {
    let mut world = fleet(1..=3).await;

    // Deployed, and the Entra app not changed yet: nobody can approve anything.
    world.deploy(application(1));
    run_twice(&world, 1..=3).await;
    assert_eq!(in_health(&world, 1..=3, Health::Healthy).await, [1, 2, 3]);
    let undeclared = state(&world, 2).await;
    assert_eq!(undeclared.upgrade, Upgrade::Undeclared);
    assert_eq!(
        (undeclared.granted_set, undeclared.current_set),
        (Some(1), 2)
    );

    // Declared: advisory for everybody, and nobody is broken.
    world.deploy(application(2));
    run_twice(&world, 1..=3).await;
    assert_eq!(in_health(&world, 1..=3, Health::Attention).await, [1, 2, 3]);
    for number in 1..=3 {
        assert_eq!(state(&world, number).await.upgrade, Upgrade::Behind);
        assert_eq!(
            answer(&world, number, "permission-upgrade").await,
            Seen::Fail
        );
        for check in ["application-permissions", "delegated-permissions"] {
            assert_eq!(answer(&world, number, check).await, Seen::Pass, "{check}");
        }
    }

    // One approves, with one click.
    world.grant_roles(BOTH);
    run_all(&world, 1..=1).await;
    let complete = state(&world, 1).await;
    assert_eq!((complete.granted_set, complete.required_set), (Some(2), 2));
    assert_eq!(complete.upgrade, Upgrade::Nothing);
    assert_eq!(health(&world, 1).await, Health::Healthy);
    world.grant_roles([FIRST]);
    run_twice(&world, 2..=3).await;
    assert_eq!(in_health(&world, 2..=3, Health::Attention).await, [2, 3]);
}

/// The kinds of events about permissions, oldest first.
async fn told(world: &World) -> Vec<EventKind> {
    let told = feed::told(world).await;
    let kinds = told.iter().map(|event| event.kind);
    kinds
        .filter(|kind| kind.name().starts_with("permissions."))
        .collect()
}

#[tokio::test]
async fn the_host_app_is_told_once_that_a_tenant_is_behind_and_once_that_it_is_complete() {
    let mut world = fleet(1..=1).await;
    world.deploy(application(1));
    run_twice(&world, 1..=1).await;
    assert_eq!(told(&world).await, [], "nobody can approve it yet");
    world.deploy(application(2));
    run_twice(&world, 1..=1).await;
    assert_eq!(told(&world).await, [EventKind::PermissionsBehind]);
    world.grant_roles(BOTH);
    run_twice(&world, 1..=1).await;
    let both = [EventKind::PermissionsBehind, EventKind::PermissionsComplete];
    assert_eq!(told(&world).await, both);
}

#[tokio::test]
async fn what_was_there_once_and_is_lost_breaks_whichever_set_it_is_of() {
    let mut world = fleet(1..=2).await;
    world.deploy(application(2));
    world.grant_roles(BOTH);
    run_all(&world, 1..=1).await;
    world.clock.advance(minutes(6));

    // The first loses what it approved later, the second what it always had.
    world.grant_roles([FIRST]);
    run_twice(&world, 1..=1).await;
    assert_eq!(health(&world, 1).await, Health::Broken);
    assert_eq!(state(&world, 1).await.required_set, 2);
    world.grant_roles([]);
    run_twice(&world, 2..=2).await;
    assert_eq!(health(&world, 2).await, Health::Broken);
}

#[tokio::test]
async fn what_was_there_once_is_still_expected_after_a_disconnection() {
    let mut world = fleet(1..=1).await;
    world.deploy(application(2));
    world.grant_roles(BOTH);
    run_all(&world, 1..=1).await;
    world.clock.advance(minutes(6));
    let caller = caller();
    let gone = registrations::disconnect(
        &world.store,
        &world.verifier.system_users,
        &world.queue,
        world.machine(),
        &caller,
        registration_id(1),
    );
    assert_eq!(
        gone.await.unwrap().registration.lifecycle.stage(),
        "disconnected"
    );
    let kept = state(&world, 1).await;
    assert_eq!((kept.required_set, kept.granted_set), (2, None));
}

#[tokio::test]
async fn what_is_asked_for_no_more_is_revocable_and_breaks_nothing() {
    let mut world = fleet(1..=1).await;
    world.deploy(application(2));
    world.grant_roles(BOTH);
    run_all(&world, 1..=1).await;
    world.clock.advance(minutes(6));

    world.deploy(Manifest::default());
    run_twice(&world, 1..=1).await;
    assert_eq!(health(&world, 1).await, Health::Attention);
    let revocable = state(&world, 1).await.revocable;
    assert_eq!(revocable[0].name, SECOND);

    // It is taken back, and later asked for again: that is an upgrade and no loss.
    world.grant_roles([FIRST]);
    run_twice(&world, 1..=1).await;
    assert_eq!(health(&world, 1).await, Health::Healthy);
    world.deploy(application(2));
    run_twice(&world, 1..=1).await;
    assert_eq!(health(&world, 1).await, Health::Attention);
    assert_eq!(state(&world, 1).await.upgrade, Upgrade::Behind);
}

#[tokio::test]
async fn the_stored_sign_in_of_the_system_user_brings_what_was_approved_since() {
    let mut world = connected_with(World::new().await, Vec::new()).await;
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, None)]);
    run_all(&world, 1..=1).await;
    let both = [
        newer(PermissionKind::Application),
        newer(PermissionKind::Delegated),
    ];
    world.deploy(grown(both, 2));
    world.clock.advance(minutes(6));
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, None)]);

    // Half of it is the old set still.
    world.grant_roles(BOTH);
    run_all(&world, 1..=1).await;
    let half = state(&world, 1).await;
    assert_eq!((half.granted_set, half.required_set), (Some(1), 1));
    assert_eq!(half.missing, [newer(PermissionKind::Delegated)]);
    assert_eq!(answer(&world, 1, "delegated-permissions").await, Seen::Pass);
    assert_eq!(answer(&world, 1, "permission-upgrade").await, Seen::Fail);

    // The half that was there is lost when it goes.
    world.grant_roles([FIRST]);
    world.clock.advance(minutes(6));
    run_all(&world, 1..=1).await;
    assert_eq!(
        answer(&world, 1, "application-permissions").await,
        Seen::Fail
    );
    world.grant_roles(BOTH);

    *world.tenant.people.more_scopes.lock().unwrap() = "Calendars.Read";
    world.clock.advance(minutes(6));
    run_all(&world, 1..=1).await;
    assert_eq!(state(&world, 1).await.granted_set, Some(2));
    assert_eq!(answer(&world, 1, "permission-upgrade").await, Seen::Pass);

    *world.tenant.people.more_scopes.lock().unwrap() = "";
    world.clock.advance(minutes(6));
    run_all(&world, 1..=1).await;
    assert_eq!(state(&world, 1).await.required_set, 2);
    assert_eq!(answer(&world, 1, "delegated-permissions").await, Seen::Fail);
}

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

async fn invite(world: &World, number: u64) -> Result<Invitation, RegistrationError> {
    let caller = caller();
    let issued = registrations::invite(
        &world.store,
        world.verifier.reader.manifest(),
        world.machine(),
        &caller,
        registration_id(number),
        NewInvitation {
            purpose: Purpose::Upgrade,
            lifetime: None,
            replace: false,
        },
    );
    issued.await.map(|issued| issued.invitation)
}

#[tokio::test]
async fn a_link_for_newer_permissions_is_made_where_there_is_something_to_approve() {
    let refused = async |world: &World, number, expected| {
        let error = invite(world, number).await.unwrap_err();
        assert!(
            matches!(error, RegistrationError::NoUpgrade(reason) if reason == expected),
            "{error:?}"
        );
    };
    let mut world = fleet(1..=1).await;
    world.store(&consented(2), 2).await;
    refused(&world, 1, NoUpgrade::Nothing).await;
    world.deploy(application(1));
    refused(&world, 1, NoUpgrade::Undeclared).await;
    world.deploy(application(2));
    refused(&world, 2, NoUpgrade::NotConnected).await;
    assert_eq!(invite(&world, 1).await.unwrap().purpose, Purpose::Upgrade);
    world.grant_roles(BOTH);
    run_all(&world, 1..=1).await;
    refused(&world, 1, NoUpgrade::Nothing).await;

    // Connected before anything was counted, and not verified since.
    let unseen = connected(3);
    world.store(&unseen, 3).await;
    refused(&world, 3, NoUpgrade::Unknown).await;
}

fn connected(number: u64) -> Registration {
    let registration = consented(number);
    let Lifecycle::Consented {
        tenant,
        consented_at,
        ..
    } = registration.lifecycle
    else {
        unreachable!();
    };
    Registration {
        lifecycle: Lifecycle::Connected {
            tenant,
            approval: Approval::NotNeeded,
            consented_at,
            connected_at: consented_at,
        },
        ..registration
    }
}

/// A browser with a link for newer permissions, in which a user with this role signed in.
async fn upgrading(role: Option<&str>) -> (Traveller, NextStop) {
    let mut world = World::new().await;
    world.deploy(application(2));
    let link = Invitation {
        purpose: Purpose::Upgrade,
        ..invitation(1)
    };
    let (token, cookie) = signed_in(&world, &connected(1), link, TENANT).await;
    let roles: Vec<_> = role
        .iter()
        .map(|role| serde_json::json!({"roleTemplateId": role}))
        .collect();
    let roles = serde_json::json!({ "value": roles });
    world
        .tenant
        .parts
        .lock()
        .unwrap()
        .insert("roles", (200, roles));
    let mut traveller = Traveller {
        world,
        token,
        cookie,
    };
    let sign_in = traveller.leave(LegPurpose::SignIn).await;
    assert!(sign_in.path().contains(TENANT), "{sign_in}");
    let next = traveller.comes_back_as(&sign_in, ADMINISTRATOR).await;
    (traveller, next)
}

#[tokio::test]
async fn an_administrator_goes_from_the_sign_in_to_the_consent_page_and_back() {
    let (mut traveller, next) = Box::pin(upgrading(Some(GLOBAL_ADMINISTRATOR))).await;
    let consent = at_microsoft(next).unwrap();
    assert!(consent.path().ends_with("/v2.0/adminconsent"), "{consent}");
    assert!(value(&consent, "scope").unwrap().ends_with("/.default"));
    let answer = AuthorizationResponse {
        tenant: Some(TENANT.to_owned()),
        is_admin_consent: true,
        ..AuthorizationResponse::default()
    };
    let next = traveller.comes_back(&consent, answer).await.unwrap();
    let proof = at_microsoft(next).unwrap();
    assert_eq!(value(&proof, "prompt").as_deref(), Some("none"));
    let loaded = traveller.world.loaded(1).await;
    let lifecycle = &loaded.registration.lifecycle;
    assert!(lifecycle.connected_tenant().is_some(), "{lifecycle:?}");
}

#[tokio::test]
async fn an_account_without_a_role_to_be_seen_comes_back_to_the_page_first() {
    let (_, next) = Box::pin(upgrading(None)).await;
    assert!(at_microsoft(next).is_none());
}
