//! Refusals that a browser brings back to the application, by AADSTS number.
//!
//! Numbers and meanings: <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>; `error` of a
//! silent request: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aadsts::Aadsts;
use crate::world::World;

/// Every `error` that a redirect is known to carry.
const ERRORS: [&str; 13] = [
    "access_denied",
    "account_selection_required",
    "consent_required",
    "interaction_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_resource",
    "invalid_scope",
    "login_required",
    "server_error",
    "temporarily_unavailable",
    "unauthorized_client",
];

/// A refusal with its usual `error` and text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    number: u32,
    error: &'static str,
    text: &'static str,
}

const fn known(number: u32, error: &'static str, text: &'static str) -> Known {
    Known {
        number,
        error,
        text,
    }
}

/// Refusal of a hint for an account that has no session in this browser any more. Observed in place of 50058.
pub(crate) const SESSION_LAPSED: Known = known(
    160_021,
    "interaction_required",
    "Application requested a user session which does not exist.",
);
/// Refusal of a silent request in a browser without a session.
pub(crate) const NOBODY_SIGNED_IN: Known = known(
    50058,
    "login_required",
    "A silent sign-in request was sent but no user is signed in.",
);
/// Refusal of a silent request that does not tell which account is meant.
pub(crate) const SEVERAL_ACCOUNTS: Known = known(
    16000,
    "interaction_required",
    "Either multiple user identities are available for the current request or selected account is not supported for \
     the scenario.",
);

const KNOWN: [Known; 14] = [
    SESSION_LAPSED,
    NOBODY_SIGNED_IN,
    SEVERAL_ACCOUNTS,
    known(
        16001,
        "interaction_required",
        "User account selection is invalid: the session that was selected does not exist.",
    ),
    known(
        16002,
        "interaction_required",
        "The application session selection is invalid: the app requested a session that does not meet its conditions.",
    ),
    known(
        16003,
        "interaction_required",
        "The user account was not found in the resource tenant: it has not been explicitly added to the tenant.",
    ),
    known(
        50020,
        "access_denied",
        "User account from identity provider does not exist in tenant and cannot access the application in that \
         tenant. The account needs to be added as an external user in the tenant first.",
    ),
    known(
        65001,
        "consent_required",
        "The user or administrator has not consented to use the application.",
    ),
    known(
        65004,
        "consent_required",
        "The resource owner or authorization server denied the request: User declined to consent to access the app.",
    ),
    known(
        65005,
        "invalid_resource",
        "The client has requested access to a resource which is not listed in the requested permissions in the \
         client's application registration.",
    ),
    known(
        70044,
        "interaction_required",
        "The session has expired or is invalid due to sign-in frequency checks by conditional access.",
    ),
    known(
        90072,
        "access_denied",
        "User account from identity provider does not exist in tenant and cannot access the application in that \
         tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again \
         with a different account.",
    ),
    known(
        90094,
        "access_denied",
        "An administrator of the tenant has set a policy that prevents you from granting the application the \
         permissions it is requesting.",
    ),
    known(
        90099,
        "access_denied",
        "The application has not been authorized in the tenant. Applications must be authorized to access the \
         external tenant before partner delegated administrators can use them.",
    ),
];

/// A refusal that a tenant file, or a command, prepares for the next visits.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedirectError {
    number: u32,
    /// Replacement of the usual `error`; needed for a number without a usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// Whether it hits silent requests alone (`true`) or all others alone (`false`); absent: both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    silent: Option<bool>,
    /// Number of visits that it hits before it ends; absent: it lasts until it is cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
}

impl RedirectError {
    /// Whether its `error` and text are known.
    pub(crate) fn is_known(&self) -> bool {
        self.aadsts().is_some()
    }

    fn aadsts(&self) -> Option<Aadsts> {
        let found = KNOWN.iter().find(|known| known.number == self.number);
        let usual = found.map(Known::error).or_else(|| {
            Aadsts::of_sign_in(self.number).map(|error| Aadsts {
                error: "interaction_required",
                ..error
            })
        });
        match &self.error {
            None => usual,
            Some(name) => {
                let error = ERRORS.into_iter().find(|known| known == name)?;
                let text =
                    usual.map_or_else(|| "The request was refused.".to_owned(), |usual| usual.text);
                Some(Aadsts::new(self.number, error, text))
            }
        }
    }
}

impl Known {
    /// The refusal.
    pub(crate) fn error(&self) -> Aadsts {
        Aadsts::new(self.number, self.error, self.text)
    }
}

/// The refusal that is due for a visit to this tenant; counts the visit.
pub(crate) fn due(world: &mut World, tenant: Option<Uuid>, silent: bool) -> Option<Aadsts> {
    let errors = &mut world.settled(tenant?)?.description.redirect_errors;
    let due = errors
        .iter_mut()
        .find(|error| error.silent.is_none_or(|only| only == silent))?;
    let answer = due.aadsts();
    due.count = due.count.map(|count| count.saturating_sub(1));
    errors.retain(|error| error.count != Some(0));
    answer
}
