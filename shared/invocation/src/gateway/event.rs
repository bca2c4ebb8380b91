//! Fields of an event, read one by one. A malformed field is never an error.

use super::Request;
use crate::trial;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::Deserialize as _;
use serde_json::{Map, Value};

pub(super) fn read(event: &str, request_id: &str, deadline_ms: u64) -> Request {
    let event: Map<String, Value> = strict_json::parse(event.as_bytes()).unwrap_or_default();
    let context = event.get("requestContext");
    let http = context.and_then(|context| context.get("http"));
    let said = |value: Option<&Value>, name: &str| value.and_then(|value| text(value.get(name)));
    Request {
        method: said(http, "method")
            .and_then(|name| Method::from_bytes(name.as_bytes()).ok())
            .unwrap_or(Method::TRACE),
        path: text(event.get("rawPath")).unwrap_or_default(),
        query: text(event.get("rawQueryString")).unwrap_or_default(),
        headers: headers(event.get("headers")),
        cookies: cookies(&event),
        body: body(&event),
        domain_name: said(context, "domainName"),
        source_ip: said(http, "sourceIp").unwrap_or_default(),
        gateway_request_id: said(context, "requestId"),
        invocation_id: request_id.to_owned(),
        deadline_ms,
        trial: event
            .get(trial::MEMBER)
            .and_then(|asked| trial::Trial::deserialize(asked).ok()),
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn is_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case(header::COOKIE.as_str())
}

fn headers(value: Option<&Value>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in members(value).filter(|(name, _)| !is_cookie(name)) {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            continue;
        };
        let value = value
            .as_str()
            .and_then(|text| HeaderValue::from_bytes(text.as_bytes()).ok())
            .unwrap_or_else(|| HeaderValue::from_static(""));
        // Full only with more headers than the gateway takes bytes.
        let _ = headers.try_append(name, value);
    }
    headers
}

/// The cookies, which the gateway gives in a list of their own; in headers where an emulator does.
fn cookies(event: &Map<String, Value>) -> Vec<String> {
    let listed = event.get("cookies").and_then(Value::as_array);
    let listed = listed.into_iter().flatten();
    let headers = members(event.get("headers")).filter(|(name, _)| is_cookie(name));
    listed
        .chain(headers.map(|(_, value)| value))
        .filter_map(|value| text(Some(value)))
        .collect()
}

