//! The authorize endpoint: accounts, consent, silence, refusals on Microsoft's own page.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use reqwest::StatusCode;
use serde_json::{Value, json};
use test_case::test_case;

use crate::browser::Browser;
use crate::stand::{CLIENT, CONTOSO, CONTOSO_ADMIN, DEFAULT_SCOPE, Stand, claims, read, text};

const ADMIN: &str = "admin@contoso.example";
const SIGN_IN: &str = "openid profile User.Read";

#[tokio::test]
async fn a_person_picks_an_account_consents_for_himself_and_comes_back_with_a_code() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let url = stand.authorize("contoso.example", SIGN_IN, &[("prompt", "select_account")]);
    let page = browser.open(&url).await;
    page.assert_kept(">admin@contoso.example</button>");
    assert!(!page.body.contains("fabrikam"));
    let page = page.press(ADMIN).await;
    page.assert_kept("Permissions requested");
    page.assert_kept("<li>Sign in and read user profile</li>");
    let page = page.press("Accept").await;
    assert_eq!(page.parameter("state"), "the state");
    assert_eq!(page.parameter("session_state").len(), 36);
    assert!((1_000..2_000).contains(&page.parameter("code").len()));
    let tokens = stand
        .redeem("contoso.example", &page.parameter("code"))
        .await;
    assert_eq!(tokens["scope"], "email openid profile User.Read");
    let tenant = stand.control_get("/tenants/all-well").await;
    let grant = json!({ "principal": CONTOSO_ADMIN, "scopes": ["User.Read"] });
    assert_eq!(tenant["service_principal"]["delegated"], json!([grant]));
    assert_eq!(tenant["service_principal"]["application"], json!([]));
}

#[tokio::test]
async fn the_id_token_is_signed_with_the_key_of_its_issuer_and_carries_the_documented_claims() {
    let stand = Stand::start().await;
    let code = stand
        .code(&Browser::new(), "organizations", ADMIN, SIGN_IN)
        .await;
    let tokens = stand.redeem("organizations", &code).await;
    let id_token = text(&tokens["id_token"]);
    let keys = stand.login("/organizations/discovery/v2.0/keys");
    let keys = read(stand.http.get(keys).send().await.unwrap(), StatusCode::OK).await;
    let key = &keys["keys"][0];
    let key =
        DecodingKey::from_rsa_components(key["n"].as_str().unwrap(), key["e"].as_str().unwrap());
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[CLIENT]);
    validation.set_issuer(&[format!("{}/{CONTOSO}/v2.0", stand.emulator.login_url())]);
    let claims = decode::<Value>(&id_token, &key.unwrap(), &validation)
        .unwrap()
        .claims;
    assert_eq!(claims["tid"], CONTOSO);
    assert_eq!(claims["oid"], CONTOSO_ADMIN);
    assert_eq!(claims["nonce"], "the nonce");
    assert_eq!(claims["ver"], "2.0");
    assert_eq!(claims["preferred_username"], ADMIN);
}

#[tokio::test]
async fn without_the_profile_scope_there_is_no_object_id() {
    let stand = Stand::start().await;
    let code = stand
        .code(&Browser::new(), CONTOSO, ADMIN, "openid User.Read")
        .await;
    let id_token = text(&stand.redeem(CONTOSO, &code).await["id_token"]);
    assert_eq!(claims(&id_token)["oid"], Value::Null);
}

#[tokio::test]
async fn a_declined_consent_and_a_cancelled_sign_in_come_back_as_documented() {
    let stand = Stand::start().await;
    let url = stand.authorize(CONTOSO, SIGN_IN, &[]);
    let page = Browser::new().open(&url).await.press("Cancel").await;
    assert_eq!(page.parameter("error"), "access_denied");
    assert_eq!(
        page.parameter("error_description"),
        "the user canceled the authentication"
    );
    let page = Browser::new()
        .open(&url)
        .await
        .press(ADMIN)
        .await
        .press("Cancel")
        .await;
    assert_eq!(page.parameter("error"), "consent_required");
    assert!(
        page.parameter("error_description")
            .starts_with("AADSTS65004: ")
    );
    assert_eq!(page.parameter("state"), "the state");
    assert_eq!(
        stand.control_get("/tenants/all-well").await["service_principal"],
        Value::Null
    );
}

