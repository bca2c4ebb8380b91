//! Links that are made when they are needed.

use crate::{
    samples::{consented, invitation, registration_id, start},
    world::World,
};
use app::host::{
    api_key::Caller,
    registrations::{self, InvitationWithToken, NewInvitation, RegistrationError},
};
use domain::{
    clock::Clock as _,
    invitation::{Invitation, InvitationState, MOST_ACTIVE, Purpose, Status},
    registration::Registration,
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use store::Commit;

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

async fn invite(
    world: &World,
    purpose: Purpose,
    replace: bool,
) -> Result<InvitationWithToken, RegistrationError> {
    // Ids are by time.
    world.clock.advance(SignedDuration::from_secs(1));
    let new = NewInvitation {
        purpose,
        lifetime: None,
        replace,
    };
    registrations::invite(
        &world.store,
        world.verifier.reader.manifest(),
        world.machine(),
        &caller(),
        registration_id(1),
        new,
    )
    .await
}

/// Every invitation with its state now, newest first.
async fn listed(world: &World) -> Vec<(Invitation, InvitationState)> {
    let mut all = Vec::new();
    let mut cursor: Option<String> = None;
    let caller = caller();
    loop {
        let page = registrations::list_invitations(
            &world.store,
            &caller,
            registration_id(1),
            cursor.as_deref(),
            7,
        );
        let page = page.await.unwrap();
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            let now = world.clock.now();
            let states = all.into_iter().map(|invitation| {
                let state = invitation.state(now);
                (invitation, state)
            });
            return states.collect();
        }
    }
}

async fn states(world: &World) -> Vec<InvitationState> {
    let listed = listed(world).await;
    listed.into_iter().map(|(_, state)| state).collect()
}

#[tokio::test]
async fn t28_a_link_that_replaces_ends_the_others_of_its_purpose() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let other = invite(&world, Purpose::Reconnect, false).await.unwrap();
    invite(&world, Purpose::Connect, false).await.unwrap();
    let newest = invite(&world, Purpose::Connect, true).await.unwrap();
    let listed = listed(&world).await;
    assert_eq!(listed[0].0, newest.invitation);
    let active: Vec<_> = listed
        .iter()
        .filter(|(_, state)| *state == InvitationState::Active)
        .map(|(invitation, _)| invitation.id)
        .collect();
    assert_eq!(active, [newest.invitation.id, other.invitation.id]);
    assert!(
        listed[1..]
            .iter()
            .any(|(_, state)| *state == InvitationState::Withdrawn)
    );
}

#[tokio::test]
async fn the_link_through_which_somebody_just_consented_is_not_replaced() {
    let world = World::new().await;
    let registration = consented(1);
    world.store(&registration, 1).await;
    let link = invite(&world, Purpose::Connect, false).await.unwrap();
    let before = world.loaded(1).await.registration;
    assert_eq!(before.updated_at, registration.updated_at);
    let through = Registration {
        consented_through: Some(link.invitation.token_hash.clone()),
        version: before.version + 1,
        ..before.clone()
    };
    let commit = Commit {
        registration: Some((&through, before.version)),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    invite(&world, Purpose::Connect, true).await.unwrap();
    let listed = listed(&world).await;
    let kept = listed.iter().find(|(of, _)| of.id == link.invitation.id);
    assert_eq!(kept.unwrap().1, InvitationState::Active);
}

#[tokio::test]
async fn at_most_twenty_links_of_a_registration_are_active() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let before = states(&world).await.len();
    for _ in before..MOST_ACTIVE {
        invite(&world, Purpose::Reconnect, false).await.unwrap();
    }
    let refused = invite(&world, Purpose::Reconnect, false).await;
    assert!(matches!(
        refused,
        Err(RegistrationError::TooManyActiveInvitations)
    ));
    let refused = invite(&world, Purpose::Connect, false).await;
    assert!(matches!(
        refused,
        Err(RegistrationError::TooManyActiveInvitations)
    ));
    assert_eq!(states(&world).await.len(), MOST_ACTIVE, "nothing was made");
    invite(&world, Purpose::Reconnect, true).await.unwrap();
    let active = states(&world).await;
    let active = active
        .iter()
        .filter(|state| **state == InvitationState::Active);
    assert_eq!(active.count(), before + 1);
    // Links that ended by themselves make room.
    world.clock.advance(SignedDuration::from_hours(15 * 24));
    let all = states(&world).await;
    assert!(!all.contains(&InvitationState::Active), "{all:?}");
    assert!(all.contains(&InvitationState::Expired), "{all:?}");
}

