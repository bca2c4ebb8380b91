//! `GET /healthz`.

use crate::answer::{Answer, Failure};
use serde::Serialize;
use utoipa::ToSchema;

/// Word that the function answers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Liveness)]
pub(crate) struct LivenessView {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Whether the function answers.
///
/// Needs no key and asks nothing of anybody: for the load balancer and uptime monitors.
#[utoipa::path(
    get, path = "/healthz", tag = "About", security(()),
    responses((status = 200, description = "It answers.", body = LivenessView)),
)]
pub(crate) async fn read_liveness() -> Result<Answer, Failure> {
    Answer::ok(&LivenessView { status: "ok" })
}
