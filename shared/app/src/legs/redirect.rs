//! Errors that come with the redirect.

use domain::flow::Notice;

/// What an `error` on the redirect means for the person. Branches on the code; the number only fills the text
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>).
pub(super) fn notice_of_redirect(error: &str, aadsts: Option<u32>) -> Notice {
    match error {
        "access_denied" => Notice::SignInCancelled,
        "consent_required" | "interaction_required" | "permission_denied" => {
            Notice::ApprovalRequired
        }
        "server_error" | "temporarily_unavailable" => Notice::MicrosoftUnavailable,
        _ => Notice::Refused {
            code: aadsts.map(|number| number.to_string()),
            correlation_id: None,
        },
    }
}
