//! Refresh tokens of a system user, and events that end them.

use serde_json::{Value, json};
use test_case::test_case;

use crate::browser::Browser;
use crate::people::SYSTEM_USER;
use crate::stand::{CONTOSO, Stand, claims, text, with_secret};

const SCOPE: &str = "openid profile offline_access User.Read Sites.ReadWrite.All";

/// Connects a tenant's system user; returns the tenant's id and the token response, which has the refresh token.
async fn connected(stand: &Stand, tenant: &str) -> (String, Value) {
    let consented = stand
        .control(&format!("/tenants/{tenant}/consent"), json!({}))
        .await;
    let id = text(&consented["tenant_id"]);
    let account = text(&consented["system_user"]);
    let code = stand.code(&Browser::new(), &id, &account, SCOPE).await;
    let answer = stand.redeem(&id, &code).await;
    (id, answer)
}

async fn refused(stand: &Stand, tenant: &str, token: &str) -> (u16, Value) {
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    let answer = stand.post_token(tenant, &with_secret(&form)).await;
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap())
}

#[test_case("mfa-registration", "interaction_required", json!("basic_action"), 50079; "registration")]
#[test_case("mfa-required", "interaction_required", json!("basic_action"), 50076; "second factor")]
#[test_case("sign-in-frequency", "invalid_grant", json!("token_expired"), 70043; "frequency")]
#[test_case("conditional-access", "invalid_grant", json!("message_only"), 53003; "blocked")]
#[test_case("security-defaults", "invalid_grant", json!("message_only"), 530_035; "defaults")]
#[test_case("device-required", "invalid_grant", json!("additional_action"), 53000; "device")]
#[test_case("password-expired", "invalid_grant", json!("user_password_expired"), 50055; "password")]
#[test_case("account-disabled", "invalid_grant", json!(null), 50057; "disabled")]
#[test_case("account-deleted", "invalid_grant", json!("bad_token"), 50034; "deleted")]
#[test_case("session-revoked", "invalid_grant", json!("bad_token"), 50173; "revoked")]
#[test_case("risky-user", "invalid_grant", json!("message_only"), 53011; "risk")]
#[tokio::test]
async fn a_policy_lets_the_first_sign_in_pass_and_stops_what_is_unattended(
    tenant: &str,
    error: &str,
    suberror: Value,
    number: u64,
) {
    let stand = Stand::start().await;
    let (id, answer) = connected(&stand, tenant).await;
    let (status, body) = refused(&stand, &id, &text(&answer["refresh_token"])).await;
    assert_eq!(status, 400);
    assert_eq!(body["error"], error);
    assert_eq!(body["suberror"], suberror);
    assert_eq!(body["error_codes"], json!([number]));
    let browser = Browser::new();
    let account = text(&stand.control_get(&format!("/tenants/{tenant}")).await["system_user"]);
    stand.code(&browser, &id, &account, SCOPE).await;
    let silent = [("prompt", "none"), ("login_hint", account.as_str())];
    let page = browser.open(&stand.authorize(&id, SCOPE, &silent)).await;
    assert_eq!(page.parameter("error"), "interaction_required");
    let description = page.parameter("error_description");
    assert!(
        description.starts_with(&format!("AADSTS{number}: ")),
        "{description}"
    );
}

#[tokio::test]
async fn a_refresh_says_who_it_is_again_without_a_nonce() {
    let stand = Stand::start().await;
    let (id, first) = connected(&stand, "all-well").await;
    let token = text(&first["refresh_token"]);
    let scope = "https://graph.microsoft.com/.default openid profile offline_access";
    let refreshed = |scope: &'static str| {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token.as_str()),
            ("scope", scope),
        ];
        let (stand, id) = (&stand, &id);
        async move { stand.token(id, &form).await }
    };
    let answer = refreshed(scope).await;
    let (before, after) = (
        claims(&text(&first["id_token"])),
        claims(&text(&answer["id_token"])),
    );
    for claim in ["sub", "oid", "tid", "aud"] {
        assert_eq!(before[claim], after[claim], "{claim}");
    }
    assert_eq!(before["nonce"], "the nonce");
    assert_eq!(after["nonce"], Value::Null);
    assert!(text(&answer["scope"]).contains("Mail.Send"));
    let named = refreshed("User.Read").await;
    assert_eq!(named["scope"], "User.Read");
    assert_eq!(named["id_token"], Value::Null);
    assert_ne!(named["refresh_token"], first["refresh_token"]);
}

#[tokio::test]
async fn each_use_starts_another_ninety_days() {
    let stand = Stand::start().await;
    let (id, first) = connected(&stand, "all-well").await;
    let old = text(&first["refresh_token"]);
    let days = |days: u32| json!({ "advance_seconds": days * 24 * 3_600 });
    stand.control("/clock", days(89)).await;
    let form = [("grant_type", "refresh_token"), ("refresh_token", &*old)];
    let fresh = text(&stand.token(&id, &form).await["refresh_token"]);
    stand.control("/clock", days(2)).await;
    let (_, body) = refused(&stand, &id, &old).await;
    assert_eq!(body["error_codes"], json!([700_082]));
    assert_eq!(body["suberror"], "token_expired");
    let form = [("grant_type", "refresh_token"), ("refresh_token", &*fresh)];
    stand.token(&id, &form).await;
}

#[tokio::test]
async fn ending_all_sessions_ends_the_tokens_of_before_alone() {
    let stand = Stand::start().await;
    let (id, first) = connected(&stand, "all-well").await;
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    stand
        .control(&format!("{user}/revoke-sessions"), json!({}))
        .await;
    let (_, body) = refused(&stand, &id, &text(&first["refresh_token"])).await;
    assert_eq!(body["error_codes"], json!([50173]));
    assert_eq!(body["suberror"], "bad_token");
    let (_, again) = connected(&stand, "all-well").await;
    let token = text(&again["refresh_token"]);
    let form = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
    stand.token(&id, &form).await;
}

#[tokio::test]
async fn a_deleted_person_and_a_revoked_consent_end_it_too() {
    let stand = Stand::start().await;
    let (id, first) = connected(&stand, "all-well").await;
    let token = text(&first["refresh_token"]);
    stand.control_delete("/tenants/all-well/consent").await;
    let (_, body) = refused(&stand, &id, &token).await;
    assert_eq!(body["error_codes"], json!([65001]));
    assert_eq!(body["suberror"], "consent_required");
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    let tenant = stand.control_delete(&user).await;
    assert_eq!(tenant["groups"][0]["members"], json!([]));
    let (_, body) = refused(&stand, &id, &token).await;
    assert_eq!(body["error_codes"], json!([50034]));
    assert_eq!(body["suberror"], "bad_token");
    let access = text(&first["access_token"]);
    assert_eq!(stand.graph_error(&access, "/me").await.0, 404);
    let back = stand.control("/tenants/all-well/reset", json!({})).await;
    assert_eq!(back["users"].as_array().unwrap().len(), 3);
    assert_eq!(back["tenant_id"], CONTOSO);
}

#[tokio::test]
async fn more_can_be_granted_than_was_asked_for() {
    let stand = Stand::start().await;
    let tenant = stand
        .control("/tenants/excess-permissions/consent", json!({}))
        .await;
    let scopes = tenant["service_principal"]["delegated"][0]["scopes"]
        .as_array()
        .unwrap()
        .clone();
    assert!(scopes.contains(&json!("Files.Read.All")));
    assert!(scopes.contains(&json!("Sites.ReadWrite.All")));
}
