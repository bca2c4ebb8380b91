//! Account that signed in as the system user, found with that person's own token.

use crate::{
    clock::HandClock,
    facts::{OURS, Parts, failed, found, serving},
    scripted::{Scripted, json as reply},
    setting::{PERSON, entra, patient},
};
use domain::{customer::UserPrincipalName, verification::verdict::Unobserved};
use entra::SystemUserSignIn;
use secrecy::SecretString;
use serde_json::{Value, json};
use test_case::test_case;

const NAME: &str = "Cooperlink@contoso.example";

fn me(id: &str, user_type: Option<&str>) -> Value {
    found(json!({ "id": id, "userPrincipalName": NAME, "userType": user_type }))
}

fn parts(me: Value, named: Value) -> Parts {
    Parts::from([("me", me), ("named", named)])
}

async fn who(server: &Scripted) -> Result<SystemUserSignIn, Unobserved> {
    who_after(server, None).await
}

/// Comparison with `connected` as the account that was connected before.
async fn who_after(
    server: &Scripted,
    connected: Option<&str>,
) -> Result<SystemUserSignIn, Unobserved> {
    let named = UserPrincipalName::try_from("$c'l@contoso.example".to_owned()).unwrap();
    let token = SecretString::from("canary-user-token");
    let entra = entra(server, patient());
    entra
        .resolve_system_user(
            &token,
            PERSON.parse().unwrap(),
            &named,
            connected.map(|connected| connected.parse().unwrap()),
            &HandClock::new(),
        )
        .await
}

async fn who_of(parts: Parts) -> Result<SystemUserSignIn, Unobserved> {
    who(&serving(parts).await).await
}

fn named() -> SystemUserSignIn {
    SystemUserSignIn::Named {
        user_principal_name: NAME.to_owned(),
    }
}

fn other() -> SystemUserSignIn {
    SystemUserSignIn::Other {
        user_principal_name: NAME.to_owned(),
    }
}

#[tokio::test]
async fn t23_the_named_account_is_known_by_its_object_id_in_one_round_trip() {
    let same = found(json!({ "id": PERSON }));
    let server = serving(parts(me(PERSON, Some("Member")), same)).await;
    assert_eq!(who(&server).await, Ok(named()));

    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    let asked: Value = serde_json::from_str(&seen[0].body).unwrap();
    let urls: Vec<_> = asked["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["url"].as_str().unwrap())
        .collect();
    assert_eq!(
        urls,
        [
            "/me?$select=id,userPrincipalName,userType",
            "/users('%24c%27%27l@contoso.example')?$select=id"
        ]
    );
}

#[test_case(found(json!({ "id": OURS })); "another object id")]
#[test_case(failed(404, "Request_ResourceNotFound"); "not there")]
#[test_case(failed(404, "ErrorNotFound"); "not there, in other words")]
#[test_case(failed(403, "Authorization_RequestDenied"); "hidden from the person")]
#[tokio::test]
async fn t23_every_other_account_is_another_one(answer: Value) {
    let parts = parts(me(PERSON, Some("Member")), answer);
    assert_eq!(who_of(parts).await, Ok(other()));
}

#[tokio::test]
async fn a_guest_is_told_apart_and_a_user_without_a_type_is_a_member() {
    let same = || found(json!({ "id": PERSON }));
    let guest = who_of(parts(me(PERSON, Some("guest")), same())).await;
    assert_eq!(guest, Ok(SystemUserSignIn::Guest));
    assert_eq!(who_of(parts(me(PERSON, None), same())).await, Ok(named()));
}

#[test_case(failed(401, "InvalidAuthenticationToken"), Unobserved::Unreadable; "fresh token refused")]
#[test_case(failed(400, "BadRequest"), Unobserved::Unreadable; "not understood")]
#[test_case(found(json!({ "id": "x" })), Unobserved::Unreadable; "no id")]
#[test_case(found(json!("<html>")), Unobserved::Unreadable; "no object")]
#[tokio::test]
async fn t23_a_name_that_was_not_resolved_is_neither(answer: Value, expected: Unobserved) {
    let parts = parts(me(PERSON, None), answer);
    assert_eq!(who_of(parts).await, Err(expected));
}

#[tokio::test]
async fn t23_a_token_of_another_person_than_the_id_token_is_no_answer() {
    let same = found(json!({ "id": OURS }));
    let answer = who_of(parts(me(OURS, None), same)).await;
    assert_eq!(answer, Err(Unobserved::Unreadable));
}

#[tokio::test]
async fn t59_no_text_about_a_sign_in_has_a_name() {
    assert_eq!(format!("{:?} {:?}", named(), other()), "Named Other");
}

#[tokio::test]
async fn an_outage_says_nothing_about_the_account() {
    let server = Scripted::start(|_| reply(503, &json!({}))).await;
    assert_eq!(who(&server).await, Err(Unobserved::MicrosoftUnavailable));
}

#[test_case(found(json!({ "id": OURS })); "its name is another account's")]
#[test_case(failed(404, "Request_ResourceNotFound"); "its name is nobody's")]
#[test_case(failed(403, "Authorization_RequestDenied"); "its name is hidden")]
#[test_case(failed(503, "serviceNotAvailable"); "its name could not be looked up")]
#[tokio::test]
async fn t23_the_connected_account_is_expected_under_whatever_name(answer: Value) {
    let parts = || parts(me(PERSON, Some("Member")), answer.clone());
    let after = async |connected: &str| {
        let server = serving(parts()).await;
        who_after(&server, Some(connected)).await
    };
    assert_eq!(after(PERSON).await, Ok(named()));
    assert_ne!(after(OURS).await, Ok(named()), "another one was connected");
}

#[tokio::test]
async fn t23_a_connected_account_that_became_a_guest_is_a_guest() {
    let server = serving(parts(
        me(PERSON, Some("Guest")),
        failed(404, "Request_ResourceNotFound"),
    ))
    .await;
    let who = who_after(&server, Some(PERSON)).await;
    assert_eq!(who, Ok(SystemUserSignIn::Guest));
}
