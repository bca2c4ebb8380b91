//! The federated credential: a token of the function's role, asked of AWS, held for minutes, and followed by the next credential
//! where it is not to be had.

use crate::{
    credentials::{presented, report, secret, world},
    samples::{TENANT, start},
    server::Request,
    world::World,
};
use app::secrets::credential::CredentialEnd;
use domain::clock::Clock as _;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use test_case::test_case;

const ASSERTION: &str = "assertion";

fn federated() -> Value {
    json!({"kind": "federated"})
}

/// Answer of STS when it is asked for a token of the role.
#[derive(Default)]
pub(crate) enum RoleTokens {
    /// The account has federation switched off.
    #[default]
    Disabled,
    /// A token that ends then.
    Until(Timestamp),
    /// Another answer, by its status and body.
    Else(u16, String),
}

impl RoleTokens {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html>
    pub(crate) fn answer(&self) -> (u16, String) {
        match self {
            Self::Disabled => refusal(403, "OutboundWebIdentityFederationDisabledException"),
            Self::Until(end) => {
                let members = format!(
                    "<WebIdentityToken>{ASSERTION}</WebIdentityToken><Expiration>{end}</Expiration>"
                );
                let action = "GetWebIdentityToken";
                let body = format!(
                    "<{action}Response><{action}Result>{members}</{action}Result></{action}Response>"
                );
                (200, body)
            }
            Self::Else(status, body) => (*status, body.clone()),
        }
    }
}

fn refusal(status: u16, code: &str) -> (u16, String) {
    let error =
        format!("<Error><Type>Sender</Type><Code>{code}</Code><Message>m</Message></Error>");
    (status, format!("<ErrorResponse>{error}</ErrorResponse>"))
}

/// Requests to STS so far.
fn asked(world: &World) -> Vec<Request> {
    let mut asked = world.server.asked("POST / ");
    asked.retain(|request| request.body.contains("Action=GetWebIdentityToken"));
    asked
}

fn give(world: &World, tokens: RoleTokens) {
    *world.tenant.role_tokens.lock().unwrap() = tokens;
}

/// A token that ends so many seconds after the world began.
fn until(seconds: i64) -> RoleTokens {
    RoleTokens::Until(start() + SignedDuration::from_secs(seconds))
}

#[tokio::test]
async fn t63_a_token_of_the_role_is_presented_until_a_minute_before_its_end() {
    let world = world(vec![federated()], &[ASSERTION]).await;
    give(&world, until(300));
    // Each run begins ten seconds after the one before.
    assert_eq!(presented(&world, TENANT).await, [ASSERTION]);
    let first = asked(&world);
    assert_eq!(first.len(), 1);
    for member in [
        "Audience.member.1=api%3A%2F%2FAzureADTokenExchange",
        "DurationSeconds=300",
        "SigningAlgorithm=RS256",
    ] {
        let mut members = first[0].body.split('&');
        assert!(members.any(|given| given == member), "{}", first[0].body);
    }
    world.clock.advance(SignedDuration::from_secs(219));
    assert_eq!(presented(&world, TENANT).await, [ASSERTION]);
    assert_eq!(asked(&world).len(), 1);
    give(&world, until(600));
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(presented(&world, TENANT).await, [ASSERTION]);
    assert_eq!(asked(&world).len(), 2);
    assert!(!report(&world).await.contains("operator-fault"));
}

#[test_case(&refusal(403, "OutboundWebIdentityFederationDisabledException"); "switched off")]
#[test_case(&refusal(403, "AccessDenied"); "denied")]
#[test_case(&refusal(400, "Throttling"); "throttled")]
#[test_case(&refusal(500, "InternalFailure"); "disturbed")]
#[test_case(&(200, "<html>".to_owned()); "nonsense")]
#[test_case(&(200, String::new()); "nothing")]
#[tokio::test]
async fn t63_where_aws_gives_no_token_the_next_credential_serves_until_it_does(
    answer: &(u16, String),
) {
    let world = world(vec![federated(), secret("good")], &["good", ASSERTION]).await;
    give(&world, RoleTokens::Else(answer.0, answer.1.clone()));
    assert_eq!(presented(&world, TENANT).await, ["good"]);
    let tries = asked(&world).len();
    assert!(tries > 0);
    // For half a minute STS is left alone, so that it holds up nobody.
    give(&world, until(600));
    assert_eq!(presented(&world, TENANT).await, ["good"]);
    assert_eq!(asked(&world).len(), tries);
    world.clock.advance(SignedDuration::from_secs(30));
    assert_eq!(presented(&world, TENANT).await, [ASSERTION]);
    let report = report(&world).await;
    assert!(!report.contains("operator-fault"), "{report}");
}

