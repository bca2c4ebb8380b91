//! The host app's API, with curl's eyes: what it gives, and what it says to bad input.

use crate::{
    administrator::connected,
    stack::{Answer, HostApp, Stack, fresh_id, poll},
    tenant::Tenant,
};
use reqwest::Method;
use serde_json::{Value, json};

fn body() -> Value {
    json!({
        "customer_id": format!("customer-{}", fresh_id()),
        "customer_name": "Contoso Architects",
        "plan": "EMPOWER",
        "expected_domain": "contoso.example",
        "language": "nl",
        "system_user": "cooperlink@contoso.example",
        "sites": [{
            "url": "https://contoso.sharepoint.com/sites/projects",
            "libraries": ["Documents", "Plans"],
        }],
    })
}

/// The fields that a problem names.
fn fields(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors
        .iter()
        .filter_map(|error| Some(error["field"].as_str()?.to_owned()))
        .collect()
}

fn kind(answer: &Answer) -> String {
    let problem = answer.json();
    assert_eq!(problem["status"], json!(answer.status));
    assert!(
        problem["title"].is_string() && problem["detail"].is_string(),
        "{problem}"
    );
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    problem["type"]
        .as_str()
        .and_then(|kind| kind.rsplit('/').next())
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn registration_is_created_read_and_listed() {
    let host_app = Stack::load().host_app();
    let sent = body();
    let created = host_app.post("/v1/registrations", &sent).await.expect(201);
    for (field, value) in sent.as_object().into_iter().flatten() {
        assert_eq!(created[field], *value, "{field}");
    }
    assert_eq!(created["lifecycle"], json!({"stage": "invited"}));
    assert_eq!(created["usable"], "no");
    let id = created["id"].as_str().expect("an id");
    let read = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert!(
        read["invitation"].is_null(),
        "the link is shown once: {read}"
    );
    assert_eq!(read["sites"], sent["sites"]);

    let second = host_app.post("/v1/registrations", &sent).await.expect(201);
    let customer = sent["customer_id"].as_str().expect("a customer");
    let path = format!("/v1/registrations?customer_id={customer}&limit=1");
    let mut seen = Vec::new();
    let mut next = Some(path.clone());
    while let Some(path_of_page) = next {
        let page = host_app.get(&path_of_page).await.expect(200);
        let items = page["items"].as_array().cloned().unwrap_or_default();
        seen.extend(items.iter().map(|item| item["id"].clone()));
        next = page["next_cursor"]
            .as_str()
            .map(|cursor| format!("{path}&cursor={cursor}"));
    }
    seen.sort_by_key(ToString::to_string);
    let mut expected = vec![created["id"].clone(), second["id"].clone()];
    expected.sort_by_key(ToString::to_string);
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn bad_fields_are_named() {
    let host_app = Stack::load().host_app();
    for (change, field) in [
        (json!({"plan": "GOLD"}), "plan"),
        (json!({"plan": null}), "plan"),
        (json!({"customer_id": 5}), "customer_id"),
        (json!({"customer_id": "a b"}), "customer_id"),
        (json!({"customer_name": ""}), "customer_name"),
        (json!({"customer_name": "x".repeat(121)}), "customer_name"),
        (
            json!({"expected_domain": "https://contoso.example"}),
            "expected_domain",
        ),
        (json!({"language": "es"}), "language"),
        (json!({"system_user": "not an address"}), "system_user"),
        (json!({"sites": "x"}), "sites"),
        (
            json!({"sites": [{"url": "https://contoso.sharepoint.com/sites/x", "libraries": [5]}]}),
            "sites[0].libraries[0]",
        ),
        (
            json!({"sites": [{"url": "ftp://x", "libraries": []}]}),
            "sites[0].url",
        ),
        (
            json!({"sites": [{"url": "https://contoso.sharepoint.com/sites/x", "libraries": [], "more": 1}]}),
            "sites[0].more",
        ),
        (json!({"return_url": "https://evil.example/"}), "return_url"),
        (json!({"return_url": "//evil.example"}), "return_url"),
        (json!({"nonsense": 1}), "nonsense"),
    ] {
        let mut sent = body();
        for (name, value) in change.as_object().into_iter().flatten() {
            sent[name] = value.clone();
        }
        let answer = host_app.post("/v1/registrations", &sent).await;
        assert_eq!(answer.status, 422, "{change}: {}", answer.text);
        assert_eq!(kind(&answer), "validation-failed");
        assert_eq!(fields(&answer), [field], "{change}: {}", answer.text);
    }
    for missing in ["customer_id", "customer_name", "plan"] {
        let mut sent = body();
        sent.as_object_mut().expect("an object").remove(missing);
        let answer = host_app.post("/v1/registrations", &sent).await;
        assert_eq!(answer.status, 422, "{missing}: {}", answer.text);
        assert!(answer.text.contains(missing), "{missing}: {}", answer.text);
    }
}

#[tokio::test]
async fn t53_fields_of_the_server_are_refused() {
    let host_app = Stack::load().host_app();
    for (field, value) in [
        ("id", json!(fresh_id())),
        ("version", json!(7)),
        ("lifecycle", json!({"stage": "connected"})),
        ("approval", json!({"status": "approved"})),
        ("tenant_id", json!(fresh_id())),
        ("health", json!({"status": "healthy"})),
        ("usable", json!("yes")),
        ("observations", json!({})),
        ("created_at", json!("2026-01-01T00:00:00Z")),
        ("invitation", json!({})),
    ] {
        let mut sent = body();
        sent[field] = value;
        let answer = host_app.post("/v1/registrations", &sent).await;
        assert_eq!(answer.status, 422, "{field}: {}", answer.text);
        assert_eq!(fields(&answer), [field]);
    }
}

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

#[tokio::test]
async fn t51_every_refused_key_gets_the_same_answer() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let good = &stack.api_key;
    let flipped = {
        let mut characters: Vec<char> = good.chars().collect();
        characters[30] = if characters[30] == 'A' { 'B' } else { 'A' };
        characters.into_iter().collect::<String>()
    };
    let mut bodies = Vec::new();
    let ask = |header: Option<String>| {
        let mut request = host_app.request(Method::GET, "/v1/checks");
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        request
    };
    for header in [
        None,
        Some(String::new()),
        Some("Bearer".to_owned()),
        Some(format!("Basic {good}")),
        Some(format!("Bearer {flipped}")),
        Some(format!("Bearer {}", good.replace("localdev", "localdex"))),
        Some(format!("Bearer {good}x")),
        Some(format!("Bearer {}", "x".repeat(5_000))),
    ] {
        let answer = Answer::of(ask(header.clone()).send().await.expect("an answer")).await;
        assert_eq!(answer.status, 401, "{header:?}");
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
        let mut problem = answer.json();
        problem["request_id"] = Value::Null;
        bodies.push(problem);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    // A key in the address or in the body is none (T50).
    let path = format!("/v1/checks?api_key={good}&access_token={good}");
    let answer = Answer::of(
        host_app
            .request(Method::GET, &path)
            .send()
            .await
            .expect("an answer"),
    )
    .await;
    assert_eq!(answer.status, 401);
    // Two headers are none either (T41).
    let twice =
        ask(Some(format!("Bearer {good}"))).header("authorization", format!("Bearer {good}"));
    let answer = Answer::of(twice.send().await.expect("an answer")).await;
    assert_eq!(answer.status, 401);
    host_app.get("/v1/checks").await.expect(200);
}

#[tokio::test]
async fn t50_t52_t57_a_restricted_key_reaches_its_customers_alone_and_ends_when_removed() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let (own, foreign) = (body(), body());
    let customer = own["customer_id"].as_str().expect("a customer").to_owned();
    let aws = stack.aws();
    let key = aws.add_api_key(&[&customer]).await;
    let restricted = host_app.with_key(&key);
    // A new key is seen without a deploy, and by every instance a few seconds later.
    let accepted = std::sync::atomic::AtomicU32::new(0);
    poll("the new key", || async {
        let answer = restricted.get("/v1/checks").await;
        let ordering = std::sync::atomic::Ordering::Relaxed;
        let in_a_row = if answer.status == 200 {
            accepted.fetch_add(1, ordering) + 1
        } else {
            0
        };
        accepted.store(in_a_row, ordering);
        if in_a_row > 25 {
            Ok(())
        } else {
            Err(answer.text)
        }
    })
    .await;

    let foreign = host_app
        .post("/v1/registrations", &foreign)
        .await
        .expect(201);
    let foreign_id = foreign["id"].as_str().expect("an id");
    let foreign_invitation = foreign["invitation"]["id"].as_str().expect("an id");
    let random = "01930000-0000-7000-8000-00000000002f";
    let without_request = |answer: &Answer| {
        let mut problem = answer.json();
        problem["request_id"] = Value::Null;
        (answer.status, problem)
    };
    for path in [
        "/v1/registrations/ID".to_owned(),
        "/v1/registrations/ID/verifications".to_owned(),
        "/v1/registrations/ID/verifications/latest".to_owned(),
        format!("/v1/registrations/ID/invitations/{foreign_invitation}"),
    ] {
        let absent = restricted.get(&path.replace("ID", random)).await;
        let hidden = restricted.get(&path.replace("ID", foreign_id)).await;
        assert_eq!(without_request(&hidden), without_request(&absent), "{path}");
        assert_eq!(hidden.status, 404, "{path}");
    }
    for path in ["approve", "verifications", "invitations"] {
        let path = format!("/v1/registrations/ID/{path}");
        let sent = if path.ends_with("invitations") {
            json!({"purpose": "connect"})
        } else {
            json!({})
        };
        let absent = restricted.post(&path.replace("ID", random), &sent).await;
        let hidden = restricted
            .post(&path.replace("ID", foreign_id), &sent)
            .await;
        assert_eq!(without_request(&hidden), without_request(&absent), "{path}");
        assert_eq!(hidden.status, 404, "{path}: {}", hidden.text);
    }
    let withdraw = format!("/v1/registrations/{foreign_id}/invitations/{foreign_invitation}");
    assert_eq!(restricted.delete(&withdraw).await.status, 404);
    let mut elsewhere = body();
    elsewhere["customer_id"] = json!("somebody-else");
    let answer = restricted.post("/v1/registrations", &elsewhere).await;
    assert_eq!(
        (answer.status, fields(&answer)),
        (422, vec!["customer_id".to_owned()])
    );
    let listed = restricted.get("/v1/registrations").await;
    assert!(!listed.text.contains(foreign_id), "{}", listed.text);

    // The same Idempotency-Key of another API key is another one (T57).
    let shared = fresh_id();
    let one = host_app
        .post_as("/v1/registrations", &shared, own.to_string())
        .await
        .expect(201);
    let two = restricted
        .post_as("/v1/registrations", &shared, own.to_string())
        .await
        .expect(201);
    assert_ne!(one["id"], two["id"]);

    aws.remove_api_key(&key).await;
    poll("the end of the key", || async {
        let answer = restricted.get("/v1/checks").await;
        if answer.status == 401 {
            Ok(())
        } else {
            Err(answer.text)
        }
    })
    .await;
}

#[tokio::test]
async fn t57_idempotency_keys_are_kept_to_their_request() {
    let host_app = Stack::load().host_app();
    let key = fresh_id();
    let sent = body();
    let first = host_app
        .post_as("/v1/registrations", &key, sent.to_string())
        .await;
    let again = host_app
        .post_as("/v1/registrations", &key, sent.to_string())
        .await;
    assert_eq!(
        first.expect(201),
        again.expect(201),
        "the link comes again as well"
    );
    let mut other = sent.clone();
    other["plan"] = json!("BOOST");
    let reused = host_app
        .post_as("/v1/registrations", &key, other.to_string())
        .await;
    assert_eq!(
        (reused.status, kind(&reused).as_str()),
        (422, "idempotency-key-reused")
    );

    // At once: one is carried out, the others wait or see its answer.
    let key = fresh_id();
    let asked: Vec<_> = (0..8)
        .map(|_| {
            let (key, sent) = (key.clone(), body().to_string());
            async move {
                Stack::load()
                    .host_app()
                    .post_as("/v1/registrations", &key, sent)
                    .await
            }
        })
        .collect();
    let mut created = std::collections::BTreeSet::new();
    for answer in join_all(asked).await {
        match answer.status {
            201 => {
                created.insert(answer.json()["id"].to_string());
            }
            409 | 422 => {}
            status => panic!("{status}: {}", answer.text),
        }
    }
    assert_eq!(created.len(), 1);

    for header in [None, Some(""), Some("with space"), Some("é")] {
        let mut request = host_app
            .request(Method::POST, "/v1/registrations")
            .json(&sent);
        if let Some(header) = header {
            request = request.header("idempotency-key", header);
        }
        let answer = host_app.send(request).await;
        assert_eq!(
            (answer.status, kind(&answer).as_str()),
            (400, "idempotency-key-required"),
            "{header:?}"
        );
    }
}

async fn join_all<F: Future<Output = Answer> + Send + 'static>(asked: Vec<F>) -> Vec<Answer> {
    let tasks: Vec<_> = asked.into_iter().map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("an answer"));
    }
    answers
}

