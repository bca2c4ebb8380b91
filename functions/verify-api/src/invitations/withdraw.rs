//! `DELETE /v1/registrations/{registration_id}/invitations/{invitation_id}`.

use super::read::InvitationPath;
use crate::{
    answer::{ApiAnswer, Failure},
    input::{Operation, path::PathIds},
};
use app::host::registrations;
use web::problem::Problem;

/// Takes an invitation back: its link stops working at once. Twice is no error.
#[utoipa::path(
    delete, path = "/v1/registrations/{registration_id}/invitations/{invitation_id}", tag = "Invitations",
    params(InvitationPath),
    responses((status = 204, description = "The link works no more.")),
)]
pub(crate) async fn withdraw_invitation(
    operation: Operation,
    PathIds(ids): PathIds<InvitationPath>,
) -> Result<ApiAnswer, Failure> {
    let (store, clock) = (&operation.deps.verifier.store, &operation.deps.clock);
    let (registration, invitation) = (ids.registration_id, ids.invitation_id);
    registrations::withdraw(store, clock, &operation.caller, registration, invitation)
        .await
        .map_err(|error| Problem::from(&error))?;
    Ok(ApiAnswer::no_content())
}
