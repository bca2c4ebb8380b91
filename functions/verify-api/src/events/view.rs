//! Description of the envelope of an event. The API sends the domain's own envelope, so that a delivery has the same bytes.

use crate::{
    instant::Instant,
    words::{EventStage, open_words, open_words_or_null},
};
use domain::{
    event::{Envelope, Event, EventKind},
    responsible::Responsible,
    standing::Health,
    usability::Usable,
};
use serde::Serialize;
use std::collections::BTreeMap;
use url::Url;
use utoipa::ToSchema;

/// One event, as the domain writes it.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct EventView(Envelope);

impl EventView {
    /// The event with addresses below this origin.
    pub(crate) fn of(event: &Event, base: &Url) -> Self {
        Self(Envelope::of(event, base.as_str().trim_end_matches('/')))
    }
}

/// Description of an event.
#[derive(ToSchema)]
#[schema(as = Event)]
#[expect(dead_code, reason = "it describes what the domain writes")]
pub(crate) struct EventSchema {
    /// Unique; the same on every reading and in every delivery.
    #[schema(format = "uuid")]
    id: String,
    /// Type of the event. New types may appear.
    #[schema(schema_with = open_words::<EventKind>)]
    r#type: String,
    /// Time at which it happened.
    created_at: Instant,
    /// The registration after the change; null in a ping.
    registration: Option<EventRegistrationSchema>,
    /// Reasons for a state that is not well.
    reasons: Vec<EventReasonSchema>,
    /// Addresses of what the event is about.
    links: EventLinksSchema,
}

/// The registration of an event.
#[derive(ToSchema)]
#[schema(as = EventRegistration)]
#[expect(dead_code, reason = "it describes what the domain writes")]
pub(crate) struct EventRegistrationSchema {
    /// `id` of the registration.
    #[schema(format = "uuid")]
    id: String,
    /// The host app's own name of the customer.
    customer_id: String,
    /// Grows by one with each event of the registration: of two events the one with the higher number is the newer.
    sequence: u64,
    /// Stage of the lifecycle. New stages may appear.
    #[schema(schema_with = open_words::<EventStage>)]
    stage: String,
    /// The health after the change.
    #[schema(schema_with = open_words::<Health>)]
    health: String,
    /// Usability of each service; null in events that are older than this member.
    usable: Option<EventUsabilitySchema>,
    /// The host app's own values.
    metadata: BTreeMap<String, String>,
}

/// Usability of each service after the change.
#[derive(ToSchema)]
#[schema(as = EventUsability)]
#[expect(dead_code, reason = "it describes what the domain writes")]
pub(crate) struct EventUsabilitySchema {
    /// SharePoint.
    sharepoint: EventAnswerSchema,
    /// Mail.
    mail: EventAnswerSchema,
}

/// The answer for one service.
#[derive(ToSchema)]
#[schema(as = EventAnswer)]
#[expect(dead_code, reason = "it describes what the domain writes")]
pub(crate) struct EventAnswerSchema {
    /// `yes`, `no` or `unknown`.
    #[schema(schema_with = open_words::<Usable>)]
    answer: String,
    /// Start of this answer.
    since: Instant,
    /// Reasons for an answer other than `yes`.
    reasons: Vec<EventReasonSchema>,
}

/// A reason for a state or an answer.
#[derive(ToSchema)]
#[schema(as = EventReason)]
#[expect(dead_code, reason = "it describes what the domain writes")]
pub(crate) struct EventReasonSchema {
    /// The check's id, of a site or library with its position, such as `library:2`; null where the stage is the reason.
    #[schema(example = "mailbox")]
    check: Option<String>,
    /// Code of the finding, as in a registration. New codes may appear.
    #[schema(example = "mailbox-missing")]
    finding: String,
    /// Always null: events have no names.
    subject: Option<String>,
    /// The party that can put it right; null where that is not known.
    #[schema(schema_with = open_words_or_null::<Responsible>)]
    acts: Option<String>,
}

/// Addresses in the API.
#[derive(ToSchema)]
#[schema(as = EventLinks)]
#[expect(dead_code, reason = "it describes what the domain writes")]
pub(crate) struct EventLinksSchema {
    /// The registration; null in a ping.
    registration: Option<String>,
    /// The newest kept report when it happened.
    verification: Option<String>,
    /// The link that the event is about.
    invitation: Option<String>,
}
