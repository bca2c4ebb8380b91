//! JSON batching.

use reqwest::StatusCode;
use serde_json::{Value, json};
use test_case::test_case;

use crate::stand::{CLIENT, CONTOSO, Stand, read};

async fn post(stand: &Stand, token: &str, body: &Value) -> reqwest::Response {
    let url = format!("{}/v1.0/$batch", stand.emulator.graph_url());
    stand
        .http
        .post(url)
        .bearer_auth(token)
        .json(body)
        .send()
        .await
        .unwrap()
}

async fn ready() -> (Stand, String) {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only(CONTOSO).await;
    (stand, token)
}

fn part(id: &str, url: &str) -> Value {
    json!({ "id": id, "method": "GET", "url": url })
}

fn find<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let responses = answer["responses"].as_array().unwrap();
    responses
        .iter()
        .find(|response| response["id"] == id)
        .unwrap()
}

#[tokio::test]
async fn every_part_has_its_own_status_and_a_batch_is_one_round_trip() {
    let (stand, token) = ready().await;
    let own = format!("/servicePrincipals(appId='{CLIENT}')?$select=id");
    let mut after = part("3", "/organization");
    after["dependsOn"] = json!(["2"]);
    let body =
        json!({ "requests": [part("1", &own), part("2", "/oauth2PermissionGrants"), after] });
    let answer = read(post(&stand, &token, &body).await, StatusCode::OK).await;
    assert_eq!(find(&answer, "1")["status"], 200);
    assert!(find(&answer, "1")["body"]["id"].is_string());
    assert_eq!(find(&answer, "2")["status"], 403);
    assert_eq!(
        find(&answer, "2")["body"]["error"]["code"],
        "Authorization_RequestDenied"
    );
    assert_eq!(find(&answer, "3")["status"], 424);
    let log = stand
        .control_get(&format!("/requests?tenant={CONTOSO}"))
        .await;
    assert_eq!(log["totals"]["graph"], 1);
    assert_eq!(log["totals"]["batch_parts"], 3);
    assert_eq!(log["totals"]["token"], 1);
}

#[tokio::test]
async fn a_throttled_part_carries_its_own_decimal_retry_after() {
    let (stand, token) = ready().await;
    let fault = json!({ "host": "graph", "kind": "throttle", "batch_parts": true, "count": 1, "retry_after": "0.249" });
    stand
        .control(&format!("/faults?tenant={CONTOSO}"), fault)
        .await;
    let own = format!("/servicePrincipals(appId='{CLIENT}')");
    let body = json!({ "requests": [part("1", &own), part("2", &own)] });
    let answer = read(post(&stand, &token, &body).await, StatusCode::OK).await;
    assert_eq!(find(&answer, "1")["status"], 429);
    assert_eq!(find(&answer, "1")["headers"]["Retry-After"], "0.249");
    assert_eq!(find(&answer, "2")["status"], 200);
}

#[tokio::test]
async fn a_part_can_be_missing_from_the_answer() {
    let (stand, token) = ready().await;
    let fault = json!({ "host": "graph", "kind": "missing", "batch_parts": true, "count": 1 });
    stand.control("/faults", fault).await;
    let own = format!("/servicePrincipals(appId='{CLIENT}')");
    let body = json!({ "requests": [part("1", &own), part("2", &own)] });
    let answer = read(post(&stand, &token, &body).await, StatusCode::OK).await;
    assert_eq!(answer["responses"].as_array().unwrap().len(), 1);
}

#[test_case(json!({ "requests": [] }); "no parts")]
#[test_case(json!({ "requests": (0..21).map(|id| json!({ "id": id.to_string(), "method": "GET", "url": "/me" })).collect::<Vec<_>>() }); "too many parts")]
#[test_case(json!({ "requests": [part("a", "/me"), part("A", "/me")] }); "ids that differ in case alone")]
#[test_case(json!({ "requests": [{ "id": "1", "method": "GET", "url": "/me", "dependsOn": ["2"] }] }); "an unknown predecessor")]
#[test_case(json!({ "requests": [{ "id": "1", "method": "POST", "url": "/me", "body": {} }] }); "a body without its type")]
#[test_case(json!({ "requests": [part("1", "https://graph.microsoft.com/v1.0/me")] }); "an absolute address")]
#[test_case(json!([]); "no object")]
#[tokio::test]
async fn a_malformed_batch_is_refused_whole(body: Value) {
    let (stand, token) = ready().await;
    let answer = post(&stand, &token, &body).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_part_that_is_not_emulated_is_as_loud_as_a_request() {
    let (stand, token) = ready().await;
    let body = json!({ "requests": [part("1", "/me/drive")] });
    let answer = read(post(&stand, &token, &body).await, StatusCode::OK).await;
    assert_eq!(find(&answer, "1")["status"], 501);
    assert_eq!(stand.control_get("/requests").await["totals"]["unknown"], 1);
}
