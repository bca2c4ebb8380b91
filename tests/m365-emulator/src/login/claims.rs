//! The `claims` parameter: demands of an application on a sign-in in addition to its scopes.
//!
//! Sources: `OpenID` Connect Core 1.0 section 5.5,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/developer-guide-conditional-access-authentication-context>.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::aadsts::Aadsts;
use crate::parameters::Parameters;

/// The value of `acr` and `acrs` that asks for multifactor authentication.
const MULTIFACTOR: &str = "urn:microsoft:policies:mfa";

/// A parsed claims request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ClaimsRequest {
    /// Whether it asks for a second factor.
    pub(crate) multifactor: bool,
    /// Conditional Access policies that must be satisfied (`capolids`).
    pub(crate) policies: BTreeSet<Uuid>,
}

/// Reason why a claims request is not answered.
#[derive(Debug)]
pub(crate) enum ClaimsError {
    /// It is not a claims request.
    Malformed(Aadsts),
    /// It has a claim, or a value, that is not emulated.
    Unknown(String),
}

impl ClaimsRequest {
    /// Reads the `claims` of a request; without them the result is empty.
    ///
    /// # Errors
    ///
    /// AADSTS9002313 if they are not a JSON object of claims; a claim that is not emulated.
    pub(crate) fn read(parameters: &Parameters) -> Result<Self, ClaimsError> {
        let mut request = Self::default();
        let Some(text) = parameters.get("claims") else {
            return Ok(request);
        };
        let members: Map<String, Value> = serde_json::from_str(text).map_err(|_| malformed())?;
        for (member, claims) in &members {
            if !["access_token", "id_token"].contains(&member.as_str()) {
                return Err(ClaimsError::Unknown(format!("{member} of claims")));
            }
            for (name, asked) in claims.as_object().ok_or_else(malformed)? {
                request.add(name, asked)?;
            }
        }
        Ok(request)
    }

    fn add(&mut self, name: &str, asked: &Value) -> Result<(), ClaimsError> {
        if !asked.is_object() && !asked.is_null() {
            return Err(malformed());
        }
        let list = asked["values"].as_array().into_iter().flatten();
        let values = asked.get("value").into_iter().chain(list);
        for value in values {
            let text = value.as_str().unwrap_or_default();
            match name {
                // Client capabilities, and the instant of a continuous access evaluation: no token is refused for them.
                "xms_cc" | "nbf" => {}
                "acr" | "acrs" if text == MULTIFACTOR => self.multifactor = true,
                "capolids" => {
                    self.policies.insert(text.parse().map_err(|_| malformed())?);
                }
                _ => return Err(ClaimsError::Unknown(format!("{name} {value} of claims"))),
            }
        }
        if asked.is_null() {
            return Err(ClaimsError::Unknown(format!("{name} of claims")));
        }
        Ok(())
    }
}

fn malformed() -> ClaimsError {
    let text = "Invalid request. Request is malformed or invalid.";
    ClaimsError::Malformed(Aadsts::new(9_002_313, "invalid_request", text))
}
