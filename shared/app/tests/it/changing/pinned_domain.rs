//! Changes of the domain that pins the tenant, and a domain that the tenant loses.

use super::{caller, change, domain, report, run, verified};
use crate::{
    people::USER,
    samples::{TENANT, consented, invitation, minutes, registration_id, start},
    system_user::tokens,
    world::World,
};
use app::{
    host::events::{self, Poll},
    legs,
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    clock::Clock as _,
    customer::DomainName,
    event::EventKind,
    invitation::Invitation,
    registration::{Approval, Lifecycle, Registration},
};
use jiff::SignedDuration;
use secrecy::SecretString;
use std::sync::atomic::Ordering;
use test_case::test_case;

/// A registration that consented under a domain of its organisation, or was connected since.
pub(super) async fn of_domain(world: World, name: &str, is_connected: bool) -> World {
    let registration = consented(1);
    let lifecycle = match registration.lifecycle.clone() {
        Lifecycle::Consented {
            tenant,
            approval,
            consented_at,
        } if is_connected => Lifecycle::Connected {
            tenant,
            approval,
            consented_at,
            connected_at: start(),
        },
        lifecycle => lifecycle,
    };
    let registration = Registration {
        lifecycle,
        expected_domain: DomainName::try_from(name.to_owned()).ok(),
        ..registration
    };
    world.store(&registration, 1).await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world
}

#[test_case(false, Some("fabrikam.example"), "waiting"; "another organisation's")]
#[test_case(false, None, "waiting"; "none")]
#[test_case(true, Some("fabrikam.example"), "not_needed"; "another organisation's, once connected")]
#[test_case(true, None, "not_needed"; "none, once connected")]
#[tokio::test]
async fn t02_a_tenant_that_the_domain_pins_no_longer_waits_until_it_is_connected(
    is_connected: bool,
    name: Option<&str>,
    expected: &str,
) {
    let world = of_domain(World::new().await, "contoso.example", is_connected).await;
    let changed = change(&world, domain(name)).await.unwrap();
    let lifecycle = serde_json::to_value(&changed.registration.lifecycle).unwrap();
    assert_eq!(lifecycle["approval"]["status"], expected);
    let stage = if is_connected {
        "connected"
    } else {
        "consented"
    };
    assert_eq!(lifecycle["stage"], stage);
    run_after(&world).await;
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle.stage(), stage);
    let asked = told(&world).await;
    let asked = asked
        .iter()
        .filter(|kind| **kind == EventKind::ApprovalRequired);
    assert_eq!(asked.count(), usize::from(!is_connected));
}

async fn run_after(world: &World) {
    world.clock.advance(minutes(1));
    run(world).await;
}

#[tokio::test]
async fn t02_a_tenant_without_the_customers_domain_connects_when_the_domain_is_put_right() {
    let world = of_domain(World::new().await, "fabrikam.example", false).await;
    run_after(&world).await;
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle.stage(), "consented");
    let changed = change(&world, domain(Some("contoso.example")))
        .await
        .unwrap();
    assert!(matches!(
        changed.registration.lifecycle,
        Lifecycle::Consented {
            approval: Approval::NotNeeded,
            ..
        }
    ));
    run_after(&world).await;
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle.stage(), "connected");
}

/// An answer that is older than a day is unknown, and an unknown answer binds no tenant.
#[tokio::test]
async fn t02_a_tenant_without_the_customers_domain_does_not_connect_by_itself_when_its_answer_ages()
{
    let world = of_domain(World::new().await, "fabrikam.example", false).await;
    run_after(&world).await;
    world.clock.advance(SignedDuration::from_hours(25));
    run(&world).await;
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle.stage(), "consented");
}

/// Of the host app's domain and its agreement to the tenant, the newer one counts.
#[tokio::test]
async fn t02_an_agreed_tenant_connects_until_the_host_app_names_a_domain_that_it_lacks() {
    for (named_since, expected) in [
        (None, "connected"),
        (Some(None), "connected"),
        (Some(Some("fabrikam.example")), "connected"),
        (Some(Some("tailspin.example")), "consented"),
    ] {
        let world = of_domain(World::new().await, "fabrikam.example", false).await;
        let Lifecycle::Consented {
            tenant,
            consented_at,
            ..
        } = consented(1).lifecycle
        else {
            panic!("the sample consented");
        };
        let agreed = Lifecycle::Consented {
            tenant,
            approval: Approval::Approved { at: start() },
            consented_at,
        };
        world.behind.set_lifecycle(1, &agreed);
        if let Some(name) = named_since {
            change(&world, domain(name)).await.unwrap();
        }
        run_after(&world).await;
        let lifecycle = world.loaded(1).await.registration.lifecycle;
        assert_eq!(lifecycle.stage(), expected, "{named_since:?}");
        assert_eq!(lifecycle.awaits_approval(), expected == "consented");
    }
}

