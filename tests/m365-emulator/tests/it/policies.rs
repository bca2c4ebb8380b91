//! Conditional Access: judged on Microsoft's pages by the browser's place, and at the token endpoint by the server's place.

use serde_json::{Value, json};
use test_case::test_case;

use crate::browser::{Browser, Page};
use crate::stand::{CONTOSO, Stand, redemption, text, with_secret};

const SCOPE: &str = "openid profile offline_access User.Read";
const MULTIFACTOR: &str =
    r#"{"access_token":{"acr":{"essential":true,"values":["urn:microsoft:policies:mfa"]}}}"#;
const ADMIN: &str = "admin@contoso.example";

/// A refusal of the token endpoint.
async fn refused(stand: &Stand, tenant: &str, form: &[(&str, &str)]) -> Value {
    let answer = stand.post_token(tenant, &with_secret(form)).await;
    assert_eq!(answer.status(), 400);
    answer.json().await.unwrap()
}

fn refresh(token: &str) -> [(&'static str, &str); 2] {
    [("grant_type", "refresh_token"), ("refresh_token", token)]
}

/// Id and administrator of a tenant in which all permissions are consented to.
async fn consented(stand: &Stand, tenant: &str) -> (String, String) {
    let state = stand
        .control(&format!("/tenants/{tenant}/consent"), json!({}))
        .await;
    (text(&state["tenant_id"]), text(&state["account"]))
}

/// The page after a sign-in that asks for these claims.
async fn sign_in(stand: &Stand, id: &str, account: &str, claims: &[(&str, &str)]) -> Page {
    let browser = Browser::new();
    let url = stand.authorize(id, SCOPE, claims);
    browser.open(&url).await.press(account).await
}

#[tokio::test]
async fn a_code_from_the_office_is_refused_to_our_server_until_the_sign_in_asks_for_the_claims() {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "mfa-outside-office").await;
    let page = sign_in(&stand, &id, &account, &[]).await;
    let body = refused(&stand, &id, &redemption(&page.parameter("code"))).await;
    assert_eq!(body["error"], "interaction_required");
    assert_eq!(body["suberror"], "basic_action");
    assert_eq!(body["error_codes"], json!([50076]));
    let claims = text(&body["claims"]);
    let policy = stand.control_get("/tenants/mfa-outside-office").await["policies"][0].clone();
    let expected =
        json!({ "access_token": { "capolids": { "essential": true, "values": [policy["id"]] } } });
    assert_eq!(serde_json::from_str::<Value>(&claims).unwrap(), expected);
    let page = sign_in(&stand, &id, &account, &[("claims", &claims)]).await;
    page.assert_kept("Approve sign in request");
    let page = page.press("Approve").await;
    let tokens = stand.redeem(&id, &page.parameter("code")).await;
    let token = text(&tokens["refresh_token"]);
    let again = stand.token(&id, &refresh(&token)).await;
    stand
        .token(&id, &refresh(&text(&again["refresh_token"])))
        .await;
}

#[test_case("acr"; "acr")]
#[test_case("acrs"; "acrs")]
#[tokio::test]
async fn a_refusal_without_claims_is_cured_by_asking_for_multifactor(name: &str) {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "mfa-without-claims").await;
    let page = sign_in(&stand, &id, &account, &[]).await;
    let body = refused(&stand, &id, &redemption(&page.parameter("code"))).await;
    assert_eq!(body["error"], "invalid_grant");
    assert_eq!(body["suberror"], "basic_action");
    assert_eq!(body.get("claims"), None);
    let claims = MULTIFACTOR.replace("acr", name);
    for claims in [claims.clone(), claims.replace("access_token", "id_token")] {
        let page = sign_in(&stand, &id, &account, &[("claims", &claims)]).await;
        let page = page.press("Approve").await;
        stand.redeem(&id, &page.parameter("code")).await;
    }
}

