//! The one envelope of an event, the same in the feed and in a delivery.

use super::{Event, EventReason, EventRegistration, EventUsability};
use crate::{
    customer::{CustomerId, Metadata},
    ids::{EventId, RegistrationId},
    standing::Health,
};
use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// Type of a delivery that only tries an endpoint. It is not an event of the feed.
pub const PING: &str = "webhook.ping";

/// An event as the host app receives it. Every member is always present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Envelope {
    /// The event's id; the same in every delivery.
    pub id: EventId,
    /// Name of the kind.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Instant of the change, with milliseconds.
    #[serde(serialize_with = "milliseconds")]
    pub created_at: Timestamp,
    /// The registration after the change; `None` in a ping.
    pub registration: Option<RegistrationEnvelope>,
    /// Reasons for the state; empty if all is well.
    pub reasons: Vec<EventReason>,
    /// Addresses of the objects that the event is about.
    pub links: Links,
}

/// The registration of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegistrationEnvelope {
    /// Its id.
    pub id: RegistrationId,
    /// The host app's own name of the customer.
    pub customer_id: CustomerId,
    /// Number that grows by one with each event of this registration.
    pub sequence: u64,
    /// Stage of the lifecycle.
    pub stage: String,
    /// Health as last confirmed.
    pub health: Health,
    /// Usability of each service.
    pub usable: Option<EventUsability>,
    /// The host app's own values.
    pub metadata: Metadata,
}

/// Addresses in the API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Links {
    /// The registration.
    pub registration: Option<String>,
    /// The report that was the newest kept one at that instant.
    pub verification: Option<String>,
    /// The link that the event is about.
    pub invitation: Option<String>,
}

impl Envelope {
    /// The envelope of an event. `origin` is the API's origin, without a closing slash.
    pub fn of(event: &Event, origin: &str) -> Self {
        let Event {
            id,
            kind,
            created_at,
            registration,
            reasons,
            verification_id,
            invitation_id,
        } = event.clone();
        let address = format!("{origin}/v1/registrations/{}", registration.id);
        let EventRegistration {
            id: registration_id,
            customer_id,
            sequence,
            stage,
            health,
            usable,
            metadata,
        } = registration;
        Self {
            id,
            kind: kind.name(),
            created_at,
            registration: Some(RegistrationEnvelope {
                id: registration_id,
                customer_id,
                sequence,
                stage,
                health,
                usable,
                metadata,
            }),
            reasons,
            links: Links {
                verification: verification_id.map(|id| format!("{address}/verifications/{id}")),
                invitation: invitation_id.map(|id| format!("{address}/invitations/{id}")),
                registration: Some(address),
            },
        }
    }

    /// The envelope of a delivery that only tries an endpoint.
    pub fn ping(id: EventId, now: Timestamp) -> Self {
        Self {
            id,
            kind: PING,
            created_at: now,
            registration: None,
            reasons: Vec::new(),
            links: Links::default(),
        }
    }
}

/// An instant in RFC 3339 with exactly milliseconds.
pub(super) fn milliseconds<S: Serializer>(
    at: &Timestamp,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{at:.3}"))
}
