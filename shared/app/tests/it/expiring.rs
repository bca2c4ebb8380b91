//! Links that expire unused.

use crate::{
    feed::told,
    samples::{consented, invitation, minutes, registration_id, tenant},
    world::World,
};
use app::host::expire_invitations::expire_invitations;
use domain::{
    clock::Clock as _,
    event::EventKind,
    ids::TokenHash,
    invitation::{Invitation, Purpose},
    registration::{AccessLoss, AccessLossCheck, Approval, Lifecycle, Registration},
};
use jiff::SignedDuration;
use test_case::test_case;

async fn tick(world: &World) -> u64 {
    let ends_at = world.clock.now() + minutes(1);
    expire_invitations(&world.store, world.machine(), ends_at)
        .await
        .unwrap()
}

fn connected(registration: Registration) -> Registration {
    Registration {
        lifecycle: Lifecycle::Connected {
            tenant: tenant(crate::samples::TENANT),
            approval: Approval::NotNeeded,
            consented_at: registration.created_at,
            connected_at: registration.created_at,
        },
        ..registration
    }
}

fn disconnected(registration: Registration, ends: Ends) -> Registration {
    let at = registration.created_at;
    let lifecycle = connected(registration.clone()).lifecycle;
    let lifecycle = lifecycle.disconnect(at).unwrap();
    let verdict = match ends {
        Ends::AppGone => AccessLoss::Yes,
        Ends::Unused | Ends::Withdrawn | Ends::Connected | Ends::NotBroken | Ends::AppLeft => {
            AccessLoss::No
        }
    };
    Registration {
        lifecycle: lifecycle.with_access_gone(AccessLossCheck {
            verdict,
            observed_at: at,
        }),
        ..registration
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Ends {
    Unused,
    Withdrawn,
    Connected,
    NotBroken,
    AppLeft,
    AppGone,
}

#[test_case(Ends::Unused, Purpose::Connect, 1; "unused")]
#[test_case(Ends::Unused, Purpose::SystemUser, 0; "of the system user")]
#[test_case(Ends::Withdrawn, Purpose::Connect, 0; "withdrawn")]
#[test_case(Ends::Connected, Purpose::Connect, 0; "connected meanwhile")]
#[test_case(Ends::NotBroken, Purpose::Reconnect, 0; "nothing to mend")]
#[test_case(Ends::NotBroken, Purpose::Disconnect, 0; "nothing to remove")]
#[test_case(Ends::AppLeft, Purpose::Disconnect, 1; "the app is not removed")]
#[test_case(Ends::AppGone, Purpose::Disconnect, 0; "the app is removed")]
#[tokio::test]
async fn a_link_that_ends_unused_while_it_is_needed_is_told_once(
    ends: Ends,
    purpose: Purpose,
    expected: usize,
) {
    let world = World::new().await;
    let registration = match ends {
        Ends::Unused | Ends::Withdrawn => Registration {
            lifecycle: Lifecycle::Invited,
            ..consented(1)
        },
        Ends::Connected | Ends::NotBroken => connected(consented(1)),
        Ends::AppLeft | Ends::AppGone => disconnected(consented(1), ends),
    };
    let link = Invitation {
        purpose,
        ..invitation(1)
    };
    let created = world.store.create_registration(&registration, &link);
    created.await.unwrap();
    if ends == Ends::Withdrawn {
        let withdrawn = world.store.withdraw_invitation(&link, world.clock.now());
        withdrawn.await.unwrap();
    }
    let left = link.expires_at.duration_since(world.clock.now());
    world.clock.advance(left - SignedDuration::from_secs(1));
    assert_eq!(tick(&world).await, 0, "too early");
    world.clock.advance(SignedDuration::from_secs(2));
    assert_eq!(tick(&world).await, expected as u64);
    assert_eq!(tick(&world).await, 0, "once");
    let told = told(&world).await;
    assert_eq!(told.len(), expected);
    for event in told {
        assert_eq!(event.kind, EventKind::InvitationExpired);
        assert_eq!(event.invitation_id, Some(link.id));
        assert_eq!(event.registration.id, registration_id(1));
        assert_eq!(event.registration.stage, registration.lifecycle.stage());
    }
    let end = world.clock.now() + minutes(10_000);
    assert!(
        world
            .store
            .expired_invitations(end, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_link_that_cannot_be_read_keeps_no_other_from_being_told() {
    let world = World::new().await;
    for number in 1..=2 {
        let registration = Registration {
            lifecycle: Lifecycle::Invited,
            ..consented(number)
        };
        let link = Invitation {
            token_hash: TokenHash::from_digest(&[u8::try_from(number).unwrap(); 32]),
            ..invitation(number)
        };
        let created = world.store.create_registration(&registration, &link);
        created.await.unwrap();
    }
    world.behind.spoil(1, "lifecycle");
    world.clock.advance(SignedDuration::from_hours(24 * 365));
    assert_eq!(tick(&world).await, 1);
    let told = told(&world).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].registration.id, registration_id(2));
}
