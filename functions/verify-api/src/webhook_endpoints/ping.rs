//! `POST /v1/webhook-endpoints/{endpoint_id}/ping`.

use super::{EndpointPath, demand_reach};
use crate::{
    answer::{ApiAnswer, Failure},
    input::{Operation, body::Empty, idempotency::Subject, path::PathIds},
};
use app::host::webhook_endpoints;
use domain::webhook::EndpointId;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::problem::Problem;

/// A ping that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookPingRequested)]
struct PingRequestedView {
    /// `id` that the ping carries; `last_ping` of the endpoint has it once it was sent.
    #[schema(format = "uuid")]
    id: String,
}

/// Tries an endpoint: sends it one `webhook.ping`, which is no event of the feed.
///
/// A disabled endpoint is tried too; one that is `switched_off` or `misconfigured` is not (409 `not-possible-now`). Each endpoint
/// takes a few pings a minute: see `limits` of `GET /v1/me`.
#[utoipa::path(
    post, path = "/v1/webhook-endpoints/{endpoint_id}/ping", tag = "Webhooks", params(EndpointPath),
    responses((status = 202, description = "It is sent within seconds.", body = PingRequestedView)),
)]
pub(crate) async fn ping_webhook_endpoint(
    operation: Operation,
    PathIds(EndpointPath { endpoint_id }): PathIds<EndpointPath>,
) -> Result<ApiAnswer, Failure> {
    demand_reach(&operation)?;
    operation
        .creating(Subject::Stage, |_| Box::pin(ping(&operation, endpoint_id)))
        .await
}

async fn ping(operation: &Operation, id: EndpointId) -> Result<ApiAnswer, Failure> {
    let _: Empty = operation.body_or_empty()?;
    let deps = &operation.deps;
    let pinged = webhook_endpoints::ping(
        &deps.verifier.store,
        &deps.delivery_queue,
        deps.machine(),
        &operation.caller,
        id,
    );
    let (id, allowance) = pinged.await.map_err(|error| Problem::from(&error))?;
    let view = PingRequestedView { id: id.to_string() };
    Ok(ApiAnswer::json(StatusCode::ACCEPTED, &view)?.with_allowance(&allowance))
}
