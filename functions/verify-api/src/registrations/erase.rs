//! `DELETE /v1/registrations/{registration_id}`.

use crate::{
    answer::{ApiAnswer, Failure, conditions},
    input::{
        Operation,
        path::{PathIds, RegistrationPath},
    },
    instant::Instant,
    words::{ErasureState, open_words},
};
use app::host::registrations;
use domain::{erasure::Erasure, ids::RegistrationId};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::problem::Problem;

/// An erasure that has begun.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Erasure)]
pub(crate) struct ErasureView {
    /// The registration.
    #[schema(value_type = String, format = "uuid")]
    id: RegistrationId,
    /// `erasing`: nothing acts on the registration any more, and its data is being deleted.
    #[schema(schema_with = open_words::<ErasureState>)]
    state: &'static str,
    /// Time of the first request to erase it.
    requested_at: Instant,
}

impl From<Erasure> for ErasureView {
    fn from(erasure: Erasure) -> Self {
        Self {
            id: erasure.id,
            state: erasure.state(),
            requested_at: erasure.requested_at.into(),
        }
    }
}

/// Erases a registration.
///
/// A connected one is disconnected first. Links, calls and the schedule end at once; the data is gone and the tenant is free
/// within some ten minutes. From now on every other call about the registration answers 410 with `state` `erasing`, then `erased`.
/// It needs no `Idempotency-Key`: asked for again, it answers the same until the data is gone, and 410 from then on.
#[utoipa::path(
    delete, path = "/v1/registrations/{registration_id}", tag = "Registrations", params(RegistrationPath),
    responses((status = 202, description = "The erasure has begun.", body = ErasureView)),
)]
pub(crate) async fn erase_registration(
    operation: Operation,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    let versions = conditions::versions(&operation.request)?;
    let deps = &operation.deps;
    let erasure = registrations::erase(
        &deps.verifier.store,
        &deps.verifier.system_users,
        deps.machine(),
        &operation.caller,
        versions.of(registration_id),
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    ApiAnswer::json(StatusCode::ACCEPTED, &ErasureView::from(erasure))
}