#[tokio::test]
async fn a_silent_request_answers_without_a_page_whatever_it_is() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let silent = [("prompt", "none"), ("login_hint", ADMIN)];
    let page = browser
        .open(&stand.authorize(CONTOSO, DEFAULT_SCOPE, &silent))
        .await;
    assert_eq!(page.parameter("error"), "login_required");
    stand.code(&browser, CONTOSO, ADMIN, SIGN_IN).await;
    let wide = "openid Sites.ReadWrite.All";
    let page = browser.open(&stand.authorize(CONTOSO, wide, &silent)).await;
    assert_eq!(page.parameter("error"), "consent_required");
    stand.control("/tenants/all-well/consent", json!({})).await;
    let page = browser
        .open(&stand.authorize(CONTOSO, DEFAULT_SCOPE, &silent))
        .await;
    let tokens = stand.redeem(CONTOSO, &page.parameter("code")).await;
    let scope = "https://graph.microsoft.com/Mail.Send \
        https://graph.microsoft.com/Sites.ReadWrite.All \
        https://graph.microsoft.com/User.Read https://graph.microsoft.com/.default";
    assert_eq!(tokens["scope"], scope);
    stand
        .control(
            "/tenants/all-well/app",
            json!({ "app_role_assignment_required": true }),
        )
        .await;
    let page = browser
        .open(&stand.authorize(CONTOSO, DEFAULT_SCOPE, &silent))
        .await;
    assert_eq!(page.parameter("error"), "interaction_required");
    assert!(
        page.parameter("error_description")
            .starts_with("AADSTS50105: ")
    );
    stand
        .control(
            "/tenants/all-well/assignments/admin@contoso.example",
            json!({}),
        )
        .await;
    let page = browser
        .open(&stand.authorize(CONTOSO, DEFAULT_SCOPE, &silent))
        .await;
    page.parameter("code");
}

#[tokio::test]
async fn two_accounts_in_the_session_need_a_hint_to_be_silent() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let browser = Browser::new();
    stand.code(&browser, CONTOSO, ADMIN, SIGN_IN).await;
    stand
        .code(&browser, CONTOSO, "pat@contoso.example", SIGN_IN)
        .await;
    let page = browser
        .open(&stand.authorize(CONTOSO, SIGN_IN, &[("prompt", "none")]))
        .await;
    assert_eq!(page.parameter("error"), "interaction_required");
    let hint = [("prompt", "none"), ("login_hint", ADMIN)];
    let page = browser
        .open(&stand.authorize(CONTOSO, SIGN_IN, &hint))
        .await;
    let tokens = stand.redeem(CONTOSO, &page.parameter("code")).await;
    assert_eq!(claims(&text(&tokens["id_token"]))["oid"], CONTOSO_ADMIN);
}

#[tokio::test]
async fn an_account_of_another_tenant_is_kept_on_microsofts_page() {
    let stand = Stand::start().await;
    let page = Browser::new()
        .open(&stand.authorize(CONTOSO, SIGN_IN, &[]))
        .await;
    let page = page
        .follow_link("Use another account")
        .await
        .press("admin@wingtip.example")
        .await;
    page.assert_kept("AADSTS50020");
}

#[tokio::test]
async fn default_asks_for_nothing_new_where_something_is_granted_and_named_scopes_do() {
    // https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let grown = json!({"declared": {
        "delegated": ["User.Read", "Sites.ReadWrite.All", "Mail.Send", "Calendars.Read"],
        "application": ["Application.Read.All"],
    }});
    stand.control("/app", grown).await;
    let sign_in = async |scope: &str| {
        let url = stand.authorize(CONTOSO, scope, &[]);
        Browser::new()
            .open(&url)
            .await
            .press("pat@contoso.example")
            .await
    };
    let page = sign_in(&format!("{DEFAULT_SCOPE} openid profile offline_access")).await;
    let tokens = stand.redeem(CONTOSO, &page.parameter("code")).await;
    let scopes = text(&tokens["scope"]);
    assert!(
        scopes.contains("Mail.Send") && !scopes.contains("Calendars.Read"),
        "{scopes}"
    );
    let page = sign_in("openid Mail.Send Calendars.Read").await;
    assert_eq!(page.find_parameter("code"), None);
}

#[tokio::test]
async fn an_ordinary_user_may_not_consent_to_more_than_basics() {
    let stand = Stand::start().await;
    let url = stand.authorize(CONTOSO, "openid Sites.ReadWrite.All", &[]);
    let page = Browser::new()
        .open(&url)
        .await
        .press("pat@contoso.example")
        .await;
    page.assert_kept("Need admin approval");
    let page = page
        .follow_link("Return to the application without granting consent")
        .await;
    assert_eq!(page.parameter("error"), "access_denied");
    assert_eq!(page.parameter("error_subcode"), "cancel");
    assert_eq!(page.find_parameter("error_description"), None);
    assert_eq!(page.parameter("state"), "the state");
}

