//! Faults on the wire.

use reqwest::StatusCode;
use serde_json::{Value, json};
use test_case::test_case;

use crate::stand::{CLIENT, CONTOSO, DEFAULT_SCOPE, Stand, with_secret};

async fn ready() -> (Stand, String) {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only(CONTOSO).await;
    (stand, token)
}

fn own() -> String {
    format!("/servicePrincipals(appId='{CLIENT}')")
}

#[tokio::test]
async fn the_next_requests_of_one_tenant_are_throttled() {
    let (stand, token) = ready().await;
    let fault = json!({ "host": "graph", "kind": "throttle", "count": 2, "retry_after": "7" });
    stand
        .control("/faults?tenant=consent-declined", fault.clone())
        .await;
    assert_eq!(
        stand.get_graph(&token, &own()).await.status(),
        StatusCode::OK
    );
    stand.control("/faults?tenant=all-well", fault).await;
    for _ in 0..2 {
        let answer = stand.get_graph(&token, &own()).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers()["retry-after"], "7");
    }
    assert_eq!(
        stand.get_graph(&token, &own()).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_token_endpoint_throttles_in_plain_text() {
    let (stand, _) = ready().await;
    stand
        .control(
            "/faults",
            json!({ "host": "token", "kind": "throttle", "retry_after": "60" }),
        )
        .await;
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", DEFAULT_SCOPE),
    ];
    let answer = stand.post_token(CONTOSO, &with_secret(&form)).await;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.text().await.unwrap(), "Too Many Requests");
    stand.control_delete("/faults").await;
    stand.app_only(CONTOSO).await;
}

#[test_case("malformed", "{\"value\":[{\"id\":"; "json that breaks off")]
#[test_case("empty", ""; "nothing")]
#[tokio::test]
async fn a_broken_answer_comes_with_200(kind: &str, expected: &str) {
    let (stand, token) = ready().await;
    stand
        .control(
            "/faults",
            json!({ "host": "graph", "kind": kind, "count": 1 }),
        )
        .await;
    let answer = stand.get_graph(&token, &own()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.text().await.unwrap(), expected);
}

#[tokio::test]
async fn html_comes_in_place_of_json() {
    let (stand, token) = ready().await;
    stand
        .control(
            "/faults",
            json!({ "host": "graph", "kind": "html", "count": 1 }),
        )
        .await;
    let answer = stand.get_graph(&token, &own()).await;
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn a_reset_connection_ends_without_an_answer() {
    let (stand, token) = ready().await;
    stand
        .control(
            "/faults",
            json!({ "host": "graph", "kind": "reset", "count": 1 }),
        )
        .await;
    let url = format!("{}/v1.0{}", stand.emulator.graph_url(), own());
    let error = stand
        .http
        .post(url)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert_eq!(
        stand.get_graph(&token, &own()).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_slow_answer_is_right_but_drips() {
    let (stand, token) = ready().await;
    let fault = json!({ "host": "graph", "kind": "slow", "count": 1, "milliseconds": 5 });
    stand.control("/faults", fault).await;
    let began = std::time::Instant::now();
    let body: Value = stand.graph(&token, &own()).await;
    assert_eq!(body["appId"], CLIENT);
    assert!(began.elapsed().as_millis() > 100);
}

/// Instants of a log entry: arrival and finished answer.
fn instants(entry: &Value) -> (u64, u64) {
    let at = |name: &str| entry[name].as_u64().unwrap();
    (at("began_microseconds"), at("ended_microseconds"))
}

#[tokio::test]
async fn a_late_answer_is_right_and_shows_what_ran_side_by_side() {
    let (stand, token) = ready().await;
    for host in ["token", "graph"] {
        let fault = json!({ "host": host, "kind": "late", "milliseconds": 500 });
        stand.control("/faults?tenant=all-well", fault).await;
    }
    stand.control_delete("/requests").await;
    stand.app_only(CONTOSO).await;
    let path = own();
    let (one, other) = tokio::join!(stand.graph(&token, &path), stand.graph(&token, &path));
    assert_eq!((&one["appId"], &one), (&json!(CLIENT), &other));
    stand.graph(&token, &path).await;
    let log = stand.control_get("/requests?tenant=all-well").await;
    assert_eq!(log["totals"]["graph"], 3);
    assert_eq!(log["totals"]["critical_path"], 3, "{log}");
    for entry in log["requests"].as_array().unwrap() {
        let (began, ended) = instants(entry);
        assert!(ended - began >= 500_000, "{entry}");
    }
    let all = stand.control_get("/requests").await;
    assert_eq!(all["totals"].get("critical_path"), None);
}

#[tokio::test]
async fn the_log_tells_instants_that_the_clock_does_not_move() {
    let (stand, token) = ready().await;
    stand.control_delete("/requests").await;
    stand.graph(&token, &own()).await;
    stand
        .control("/clock", json!({ "advance_seconds": 600 }))
        .await;
    stand.graph(&token, &own()).await;
    let log = stand.control_get("/requests?tenant=all-well").await;
    let (before, after) = (instants(&log["requests"][0]), instants(&log["requests"][1]));
    assert!(before.0 <= before.1 && before.1 <= after.0 && after.0 <= after.1);
    assert!(after.1 - before.0 < 600_000_000);
}

#[tokio::test]
async fn tenants_bring_their_own_faults() {
    let stand = Stand::start().await;
    stand
        .control("/tenants/microsoft-down/consent", json!({}))
        .await;
    stand.control("/tenants/throttled/consent", json!({})).await;
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", DEFAULT_SCOPE),
    ];
    let down = stand
        .post_token("woodgrove.example", &with_secret(&form))
        .await;
    assert_eq!(down.status(), StatusCode::SERVICE_UNAVAILABLE);
    stand.control_delete("/faults?tenant=microsoft-down").await;
    stand.app_only("woodgrove.example").await;
    let token = stand.app_only("trey-research.example").await;
    for expected in [429, 200, 429, 200] {
        assert_eq!(
            stand.get_graph(&token, &own()).await.status().as_u16(),
            expected
        );
    }
}
