//! `GET /v1/events`.

use super::view::{EventSchema, EventView};
use crate::{
    answer::{ApiAnswer, Failure},
    input::{Errors, Operation, query::PageLimit, text::text},
    page::fitting,
};
use app::host::events::{self, EventPage, Poll};
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::{
    event::EventKind,
    ids::{EventId, RegistrationId},
};
use serde::Serialize;
use url::Url;
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
    /// The registration that is wanted; absent for all. One that is not there is 404, one that is erased 410.
    #[deserr(default)]
    #[param(value_type = Option<String>, format = "uuid")]
    registration_id: Option<RegistrationId>,
    /// The most events of an answer: 1 to 100, 50 unless given.
    #[deserr(default)]
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100, default = 50)]
    limit: PageLimit,
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
pub(crate) async fn list_events(operation: Operation<EventsQuery>) -> Result<ApiAnswer, Failure> {
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
    ApiAnswer::ok(&bounded(&polled, &deps.public_base_url))
}

/// An answer that ends before it grows too large. The next one goes on behind its last item.
fn bounded(polled: &EventPage, base: &Url) -> EventsView {
    let events = polled.items.iter();
    let mut items: Vec<_> = events.map(|event| EventView::of(event, base)).collect();
    let count = fitting(&items);
    let last = count.checked_sub(1).and_then(|last| polled.items.get(last));
    let (next_after, has_more) = match last.filter(|_| count < items.len()) {
        Some(last) => (last.id, true),
        None => (polled.next_after, polled.has_more),
    };
    items.truncate(count);
    EventsView {
        items,
        next_after,
        has_more,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Event;
    use std::collections::BTreeMap;

    /// An event with the fullest metadata.
    fn fullest(number: u8) -> Event {
        let name = |key: u8| format!("{key:040}");
        let metadata: BTreeMap<_, _> = (0..20).map(|key| (name(key), "\"".repeat(500))).collect();
        let event = serde_json::json!({
            "id": format!("01930000-0000-7000-8000-0000000000{number:02x}"), "type": "registration.broken",
            "created_at": "2026-11-29T12:00:00Z", "reasons": [],
            "registration": {
                "id": "01930000-0000-7000-8000-00000000002f", "customer_id": "contoso", "sequence": 1,
                "stage": "connected", "health": "broken", "metadata": metadata, "usable": null,
            },
        });
        serde_json::from_value(event).unwrap()
    }

    #[test]
    fn no_page_of_the_fullest_events_passes_a_megabyte_and_none_is_lost() {
        let base = Url::parse("https://api.example").unwrap();
        let events: Vec<_> = (0..100).map(fullest).collect();
        let last = events[99].id;
        let (mut left, mut pages) = (events.as_slice(), 0);
        while !left.is_empty() {
            let polled = EventPage {
                items: left.to_vec(),
                next_after: last,
                has_more: false,
            };
            let page = bounded(&polled, &base);
            assert!(serde_json::to_string(&page).unwrap().len() < 1_000_000);
            assert_eq!(page.has_more, page.items.len() < left.len());
            assert_eq!(page.next_after, left[page.items.len() - 1].id);
            left = &left[page.items.len()..];
            pages += 1;
        }
        assert!(pages > 1, "{pages}");
    }
}
