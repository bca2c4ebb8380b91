//! Errors of the login host: AADSTS number, OAuth `error`, `suberror`, text.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>. The page does not give the
//! `error` of each number; if no observation is known, the emulator uses the one of RFC 6749 section 5.2.

mod unattended;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use jiff::Timestamp;
use serde_json::json;

use crate::clock::random_guid;

/// One error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aadsts {
    /// The number after `AADSTS`.
    pub(crate) number: u32,
    pub(crate) error: &'static str,
    pub(crate) suberror: Option<&'static str>,
    pub(crate) status: StatusCode,
    pub(crate) text: String,
    /// Claims for which a new authorize request has to ask, as JSON text.
    pub(crate) claims: Option<String>,
}

impl Aadsts {
    /// An error answered with 400.
    pub(crate) fn new(number: u32, error: &'static str, text: impl Into<String>) -> Self {
        let status = StatusCode::BAD_REQUEST;
        Self {
            number,
            error,
            suberror: None,
            status,
            text: text.into(),
            claims: None,
        }
    }

    /// `invalid_client`, answered with 401 (RFC 6749 section 5.2).
    pub(crate) fn invalid_client(number: u32, text: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            ..Self::new(number, "invalid_client", text)
        }
    }

    /// `invalid_grant`.
    pub(crate) fn invalid_grant(number: u32, text: impl Into<String>) -> Self {
        Self::new(number, "invalid_grant", text)
    }

    /// The error with a `suberror`.
    pub(crate) fn with_suberror(self, suberror: &'static str) -> Self {
        Self {
            suberror: Some(suberror),
            ..self
        }
    }

    /// The error with the claims for which a new authorize request has to ask.
    pub(crate) fn with_claims(self, claims: String) -> Self {
        Self {
            claims: Some(claims),
            ..self
        }
    }

    /// Error for a tenant in the path that does not exist.
    pub(crate) fn unknown_tenant(tenant: &str) -> Self {
        let text = format!(
            "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the \
             correct cloud. Check with your subscription administrator, this may happen if there are no active \
             subscriptions for the tenant."
        );
        Self::new(90002, "invalid_request", text)
    }

    /// Error of a tenant that is gone, with this number; `None` for any other number.
    pub(crate) fn tenant_is_gone(number: u32, tenant: &str) -> Option<Self> {
        match number {
            90002 => Some(Self::unknown_tenant(tenant)),
            900_023 => {
                let text = format!(
                    "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain."
                );
                Some(Self::new(number, "invalid_request", text))
            }
            // Observed (https://github.com/AzureAD/microsoft-authentication-library-for-dotnet/issues/5251).
            5_000_224 => {
                let text = "We are sorry, this resource is not available. If you are seeing this message by mistake, \
                    please contact Microsoft support.";
                Some(Self::invalid_grant(number, text))
            }
            _ => None,
        }
    }

    /// `error_description` as Microsoft words it: number, text, trace id, correlation id, time.
    pub(crate) fn description(&self, trace: &Trace) -> String {
        format!(
            "AADSTS{}: {} Trace ID: {} Correlation ID: {} Timestamp: {}",
            self.number, self.text, trace.id, trace.correlation_id, trace.at
        )
    }

    /// JSON error of the token and discovery endpoints.
    pub(crate) fn into_json_response(self, now: Timestamp) -> Response {
        let trace = Trace::new(now);
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(&trace),
            "error_codes": [self.number],
            "timestamp": trace.at,
            "trace_id": trace.id,
            "correlation_id": trace.correlation_id,
            "error_uri": format!("https://login.microsoftonline.com/error?code={}", self.number),
        });
        if let Some(suberror) = self.suberror {
            body["suberror"] = suberror.into();
        }
        if let Some(claims) = self.claims {
            body["claims"] = claims.into();
        }
        let mut response = (self.status, Json(body)).into_response();
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// Ids by which Microsoft can find an error.
#[derive(Debug)]
pub(crate) struct Trace {
    pub(crate) id: String,
    pub(crate) correlation_id: String,
    /// Time of the error, as in `2026-01-31 12:00:00Z`.
    pub(crate) at: String,
}

impl Trace {
    /// Fresh ids.
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            id: random_guid().to_string(),
            correlation_id: random_guid().to_string(),
            at: now.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
        }
    }
}
