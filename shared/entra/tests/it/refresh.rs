//! Redemption of refresh tokens.

use crate::{
    clock::HandClock,
    scripted::{Answer, Scripted, json as reply},
    setting::{CLIENT, TENANT, entra, patient, secret, short, tenant},
};
use domain::verification::facts::{RefusedBy, SignInRefusal};
use entra::{TokenAnswer, TokenError};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use test_case::test_case;

fn refreshed() -> Value {
    json!({
        "token_type": "Bearer", "expires_in": 4242, "access_token": "canary-new-access",
        "refresh_token": "canary-new-refresh", "id_token": "canary.id.token",
        "scope": "https://graph.microsoft.com/User.Read Mail.Send https://graph.microsoft.com/.default openid",
    })
}

async fn refresh(server: &Scripted) -> Result<TokenAnswer, TokenError> {
    entra(server, short())
        .refresh(
            &secret(),
            tenant(),
            &SecretString::from("canary-refresh"),
            &HandClock::new(),
        )
        .await
}

#[tokio::test]
async fn a_refresh_token_is_redeemed_in_its_tenant_for_everything_that_is_granted() {
    let server = Scripted::start(|_| reply(200, &refreshed())).await;
    let answer = refresh(&server).await.unwrap();
    assert_eq!(answer.access_token.expose_secret(), "canary-new-access");
    assert_eq!(
        answer.refresh_token.unwrap().expose_secret(),
        "canary-new-refresh"
    );
    assert_eq!(answer.id_token.unwrap().expose_secret(), "canary.id.token");
    assert_eq!(answer.expires_in.as_secs(), 4242);
    assert_eq!(
        answer.scopes,
        BTreeSet::from(["User.Read", "Mail.Send", "openid"].map(str::to_owned))
    );

    let seen = server.seen();
    let [request] = seen.as_slice() else {
        panic!("{} requests", seen.len())
    };
    assert_eq!(request.target, format!("/{TENANT}/oauth2/v2.0/token"));
    let field = |name| request.field(name).unwrap();
    assert_eq!(field("grant_type"), "refresh_token");
    assert_eq!(field("refresh_token"), "canary-refresh");
    assert_eq!(field("client_id"), CLIENT);
    assert_eq!(field("client_secret"), "canary-client-secret");
    assert_eq!(
        field("scope"),
        "https://graph.microsoft.com/.default openid profile offline_access"
    );
    assert_eq!(request.header("origin"), None);
}

#[test_case(|| Answer::Nothing; "cut off")]
#[test_case(|| Answer::Reply(500, vec![], b"<html>".to_vec()); "a fault")]
#[test_case(|| Answer::Reply(429, vec![("retry-after", "0.1".into())], b"Too Many Requests".to_vec()); "throttled")]
#[test_case(|| reply(400, &json!({ "error": "temporarily_unavailable" })); "a fault in another form")]
#[tokio::test]
async fn t74_a_refresh_is_tried_again_because_a_used_refresh_token_stays_valid(
    answer: fn() -> Answer,
) {
    let count = Arc::new(AtomicUsize::new(0));
    let server = Scripted::start(move |_| {
        if count.fetch_add(1, Ordering::SeqCst) < 2 {
            answer()
        } else {
            reply(200, &refreshed())
        }
    })
    .await;
    assert!(refresh(&server).await.is_ok());
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(
        seen.iter()
            .all(|seen| seen.field("refresh_token").as_deref() == Some("canary-refresh"))
    );
}

#[test_case(200, ""; "nothing")]
#[test_case(200, "<!doctype html>"; "a page")]
#[test_case(200, r#"{"token_type":"Bearer","expires_in":0,"access_token":"x"}"#; "a token that has ended")]
#[test_case(204, ""; "no content")]
#[test_case(400, "<!doctype html>"; "a refusal that says nothing")]
#[tokio::test]
async fn what_is_no_answer_refuses_nobody(status: u16, body: &'static str) {
    let server = Scripted::start(move |_| Answer::Reply(status, Vec::new(), body.into())).await;
    let error = refresh(&server).await.err();
    assert!(
        matches!(error, Some(TokenError::Unreadable(_))),
        "{error:?}"
    );
    assert_eq!(server.seen().len(), 1);
}

