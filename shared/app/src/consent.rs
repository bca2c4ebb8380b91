//! A consent as it is written: after the consent page, and where it was given elsewhere.

use domain::{
    event::{Event, EventKind},
    ids::{EventId, TokenHash},
    registration::{Lifecycle, Pinned, Refused, Registration, Tenant},
};
use jiff::Timestamp;
use store::{Change, Loaded};
use uuid::Uuid;

/// The registration once its tenant has consented through this link, and the event that asks the host app to agree where no
/// domain pinned the tenant.
pub(crate) fn consented(
    loaded: &Loaded,
    (tenant, pinned): (Tenant, Pinned),
    through: &TokenHash,
    event_id: Uuid,
    now: Timestamp,
) -> Result<Change, Refused> {
    let registration = &loaded.registration;
    let lifecycle = registration
        .lifecycle
        .clone()
        .consent(tenant, pinned, now)?;
    let asks = lifecycle.awaits_approval()
        && !matches!(registration.lifecycle, Lifecycle::Consented { .. });
    let event = asks.then(|| approval_required(loaded, event_id, now));
    Ok(Change {
        events: event.into_iter().collect(),
        ..Change::of(Registration {
            lifecycle,
            signed_in_through: None,
            consented_through: Some(through.clone()),
            ..registration.clone()
        })
    })
}

/// The event that asks the host app to agree to the registration's tenant.
pub(crate) fn approval_required(loaded: &Loaded, event_id: Uuid, now: Timestamp) -> Event {
    let registration = &loaded.registration;
    Event {
        id: EventId::from_uuid(event_id),
        kind: EventKind::ApprovalRequired,
        customer_id: registration.customer.id.clone(),
        registration_id: registration.id,
        health: loaded.standing.health,
        health_version: loaded.standing.health_version,
        occurred_at: now,
    }
}