fn body(event: &Map<String, Value>) -> Option<Vec<u8>> {
    let text = text(event.get("body")).unwrap_or_default();
    if event.get("isBase64Encoded") == Some(&Value::Bool(true)) {
        STANDARD.decode(text).ok()
    } else {
        Some(text.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use test_case::test_case;

    fn of(event: &Value) -> Request {
        read(&event.to_string(), "request-1", 7)
    }

    #[test]
    fn an_event_of_the_gateway_is_read_whole() {
        let request = of(&json!({
            "version": "2.0", "routeKey": "$default", "rawPath": "/connect/a b<\u{7f}é", "rawQueryString": "a=<\"%zz>&b",
            "cookies": ["a=1", "b=2; c=3"],
            "headers": {"Origin": "https://connect.example", "accept": "text/html"},
            "requestContext": {
                "domainName": "connect.example", "requestId": "JKJaXmPLvHcESHA=",
                "http": {"method": "POST", "path": "/other", "sourceIp": "192.0.2.1"},
            },
            "body": "YT3DqQ==", "isBase64Encoded": true,
        }));
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.path(), "/connect/a b<\u{7f}é");
        assert_eq!(request.query(), "a=<\"%zz>&b");
        assert_eq!(request.headers()["origin"], "https://connect.example");
        assert_eq!(request.cookies(), ["a=1", "b=2; c=3"]);
        assert_eq!(request.body(), Some("a=é".as_bytes()));
        assert_eq!(request.deadline_ms(), 7);
        let gateway = super::super::of(&request);
        assert_eq!(gateway.request_id, "request-1");
        assert_eq!(gateway.gateway_request_id, Some("JKJaXmPLvHcESHA="));
        assert_eq!(gateway.domain_name, Some("connect.example"));
        assert_eq!(gateway.source_ip, "192.0.2.1");
    }

    #[test]
    fn t39_a_trial_is_asked_for_by_no_request() {
        let asked = json!("federated-credential");
        let request = of(&json!({"try": asked}));
        assert_eq!(request.trial, Some(trial::Trial::FederatedCredential));
        let sent = json!({"try": asked}).to_string();
        for event in [
            json!({"rawPath": "/try", "rawQueryString": "try=federated-credential", "body": sent}),
            json!({"headers": {"try": asked}, "requestContext": {"try": asked}}),
            json!({"try": "everything"}),
        ] {
            assert_eq!(of(&event).trial, None, "{event}");
        }
    }

    #[test]
    fn cookies_are_read_from_headers_too_and_are_no_header() {
        let request =
            of(&json!({"cookies": ["a=1", 7], "headers": {"Cookie": "b=2", "cookie": []}}));
        assert_eq!(request.cookies(), ["a=1", "b=2"]);
        assert!(request.headers().is_empty());
    }

    #[test]
    fn t36_a_header_that_cannot_be_one_spoils_no_other() {
        let request = of(&json!({"headers": {
            "x y": "1", "": "2", "é": "3", "sec-fetch-site": "a\u{0}b", "x-list": ["a"], "origin": "o", "x-latin": "é",
        }}));
        let headers = request.headers();
        assert_eq!(headers.len(), 4);
        assert_eq!(headers["origin"], "o");
        assert_eq!(headers["x-latin"], "é");
        // Sent and not readable is not the same as not sent.
        assert_eq!(headers["sec-fetch-site"], "");
        assert_eq!(headers["x-list"], "");
    }

    #[test]
    fn a_header_in_two_spellings_came_twice() {
        let request = of(&json!({"headers": {"Authorization": "a", "authorization": "b"}}));
        assert_eq!(request.headers().get_all("authorization").iter().count(), 2);
    }

    #[test]
    fn no_number_of_headers_is_too_large() {
        let headers: Map<String, Value> = (0..40_000)
            .map(|number| (format!("x-{number}"), json!("y")))
            .collect();
        assert!(of(&json!({"headers": headers})).headers().len() > 10_000);
    }

    #[test_case("POST", &Method::POST; "known")]
    #[test_case("post", &Method::from_bytes(b"post").unwrap(); "other case, which is another method")]
    #[test_case("", &Method::TRACE; "empty")]
    #[test_case("GET /", &Method::TRACE; "no token")]
    #[test_case("G\u{c9}T", &Method::TRACE; "not ascii")]
    fn t42_a_method_is_what_was_sent_or_none_of_ours(name: &str, expected: &Method) {
        let request = of(&json!({"requestContext": {"http": {"method": name}}}));
        assert_eq!(request.method(), expected);
    }

    #[test_case("%", true, None; "no base64")]
    #[test_case("YQ", true, None; "without padding")]
    #[test_case("", true, Some(&[]); "empty base64")]
    #[test_case("/w==", true, Some(&[0xff]); "no text")]
    #[test_case("YQ==", false, Some(b"YQ=="); "a text that looks like it")]
    fn t42_a_body_is_decoded_as_the_gateway_says(
        body: &str,
        is_base64: bool,
        expected: Option<&[u8]>,
    ) {
        let request = of(&json!({"body": body, "isBase64Encoded": is_base64}));
        assert_eq!(request.body(), expected);
    }

    #[test_case(""; "nothing")]
    #[test_case("null"; "null")]
    #[test_case("[]"; "a list")]
    #[test_case("{}"; "an empty object")]
    #[test_case(r#"{"rawPath":1,"rawQueryString":[],"headers":[],"cookies":{},"requestContext":"x","body":{},"isBase64Encoded":"true"}"#; "other types")]
    #[test_case(r#"{"rawPath":"\ud800"}"#; "half a character")]
    fn an_event_without_anything_is_a_request_for_nothing(event: &str) {
        let request = read(event, "r", 0);
        assert_eq!((request.path(), request.query()), ("", ""));
        assert_eq!(request.method(), Method::TRACE);
        assert!(request.headers().is_empty() && request.cookies().is_empty());
        assert_eq!(request.body(), Some(&[][..]));
    }

    #[test]
    fn t36_t42_fuzzed_events_become_requests_of_what_they_say() {
        let page = json!({
            "rawPath": "/connect/a<é", "rawQueryString": "a=%zz\"&b", "cookies": ["a=1", "b=2; c=3"],
            "headers": {"Origin": "https://connect.example", "cookie": "d=4"},
            "requestContext": {"domainName": "connect.example", "http": {"method": "GET", "sourceIp": "192.0.2.1"}},
        });
        let form = json!({
            "rawPath": "/", "requestContext": {"http": {"method": "POST"}}, "body": "YT3DqQ==", "isBase64Encoded": true,
        });
        let good = [page.to_string(), form.to_string()];
        fuzz::text(
            "gateway event",
            &good.each_ref().map(String::as_str),
            |event| {
                let request = read(event, "request-1", 7);
                let Ok(value) = strict_json::parse::<Value>(event.as_bytes()) else {
                    assert_eq!(request.path(), "");
                    return false;
                };
                assert_eq!(
                    request.path(),
                    value["rawPath"].as_str().unwrap_or_default()
                );
                assert_eq!(
                    request.query(),
                    value["rawQueryString"].as_str().unwrap_or_default()
                );
                let readable = |value: &HeaderValue| {
                    !value
                        .as_bytes()
                        .iter()
                        .any(|byte| byte.is_ascii_control() && *byte != b'\t')
                };
                assert!(request.headers().values().all(readable));
                assert!(!request.headers().contains_key(header::COOKIE));
                true
            },
        );
    }
}
