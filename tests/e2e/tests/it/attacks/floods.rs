//! Floods from one network. The functions are invoked as the gateway does it, because every request through the emulated
//! gateway comes from this machine, which is not limited.

use crate::{
    journeys::administrator::START,
    support::{aws::Aws, person::Person, stack::Stack, tenant::Tenant},
};
use serde_json::{Value, json};
use url::Url;

/// Requests of one attempt. Several attempts are made, because the emulated AWS may spread them over processes.
const AT_ONCE: usize = 80;
const ATTEMPTS: usize = 6;

/// A GET from this address, as the gateway hands it to a function.
fn get(stack: &Stack, path: &str, query: &str, address: &str, cookie: Option<&str>) -> Value {
    let base = Url::parse(&stack.api_url).expect("an address");
    let host = base.host_str().expect("a host");
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query,
        "headers": {"host": host}, "cookies": cookie.into_iter().collect::<Vec<_>>(), "isBase64Encoded": false,
        "requestContext": {
            "accountId": "000000000000", "apiId": "api", "domainName": host, "domainPrefix": "api", "requestId": "id",
            "routeKey": "$default", "stage": "$default", "time": "29/Nov/2026:12:00:00 +0000", "timeEpoch": 1_796_000_000_000_i64,
            "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": address, "userAgent": "test"},
        },
    })
}

/// Repeats requests from one /64, each from another address in it, until one is refused; returns that answer. All earlier ones
/// have the status of a single request.
fn flood(aws: &Aws, function: &str, usual: i64, event: impl Fn(&str) -> Value) -> Value {
    let mut number = 0;
    for _ in 0..ATTEMPTS {
        let events: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                number += 1;
                event(&format!("2001:db8:0:81::{number:x}"))
            })
            .collect();
        for answer in aws.invoke(function, &events) {
            let status = answer["statusCode"].as_i64();
            if status == Some(429) {
                return answer;
            }
            assert_eq!(status, Some(usual), "{answer}");
        }
    }
    panic!("{function} refuses nothing");
}

fn retry_after(answer: &Value) -> &str {
    let headers = ["headers", "multiValueHeaders"].map(|name| &answer[name]["retry-after"]);
    let value = headers.into_iter().find(|value| !value.is_null());
    let value = value.expect("Retry-After");
    value.as_str().or_else(|| value[0].as_str()).expect("text")
}

#[tokio::test]
async fn t81_calls_without_a_key_are_refused_without_a_write() {
    let stack = Stack::load();
    let aws = stack.aws();
    let call = |address: &str| get(stack, "/v1/checks", "", address, None);
    let refused = flood(&aws, "verify-api", 401, call);
    assert_eq!(retry_after(&refused), "60");
    let problem: Value =
        serde_json::from_str(refused["body"].as_str().expect("a body")).expect("JSON");
    assert_eq!(problem["status"], 429);
    assert!(!aws.dump_table().await.contains("without-key"));

    let mut with_key = call("2001:db8:0:81::1");
    with_key["headers"]["authorization"] = json!(format!("Bearer {}", stack.api_key));
    let answers = aws.invoke("verify-api", &[with_key]);
    assert_eq!(answers[0]["statusCode"], 200, "{}", answers[0]);
}

#[tokio::test]
async fn t30_t81_a_flood_of_guesses_stops_no_browser_that_holds_a_flow() {
    let stack = Stack::load();
    let aws = stack.aws();
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let guess = format!("/connect/{}", "g".repeat(43));
    let refused = flood(&aws, "consent-start", 404, |address| {
        get(stack, &guess, "", address, None)
    });
    assert_eq!(retry_after(&refused), "60");
    let page = refused["body"].as_str().expect("a body");
    assert!(page.contains("Wait a minute"), "{page}");

    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    person.press(&start, START).await;
    let (name, value) = person.flow_cookie();
    let cookie = format!("{name}={value}");
    let own = get(stack, link.path(), "", "2001:db8:0:81::1", Some(&cookie));
    let answers = aws.invoke("consent-start", &[own]);
    assert_eq!(answers[0]["statusCode"], 200, "{}", answers[0]);
}

#[tokio::test]
async fn t81_a_flood_of_returns_is_told_to_wait() {
    let stack = Stack::load();
    let aws = stack.aws();
    let state = format!("code=x&state={}", "s".repeat(43));
    let refused = flood(&aws, "oauth-callback", 400, |address| {
        get(stack, "/callback", &state, address, None)
    });
    assert_eq!(retry_after(&refused), "60");
    let page = refused["body"].as_str().expect("a body");
    assert!(page.contains("Wait a minute"), "{page}");
}
