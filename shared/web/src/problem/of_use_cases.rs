//! Each use case's errors as problems. Exhaustive, so that a new error stops the build here.

use super::{ErrorCode, Place, Problem, ProblemType};
use app::{
    Chain, events::EventsError, idempotent::IdempotencyError, registrations::RegistrationError,
    verify_registration::VerifyError, webhook_endpoints::WebhookEndpointError,
};
use std::error::Error;

/// A fault of ours is logged where it becomes an answer; its text stays in the log (`security.md` T56).
fn fault(kind: ProblemType, error: &(dyn Error + 'static)) -> Problem {
    tracing::error!(outcome = "failed", error = %Chain(error), "a request could not be carried out");
    Problem::new(kind)
}

impl From<&RegistrationError> for Problem {
    fn from(error: &RegistrationError) -> Self {
        match error {
            RegistrationError::NotFound => Self::new(ProblemType::NotFound),
            RegistrationError::Erased(erasure) => Self::erased(erasure),
            RegistrationError::CustomerOutOfReach => Self::invalid_field(
                "/customer_id",
                ErrorCode::NotAllowed,
                "the API key does not reach this customer",
            ),
            RegistrationError::CustomerNotNamed => Self::new(ProblemType::ValidationFailed)
                .with_error(
                    Place::Parameter("customer_id".to_owned()),
                    ErrorCode::Required,
                    "the API key reaches several customers; name one of them",
                ),
            RegistrationError::ReturnUrlNotAllowed => Self::invalid_field(
                "/return_url",
                ErrorCode::NotAllowed,
                "must start with one of the addresses that this deployment allows",
            ),
            RegistrationError::LifetimeOutOfRange => {
                Self::invalid_field("/expires_in_days", ErrorCode::OutOfRange, "must be 1 to 90")
            }
            RegistrationError::NoSystemUser => Self::invalid_field(
                "/purpose",
                ErrorCode::InvalidValue,
                "the registration names no system_user; add one with PATCH first",
            ),
            RegistrationError::NotPossibleNow(invalid) => {
                Self::new(ProblemType::NotPossibleNow).with_detail(&format!(
                    "The registration is in stage {}. Read its lifecycle to see what has to happen first.",
                    invalid.stage
                ))
            }
            RegistrationError::OtherTenant => Self::new(ProblemType::NotPossibleNow).with_detail(
                "Another tenant than the one in tenant_id has consented. Read the registration again.",
            ),
            RegistrationError::LinkWithdrawn => Self::new(ProblemType::NotPossibleNow).with_detail(
                "The link was withdrawn through which this tenant consented. Make another link and have an administrator approve through it, or reject the tenant.",
            ),
            RegistrationError::TenantTaken => Self::new(ProblemType::TenantTaken),
            RegistrationError::Exists(id) => Self::registration_exists(*id),
            RegistrationError::InvalidMetadata(invalid) => {
                Self::invalid_field("/metadata", ErrorCode::TooMany, &invalid.to_string())
            }
            RegistrationError::VersionChanged => Self::new(ProblemType::PreconditionFailed),
            RegistrationError::Conflict => Self::new(ProblemType::Conflict),
            RegistrationError::TooManyInvitations => Self::rate_limited(3600),
            RegistrationError::TooSoon(left) => {
                Self::rate_limited(u32::try_from(left.as_secs()).unwrap_or(60))
            }
            RegistrationError::InvalidCursor => Self::invalid_cursor(),
            RegistrationError::Store(_)
            | RegistrationError::SignInNotRemoved(_)
            | RegistrationError::Random(_) => fault(ProblemType::TemporarilyUnavailable, error),
        }
    }
}

impl From<&VerifyError> for Problem {
    fn from(error: &VerifyError) -> Self {
        match error {
            VerifyError::KeepsChanging => Self::new(ProblemType::Conflict),
            VerifyError::Store(_) | VerifyError::Random(_) => {
                fault(ProblemType::TemporarilyUnavailable, error)
            }
        }
    }
}

impl From<&IdempotencyError> for Problem {
    fn from(error: &IdempotencyError) -> Self {
        match error {
            IdempotencyError::Malformed => Self::new(ProblemType::IdempotencyKeyRequired),
            IdempotencyError::Running => Self::new(ProblemType::RequestInProgress),
            IdempotencyError::OtherBody => Self::new(ProblemType::IdempotencyKeyReused),
            IdempotencyError::Erased(erasure) => Self::erased(erasure),
            IdempotencyError::Store(_) | IdempotencyError::Random(_) => {
                fault(ProblemType::TemporarilyUnavailable, error)
            }
            IdempotencyError::Sealing(_) => fault(ProblemType::InternalError, error),
        }
    }
}

impl From<&EventsError> for Problem {
    fn from(error: &EventsError) -> Self {
        match error {
            EventsError::InvalidCursor => Self::invalid_after(),
            EventsError::CursorExpired => Self::new(ProblemType::CursorExpired),
            EventsError::Store(_) => fault(ProblemType::TemporarilyUnavailable, error),
        }
    }
}

impl From<&WebhookEndpointError> for Problem {
    fn from(error: &WebhookEndpointError) -> Self {
        match error {
            WebhookEndpointError::NotFound => Self::new(ProblemType::NotFound),
            WebhookEndpointError::Store(_)
            | WebhookEndpointError::Queue(_)
            | WebhookEndpointError::Random(_) => fault(ProblemType::TemporarilyUnavailable, error),
        }
    }
}
