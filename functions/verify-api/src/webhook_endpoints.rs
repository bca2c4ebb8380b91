//! Endpoints that events are delivered to. They belong to the stage, so a key that is restricted to customers sees none.

pub(crate) mod deliveries;
pub(crate) mod enable;
pub(crate) mod list;
pub(crate) mod ping;

use domain::webhook::EndpointId;
use serde::Deserialize;
use utoipa::IntoParams;

/// The path of an endpoint.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct EndpointPath {
    /// `id` of the endpoint.
    #[param(value_type = String)]
    pub(crate) endpoint_id: EndpointId,
}
