//! The header of an id token, and the key that signed it.

use crate::{
    id_token::Court,
    scripted::{Scripted, json as reply},
    setting::{OTHER_TENANT, Signer, TENANT, template},
};
use aws_lc_rs::{
    hmac,
    signature::{RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::CONSUMER_TENANT;
use entra::IdTokenError;
use serde_json::{Value, json};
use std::sync::Arc;

#[tokio::test]
async fn t13_only_rs256_is_an_algorithm() {
    let court = Court::convene().await;
    let claims = court.claims().to_string();
    let header =
        |algorithm: &str| json!({ "typ": "JWT", "alg": algorithm, "kid": "key-1" }).to_string();
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);

    for none in ["none", "None", "NONE", "nOnE"] {
        let unsigned = format!("{}.{}.", encode(&header(none)), encode(&claims));
        assert_eq!(court.judge(&unsigned), Err(IdTokenError::Algorithm));
        let signed = court.signer.sign_text(&header(none), &claims);
        assert_eq!(court.judge(&signed), Err(IdTokenError::Algorithm));
    }
    let public = court.signer.public_der();
    let pem = format!(
        "-----BEGIN RSA PUBLIC KEY-----\n{}\n",
        URL_SAFE_NO_PAD.encode(&public)
    );
    for key in [
        court.signer.modulus().into_bytes(),
        b"AQAB".to_vec(),
        public,
        pem.into_bytes(),
    ] {
        let signed = format!("{}.{}", encode(&header("HS256")), encode(&claims));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), signed.as_bytes());
        let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag));
        assert_eq!(court.judge(&token), Err(IdTokenError::Algorithm));
    }
    let truly_signed = [
        (
            "RS384",
            court
                .signer
                .sign_text_with(&header("RS384"), &claims, &RSA_PKCS1_SHA384),
        ),
        (
            "RS512",
            court
                .signer
                .sign_text_with(&header("RS512"), &claims, &RSA_PKCS1_SHA512),
        ),
        (
            "PS256",
            court
                .signer
                .sign_text_with(&header("PS256"), &claims, &RSA_PSS_SHA256),
        ),
    ];
    for (name, token) in truly_signed {
        assert_eq!(court.judge(&token), Err(IdTokenError::Algorithm), "{name}");
    }
    for name in ["ES256", "EdDSA", "rs256", "RS256 ", "", "RS257"] {
        let token = court.signer.sign_text(&header(name), &claims);
        assert_eq!(court.judge(&token), Err(IdTokenError::Algorithm), "{name}");
    }
    // Another scheme's signature under the right name.
    let mislabelled = court
        .signer
        .sign_text_with(&header("RS256"), &claims, &RSA_PSS_SHA256);
    assert_eq!(court.judge(&mislabelled), Err(IdTokenError::Signature));
    let none_at_all = court
        .signer
        .sign_text(r#"{"typ":"JWT","kid":"key-1"}"#, &claims);
    assert_eq!(court.judge(&none_at_all), Err(IdTokenError::Malformed));
}

#[tokio::test]
async fn t13_no_claim_is_read_before_the_signature_holds() {
    let court = Court::convene().await;
    let other = Signer::new("key-1");
    // Wrong in every claim too, yet the signature is what is named.
    let token = other.sign_text(&other.header().to_string(), "{}");
    assert_eq!(court.judge(&token), Err(IdTokenError::Signature));
    let good = court.signer.sign(&court.claims());
    let parts: Vec<&str> = good.split('.').collect();
    let swapped = URL_SAFE_NO_PAD.encode(court.claims().to_string().replace("Alex", "Evil"));
    let changed = format!("{}.{swapped}.{}", parts[0], parts[2]);
    assert_eq!(court.judge(&changed), Err(IdTokenError::Signature));
}

