//! `GET /healthz`.

use crate::{
    answer::{ApiAnswer, Failure},
    deps::Deps,
};
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Confirmation that the function answers, with its version.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Liveness)]
pub(crate) struct LivenessView {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
    /// Version of code and settings. It changes with each deployment and rollback.
    #[schema(example = "3f2a91bc04-4514bd4")]
    version: String,
}

/// Confirms that the function answers.
///
/// Needs no key and calls no other service: for the load balancer and uptime monitors. While a new version is deployed, the old
/// and the new version answer in turn.
#[utoipa::path(
    get, path = "/healthz", tag = "About", security(()),
    responses((status = 200, description = "It answers.", body = LivenessView)),
)]
pub(crate) async fn read_liveness(State(deps): State<Arc<Deps>>) -> Result<ApiAnswer, Failure> {
    ApiAnswer::ok(&LivenessView {
        status: "ok",
        version: deps.version.clone(),
    })
}
