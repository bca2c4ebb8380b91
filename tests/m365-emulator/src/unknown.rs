//! Loud answer to requests that the emulator does not know: 501 with the reason, counted in the request log.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, Uri};
use serde_json::json;

/// Mark in the extensions of an answer, for the request log.
#[derive(Debug, Clone)]
pub(crate) struct Unknown(pub(crate) String);

/// 501 that names the unknown part.
pub(crate) fn answer(what: impl Into<String>) -> Response {
    let what = what.into();
    let body = json!({ "emulator_error": "not_emulated", "unknown": what });
    let mut response = (StatusCode::NOT_IMPLEMENTED, Json(body)).into_response();
    response.extensions_mut().insert(Unknown(what));
    response
}

/// Answer to a path or method that no listener knows.
pub(crate) async fn path(method: Method, uri: Uri) -> Response {
    answer(format!("path {method} {}", uri.path()))
}
