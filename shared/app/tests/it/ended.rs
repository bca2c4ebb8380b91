//! Links that have ended: what their holders are told, and the request for a new one.

use crate::{
    feed::told,
    samples::{TENANT, consented, invitation, registration_id, start, tenant},
    world::World,
};
use app::{
    browser::{BrowserError, request_invitation::request_invitation},
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    event::EventKind,
    invitation::{Invitation, InvitationEnd, Purpose, Status},
    registration::{Approval, Lifecycle, Registration},
};
use jiff::SignedDuration;
use secrecy::SecretString;
use test_case::test_case;

fn token() -> SecretString {
    SecretString::from("i".repeat(43))
}

async fn world_with(registration: &Registration, link: Invitation) -> World {
    let world = World::new().await;
    let link = Invitation {
        token_hash: secret_token::hash_secret(TokenPurpose::Invitation, &token()),
        ..link
    };
    let created = world.store.create_registration(registration, &link).await;
    created.unwrap();
    world
}

async fn end(world: &World) -> Option<(InvitationEnd, bool)> {
    let visit = world.browser.visit(&world.clock, &token(), None).await;
    match visit.err()? {
        BrowserError::Ended { end, is_requested } => Some((end, is_requested)),
        error => unreachable!("{error}"),
    }
}

async fn request(world: &World) -> Result<(), BrowserError> {
    request_invitation(&world.browser, world.machine(), &token()).await
}

#[test_case(|link: &mut Invitation| link.expires_at = start(), InvitationEnd::Expired; "expired")]
#[test_case(|link: &mut Invitation| link.status = Status::Completed, InvitationEnd::Used; "used")]
#[test_case(|link: &mut Invitation| link.status = Status::Withdrawn, InvitationEnd::Withdrawn; "withdrawn")]
#[test_case(|link: &mut Invitation| {
    link.status = Status::Withdrawn;
    link.is_replaced = true;
}, InvitationEnd::Replaced; "replaced")]
#[tokio::test]
async fn t28_each_end_is_told_and_a_request_is_told_to_the_host_app_once_a_day(
    change: impl Fn(&mut Invitation),
    expected: InvitationEnd,
) {
    let mut link = invitation(1);
    change(&mut link);
    let world = world_with(&consented(1), link).await;
    assert_eq!(end(&world).await, Some((expected, false)));
    for _ in 0..3 {
        request(&world).await.unwrap();
        assert_eq!(end(&world).await, Some((expected, true)));
    }
    let events = told(&world).await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].kind, EventKind::InvitationRequested);
    assert_eq!(events[0].invitation_id, Some(invitation(1).id));
    assert_eq!(events[0].registration.id, registration_id(1));
    world.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(end(&world).await, Some((expected, false)));
    request(&world).await.unwrap();
    assert_eq!(told(&world).await.len(), 2);
}

#[tokio::test]
async fn t81_of_many_requests_at_once_one_is_told() {
    let link = Invitation {
        status: Status::Withdrawn,
        ..invitation(1)
    };
    let world = world_with(&consented(1), link).await;
    let all = (0..8).map(|_| request(&world));
    futures_util::future::join_all(all).await;
    assert_eq!(told(&world).await.len(), 1);
}

#[tokio::test]
async fn a_link_that_works_asks_for_nothing() {
    let world = world_with(&consented(1), invitation(1)).await;
    request(&world).await.unwrap();
    assert_eq!(end(&world).await, None);
    assert!(told(&world).await.is_empty());
}

#[tokio::test]
async fn t30_t83_of_an_unknown_link_and_of_an_erased_registration_nothing_is_told() {
    let link = Invitation {
        status: Status::Withdrawn,
        ..invitation(1)
    };
    let world = world_with(&consented(1), link).await;
    let erased = Lifecycle::Erased { erased_at: start() };
    world.behind.set_lifecycle(1, &erased);
    let unknown = World::new().await;
    for world in [&world, &unknown] {
        let visit = world.browser.visit(&world.clock, &token(), None).await;
        assert!(matches!(visit.err(), Some(BrowserError::NotUsable)));
        let asked = request(world).await;
        assert!(matches!(asked, Err(BrowserError::NotUsable)));
        assert!(!world.behind.dump().contains("invitation.requested"));
    }
}

#[tokio::test]
async fn t28_the_link_that_connected_works_until_the_connection_is_taken_down() {
    let connected = Registration {
        lifecycle: Lifecycle::Connected {
            tenant: tenant(TENANT),
            approval: Approval::NotNeeded,
            consented_at: start(),
            connected_at: start(),
        },
        ..consented(1)
    };
    for (purpose, stays) in [
        (Purpose::Connect, true),
        (Purpose::Reconnect, true),
        (Purpose::Upgrade, false),
    ] {
        let link = Invitation {
            purpose,
            completed_at: Some(start()),
            ..invitation(1)
        };
        let world = world_with(&connected, link).await;
        world.clock.advance(SignedDuration::from_hours(500 * 24));
        assert_eq!(end(&world).await.is_none(), stays, "{purpose:?}");
        let now = domain::clock::Clock::now(&world.clock);
        let withdrawn = world
            .store
            .withdraw_invitations(registration_id(1), now, now);
        withdrawn.await.unwrap();
        assert_eq!(end(&world).await, Some((InvitationEnd::Withdrawn, false)));
    }
}
