//! The token endpoint: codes, refresh tokens, app-only tokens.

use serde_json::{Value, json};
use test_case::test_case;

use crate::browser::Browser;
use crate::stand::{CONTOSO, DEFAULT_SCOPE, Stand, claims, redemption, refusal, text, with_secret};

const ADMIN: &str = "admin@contoso.example";
const SIGN_IN: &str = "openid profile User.Read";
const APP_ONLY: [(&str, &str); 2] = [
    ("grant_type", "client_credentials"),
    ("scope", DEFAULT_SCOPE),
];

fn error(status: u16, error: &str, number: u64) -> (u16, String, u64) {
    (status, error.to_owned(), number)
}

#[tokio::test]
async fn an_app_only_token_holds_all_granted_roles_and_may_hold_none() {
    let stand = Stand::start().await;
    let refused = stand.refused(CONTOSO, &APP_ONLY).await;
    assert_eq!(refused, error(401, "invalid_client", 7_000_229));
    stand
        .control(
            "/tenants/all-well/grant",
            json!({ "delegated": ["User.Read"] }),
        )
        .await;
    let answer = stand.token(CONTOSO, &APP_ONLY).await;
    assert_eq!(answer["refresh_token"], Value::Null);
    assert_eq!(claims(&text(&answer["access_token"]))["roles"], Value::Null);
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only("contoso.example").await;
    assert_eq!(claims(&token)["roles"], json!(["Application.Read.All"]));
    stand
        .control("/tenants/all-well/app", json!({ "account_enabled": false }))
        .await;
    let refused = stand.refused(CONTOSO, &APP_ONLY).await;
    assert_eq!(refused, error(400, "unauthorized_client", 7_000_112));
}

#[tokio::test]
async fn a_deleted_app_can_be_restored_and_a_new_consent_gives_a_new_object_id() {
    let stand = Stand::start().await;
    let first = stand.control("/tenants/all-well/consent", json!({})).await;
    stand.control_delete("/tenants/all-well/app").await;
    let refused = stand.refused(CONTOSO, &APP_ONLY).await;
    assert_eq!(refused, error(401, "invalid_client", 7_000_229));
    let restored = stand
        .control("/tenants/all-well/app/restore", json!({}))
        .await;
    assert_eq!(restored["service_principal"], first["service_principal"]);
    stand.control_delete("/tenants/all-well/app").await;
    let again = stand.control("/tenants/all-well/consent", json!({})).await;
    assert_ne!(
        again["service_principal"]["id"],
        first["service_principal"]["id"]
    );
}

#[tokio::test]
async fn the_home_tenant_has_the_app_from_the_beginning() {
    let stand = Stand::start().await;
    stand.app_only("e0000000-0000-4000-8000-0000000000aa").await;
}

#[tokio::test]
async fn a_code_is_good_once_and_only_where_it_was_made_for() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let code = stand.code(&browser, CONTOSO, ADMIN, SIGN_IN).await;
    let refused = stand.refused("organizations", &redemption(&code)).await;
    assert_eq!(refused, error(400, "invalid_grant", 700_005));
    let mut form = redemption(&code);
    form[3].1 = "another-code-verifier-of-more-than-forty-three-characters";
    assert_eq!(
        stand.refused(CONTOSO, &form).await,
        error(400, "invalid_grant", 501_481)
    );
    form[2].1 = "http://127.0.0.1:9/other";
    assert_eq!(
        stand.refused(CONTOSO, &form).await,
        error(400, "invalid_request", 50011)
    );
    stand.redeem(CONTOSO, &code).await;
    let refused = stand.refused(CONTOSO, &redemption(&code)).await;
    assert_eq!(refused, error(400, "invalid_grant", 54005));
    let refused = stand.refused(CONTOSO, &redemption("no code")).await;
    assert_eq!(refused, error(400, "invalid_grant", 70000));
    let code = stand.code(&browser, CONTOSO, ADMIN, SIGN_IN).await;
    stand
        .control("/clock", json!({ "advance_seconds": 601 }))
        .await;
    let refused = stand.refused(CONTOSO, &redemption(&code)).await;
    assert_eq!(refused, error(400, "invalid_grant", 70008));
}

#[tokio::test]
async fn a_sign_in_without_pages_gives_a_refresh_token_that_is_good() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let scope = format!("{DEFAULT_SCOPE} openid profile offline_access");
    let path = "/tenants/all-well/users/cooperlink@contoso.example/sign-in";
    let answer = stand.control(path, json!({ "scope": scope })).await;
    let person = claims(&text(&answer["id_token"]));
    assert_eq!(person["tid"], CONTOSO);
    let refresh_token = text(&answer["refresh_token"]);
    assert!((1_000..2_000).contains(&refresh_token.len()));
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &*refresh_token),
    ];
    let again = stand.token(CONTOSO, &form).await;
    assert_eq!(claims(&text(&again["id_token"]))["sub"], person["sub"]);
}

