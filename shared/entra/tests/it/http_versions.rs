//! HTTP/2 and HTTP/1.1 over TLS, as the functions' own client speaks them.

use crate::{
    access::{id, token},
    clock::HandClock,
    encrypted::Encrypted,
    facts::OURS,
    known_drives::known,
    office::{all_well, held_token, look, projects},
    setting::{Signer, granted, patient, secret, tenant},
};
use domain::{access::GraphAnswer, ids::TenantId};
use entra::{
    AccessWrite, Authority, DiscoveryError, Entra, TokenError, TokenFreshness, UndecidedAnswer,
};
use futures_util::future::join_all;
use http::{Response, Version};
use http_body_util::Full;
use hyper::body::Bytes;
use serde_json::json;
use test_case::test_case;
use uuid::Uuid;

const TOKEN_PATH: &str = "/organizations/oauth2/v2.0/token";
const ISSUER: &str = "https://login.microsoftonline.com/{tenantid}/v2.0";

fn body(text: impl Into<Bytes>) -> Response<Full<Bytes>> {
    Response::new(Full::new(text.into()))
}

/// A server that answers as Microsoft does: with a token, or with the signing keys.
async fn microsoft(protocols: &[&str]) -> Encrypted {
    let keys = json!({ "keys": [Signer::new("k1").published(ISSUER)] }).to_string();
    Encrypted::start(protocols, move |path| {
        if path.ends_with("/token") {
            body(granted("token").to_string())
        } else if path.ends_with("/$batch") {
            let answer = json!({"responses": [{"id": "write-0", "status": 204}]});
            body(answer.to_string())
        } else {
            body(keys.clone())
        }
    })
    .await
}

async fn token_of(entra: &Entra, tenant: TenantId) -> Result<(), TokenError> {
    let (credential, clock) = (secret(), HandClock::new());
    let token = entra.app_only_token(&credential, tenant, &clock, TokenFreshness::Fresh);
    token.await.map(drop)
}

fn versions(server: &Encrypted) -> Vec<Version> {
    let requests = server.requests().into_iter();
    requests.map(|(version, _)| version).collect()
}

#[tokio::test]
async fn ten_requests_at_once_share_one_connection() {
    let server = microsoft(&["h2", "http/1.1"]).await;
    let entra = server.entra(patient());
    token_of(&entra, tenant()).await.unwrap();
    let tenants = (1..=10).map(|number| TenantId::from_uuid(Uuid::from_u128(number)));
    let tokens = join_all(tenants.map(|tenant| token_of(&entra, tenant))).await;
    assert!(tokens.iter().all(Result::is_ok));
    assert_eq!(versions(&server), [Version::HTTP_2; 11]);
    assert_eq!(server.connections(), 1);
}

#[test_case(&["http/1.1"]; "it says so")]
#[test_case(&[]; "it says nothing")]
#[tokio::test]
async fn a_server_without_http_2_is_spoken_to_in_http_1(protocols: &[&str]) {
    let server = microsoft(protocols).await;
    let entra = server.entra(patient());
    token_of(&entra, tenant()).await.unwrap();
    entra.signing_keys(&HandClock::new()).await.unwrap();
    assert_eq!(versions(&server), [Version::HTTP_11; 2]);
    assert_eq!(server.connections(), 1);
}

