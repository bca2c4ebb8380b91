//! `POST /v1/registrations/{registration_id}/approve`.

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

/// The tenant that is agreed to.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct ApproveTenant {
    /// `lifecycle.tenant.id` of the registration.
    #[schema(value_type = String, format = "uuid", example = "7e000000-0000-4000-8000-000000000001")]
    tenant_id: TenantId,
}

/// Agrees to the tenant that consented.
///
/// Nothing is agreed to where another tenant has consented meanwhile (`not-possible-now`), or where the tenant belongs to another
/// customer (`tenant-taken`).
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/approve", tag = "Registrations", params(RegistrationPath),
    request_body = ApproveTenant,
    responses((status = 200, description = "The registration as it stands now.", body = RegistrationView)),
)]
pub(crate) async fn approve_registration(
    operation: Operation,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    operation
        .creating(Subject::Registration(registration_id), |_| {
            Box::pin(approve(&operation, registration_id))
        })
        .await
}

async fn approve(operation: &Operation, id: RegistrationId) -> Result<ApiAnswer, Failure> {
    let approval: ApproveTenant = operation.body()?;
    let versions = conditions::versions(&operation.request)?;
    let deps = &operation.deps;
    let loaded = registrations::approve(
        &deps.verifier.store,
        &deps.interactive_queue,
        &deps.clock,
        &operation.caller,
        versions.of(id),
        approval.tenant_id,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    shown(&loaded, deps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::body::parse;
    use test_case::test_case;

    #[test_case("{}", "is required"; "none")]
    #[test_case(r#"{"tenant_id": null}"#, "must be a text"; "null")]
    #[test_case(r#"{"tenant_id": "contoso.example"}"#, "must be a GUID"; "a domain")]
    fn t02_an_agreement_names_its_tenant(body: &str, says: &str) {
        let error = parse::<ApproveTenant>(body).unwrap_err().to_json();
        assert!(error.contains(r#""pointer":"/tenant_id""#), "{error}");
        assert!(error.contains(says), "{error}");
    }
}
