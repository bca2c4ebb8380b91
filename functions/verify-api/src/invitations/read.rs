//! `GET /v1/registrations/{registration_id}/invitations/{invitation_id}`.

use super::view::InvitationView;
use crate::{
    answer::{ApiAnswer, Failure},
    input::{Operation, path::PathIds},
};
use app::host::registrations;
use domain::clock::Clock as _;
use domain::ids::{InvitationId, RegistrationId};
use serde::Deserialize;
use utoipa::IntoParams;
use web::problem::Problem;

/// The path of an invitation.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct InvitationPath {
    /// `id` of the registration.
    #[param(value_type = String, format = "uuid")]
    pub(super) registration_id: RegistrationId,
    /// `id` of the invitation.
    #[param(value_type = String, format = "uuid")]
    pub(super) invitation_id: InvitationId,
}

/// One invitation, without its link.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}/invitations/{invitation_id}", tag = "Invitations",
    params(InvitationPath),
    responses((status = 200, description = "The invitation.", body = InvitationView)),
)]
pub(crate) async fn read_invitation(
    operation: Operation,
    PathIds(ids): PathIds<InvitationPath>,
) -> Result<ApiAnswer, Failure> {
    let store = &operation.deps.verifier.store;
    let (registration, invitation) = (ids.registration_id, ids.invitation_id);
    let caller = &operation.caller;
    let invitation = registrations::load_invitation(store, caller, registration, invitation)
        .await
        .map_err(|error| Problem::from(&error))?;
    ApiAnswer::ok(&InvitationView::of(&invitation, operation.deps.clock.now()))
}