#[test_case(Encrypted::cut, &["h2"]; "cut")]
#[test_case(Encrypted::die, &["h2"]; "dead without a sign")]
#[test_case(Encrypted::cut, &["http/1.1"]; "cut in http 1")]
#[tokio::test]
async fn t46_a_connection_that_ended_while_it_rested_costs_a_read_nothing_but_time(
    end: fn(&Encrypted),
    protocols: &[&str],
) {
    let server = microsoft(protocols).await;
    // The limits of real attempts: a ping tells before the shortest of them ends.
    let entra = server.entra(patient());
    token_of(&entra, tenant()).await.unwrap();
    end(&server);
    let keys = entra.signing_keys(&HandClock::new()).await;
    assert!(keys.is_ok());
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_code_is_sent_once_in_http_2() {
    let server = Encrypted::start(&["h2"], |_| {
        let mut answer = body("");
        *answer.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        answer
    })
    .await;
    let outcome = redeem(&server.entra(patient())).await;
    let expected = UndecidedAnswer {
        status: 503,
        ..UndecidedAnswer::default()
    };
    assert_eq!(outcome, Some(TokenError::Unavailable(Some(expected))));
    assert_eq!(server.requests().len(), 1);
}

#[test_case(Encrypted::cut, &["h2"]; "cut")]
#[test_case(Encrypted::die, &["h2"]; "dead without a sign")]
#[test_case(Encrypted::cut, &["http/1.1"]; "cut in http 1")]
#[test_case(Encrypted::die, &["http/1.1"]; "dead without a sign in http 1")]
#[tokio::test]
async fn t46_a_code_and_a_change_meet_no_connection_that_ended_while_it_rested(
    end: fn(&Encrypted),
    protocols: &[&str],
) {
    let server = microsoft(protocols).await;
    let entra = server.entra(patient());
    token_of(&entra, tenant()).await.unwrap();
    entra.open_graph().await;
    end(&server);
    let connections = server.connections();
    assert_eq!(redeem(&entra).await, None);
    let writes = [AccessWrite::Require(true)];
    let (token, clock) = (token(), HandClock::new());
    let answered = entra.change_access(&token, id(OURS), &writes, &clock);
    assert!(matches!(answered.await[..], [GraphAnswer::Done]));
    let asked = server.requests().into_iter().skip(2);
    let asked: Vec<_> = asked.map(|(_, path)| path).collect();
    assert_eq!(asked, [TOKEN_PATH, "/v1.0/$batch"], "each once");
    assert_eq!(server.connections(), connections + 2, "each on its own");
}

/// The trial goes out beside the reads, in a batch of its own, where the library's drive is known.
#[test_case(Encrypted::cut, &["h2"]; "cut")]
#[test_case(Encrypted::die, &["h2"]; "dead without a sign")]
#[test_case(Encrypted::cut, &["http/1.1"]; "cut in http 1")]
#[test_case(Encrypted::die, &["http/1.1"]; "dead without a sign in http 1")]
#[tokio::test]
async fn t46_a_trial_of_writing_meets_no_connection_that_ended_while_it_rested(
    end: fn(&Encrypted),
    protocols: &[&str],
) {
    let parts = all_well().into_iter().map(|(id, mut answer)| {
        answer["id"] = json!(id);
        answer
    });
    let answer = json!({ "responses": parts.collect::<Vec<_>>() }).to_string();
    let server = Encrypted::start(protocols, move |_| body(answer.clone())).await;
    let entra = server.entra(patient());
    entra.open_graph().await;
    end(&server);
    let (sites, clock) = (projects(), HandClock::new());
    let token = held_token(&entra, &clock);
    let drives = known(&sites, "b!documents");
    let facts = look(&entra, &token, &sites, &drives, &clock).await;
    let library = &facts.sites[0].libraries[0];
    assert!(library.write.get().is_ok(), "{:?}", library.write);
    let asked = server.requests().into_iter().map(|(_, path)| path);
    let batches = asked.filter(|path| path == "/v1.0/$batch");
    assert_eq!(batches.count(), 2, "each once");
}

async fn redeem(entra: &Entra) -> Option<TokenError> {
    let redirect_uri = "https://api.example/callback".parse().unwrap();
    let (code, verifier) = ("code".into(), "verifier".into());
    let clock = HandClock::new();
    let credential = secret();
    let authority = Authority::Organizations;
    let redeemed = entra.redeem_code(
        &credential,
        authority,
        &code,
        &verifier,
        &redirect_uri,
        &clock,
    );
    redeemed.await.err()
}

#[test_case(12 * 1024, None; "within the limit")]
#[test_case(17 * 1024, Some(TokenError::Unavailable(None)); "beyond it")]
#[tokio::test]
async fn t48_headers_of_more_than_16_kibibytes_are_refused(
    bytes: usize,
    expected: Option<TokenError>,
) {
    let server = Encrypted::start(&["h2"], move |_| {
        let mut answer = body(granted("token").to_string());
        let value = "a".repeat(bytes).parse().unwrap();
        answer.headers_mut().insert("x-large", value);
        answer
    })
    .await;
    let outcome = token_of(&server.entra(patient()), tenant()).await;
    assert_eq!(outcome.err(), expected);
}

#[tokio::test]
async fn t48_an_enormous_answer_is_given_up_in_http_2() {
    let server = Encrypted::start(&["h2"], |_| body(vec![b' '; (2 << 20) + 1])).await;
    let entra = server.entra(patient());
    let outcome = token_of(&entra, tenant()).await;
    assert_eq!(outcome.err(), Some(TokenError::Unreadable(None)));
    let keys = entra.signing_keys(&HandClock::new()).await;
    assert_eq!(keys.err(), Some(DiscoveryError::Unreadable));
    assert_eq!(server.requests().len(), 2, "nothing is asked for again");
}
