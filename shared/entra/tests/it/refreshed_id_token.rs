//! The id token that comes with a refreshed token, judged against the account that was connected.

use crate::{
    id_token::Court,
    setting::{OTHER_TENANT, PERSON, TENANT, tenant},
};
use domain::{clock::Clock as _, ids::CONSUMER_TENANT};
use entra::{EndUser, ExpectedRefresh, IdTokenError};
use serde_json::{Value, json};

const SUBJECT: &str = "pairwise-subject";

fn judge(court: &Court, claims: &Value) -> Result<EndUser, IdTokenError> {
    court.entra.validate_refreshed_id_token(
        &court.keys,
        &court.signer.sign(claims),
        &ExpectedRefresh {
            tenant: tenant(),
            object_id: PERSON.parse().unwrap(),
            subject: SUBJECT,
            now: court.clock.now(),
        },
    )
}

fn with(court: &Court, changes: &[(&str, Value)]) -> Value {
    let mut claims = court.claims();
    for (name, value) in changes {
        claims[*name] = value.clone();
    }
    claims
}

#[tokio::test]
async fn t23_the_connected_account_is_known_again() {
    let court = Court::convene().await;
    let mut claims = court.claims();
    claims.as_object_mut().unwrap().remove("nonce");
    let identity = judge(&court, &claims).unwrap();
    assert_eq!(identity.tenant, tenant());
    assert_eq!(identity.object_id.to_string(), PERSON);
    assert_eq!(identity.subject, SUBJECT);
    // A nonce of whatever sign-in it was is not looked at.
    let other_nonce = with(&court, &[("nonce", json!("of another sign-in"))]);
    assert!(judge(&court, &other_nonce).is_ok());
    // A new name is the same account still.
    let renamed = with(
        &court,
        &[("preferred_username", json!("new@contoso.example"))],
    );
    assert!(judge(&court, &renamed).is_ok());
}

#[tokio::test]
async fn t23_a_token_of_anybody_else_is_refused() {
    let court = Court::convene().await;
    let origin = &court.origin;
    let issuer = |tenant: &str| json!(format!("{origin}/{tenant}/v2.0"));
    let other_person = json!("0b1ec700-0000-4000-8000-000000000002");
    let consumers = CONSUMER_TENANT.to_string();
    let now = court.clock.now().as_second();
    let cases: Vec<(Vec<(&str, Value)>, IdTokenError)> = vec![
        (
            vec![("tid", json!(OTHER_TENANT)), ("iss", issuer(OTHER_TENANT))],
            IdTokenError::OtherTenant,
        ),
        (vec![("tid", json!(OTHER_TENANT))], IdTokenError::Issuer),
        (vec![("iss", issuer(OTHER_TENANT))], IdTokenError::Issuer),
        (
            vec![("iss", json!(format!("https://evil.example/{TENANT}/v2.0")))],
            IdTokenError::Issuer,
        ),
        (
            vec![("tid", json!(consumers)), ("iss", issuer(&consumers))],
            IdTokenError::ConsumerTenant,
        ),
        (vec![("oid", other_person)], IdTokenError::OtherAccount),
        (
            vec![("sub", json!("another-subject"))],
            IdTokenError::OtherAccount,
        ),
        (
            vec![("sub", json!("PAIRWISE-SUBJECT"))],
            IdTokenError::OtherAccount,
        ),
        (vec![("sub", json!(""))], IdTokenError::Claims),
        (vec![("aud", json!(TENANT))], IdTokenError::Audience),
        (vec![("ver", json!("1.0"))], IdTokenError::Version),
        (vec![("exp", json!(now - 121))], IdTokenError::Expired),
        (vec![("iat", json!(now + 121))], IdTokenError::NotYetValid),
        (vec![("nonce", json!(["a"]))], IdTokenError::Claims),
    ];
    for (changes, expected) in cases {
        let outcome = judge(&court, &with(&court, &changes));
        assert_eq!(outcome.err(), Some(expected), "{changes:?}");
    }
}

#[tokio::test]
async fn t23_what_nobody_signed_is_refused() {
    let court = Court::convene().await;
    let expected = ExpectedRefresh {
        tenant: tenant(),
        object_id: PERSON.parse().unwrap(),
        subject: SUBJECT,
        now: court.clock.now(),
    };
    let token = court.signer.sign(&court.claims());
    let (signed, _) = token.rsplit_once('.').unwrap();
    let forged = format!("{signed}.AAAA");
    let judge = |token: &str| {
        court
            .entra
            .validate_refreshed_id_token(&court.keys, token, &expected)
            .err()
    };
    assert_eq!(judge(&forged), Some(IdTokenError::Signature));
    assert_eq!(judge(""), Some(IdTokenError::Malformed));
    assert_eq!(judge(&token), None);
}

#[tokio::test]
async fn a_sign_in_without_a_nonce_is_still_refused() {
    let court = Court::convene().await;
    let mut claims = court.claims();
    claims.as_object_mut().unwrap().remove("nonce");
    let outcome = court.judge(&court.signer.sign(&claims));
    assert_eq!(outcome.err(), Some(IdTokenError::Claims));
}
