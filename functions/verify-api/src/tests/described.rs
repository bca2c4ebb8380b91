//! The answers that the description knows.

use super::DEADLINE_MS;
use crate::openapi::DOCUMENT;
use bootstrap::gateway::Request;
use hostile_events::Event;
use http::{Method, Response};
use serde_json::Value;
use std::sync::LazyLock;

static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(DOCUMENT).unwrap());

/// Whether a path is one of a route.
fn is_of(route: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (route.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || wanted.starts_with('{') => {}
            _ => return false,
        }
    }
}

/// Fails where a known route gives an answer that its description does not know: another status, or a problem of another type.
pub(super) fn demand_known(event: &Event, answer: &Response<String>) {
    let request = Request::read(&event.text(), "request-1", DEADLINE_MS);
    let method = match *request.method() {
        Method::HEAD => "get".to_owned(),
        ref other => other.as_str().to_lowercase(),
    };
    let paths = DESCRIPTION["paths"].as_object().unwrap();
    let route = paths.iter().find(|(route, _)| is_of(route, request.path()));
    let operation = route.and_then(|(_, item)| item.get(method.as_str()));
    let Some(operation) = operation else {
        return;
    };
    let status = answer.status().as_u16();
    let described = &operation["responses"][status.to_string()];
    let place = format!("{method} {}: {status}", request.path());
    assert!(described.is_object(), "{place} is not described");
    let body = answer.body();
    if status >= 400 && !body.is_empty() {
        let problem: Value = serde_json::from_str(body).unwrap();
        let kind = problem["type"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap();
        let shared = described["$ref"].as_str().unwrap().rsplit('/').next();
        let is_known = shared.unwrap().split('.').any(|known| known == kind);
        assert!(is_known, "{place} {kind} is not described");
    }
}
