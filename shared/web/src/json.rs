//! Answers of the API.

use crate::{
    headers::{Surface, headers},
    problem::Problem,
};
use http::{
    HeaderValue, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
};

/// A success. An empty body has no content type.
pub fn success(status: u16, body: String, request_id: &str) -> Response<String> {
    let is_empty = body.is_empty();
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers(Surface::Json, request_id);
    if is_empty {
        response.headers_mut().remove(CONTENT_TYPE);
    }
    response
}

/// A problem that was given before, as it was.
pub fn kept_problem(status: u16, body: String, request_id: &str) -> Response<String> {
    let mut response = success(status, body, request_id);
    *response.headers_mut() = headers(Surface::ProblemJson, request_id);
    response
}

/// A problem (RFC 9457).
pub fn problem(problem: &Problem, request_id: &str) -> Response<String> {
    let mut response = Response::new(problem.to_json());
    *response.status_mut() =
        StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = headers(Surface::ProblemJson, request_id);
    if problem.status() == 401 {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = problem.retry_after() {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Some(allow) = problem.allow() {
        headers.insert(ALLOW, HeaderValue::from_static(allow));
    }
    *response.headers_mut() = headers;
    response
}
