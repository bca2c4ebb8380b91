//! Endpoints that events are delivered to. They belong to the stage, so a key that is restricted to customers sees none.

pub(crate) mod deliveries;
pub(crate) mod enable;
pub(crate) mod list;
pub(crate) mod ping;

use crate::input::Operation;
use app::host::webhook_endpoints::sees_endpoints;
use domain::webhook::EndpointId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::problem::{Problem, ProblemType};

/// Refuses a key that sees no endpoint, before the answer to a repeat is looked for (T52).
fn demand_reach(operation: &Operation) -> Result<(), Problem> {
    if sees_endpoints(&operation.caller) {
        Ok(())
    } else {
        Err(Problem::new(ProblemType::NotFound))
    }
}

/// The path of an endpoint.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct EndpointPath {
    /// `id` of the endpoint.
    #[param(value_type = String)]
    pub(crate) endpoint_id: EndpointId,
}
