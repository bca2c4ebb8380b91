//! `GET /v1/registrations/{registration_id}`.

use super::view::{RegistrationView, shown};
use crate::{
    answer::{ApiAnswer, Failure},
    input::{
        Operation,
        path::{PathIds, RegistrationPath},
    },
};
use app::host::registrations;
use web::problem::Problem;

/// One registration and how it stands.
///
/// The answer comes from what is stored; Microsoft is not asked.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}", tag = "Registrations", params(RegistrationPath),
    responses((status = 200, description = "The registration.", body = RegistrationView)),
)]
pub(crate) async fn read_registration(
    operation: Operation,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    let deps = &operation.deps;
    let loaded = registrations::load(&deps.verifier.store, &operation.caller, registration_id)
        .await
        .map_err(|error| Problem::from(&error))?;
    shown(&loaded, deps)
}
