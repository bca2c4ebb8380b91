//! Lists in place of objects, and duplicate members, in every document of Microsoft's: all are refused.

use crate::{
    clock::HandClock,
    facts::{batch_of, found, read, serving, well},
    id_token::Court,
    scripted::{Answer, Scripted, json as reply},
    setting::{PERSON, Signer, TENANT, entra, granted, secret, short, template, tenant},
};
use domain::{customer::DomainName, permission::Manifest, verification::verdict::Unobserved};
use entra::{DiscoveryError, IdTokenError, TokenError, TokenFreshness};
use secrecy::SecretString;
use serde_json::{Value, json};

fn text(status: u16, body: &str) -> Answer {
    Answer::Reply(status, Vec::new(), body.as_bytes().to_vec())
}

/// A client whose server always gives this answer.
async fn answered(status: u16, body: &str) -> (entra::Entra, Scripted) {
    let body = body.to_owned();
    let server = Scripted::start(move |_| text(status, &body)).await;
    (entra(&server, short()), server)
}

#[tokio::test]
async fn t13_t14_a_header_that_is_a_list_is_none() {
    let court = Court::convene().await;
    let claims = court.claims().to_string();
    let object = court.signer.header().to_string();
    assert!(
        court
            .judge(&court.signer.sign_text(&object, &claims))
            .is_ok()
    );
    // In the order of the members that are looked at.
    for header in [
        r#"["RS256","JWT","key-1",false]"#,
        r#"["RS256","JWT","key-1"]"#,
        r#"[{"alg":"RS256","kid":"key-1"}]"#,
    ] {
        let token = court.signer.sign_text(header, &claims);
        assert_eq!(
            court.judge(&token),
            Err(IdTokenError::Malformed),
            "{header}"
        );
    }
}

#[tokio::test]
async fn t16_claims_that_are_a_list_are_none() {
    let court = Court::convene().await;
    let claims = court.claims();
    let in_order = [
        "iss", "aud", "exp", "nbf", "iat", "nonce", "tid", "oid", "sub", "ver",
    ];
    let mut listed: Vec<Value> = in_order.iter().map(|name| claims[name].clone()).collect();
    for _ in 0..3 {
        listed.push(json!("Alex Morgan"));
        let header = court.signer.header().to_string();
        let token = court.signer.sign_text(&header, &json!(listed).to_string());
        assert_eq!(court.judge(&token), Err(IdTokenError::Claims));
    }
}

#[tokio::test]
async fn t15_t16_a_key_that_is_a_list_is_left_out() {
    let signer = Signer::new("key-1");
    let (object, modulus) = (signer.published("@"), signer.modulus());
    for (set, expected) in [
        (json!({ "keys": [object] }), true),
        (
            json!({ "keys": [["RSA", "sig", "RS256", "key-1", modulus, "AQAB", "@"]] }),
            false,
        ),
        (json!([[object]]), false),
    ] {
        let server = Scripted::start(move |seen| {
            let origin = format!("http://{}", seen.header("host").unwrap());
            text(200, &set.to_string().replace('@', &template(&origin)))
        })
        .await;
        let keys = entra(&server, short())
            .signing_keys(&HandClock::new())
            .await;
        assert_eq!(keys.is_ok(), expected);
    }
}

