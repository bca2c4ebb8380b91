//! Guard before all commands: it accepts only requests that were sent to this machine by one of its own names, and from no
//! foreign page. A page whose name was made to lead here (DNS rebinding) therefore gives no command and reads no state.

use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::uri::Authority;
use http::{HeaderMap, HeaderName, StatusCode, header};
use serde_json::json;

/// Answers 403 to a request under another name or from another page; forwards any other.
pub(crate) async fn demand(request: Request, next: Next) -> Response {
    match foreign(request.headers()) {
        None => next.run(request).await,
        Some(header) => {
            let problem = format!(
                "{header} must name this machine once: localhost, a name below it, 127.0.0.1 or [::1]"
            );
            let body = json!({ "emulator_error": "foreign_request", "problem": problem });
            (StatusCode::FORBIDDEN, Json(body)).into_response()
        }
    }
}

/// The header that does not name this machine, if any. Only browsers send an `Origin`.
fn foreign(headers: &HeaderMap) -> Option<HeaderName> {
    let host = only(headers, &header::HOST);
    if !host.is_some_and(is_own) {
        return Some(header::HOST);
    }
    let origin = only(headers, &header::ORIGIN).and_then(|origin| origin.split_once("://"));
    let is_own_page = origin.is_some_and(|(_, authority)| is_own(authority));
    (headers.contains_key(header::ORIGIN) && !is_own_page).then_some(header::ORIGIN)
}

/// Value of a header that is present exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok();
    value.filter(|_| values.next().is_none())
}

fn is_own(authority: &str) -> bool {
    authority.parse::<Authority>().is_ok_and(|authority| {
        let host = authority.host().to_ascii_lowercase();
        !authority.as_str().contains('@')
            && (matches!(&*host, "localhost" | "127.0.0.1" | "[::1]")
                || host.ends_with(".localhost"))
    })
}
