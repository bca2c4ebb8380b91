//! Answers of Graph: bodies, errors, request ids.
//!
//! Source: <https://learn.microsoft.com/en-us/graph/errors>.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::clock::random_guid;
use crate::contract::Operation;
use crate::fault::{Fault, Kind};
use crate::unknown::Unknown;

const CONTENT_TYPE: &str = "application/json;odata.metadata=minimal;odata.streaming=true;\
    IEEE754Compatible=false;charset=utf-8";

/// Mark in the extensions of an answer that broke the contract.
#[derive(Debug, Clone)]
pub(crate) struct ContractViolation(pub(crate) String);

/// An answer before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content: Content,
    pub(crate) headers: Vec<(&'static str, Value)>,
    pub(crate) operation: Option<Operation>,
}

/// Content of an answer.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Json(Value),
    Nothing,
    Error {
        code: String,
        message: String,
    },
    /// A note that the request is not emulated.
    Unknown(String),
}

/// The ids of one request, in headers and error bodies.
#[derive(Debug, Clone)]
pub(crate) struct RequestIds {
    pub(crate) request: String,
    pub(crate) client: String,
}

impl RequestIds {
    /// Ids with a fresh request id; the client's own id is echoed.
    pub(crate) fn new(headers: &HeaderMap) -> Self {
        let request = random_guid().to_string();
        let client = headers
            .get("client-request-id")
            .and_then(|value| value.to_str().ok());
        let client = client.map_or_else(|| request.clone(), str::to_owned);
        Self { request, client }
    }
}

impl Answer {
    /// 200 with a body.
    pub(crate) fn ok(body: Value) -> Self {
        Self {
            status: StatusCode::OK,
            content: Content::Json(body),
            headers: Vec::new(),
            operation: None,
        }
    }

    /// 201 with the created object.
    pub(crate) fn created(body: Value) -> Self {
        Self {
            status: StatusCode::CREATED,
            ..Self::ok(body)
        }
    }

    /// 204.
    pub(crate) fn no_content() -> Self {
        let status = StatusCode::NO_CONTENT;
        Self {
            status,
            content: Content::Nothing,
            headers: Vec::new(),
            operation: None,
        }
    }

    /// An error with its code.
    pub(crate) fn error(
        status: StatusCode,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let content = Content::Error {
            code: code.into(),
            message: message.into(),
        };
        Self {
            status,
            content,
            headers: Vec::new(),
            operation: None,
        }
    }

    /// 501 for a request that is not emulated.
    pub(crate) fn unknown(what: impl Into<String>) -> Self {
        let (status, content) = (StatusCode::NOT_IMPLEMENTED, Content::Unknown(what.into()));
        Self {
            status,
            content,
            headers: Vec::new(),
            operation: None,
        }
    }

    /// 404 for a directory object that does not exist.
    pub(crate) fn not_found(what: &str) -> Self {
        let message = format!(
            "Resource '{what}' does not exist or one of its queried reference-property objects \
                are not present."
        );
        Self::error(StatusCode::NOT_FOUND, "Request_ResourceNotFound", message)
    }

    /// The error that a fault describes (<https://learn.microsoft.com/en-us/graph/errors>).
    pub(crate) fn of_fault(fault: &Fault) -> Self {
        let status = fault
            .status
            .and_then(|status| StatusCode::from_u16(status).ok());
        let (status, code) = match fault.kind {
            Kind::Throttle => (StatusCode::TOO_MANY_REQUESTS, "TooManyRequests"),
            _ => (
                status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE),
                "serviceNotAvailable",
            ),
        };
        let message = fault.message.as_deref();
        let mut answer = Self::error(
            status,
            fault.code.as_deref().unwrap_or(code),
            message.unwrap_or("Too many requests, or not available: a fault that was asked for."),
        );
        let retry_after = fault.retry_after.as_ref().map(|value| json!(value));
        let location = fault.location.as_ref().map(|value| json!(value));
        let headers = [("Retry-After", retry_after), ("Location", location)];
        let given = headers
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        answer.headers.extend(given);
        answer
    }

    /// 403 for a token without the permission (<https://learn.microsoft.com/en-us/graph/resolve-auth-errors>).
    pub(crate) fn denied() -> Self {
        let message = "Insufficient privileges to complete the operation.";
        Self::error(
            StatusCode::FORBIDDEN,
            "Authorization_RequestDenied",
            message,
        )
    }

    /// 400 for a wrong request.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::error(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// The answer after the check against the contract: status and JSON body as they are sent, and the violation if there is
    /// one.
    pub(crate) fn written(
        &self,
        ids: &RequestIds,
        now: Timestamp,
    ) -> (StatusCode, Option<Value>, Option<String>) {
        let body = match &self.content {
            Content::Json(body) => Some(body.clone()),
            Content::Nothing => None,
            Content::Error { code, message } => Some(error_body(code, message, ids, now)),
            Content::Unknown(what) => {
                let body = json!({ "emulator_error": "not_emulated", "unknown": what });
                return (self.status, Some(body), None);
            }
        };
        let checked = self
            .operation
            .map(|operation| operation.check(self.status.as_u16(), body.as_ref()));
        if let Some(Err(violation)) = checked {
            let body = json!({
                "emulator_error": "contract_violation",
                "violation": violation,
                "answer": body,
            });
            return (
                StatusCode::INTERNAL_SERVER_ERROR,
                Some(body),
                Some(violation),
            );
        }
        (self.status, body, None)
    }

    /// The HTTP answer.
    pub(crate) fn into_response(self, ids: &RequestIds, now: Timestamp) -> Response {
        let (status, body, violation) = self.written(ids, now);
        let mut response = match body {
            Some(body) => (status, Body::from(body.to_string())).into_response(),
            None => status.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
        if status == StatusCode::NO_CONTENT {
            headers.remove(header::CONTENT_TYPE);
        }
        let ids = [
            ("request-id", json!(ids.request)),
            ("client-request-id", json!(ids.client)),
        ];
        for (name, value) in ids.into_iter().chain(self.headers) {
            let pair = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(&header_text(&value)),
            );
            if let (Ok(name), Ok(value)) = pair {
                headers.insert(name, value);
            }
        }
        if let Content::Unknown(what) = self.content {
            response.extensions_mut().insert(Unknown(what));
        }
        if let Some(violation) = violation {
            response
                .extensions_mut()
                .insert(ContractViolation(violation));
        }
        response
    }
}

/// Value of a header, which may be a number in a batch.
fn header_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The error envelope; as with Microsoft, `date` has no offset.
pub(crate) fn error_body(code: &str, message: &str, ids: &RequestIds, now: Timestamp) -> Value {
    json!({ "error": {
        "code": code,
        "message": message,
        "innerError": {
            "date": now.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            "request-id": ids.request,
            "client-request-id": ids.client,
        },
    }})
}
