//! Answers in the form that the gateway expects.

use super::Body;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, Response, header::SET_COOKIE};
use serde::Serialize;
use std::collections::BTreeMap;

/// An answer. A text goes as it is, bytes go in base64.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProxyResponse {
    status_code: u16,
    headers: BTreeMap<String, String>,
    cookies: Vec<String>,
    body: String,
    is_base64_encoded: bool,
}

impl From<Response<Body>> for ProxyResponse {
    fn from(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let (body, is_base64_encoded) = match body {
            Body::Text(text) => (text, false),
            Body::Bytes(bytes) => (STANDARD.encode(bytes), true),
        };
        Self {
            status_code: parts.status.as_u16(),
            headers: joined(&parts.headers),
            cookies: texts(&parts.headers, SET_COOKIE.as_str()),
            body,
            is_base64_encoded,
        }
    }
}

/// The headers but for cookies; several values of one name as RFC 9110 section 5.3 joins them.
fn joined(headers: &HeaderMap) -> BTreeMap<String, String> {
    headers
        .keys()
        .filter(|name| *name != SET_COOKIE)
        .map(|name| {
            let values = texts(headers, name.as_str());
            (name.as_str().to_owned(), values.join(", "))
        })
        .collect()
}

fn texts(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).iter();
    let text = |value: &http::HeaderValue| {
        std::str::from_utf8(value.as_bytes())
            .ok()
            .map(str::to_owned)
    };
    values.filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn an_answer_has_the_gateways_form() {
        let response = Response::builder()
            .status(303)
            .header("location", "https://connect.example/")
            .header("vary", "a")
            .header("vary", "b")
            .header("set-cookie", "a=1; Path=/")
            .header("set-cookie", "b=2; Path=/")
            .header("x-odd", HeaderValue::from_bytes(&[0xff]).unwrap())
            .body(Body::Text("<p>é</p>".to_owned()))
            .unwrap();
        assert_eq!(
            serde_json::to_value(ProxyResponse::from(response)).unwrap(),
            serde_json::json!({
                "statusCode": 303,
                "headers": {"location": "https://connect.example/", "vary": "a, b", "x-odd": ""},
                "cookies": ["a=1; Path=/", "b=2; Path=/"],
                "body": "<p>é</p>",
                "isBase64Encoded": false,
            })
        );
    }

    #[test]
    fn bytes_go_to_the_gateway_in_base64() {
        let response = Response::new(Body::Bytes(vec![0xff, 0x00]));
        let answer = serde_json::to_value(ProxyResponse::from(response)).unwrap();
        assert_eq!(answer["body"], "/wA=");
        assert_eq!(answer["isBase64Encoded"], true);
    }
}