#[tokio::test]
async fn t63_where_aws_gives_no_token_and_nothing_else_is_stored_it_is_our_fault_and_no_customers()
{
    let world = world(vec![federated()], &[]).await;
    assert!(presented(&world, TENANT).await.is_empty());
    let seen = report(&world).await;
    assert!(seen.contains("operator-fault"), "{seen}");
    assert!(!seen.contains("\"fail\""), "{seen}");
    // One that an operator stores now is presented by the next run.
    *world.tenant.credentials.lock().unwrap() = vec![federated(), secret("good")];
    assert_eq!(presented(&world, TENANT).await, ["good"]);
}

#[tokio::test]
async fn t63_a_federated_credential_goes_first_and_back_by_its_place_in_the_list() {
    let world = world(vec![secret("good"), federated()], &["good", ASSERTION]).await;
    give(&world, until(3_000));
    let store = |stored| *world.tenant.credentials.lock().unwrap() = stored;
    assert_eq!(presented(&world, TENANT).await, ["good"]);
    assert!(
        asked(&world).is_empty(),
        "it is asked for where it is presented"
    );
    store(vec![federated(), secret("good")]);
    world.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(presented(&world, TENANT).await, [ASSERTION]);
    store(vec![secret("good"), federated()]);
    world.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(presented(&world, TENANT).await, ["good"]);
    // Entra trusts the role no longer, and later takes the secret no longer.
    store(vec![federated(), secret("good")]);
    *world.tenant.taken_secrets.lock().unwrap() = vec!["good"];
    world.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(presented(&world, TENANT).await, [ASSERTION, "good"]);
    assert_eq!(presented(&world, TENANT).await, ["good"]);
    *world.tenant.taken_secrets.lock().unwrap() = vec![ASSERTION];
    assert_eq!(presented(&world, TENANT).await, ["good", ASSERTION]);
}

#[test_case("invalid_client 700211"; "issuer")]
#[test_case("invalid_request 700211"; "issuer, in the other words")]
#[test_case("invalid_request 700212"; "audience")]
#[test_case("invalid_request 700213"; "subject")]
#[test_case("invalid_request 7002138"; "case of the subject")]
#[test_case("invalid_request 70021"; "the older number")]
#[test_case("invalid_request 90061"; "an issuer that gives no keys")]
#[test_case("invalid_request 501661"; "an issuer that gives no keys, in other words")]
#[test_case("invalid_request 50166"; "an issuer that gives no keys, by the number of a control")]
#[tokio::test]
async fn t63_an_assertion_that_entra_does_not_trust_is_a_refused_credential(refusal: &str) {
    let world = world(vec![federated(), secret("good")], &[]).await;
    give(&world, until(300));
    refusal.clone_into(&mut world.tenant.refusal.lock().unwrap());
    let presented = presented(&world, TENANT).await;
    assert_eq!(presented, [ASSERTION, "good", ASSERTION, "good"]);
    let report = report(&world).await;
    assert!(!report.contains("\"fail\""), "{report}");
}

#[tokio::test]
async fn t63_the_end_that_is_told_is_of_what_is_stored_behind_a_federated_credential() {
    for (stored, expected) in [
        (vec![federated()], None),
        (
            vec![federated(), secret("good")],
            Some(CredentialEnd::Unknown),
        ),
    ] {
        let world = world(stored, &[]).await;
        let credentials = world.credentials();
        credentials.open(&world.clock).await;
        assert_eq!(credentials.end_to_tell(world.clock.now()), expected);
    }
}

#[tokio::test]
async fn t63_a_kind_of_a_newer_version_leaves_the_others_usable() {
    let newer = json!({"kind": "of tomorrow"});
    let world = world(vec![newer, secret("good")], &[]).await;
    assert_eq!(presented(&world, TENANT).await, ["good"]);
}
