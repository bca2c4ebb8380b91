//! Links that are made while a registration is disconnected.

use super::{caller, connected, connected_in, disconnect, status};
use crate::{
    samples::{minutes, registration_id},
    world::World,
};
use app::host::registrations::{self, InvitationWithToken, NewInvitation, RegistrationError};
use domain::{
    clock::{Clock as _, Machine, Random, RandomUnavailable},
    invitation::{Purpose, Status},
};
use std::sync::atomic::{AtomicU8, Ordering};

async fn invite(world: &World, purpose: Purpose) -> Result<InvitationWithToken, RegistrationError> {
    let (store, machine) = (&world.store, world.machine());
    let new = NewInvitation {
        purpose,
        lifetime: None,
        replace: false,
    };
    let manifest = world.verifier.reader.manifest();
    registrations::invite(store, manifest, machine, &caller(), registration_id(1), new).await
}

/// Both were decided while the registration was connected; the link is written first, or second.
#[tokio::test]
async fn t28_a_link_that_is_made_during_a_disconnection_ends_with_it_or_comes_after_it() {
    for disconnects_first in [true, false] {
        let world = connected_in(World::watched().await).await;
        world.gate.let_two_meet(world.clock.clone());
        let (made, gone) = if disconnects_first {
            let (gone, made) = tokio::join!(disconnect(&world), invite(&world, Purpose::Reconnect));
            (made, gone)
        } else {
            tokio::join!(invite(&world, Purpose::Reconnect), disconnect(&world))
        };
        world.gate.open();
        let lifecycle = gone.unwrap().registration.lifecycle;
        let made = made.unwrap().invitation;
        let is_open = status(&world, &made).await == Status::Open;
        assert_eq!(
            is_open,
            made.gives_authority(&lifecycle, world.clock.now()),
            "a link from before works again once the tenant is connected again"
        );
    }
}

/// The host app repeats a request for a link whose first attempt died before it wrote anything.
#[tokio::test]
async fn t28_a_request_for_a_link_from_before_a_disconnection_makes_one_that_works_after_it() {
    let world = connected().await;
    let invite = async || {
        let random = Repeated::default();
        let new = NewInvitation {
            purpose: Purpose::Reconnect,
            lifetime: None,
            replace: false,
        };
        let machine = Machine {
            clock: &world.clock,
            random: &random,
        };
        let (store, manifest) = (&world.store, world.verifier.reader.manifest());
        registrations::invite(store, manifest, machine, &caller(), registration_id(1), new).await
    };
    disconnect(&world).await.unwrap();
    world.clock.advance(minutes(1));
    let made = invite().await.unwrap().invitation;
    let lifecycle = world.loaded(1).await.registration.lifecycle;
    assert!(made.gives_authority(&lifecycle, world.clock.now()));
    world.clock.advance(minutes(1));
    assert_eq!(invite().await.unwrap().invitation, made, "made once");
}

/// Random bytes that are the same in each attempt.
#[derive(Default)]
struct Repeated(AtomicU8);

impl Random for Repeated {
    fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
        destination.fill(self.0.fetch_add(1, Ordering::Relaxed));
        Ok(())
    }
}

#[tokio::test]
async fn a_link_for_removing_the_app_is_made_after_a_disconnection_alone() {
    let world = connected().await;
    let refused = invite(&world, Purpose::Disconnect).await.err();
    assert!(matches!(
        refused,
        Some(RegistrationError::NotPossibleNow(_))
    ));
    disconnect(&world).await.unwrap();
    world.clock.advance(minutes(1));
    let issued = invite(&world, Purpose::Disconnect).await.unwrap();
    let lifecycle = world.loaded(1).await.registration.lifecycle;
    assert!(
        issued
            .invitation
            .gives_authority(&lifecycle, world.clock.now())
    );
}
