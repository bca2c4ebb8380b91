//! Events for the host app. They are thin: ids, state, time and the host app's own values, no names (`security.md` T79).

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
    usability::{Answer, ServiceAnswer, Usability},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Kinds of events. More may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EventKind {
    /// The tenant binding was proven; the registration is connected.
    #[serde(rename = "registration.connected")]
    Connected,
    /// A tenant consented that no domain of the customer pinned: the host app has to agree.
    #[serde(rename = "registration.approval_required")]
    ApprovalRequired,
    /// Cooperlink works and something needs attention, or whether it works is not known any more.
    #[serde(rename = "registration.attention")]
    Attention,
    /// Cooperlink does not work: a blocking check was seen failing twice. Told again when the reasons change, or one service works
    /// again.
    #[serde(rename = "registration.broken")]
    Broken,
    /// Cooperlink works: what was broken, not known or needed attention is over. Told too when a service can be used again whose
    /// failure was never confirmed, or for the first time.
    #[serde(rename = "registration.recovered")]
    Recovered,
    /// The host app took the connection down.
    #[serde(rename = "registration.disconnected")]
    Disconnected,
    /// The tenant that consented cannot be connected: another customer has it.
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
        Self::Recovered,
        Self::Disconnected,
        Self::Refused,
        Self::NeedsSignIn,
        Self::PermissionsBehind,
        Self::PermissionsComplete,
        Self::InvitationExpired,
        Self::InvitationRequested,
    ];

    /// Name of the kind, as the API spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connected => "registration.connected",
            Self::ApprovalRequired => "registration.approval_required",
            Self::Attention => "registration.attention",
            Self::Broken => "registration.broken",
            Self::Recovered => "registration.recovered",
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

/// One entry of the outbox, written in the same transaction as the change it tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Unique; the same on every reading and in every delivery.
    pub id: EventId,
    /// Kind of the event.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// When it happened.
    pub created_at: Timestamp,
    /// The registration after the change.
    pub registration: EventRegistration,
    /// Reasons for the state, where it is not well.
    #[serde(default)]
    pub reasons: Vec<Reason>,
    /// The newest kept report.
    #[serde(default)]
    pub verification_id: Option<VerificationId>,
    /// The link that the event is about.
    #[serde(default)]
    pub invitation_id: Option<InvitationId>,
}

/// A registration as an event tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRegistration {
    /// Which.
    pub id: RegistrationId,
    /// The host app's own name of the customer.
    pub customer_id: CustomerId,
    /// Grows by one with each event of this registration: of two events the one with the higher number is the newer.
    pub sequence: u64,
    /// Stage of the lifecycle.
    pub stage: String,
    /// Health as last confirmed.
    pub health: Health,
    /// Whether each service can be used; `None` in events of the former form.
    #[serde(default)]
    pub usable: Option<EventUsability>,
    /// The host app's own values.
    #[serde(default)]
    pub metadata: Metadata,
}

/// Whether each service can be used, as an event tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventUsability {
    /// SharePoint.
    pub sharepoint: EventAnswer,
    /// Mail.
    pub mail: EventAnswer,
}

/// The answer for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventAnswer {
    /// The answer.
    pub answer: Answer,
    /// Start of this answer.
    #[serde(serialize_with = "envelope::milliseconds")]
    pub since: Timestamp,
    /// Reasons for an answer other than yes.
    pub reasons: Vec<Reason>,
}

/// A reason for a state or an answer. It has the members of a read; the subject stays out of events, because it is a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The check's id, of one that is asked for each site or library with its position, such as `library:2`; `None` where the
    /// stage or the registration itself is the reason.
    pub check: Option<String>,
    /// Code of the finding.
    pub finding: String,
    /// Always `None`.
    #[serde(default)]
    pub subject: Option<String>,
    /// The party that can put it right, where that is known.
    pub acts: Option<Responsible>,
}

impl Reason {
    /// A reason that a check is.
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
                .map(|reason| Reason {
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
    /// An event of a registration that is and stands like this after the change.
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

/// The highest id that can be made in the millisecond of an instant: a cursor behind everything up to it.
pub fn last_id_of(at: Timestamp) -> EventId {
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
    let highest = uuid::Builder::from_unix_timestamp_millis(milliseconds, &[0xff; 10]);
    EventId::from_uuid(highest.into_uuid())
}

#[cfg(test)]
#[path = "event/tests.rs"]
mod tests;
