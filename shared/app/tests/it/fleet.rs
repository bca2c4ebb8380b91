//! Many registrations, each of a tenant of its own.

use crate::{
    samples::{consented, minutes},
    world::World,
};
use app::{
    host::{
        api_key::Caller,
        events::{self, Poll},
    },
    verify::process_message::ProcessOutcome,
};
use domain::{
    customer::{Customer, CustomerId},
    event::EventKind,
    ids::RegistrationId,
    registration::{Lifecycle, Registration},
    standing::Health,
};
use jiff::SignedDuration;
use std::{collections::BTreeMap, ops::RangeInclusive, sync::atomic::Ordering};

/// The tenant of that registration.
pub(crate) fn tenant_of(number: u64) -> String {
    format!("7e000000-0000-4000-8000-{:012x}", 0x7000_0000_0000 + number)
}

/// Connects the registrations, two hours after their consent; all are healthy then.
pub(crate) async fn connect(
    world: &World,
    numbers: RangeInclusive<u64>,
    customer: fn(u64) -> String,
) {
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    for number in numbers.clone() {
        let sample = consented(number);
        let mut registration = Registration {
            customer: Customer {
                id: CustomerId::try_from(customer(number)).unwrap(),
                ..sample.customer
            },
            ..sample
        };
        // One tenant belongs to one customer.
        set_tenant(&mut registration, &tenant_of(number));
        world.store(&registration, number).await;
    }
    run_all(world, numbers).await;
    world.clock.advance(minutes(120));
}

fn set_tenant(registration: &mut Registration, id: &str) {
    let id = id.parse().unwrap();
    if let Lifecycle::Consented { tenant, .. } = &mut registration.lifecycle {
        tenant.id = id;
    }
    let observations = &mut registration.observations;
    observations.delegated_scopes_tenant = Some(id);
    if let Some(organization) = &mut observations.organization {
        organization.value.id = id;
    }
}

/// A customer of its own for each.
pub(crate) fn of_its_own(number: u64) -> String {
    format!("customer-{number}")
}

/// Works off a message for each, at once.
pub(crate) async fn run_all(world: &World, numbers: RangeInclusive<u64>) {
    for number in numbers {
        let processed = world.process(&world.interactive(number)).await;
        assert_eq!(processed, ProcessOutcome::Verified);
    }
}

/// The registrations in that health.
pub(crate) async fn in_health(
    world: &World,
    numbers: RangeInclusive<u64>,
    health: Health,
) -> Vec<u64> {
    let mut found = Vec::new();
    for number in numbers {
        if world.loaded(number).await.standing.health == health {
            found.push(number);
        }
    }
    found
}

/// The health that each registration was told to turn to, in order.
pub(crate) async fn told(world: &World) -> BTreeMap<RegistrationId, Vec<Health>> {
    world.clock.advance(SignedDuration::from_secs(31));
    let caller = Caller::new("abcdefgh", None);
    let mut told = BTreeMap::<_, Vec<_>>::new();
    let mut after = None;
    loop {
        let poll = Poll {
            after,
            limit: 100,
            ..Poll::default()
        };
        let polled = events::poll(&world.store, &world.clock, &caller, &poll).await;
        let polled = polled.unwrap();
        for event in polled.items {
            if event.kind != EventKind::Connected {
                let registration = event.registration;
                told.entry(registration.id)
                    .or_default()
                    .push(registration.health);
            }
        }
        if !polled.has_more {
            return told;
        }
        after = Some(polled.next_after);
    }
}
