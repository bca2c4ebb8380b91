//! Lasting errors: answers of Graph and of the token endpoint about a customer whose tenant, site or mailbox has changed.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use test_case::test_case;

use crate::people::{SYSTEM_USER, system_user_of};
use crate::stand::{CONTOSO, DEFAULT_SCOPE, Stand, text, with_secret};

const ORGANIZATION: &str = "/organization?$select=id";

/// Results of a batch with two parts: `/me` and one other.
async fn parts(stand: &Stand, token: &str, method: &str, url: &str) -> (Value, Value) {
    let mut other = json!({ "id": "other", "method": method, "url": url });
    if method == "POST" {
        other["body"] = json!({});
        other["headers"] = json!({ "Content-Type": "application/json" });
    }
    let body = json!({ "requests": [{ "id": "me", "method": "GET", "url": "/me" }, other] });
    let (status, answer) = stand
        .change_graph(Method::POST, token, "/$batch", &body)
        .await;
    assert_eq!(status, 200, "{answer}");
    let find = |id: &str| {
        let mut responses = answer["responses"].as_array().unwrap().iter();
        responses.find(|part| part["id"] == id).unwrap().clone()
    };
    (find("me"), find("other"))
}

#[test_case(json!({ "status": 308, "code": "resourceMoved", "location": "https://example.com/x" }); "moved")]
#[test_case(json!({ "status": 400, "code": "invalidRequest", "message": "No upload here." }); "a library that takes no upload")]
#[test_case(json!({ "status": 401, "code": "unauthenticated" }); "a single part")]
#[test_case(json!({ "status": 404, "code": "ResourceNotFound" }); "no mailbox found")]
#[tokio::test]
async fn one_part_of_a_batch_answers_with_a_given_code_beside_a_good_one(error: Value) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let mut fault = json!({
        "host": "graph", "kind": "status", "batch_parts": true, "path_contains": "organization",
    });
    for (name, value) in error.as_object().unwrap() {
        fault[name] = value.clone();
    }
    stand.control("/faults?tenant=all-well", fault).await;
    let (me, other) = parts(&stand, &token, "GET", ORGANIZATION).await;
    assert_eq!(me["status"], 200);
    assert_eq!(other["status"], error["status"]);
    assert_eq!(other["body"]["error"]["code"], error["code"]);
    if let Some(message) = error.get("message") {
        assert_eq!(&other["body"]["error"]["message"], message);
    }
    if let Some(location) = error.get("location") {
        assert_eq!(&other["headers"]["Location"], location);
    }
}

#[test_case(json!("0.5"); "text")]
#[test_case(json!(30); "a number")]
#[test_case(json!("Wed, 02 Dec 2026 07:28:00 GMT"); "a date")]
#[tokio::test]
async fn retry_after_is_text_a_number_or_a_date(value: Value) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let mut fault = json!({
        "host": "graph", "kind": "throttle", "batch_parts": true, "path_contains": "organization",
        "retry_after": value,
    });
    stand
        .control("/faults?tenant=all-well", fault.clone())
        .await;
    let (_, other) = parts(&stand, &token, "GET", ORGANIZATION).await;
    assert_eq!(other["headers"]["Retry-After"], value);
    fault["batch_parts"] = json!(false);
    stand.control("/faults?tenant=all-well", fault).await;
    let answer = stand.get_graph(&token, ORGANIZATION).await;
    let expected = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    assert_eq!(answer.headers()["retry-after"], expected.as_str());
}

/// The answer to an app-only token request.
async fn app_only(stand: &Stand) -> (StatusCode, Value) {
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", DEFAULT_SCOPE),
    ];
    let answer = stand.post_token(CONTOSO, &with_secret(&form)).await;
    (answer.status(), answer.json().await.unwrap())
}