/// Links of the registration that are there already, each older than what is made later.
async fn links(world: &World, count: u64, link: &Invitation) {
    for number in 2..2 + count {
        let link = Invitation {
            registration_id: registration_id(1),
            expires_at: start() + SignedDuration::from_hours(90 * 24),
            purpose: link.purpose,
            status: link.status,
            completed_at: link.completed_at,
            ..invitation(number + u64::from(link.status == Status::Withdrawn) * 1_000)
        };
        world.store.create_invitation(&link).await.unwrap();
    }
}

async fn active(world: &World) -> Vec<Purpose> {
    let listed = listed(world).await.into_iter();
    let active = listed.filter(|(_, state)| *state == InvitationState::Active);
    active.map(|(link, _)| link.purpose).collect()
}

/// Behind more links than one page has.
#[tokio::test]
async fn t28_every_link_that_lives_is_counted_and_replaced_however_many_were_made_since() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let reconnect = Invitation {
        purpose: Purpose::Reconnect,
        ..invitation(0)
    };
    let withdrawn = Invitation {
        status: Status::Withdrawn,
        ..invitation(0)
    };
    let most = u64::try_from(MOST_ACTIVE).unwrap();
    links(&world, most - 1, &reconnect).await;
    links(&world, 200, &withdrawn).await;
    assert_eq!(active(&world).await.len(), MOST_ACTIVE);
    let refused = invite(&world, Purpose::Connect, false).await;
    assert!(matches!(
        refused,
        Err(RegistrationError::TooManyActiveInvitations)
    ));
    invite(&world, Purpose::Reconnect, true).await.unwrap();
    assert_eq!(active(&world).await, [Purpose::Reconnect, Purpose::Connect]);
}

/// Links that were used open their page until they expire, and are no limit to others.
#[tokio::test]
async fn t28_more_used_links_are_replaced_than_one_write_takes() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let used = Invitation {
        completed_at: Some(start()),
        ..invitation(0)
    };
    links(&world, 120, &used).await;
    invite(&world, Purpose::Connect, true).await.unwrap();
    let now = world.clock.now();
    let listed = listed(&world).await;
    let usable = listed.iter().filter(|(link, _)| link.is_usable(now));
    assert_eq!(usable.count(), 1);
}

#[tokio::test]
async fn t28_of_two_links_that_replace_at_once_one_is_left() {
    let world = World::watched().await;
    world.store(&consented(1), 1).await;
    world.gate.let_two_meet(world.clock.clone());
    let made = [(); 2].map(|()| invite(&world, Purpose::Reconnect, true));
    let made = join_all(made).await;
    world.gate.open();
    assert!(made.iter().all(Result::is_ok));
    assert_eq!(active(&world).await, [Purpose::Reconnect, Purpose::Connect]);
}

#[tokio::test]
async fn of_thirty_links_at_once_no_more_are_made_than_may_be_active() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let made = (0..30).map(|_| invite(&world, Purpose::Reconnect, false));
    let made = join_all(made).await;
    let made = made.iter().filter(|made| made.is_ok());
    assert_eq!(made.count(), MOST_ACTIVE - 1);
    assert_eq!(active(&world).await.len(), MOST_ACTIVE);
}

#[tokio::test]
async fn t52_another_customers_invitations_are_not_listed() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let reach = Some(vec!["fabrikam".to_owned().try_into().unwrap()]);
    let stranger = Caller::new("abcdefgh", reach);
    let id = registration_id(1);
    let listed = registrations::list_invitations(&world.store, &stranger, id, None, 7).await;
    assert!(matches!(listed, Err(RegistrationError::NotFound)));
}
