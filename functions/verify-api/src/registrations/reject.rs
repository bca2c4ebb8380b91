//! `POST /v1/registrations/{registration_id}/reject`.

use super::{approve::Agreement, view::RegistrationView};
use crate::{
    answer::{Answer, Failure},
    input::{
        Operation,
        path::{Ids, RegistrationPath},
    },
};
use app::registrations;
use domain::{clock::Clock as _, ids::RegistrationId};
use web::problem::Problem;

/// Refuses the tenant that consented.
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/reject", tag = "Registrations", params(RegistrationPath),
    request_body = Agreement,
    responses((status = 200, description = "The registration as it stands now.", body = RegistrationView)),
)]
pub(crate) async fn reject_registration(
    operation: Operation,
    Ids(RegistrationPath { registration_id }): Ids<RegistrationPath>,
) -> Result<Answer, Failure> {
    operation
        .creating(|_| Box::pin(reject(&operation, registration_id)))
        .await
}

async fn reject(operation: &Operation, id: RegistrationId) -> Result<Answer, Failure> {
    let agreement: Agreement = operation.body_or_empty()?;
    let deps = &operation.deps;
    let which = (id, agreement.tenant_id);
    let store = &deps.verifier.store;
    let users = &deps.verifier.system_users;
    let loaded = registrations::reject(store, users, &deps.clock, &operation.caller, which)
        .await
        .map_err(|error| Problem::from(&error))?;
    Answer::ok(&RegistrationView::of(&loaded, deps.clock.now()))
}
