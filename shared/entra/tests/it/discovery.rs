//! The tenant behind a domain.

use crate::{
    scripted::{Answer, Scripted, json as reply},
    setting::{TENANT, entra, patient, short, tenant},
};
use domain::{customer::DomainName, ids::CONSUMER_TENANT};
use entra::DiscoveryError;
use serde_json::json;
use test_case::test_case;

fn domain() -> DomainName {
    DomainName::try_from("contoso.example".to_owned()).unwrap()
}

/// Asks a server whose document has this issuer; `@` is the server itself.
async fn ask(issuer: &str) -> Result<Option<domain::ids::TenantId>, DiscoveryError> {
    let issuer = issuer.to_owned();
    let trap = Scripted::start(|_| Answer::Nothing).await;
    let trap_origin = trap.origin.clone();
    let server = Scripted::start(move |seen| {
        assert_eq!(
            seen.target,
            "/contoso.example/v2.0/.well-known/openid-configuration"
        );
        let origin = format!("http://{}", seen.header("host").unwrap());
        reply(
            200,
            &json!({
                "issuer": issuer.replace('@', &origin),
                "token_endpoint": format!("{trap_origin}/token"),
                "jwks_uri": format!("{trap_origin}/keys"),
                "authorization_endpoint": format!("{trap_origin}/authorize"),
            }),
        )
    })
    .await;
    let answer = entra(&server, patient()).tenant_of_domain(&domain()).await;
    assert_eq!(
        trap.connections(),
        0,
        "addresses in the document are not used"
    );
    answer
}

#[tokio::test]
async fn a_verified_domain_names_its_tenant() {
    assert_eq!(ask(&format!("@/{TENANT}/v2.0")).await, Ok(Some(tenant())));
}

#[tokio::test]
async fn a_domain_of_another_cloud_or_of_personal_accounts_has_no_tenant_here() {
    let elsewhere = format!("https://login.microsoftonline.us/{TENANT}/v2.0");
    assert_eq!(ask(&elsewhere).await, Ok(None));
    assert_eq!(ask(&format!("@/{CONSUMER_TENANT}/v2.0")).await, Ok(None));
}

#[test_case("@/{tenantid}/v2.0"; "a template")]
#[test_case("@/7E000000-0000-4000-8000-000000000001/v2.0"; "upper case")]
#[test_case("http://127.0.0.1:1/7e000000-0000-4000-8000-000000000001/v2.0"; "a foreign host")]
#[test_case("@/contoso.example/v2.0"; "a name")]
#[test_case("@"; "no path")]
#[tokio::test]
async fn t05_any_other_issuer_names_nobody(issuer: &str) {
    assert_eq!(ask(issuer).await, Err(DiscoveryError::Unreadable));
}

#[tokio::test]
async fn an_unknown_domain_is_known_to_be_unknown() {
    let server = Scripted::start(|_| {
        reply(
            400,
            &json!({ "error": "invalid_tenant", "error_description": "AADSTS90002: ...", "error_codes": [90002] }),
        )
    })
    .await;
    assert_eq!(
        entra(&server, patient()).tenant_of_domain(&domain()).await,
        Ok(None)
    );
    assert_eq!(server.seen().len(), 1);
}

#[test_case(400, r#"{"error":"invalid_request"}"#, DiscoveryError::Unreadable; "another refusal")]
#[test_case(400, "<html>", DiscoveryError::Unreadable; "a page")]
#[test_case(200, "", DiscoveryError::Unreadable; "nothing")]
#[test_case(302, "", DiscoveryError::Unreadable; "a redirect")]
#[test_case(404, "{}", DiscoveryError::Unreadable; "not found")]
#[test_case(503, "", DiscoveryError::Unavailable; "an outage")]
#[test_case(429, "", DiscoveryError::Unavailable; "throttling")]
#[tokio::test]
async fn an_answer_that_says_nothing_is_never_taken_for_an_unknown_domain(
    status: u16,
    body: &'static str,
    expected: DiscoveryError,
) {
    let server = Scripted::start(move |_| Answer::Reply(status, Vec::new(), body.into())).await;
    assert_eq!(
        entra(&server, short()).tenant_of_domain(&domain()).await,
        Err(expected)
    );
}
