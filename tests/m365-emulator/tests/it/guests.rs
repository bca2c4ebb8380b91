//! Administrators whose home is another tenant: guests, and partners.

use serde_json::json;

use crate::browser::Browser;
use crate::stand::{CONTOSO, DEFAULT_SCOPE, Stand, claims, text};

const ADMIN: &str = "admin@contoso.example";
const SCOPE: &str = "openid profile User.Read";

#[tokio::test]
async fn a_guest_is_of_the_tenant_that_was_named_and_else_of_his_home() {
    let stand = Stand::start().await;
    for tenant in ["all-well", "guest-administrator"] {
        stand
            .control(&format!("/tenants/{tenant}/consent"), json!({}))
            .await;
    }
    let browser = Browser::new();
    let code = stand.code(&browser, "organizations", ADMIN, SCOPE).await;
    let tokens = stand.redeem("organizations", &code).await;
    assert_eq!(claims(&text(&tokens["id_token"]))["tid"], CONTOSO);
    let named = "mcclure.example";
    let silent = [("prompt", "none"), ("login_hint", ADMIN)];
    // The session of home is good for the other tenant.
    let page = browser.open(&stand.authorize(named, SCOPE, &silent)).await;
    let tokens = stand.redeem(named, &page.parameter("code")).await;
    let person = claims(&text(&tokens["id_token"]));
    let tenant = stand.control_get("/tenants/guest-administrator").await;
    assert_eq!(person["tid"], tenant["tenant_id"]);
    assert_eq!(person["preferred_username"], ADMIN);
    let token = text(&tokens["access_token"]);
    let me = stand.graph(&token, "/me").await;
    let name = "admin_contoso.example#EXT#@mcclure.onmicrosoft.example";
    assert_eq!(me["userPrincipalName"], name);
    let refused = stand.graph_error(&token, "/organization").await;
    assert_eq!(refused, (403, "Authorization_RequestDenied".to_owned()));
    // Picked on the account page, by the account of home too.
    let page = Browser::new()
        .open(&stand.authorize(named, SCOPE, &[]))
        .await
        .press(ADMIN)
        .await;
    stand.redeem(named, &page.parameter("code")).await;
}

#[tokio::test]
async fn a_member_of_a_tenant_that_restricts_guests_reads_the_organisation() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let (tenant, admin) = ("mcclure.example", "admin@mcclure.example");
    let code = stand.code(&browser, tenant, admin, SCOPE).await;
    let token = text(&stand.redeem(tenant, &code).await["access_token"]);
    let found = stand.graph(&token, "/organization").await;
    assert_eq!(found["value"][0]["displayName"], "McClure Studios");
}

#[tokio::test]
async fn a_partner_waits_for_the_consent_and_is_in_no_directory() {
    let stand = Stand::start().await;
    let tenant = "rainier.example";
    let url = stand.authorize(tenant, SCOPE, &[]);
    for url in [&url, &stand.admin_consent(tenant, DEFAULT_SCOPE)] {
        let page = Browser::new().open(url).await.press(ADMIN).await;
        page.assert_kept("AADSTS90099");
    }
    stand
        .control("/tenants/partner-administrator/consent", json!({}))
        .await;
    let page = Browser::new().open(&url).await.press(ADMIN).await;
    let tokens = stand.redeem(tenant, &page.parameter("code")).await;
    let token = text(&tokens["access_token"]);
    let nobody = (404, "Request_ResourceNotFound".to_owned());
    assert_eq!(stand.graph_error(&token, "/organization").await, nobody);
    assert_eq!(stand.graph_error(&token, "/me").await, nobody);
}

#[tokio::test]
async fn a_copy_keeps_the_guest_whose_home_is_elsewhere() {
    let stand = Stand::start().await;
    let like = json!({ "like": "guest-administrator" });
    let copy = stand.control("/tenants", like).await;
    assert_eq!(copy["account"], ADMIN);
    let domain = text(&copy["verified_domains"][0]);
    stand
        .control(&format!("/tenants/{domain}/consent"), json!({}))
        .await;
    let page = Browser::new()
        .open(&stand.authorize(&domain, SCOPE, &[]))
        .await
        .press(ADMIN)
        .await;
    stand.redeem(&domain, &page.parameter("code")).await;
}
