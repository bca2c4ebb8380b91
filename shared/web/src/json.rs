//! Answers of the API.

use crate::{
    headers::{Surface, headers},
    problem::Problem,
    rate_limit,
};
use http::{
    HeaderValue, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE, LINK, RETRY_AFTER, WWW_AUTHENTICATE},
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
    // RFC 6750 section 3.1.
    if let Some(scope) = problem.scope() {
        let challenge = format!(
            r#"Bearer error="insufficient_scope", scope="{}""#,
            scope.name()
        );
        headers.extend(
            HeaderValue::from_str(&challenge)
                .ok()
                .map(|value| (WWW_AUTHENTICATE, value)),
        );
    }
    // RFC 5829: the stored state.
    if let Some(latest) = problem.latest() {
        let link = format!(r#"<{latest}>; rel="latest-version""#);
        headers.extend(HeaderValue::from_str(&link).ok().map(|value| (LINK, value)));
    }
    if let Some(allowance) = problem.allowance() {
        rate_limit::tell(&mut headers, allowance);
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
