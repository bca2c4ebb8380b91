//! What Lambda hands the functions.

use crate::stack::{REGION, Stack};
use serde_json::json;
use std::time::Duration;

/// A message of the schedule, as SQS hands it to Lambda.
pub(super) fn message(registration: &str, slot: i64) -> String {
    let body = json!({
        "version": 1, "registration_id": registration, "slot": slot, "attempt": 0,
        "requested_at": "2026-01-01T00:00:00Z",
    });
    json!({"Records": [{
        "messageId": "message", "receiptHandle": "handle", "body": body.to_string(), "attributes": {},
        "messageAttributes": {}, "eventSource": "aws:sqs", "awsRegion": REGION,
        "eventSourceARN": "arn:aws:sqs:eu-central-1:000000000000:sweep",
    }]})
    .to_string()
}

/// A request of a browser, as the HTTP API hands it to Lambda.
pub(super) fn page(stack: &Stack, path: &str, query: &str) -> String {
    let authority = stack.api_authority();
    let host = authority.split(':').next().unwrap_or_default();
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query,
        "headers": {"host": authority, "accept": "text/html"},
        "requestContext": {
            "accountId": "000000000000", "apiId": "x", "domainName": host, "domainPrefix": "x",
            "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "bench"},
            "requestId": "x", "routeKey": "$default", "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1_767_225_600_000_i64,
        },
        "isBase64Encoded": false,
    })
    .to_string()
}

/// An hour ahead of the schedule, so that no run is older than what is stored.
#[expect(
    clippy::disallowed_methods,
    reason = "slots are instants of the machine's clock"
)]
pub(super) fn later_than_any_run() -> i64 {
    let ahead = std::time::SystemTime::now() + Duration::from_hours(1);
    let since = ahead
        .duration_since(std::time::SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
