//! A consent as it is written: after the consent page, and where it was given elsewhere.

use crate::secrets::new_id::RandomBits;
use domain::{
    event::{Event, EventKind},
    ids::{EventId, TokenHash},
    registration::{Lifecycle, Pinning, Registration, Tenant, TransitionRefusal},
};
use jiff::Timestamp;
use store::{RegistrationChange, StoredRegistration};

/// The registration once its tenant has consented through this link, and the event that asks the host app to agree where no
/// domain pinned the tenant.
pub(crate) fn consented(
    loaded: &StoredRegistration,
    tenant: Tenant,
    pinned: Pinning,
    through: &TokenHash,
    event_id: RandomBits,
    now: Timestamp,
) -> Result<RegistrationChange, TransitionRefusal> {
    let registration = &loaded.registration;
    let lifecycle = registration
        .lifecycle
        .clone()
        .consent(tenant, pinned, now)?;
    let asks = lifecycle.awaits_approval()
        && !matches!(registration.lifecycle, Lifecycle::Consented { .. });
    let after = Registration {
        lifecycle,
        signed_in_through: None,
        consented_through: Some(through.clone()),
        ..registration.clone()
    };
    let event = asks.then(|| approval_required(loaded, &after, event_id, now));
    Ok(RegistrationChange {
        events: event.into_iter().collect(),
        ..RegistrationChange::of(after)
    })
}

/// The event that asks the host app to agree to the tenant of a registration that was loaded and becomes `after`.
pub(crate) fn approval_required(
    loaded: &StoredRegistration,
    after: &Registration,
    event_id: RandomBits,
    now: Timestamp,
) -> Event {
    let id = EventId::from_uuid(event_id.at(now));
    let sequence = loaded.event_sequence + 1;
    Event::new(
        id,
        EventKind::ApprovalRequired,
        (after, &loaded.standing),
        sequence,
        now,
    )
}
