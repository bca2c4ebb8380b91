//! `POST /v1/webhook-endpoints/{endpoint_id}/enable`.

use super::{EndpointPath, demand_reach, list::EndpointView};
use crate::{
    answer::{ApiAnswer, Failure},
    input::{Operation, body::Empty, idempotency::Subject, path::PathIds},
};
use app::host::webhook_endpoints;
use domain::webhook::EndpointId;
use web::problem::Problem;

/// Delivers to an endpoint again that was disabled.
///
/// Events of the meantime are in the feed and are not delivered.
#[utoipa::path(
    post, path = "/v1/webhook-endpoints/{endpoint_id}/enable", tag = "Webhooks", params(EndpointPath),
    responses((status = 200, description = "The endpoint as it is now.", body = EndpointView)),
)]
pub(crate) async fn enable_webhook_endpoint(
    operation: Operation,
    PathIds(EndpointPath { endpoint_id }): PathIds<EndpointPath>,
) -> Result<ApiAnswer, Failure> {
    demand_reach(&operation)?;
    operation
        .creating(Subject::Stage, |_| {
            Box::pin(enable(&operation, endpoint_id))
        })
        .await
}

async fn enable(operation: &Operation, id: EndpointId) -> Result<ApiAnswer, Failure> {
    let _: Empty = operation.body_or_empty()?;
    let deps = &operation.deps;
    let store = &deps.verifier.store;
    let enabled = webhook_endpoints::enable(store, &deps.clock, &operation.caller, &id).await;
    let enabled = enabled.map_err(|error| Problem::from(&error))?;
    ApiAnswer::ok(&EndpointView::of(enabled))
}
