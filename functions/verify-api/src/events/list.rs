//! `GET /v1/events`.

use crate::{
    answer::{Answer, Failure},
    input::Operation,
    instant::Instant,
    page::PageQuery,
    words::open_words,
};
use app::events;
use domain::{
    event::{Event, EventKind},
    ids::{EventId, RegistrationId},
    standing::Health,
};
use serde::Serialize;
use utoipa::ToSchema;
use web::problem::Problem;

/// One event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
struct EventView {
    /// Unique; the same on every reading.
    #[schema(value_type = String, format = "uuid")]
    id: EventId,
    /// What happened. New types may appear.
    #[serde(rename = "type")]
    #[schema(example = "registration.connected")]
    kind: &'static str,
    /// The host app's own name of the customer.
    customer_id: String,
    /// The registration.
    #[schema(value_type = String, format = "uuid")]
    registration_id: RegistrationId,
    /// The health after the change.
    #[schema(schema_with = open_words::<Health>)]
    health: Health,
    /// Grows with each change of health of the registration.
    health_version: u64,
    /// The health before, where it changed.
    #[schema(value_type = Option<String>)]
    previous_health: Option<Health>,
    /// When it happened.
    occurred_at: Instant,
}

impl EventView {
    fn of(event: &Event) -> Self {
        let (kind, previous_health) = match event.kind {
            EventKind::Connected => ("registration.connected", None),
            EventKind::ApprovalRequired => ("registration.approval_required", None),
            EventKind::ExpectedDomainLost => ("registration.expected_domain_lost", None),
            EventKind::HealthChanged { previous_health } => {
                ("registration.health_changed", Some(previous_health))
            }
        };
        Self {
            id: event.id,
            kind,
            customer_id: event.customer_id.to_string(),
            registration_id: event.registration_id,
            health: event.health,
            health_version: event.health_version,
            previous_health,
            occurred_at: event.occurred_at.into(),
        }
    }
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventPage)]
struct EventsView {
    /// The events, oldest first; empty where there is none yet.
    items: Vec<EventView>,
    /// The cursor to poll with next; null only before the first event.
    next_cursor: Option<String>,
}

/// Events, oldest first.
///
/// Poll with `next_cursor` of the last answer, also where that had no items.
#[utoipa::path(
    get, path = "/v1/events", tag = "Events", params(PageQuery),
    responses((status = 200, description = "A page.", body = EventsView)),
)]
pub(crate) async fn list_events(operation: Operation<PageQuery>) -> Result<Answer, Failure> {
    let (deps, query) = (&operation.deps, &operation.query);
    let after: Option<EventId> = query
        .cursor
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Problem::invalid_cursor())?;
    let store = &deps.verifier.store;
    let listed = events::list(store, &deps.clock, &operation.caller, after, query.limit.0);
    let listed = listed.await.map_err(|error| Problem::from(&error))?;
    let next_cursor = listed.last().map(|event| event.id).or(after);
    Answer::ok(&EventsView {
        items: listed.iter().map(EventView::of).collect(),
        next_cursor: next_cursor.map(|id| id.to_string()),
    })
}
