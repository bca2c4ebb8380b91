//! `POST /v1/registrations/{registration_id}/reject`.

use super::view::{RegistrationView, shown};
use crate::{
    answer::{ApiAnswer, Failure, conditions},
    input::{
        Errors, Operation,
        idempotency::Subject,
        path::{PathIds, RegistrationPath},
    },
};
use app::host::registrations;
use deserr::Deserr;
use domain::ids::{RegistrationId, TenantId};
use utoipa::ToSchema;
use web::problem::Problem;

/// The tenant that is refused.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct RejectTenant {
    /// `lifecycle.tenant.id` of the registration.
    #[schema(value_type = String, format = "uuid", example = "7e000000-0000-4000-8000-000000000001")]
    tenant_id: TenantId,
}

/// Refuses the tenant that consented.
///
/// The registration is invited again, the link through which the tenant consented is withdrawn, and its system user's sign-in is
/// removed. Nothing is refused where another tenant has consented meanwhile (`not-possible-now`).
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/reject", tag = "Registrations", params(RegistrationPath),
    request_body = RejectTenant,
    responses((status = 200, description = "The registration as it stands now.", body = RegistrationView)),
)]
pub(crate) async fn reject_registration(
    operation: Operation,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    operation
        .creating(Subject::Registration(registration_id), |_| {
            Box::pin(reject(&operation, registration_id))
        })
        .await
}

async fn reject(operation: &Operation, id: RegistrationId) -> Result<ApiAnswer, Failure> {
    let rejected: RejectTenant = operation.body()?;
    let versions = conditions::versions(&operation.request)?;
    let deps = &operation.deps;
    let loaded = registrations::reject(
        &deps.verifier.store,
        &deps.verifier.system_users,
        &deps.clock,
        &operation.caller,
        versions.of(id),
        rejected.tenant_id,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    shown(&loaded, deps)
}