#[test_case("invalid_grant", None, Some(RefusedBy::Account); "a grant that is no good any more")]
#[test_case("invalid_grant", Some("bad_token"), Some(RefusedBy::Account); "revoked")]
#[test_case("invalid_grant", Some("token_expired"), Some(RefusedBy::Account); "run out")]
#[test_case("invalid_grant", Some("user_password_expired"), Some(RefusedBy::Account); "a password that ran out")]
#[test_case("invalid_grant", Some("something_new"), Some(RefusedBy::Account); "a suberror that does not exist yet")]
#[test_case("login_required", None, Some(RefusedBy::Account); "no session")]
#[test_case("interaction_required", None, Some(RefusedBy::Policy); "a person is wanted")]
#[test_case("interaction_required", Some("basic_action"), Some(RefusedBy::Policy); "a person is wanted for multifactor")]
#[test_case("invalid_grant", Some("basic_action"), Some(RefusedBy::Policy); "a sign in would mend it")]
#[test_case("invalid_grant", Some("additional_action"), Some(RefusedBy::Policy); "something outside would mend it")]
#[test_case("invalid_grant", Some("message_only"), Some(RefusedBy::Policy); "only a reason to show")]
#[test_case("invalid_grant", Some("protection_policy_required"), Some(RefusedBy::Policy); "a protected app is wanted")]
#[test_case("invalid_grant", Some("device_authentication_failed"), Some(RefusedBy::Policy); "a device is wanted")]
#[test_case("consent_required", None, Some(RefusedBy::Consent); "an approval")]
#[test_case("invalid_grant", Some("consent_required"), Some(RefusedBy::Consent); "an approval by suberror")]
#[test_case("interaction_required", Some("consent_required"), Some(RefusedBy::Consent); "an approval that a person gives")]
#[test_case("invalid_client", None, None; "our credential")]
#[test_case("unauthorized_client", None, None; "our application")]
#[test_case("invalid_request", None, None; "our request")]
#[test_case("invalid_scope", None, None; "our scopes")]
#[test_case("something_new", None, None; "an error that does not exist yet")]
#[tokio::test]
async fn a_refusal_is_told_by_error_and_suberror(
    error: &'static str,
    suberror: Option<&'static str>,
    by: Option<RefusedBy>,
) {
    let server = Scripted::start(move |_| {
        reply(
            400,
            &json!({
                "error": error, "suberror": suberror, "error_codes": [50076, 1],
                "error_description": "AADSTS65001: canary-description",
            }),
        )
    })
    .await;
    let error = refresh(&server).await.unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.refused_by(), by);
    let number = Some(50076);
    assert_eq!(
        refusal.sign_in_refusal(),
        by.map(|by| SignInRefusal { by, number })
    );
    assert_eq!(server.seen().len(), 1, "a refusal is not tried again");
    assert!(!format!("{error:?}").contains("canary"));
}

#[tokio::test]
async fn t59_what_a_refresh_gave_shows_nothing_of_itself() {
    let server = Scripted::start(|_| reply(200, &refreshed())).await;
    let entra = entra(&server, patient());
    let clock = HandClock::new();
    let answer = entra
        .refresh(&secret(), tenant(), &"canary-refresh".into(), &clock)
        .await
        .unwrap();
    let person = crate::setting::PERSON.parse().unwrap();
    let token = entra.hold_user_token(
        tenant(),
        person,
        &answer.access_token,
        answer.expires_in,
        &clock,
    );
    let text = format!("{answer:?} {token:?} {entra:?}");
    assert!(!text.contains("canary"), "{text}");
}
