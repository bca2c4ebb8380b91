//! Events for the host app. They are thin: ids, state, time and the host app's own values, no names (T79).

mod envelope;
mod former;
mod transition;

pub use envelope::{Envelope, Links, PING};
pub use former::FormerEvent;
pub use transition::{health_event, news, reasons};

use crate::{
    customer::{CustomerId, Metadata},
    ids::{EventId, InvitationId, RegistrationId, VerificationId},
    registration::Registration,
    responsible::Responsible,
    standing::{Health, Standing},
    usability::{ServiceAnswer, Usability, Usable},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Kinds of events. More may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EventKind {
    /// The tenant binding was proven; the registration is connected.
    #[serde(rename = "registration.connected")]
    Connected,
    /// A tenant consented that is not pinned by a domain of the customer: the host app has to agree.
    #[serde(rename = "registration.approval_required")]
    ApprovalRequired,
    /// Cooperlink works and something needs attention, or it is no longer known whether Cooperlink works.
    #[serde(rename = "registration.attention")]
    Attention,
    /// Cooperlink does not work: a blocking check was seen failing twice. The event is repeated when the reasons change, or
    /// when one service works again.
    #[serde(rename = "registration.broken")]
    Broken,
    /// Cooperlink works: the earlier broken, unknown or attention state is over. The event is also sent when a service can be
    /// used for the first time, or again after a failure that was never confirmed.
    #[serde(rename = "registration.recovered")]
    Recovery,
    /// The host app disconnected the registration.
    #[serde(rename = "registration.disconnected")]
    Disconnected,
    /// The tenant that consented cannot be connected: it belongs to another customer.
    #[serde(rename = "registration.refused")]
    Refused,
    /// The system user has to sign in again.
    #[serde(rename = "system_user.needs_sign_in")]
    NeedsSignIn,
    /// The application asks for permissions that the tenant never approved.
    #[serde(rename = "permissions.behind")]
    PermissionsBehind,
    /// The tenant has approved every permission that the application asks for.
    #[serde(rename = "permissions.complete")]
    PermissionsComplete,
    /// A link that is still needed has expired unused.
    #[serde(rename = "invitation.expired")]
    InvitationExpired,
    /// The holder of a link that has ended asks for a new one.
    #[serde(rename = "invitation.requested")]
    InvitationRequested,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Connected,
        Self::ApprovalRequired,
        Self::Attention,
        Self::Broken,
        Self::Recovery,
        Self::Disconnected,
        Self::Refused,
        Self::NeedsSignIn,
        Self::PermissionsBehind,
        Self::PermissionsComplete,
        Self::InvitationExpired,
        Self::InvitationRequested,
    ];

    /// Name of the kind as the API spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connected => "registration.connected",
            Self::ApprovalRequired => "registration.approval_required",
            Self::Attention => "registration.attention",
            Self::Broken => "registration.broken",
            Self::Recovery => "registration.recovered",
            Self::Disconnected => "registration.disconnected",
            Self::Refused => "registration.refused",
            Self::NeedsSignIn => "system_user.needs_sign_in",
            Self::PermissionsBehind => "permissions.behind",
            Self::PermissionsComplete => "permissions.complete",
            Self::InvitationExpired => "invitation.expired",
            Self::InvitationRequested => "invitation.requested",
        }
    }

    /// The kind of that name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One entry of the outbox, written in the same transaction as the change that it reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Unique; the same on every reading and in every delivery.
    pub id: EventId,
    /// Kind of the event.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// Instant of the change.
    pub created_at: Timestamp,
    /// The registration after the change.
    pub registration: EventRegistration,
    /// Reasons for the state; empty if all is well.
    #[serde(default)]
    pub reasons: Vec<EventReason>,
    /// The newest kept report.
    #[serde(default)]
    pub verification_id: Option<VerificationId>,
    /// The link that the event is about.
    #[serde(default)]
    pub invitation_id: Option<InvitationId>,
}

