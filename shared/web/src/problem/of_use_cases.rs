//! Conversion of each use case's errors to problems. Exhaustive, so that a new error stops the build here.

use super::{ErrorCode, FieldLocation, Problem, ProblemType};
use app::{
    Chain,
    host::{
        api_key::InsufficientScope,
        cursor::ForeignCursor,
        events::EventsError,
        idempotent::IdempotencyError,
        registrations::{NoUpgrade, RegistrationError},
        webhook_endpoints::WebhookEndpointError,
    },
    verify::verify_registration::VerifyError,
};
use std::error::Error;

/// Message about a customer that the API key does not reach.
pub const CUSTOMER_OUT_OF_REACH: &str = "the API key does not reach this customer";

/// Message about a return address outside the deployment's list.
pub const RETURN_URL_NOT_ALLOWED: &str =
    "must start with one of the addresses that this deployment allows";

/// Problem for a fault of ours. The fault is logged where it becomes an answer, and its text stays in the log
/// (T56).
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
                CUSTOMER_OUT_OF_REACH,
            ),
            RegistrationError::ReturnUrlNotAllowed => Self::invalid_field(
                "/return_url",
                ErrorCode::NotAllowed,
                RETURN_URL_NOT_ALLOWED,
            ),
            RegistrationError::LifetimeOutOfRange => {
                Self::invalid_field("/expires_in_days", ErrorCode::OutOfRange, "must be 1 to 90")
            }
            RegistrationError::NoSystemUser => Self::invalid_field(
                "/purpose",
                ErrorCode::InvalidValue,
                "the registration names no system_user; add one with PATCH first",
            ),
            RegistrationError::NoUpgrade(reason) => {
                Self::new(ProblemType::NotPossibleNow).with_detail(no_upgrade(*reason))
            }
            RegistrationError::NotPossibleNow(invalid) => {
                Self::new(ProblemType::NotPossibleNow).with_detail(&format!(
                    "The registration is in stage {}. Read its lifecycle to see what has to happen first.",
                    invalid.stage
                ))
            }
            RegistrationError::NotApprovedYet => Self::new(ProblemType::NotPossibleNow).with_detail(
                "No administrator has approved yet, so there is nothing to verify. Have one approve through an invitation's link first.",
            ),
            RegistrationError::Disconnected => Self::new(ProblemType::NotPossibleNow).with_detail(
                "The registration is disconnected, so there is nothing to verify. To connect it again, make an invitation with the purpose reconnect and have an administrator approve through it.",
            ),
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
            RegistrationError::TooManyActiveInvitations => {
                Self::new(ProblemType::TooManyActiveInvitations)
            }
            RegistrationError::NeverVerified => Self::new(ProblemType::NoVerificationYet),
            RegistrationError::TooManyInvitations(none) | RegistrationError::TooSoon(none) => {
                Self::beyond(*none)
            }
            RegistrationError::InvalidCursor => Self::invalid_cursor(),
            RegistrationError::Store(_)
            | RegistrationError::SignInNotRemoved(_)
            | RegistrationError::Random(_) => fault(ProblemType::TemporarilyUnavailable, error),
        }
    }
}

impl From<InsufficientScope> for Problem {
    fn from(lacks: InsufficientScope) -> Self {
        Self::insufficient_scope(lacks.0)
    }
}

impl From<ForeignCursor> for Problem {
    fn from(_: ForeignCursor) -> Self {
        Self::invalid_cursor()
    }
}

fn no_upgrade(reason: NoUpgrade) -> &'static str {
    match reason {
        NoUpgrade::NotConnected => {
            "The registration is not connected. Make an invitation with the purpose connect or reconnect: its approval covers everything that is asked for."
        }
        NoUpgrade::Nothing => {
            "Everything that is asked for was approved. Read permissions of the registration; for what was lost make an invitation with the purpose reconnect."
        }
        NoUpgrade::Undeclared => {
            "The newer permissions cannot be approved yet: the Entra app does not declare them. Try again once the operator has raised PermissionSetDeclared."
        }
        NoUpgrade::Unknown => {
            "No verification has seen what is granted. Make a verification, then try again."
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
            IdempotencyError::Malformed => Self::new(ProblemType::IdempotencyKeyMalformed)
                .with_error(
                    FieldLocation::Header("Idempotency-Key".to_owned()),
                    ErrorCode::InvalidValue,
                    "must be 1 to 128 visible ASCII characters without spaces",
                ),
            IdempotencyError::Running(left) => Self::in_progress(*left),
            IdempotencyError::OutOfReach => Self::new(ProblemType::NotFound),
            IdempotencyError::OtherBody => Self::new(ProblemType::IdempotencyKeyReused),
            IdempotencyError::Erased(erasure) => Self::erased(erasure),
            IdempotencyError::AnswerGone => Self::new(ProblemType::IdempotencyAnswerGone),
            IdempotencyError::Store(_)
            | IdempotencyError::Random(_)
            | IdempotencyError::Secrets(_)
            | IdempotencyError::Sealing(_) => fault(ProblemType::TemporarilyUnavailable, error),
        }
    }
}

impl From<&EventsError> for Problem {
    fn from(error: &EventsError) -> Self {
        match error {
            EventsError::InvalidCursor => Self::invalid_after(),
            EventsError::CursorExpired => Self::new(ProblemType::CursorExpired),
            EventsError::Registration(error) => Self::from(error),
            EventsError::Store(_) => fault(ProblemType::TemporarilyUnavailable, error),
        }
    }
}

impl From<&WebhookEndpointError> for Problem {
    fn from(error: &WebhookEndpointError) -> Self {
        match error {
            WebhookEndpointError::NotFound => Self::new(ProblemType::NotFound),
            WebhookEndpointError::SwitchedOff => Self::new(ProblemType::NotPossibleNow).with_detail(
                "The endpoint is switched off and gets nothing. Ask the operator to set \"enabled\": true in its entry.",
            ),
            WebhookEndpointError::Misconfigured => Self::new(ProblemType::NotPossibleNow).with_detail(
                "The operator's entry of the endpoint cannot be used. Events wait for five days at most: ask the operator to mend it.",
            ),
            WebhookEndpointError::TooManyPings(none) => Self::beyond(*none),
            WebhookEndpointError::Store(_)
            | WebhookEndpointError::Queue(_)
            | WebhookEndpointError::Random(_) => fault(ProblemType::TemporarilyUnavailable, error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api_key::Scope;

    #[test]
    fn no_advice_is_cut() {
        let errors = [
            RegistrationError::NoUpgrade(NoUpgrade::NotConnected),
            RegistrationError::NoUpgrade(NoUpgrade::Nothing),
            RegistrationError::NoUpgrade(NoUpgrade::Undeclared),
            RegistrationError::NoUpgrade(NoUpgrade::Unknown),
            RegistrationError::OtherTenant,
            RegistrationError::LinkWithdrawn,
            RegistrationError::ReturnUrlNotAllowed,
            RegistrationError::NoSystemUser,
        ];
        let of_errors = errors.iter().map(Problem::from);
        let path = "/v1/registrations/01930000-0000-7000-8000-00000000002f/verifications/latest";
        let own = [
            Problem::insufficient_scope(Scope::Verify),
            Problem::invalid_after(),
            Problem::rate_limited(60).with_latest(path.to_owned()),
        ];
        for problem in of_errors.chain(own) {
            let body = problem.to_json();
            assert!(!body.contains('…'), "{body}");
        }
    }
}
