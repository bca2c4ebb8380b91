//! What the host app is told. Events are thin: ids, state and time, no names (`security.md` T79).

use crate::{
    customer::CustomerId,
    ids::{EventId, RegistrationId},
    standing::Health,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum EventKind {
    /// The tenant binding was proven; the registration is connected.
    #[serde(rename = "registration.connected")]
    Connected,
    /// A tenant consented that no domain of the customer pinned: the host app has to agree.
    #[serde(rename = "registration.approval_required")]
    ApprovalRequired,
    /// A confirmed change of health.
    #[serde(rename = "registration.health_changed")]
    HealthChanged {
        /// What it was.
        previous_health: Health,
    },
}

/// One entry of the outbox, written in the same transaction as the change it tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Unique; the same on every reading.
    pub id: EventId,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
    /// Whose registration.
    pub customer_id: CustomerId,
    /// Which registration.
    pub registration_id: RegistrationId,
    /// The health after the change.
    pub health: Health,
    /// Grows with each change of health of this registration.
    pub health_version: u64,
    /// When it happened.
    pub occurred_at: Timestamp,
}

/// The instant an event's id was made, if it is one of ours: a version 7 GUID (RFC 9562 section 5.7) carries its
/// milliseconds in its first 48 bits.
pub fn made_at(id: EventId) -> Option<Timestamp> {
    let uuid = id.as_uuid();
    if uuid.get_version_num() != 7 {
        return None;
    }
    let milliseconds = i64::try_from(uuid.as_u128() >> 80).ok()?;
    Timestamp::from_millisecond(milliseconds).ok()
}
