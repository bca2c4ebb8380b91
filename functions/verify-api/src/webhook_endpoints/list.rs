//! `GET /v1/webhook-endpoints`.

use crate::{
    answer::{ApiAnswer, Failure},
    input::Operation,
    instant::Instant,
    words::{open_words, open_words_or_null},
};
use app::host::webhook_endpoints::{self, EndpointBacklog};
use domain::webhook::{DeliveryOutcome, DisabledFor, EndpointState};
use serde::Serialize;
use utoipa::ToSchema;
use web::problem::Problem;

/// One endpoint with the success of its deliveries. The operator holds its address and secrets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookEndpoint)]
pub(super) struct EndpointView {
    /// The operator's own name of it.
    id: String,
    /// Host of its address; null where it was removed.
    host: Option<String>,
    /// State of deliveries to it.
    #[schema(schema_with = open_words::<EndpointState>)]
    state: EndpointState,
    /// Time at which it was disabled.
    disabled_at: Option<Instant>,
    /// Reason for which it was disabled: `gone` (it answered 410) or `failing` (nothing but failures for five days).
    #[schema(schema_with = open_words_or_null::<DisabledFor>)]
    disabled_for: Option<DisabledFor>,
    /// Time of the first failure since it last took a delivery.
    failing_since: Option<Instant>,
    /// Time at which it last took a delivery.
    last_success_at: Option<Instant>,
    /// Time at which an attempt last failed.
    last_failure_at: Option<Instant>,
    /// Time of the oldest event that waits for it.
    oldest_waiting_at: Option<Instant>,
    /// The last ping.
    last_ping: Option<PingView>,
}

/// Outcome of a ping.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookPing)]
struct PingView {
    /// `id` that the ping carried.
    #[schema(format = "uuid")]
    id: String,
    /// Time at which the attempt ended.
    at: Instant,
    /// Its outcome.
    #[schema(schema_with = open_words::<DeliveryOutcome>)]
    outcome: DeliveryOutcome,
    /// The status that the endpoint answered; null if it gave no answer.
    status: Option<u16>,
}

/// The endpoints of the stage.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookEndpointList)]
struct EndpointsView {
    /// The endpoints, by name. One that was configured a moment ago appears within five minutes.
    items: Vec<EndpointView>,
}

impl EndpointView {
    pub(super) fn of(endpoint: EndpointBacklog) -> Self {
        let EndpointBacklog {
            record,
            oldest_waiting_at,
        } = endpoint;
        let instant = |at: Option<jiff::Timestamp>| at.map(Instant::from);
        Self {
            state: record.state(),
            id: record.id.to_string(),
            host: record.host,
            disabled_at: record.disabled.map(|disabled| disabled.at.into()),
            disabled_for: record.disabled.map(|disabled| disabled.reason),
            failing_since: instant(record.failing_since),
            last_success_at: instant(record.last_success_at),
            last_failure_at: instant(record.last_failure_at),
            oldest_waiting_at: instant(oldest_waiting_at),
            last_ping: record.last_ping.map(|ping| PingView {
                id: ping.id.to_string(),
                at: ping.at.into(),
                outcome: ping.outcome,
                status: ping.status,
            }),
        }
    }
}

/// Endpoints that events are delivered to, each with the success of its deliveries.
#[utoipa::path(
    get, path = "/v1/webhook-endpoints", tag = "Webhooks",
    responses((status = 200, description = "The endpoints.", body = EndpointsView)),
)]
pub(crate) async fn list_webhook_endpoints(operation: Operation) -> Result<ApiAnswer, Failure> {
    let store = &operation.deps.verifier.store;
    let listed = webhook_endpoints::list(store, &operation.caller).await;
    let listed = listed.map_err(|error| Problem::from(&error))?;
    ApiAnswer::ok(&EndpointsView {
        items: listed.into_iter().map(EndpointView::of).collect(),
    })
}
