//! The demands on every answer of ours.

use http::Response;

/// Fails unless an answer is one of our own: no fault, exactly our headers, a page or a problem.
///
/// # Panics
/// With the description of the request, if it is not.
pub fn demand_own_answer(response: &Response<String>, what: &str) {
    let status = response.status();
    assert!(
        matches!(status.as_u16(), 200..=499),
        "{what}: status {status}, {}",
        response.body()
    );
    for (name, value) in response.headers() {
        assert!(
            KNOWN.contains(&name.as_str()),
            "{what}: a header {name} that is none of ours"
        );
        assert!(
            value
                .as_bytes()
                .iter()
                .all(|byte| matches!(byte, b' '..=b'~')),
            "{what}: {name} has {value:?}"
        );
    }
    let header = |name: &str| {
        let value = response
            .headers()
            .get(name)
            .unwrap_or_else(|| panic!("{what}: no {name}"));
        value.to_str().unwrap()
    };
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("x-frame-options"), "DENY", "{what}");
    assert_eq!(header("x-request-id"), "request-1", "{what}");
    assert!(
        header("strict-transport-security").starts_with("max-age="),
        "{what}"
    );
    assert!(
        header("content-security-policy").contains("frame-ancestors 'none'"),
        "{what}"
    );
    if status.is_client_error() && !response.body().is_empty() {
        match header("content-type") {
            "text/html; charset=utf-8" => {
                assert!(
                    response.body().contains("</html>"),
                    "{what}: {}",
                    response.body()
                );
            }
            "application/problem+json" => {
                let problem: serde_json::Value = serde_json::from_str(response.body()).unwrap();
                assert!(problem["type"].is_string(), "{what}: {problem}");
                assert_eq!(problem["status"], status.as_u16(), "{what}");
            }
            other => panic!("{what}: a body of {other}"),
        }
    }
}

const KNOWN: [&str; 26] = [
    "allow",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "etag",
    "idempotent-replayed",
    "link",
    "location",
    "permissions-policy",
    "ratelimit",
    "ratelimit-policy",
    "referrer-policy",
    "refresh",
    "retry-after",
    "set-cookie",
    "strict-transport-security",
    "vary",
    "www-authenticate",
    "x-content-type-options",
    "x-frame-options",
    "x-request-id",
    "x-robots-tag",
];