#[test_case(json!({ "code": "invalid_resource", "number": 500_014 }), json!([500_014]); "a lapsed subscription")]
#[test_case(json!({ "code": "access_denied" }), json!([]); "without a number")]
#[test_case(json!({ "code": "invalid_scope", "number": 70011, "error_codes": "texts" }), json!(["70011"]); "numbers as texts")]
#[test_case(json!({ "code": "invalid_grant", "number": 50132, "error_codes": "null", "suberror": "bad_token" }), Value::Null; "no numbers")]
#[tokio::test]
async fn a_given_token_error_hits_one_grant_alone(error: Value, codes: Value) {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let mut fault = json!({
        "host": "token", "kind": "status", "status": 400, "grant_type": "refresh_token",
    });
    for (name, value) in error.as_object().unwrap() {
        fault[name] = value.clone();
    }
    let path = format!("/tenants/all-well/users/{SYSTEM_USER}/sign-in");
    let scope = json!({ "scope": "openid profile offline_access User.Read" });
    let token = text(&stand.control(&path, scope).await["refresh_token"]);
    stand.control("/faults?tenant=all-well", fault).await;
    assert_eq!(app_only(&stand).await.0, StatusCode::OK);
    let form = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
    let answer = stand.post_token(CONTOSO, &with_secret(&form)).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"], error["code"]);
    assert_eq!(body["error_codes"], codes);
    assert_eq!(body["suberror"], error["suberror"]);
    let description = text(&body["error_description"]);
    let number = error["number"]
        .as_u64()
        .map(|number| format!("AADSTS{number}: "));
    assert_eq!(description.starts_with("AADSTS"), number.is_some());
    assert!(description.starts_with(&number.unwrap_or_default()));
}

#[test_case(500_014, "invalid_resource"; "subscription lapsed")]
#[test_case(500_341, "invalid_grant"; "account deleted")]
#[test_case(530_003, "invalid_grant"; "device not managed")]
#[test_case(70044, "invalid_grant"; "session ended")]
#[tokio::test]
async fn more_numbers_stop_a_refresh(number: u32, error: &str) {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    let scope = json!({ "scope": "openid profile offline_access User.Read" });
    let token = text(&stand.control(&format!("{user}/sign-in"), scope).await["refresh_token"]);
    stand.control(&user, json!({ "token_error": number })).await;
    let form = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
    let refused = stand.refused(CONTOSO, &form).await;
    assert_eq!(refused, (400, error.to_owned(), u64::from(number)));
}

#[test_case(90002, "invalid_request"; "no such tenant")]
#[test_case(900_023, "invalid_request"; "no such identifier")]
#[test_case(5_000_224, "invalid_grant"; "decommissioned")]
#[tokio::test]
async fn a_tenant_that_is_gone_refuses_everybody_and_can_come_back(number: u32, error: &str) {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let gone = stand
        .control("/tenants/all-well", json!({ "gone": number }))
        .await;
    assert_eq!(gone["gone"], number);
    let (status, body) = app_only(&stand).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(body["error"], error);
    assert_eq!(body["error_codes"], json!([number]));
    let page = crate::browser::Browser::new()
        .open(&stand.authorize(CONTOSO, "openid", &[]))
        .await;
    page.assert_kept(&format!("AADSTS{number}"));
    stand.app_only("e0000000-0000-4000-8000-0000000000aa").await;
    stand
        .control("/tenants/all-well", json!({ "gone": 0 }))
        .await;
    stand.app_only(CONTOSO).await;
}

#[test_case("unsupported", "MailboxNotSupportedForRESTAPI"; "not supported")]
#[test_case("undiscovered", "ResourceNotFound"; "not discovered")]
#[tokio::test]
async fn a_licensed_mailbox_is_not_found_in_more_than_one_way(mailbox: &str, code: &str) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    stand.control(&user, json!({ "mailbox": mailbox })).await;
    for path in ["/me/mailFolders/inbox", "/me/mailboxSettings"] {
        let refused = stand.graph_error(&token, path).await;
        assert_eq!(refused, (404, code.to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_plan_without_a_state_leaves_the_others_readable() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    let plan = "EXCHANGE_S_STANDARD";
    stand
        .control(&user, json!({ "plans_without_status": [plan] }))
        .await;
    let found = stand.graph(&token, "/me/licenseDetails").await;
    let plans = found["value"][0]["servicePlans"].as_array().unwrap();
    for entry in plans {
        let status = if entry["servicePlanName"] == plan {
            Value::Null
        } else {
            json!("Success")
        };
        assert_eq!(entry["provisioningStatus"], status);
    }
    stand.graph(&token, "/me/mailFolders/inbox").await;
}

#[tokio::test]
async fn ids_come_in_capitals_where_a_tenant_says_so() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let found = stand.graph(&token, ORGANIZATION).await;
    assert_eq!(found["value"][0]["id"], CONTOSO);
    stand
        .control("/tenants/all-well", json!({ "capital_ids": true }))
        .await;
    let found = stand.graph(&token, ORGANIZATION).await;
    assert_eq!(found["value"][0]["id"], CONTOSO.to_uppercase());
}
