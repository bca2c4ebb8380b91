//! Events in the form in which Lambda hands them to the functions.

use serde_json::{Value, json};
use std::time::{Duration, SystemTime};
use tooling::local::REGION;

/// A message of the schedule, as SQS hands it to Lambda.
pub(super) fn message(registration: &str, slot: i64) -> String {
    messages(&[registration], slot)
}

/// A batch of such messages, one for each registration.
pub(super) fn messages(registrations: &[&str], slot: i64) -> String {
    let of_run = |registration: &&str| {
        let body = json!({
            "version": 1, "registration_id": registration, "slot": slot, "attempt": 0,
            "requested_at": "2026-01-01T00:00:00Z",
        });
        record(registration, &body, "sweep")
    };
    let records: Vec<Value> = registrations.iter().map(of_run).collect();
    json!({ "Records": records }).to_string()
}

/// A message of the queue `erase` about a registration.
pub(super) fn removal(registration: &str) -> String {
    let body = json!({"version": 1, "registration_id": registration});
    json!({ "Records": [record(registration, &body, "erase")] }).to_string()
}

/// A message of a queue, as SQS hands it to Lambda.
fn record(id: &str, body: &Value, queue: &str) -> Value {
    json!({
        "messageId": id, "receiptHandle": "handle", "body": body.to_string(), "attributes": {},
        "messageAttributes": {}, "eventSource": "aws:sqs", "awsRegion": REGION,
        "eventSourceARN": format!("arn:aws:sqs:eu-central-1:000000000000:{queue}"),
    })
}

/// A request of the host app, as the HTTP API hands it to Lambda.
pub(super) fn api(
    authority: &str,
    method: &str,
    (path, query): (&str, &str),
    headers: &Value,
) -> String {
    request(authority, method, (path, query), headers).to_string()
}

/// A POST with a JSON body, in the form of [`api`].
pub(super) fn api_with(authority: &str, path: &str, headers: &Value, body: &Value) -> String {
    let mut headers = headers.clone();
    headers["content-type"] = "application/json".into();
    let mut event = request(authority, "POST", (path, ""), &headers);
    event["body"] = body.to_string().into();
    event.to_string()
}

/// A request of a browser, as the HTTP API hands it to Lambda.
pub(super) fn page(authority: &str, path: &str, query: &str) -> String {
    let headers = json!({"accept": "text/html"});
    request(authority, "GET", (path, query), &headers).to_string()
}

fn request(authority: &str, method: &str, (path, query): (&str, &str), headers: &Value) -> Value {
    let host = authority.split(':').next().unwrap_or_default();
    let mut headers = headers.clone();
    headers["host"] = authority.into();
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": "000000000000", "apiId": "x", "domainName": host, "domainPrefix": "x",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "bench"},
            "requestId": "x", "routeKey": "$default", "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1_767_225_600_000_i64,
        },
        "isBase64Encoded": false,
    })
}

/// A slot an hour ahead of now, so that no run is older than the stored one.
pub(super) fn later_than_any_run() -> i64 {
    milliseconds(now() + Duration::from_hours(1))
}

/// A slot of now: newer than every run so far, and older than every run to come.
pub(super) fn slot() -> i64 {
    milliseconds(now())
}

fn milliseconds(at: SystemTime) -> i64 {
    let since = at.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
}

/// The machine's clock, which the functions go by.
#[expect(
    clippy::disallowed_methods,
    reason = "functions that are processes of their own have no other clock"
)]
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}
