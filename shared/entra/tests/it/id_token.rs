//! Id tokens that are valid except for one flaw.

use crate::{
    clock::HandClock,
    scripted::{Scripted, json as reply},
    setting::{
        CLIENT, NONCE, OTHER_TENANT, PERSON, Signer, TENANT, claims, entra, expected, patient,
        template,
    },
};
use domain::{clock::Clock as _, ids::CONSUMER_TENANT};
use entra::{EndUser, Entra, IdTokenError, SigningKeys};
use jiff::SignedDuration;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::sync::Arc;
use test_case::test_case;

/// A published set with two keys of ours and one for personal accounts only, and the client that read it.
pub(crate) struct Court {
    pub(crate) entra: Entra,
    pub(crate) keys: Arc<SigningKeys>,
    pub(crate) signer: Signer,
    pub(crate) consumers: Signer,
    pub(crate) origin: String,
    pub(crate) clock: HandClock,
    pub(crate) server: Scripted,
}

impl Court {
    pub(crate) async fn convene() -> Self {
        let (signer, consumers) = (Signer::new("key-1"), Signer::new("consumer-key"));
        let (ours, theirs) = (signer.published("@"), consumers.published("@"));
        let server = Scripted::start(move |seen| {
            let origin = format!("http://{}", seen.header("host").unwrap());
            let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
            ours["issuer"] = json!(template(&origin));
            theirs["issuer"] = json!(format!("{origin}/{CONSUMER_TENANT}/v2.0"));
            reply(200, &json!({ "keys": [ours, theirs] }))
        })
        .await;
        let entra = entra(&server, patient());
        let clock = HandClock::new();
        let keys = entra.signing_keys(&clock).await.unwrap();
        let origin = server.origin.clone();
        Self {
            entra,
            keys,
            signer,
            consumers,
            origin,
            clock,
            server,
        }
    }

    pub(crate) fn claims(&self) -> Value {
        claims(&self.origin, &self.clock)
    }

    pub(crate) fn judge(&self, token: &str) -> Result<EndUser, IdTokenError> {
        let nonce = SecretString::from(NONCE);
        self.entra
            .validate_id_token(&self.keys, token, &expected(&nonce, &self.clock))
    }

    /// Validates the valid claims with one of them changed.
    pub(crate) fn judge_with(&self, name: &str, value: Value) -> Result<EndUser, IdTokenError> {
        let mut claims = self.claims();
        claims[name] = value;
        self.judge(&self.signer.sign(&claims))
    }
}

#[tokio::test]
async fn the_golden_token_names_the_person() {
    let court = Court::convene().await;
    let identity = court.judge(&court.signer.sign(&court.claims())).unwrap();
    assert_eq!(identity.tenant.to_string(), TENANT);
    assert_eq!(identity.object_id.to_string(), PERSON);
    assert_eq!(identity.subject, "pairwise-subject");
    assert_eq!(
        identity.preferred_username.as_deref(),
        Some("admin@contoso.example")
    );
    assert_eq!(identity.name.as_deref(), Some("Alex Morgan"));
    assert_eq!(identity.login_hint, None);
}

/// Values that no required claim may have.
fn wrong_values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!(" "),
        json!("null"),
        json!([]),
        json!({}),
        json!([CLIENT]),
        json!({ "value": TENANT }),
        json!("\u{0}"),
        json!("${jndi:ldap://127.0.0.1}"),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table of mutations")]
