//! `GET /v1/webhook-endpoints/{endpoint_id}/deliveries`.

use super::EndpointPath;
use crate::{
    answer::{ApiAnswer, Failure},
    cursor,
    input::{Operation, path::PathIds},
    instant::Instant,
    page::{PageQuery, PageView},
    words::{open_words, open_words_or_null},
};
use app::host::webhook_endpoints;
use domain::{
    event::{Event, EventKind},
    webhook::{Delivery, DeliveryOutcome, DeliveryState},
};
use serde::Serialize;
use utoipa::ToSchema;
use web::problem::Problem;

/// The delivery of one event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
struct DeliveryView {
    /// `id` of the event, and `webhook-id` of each attempt.
    #[schema(format = "uuid")]
    event_id: String,
    /// Its type.
    #[schema(schema_with = open_words::<EventKind>)]
    event_type: &'static str,
    /// Time at which the event happened.
    created_at: Instant,
    /// State of the delivery.
    #[schema(schema_with = open_words::<DeliveryState>)]
    state: DeliveryState,
    /// Number of attempts.
    attempts: u8,
    /// Time at which the last attempt ended.
    last_attempt_at: Option<Instant>,
    /// Outcome of the last attempt.
    #[schema(schema_with = open_words_or_null::<DeliveryOutcome>)]
    last_outcome: Option<DeliveryOutcome>,
    /// The status that the endpoint last answered.
    last_status: Option<u16>,
    /// Time at which the next attempt is due; null where none follows.
    next_attempt_at: Option<Instant>,
}

impl DeliveryView {
    fn of((event, delivery): &(Event, Delivery)) -> Self {
        Self {
            event_id: event.id.to_string(),
            event_type: event.kind.name(),
            created_at: event.created_at.into(),
            state: delivery.state,
            attempts: delivery.attempts,
            last_attempt_at: delivery.last_at.map(Instant::from),
            last_outcome: delivery.last_outcome,
            last_status: delivery.last_status,
            next_attempt_at: delivery.next_at.map(Instant::from),
        }
    }
}

/// Deliveries to an endpoint, newest event first.
///
/// A page looks at `limit` events and shows those that were to be delivered to this endpoint, so it may have fewer.
#[utoipa::path(
    get, path = "/v1/webhook-endpoints/{endpoint_id}/deliveries", tag = "Webhooks",
    params(EndpointPath, PageQuery),
    responses((status = 200, description = "A page.", body = PageView<DeliveryView>)),
)]
pub(crate) async fn list_deliveries(
    operation: Operation<PageQuery>,
    PathIds(EndpointPath { endpoint_id }): PathIds<EndpointPath>,
) -> Result<ApiAnswer, Failure> {
    let (deps, caller, query) = (&operation.deps, &operation.caller, &operation.query);
    let list = format!("deliveries {endpoint_id}");
    let before = cursor::open(deps, caller, &list, query.cursor.as_deref()).await?;
    let before = before.map(|before| before.parse()).transpose();
    let before = before.map_err(|_| Problem::invalid_cursor())?;
    let store = &deps.verifier.store;
    let reads = query.limit.0;
    let log = webhook_endpoints::deliveries(store, caller, &endpoint_id, before, reads).await;
    let log = log.map_err(|error| Problem::from(&error))?;
    ApiAnswer::ok(&PageView {
        items: log.items.iter().map(DeliveryView::of).collect(),
        next_cursor: cursor::seal(deps, caller, &list, log.next.map(|id| id.to_string())).await?,
    })
}
