//! Good events, as the gateway makes them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

/// Name under which the gateway receives requests in these events.
pub const DOMAIN: &str = "connect.example";

/// An event.
#[derive(Clone)]
pub struct Event(pub(crate) Value);

impl Event {
    /// A request of a browser.
    pub fn new(method: &str, path: &str, query: &str) -> Self {
        Self(json!({
            "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query,
            "cookies": ["theme=dark"],
            "headers": {
                "accept": "text/html", "accept-language": "en", "host": DOMAIN, "user-agent": "test",
                "x-forwarded-for": "127.0.0.1", "x-forwarded-port": "443", "x-forwarded-proto": "https",
            },
            "requestContext": {
                "accountId": "000000000000", "apiId": "x", "domainName": DOMAIN, "domainPrefix": "connect",
                "http": {
                    "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test",
                },
                "requestId": "x", "routeKey": "$default", "stage": "$default",
                "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1_767_225_600_000_i64,
            },
            "isBase64Encoded": false,
        }))
    }

    /// The event with a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.0["headers"][name] = json!(value);
        self
    }

    /// The event with a cookie.
    #[must_use]
    pub fn cookie(mut self, pair: &str) -> Self {
        self.0["cookies"].as_array_mut().unwrap().push(json!(pair));
        self
    }

    /// The event with a body as text, as the gateway gives JSON.
    #[must_use]
    pub fn body(mut self, text: &str) -> Self {
        self.0["body"] = json!(text);
        self
    }

    /// The event with a body in base64, as the gateway gives forms.
    #[must_use]
    pub fn encoded_body(mut self, bytes: &[u8]) -> Self {
        self.0["body"] = json!(STANDARD.encode(bytes));
        self.0["isBase64Encoded"] = json!(true);
        self
    }

    /// The event as Lambda delivers it.
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}