#[tokio::test]
async fn t16_every_mutation_of_a_signed_token_is_refused() {
    let court = Court::convene().await;
    let golden = court.claims();
    let mut refused = 0;
    let mut demand_refusal = |token: String, what: String| {
        assert!(court.judge(&token).is_err(), "accepted: {what}");
        refused += 1;
    };
    let required = [
        "iss", "aud", "exp", "nbf", "iat", "nonce", "tid", "oid", "sub", "ver",
    ];
    for name in required {
        let mut absent = golden.clone();
        absent.as_object_mut().unwrap().remove(name);
        demand_refusal(court.signer.sign(&absent), format!("no {name}"));

        for value in wrong_values() {
            let harmless = match name {
                // Any text that is not empty is a subject.
                "sub" => value.as_str().is_some_and(|text| !text.is_empty()),
                // Good since for ever.
                "nbf" => value == json!(0) || value == json!(-1),
                _ => false,
            };
            if !harmless {
                let mut claims = golden.clone();
                claims[name] = value.clone();
                demand_refusal(court.signer.sign(&claims), format!("{name} = {value}"));
            }
        }

        // The same claim as a list of one, as another type of the same text, and given twice in both orders.
        let value = &golden[name];
        let mut listed = golden.clone();
        listed[name] = json!([value]);
        demand_refusal(court.signer.sign(&listed), format!("{name} in a list"));
        let mut retyped = golden.clone();
        retyped[name] = match value {
            Value::String(text) => json!({ "text": text }),
            number => json!(number.to_string()),
        };
        demand_refusal(court.signer.sign(&retyped), format!("{name} retyped"));
        let text = golden.to_string();
        for second in [
            value.to_string(),
            "\"attacker\"".to_owned(),
            "null".to_owned(),
        ] {
            let before = format!("{{\"{name}\":{second},{}", &text[1..]);
            let after = format!("{},\"{name}\":{second}}}", &text[..text.len() - 1]);
            for doubled in [before, after] {
                let token = court
                    .signer
                    .sign_text(&court.signer.header().to_string(), &doubled);
                demand_refusal(token, format!("{name} twice"));
            }
        }
        if let Value::String(text) = value {
            for other in [
                text.to_uppercase(),
                format!("{text} "),
                format!(" {text}"),
                format!("{text}\u{0}"),
            ] {
                if other != *text && name != "sub" {
                    let mut claims = golden.clone();
                    claims[name] = json!(other);
                    demand_refusal(court.signer.sign(&claims), format!("{name} = {other:?}"));
                }
            }
        }
    }
    let text = golden.to_string();
    for claims in [
        "",
        "null",
        "[]",
        "\"\"",
        "{",
        "{}",
        "true",
        "1",
        &format!("[{text}]"),
        &format!("{text}{text}"),
        &format!("{text} x"),
        &format!(
            "{},\"deep\":{}1{}}}",
            &text[..text.len() - 1],
            "[".repeat(40),
            "]".repeat(40)
        ),
        &format!("{},\"other\":1,\"other\":2}}", &text[..text.len() - 1]),
        &format!(
            "{},\"other\":{{\"a\":1,\"a\":1}}}}",
            &text[..text.len() - 1]
        ),
    ] {
        let token = court
            .signer
            .sign_text(&court.signer.header().to_string(), claims);
        demand_refusal(token, format!("claims {claims}"));
    }
    for optional in ["preferred_username", "name", "login_hint"] {
        for value in [Value::Null, json!(1), json!(["x"]), json!({})] {
            let mut claims = golden.clone();
            claims[optional] = value.clone();
            demand_refusal(court.signer.sign(&claims), format!("{optional} = {value}"));
        }
    }
    assert!(refused >= 200, "{refused} mutations");
}

#[tokio::test]
async fn t16_the_shape_of_a_token_is_exact() {
    let court = Court::convene().await;
    let token = court.signer.sign(&court.claims());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    for shape in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        signed.to_owned(),
        format!("{signed}."),
        format!("{token}."),
        format!("{token}.{signature}"),
        format!("{token}="),
        format!("{token}A"),
        format!(" {token}"),
        format!("{token}\n"),
        token.replace('.', ","),
        format!("{signed}.{}", signature.replace(['-', '_'], "+")),
        format!("{signed}.{}", &signature[..signature.len() - 2]),
    ] {
        if shape != token {
            assert!(court.judge(&shape).is_err(), "{shape}");
        }
    }
    let mut long = court.claims();
    long["padding"] = json!("x".repeat(16 * 1024));
    assert_eq!(
        court.judge(&court.signer.sign(&long)),
        Err(IdTokenError::TooLong)
    );
}

