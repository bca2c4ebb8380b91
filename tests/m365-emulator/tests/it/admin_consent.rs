//! The admin consent endpoint.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::stand::{CONTOSO, DEFAULT_SCOPE, Stand};

const ADMIN: &str = "admin@contoso.example";

#[tokio::test]
async fn accept_grants_for_the_whole_tenant_and_says_so() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let page = browser
        .open(&stand.admin_consent(CONTOSO, DEFAULT_SCOPE))
        .await
        .press(ADMIN)
        .await;
    page.assert_kept("Review for your organization");
    page.assert_kept("Cooperlink ✓");
    page.assert_kept("<li>Read all applications</li>");
    page.assert_kept("<li>Edit or delete items in all site collections</li>");
    assert!(!page.body.contains("Sites.ReadWrite.All"));
    let page = page.press("Accept").await;
    assert_eq!(page.parameter("admin_consent"), "True");
    assert_eq!(page.parameter("tenant"), CONTOSO);
    assert_eq!(page.parameter("state"), "the state");
    assert!(
        page.parameter("scope")
            .contains("https://graph.microsoft.com/Sites.ReadWrite.All")
    );
    assert_eq!(page.find_parameter("code"), None);
    let installed = stand.control_get("/tenants/all-well").await["service_principal"].clone();
    assert_eq!(installed["application"], json!(["Application.Read.All"]));
    assert_eq!(installed["delegated"][0]["principal"], Value::Null);
}

#[tokio::test]
async fn the_page_is_shown_again_and_consent_replaces_the_tenant_wide_set_alone() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    stand
        .code(&browser, CONTOSO, ADMIN, "openid profile User.Read")
        .await;
    let more = json!({ "delegated": ["Files.Read.All"], "application": ["Directory.Read.All"] });
    let before = stand.control("/tenants/all-well/grant", more).await;
    // The session is known: no account page.
    let page = browser
        .open(&stand.admin_consent(CONTOSO, DEFAULT_SCOPE))
        .await
        .press("Accept")
        .await;
    assert_eq!(page.parameter("tenant"), CONTOSO);
    let after = stand.control_get("/tenants/all-well").await["service_principal"].clone();
    assert_eq!(after["id"], before["service_principal"]["id"]);
    assert_eq!(after["application"], json!(["Application.Read.All"]));
    let grants = after["delegated"].as_array().unwrap();
    assert_eq!(grants.len(), 2);
    let tenant_wide = grants
        .iter()
        .find(|grant| grant["principal"].is_null())
        .unwrap();
    assert!(
        !tenant_wide["scopes"]
            .as_array()
            .unwrap()
            .contains(&json!("Files.Read.All"))
    );
}

/// Checks AADSTS16000 (<https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>).
#[tokio::test]
async fn of_several_accounts_of_the_session_the_person_picks_one() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let browser = Browser::new();
    for account in [ADMIN, "pat@contoso.example"] {
        stand
            .code(&browser, CONTOSO, account, "openid profile User.Read")
            .await;
    }
    let page = browser
        .open(&stand.admin_consent(CONTOSO, DEFAULT_SCOPE))
        .await
        .press(ADMIN)
        .await;
    page.assert_kept("Review for your organization");
}

/// Checks that a silent request knows the person who signed in on the way to the consent page.
#[tokio::test]
async fn the_account_of_the_consent_page_is_the_browsers_session() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let page = browser
        .open(&stand.admin_consent(CONTOSO, DEFAULT_SCOPE))
        .await
        .press(ADMIN)
        .await;
    page.press("Accept").await;
    let silent = stand.authorize(CONTOSO, DEFAULT_SCOPE, &[("prompt", "none")]);
    let page = browser.open(&silent).await;
    assert_eq!(page.find_parameter("error"), None);
    assert!(page.find_parameter("code").is_some());
}

#[tokio::test]
async fn cancel_comes_back_with_admin_consent_true_and_an_error() {
    let stand = Stand::start().await;
    let page = Browser::new()
        .open(&stand.admin_consent(CONTOSO, DEFAULT_SCOPE))
        .await;
    let page = page.press(ADMIN).await.press("Cancel").await;
    assert_eq!(page.parameter("error"), "consent_required");
    assert!(
        page.parameter("error_description")
            .starts_with("AADSTS65004: ")
    );
    assert_eq!(page.parameter("admin_consent"), "True");
    assert_eq!(
        stand.control_get("/tenants/all-well").await["service_principal"],
        Value::Null
    );
}