#[tokio::test]
async fn a_blocked_place_stays_blocked_whatever_the_person_does() {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "blocked-place").await;
    let page = sign_in(&stand, &id, &account, &[]).await;
    let body = refused(&stand, &id, &redemption(&page.parameter("code"))).await;
    let answer = (&body["error"], &body["suberror"], &body["error_codes"]);
    let expected = (
        &json!("invalid_grant"),
        &json!("message_only"),
        &json!([53003]),
    );
    assert_eq!(answer, expected);
    let claims = text(&body["claims"]);
    let page = sign_in(&stand, &id, &account, &[("claims", &claims)]).await;
    let body = refused(&stand, &id, &redemption(&page.parameter("code"))).await;
    assert_eq!(body["error_codes"], json!([53003]));
    let page = sign_in(&stand, &id, &account, &[("claims", MULTIFACTOR)]).await;
    let page = page.press("Approve").await;
    let body = refused(&stand, &id, &redemption(&page.parameter("code"))).await;
    assert_eq!(body["error_codes"], json!([53003]));
}

#[tokio::test]
async fn a_policy_of_later_stops_refreshes_until_the_place_is_trusted_or_the_account_excluded() {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "all-well").await;
    let page = sign_in(&stand, &id, &account, &[]).await;
    let tokens = stand.redeem(&id, &page.parameter("code")).await;
    let token = text(&tokens["refresh_token"]);
    let mut policy = json!({
        "id": "e0010000-0000-4000-8000-000000000201",
        "demands": "multifactor",
        "except_from_trusted_places": true,
    });
    let path = "/tenants/all-well/policies";
    let change = json!({ "policies": [policy], "trusted_places": ["browser"] });
    stand.control(path, change).await;
    let body = refused(&stand, &id, &refresh(&token)).await;
    assert_eq!(body["error_codes"], json!([50076]));
    assert!(text(&body["claims"]).contains("e0010000-0000-4000-8000-000000000201"));
    let trusted = json!({ "trusted_places": ["browser", "server"] });
    stand.control(path, trusted).await;
    stand.token(&id, &refresh(&token)).await;
    policy["excluded_users"] = json!([ADMIN]);
    let excluded = json!({ "policies": [policy], "trusted_places": [] });
    stand.control(path, excluded).await;
    stand.token(&id, &refresh(&token)).await;
}

#[tokio::test]
async fn a_browser_in_no_trusted_place_meets_the_policy_on_microsofts_page() {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "mfa-outside-office").await;
    let path = "/tenants/mfa-outside-office";
    let nowhere = json!({ "trusted_places": [] });
    stand
        .control(&format!("{path}/policies"), nowhere.clone())
        .await;
    let user = format!("{path}/users/{account}");
    stand
        .control(&user, json!({ "no_second_factor": true }))
        .await;
    let browser = Browser::new();
    let page = browser.open(&stand.authorize(&id, SCOPE, &[])).await;
    let page = page.press(&account).await;
    page.assert_kept("More information required");
    let cancelled = page.press("Cancel").await;
    assert_eq!(cancelled.parameter("error"), "access_denied");
    let page = browser.open(&stand.authorize(&id, SCOPE, &[])).await;
    let page = page.press("Approve").await;
    stand.redeem(&id, &page.parameter("code")).await;
    // The session has the second factor from now on.
    let silent = stand.authorize(&id, SCOPE, &[("prompt", "none")]);
    let code = browser.open(&silent).await.parameter("code");
    stand.redeem(&id, &code).await;
    let consent = stand.admin_consent(&id, "User.Read");
    browser
        .open(&consent)
        .await
        .assert_kept("Permissions requested");
    let (id, account) = consented(&stand, "blocked-place").await;
    stand
        .control("/tenants/blocked-place/policies", nowhere)
        .await;
    let page = sign_in(&stand, &id, &account, &[]).await;
    page.assert_kept("AADSTS53003");
}

