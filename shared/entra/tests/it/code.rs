//! Redeeming a code.

use crate::{
    clock::HandClock,
    scripted::{Answer, Scripted, json as reply},
    setting::{CLIENT, TENANT, entra, granted, patient, secret, short, tenant},
};
use entra::{Authority, Entra, TokenAnswer, TokenError, UndecidedAnswer};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use std::time::Duration;
use test_case::test_case;
use url::Url;

async fn redeem(entra: &Entra, authority: Authority) -> Result<TokenAnswer, TokenError> {
    entra
        .redeem_code(
            &secret(),
            authority,
            &SecretString::from("canary+code/&="),
            &SecretString::from("canary-verifier-canary-verifier-canary-verifier"),
            &Url::parse("https://api.example/callback").unwrap(),
            &HandClock::new(),
        )
        .await
}

#[tokio::test]
async fn t07_a_code_goes_to_its_authority_with_verifier_and_the_same_redirect_address() {
    let server = Scripted::start(|_| {
        let mut body = granted("access");
        body["scope"] = json!("https://graph.microsoft.com/User.Read https://graph.microsoft.com/.default Sites.ReadWrite.All openid");
        body["id_token"] = json!("a.b.c");
        body["refresh_token"] = json!("refresh");
        reply(200, &body)
    })
    .await;
    let answer = redeem(&entra(&server, patient()), Authority::Tenant(tenant()))
        .await
        .unwrap();
    assert_eq!(answer.access_token.expose_secret(), "access");
    assert_eq!(answer.id_token.unwrap().expose_secret(), "a.b.c");
    assert_eq!(answer.refresh_token.unwrap().expose_secret(), "refresh");
    assert_eq!(
        answer.scopes.iter().map(String::as_str).collect::<Vec<_>>(),
        ["Sites.ReadWrite.All", "User.Read", "openid"]
    );
    assert_eq!(answer.expires_in.as_secs(), 3599);

    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].method, "POST");
    assert_eq!(seen[0].target, format!("/{TENANT}/oauth2/v2.0/token"));
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT),
        ("client_secret", "canary-client-secret"),
        ("code", "canary+code/&="),
        (
            "code_verifier",
            "canary-verifier-canary-verifier-canary-verifier",
        ),
        ("redirect_uri", "https://api.example/callback"),
    ];
    for (name, value) in fields {
        assert_eq!(seen[0].field(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(seen[0].header("origin"), None);
    assert_eq!(seen[0].header("referer"), None);
    assert_eq!(seen[0].header("cookie"), None);
    assert!(
        seen[0]
            .header("user-agent")
            .unwrap()
            .starts_with("ISV|Cooperlink|Registration/")
    );
    assert!(uuid::Uuid::try_parse(seen[0].header("client-request-id").unwrap()).is_ok());
}

#[test_case(200, ""; "nothing")]
#[test_case(200, "{}"; "an empty object")]
#[test_case(200, "<html>"; "a page")]
#[test_case(200, r#"{"access_token":"","token_type":"Bearer","expires_in":1}"#; "an empty token")]
#[test_case(200, r#"{"access_token":"a b","token_type":"Bearer","expires_in":1}"#; "a token with a space")]
#[test_case(200, r#"{"access_token":"a","token_type":"mac","expires_in":1}"#; "another type")]
#[test_case(200, r#"{"access_token":"a","token_type":"Bearer","expires_in":0}"#; "no lifetime")]
#[test_case(200, r#"{"access_token":"a","token_type":"Bearer","expires_in":-1}"#; "negative lifetime")]
#[test_case(200, r#"{"access_token":"a","token_type":"Bearer"}"#; "unknown lifetime")]
#[test_case(201, r#"{"access_token":"a","token_type":"Bearer","expires_in":1}"#; "another status")]
#[test_case(302, ""; "a redirect")]
#[test_case(400, "<html>"; "a page as error")]
#[test_case(400, r#"{"error":"<script>"}"#; "an error that is no code")]
#[tokio::test]
async fn an_answer_that_cannot_be_understood_gives_no_token(status: u16, body: &'static str) {
    let server = Scripted::start(move |_| {
        let headers = vec![("location", "http://127.0.0.1:9/".to_owned())];
        Answer::Reply(status, headers, body.into())
    })
    .await;
    let answer = redeem(&entra(&server, patient()), Authority::Organizations).await;
    let expected = UndecidedAnswer {
        status,
        ..UndecidedAnswer::default()
    };
    assert_eq!(answer.err(), Some(TokenError::Unreadable(Some(expected))));
    assert_eq!(server.seen().len(), 1);
}

fn undecided(status: u16, error_code: Option<&str>) -> UndecidedAnswer {
    UndecidedAnswer {
        status,
        error_code: error_code.map(str::to_owned),
        request_id: None,
    }
}

#[test_case(|| Answer::Nothing, TokenError::Unavailable(None); "cut off")]
#[test_case(|| Answer::Silence, TokenError::Unavailable(None); "silence")]
#[test_case(|| Answer::Reply(503, vec![], vec![]), TokenError::Unavailable(Some(undecided(503, None))); "an outage")]
#[test_case(|| Answer::Reply(500, vec![], br#"{"error":"invalid_grant"}"#.to_vec()), TokenError::Unavailable(Some(undecided(500, Some("invalid_grant")))); "an outage that looks like a refusal")]
#[test_case(|| Answer::Reply(400, vec![], br#"{"error":"temporarily_unavailable"}"#.to_vec()), TokenError::Unavailable(Some(undecided(400, Some("temporarily_unavailable")))); "an outage that says so")]
#[test_case(
    || Answer::Reply(429, vec![("retry-after", "0".to_owned())], b"Too Many Requests".to_vec()),
    TokenError::Throttled { retry_after: Duration::ZERO, answer: undecided(429, None) };
    "throttled without json"
)]
#[tokio::test]
async fn t07_a_code_is_never_sent_twice(answer: fn() -> Answer, expected: TokenError) {
    let server = Scripted::start(move |_| answer()).await;
    let outcome = redeem(&entra(&server, short()), Authority::Organizations).await;
    assert_eq!(outcome.err(), Some(expected));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn t20_a_refusal_keeps_codes_and_drops_words() {
    let server = Scripted::start(|_| {
        reply(
            400,
            &json!({
                "error": "invalid_grant",
                "error_description": "AADSTS65001: canary-description admin@contoso.example",
                "error_codes": [65001, 7],
                "suberror": "consent_required",
                "timestamp": "2024-01-01 00:00:00Z",
                "trace_id": "0000aaaa-11bb-cccc-dd22-eeeeee333333",
                "correlation_id": "aaaa0000-bb11-2222-33cc-444444dddddd",
                "error_uri": "https://login.microsoftonline.com/error?code=65001",
            }),
        )
    })
    .await;
    let error = redeem(&entra(&server, patient()), Authority::Organizations)
        .await
        .err()
        .unwrap();
    assert!(error.is_grant_refused());
    assert!(error.needs_interaction());
    assert!(!error.is_client_refused());
    assert_eq!(error.aadsts(), Some(65001));
    let refusal = error.refusal().unwrap();
    assert!(refusal.needs_consent() && !refusal.is_policy());
    assert_eq!(refusal.status, 400);
    assert_eq!(
        refusal.correlation_id.as_deref(),
        Some("aaaa0000-bb11-2222-33cc-444444dddddd")
    );
    assert!(!format!("{error:?} {error}").contains("canary"));
}

#[test_case(json!({ "error_codes": [50076] }), Some(50_076); "numbers")]
#[test_case(json!({ "error_codes": ["50076"] }), Some(50_076); "texts")]
#[test_case(json!({ "error_codes": ["AADSTS50076", "x"] }), Some(50_076); "texts with the prefix")]
#[test_case(json!({ "error_codes": 50076 }), Some(50_076); "one number")]
#[test_case(json!({ "error_codes": "50076" }), Some(50_076); "one text")]
#[test_case(json!({ "error_codes": null, "error_description": "AADSTS50076: Due to a change" }), Some(50_076); "the description alone")]
#[test_case(
    json!({ "error_codes": [], "error_description": "AADSTS70002: Error validating credentials. AADSTS50132: canary" }), Some(50_132);
    "two in the description"
)]
#[test_case(json!({ "error_codes": null }), None; "null")]
#[test_case(json!({ "error_codes": {}, "error_description": 7 }), None; "of another type")]
#[test_case(json!({ "error_codes": [-1, 5e10, [50076]] }), None; "numbers that are none")]
#[test_case(json!({ "error_description": "AADSTS: AADSTS99999999999" }), None; "a description without number")]
#[tokio::test]
async fn the_numbers_of_a_refusal_are_read_in_every_form(members: Value, number: Option<u32>) {
    let mut body = members;
    body["error"] = json!("invalid_grant");
    let server = Scripted::start(move |_| reply(400, &body)).await;
    let error = redeem(&entra(&server, patient()), Authority::Organizations).await;
    let error = error.err().unwrap();
    assert!(error.is_grant_refused());
    assert_eq!(error.aadsts(), number);
    assert!(!format!("{error:?} {error}").contains("canary"));
}

#[test_case("invalid_grant", Some("basic_action"), true; "multifactor authentication")]
#[test_case("invalid_grant", Some("message_only"), true; "blocked, with a reason")]
#[test_case("interaction_required", None, true; "interaction")]
#[test_case("invalid_grant", Some("bad_token"), false; "a dead token")]
#[test_case("invalid_grant", None, false; "a dead code")]
#[test_case("invalid_client", None, false; "our credential")]
#[tokio::test]
async fn policy_is_told_by_error_and_suberror(
    error: &'static str,
    sub: Option<&'static str>,
    policy: bool,
) {
    let server =
        Scripted::start(move |_| reply(400, &json!({ "error": error, "suberror": sub }))).await;
    let refused = redeem(&entra(&server, patient()), Authority::Organizations)
        .await
        .err()
        .unwrap();
    assert_eq!(refused.refusal().unwrap().is_policy(), policy);
    assert_eq!(refused.is_client_refused(), error == "invalid_client");
}
