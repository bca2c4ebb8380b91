//! A claims request: claims that a sign-in has to bring, as Microsoft wrote them when it refused a token.
//! <https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge>

use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest claims request that is kept: 4 KiB. Microsoft's requests name a handful of policies.
const LONGEST: usize = 4096;

/// Claims request for a second factor, used when Microsoft asks for one and sends no claims.
const SECOND_FACTOR: &str =
    r#"{"access_token":{"acr":{"essential":true,"values":["urn:microsoft:policies:mfa"]}}}"#;

/// A claims request. It names policies of the tenant, which are neither secret nor personal data but stay out of logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimsRequest(String);

impl ClaimsRequest {
    /// Claims request from a text of at most 4 KiB; `None` if it is longer. The caller has checked that it is one JSON object.
    pub fn of_object(text: &str) -> Option<Self> {
        (text.len() <= LONGEST).then(|| Self(text.to_owned()))
    }

    /// Claims request for a second factor.
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