/// A registration as an event shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRegistration {
    /// Its id.
    pub id: RegistrationId,
    /// The host app's own name of the customer.
    pub customer_id: CustomerId,
    /// Number that grows by one with each event of this registration: of two events, the one with the higher number is newer.
    pub sequence: u64,
    /// Stage of the lifecycle.
    pub stage: String,
    /// Health as last confirmed.
    pub health: Health,
    /// Usability of each service; `None` in events of the former form.
    #[serde(default)]
    pub usable: Option<EventUsability>,
    /// The host app's own values.
    #[serde(default)]
    pub metadata: Metadata,
}

/// Usability of each service, as an event shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventUsability {
    /// Answer for SharePoint.
    pub sharepoint: EventAnswer,
    /// Answer for mail.
    pub mail: EventAnswer,
}

/// The answer for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventAnswer {
    /// The answer.
    pub answer: Usable,
    /// Start of this answer.
    #[serde(serialize_with = "envelope::milliseconds")]
    pub since: Timestamp,
    /// Reasons for an answer other than yes.
    pub reasons: Vec<EventReason>,
}

/// A reason for a state or an answer. It has the members that a read of the API has; the subject stays empty in events,
/// because it is a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventReason {
    /// The check's id; with its position, such as `library:2`, if the check is asked for each site or library. `None` if the
    /// stage or the registration itself is the reason.
    pub check: Option<String>,
    /// Code of the finding.
    pub finding: String,
    /// Always `None`.
    #[serde(default)]
    pub subject: Option<String>,
    /// The party that can put it right, if it is known.
    pub acts: Option<Responsible>,
}

impl EventReason {
    /// A reason that consists of a check.
    fn of_check(check: &str, finding: &str, acts: Option<Responsible>) -> Self {
        Self {
            check: Some(check.to_owned()),
            finding: finding.to_owned(),
            subject: None,
            acts,
        }
    }
}

impl From<Usability> for EventUsability {
    fn from(usability: Usability) -> Self {
        let answer = |of: ServiceAnswer| EventAnswer {
            answer: of.answer,
            since: of.since,
            reasons: of
                .reasons
                .into_iter()
                .map(|reason| EventReason {
                    check: reason.check,
                    finding: reason.finding,
                    subject: None,
                    acts: reason.acts,
                })
                .collect(),
        };
        Self {
            sharepoint: answer(usability.sharepoint),
            mail: answer(usability.mail),
        }
    }
}

impl Event {
    /// An event of a registration with this standing after the change.
    pub fn new(
        id: EventId,
        kind: EventKind,
        (registration, standing): (&Registration, &Standing),
        sequence: u64,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            kind,
            created_at: now,
            registration: EventRegistration {
                id: registration.id,
                customer_id: registration.customer.id.clone(),
                sequence,
                stage: registration.lifecycle.stage().to_owned(),
                health: standing.health,
                usable: Some(Usability::of(registration, standing, now).into()),
                metadata: registration.metadata.clone(),
            },
            reasons: Vec::new(),
            verification_id: standing.latest_report,
            invitation_id: None,
        }
    }
}

/// Instant at which an event's id was made, if it is one of ours: a version 7 GUID (RFC 9562 section 5.7) carries its
/// milliseconds in its first 48 bits.
pub fn made_at(id: EventId) -> Option<Timestamp> {
    let uuid = id.as_uuid();
    if uuid.get_version_num() != 7 {
        return None;
    }
    let milliseconds = i64::try_from(uuid.as_u128() >> 80).ok()?;
    Timestamp::from_millisecond(milliseconds).ok()
}

/// Highest id that can be made in the millisecond of an instant: a cursor after every event up to it.
pub fn last_id_of(at: Timestamp) -> EventId {
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
    let highest = uuid::Builder::from_unix_timestamp_millis(milliseconds, &[0xff; 10]);
    EventId::from_uuid(highest.into_uuid())
}

#[cfg(test)]
#[path = "event/tests.rs"]
mod tests;
