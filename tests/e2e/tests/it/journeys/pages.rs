//! Common properties of every page and answer: origins, methods, paths, names as text. Their headers are in `headers.rs`.

use crate::{
    journeys::administrator::{CONTINUE, START, sign_in},
    support::{
        person::Person,
        stack::{Stack, fresh_id},
        tenant::Tenant,
    },
};
use reqwest::{Method, header};
use serde_json::json;
use url::Url;

fn address(stack: &Stack, path: &str) -> Url {
    Url::parse(&format!("{}{path}", stack.api_url)).expect("an address")
}

#[tokio::test]
async fn t35_forms_from_elsewhere_are_refused() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let form = start.form(START);
    for origin in [
        None,
        Some("null"),
        Some("https://evil.example"),
        Some("http://localhost"),
    ] {
        let page = person
            .once(Method::POST, form.action.clone(), Some(&[]), origin)
            .await;
        assert_eq!(page.status, 403, "{origin:?}");
        assert!(page.headers.get(header::SET_COOKIE).is_none());
    }
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    let form = confirm.form(CONTINUE);
    let own = link.origin().ascii_serialization();
    let elsewhere = person
        .once(
            Method::POST,
            form.action.clone(),
            Some(&form.fields),
            Some("null"),
        )
        .await;
    assert_eq!(elsewhere.status, 403);
    for fields in [Vec::new(), vec![("form_token".to_owned(), "A".repeat(43))]] {
        let page = person
            .once(Method::POST, form.action.clone(), Some(&fields), Some(&own))
            .await;
        assert_eq!(page.status, 403, "{fields:?}");
    }
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert_eq!(seen["lifecycle"]["stage"], "signed_in");
    let page = person
        .once(Method::POST, form.action, Some(&form.fields), Some(&own))
        .await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn t36_line_breaks_in_any_input_set_no_header() {
    let stack = Stack::load();
    let mut person = Person::new(stack);
    for path in [
        "/connect/%0d%0aset-cookie:%20canary=1",
        "/connect/x%0d%0aset-cookie:%20canary=1/start",
        "/%0d%0aset-cookie:%20canary=1",
        "/callback?state=%0d%0aset-cookie:%20canary=1",
        "/v1/registrations/%0d%0aset-cookie:%20canary=1",
        "/problems/%0d%0aset-cookie:%20canary=1",
        "/connect/assets/%0d%0aset-cookie:%20canary=1",
    ] {
        let page = person
            .once(Method::GET, address(stack, path), None, None)
            .await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        assert!(page.headers.get(header::SET_COOKIE).is_none(), "{path}");
        let repeated = page
            .headers
            .values()
            .any(|value| value.to_str().is_ok_and(|value| value.contains("canary")));
        assert!(!repeated, "{path}");
    }
}

#[tokio::test]
async fn t34_names_show_as_text() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let mut body = tenant.registration();
    let name = r#"<script>alert(1)</script>"><img src=x onerror=alert(2)> &amp; {{7*7}}"#;
    body["customer_name"] = json!(name);
    let (_, link) = host_app.register(&body).await;
    let mut person = Person::new(stack);
    for page in [
        person.open(&link).await,
        sign_in(&mut person.clone(), &link, &tenant.administrator).await,
    ] {
        assert!(page.text().contains(name), "{}", page.text());
        assert!(!page.html.contains("<script>alert") && !page.html.contains("<img src=x"));
    }
    body["customer_name"] = json!("Con\u{202E}toso");
    let refused = host_app.post("/v1/registrations", &body).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
}

#[tokio::test]
async fn t39_host_and_forwarded_headers_change_nothing() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let client = stack.client();
    let mut bodies = Vec::new();
    for forged in [
        ("x-nothing", "x"),
        ("forwarded", "host=evil.example;proto=http"),
        ("x-forwarded-host", "evil.example"),
        ("x_forwarded_host", "evil.example"),
        ("x-forwarded-proto", "ftp"),
        ("x-original-url", "/connect/evil"),
        ("x-rewrite-url", "/connect/evil"),
        ("x-forwarded-prefix", "/evil"),
    ] {
        let response = client
            .get(link.clone())
            .header(forged.0, forged.1)
            .send()
            .await
            .expect("an answer");
        assert_eq!(response.status(), 200, "{forged:?}");
        bodies.push(response.text().await.expect("a body"));
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert!(!bodies[0].contains("evil"));
    // A link is made from the configuration, whatever the request said.
    let key = fresh_id();
    let request = host_app
        .request(Method::POST, "/v1/registrations")
        .header("idempotency-key", &key)
        .header("x-forwarded-host", "evil.example")
        .json(&tenant.registration());
    let created = host_app.send(request).await.expect(201);
    let url = created["invitation"]["url"].as_str().expect("a link");
    assert!(
        url.starts_with(&format!("{}/connect/", stack.api_url)),
        "{url}"
    );
}

#[tokio::test]
async fn t42_odd_methods_and_paths_reach_no_handler() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    for method in ["PUT", "PATCH", "DELETE"] {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let page = person.once(method.clone(), link.clone(), None, None).await;
        assert!(
            matches!(page.status.as_u16(), 404 | 405),
            "{method}: {}",
            page.status
        );
        let path = format!("/v1/registrations/{id}/verifications");
        let answer = host_app.send(host_app.request(method.clone(), &path)).await;
        assert!(
            matches!(answer.status, 404 | 405),
            "{method}: {}",
            answer.status
        );
    }
    for path in [
        format!("{}/", link.path()),
        format!("{}.css", link.path()),
        link.path().replace("/connect/", "/CONNECT/"),
        link.path().replace("/connect/", "/connect//"),
        format!("/x/..{}", link.path().replace("/connect", "/connect%2f")),
    ] {
        let page = person
            .once(Method::GET, address(stack, &path), None, None)
            .await;
        assert_eq!(page.status, 404, "{path}");
    }
}

/// The one template that is not HTML. Templates escape every value that they show; this test enforces it, because no compiler
/// does.
const SCRIPT: &str = r#"#[template(path = "access.ps1", escape = "none")]"#;

#[test]
fn t34_no_template_shows_anything_unescaped() {
    let web = crate::support::stack::checkout().join("shared/web");
    let mut files = 0;
    for (folder, extension, ways_out) in [
        (
            "templates",
            "html",
            &[
                "|safe",
                "| safe",
                "|escape",
                "| escape",
                "|e(",
                "| e(",
                "autoescape",
                "|linebreaks",
                "|paragraphbreaks",
            ][..],
        ),
        (
            "src",
            "rs",
            &[
                "Safe(",
                "HtmlSafe",
                "MaybeSafe",
                "escape = ",
                "Escaper",
                "filters::safe",
                "Text)",
            ],
        ),
    ] {
        let mut folders = vec![web.join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("a file").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|found| found == extension) {
                    let text = std::fs::read_to_string(&path).expect("text");
                    // No page: a script to download, as plain text, of parsed ids and our own words.
                    let text = text.replace(SCRIPT, "");
                    for way_out in ways_out {
                        assert!(!text.contains(way_out), "{way_out:?} in {}", path.display());
                    }
                    files += 1;
                }
            }
        }
    }
    assert!(files > 10, "the files were found");
}