#[tokio::test]
async fn a_token_answer_that_is_a_list_is_none() {
    let granted = granted("token").to_string();
    for (body, is_taken) in [
        (granted.as_str(), true),
        (r#"["token","Bearer",3599,null,null,null]"#, false),
        (
            r#"{"access_token":"a","access_token":"b","token_type":"Bearer","expires_in":3599}"#,
            false,
        ),
        (
            r#"{"access_token":"a","token_type":"Bearer","expires_in":3599,"x":{"y":1,"y":2}}"#,
            false,
        ),
    ] {
        let (entra, _server) = answered(200, body).await;
        let clock = HandClock::new();
        let app_only = entra
            .app_only_token(&secret(), tenant(), &clock, TokenFreshness::Fresh)
            .await;
        let refresh_token = SecretString::from("refresh");
        let refreshed = entra
            .refresh(&secret(), tenant(), &refresh_token, &clock)
            .await;
        if is_taken {
            assert!(app_only.is_ok() && refreshed.is_ok(), "{body}");
        } else {
            assert!(
                matches!(app_only.err(), Some(TokenError::Unreadable(_))),
                "{body}"
            );
            assert!(
                matches!(refreshed.err(), Some(TokenError::Unreadable(_))),
                "{body}"
            );
        }
    }
}

#[tokio::test]
async fn a_refusal_that_is_a_list_says_nothing_of_the_customer() {
    for body in [
        r#"["invalid_client",null,[7000215],null,null]"#,
        r#"[{"error":"invalid_client"}]"#,
        r#"{"error":"invalid_grant","error":"invalid_client"}"#,
    ] {
        let (entra, _server) = answered(401, body).await;
        let token = entra
            .app_only_token(
                &secret(),
                tenant(),
                &HandClock::new(),
                TokenFreshness::Fresh,
            )
            .await;
        assert!(
            matches!(token.err(), Some(TokenError::Unreadable(_))),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_discovery_document_that_is_a_list_names_no_tenant() {
    let domain = DomainName::try_from("contoso.example".to_owned()).unwrap();
    let server = Scripted::start(|seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        reply(200, &json!([format!("{origin}/{TENANT}/v2.0")]))
    })
    .await;
    let tenant = entra(&server, short()).tenant_of_domain(&domain).await;
    assert_eq!(tenant, Err(DiscoveryError::Unreadable));
}

/// Reasons why the service principal, and the grants, were not seen.
async fn unseen(server: &Scripted) -> [Option<Unobserved>; 2] {
    let facts = read(
        &entra(server, short()),
        &Manifest::default(),
        &HandClock::new(),
    )
    .await;
    [
        facts.service_principal.get().err(),
        facts.granted_roles.get().err(),
    ]
}

#[tokio::test]
async fn t77_a_batch_that_is_a_list_is_no_answer() {
    let unreadable = Some(Unobserved::Unreadable);
    assert_eq!(unseen(&serving(well()).await).await, [None, None]);
    for (what, shape) in [
        (
            "the whole",
            (|answer: Value| json!([answer["responses"]])) as fn(Value) -> Value,
        ),
        ("each part", |answer| {
            let parts = answer["responses"].as_array().unwrap().iter();
            let listed: Vec<Value> = parts
                .map(|part| json!([part["id"], part["status"], part["headers"], part["body"]]))
                .collect();
            json!({ "responses": listed })
        }),
    ] {
        let server = Scripted::start(move |seen| {
            if seen.target.ends_with("/token") {
                return reply(200, &granted("token"));
            }
            reply(200, &shape(batch_of(&well(), seen)))
        })
        .await;
        assert_eq!(
            unseen(&server).await,
            [unreadable.clone(), unreadable.clone()],
            "{what}"
        );
    }
}

#[tokio::test]
async fn t77_a_body_of_graph_that_is_a_list_is_unreadable_and_spoils_no_other() {
    let mut parts = well();
    let role = parts["roles"]["body"]["value"][0].clone();
    parts.insert("roles", found(json!([[role]])));
    let unreadable = Some(Unobserved::Unreadable);
    assert_eq!(
        unseen(&serving(parts).await).await,
        [None, unreadable.clone()]
    );

    let mut parts = well();
    let members = ["id", "appId", "accountEnabled"];
    let principal = &parts["service-principal"]["body"];
    let listed: Vec<Value> = members.iter().map(|name| principal[name].clone()).collect();
    parts.insert("service-principal", found(json!(listed)));
    assert_eq!(unseen(&serving(parts).await).await[0], unreadable);

    let mut parts = well();
    parts.insert(
        "roles",
        found(json!({ "value": [[PERSON, PERSON, PERSON, PERSON]] })),
    );
    assert_eq!(unseen(&serving(parts).await).await, [None, unreadable]);
}
