//! What the host app is told of a run.

use crate::new_id;
use domain::{
    clock::{Random, RandomUnavailable},
    event::{Event, EventKind},
    ids::EventId,
    registration::{Lifecycle, Registration},
    standing::Assessment,
};
use jiff::Timestamp;

pub(super) fn events(
    registration: &Registration,
    connected: bool,
    assessment: &Assessment,
    now: Timestamp,
    random: &dyn Random,
) -> Result<Vec<Event>, RandomUnavailable> {
    let was_connected = matches!(registration.lifecycle, Lifecycle::Connected { .. });
    let kind = match (connected, assessment.previous_health) {
        (true, _) => EventKind::Connected,
        // Before the connection there is nothing the host app could rely on, so its health is no news (T02).
        (false, Some(previous_health)) if was_connected => {
            EventKind::HealthChanged { previous_health }
        }
        (false, _) => return Ok(Vec::new()),
    };
    Ok(vec![Event {
        id: EventId::from_uuid(new_id::generate(now, random)?),
        kind,
        customer_id: registration.customer.id.clone(),
        registration_id: registration.id,
        health: assessment.standing.health,
        health_version: assessment.standing.health_version,
        occurred_at: now,
    }])
}