#[tokio::test]
async fn bad_parameters_and_cursors_are_refused() {
    let host_app = Stack::load().host_app();
    for (path, field) in [
        ("/v1/registrations?limit=0", "limit"),
        ("/v1/registrations?limit=101", "limit"),
        ("/v1/registrations?limit=x", "limit"),
        ("/v1/registrations?nonsense=1", "nonsense"),
        ("/v1/registrations?limit=1&limit=2", "limit"),
        ("/v1/registrations?customer_id=a%20b", "customer_id"),
        ("/v1/checks?x=1", "x"),
    ] {
        let answer = host_app.get(path).await;
        assert_eq!(answer.status, 422, "{path}: {}", answer.text);
        assert_eq!(fields(&answer), [field], "{path}");
    }
    let foreign = "eyJQSyI6IlJFR0lTVFJBVElPTiN4IiwiU0siOiJNRVRBIn0";
    for path in [
        "/v1/registrations?cursor=nonsense".to_owned(),
        format!("/v1/registrations?cursor={foreign}"),
        "/v1/events?cursor=nonsense".to_owned(),
    ] {
        let answer = host_app.get(&path).await;
        assert_eq!(
            (answer.status, kind(&answer).as_str()),
            (400, "invalid-cursor"),
            "{path}"
        );
    }
    assert!(matches!(
        host_app.get("/v1/events?cursor=%FF").await.status,
        400 | 422
    ));
    let answer = host_app.get("/v1/registrations/not-an-id").await;
    assert_eq!((answer.status, kind(&answer).as_str()), (404, "not-found"));
}