#[tokio::test]
async fn t12_another_tenant_than_the_leg_was_for_is_refused() {
    let court = Court::convene().await;
    let mut claims = court.claims();
    claims["tid"] = json!(OTHER_TENANT);
    claims["iss"] = json!(format!("{}/{OTHER_TENANT}/v2.0", court.origin));
    let token = court.signer.sign(&claims);
    assert_eq!(court.judge(&token), Err(IdTokenError::OtherTenant));
    // Where any tenant may sign in, it is simply that tenant.
    let nonce = SecretString::from(NONCE);
    let mut anybody = expected(&nonce, &court.clock);
    anybody.tenant = None;
    let identity = court
        .entra
        .validate_id_token(&court.keys, &token, &anybody)
        .unwrap();
    assert_eq!(identity.tenant.to_string(), OTHER_TENANT);
}

#[tokio::test]
async fn t08_the_nonce_is_the_legs_own() {
    let court = Court::convene().await;
    for nonce in [
        json!("other"),
        json!(""),
        json!(NONCE[1..]),
        json!(format!("{NONCE}x")),
    ] {
        assert_eq!(court.judge_with("nonce", nonce), Err(IdTokenError::Nonce));
    }
    for nonce in [json!([NONCE]), Value::Null, json!(0)] {
        assert_eq!(court.judge_with("nonce", nonce), Err(IdTokenError::Claims));
    }
    // A leg without a nonce accepts nothing, not even a token without one.
    let empty = SecretString::from("");
    let mut claims = court.claims();
    claims["nonce"] = json!("");
    let judged = court.entra.validate_id_token(
        &court.keys,
        &court.signer.sign(&claims),
        &expected(&empty, &court.clock),
    );
    assert_eq!(judged, Err(IdTokenError::Nonce));
}

#[tokio::test]
async fn t08_a_token_older_than_the_leg_is_a_replay() {
    let court = Court::convene().await;
    let now = court.clock.now().as_second();
    assert!(court.judge_with("iat", json!(now - 120)).is_ok());
    assert_eq!(
        court.judge_with("iat", json!(now - 121)),
        Err(IdTokenError::Replayed)
    );
}

#[test_case("exp", -119, None; "just expired, within the skew")]
#[test_case("exp", -120, Some(IdTokenError::Expired); "expired")]
#[test_case("exp", -600, Some(IdTokenError::Expired); "expired ten minutes ago")]
#[test_case("nbf", 120, None; "good in a moment, within the skew")]
#[test_case("nbf", 121, Some(IdTokenError::NotYetValid); "good later")]
#[test_case("iat", 60, None; "issued a minute ahead")]
#[test_case("iat", 121, Some(IdTokenError::NotYetValid); "issued in the future")]
#[test_case("iat", 2_400_000_000, Some(IdTokenError::NotYetValid); "issued in the next century")]
#[tokio::test]
async fn t72_two_minutes_of_skew_are_forgiven_and_no_more(
    claim: &str,
    offset: i64,
    refused: Option<IdTokenError>,
) {
    let court = Court::convene().await;
    let value = court.clock.now().as_second() + offset;
    assert_eq!(court.judge_with(claim, json!(value)).err(), refused);
}

#[tokio::test]
async fn t72_extreme_times_do_not_overflow() {
    let court = Court::convene().await;
    for claim in ["exp", "nbf", "iat"] {
        for value in [i64::MIN, i64::MAX] {
            let fine = (claim, value) == ("exp", i64::MAX) || (claim, value) == ("nbf", i64::MIN);
            assert_eq!(
                court.judge_with(claim, json!(value)).is_ok(),
                fine,
                "{claim} {value}"
            );
        }
    }
    court
        .clock
        .advance(SignedDuration::from_hours(24 * 365 * 75));
    assert!(court.judge(&court.signer.sign(&court.claims())).is_ok());
}

#[tokio::test]
async fn t17_names_are_not_identities() {
    let court = Court::convene().await;
    let mut renamed = court.claims();
    renamed["preferred_username"] = json!("ceo@victim.example");
    renamed["email"] = json!("ceo@victim.example");
    renamed["upn"] = json!("ceo@victim.example");
    let before = court.judge(&court.signer.sign(&court.claims())).unwrap();
    let after = court.judge(&court.signer.sign(&renamed)).unwrap();
    assert_eq!(
        (before.tenant, before.object_id),
        (after.tenant, after.object_id)
    );
}
