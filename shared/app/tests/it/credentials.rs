//! Our own credentials: the one that is presented to Entra, and the change to the next.

use crate::{
    samples::{HOME, TENANT, consented, registration_id, tenant_id},
    world::World,
};
use app::secrets::credential::CredentialEnd;
use domain::clock::Clock as _;
use entra::TokenFreshness;
use jiff::SignedDuration;
use serde_json::{Value, json};
use test_case::test_case;

pub(crate) fn secret(value: &str) -> Value {
    json!({"kind": "secret", "secret": value})
}

fn ended(value: &str) -> Value {
    json!({"kind": "secret", "secret": value, "not_after": "2001-01-01T00:00:00Z"})
}

/// A credential that the operator pasted wrongly.
fn unusable() -> Value {
    json!({"kind": "certificate", "certificate_pem": "x", "private_key_pem": "x"})
}

/// A registration that a run looks at, with these credentials stored.
pub(crate) async fn world(stored: Vec<Value>, taken: &[&'static str]) -> World {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    *world.tenant.credentials.lock().unwrap() = stored;
    *world.tenant.taken_secrets.lock().unwrap() = taken.to_vec();
    world
}

/// Secrets and assertions that the token endpoint of a tenant was presented with during a run, one after the other.
pub(crate) async fn presented(world: &World, tenant: &str) -> Vec<String> {
    let before = world.server.asked(tenant).len();
    world.clock.advance(SignedDuration::from_secs(10));
    world.process(&world.interactive(1)).await;
    let asked = world.server.asked(tenant);
    asked
        .into_iter()
        .skip(before)
        .filter_map(|request| {
            let mut fields = request.body.split('&');
            fields.find_map(|field| {
                let (name, value) = field.split_once('=')?;
                let is_credential = ["client_secret", "client_assertion"].contains(&name);
                is_credential.then(|| value.to_owned())
            })
        })
        .collect()
}

/// The latest report, as it is stored.
pub(crate) async fn report(world: &World) -> String {
    let id = world.loaded(1).await.standing.latest_report.unwrap();
    let kept = world.store.find_report(registration_id(1), id).await;
    serde_json::to_string(&kept.unwrap().unwrap().report).unwrap()
}

#[tokio::test]
async fn t63_where_entra_refuses_a_credential_the_next_is_presented_and_remembered() {
    let world = world(vec![secret("newer"), secret("older")], &["older"]).await;
    assert_eq!(presented(&world, TENANT).await, ["newer", "older"]);
    assert_eq!(presented(&world, TENANT).await, ["older"]);
    // Also once they were read anew.
    world.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(presented(&world, TENANT).await, ["older"]);
    // Entra knows the newer one by now, and the older is taken away.
    *world.tenant.taken_secrets.lock().unwrap() = vec!["newer"];
    assert_eq!(presented(&world, TENANT).await, ["older", "newer"]);
    assert_eq!(presented(&world, TENANT).await, ["newer"]);
    let report = report(&world).await;
    assert!(!report.contains("operator-fault"), "{report}");
}

#[test_case(vec![unusable(), secret("good")]; "one that cannot be used")]
#[test_case(vec![ended("old"), secret("good")]; "one that has ended")]
#[test_case(vec![secret("good"), unusable()]; "one behind that cannot be used")]
#[tokio::test]
async fn t63_a_credential_that_is_no_good_keeps_no_other_from_being_presented(stored: Vec<Value>) {
    let world = world(stored, &["good"]).await;
    assert_eq!(presented(&world, TENANT).await, ["good"]);
}

#[tokio::test]
async fn t63_those_that_were_stored_a_moment_ago_are_presented_too() {
    let world = world(vec![secret("old")], &["old"]).await;
    assert_eq!(presented(&world, TENANT).await, ["old"]);
    *world.tenant.credentials.lock().unwrap() = vec![secret("new")];
    *world.tenant.taken_secrets.lock().unwrap() = vec!["new"];
    assert_eq!(presented(&world, TENANT).await, ["old", "new"]);
}

#[tokio::test]
async fn t63_where_entra_takes_none_it_is_our_fault_and_no_customers() {
    let world = world(vec![secret("one"), secret("two")], &["other"]).await;
    // Both, and both as they are stored by now.
    let presented = presented(&world, TENANT).await;
    assert_eq!(presented, ["one", "two", "one", "two"]);
    let report = report(&world).await;
    assert!(report.contains("operator-fault"), "{report}");
    assert!(!report.contains("\"fail\""), "{report}");
}

#[test_case("unauthorized_client 700016"; "it does not know the application")]
#[test_case("invalid_client 7000229"; "the same as a refused client")]
#[test_case("invalid_grant 53003"; "a rule")]
#[tokio::test]
async fn t63_a_tenant_that_refuses_is_asked_once(refusal: &str) {
    let world = world(vec![secret("one"), secret("two")], &[]).await;
    refusal.clone_into(&mut world.tenant.refusal.lock().unwrap());
    assert_eq!(presented(&world, TENANT).await, ["one"]);
    // Home is asked whether it is our credential.
    assert!(!world.server.asked(HOME).is_empty());
}

fn ends(value: &str, at: &str) -> Value {
    json!({"kind": "secret", "secret": value, "not_after": at})
}

#[tokio::test]
async fn t63_the_end_of_the_credential_in_use_is_told_once_an_hour() {
    let (near, far) = ("2999-01-01T00:00:00Z", "2999-02-01T00:00:00Z");
    let stored = vec![ended("over"), ends("newer", far), ends("older", near)];
    let world = world(stored, &["older"]).await;
    let credentials = world.credentials();
    let told = |hours| {
        let now = world.clock.now() + SignedDuration::from_hours(hours);
        credentials.end_to_tell(now)
    };
    assert_eq!(told(0), None, "nothing was read yet");
    credentials.open(&world.clock).await;
    // The first that has not ended is the next that is presented.
    assert_eq!(told(0), Some(CredentialEnd::At(far.parse().unwrap())));
    assert_eq!(told(0), None);
    let (entra, clock) = (&world.browser.entra, &world.clock);
    let taken = credentials.present(clock, |credential| async move {
        let tenant = tenant_id(TENANT);
        entra
            .app_only_token(&credential, tenant, clock, TokenFreshness::Fresh)
            .await
    });
    taken.await.unwrap().unwrap();
    // Entra takes the other one, whose end is nearer.
    assert_eq!(told(1), Some(CredentialEnd::At(near.parse().unwrap())));
}

#[test_case(vec![secret("one")], CredentialEnd::Unknown; "not stored")]
#[test_case(vec![ended("one")], CredentialEnd::At("2001-01-01T00:00:00Z".parse().unwrap()); "over")]
#[test_case(vec![ended("one"), secret("two")], CredentialEnd::Unknown; "the next has none")]
#[tokio::test]
async fn t63_an_end_that_is_not_known_is_none(stored: Vec<Value>, expected: CredentialEnd) {
    let world = world(stored, &[]).await;
    let credentials = world.credentials();
    credentials.open(&world.clock).await;
    assert_eq!(credentials.end_to_tell(world.clock.now()), Some(expected));
}