#[tokio::test]
async fn invitations_are_made_read_and_withdrawn() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let created = host_app
        .post("/v1/registrations", &body())
        .await
        .expect(201);
    let id = created["id"].as_str().expect("an id");
    let path = format!("/v1/registrations/{id}/invitations");
    let made = host_app
        .post(&path, &json!({"purpose": "connect", "expires_in_days": 3}))
        .await
        .expect(201);
    assert_ne!(made["url"], created["invitation"]["url"]);
    let own = format!("{path}/{}", made["id"].as_str().expect("an id"));
    let read = host_app.get(&own).await.expect(200);
    assert_eq!(read["status"], "open");
    assert!(read["url"].is_null());
    host_app.delete(&own).await.expect(204);
    host_app.delete(&own).await.expect(204);
    assert_eq!(host_app.get(&own).await.expect(200)["status"], "withdrawn");
    for (sent, field) in [
        (
            json!({"purpose": "connect", "expires_in_days": 91}),
            "expires_in_days",
        ),
        (
            json!({"purpose": "connect", "expires_in_days": 0}),
            "expires_in_days",
        ),
        (json!({"purpose": "takeover"}), "purpose"),
    ] {
        let answer = host_app.post(&path, &sent).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
        assert_eq!(fields(&answer), [field]);
    }
}

