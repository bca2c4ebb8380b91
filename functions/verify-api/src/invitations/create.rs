//! `POST /v1/registrations/{registration_id}/invitations`.

use super::view::InvitationView;
use crate::{
    answer::{ApiAnswer, Failure},
    input::{
        Errors, Operation,
        idempotency::Subject,
        path::{PathIds, RegistrationPath},
    },
    words::words,
};
use app::host::{
    registrations::{self, NewInvitation},
    repeatable::Repeatable,
};
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::{
    clock::{Clock as _, Machine},
    ids::RegistrationId,
    invitation::Purpose,
};
use jiff::SignedDuration;
use std::sync::Arc;
use utoipa::ToSchema;
use web::problem::{ErrorCode, Problem};

/// A new invitation.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct CreateInvitation {
    /// Purpose of the link: the actions that its holder may take.
    #[schema(schema_with = words::<Purpose>)]
    purpose: Purpose,
    /// Days until the link ends, 1 to 90; 14 unless given.
    #[deserr(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 90, example = 14)]
    expires_in_days: Option<Days>,
    /// `true` withdraws the earlier links of the same purpose at once; `false` unless given.
    #[deserr(default)]
    #[schema(value_type = Option<bool>)]
    replace: Flag,
}

/// True or false.
#[derive(Debug, Clone, Copy, Default)]
struct Flag(bool);

impl Deserr<Errors> for Flag {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        match value {
            Value::Boolean(flag) => Ok(Self(flag)),
            _ => Err(Errors::one(
                location,
                ErrorCode::WrongType,
                "must be true or false",
            )),
        }
    }
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

/// Makes a link.
///
/// `url` of the answer is the link. It is shown once, so make it when it is needed: read `next_action` of the registration, and
/// when its party comes by, make a link of `invitation_purpose` with `"replace": true`. The earlier links of that purpose end
/// at once, except the one through which an administrator approved a moment ago. At most 20 links of a registration are active.
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/invitations", tag = "Invitations", params(RegistrationPath),
    request_body = CreateInvitation,
    responses((status = 201, description = "Created.", body = InvitationView)),
)]
pub(crate) async fn create_invitation(
    operation: Operation,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    operation
        .creating(Subject::Registration(registration_id), |again| {
            Box::pin(create(&operation, registration_id, again))
        })
        .await
}

async fn create(
    operation: &Operation,
    id: RegistrationId,
    again: Arc<Repeatable>,
) -> Result<ApiAnswer, Failure> {
    let request: CreateInvitation = operation.body()?;
    let deps = &operation.deps;
    let manifest = deps.verifier.reader.manifest();
    let issued = registrations::invite(
        &deps.verifier.store,
        manifest,
        Machine {
            clock: &deps.clock,
            random: &*again,
        },
        &operation.caller,
        id,
        NewInvitation {
            purpose: request.purpose,
            lifetime: request.expires_in_days.map(|Days(lifetime)| lifetime),
            replace: request.replace.0,
        },
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    let base = &deps.public_base_url;
    let view = InvitationView::issued(&issued, base, deps.clock.now());
    Ok(ApiAnswer::created(&view)?.with_allowance(&issued.allowance))
}
