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
    /// The connection was taken down.
    #[serde(rename = "registration.disconnected")]
    Disconnected,
    /// A tenant consented that no domain of the customer pinned: the host app has to agree.
    #[serde(rename = "registration.approval_required")]
    ApprovalRequired,
    /// The customer's domain was a verified one of the connected organisation, and is not any more. The tenant stays connected.
    #[serde(rename = "registration.expected_domain_lost")]
    ExpectedDomainLost,
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Every kind; a new one stops the build here.
    fn kinds() -> [EventKind; 5] {
        let of = |kind: EventKind| match kind {
            EventKind::Connected
            | EventKind::Disconnected
            | EventKind::ApprovalRequired
            | EventKind::ExpectedDomainLost
            | EventKind::HealthChanged { previous_health: _ } => kind,
        };
        [
            of(EventKind::Connected),
            of(EventKind::Disconnected),
            of(EventKind::ApprovalRequired),
            of(EventKind::ExpectedDomainLost),
            of(EventKind::HealthChanged {
                previous_health: Health::Healthy,
            }),
        ]
    }

    #[test]
    fn t79_an_event_tells_ids_states_and_times_and_no_name() {
        for kind in kinds() {
            let event = Event {
                id: "01930000-0000-7000-8000-000000000001".parse().unwrap(),
                kind,
                customer_id: "contoso".to_owned().try_into().unwrap(),
                registration_id: "01930000-0000-7000-8000-00000000002f".parse().unwrap(),
                health: Health::Broken,
                health_version: 7,
                occurred_at: "2026-11-29T12:00:00Z".parse().unwrap(),
            };
            let mut told = serde_json::to_value(&event).unwrap();
            let told = told.as_object_mut().unwrap();
            let kind = told.remove("type").unwrap();
            if kind == "registration.health_changed" {
                assert_eq!(told.remove("previous_health"), Some(json!("healthy")));
            }
            let expected = json!({
                "id": "01930000-0000-7000-8000-000000000001",
                "customer_id": "contoso",
                "registration_id": "01930000-0000-7000-8000-00000000002f",
                "health": "broken",
                "health_version": 7,
                "occurred_at": "2026-11-29T12:00:00Z",
            });
            assert_eq!(Value::Object(told.clone()), expected, "{kind}");
        }
    }
}