#[tokio::test]
async fn verification_on_request_answers_with_the_report_once_a_minute() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    let path = format!("/v1/registrations/{id}/verifications");
    let report = host_app.post(&path, &json!({})).await.expect(201);
    assert_eq!(
        report["results"].as_array().map(Vec::len),
        Some(7),
        "{report}"
    );
    let latest = host_app.get(&format!("{path}/latest")).await.expect(200);
    assert_eq!(latest["id"], report["id"]);
    let own = format!("{path}/{}", report["id"].as_str().expect("an id"));
    assert_eq!(
        host_app.get(&own).await.expect(200)["results"],
        report["results"]
    );
    let listed = host_app.get(&path).await.expect(200);
    assert_eq!(listed["items"][0]["id"], report["id"], "newest first");

    let before = tenant.requests().await["totals"].clone();
    let mut refused = 0;
    for _ in 0..10 {
        let answer = host_app.post(&path, &json!({})).await;
        if answer.status == 429 {
            assert_eq!(kind(&answer), "rate-limited");
            assert!(answer.headers.contains_key("retry-after"));
            refused += 1;
        }
    }
    assert!(refused >= 9, "{refused} of 10 were refused");
    let after = tenant.requests().await["totals"].clone();
    let more = after["graph"].as_u64().unwrap_or(0) - before["graph"].as_u64().unwrap_or(0);
    assert!(more <= 3, "Microsoft is not burnt: {before} {after}");
}

#[tokio::test]
async fn verification_before_an_approval_is_not_possible() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, _) = tenant.register(&host_app).await;
    let path = format!("/v1/registrations/{id}/verifications");
    let answer = host_app.post(&path, &json!({})).await;
    assert_eq!(
        (answer.status, kind(&answer).as_str()),
        (409, "not-possible-now")
    );
    assert_eq!(host_app.get(&format!("{path}/latest")).await.status, 404);
    let approve = host_app
        .post(&format!("/v1/registrations/{id}/approve"), &json!({}))
        .await;
    assert_eq!(
        (approve.status, kind(&approve).as_str()),
        (409, "not-possible-now")
    );
}

#[tokio::test]
async fn problem_types_and_checks_can_be_read_about() {
    let host_app: HostApp = Stack::load().host_app();
    let checks = host_app.get("/v1/checks").await.expect(200);
    let items = checks["items"].as_array().expect("checks");
    assert_eq!(items.len(), 7);
    for check in items {
        assert!(
            check["guidance"]
                .as_str()
                .is_some_and(|text| text.contains("## How to fix it"))
        );
    }
    let refused = host_app.get("/v1/registrations?limit=0").await;
    let address = refused.json()["type"].as_str().expect("a type").to_owned();
    let path = address
        .split_once("/problems/")
        .expect("a type")
        .1
        .to_owned();
    let described = host_app.get(&format!("/problems/{path}")).await.expect(200);
    assert_eq!(described["status"], 422);
}