#[tokio::test]
async fn nobody_who_is_not_assigned_or_disabled_comes_back() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    stand
        .control(
            "/tenants/all-well/app",
            json!({ "app_role_assignment_required": true }),
        )
        .await;
    let url = stand.authorize(CONTOSO, SIGN_IN, &[]);
    Browser::new()
        .open(&url)
        .await
        .press(ADMIN)
        .await
        .assert_kept("AADSTS50105");
    stand
        .control("/tenants/all-well/assignments/Cooperlink users", json!({}))
        .await;
    let page = Browser::new()
        .open(&url)
        .await
        .press("cooperlink@contoso.example")
        .await;
    page.parameter("code");
    let off = json!({ "account_enabled": false });
    stand
        .control("/tenants/all-well/users/cooperlink@contoso.example", off)
        .await;
    let page = Browser::new()
        .open(&url)
        .await
        .press("cooperlink@contoso.example")
        .await;
    page.assert_kept("AADSTS50057");
}

#[tokio::test]
async fn a_tenant_with_its_own_identity_provider_signs_in_on_a_third_origin() {
    let stand = Stand::start().await;
    let url = stand.authorize(
        "proseware.example",
        SIGN_IN,
        &[("prompt", "select_account")],
    );
    let page = Browser::new()
        .open(&url)
        .await
        .press("admin@proseware.example")
        .await;
    assert!(
        page.url
            .as_str()
            .starts_with(stand.emulator.identity_provider_url())
    );
    let page = page
        .press("Sign in as admin@proseware.example")
        .await
        .press("Continue")
        .await;
    let page = page.press("Accept").await;
    page.parameter("code");
}

#[tokio::test]
async fn a_personal_account_gets_a_token_of_the_consumer_tenant_signed_with_its_own_key() {
    let stand = Stand::start().await;
    let code = stand
        .code(
            &Browser::new(),
            "organizations",
            "someone@outlook.example",
            SIGN_IN,
        )
        .await;
    let id_token = text(&stand.redeem("organizations", &code).await["id_token"]);
    assert_eq!(
        claims(&id_token)["tid"],
        "9188040d-6c67-4c5b-b112-36a304b66dad"
    );
    let keys = stand.login("/common/discovery/v2.0/keys");
    let keys = read(stand.http.get(keys).send().await.unwrap(), StatusCode::OK).await;
    let header = jsonwebtoken::decode_header(&id_token).unwrap();
    assert_eq!(keys["keys"][1]["kid"], header.kid.unwrap());
}

#[tokio::test]
async fn form_post_is_a_form_that_works_without_script() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let url = stand.authorize(CONTOSO, SIGN_IN, &[("response_mode", "form_post")]);
    let page = Browser::new()
        .open(&url)
        .await
        .press(ADMIN)
        .await
        .press("Continue")
        .await;
    assert_eq!(page.parameter("state"), "the state");
    stand.redeem(CONTOSO, &page.parameter("code")).await;
}

#[test_case("redirect_uri", "http://127.0.0.1:9/callback/", "AADSTS50011"; "redirect uri with a slash more")]
#[test_case("redirect_uri", "https://evil.example/callback", "AADSTS50011"; "redirect uri of somebody else")]
#[test_case("client_id", "c1000000-0000-4000-8000-00000000000f", "AADSTS700016"; "another client")]
#[tokio::test]
async fn a_wrong_client_or_redirect_uri_is_never_redirected(name: &str, value: &str, shown: &str) {
    let stand = Stand::start().await;
    let url = stand.authorize(CONTOSO, SIGN_IN, &[]);
    let pairs: Vec<_> = url
        .query_pairs()
        .into_owned()
        .filter(|(key, _)| key != name)
        .collect();
    let mut url = url.clone();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(pairs)
        .append_pair(name, value);
    Browser::new().open(&url).await.assert_kept(shown);
}

#[test_case("openid Users.Read", &[], "invalid_scope"; "unknown scope")]
#[test_case("openid .default User.Read", &[], "invalid_scope"; "default and named")]
#[test_case("openid", &[("prompt", "admin_consent")], "invalid_request"; "unknown prompt")]
#[tokio::test]
async fn a_wrong_request_is_sent_back_with_its_error(
    scope: &str,
    more: &[(&str, &str)],
    error: &str,
) {
    let stand = Stand::start().await;
    let page = Browser::new()
        .open(&stand.authorize(CONTOSO, scope, more))
        .await;
    assert_eq!(page.parameter("error"), error);
    assert_eq!(page.parameter("state"), "the state");
}
