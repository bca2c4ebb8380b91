//! `POST /v1/registrations/{registration_id}/invitations`.

use super::view::InvitationView;
use crate::{
    answer::{Answer, Failure},
    input::{
        Errors, Operation,
        path::{Ids, RegistrationPath},
    },
    words::words,
};
use app::{registrations, repeatable::Repeatable};
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::{ids::RegistrationId, invitation::Purpose};
use jiff::SignedDuration;
use std::sync::Arc;
use utoipa::ToSchema;
use web::problem::{ErrorCode, Problem};

/// A new invitation.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct CreateInvitation {
    /// What the holder of the link may do.
    #[schema(schema_with = words::<Purpose>)]
    purpose: Purpose,
    /// Days until the link ends, 1 to 90; 14 unless given.
    #[deserr(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 90, example = 14)]
    expires_in_days: Option<Days>,
}

/// A lifetime in days.
#[derive(Debug, Clone, Copy)]
struct Days(SignedDuration);

impl Deserr<Errors> for Days {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let (code, message) = match value {
            Value::Integer(days @ 1..=90) => {
                let hours = i64::try_from(24 * days).unwrap_or_default();
                return Ok(Self(SignedDuration::from_hours(hours)));
            }
            Value::Integer(_) | Value::NegativeInteger(_) => {
                (ErrorCode::OutOfRange, "must be 1 to 90")
            }
            _ => (ErrorCode::WrongType, "must be a whole number, 1 to 90"),
        };
        Err(Errors::one(location, code, message))
    }
}

/// Makes another link.
///
/// `url` of the answer is the link. It is shown once.
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/invitations", tag = "Invitations", params(RegistrationPath),
    request_body = CreateInvitation,
    responses((status = 201, description = "Created.", body = InvitationView)),
)]
pub(crate) async fn create_invitation(
    operation: Operation,
    Ids(RegistrationPath { registration_id }): Ids<RegistrationPath>,
) -> Result<Answer, Failure> {
    operation
        .creating(|again| Box::pin(create(&operation, registration_id, again)))
        .await
}

async fn create(
    operation: &Operation,
    id: RegistrationId,
    again: Arc<Repeatable>,
) -> Result<Answer, Failure> {
    let request: CreateInvitation = operation.body()?;
    let deps = &operation.deps;
    let issued = registrations::invite(
        &deps.verifier.store,
        &*again,
        &*again,
        &operation.caller,
        id,
        request.purpose,
        request.expires_in_days.map(|Days(lifetime)| lifetime),
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    Answer::created(&InvitationView::issued(&issued, &deps.public_base_url))
}
