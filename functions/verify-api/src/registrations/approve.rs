//! `POST /v1/registrations/{registration_id}/approve`.

use super::view::RegistrationView;
use crate::{
    answer::{Answer, Failure},
    input::{
        Errors, Operation,
        path::{Ids, RegistrationPath},
    },
};
use app::registrations;
use deserr::Deserr;
use domain::{
    clock::Clock as _,
    ids::{RegistrationId, TenantId},
};
use utoipa::ToSchema;
use web::problem::Problem;

/// The tenant that is agreed to or refused; without it, the one that consented.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct Agreement {
    /// `lifecycle.tenant.id` of the registration.
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub(super) tenant_id: Option<TenantId>,
}

/// Agrees to the tenant that consented.
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/approve", tag = "Registrations", params(RegistrationPath),
    request_body = Agreement,
    responses((status = 200, description = "The registration as it stands now.", body = RegistrationView)),
)]
pub(crate) async fn approve_registration(
    operation: Operation,
    Ids(RegistrationPath { registration_id }): Ids<RegistrationPath>,
) -> Result<Answer, Failure> {
    operation
        .creating(|_| Box::pin(approve(&operation, registration_id)))
        .await
}

async fn approve(operation: &Operation, id: RegistrationId) -> Result<Answer, Failure> {
    let agreement: Agreement = operation.body_or_empty()?;
    let deps = &operation.deps;
    let loaded = registrations::approve(
        &deps.verifier.store,
        &deps.interactive_queue,
        &deps.clock,
        &operation.caller,
        (id, agreement.tenant_id),
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    Answer::ok(&RegistrationView::of(&loaded, deps.clock.now()))
}
