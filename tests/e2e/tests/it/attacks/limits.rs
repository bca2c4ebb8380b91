//! Size limits: bodies of the API, forms of the pages.

use crate::{
    api::routes::{body, kind},
    journeys::administrator::{CONTINUE, START, sign_in},
    support::{
        person::Person,
        stack::{Stack, fresh_id},
        tenant::Tenant,
    },
};
use reqwest::Method;

/// The largest form that is read.
const LARGEST_FORM: usize = 16 * 1024;

#[tokio::test]
async fn t54_oversized_deep_and_foreign_bodies_are_refused() {
    let host_app = Stack::load().host_app();
    let key = || fresh_id();
    let sized = |size: usize| {
        let mut text = body().to_string();
        text.push_str(&" ".repeat(size - text.len()));
        text
    };
    let largest = host_app
        .post_as("/v1/registrations", &key(), sized(64 * 1024))
        .await;
    assert_eq!(largest.status, 201, "{}", largest.text);
    let larger = host_app
        .post_as("/v1/registrations", &key(), sized(64 * 1024 + 1))
        .await;
    assert_eq!(
        (larger.status, kind(&larger).as_str()),
        (413, "payload-too-large")
    );
    let without_body = host_app
        .post_as("/v1/registrations", &key(), " ".repeat(64 * 1024 + 1))
        .await;
    assert_eq!(without_body.status, 413, "the size comes first");
    let deep = "[".repeat(30_000);
    let deep = host_app.post_as("/v1/registrations", &key(), deep).await;
    assert!(matches!(deep.status, 400 | 422), "{}", deep.text);
    for broken in [
        "",
        "{",
        "null",
        "[]",
        "\"x\"",
        "{} {}",
        "{\"plan\":\"BOOST\",\"plan\":\"BOOST\"}",
    ] {
        let answer = host_app
            .post_as("/v1/registrations", &key(), broken.to_owned())
            .await;
        assert!(
            matches!(answer.status, 400 | 422),
            "{broken}: {}",
            answer.text
        );
    }
    let request = host_app
        .request(Method::POST, "/v1/registrations")
        .header("idempotency-key", key())
        .header("content-type", "text/plain")
        .body(body().to_string());
    let answer = host_app.send(request).await;
    assert_eq!(
        (answer.status, kind(&answer).as_str()),
        (415, "unsupported-media-type")
    );
}

/// A field that extends a form's text to that length: `padding=xx…` after the other fields.
fn padding(fields: &[(String, String)], length: usize) -> (String, String) {
    let text: usize = fields
        .iter()
        .map(|(name, value)| name.len() + value.len() + "=&".len())
        .sum();
    let name = "padding";
    let rest = length - text - name.len() - "=".len();
    (name.to_owned(), "x".repeat(rest))
}

#[tokio::test]
async fn t54_a_form_over_16_kib_is_refused_before_it_is_read() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let origin = link.origin().ascii_serialization();
    let mut person = Person::new(stack);
    let start = person.open(&link).await.form(START);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    let consent = confirm.form(CONTINUE);
    // A new start ends the flow before it, so it comes last.
    for form in [consent, start] {
        for (length, status) in [
            (LARGEST_FORM + 1, 413),
            (LARGEST_FORM * 4, 413),
            (LARGEST_FORM, 200),
        ] {
            let mut fields = form.fields.clone();
            fields.push(padding(&fields, length));
            let action = form.action.clone();
            let page = person
                .once(Method::POST, action, Some(&fields), Some(&origin))
                .await;
            assert_eq!(
                page.status,
                status,
                "{length} bytes to {}",
                form.action.path()
            );
        }
    }
}