#[tokio::test]
async fn without_the_right_role_a_person_asks_somebody_else_or_goes_back() {
    let stand = Stand::start().await;
    let url = stand.admin_consent("adventure-works.example", DEFAULT_SCOPE);
    for account in [
        "it@adventure-works.example",
        "app.administrator@adventure-works.example",
    ] {
        let page = Browser::new().open(&url).await.press(account).await;
        page.assert_kept("Need admin approval");
        assert!(!page.body.contains("Accept"));
        let back = Browser::new().open(&url).await.press(account).await;
        let back = back
            .follow_link("Return to the application without granting consent")
            .await;
        assert_eq!(back.parameter("error"), "access_denied");
        assert_eq!(back.parameter("error_subcode"), "cancel");
        assert_eq!(back.find_parameter("error_description"), None);
        let page = page
            .follow_link("Have an admin account? Sign in with that account")
            .await;
        let page = page
            .press("global.administrator@adventure-works.example")
            .await
            .press("Accept")
            .await;
        assert_eq!(page.parameter("admin_consent"), "True");
    }
}

#[tokio::test]
async fn an_application_administrator_may_consent_when_no_app_role_of_graph_is_asked() {
    let stand = Stand::start().await;
    let url = stand.admin_consent("adventure-works.example", "User.Read Sites.ReadWrite.All");
    let page = Browser::new().open(&url).await;
    let page = page
        .press("app.administrator@adventure-works.example")
        .await
        .press("Accept")
        .await;
    assert_eq!(page.parameter("admin_consent"), "True");
    let tenant = stand.control_get("/tenants/no-role").await;
    assert_eq!(tenant["service_principal"]["application"], json!([]));
}

#[tokio::test]
async fn a_personal_account_cannot_give_admin_consent() {
    let stand = Stand::start().await;
    let page = Browser::new()
        .open(&stand.admin_consent("organizations", DEFAULT_SCOPE))
        .await;
    page.press("someone@outlook.example")
        .await
        .assert_kept("AADSTS500208");
}

#[tokio::test]
async fn a_slow_consent_becomes_visible_after_so_many_token_requests() {
    let stand = Stand::start().await;
    let url = stand.admin_consent("tailspin.example", DEFAULT_SCOPE);
    Browser::new()
        .open(&url)
        .await
        .press("admin@tailspin.example")
        .await
        .press("Accept")
        .await;
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", DEFAULT_SCOPE),
    ];
    for _ in 0..4 {
        let refused = stand.refused("tailspin.example", &form).await;
        assert_eq!(refused, (401, "invalid_client".to_owned(), 7_000_229));
    }
    stand.app_only("tailspin.example").await;
}

#[tokio::test]
async fn a_slow_consent_becomes_visible_after_so_many_milliseconds() {
    let stand = Stand::start().await;
    stand
        .control("/tenants/all-well/delay", json!({ "milliseconds": 60_000 }))
        .await;
    let tenant = stand.control("/tenants/all-well/consent", json!({})).await;
    assert_eq!(tenant["service_principal"], Value::Null);
    assert_eq!(tenant["consent_spreading"], true);
    stand
        .control("/clock", json!({ "advance_seconds": 60 }))
        .await;
    stand.app_only(CONTOSO).await;
}

#[tokio::test]
async fn assignment_is_required_right_after_the_consent_where_a_tenant_says_so() {
    let stand = Stand::start().await;
    let url = stand.admin_consent("litware.example", DEFAULT_SCOPE);
    Browser::new()
        .open(&url)
        .await
        .press("admin@litware.example")
        .await
        .press("Accept")
        .await;
    let url = stand.authorize("litware.example", "openid User.Read", &[]);
    let page = Browser::new()
        .open(&url)
        .await
        .press("admin@litware.example")
        .await;
    page.assert_kept("AADSTS50105");
}

#[tokio::test]
async fn a_consent_in_the_admin_center_calls_nobody_back() {
    let stand = Stand::start().await;
    let tenant = "adventure-works.example";
    let browser = Browser::new();
    let url = stand.authorize(tenant, "openid profile Sites.ReadWrite.All", &[]);
    let page = browser
        .open(&url)
        .await
        .press("it@adventure-works.example")
        .await;
    page.assert_kept("Need admin approval");
    stand.control("/tenants/no-role/consent", json!({})).await;
    // The person who waits is told nothing, and meets no consent page at the next try.
    let page = browser.open(&url).await;
    page.parameter("code");
    stand.app_only(tenant).await;
}
