//! A claims request: claims that a sign-in has to bring, as Microsoft wrote them when it refused a token.
//! <https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge>

use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest claims request that is kept: 4 KiB. Microsoft's name a handful of policies.
const LONGEST: usize = 4096;

/// Request for a second factor, for refusals that ask for one and bring no claims.
const SECOND_FACTOR: &str =
    r#"{"access_token":{"acr":{"essential":true,"values":["urn:microsoft:policies:mfa"]}}}"#;

/// A claims request. It names policies of the tenant: neither secret nor personal, and for no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimsRequest(String);

impl ClaimsRequest {
    /// Takes a text of at most 4 KiB. The caller has seen that it is one JSON object.
    pub fn of_object(text: &str) -> Option<Self> {
        (text.len() <= LONGEST).then(|| Self(text.to_owned()))
    }

    /// Asks for a second factor.
    pub fn second_factor() -> Self {
        Self(SECOND_FACTOR.to_owned())
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ClaimsRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ClaimsRequest")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claims_request_has_at_most_four_kibibytes() {
        let of = |length| ClaimsRequest::of_object(&" ".repeat(length)).is_some();
        assert!(of(LONGEST));
        assert!(!of(LONGEST + 1));
    }

    #[test]
    fn a_claims_request_shows_nothing_of_itself_where_it_is_debugged() {
        let shown = format!("{:?}", ClaimsRequest::second_factor());
        assert_eq!(shown, "ClaimsRequest");
    }
}