#[tokio::test]
async fn t14_the_header_chooses_nothing_but_a_published_key() {
    let court = Court::convene().await;
    let trap = Scripted::start(|_| reply(200, &json!({ "keys": [] }))).await;
    let thief = Signer::new("thief");
    let claims = court.claims().to_string();
    let with = |extra: Value| {
        let mut header = json!({ "typ": "JWT", "alg": "RS256", "kid": "key-1" });
        header
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        header.to_string()
    };
    let lures = [
        json!({ "jku": format!("{}/keys", trap.origin) }),
        json!({ "x5u": format!("{}/certificate", trap.origin) }),
        json!({ "jwk": thief.published(&template(&court.origin)) }),
        json!({ "x5c": ["MIIB"] }),
    ];
    for lure in lures {
        let stolen = thief.sign_text(&with(lure.clone()), &claims);
        assert_eq!(court.judge(&stolen), Err(IdTokenError::Signature));
        // Ignored, so a token that is good without it stays good.
        let honest = court.signer.sign_text(&with(lure), &claims);
        assert!(court.judge(&honest).is_ok());
    }
    let critical = court
        .signer
        .sign_text(&with(json!({ "crit": ["exp"], "exp": 1 })), &claims);
    assert_eq!(court.judge(&critical), Err(IdTokenError::CriticalHeader));
    let empty_critical = court
        .signer
        .sign_text(&with(json!({ "crit": [] })), &claims);
    assert_eq!(
        court.judge(&empty_critical),
        Err(IdTokenError::CriticalHeader)
    );
    for kid in [
        format!("{}/keys", trap.origin),
        "../../etc/passwd".to_owned(),
        "' OR 1=1 --".to_owned(),
        "consumer-key\u{0}".to_owned(),
        "key-2".to_owned(),
    ] {
        let token = court
            .signer
            .sign_text(&with(json!({ "kid": kid })), &claims);
        assert_eq!(court.judge(&token), Err(IdTokenError::UnknownKey), "{kid}");
        let keys = Arc::clone(&court.keys);
        court
            .entra
            .signing_keys_for(&token, keys, &court.clock)
            .await;
    }
    let long = court
        .signer
        .sign_text(&with(json!({ "kid": "k".repeat(10_000) })), &claims);
    assert_eq!(court.judge(&long), Err(IdTokenError::NoKeyId));
    let empty = court.signer.sign_text(&with(json!({ "kid": "" })), &claims);
    assert_eq!(court.judge(&empty), Err(IdTokenError::NoKeyId));
    let absent = court
        .signer
        .sign_text(r#"{"typ":"JWT","alg":"RS256"}"#, &claims);
    assert_eq!(court.judge(&absent), Err(IdTokenError::NoKeyId));
    let doubled = r#"{"alg":"RS256","kid":"other","kid":"key-1"}"#;
    assert_eq!(
        court.judge(&court.signer.sign_text(doubled, &claims)),
        Err(IdTokenError::Malformed)
    );
    assert_eq!(trap.connections(), 0, "nobody asks the trap");
    let asked: Vec<String> = court
        .server
        .seen()
        .into_iter()
        .map(|seen| seen.target)
        .collect();
    assert!(
        asked
            .iter()
            .all(|target| target == "/organizations/discovery/v2.0/keys"),
        "{asked:?}"
    );
}

#[tokio::test]
async fn t11_a_key_signs_for_its_own_issuer_only() {
    let court = Court::convene().await;
    let work = court.consumers.sign(&court.claims());
    assert_eq!(court.judge(&work), Err(IdTokenError::KeyIssuer));

    let mut personal = court.claims();
    personal["tid"] = json!(CONSUMER_TENANT);
    personal["iss"] = json!(format!("{}/{CONSUMER_TENANT}/v2.0", court.origin));
    for signer in [&court.consumers, &court.signer] {
        assert_eq!(
            court.judge(&signer.sign(&personal)),
            Err(IdTokenError::ConsumerTenant)
        );
    }
    for issuer in [
        format!("{}/{OTHER_TENANT}/v2.0", court.origin),
        format!("{}/{TENANT}/v2.0/", court.origin),
        format!("{}/{TENANT}", court.origin),
        format!("{}/{{tenantid}}/v2.0", court.origin),
        format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
        format!("https://sts.windows.net/{TENANT}/"),
        format!("{}.evil.example/{TENANT}/v2.0", court.origin),
    ] {
        assert_eq!(
            court.judge_with("iss", json!(issuer)),
            Err(IdTokenError::Issuer),
            "{issuer}"
        );
    }
}
