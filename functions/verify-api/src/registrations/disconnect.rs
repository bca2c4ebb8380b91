//! `POST /v1/registrations/{registration_id}/disconnect`.

use super::view::{RegistrationView, shown};
use crate::{
    answer::{ApiAnswer, Failure, conditions},
    input::{
        Operation,
        body::Empty,
        idempotency::Subject,
        path::{PathIds, RegistrationPath},
    },
};
use app::host::registrations;
use domain::ids::RegistrationId;
use web::problem::Problem;

/// Takes the connection down.
///
/// The system user's sign-in is removed, the links end, and nothing is verified any more; the tenant stays the customer's. A link
/// for purpose `disconnect` then shows an administrator what to delete in Entra. Every call looks whether Microsoft still lets the
/// app in, at most once a minute: `lifecycle.access_gone` says what was seen. A link for purpose `reconnect` connects again. Before
/// a tenant has consented there is nothing to take down (`not-possible-now`).
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/disconnect", tag = "Registrations", params(RegistrationPath),
    responses((status = 200, description = "The registration as it stands now.", body = RegistrationView)),
)]
pub(crate) async fn disconnect_registration(
    operation: Operation,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    operation
        .creating(Subject::Registration(registration_id), |_| {
            Box::pin(disconnect(&operation, registration_id))
        })
        .await
}

async fn disconnect(operation: &Operation, id: RegistrationId) -> Result<ApiAnswer, Failure> {
    let Empty {} = operation.body_or_empty()?;
    let versions = conditions::versions(&operation.request)?;
    let deps = &operation.deps;
    let carried_out = registrations::disconnect(
        &deps.verifier.store,
        &deps.verifier.system_users,
        &deps.interactive_queue,
        deps.machine(),
        &operation.caller,
        versions.of(id),
    );
    let loaded = Box::pin(carried_out)
        .await
        .map_err(|error| Problem::from(&error))?;
    shown(&loaded, deps)
}
