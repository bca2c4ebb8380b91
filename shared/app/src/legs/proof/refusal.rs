//! Errors with which a proof comes back, and what they say of another try.

use crate::legs::step::CallbackContext;
use domain::aadsts::Cause;

/// `AADSTS` numbers of a silent trip that failed for want of a sign-in page: Microsoft finds no session of the account, finds
/// more than one account, or wants a fresh sign-in.
const NEEDS_SIGN_IN: [u32; 7] = [160_021, 16_000, 16_001, 16_002, 16_003, 50_058, 70_044];

/// Whether the sign-in page can resolve the error.
pub(super) fn needs_sign_in(step: &CallbackContext<'_>, error: &str) -> bool {
    let number = step.answer.aadsts;
    number.is_some_and(|number| NEEDS_SIGN_IN.contains(&number))
        || (number.is_none() && error == "login_required")
        || number.and_then(Cause::of).is_some_and(is_met_at_sign_in)
}

/// Whether a person at the sign-in page can meet the demand of Microsoft.
fn is_met_at_sign_in(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::Again
            | Cause::Frequency
            | Cause::MfaRegistration
            | Cause::MfaRequired
            | Cause::ExternalChallenge
    )
}

/// Whether the answer is an error without a known reason. A disturbance at Microsoft is none: it passes by itself.
pub(super) fn is_unexplained(step: &CallbackContext<'_>) -> bool {
    let is_known = step.answer.aadsts.and_then(Cause::of).is_some();
    let error = step.answer.error.as_deref();
    !is_known
        && error.is_some_and(|error| !["server_error", "temporarily_unavailable"].contains(&error))
}
