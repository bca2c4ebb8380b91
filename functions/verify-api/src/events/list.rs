//! `GET /v1/events`.

use super::view::{EventSchema, EventView};
use crate::{
    answer::{Answer, Failure},
    input::{Errors, Operation, query::Limit, text::text},
};
use app::events::{self, Poll};
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::{
    event::EventKind,
    ids::{EventId, RegistrationId},
};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use web::problem::{ErrorCode, Problem};

/// Parameters of a poll.
#[derive(Debug, Deserr, IntoParams)]
#[deserr(error = Errors, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// `next_after` of an earlier answer, as it is; absent to begin with the oldest event that is kept.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    after: Option<String>,
    /// Types that are wanted, separated by commas; absent for all.
    #[deserr(default)]
    #[param(value_type = Option<String>, example = "registration.broken,registration.recovered")]
    types: Types,
    /// The registration that is wanted; absent for all.
    #[deserr(default)]
    #[param(value_type = Option<String>, format = "uuid")]
    registration_id: Option<RegistrationId>,
    /// The most events of an answer: 1 to 100, 50 unless given.
    #[deserr(default)]
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100, default = 50)]
    limit: Limit,
}

/// Kinds of events, separated by commas.
#[derive(Debug, Clone, Default)]
struct Types(Vec<EventKind>);

impl Deserr<Errors> for Types {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let names = text(value, location)?;
        let kinds: Option<_> = names.split(',').map(EventKind::find).collect();
        kinds.map(Self).ok_or_else(|| {
            let message = "must be types of events as /docs lists them, separated by commas";
            Errors::one(location, ErrorCode::InvalidValue, message)
        })
    }
}

/// An answer to a poll.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventPage)]
struct EventsView {
    /// The events, oldest first; empty where there is none yet.
    #[schema(value_type = Vec<EventSchema>)]
    items: Vec<EventView>,
    /// The cursor to poll with next. It moves on also where `items` is empty.
    #[schema(value_type = String)]
    next_after: EventId,
    /// Whether more may follow at once; otherwise poll again in a while.
    has_more: bool,
}

/// Events, oldest first.
///
/// Poll with `next_after` of the last answer, also where that had no items. An event is shown half a minute after it happened and
/// kept for 400 days; a cursor older than that is answered 410.
#[utoipa::path(
    get, path = "/v1/events", tag = "Events", params(EventsQuery),
    responses((status = 200, description = "The next events.", body = EventsView)),
)]
pub(crate) async fn list_events(operation: Operation<EventsQuery>) -> Result<Answer, Failure> {
    let (deps, query) = (&operation.deps, &operation.query);
    let after = query.after.as_deref().map(str::parse).transpose();
    let poll = Poll {
        after: after.map_err(|_| Problem::invalid_after())?,
        kinds: query.types.0.clone(),
        registration_id: query.registration_id,
        limit: u16::try_from(query.limit.0).unwrap_or(1),
    };
    let store = &deps.verifier.store;
    let polled = events::poll(store, &deps.clock, &operation.caller, &poll).await;
    let polled = polled.map_err(|error| Problem::from(&error))?;
    let view = |event| EventView::of(event, &deps.public_base_url);
    Answer::ok(&EventsView {
        items: polled.items.iter().map(view).collect(),
        next_after: polled.next_after,
        has_more: polled.has_more,
    })
}
