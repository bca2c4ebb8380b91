//! Refusals that the browser brings back to the application, and lapsed sessions.

use reqwest::StatusCode;
use serde_json::json;
use test_case::test_case;

use crate::browser::{Browser, Page};
use crate::stand::{CONTOSO, Stand};

const ADMIN: &str = "admin@contoso.example";
const SCOPE: &str = "openid profile User.Read";
const SILENT: [(&str, &str); 2] = [("prompt", "none"), ("login_hint", ADMIN)];

fn assert_refused(page: &Page, error: &str, number: u32) {
    assert_eq!(page.parameter("error"), error);
    let description = page.parameter("error_description");
    assert!(
        description.starts_with(&format!("AADSTS{number}: ")),
        "{description}"
    );
    assert_eq!(page.parameter("state"), "the state");
}

async fn ready() -> (Stand, Browser) {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let browser = Browser::new();
    stand.code(&browser, CONTOSO, ADMIN, SCOPE).await;
    (stand, browser)
}

#[test_case(160_021, "interaction_required"; "a session that does not exist")]
#[test_case(16000, "interaction_required"; "several accounts")]
#[test_case(16001, "interaction_required"; "no such selection")]
#[test_case(16002, "interaction_required"; "no such app session")]
#[test_case(16003, "interaction_required"; "not in this tenant")]
#[test_case(50058, "login_required"; "nobody")]
#[test_case(70044, "interaction_required"; "sign-in frequency")]
#[tokio::test]
async fn a_silent_request_fails_and_one_with_pages_does_not(number: u32, error: &str) {
    let (stand, browser) = ready().await;
    let body = json!({ "number": number, "silent": true, "count": 1 });
    stand
        .control("/tenants/all-well/redirect-errors", body)
        .await;
    let interactive = browser.open(&stand.authorize(CONTOSO, SCOPE, &[])).await;
    interactive.parameter("code");
    let silent = stand.authorize(CONTOSO, SCOPE, &SILENT);
    assert_refused(&browser.open(&silent).await, error, number);
    browser.open(&silent).await.parameter("code");
}

#[test_case(json!({ "number": 50020 }), "access_denied"; "another account")]
#[test_case(json!({ "number": 65005 }), "invalid_resource"; "a resource that is not listed")]
#[test_case(json!({ "number": 50105 }), "interaction_required"; "not assigned")]
#[test_case(json!({ "number": 53003 }), "interaction_required"; "blocked")]
#[test_case(json!({ "number": 53003, "error": "access_denied" }), "access_denied"; "blocked, otherwise")]
#[test_case(json!({ "number": 530_034, "error": "access_denied" }), "access_denied"; "a number without a usual error")]
#[tokio::test]
async fn a_given_number_is_sent_back_from_both_kinds_of_visit(
    body: serde_json::Value,
    error: &str,
) {
    let (stand, _) = ready().await;
    let number = u32::try_from(body["number"].as_u64().unwrap()).unwrap();
    let path = "/tenants/all-well/redirect-errors";
    stand.control(path, body).await;
    for url in [
        stand.authorize(CONTOSO, SCOPE, &[]),
        stand.admin_consent(CONTOSO, SCOPE),
    ] {
        let page = Browser::new().open(&url).await.press(ADMIN).await;
        assert_refused(&page, error, number);
    }
    let state = stand.control_delete(path).await;
    assert_eq!(state["redirect_errors"], json!([]));
    stand.code(&Browser::new(), CONTOSO, ADMIN, SCOPE).await;
}

#[tokio::test]
async fn a_number_or_an_error_that_is_not_known_is_not_taken() {
    let (stand, _) = ready().await;
    let url = stand.login("/control/tenants/all-well/redirect-errors");
    for body in [
        json!({ "number": 530_999 }),
        json!({ "number": 50020, "error": "no_such_error" }),
    ] {
        let answer = stand.http.post(&url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_lapsed_session_is_told_by_the_hint() {
    let (stand, browser) = ready().await;
    let user = "/tenants/all-well/users/admin@contoso.example";
    stand
        .control(&format!("{user}/end-browser-sessions"), json!({}))
        .await;
    let silent = stand.authorize(CONTOSO, SCOPE, &SILENT);
    assert_refused(
        &browser.open(&silent).await,
        "interaction_required",
        160_021,
    );
    let unhinted = stand.authorize(CONTOSO, SCOPE, &[("prompt", "none")]);
    assert_refused(&browser.open(&unhinted).await, "login_required", 50058);
    stand.code(&browser, CONTOSO, ADMIN, SCOPE).await;
    browser.open(&silent).await.parameter("code");
}

#[tokio::test]
async fn one_tenant_knows_no_silent_sign_in() {
    let stand = Stand::start().await;
    let (tenant, admin) = ("linwood.example", "admin@linwood.example");
    stand
        .control("/tenants/session-lapsed/consent", json!({}))
        .await;
    let browser = Browser::new();
    stand.code(&browser, tenant, admin, SCOPE).await;
    let silent = [("prompt", "none"), ("login_hint", admin)];
    let page = browser.open(&stand.authorize(tenant, SCOPE, &silent)).await;
    assert_refused(&page, "interaction_required", 160_021);
}
