//! Requests that are not emulated: they are answered 501 and counted.

use reqwest::StatusCode;
use serde_json::json;
use test_case::test_case;

use crate::browser::Browser;
use crate::stand::{CONTOSO, Stand, read, text, with_secret};

#[test_case("/common/oauth2/v2.0/devicecode"; "a path of the login host")]
#[test_case("/organizations/v2.0/.well-known/openid-configuration?appid=1"; "a parameter of discovery")]
#[tokio::test]
async fn an_unknown_request_at_the_login_host_is_loud(path: &str) {
    let stand = Stand::start().await;
    let answer = stand.http.get(stand.login(path)).send().await.unwrap();
    let body = read(answer, StatusCode::NOT_IMPLEMENTED).await;
    assert_eq!(body["emulator_error"], "not_emulated");
    let log = stand.control_get("/requests").await;
    assert_eq!(log["totals"]["unknown"], 1);
    assert_eq!(log["requests"][0]["unknown"], body["unknown"]);
}

#[test_case("/me/drive", "path"; "a path of graph")]
#[test_case("/me?$expand=manager", "$expand"; "an option that is not emulated")]
#[test_case("/organization?$top=5", "$top"; "an option that the operation does not take")]
#[test_case("/me/memberOf?$filter=startswith(displayName,'a')", "$filter"; "a filter that is not emulated")]
#[test_case("/me?api-version=2", "api-version"; "another parameter")]
#[tokio::test]
async fn an_unknown_call_of_graph_is_loud(path: &str, said: &str) {
    let stand = Stand::start().await;
    let code = stand
        .code(
            &Browser::new(),
            CONTOSO,
            "admin@contoso.example",
            "openid User.Read",
        )
        .await;
    let token = text(&stand.redeem(CONTOSO, &code).await["access_token"]);
    let body = read(
        stand.get_graph(&token, path).await,
        StatusCode::NOT_IMPLEMENTED,
    )
    .await;
    assert!(text(&body["unknown"]).contains(said), "{body}");
    assert_eq!(stand.control_get("/requests").await["totals"]["unknown"], 1);
}

#[test_case("resource", "x"; "an unknown parameter")]
#[test_case("state", "again"; "a parameter that comes twice")]
#[tokio::test]
async fn an_unknown_parameter_of_authorize_is_loud(name: &str, value: &str) {
    let stand = Stand::start().await;
    let page = Browser::new()
        .open(&stand.authorize(CONTOSO, "openid", &[(name, value)]))
        .await;
    assert_eq!(page.status, StatusCode::NOT_IMPLEMENTED);
    assert!(page.body.contains(name));
}

#[tokio::test]
async fn an_authorize_request_without_pkce_is_loud() {
    let stand = Stand::start().await;
    let url = stand.authorize(CONTOSO, "openid", &[]);
    let kept: Vec<_> = url
        .query_pairs()
        .into_owned()
        .filter(|(key, _)| !key.starts_with("code_"))
        .collect();
    let mut url = url.clone();
    url.query_pairs_mut().clear().extend_pairs(kept);
    assert_eq!(
        Browser::new().open(&url).await.status,
        StatusCode::NOT_IMPLEMENTED
    );
}

#[tokio::test]
async fn an_unknown_token_request_is_loud() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    for form in [
        [("grant_type", "password")],
        [("resource", "https://graph.microsoft.com")],
    ] {
        let answer = stand.post_token(CONTOSO, &with_secret(&form)).await;
        assert_eq!(answer.status(), StatusCode::NOT_IMPLEMENTED);
    }
}
