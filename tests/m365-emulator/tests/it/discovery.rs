//! Discovery and keys.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use reqwest::StatusCode;
use serde_json::json;

use crate::stand::{CONTOSO, Stand, read, refusal, text};

#[tokio::test]
async fn a_domain_reveals_its_tenant_and_organizations_has_a_templated_issuer() {
    let stand = Stand::start().await;
    let login = stand.emulator.login_url();
    for name in ["contoso.example", "CONTOSO.example", CONTOSO] {
        let url = stand.login(&format!("/{name}/v2.0/.well-known/openid-configuration"));
        let document = read(stand.http.get(url).send().await.unwrap(), StatusCode::OK).await;
        assert_eq!(document["issuer"], format!("{login}/{CONTOSO}/v2.0"));
        assert_eq!(
            document["token_endpoint"],
            format!("{login}/{CONTOSO}/oauth2/v2.0/token")
        );
    }
    let url = stand.login("/organizations/v2.0/.well-known/openid-configuration");
    let document = read(stand.http.get(url).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(document["issuer"], format!("{login}/{{tenantid}}/v2.0"));
}

#[tokio::test]
async fn a_domain_that_nobody_has_is_answered_with_90002() {
    let stand = Stand::start().await;
    for name in [
        "nobody.example",
        "all-well",
        "e0000000-0000-4000-8000-00000000ffff",
    ] {
        let url = stand.login(&format!("/{name}/v2.0/.well-known/openid-configuration"));
        let refused = refusal(stand.http.get(url).send().await.unwrap()).await;
        assert_eq!(refused, (400, "invalid_tenant".to_owned(), 90002));
    }
}

#[tokio::test]
async fn every_key_names_its_issuer_and_rotation_brings_a_new_one() {
    let stand = Stand::start().await;
    let url = stand.login("/organizations/discovery/v2.0/keys");
    let keys = read(stand.http.get(&url).send().await.unwrap(), StatusCode::OK).await;
    let issuers: Vec<_> = keys["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| text(&key["issuer"]))
        .collect();
    assert_eq!(issuers.len(), 2);
    for key in keys["keys"].as_array().unwrap() {
        let certificate = STANDARD.decode(text(&key["x5c"][0])).unwrap();
        let thumbprint = digest(&SHA1_FOR_LEGACY_USE_ONLY, &certificate);
        assert_eq!(key["x5t"], URL_SAFE_NO_PAD.encode(thumbprint));
        assert_eq!(key["kid"], key["x5t"]);
        assert_eq!(key["cloud_instance_name"], "microsoftonline.com");
    }
    assert!(issuers[0].ends_with("/{tenantid}/v2.0"));
    assert!(issuers[1].ends_with("/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"));
    stand
        .control("/keys/rotate", json!({ "publish_retired": false }))
        .await;
    let rotated = read(stand.http.get(&url).send().await.unwrap(), StatusCode::OK).await;
    assert_ne!(rotated["keys"][0]["kid"], keys["keys"][0]["kid"]);
    assert_eq!(rotated["keys"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn instance_discovery_knows_its_own_host_alone() {
    let stand = Stand::start().await;
    let login = stand.emulator.login_url();
    let ask = |endpoint: String| {
        let url = stand.login("/common/discovery/instance");
        let query = [
            ("api-version", "1.1"),
            ("authorization_endpoint", &*endpoint),
        ];
        stand.http.get(url).query(&query).send()
    };
    let own = format!("{login}/contoso.example/oauth2/v2.0/authorize");
    let body = read(ask(own).await.unwrap(), StatusCode::OK).await;
    assert_eq!(
        body["tenant_discovery_endpoint"],
        format!("{login}/contoso.example/v2.0/.well-known/openid-configuration")
    );
    let host = login.trim_start_matches("http://");
    assert_eq!(body["metadata"][0]["aliases"], json!([host, "127.0.0.1"]));
    for other in [
        "https://login.example/common/oauth2/v2.0/authorize",
        "nonsense",
    ] {
        let refused = refusal(ask(other.to_owned()).await.unwrap()).await;
        assert_eq!(refused, (400, "invalid_instance".to_owned(), 50049));
    }
    let url = stand.login("/common/discovery/v2.0/keys");
    read(stand.http.get(url).send().await.unwrap(), StatusCode::OK).await;
}