#[tokio::test]
async fn a_refresh_token_stays_good_when_used_and_dies_for_documented_reasons() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let account = "cooperlink@contoso.example";
    let scope = "openid profile offline_access User.Read Sites.ReadWrite.All";
    let code = stand.code(&Browser::new(), CONTOSO, account, scope).await;
    let refresh_token = text(&stand.redeem(CONTOSO, &code).await["refresh_token"]);
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token.as_str()),
    ];
    for _ in 0..2 {
        let answer = stand.token(CONTOSO, &form).await;
        assert_eq!(
            answer["scope"],
            "email openid profile Sites.ReadWrite.All User.Read"
        );
        assert_ne!(answer["refresh_token"], refresh_token);
    }
    let user = format!("/tenants/all-well/users/{account}");
    stand.control(&user, json!({ "token_error": 50076 })).await;
    let answer = stand.post_token(CONTOSO, &with_secret(&form)).await;
    let body: Value = answer.json().await.unwrap();
    assert_eq!(
        (&body["error"], &body["suberror"]),
        (&json!("interaction_required"), &json!("basic_action"))
    );
    stand
        .control(&user, json!({ "token_error": 0, "account_enabled": false }))
        .await;
    assert_eq!(
        stand.refused(CONTOSO, &form).await,
        error(400, "invalid_grant", 50057)
    );
    stand
        .control(&user, json!({ "account_enabled": true }))
        .await;
    stand
        .control(
            "/tenants/all-well/app",
            json!({ "app_role_assignment_required": true }),
        )
        .await;
    assert_eq!(
        stand.refused(CONTOSO, &form).await,
        error(400, "invalid_grant", 50105)
    );
    stand.control_delete("/tenants/all-well/consent").await;
    assert_eq!(
        stand.refused(CONTOSO, &form).await,
        error(400, "invalid_grant", 65001)
    );
    stand
        .control("/clock", json!({ "advance_seconds": 91 * 24 * 3_600 }))
        .await;
    assert_eq!(
        stand.refused(CONTOSO, &form).await,
        error(400, "invalid_grant", 700_082)
    );
}

#[tokio::test]
async fn a_confidential_request_with_an_origin_is_refused() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let url = stand.login(&format!("/{CONTOSO}/oauth2/v2.0/token"));
    let request = stand
        .http
        .post(url)
        .header("Origin", "https://evil.example");
    let refused = refusal(request.form(&with_secret(&APP_ONLY)).send().await.unwrap()).await;
    assert_eq!(refused, error(400, "invalid_request", 9_002_326));
}

#[test_case("nobody.example", 90002; "unknown tenant")]
#[test_case("common", 9_001_023; "common")]
#[tokio::test]
async fn app_only_tokens_need_a_tenant(tenant: &str, number: u64) {
    let stand = Stand::start().await;
    assert_eq!(
        stand.refused(tenant, &APP_ONLY).await,
        error(400, "invalid_request", number)
    );
}

#[test_case(json!("expired"), "exp"; "expired")]
#[test_case(json!({ "tenant": "e0000000-0000-4000-8000-000000000002" }), "tid"; "another tenant")]
#[test_case(json!({ "audience": "somebody else" }), "aud"; "another audience")]
#[test_case(json!({ "nonce": "" }), "nonce"; "no nonce")]
#[test_case(json!({ "issuer": "e0000000-0000-4000-8000-000000000002" }), "iss"; "another issuer")]
#[tokio::test]
async fn a_forged_id_token_differs_in_what_was_asked(forgery: Value, claim: &str) {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let code = stand.code(&browser, CONTOSO, ADMIN, SIGN_IN).await;
    stand.control("/forge", forgery).await;
    let forged = claims(&text(&stand.redeem(CONTOSO, &code).await["id_token"]));
    let code = stand.code(&browser, CONTOSO, ADMIN, SIGN_IN).await;
    let honest = claims(&text(&stand.redeem(CONTOSO, &code).await["id_token"]));
    let distance = |value: &Value| value.as_i64().unwrap_or_default();
    assert!(
        (distance(&forged[claim]) - distance(&honest[claim])).abs() > 60
            || forged[claim] != honest[claim]
    );
    assert_eq!(forged["sub"], honest["sub"]);
}