/// A run that cannot read the organisation; the next one can.
async fn hide_organization(world: &World) {
    let organization = &world.tenant.people.organization;
    organization.store(403, Ordering::Relaxed);
    run_after(world).await;
    organization.store(0, Ordering::Relaxed);
}

#[tokio::test]
async fn a_domain_that_could_not_be_read_for_days_and_is_gone_then_is_told() {
    let world = verified(Vec::new()).await;
    change(&world, domain(Some("contoso.example")))
        .await
        .unwrap();
    run_after(&world).await;
    for _ in 0..3 {
        world.clock.advance(SignedDuration::from_hours(24));
        let grants = [tokens(&world, USER, None)];
        world.tenant.people.answer_with(grants);
        hide_organization(&world).await;
    }
    *world.tenant.people.domain.lock().unwrap() = "fabrikam.example";
    run_after(&world).await;
    assert_eq!(told_lost(&world).await, 1);
}

/// Number of events that report that the domain is lost.
async fn told_lost(world: &World) -> usize {
    let told = told(world).await;
    let lost = told.iter().filter(|kind| **kind == EventKind::Attention);
    lost.count()
}

/// The kinds of all events, oldest first.
async fn told(world: &World) -> Vec<EventKind> {
    world.clock.advance(SignedDuration::from_secs(31));
    let poll = Poll {
        limit: 100,
        ..Poll::default()
    };
    let polled = events::poll(&world.store, &world.clock, &caller(), &poll).await;
    polled
        .unwrap()
        .items
        .iter()
        .map(|event| event.kind)
        .collect()
}

#[tokio::test]
async fn a_domain_that_is_lost_is_told_once_and_the_tenant_stays_connected() {
    let world = verified(Vec::new()).await;
    change(&world, domain(Some("contoso.example")))
        .await
        .unwrap();
    run_after(&world).await;
    let before = world.loaded(1).await.standing;
    for name in ["fabrikam.example", "fabrikam.example"] {
        *world.tenant.people.domain.lock().unwrap() = name;
        run_after(&world).await;
        let loaded = world.loaded(1).await;
        assert_eq!(loaded.standing.health, before.health, "it is advisory");
        assert_eq!(loaded.standing.suspects, before.suspects);
        assert_eq!(loaded.registration.lifecycle.stage(), "connected");
        let report = report(&world).await;
        let verdict = |check| report.result(check).unwrap().verdict.name();
        assert_eq!(verdict("tenant-matches-customer"), "pass");
        assert_eq!(verdict("customer-domain"), "fail");
    }
    assert_eq!(told_lost(&world).await, 1);
    // Unreadable meanwhile, it is lost no second time.
    for _ in 0..2 {
        hide_organization(&world).await;
        run_after(&world).await;
    }
    assert_eq!(told_lost(&world).await, 1);

    // Another domain is another question: that the tenant never had it is no loss.
    change(&world, domain(Some("tailspin.example")))
        .await
        .unwrap();
    hide_organization(&world).await;
    run_after(&world).await;
    assert_eq!(told_lost(&world).await, 1);

    // A link leads to the tenant, and nobody is asked for the domain.
    let token = SecretString::from("n".repeat(43));
    let link = Invitation {
        token_hash: secret_token::hash_secret(TokenPurpose::Invitation, &token),
        registration_id: registration_id(1),
        expires_at: world.clock.now() + minutes(60),
        ..invitation(7)
    };
    world.store.create_invitation(&link).await.unwrap();
    let departure = legs::sign_in::begin(
        &world.browser,
        world.machine(),
        &token,
        None,
        None,
        "192.0.2.1",
        legs::sign_in::Wish::None,
    );
    let location = departure.await.unwrap().location;
    assert!(location.path().contains(TENANT), "{location}");
    assert_eq!(world.server.asked("tailspin.example").len(), 0);
}
