//! Requests from other sites, from sibling hosts and from callers without rights.

use crate::{
    api::routes::body,
    journeys::administrator::START,
    support::{
        person::Person,
        stack::{Stack, fresh_id},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::Value;
use url::Url;

#[tokio::test]
async fn t40_no_answer_is_for_another_origin() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let (id, link) = tenant.register(&stack.host_app()).await;
    let base = Url::parse(&stack.api_url).expect("an address");
    for path in [
        link.path().to_owned(),
        format!("{}/start", link.path()),
        "/callback".to_owned(),
        "/v1/registrations".to_owned(),
        format!("/v1/registrations/{id}"),
        "/healthz".to_owned(),
    ] {
        for method in ["OPTIONS", "GET"] {
            let response = stack
                .client()
                .request(
                    Method::from_bytes(method.as_bytes()).expect("a method"),
                    base.join(&path).expect("an address"),
                )
                .header("origin", "https://evil.example")
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization")
                .bearer_auth(&stack.api_key)
                .send()
                .await
                .expect("an answer");
            let shares =
                |name: &reqwest::header::HeaderName| name.as_str().starts_with("access-control-");
            assert!(!response.headers().keys().any(shares), "{method} {path}");
            if method == "OPTIONS" {
                assert!(response.status().is_client_error(), "{path}");
            }
        }
    }
}

/// Checks that a restricted key gets the same answer about another customer's registration and about one that does not exist.
#[tokio::test]
async fn t40_foreign_and_absent_look_the_same() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let foreign = host_app
        .post("/v1/registrations", &body())
        .await
        .expect(201);
    let aws = stack.aws();
    let (restricted, key) = host_app.with_new_key(&[&fresh_id()]).await;
    let absent = "01930000-0000-7000-8000-00000000dead";
    for below in ["", "/verifications", "/verifications/latest", "/audit"] {
        let mut answers = Vec::new();
        for id in [foreign["id"].as_str().expect("an id"), absent] {
            let answer = restricted
                .get(&format!("/v1/registrations/{id}{below}"))
                .await;
            let mut problem = answer.json();
            problem["request_id"] = Value::Null;
            answers.push((answer.status, problem));
        }
        assert_eq!(answers[0], answers[1], "{below}");
        assert_eq!(answers[0].0, 404, "{below}");
    }
    aws.remove_api_key(&key).await;
}

/// Words that name components behind pages and API.
const INTERNAL: [&str; 12] = [
    "arn:aws",
    "amazonaws",
    "dynamodb",
    "secretsmanager",
    "sqs",
    "cooperlink-registration-",
    "microsoftonline",
    "graph.microsoft",
    "aadsts",
    "exception",
    "panicked",
    ".rs:",
];

#[tokio::test]
async fn t56_no_error_names_what_stands_behind() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let tenant = Tenant::like(stack, "all-well").await;
    let (id, link) = tenant.register(&host_app).await;
    let mut texts = Vec::new();
    for path in [
        "/v1/nothing".to_owned(),
        "/v1/registrations/nonsense".to_owned(),
        "/v1/registrations?cursor=nonsense".to_owned(),
        "/v1/registrations?customer_id=%00".to_owned(),
        "/v1/events?after=nonsense".to_owned(),
        format!("/v1/registrations/{id}/verifications/latest"),
    ] {
        texts.push(host_app.get(&path).await.text);
    }
    texts.push(host_app.with_key("nonsense").get("/v1/checks").await.text);
    for (path, sent) in [
        ("/v1/registrations".to_owned(), "{".to_owned()),
        ("/v1/registrations".to_owned(), "{\"plan\":7}".to_owned()),
        ("/v1/registrations".to_owned(), " ".repeat(64 * 1024 + 1)),
        (
            format!("/v1/registrations/{id}/verifications"),
            "{}".to_owned(),
        ),
        (format!("/v1/registrations/{id}/approve"), "{}".to_owned()),
    ] {
        let answer = host_app.post_as(&path, &fresh_id(), sent).await;
        assert!(answer.status >= 400, "{path}: {}", answer.text);
        texts.push(answer.text);
    }
    let origin = link.origin().ascii_serialization();
    for (method, path, from) in [
        ("GET", "/connect/nonsense".to_owned(), None),
        (
            "GET",
            "/callback?error=server_error&state=x".to_owned(),
            None,
        ),
        (
            "GET",
            "/callback?code=x&state=x&error_description=AADSTS50034".to_owned(),
            None,
        ),
        (
            "POST",
            format!("{}/consent", link.path()),
            Some(origin.as_str()),
        ),
        (
            "POST",
            format!("{}/start", link.path()),
            Some("https://evil.example"),
        ),
        ("DELETE", link.path().to_owned(), None),
    ] {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let address = link.join(&path).expect("an address");
        let page = Person::new(stack)
            .once(method, address, Some(&[]), from)
            .await;
        assert!(page.status.as_u16() >= 400, "{path}: {}", page.status);
        texts.push(page.html);
    }
    for text in texts {
        let text = text.to_lowercase();
        for word in INTERNAL {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[tokio::test]
async fn t32_cookies_of_a_sibling_host_break_no_page() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    person.press(&start, START).await;
    let (name, value) = person.flow_cookie();
    let own = format!("{name}={value}");
    let many: Vec<_> = (0..60).map(|number| format!("sibling{number}=x")).collect();
    for (cookies, status) in [
        (format!("{own}; {}", many.join("; ")), 200),
        (format!("={own}; {own}"), 200),
        (format!("{}={value}; {own}", name.to_lowercase()), 200),
        (format!("{own}; {name}=tossed"), 403),
    ] {
        let response = stack
            .client()
            .get(link.clone())
            .header("cookie", &cookies)
            .send()
            .await
            .expect("an answer");
        assert_eq!(response.status(), status, "{cookies}");
    }
}

#[tokio::test]
async fn t38_no_page_is_taken_for_a_file_that_caches_keep() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let (id, link) = tenant.register(&stack.host_app()).await;
    let api = format!("/v1/registrations/{id}");
    for path in [link.path(), &format!("{}/report", link.path()), &api] {
        for suffix in ["/x.css", ".css", "/x.js", "/x.png", ";x.css", "%2fx.css"] {
            let address = link.join(&format!("{path}{suffix}")).expect("an address");
            let response = stack
                .client()
                .get(address)
                .bearer_auth(&stack.api_key)
                .send()
                .await
                .expect("an answer");
            assert_eq!(response.status(), 404, "{path}{suffix}");
            assert_eq!(response.headers()["cache-control"], "no-store");
        }
    }
}
