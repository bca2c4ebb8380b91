//! What the host app is told of a run.

use crate::new_id;
use domain::{
    clock::{Random, RandomUnavailable},
    event::{Event, EventKind},
    ids::EventId,
    registration::Registration,
    standing::{Assessment, Standing},
};
use jiff::Timestamp;

/// What a run changes about the binding of the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BindingNews {
    /// Nothing.
    None,
    /// The tenant is bound.
    Connected,
    /// The tenant is found to belong to another customer.
    Refused,
    /// The tenant does not belong to another customer any more.
    Free,
}

/// Events of a run, by the standing before it and its assessment.
pub(super) fn events(
    registration: &Registration,
    binding: BindingNews,
    (before, assessment): (&Standing, &Assessment),
    now: Timestamp,
    random: &dyn Random,
) -> Result<Vec<Event>, RandomUnavailable> {
    // Before the connection there is nothing the host app could rely on, so its health is no news (T02).
    let was_connected = registration.lifecycle.connected_tenant().is_some();
    let lost = (was_connected && has_lost_domain(before, &assessment.standing))
        .then_some(EventKind::ExpectedDomainLost);
    let health = match (binding, assessment.previous_health) {
        (BindingNews::Connected, _) => Some(EventKind::Connected),
        (BindingNews::Refused, _) => Some(EventKind::Refused),
        (BindingNews::None | BindingNews::Free, Some(previous_health)) if was_connected => {
            Some(EventKind::HealthChanged { previous_health })
        }
        (BindingNews::None | BindingNews::Free, _) => None,
    };
    let told = [lost, health].into_iter().flatten();
    told.map(|kind| {
        Ok(Event {
            id: EventId::from_uuid(new_id::generate(now, random)?),
            kind,
            customer_id: registration.customer.id.clone(),
            registration_id: registration.id,
            health: assessment.standing.health,
            health_version: assessment.standing.health_version,
            occurred_at: now,
        })
    })
    .collect()
}

/// Whether the customer's domain was in the tenant when it was last looked for, and is seen missing now.
fn has_lost_domain(before: &Standing, now: &Standing) -> bool {
    before.has_domain == Some(true) && now.has_domain == Some(false)
}