#[tokio::test]
async fn the_number_tells_whether_a_second_factor_is_registered() {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "mfa-outside-office").await;
    let user = format!("/tenants/mfa-outside-office/users/{account}");
    stand
        .control(&user, json!({ "no_second_factor": true }))
        .await;
    let page = sign_in(&stand, &id, &account, &[]).await;
    let body = refused(&stand, &id, &redemption(&page.parameter("code"))).await;
    assert_eq!(body["error_codes"], json!([50079]));
}

#[tokio::test]
async fn what_a_refused_refresh_asked_for_cures_the_next_sign_in() {
    let stand = Stand::start().await;
    let (id, _) = consented(&stand, "mfa-required").await;
    let account = "cooperlink@bellows.example";
    let page = sign_in(&stand, &id, account, &[]).await;
    let tokens = stand.redeem(&id, &page.parameter("code")).await;
    let body = refused(&stand, &id, &refresh(&text(&tokens["refresh_token"]))).await;
    assert_eq!(body["error_codes"], json!([50076]));
    let claims = text(&body["claims"]);
    let page = sign_in(&stand, &id, account, &[("claims", &claims)]).await;
    let page = page.press("Approve").await;
    let tokens = stand.redeem(&id, &page.parameter("code")).await;
    let token = text(&tokens["refresh_token"]);
    stand.token(&id, &refresh(&token)).await;
}

#[tokio::test]
async fn a_silent_request_is_told_the_claims_too() {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "mfa-outside-office").await;
    let browser = Browser::new();
    stand.code(&browser, &id, &account, SCOPE).await;
    let path = "/tenants/mfa-outside-office/policies";
    stand.control(path, json!({ "trusted_places": [] })).await;
    let silent = stand.authorize(&id, SCOPE, &[("prompt", "none")]);
    let page = browser.open(&silent).await;
    assert_eq!(page.parameter("error"), "interaction_required");
    assert!(
        page.parameter("error_description")
            .starts_with("AADSTS50076: ")
    );
    assert!(page.parameter("claims").contains("capolids"));
}

#[test_case("[]"; "a list")]
#[test_case("no json"; "no json")]
#[test_case(r#"{"access_token":[]}"#; "a list of claims")]
#[test_case(r#"{"access_token":{"capolids":{"values":["none"]}}}"#; "no policy")]
#[tokio::test]
async fn claims_that_are_none_are_refused(claims: &str) {
    let stand = Stand::start().await;
    let (id, account) = consented(&stand, "all-well").await;
    let url = stand.authorize(&id, SCOPE, &[("claims", claims)]);
    let page = Browser::new().open(&url).await;
    assert_eq!(page.status, 400);
    page.assert_kept("AADSTS9002313");
    let code = stand.code(&Browser::new(), &id, &account, SCOPE).await;
    let form = [&redemption(&code)[..], &[("claims", claims)]].concat();
    let body = refused(&stand, &id, &form).await;
    assert_eq!(body["error"], "invalid_request");
    assert_eq!(body["error_codes"], json!([9_002_313]));
    stand.redeem(&id, &code).await;
}

#[tokio::test]
async fn client_capabilities_change_nothing_and_unknown_claims_are_loud() {
    let stand = Stand::start().await;
    consented(&stand, "all-well").await;
    let capable = r#"{"access_token":{"xms_cc":{"values":["CP1"]}}}"#;
    let page = sign_in(&stand, CONTOSO, ADMIN, &[("claims", capable)]).await;
    let code = page.parameter("code");
    let form = [&redemption(&code)[..], &[("claims", capable)]].concat();
    stand.token(CONTOSO, &form).await;
    for unknown in [
        r#"{"userinfo":{}}"#,
        r#"{"id_token":{"auth_time":null}}"#,
        r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#,
    ] {
        let url = stand.authorize(CONTOSO, SCOPE, &[("claims", unknown)]);
        assert_eq!(Browser::new().open(&url).await.status, 501, "{unknown}");
    }
}
