//! The host app's API as curl sees it: its answers, and its problems for bad input.

use crate::support::stack::{Answer, HostApp, Stack, fresh_id};
use serde_json::{Value, json};

/// A registration of a new customer.
pub(crate) fn body() -> Value {
    json!({
        "customer_id": format!("customer-{}", fresh_id()),
        "customer_name": "Contoso Architects",
        "plan": "EMPOWER",
        "expected_domain": "contoso.example",
        "language": "nl",
        "system_user": "cooperlink@contoso.example",
        "requester": "Anna Peeters",
        "meeting_at": "2126-12-01T09:30:00.000Z",
        "sites": [{
            "url": "https://contoso.sharepoint.com/sites/projects",
            "libraries": ["Documents", "Plans"],
        }],
    })
}

/// Members of the body and parameters that a problem names, without the slash at the beginning of a pointer.
pub(crate) fn fields(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors
        .iter()
        .filter_map(|error| error["pointer"].as_str().or(error["parameter"].as_str()))
        .map(|place| place.trim_start_matches('/').to_owned())
        .collect()
}

/// The last part of a problem's type.
pub(crate) fn kind(answer: &Answer) -> String {
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
    let lifecycle = json!({
        "stage": "invited", "tenant": null, "approval": null, "consented_at": null, "connected_at": null,
        "tenant_taken_at": null, "disconnected_at": null, "access_gone": null,
    });
    assert_eq!(created["lifecycle"], lifecycle);
    assert_eq!(created["usable"]["mail"]["answer"], "unknown");
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

    let code = created["support_code"].as_str().expect("a support code");
    let spoken = code.to_lowercase().replace('-', "");
    let path = format!("/v1/registrations?support_code={spoken}");
    let found = host_app.get(&path).await.expect(200);
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found["items"][0]["id"], created["id"]);

    let mut another = sent.clone();
    another["additional"] = json!(true);
    let second = host_app
        .post("/v1/registrations", &another)
        .await
        .expect(201);
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
            json!({"expected_domain": "https://contoso.example/x"}),
            "expected_domain",
        ),
        (json!({"expected_domain": "gmail.com"}), "expected_domain"),
        (json!({"language": "es"}), "language"),
        (json!({"system_user": "not an address"}), "system_user"),
        (json!({"sites": "x"}), "sites"),
        (
            json!({"sites": [{"url": "https://contoso.sharepoint.com/sites/x", "libraries": [5]}]}),
            "sites/0/libraries/0",
        ),
        (
            json!({"sites": [{"url": "ftp://x", "libraries": []}]}),
            "sites/0/url",
        ),
        (
            json!({"sites": [{"url": "https://contoso.sharepoint.com/sites/x", "libraries": [], "more": 1}]}),
            "sites/0/more",
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
async fn what_the_page_tells_can_be_changed_and_removed() {
    let host_app = Stack::load().host_app();
    let created = host_app
        .post("/v1/registrations", &body())
        .await
        .expect(201);
    let path = format!(
        "/v1/registrations/{}",
        created["id"].as_str().expect("an id")
    );
    let change = async |changes: Value| {
        let request = host_app
            .request(reqwest::Method::PATCH, &path)
            .header("content-type", "application/json")
            .body(changes.to_string());
        host_app.send(request).await
    };
    let changed = change(json!({"requester": "Ben Maes", "meeting_at": null}))
        .await
        .expect(200);
    assert_eq!(changed["requester"], "Ben Maes");
    assert!(changed["meeting_at"].is_null(), "{changed}");
    assert_eq!(
        host_app.get(&path).await.expect(200)["requester"],
        "Ben Maes"
    );
    for (field, value) in [
        ("requester", json!("Ben\u{202e}Maes")),
        ("meeting_at", json!("next week")),
        ("customer_name", json!(null)),
        ("lifecycle", json!({"stage": "connected"})),
    ] {
        let answer = change(json!({field: value})).await;
        assert_eq!(answer.status, 422, "{field}: {}", answer.text);
        assert_eq!(fields(&answer), [field]);
    }
}

#[tokio::test]
async fn t53_fields_of_the_server_are_refused() {
    let host_app = Stack::load().host_app();
    for (field, value) in [
        ("id", json!(fresh_id())),
        ("version", json!(7)),
        ("support_code", json!("7K2M-X4QD")),
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
async fn bad_parameters_and_cursors_are_refused() {
    let host_app = Stack::load().host_app();
    for (path, field) in [
        ("/v1/registrations?limit=0", "limit"),
        ("/v1/registrations?limit=1001", "limit"),
        ("/v1/registrations?limit=x", "limit"),
        ("/v1/registrations?health=sick", "health"),
        ("/v1/registrations?usable=maybe", "usable"),
        ("/v1/registrations?nonsense=1", "nonsense"),
        ("/v1/registrations?limit=1&limit=2", "limit"),
        ("/v1/registrations?customer_id=a%20b", "customer_id"),
        ("/v1/registrations?support_code=7K2M-X4QU", "support_code"),
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
        "/v1/events?after=nonsense".to_owned(),
    ] {
        let answer = host_app.get(&path).await;
        assert_eq!(
            (answer.status, kind(&answer).as_str()),
            (400, "invalid-cursor"),
            "{path}"
        );
    }
    assert!(matches!(
        host_app.get("/v1/events?after=%FF").await.status,
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
    assert_eq!(read["status"], "active");
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
async fn problem_types_and_checks_can_be_read_about() {
    let host_app: HostApp = Stack::load().host_app();
    let checks = host_app.get("/v1/checks").await.expect(200);
    let items = checks["items"].as_array().expect("checks");
    assert_eq!(items.len(), 19);
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
