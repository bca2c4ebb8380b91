//! Errors that come with the redirect. A known number decides, whatever `error` says.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>

use super::AuthorizationResponse;
use domain::{aadsts::Cause, flow::Notice};

/// Notice for the person after an `error` on the redirect. `access_denied` without a number means that the person went back:
/// Microsoft then sends `error_subcode=cancel`, and gives the same answer to an account that may not approve.
pub(super) fn notice_of_redirect(error: &str, answer: &AuthorizationResponse) -> Notice {
    let is_unnumbered_denial = answer.aadsts.is_none() && error == "access_denied";
    match (answer.aadsts.and_then(Cause::of), error) {
        (Some(Cause::Declined), _) => Notice::Declined,
        (None, _) if answer.is_cancelled || is_unnumbered_denial => Notice::WentBack,
        (None, "consent_required" | "interaction_required" | "permission_denied") => {
            Notice::ApprovalRequired
        }
        (None, "server_error" | "temporarily_unavailable") => Notice::MicrosoftUnavailable,
        (Some(_) | None, _) => Notice::Refused {
            code: answer.aadsts.map(|number| number.to_string()),
            correlation_id: None,
        },
    }
}
