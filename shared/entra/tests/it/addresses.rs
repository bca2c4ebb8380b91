//! Addresses to which browsers are sent.

use crate::setting::{CLIENT, NONCE, OTHER_TENANT, TENANT, offline, tenant};
use domain::{cloud::Cloud, customer::DomainName, ids::ClientId, ids::TenantId};
use entra::{Authority, AuthorizeRequest, Entra, Prompt};
use secrecy::SecretString;
use std::collections::BTreeMap;
use test_case::test_case;
use url::Url;

/// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn of(cloud: Cloud) -> Entra {
    let client_id: ClientId = CLIENT.parse().unwrap();
    Entra::new(entra::http_client(&cloud).unwrap(), cloud, client_id)
}

fn query(url: &Url) -> BTreeMap<String, String> {
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let map: BTreeMap<_, _> = pairs.iter().cloned().collect();
    assert_eq!(map.len(), pairs.len(), "no parameter is given twice");
    map
}

fn authorize(entra: &Entra, authority: Authority, prompt: Option<Prompt>) -> Url {
    entra.authorize_url(&AuthorizeRequest {
        authority,
        redirect_uri: &Url::parse("https://api.example/callback").unwrap(),
        scope: "openid profile User.Read",
        state: &SecretString::from("state&=#\"<"),
        nonce: &SecretString::from(NONCE),
        code_verifier: &SecretString::from(VERIFIER),
        prompt,
        login_hint: Some("admin@contoso.example&prompt=none"),
        claims: None,
    })
}

#[test]
fn t07_sign_in_asks_for_a_code_with_an_s256_challenge() {
    let url = authorize(
        &of(Cloud::Global),
        Authority::Tenant(tenant()),
        Some(Prompt::None),
    );
    assert_eq!(url.host_str(), Some("login.microsoftonline.com"));
    assert_eq!(url.path(), format!("/{TENANT}/oauth2/v2.0/authorize"));
    let expected = [
        ("client_id", CLIENT),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("login_hint", "admin@contoso.example&prompt=none"),
        ("nonce", NONCE),
        ("prompt", "none"),
        ("redirect_uri", "https://api.example/callback"),
        ("response_mode", "query"),
        ("response_type", "code"),
        (
            "scope",
            "openid profile https://graph.microsoft.com/User.Read",
        ),
        ("state", "state&=#\"<"),
    ];
    let expected: BTreeMap<String, String> = expected
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    assert_eq!(query(&url), expected);
    assert!(!url.as_str().contains(VERIFIER));
}

#[test_case(Cloud::Global, "https://graph.microsoft.com"; "worldwide")]
#[test_case(Cloud::UsGov, "https://graph.microsoft.us"; "us government")]
#[test_case(Cloud::UsGovDod, "https://dod-graph.microsoft.us"; "us defence")]
#[test_case(Cloud::China, "https://microsoftgraph.chinacloudapi.cn"; "china")]
fn t05_every_scope_of_graph_names_the_clouds_own_graph(cloud: Cloud, graph: &str) {
    let entra = of(cloud);
    let named = "User.Read Sites.ReadWrite.All openid profile offline_access email";
    for (asked, expected) in [
        (
            named.to_owned(),
            format!(
                "{graph}/User.Read {graph}/Sites.ReadWrite.All openid profile offline_access email"
            ),
        ),
        (entra.default_scopes(), entra.default_scopes()),
    ] {
        let url = entra.authorize_url(&AuthorizeRequest {
            authority: Authority::Tenant(tenant()),
            redirect_uri: &Url::parse("https://api.example/callback").unwrap(),
            scope: &asked,
            state: &SecretString::from("state"),
            nonce: &SecretString::from(NONCE),
            code_verifier: &SecretString::from(VERIFIER),
            prompt: None,
            login_hint: None,
            claims: None,
        });
        assert_eq!(query(&url)["scope"], expected);
    }
}

#[test]
fn choosing_an_account_goes_without_a_hint() {
    let url = authorize(
        &offline(),
        Authority::Organizations,
        Some(Prompt::SelectAccount),
    );
    assert_eq!(url.path(), "/organizations/oauth2/v2.0/authorize");
    let query = query(&url);
    assert_eq!(query["prompt"], "select_account");
    assert!(!query.contains_key("login_hint"));
    let without = authorize(&offline(), Authority::Organizations, None);
    assert!(!self::query(&without).contains_key("prompt"));
}

#[test_case(Cloud::Global, "https://login.microsoftonline.com", "https://graph.microsoft.com"; "worldwide")]
#[test_case(Cloud::UsGov, "https://login.microsoftonline.us", "https://graph.microsoft.us"; "us government")]
#[test_case(Cloud::UsGovDod, "https://login.microsoftonline.us", "https://dod-graph.microsoft.us"; "us defence")]
#[test_case(Cloud::China, "https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn"; "china")]
fn t05_consent_goes_to_the_clouds_own_hosts(cloud: Cloud, login: &str, graph: &str) {
    let entra = of(cloud);
    let redirect_uri = Url::parse("https://api.example/callback").unwrap();
    let url = entra.admin_consent_url(tenant(), &redirect_uri, &SecretString::from("s&tate"));
    assert_eq!(url.origin().ascii_serialization(), login);
    assert_eq!(url.path(), format!("/{TENANT}/v2.0/adminconsent"));
    let query = query(&url);
    assert_eq!(query["client_id"], CLIENT);
    assert_eq!(query["redirect_uri"], "https://api.example/callback");
    assert_eq!(query["scope"], format!("{graph}/.default"));
    assert_eq!(query["state"], "s&tate");
    assert_eq!(
        entra.default_scopes(),
        format!("{graph}/.default openid profile")
    );
    assert_eq!(entra.issuer(tenant()), format!("{login}/{TENANT}/v2.0"));
}

#[test_case("https://login.microsoftonline.com/{t}/v2.0", true; "ours")]
#[test_case("https://login.microsoftonline.com/{t}/v2.0/", false; "with a slash")]
#[test_case("https://login.microsoftonline.com//{t}/v2.0", false; "with two slashes")]
#[test_case("https://login.microsoftonline.com/{T}/v2.0", false; "upper case")]
#[test_case("https://login.microsoftonline.com/contoso.example/v2.0", false; "a domain")]
#[test_case("https://login.microsoftonline.us/{t}/v2.0", false; "another cloud")]
#[test_case("https://login.microsoftonline.com.evil.example/{t}/v2.0", false; "a look-alike")]
#[test_case("http://login.microsoftonline.com/{t}/v2.0", false; "another scheme")]
#[test_case("https://sts.windows.net/{t}/", false; "the older form")]
#[test_case("", false; "nothing")]
fn t05_an_issuer_names_a_tenant_of_this_cloud_in_one_spelling(issuer: &str, own: bool) {
    let issuer = issuer
        .replace("{t}", TENANT)
        .replace("{T}", &TENANT.to_uppercase());
    assert_eq!(of(Cloud::Global).is_own_issuer(&issuer), own);
}

/// Checks that ids and domain names, the only values that enter a path, cannot end a segment or a literal.
#[test]
fn t45_what_enters_a_path_cannot_leave_its_segment() {
    for hostile in [
        "../x", "a/b", "x'y", "x)y", "x?y=z", "x#y", "%2e%2e", "x\\y", "x y", "x\u{0}",
    ] {
        assert!(hostile.parse::<TenantId>().is_err());
        assert!(
            format!("{OTHER_TENANT}{hostile}")
                .parse::<ClientId>()
                .is_err()
        );
        assert!(DomainName::try_from(format!("contoso.example{hostile}")).is_err());
    }
}
