//! Events as they were written before they had reasons and a sequence. They are kept for 400 days.

use super::{Event, EventKind, EventReason, EventRegistration, health_event};
use crate::{
    customer::{CustomerId, Metadata},
    ids::{EventId, RegistrationId},
    standing::Health,
};
use jiff::Timestamp;
use serde::Deserialize;

/// An event of the former form.
#[derive(Debug, Deserialize)]
pub struct FormerEvent {
    id: EventId,
    #[serde(rename = "type")]
    kind: FormerKind,
    previous_health: Option<Health>,
    customer_id: CustomerId,
    registration_id: RegistrationId,
    health: Health,
    health_version: u64,
    occurred_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum FormerKind {
    #[serde(rename = "registration.connected")]
    Connected,
    #[serde(rename = "registration.approval_required")]
    ApprovalRequired,
    #[serde(rename = "registration.expected_domain_lost")]
    ExpectedDomainLost,
    #[serde(rename = "registration.disconnected")]
    Disconnected,
    #[serde(rename = "registration.refused")]
    Refused,
    #[serde(rename = "registration.health_changed")]
    HealthChanged,
}

impl From<FormerEvent> for Event {
    fn from(former: FormerEvent) -> Self {
        let previous = former.previous_health.unwrap_or(Health::Unknown);
        let kind = match former.kind {
            FormerKind::Connected => EventKind::Connected,
            FormerKind::ApprovalRequired => EventKind::ApprovalRequired,
            FormerKind::ExpectedDomainLost => EventKind::Attention,
            FormerKind::Disconnected => EventKind::Disconnected,
            FormerKind::Refused => EventKind::Refused,
            FormerKind::HealthChanged => {
                health_event(previous, former.health).unwrap_or(EventKind::Attention)
            }
        };
        let stage = match former.kind {
            FormerKind::ApprovalRequired | FormerKind::Refused => "consented",
            FormerKind::Disconnected => "disconnected",
            FormerKind::Connected | FormerKind::ExpectedDomainLost | FormerKind::HealthChanged => {
                "connected"
            }
        };
        let lost = (former.kind == FormerKind::ExpectedDomainLost)
            .then(|| EventReason::of_check("customer-domain", "domain-lost", None));
        Self {
            id: former.id,
            kind,
            created_at: former.occurred_at,
            registration: EventRegistration {
                id: former.registration_id,
                customer_id: former.customer_id,
                sequence: former.health_version,
                stage: stage.to_owned(),
                health: former.health,
                usable: None,
                metadata: Metadata::default(),
            },
            reasons: lost.into_iter().collect(),
            verification_id: None,
            invitation_id: None,
        }
    }
}
