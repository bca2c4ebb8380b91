//! The system user: connected once, read with in every run.

mod left;
mod runs;

use crate::{
    browser,
    people::{Grant, STRANGER, USER},
    samples::{TENANT, consented, invitation, minutes, registration_id, start},
    world::World,
};
use app::{
    browser::BrowserError,
    legs::{
        self, Arrival, AuthorizationResponse, BeginError, CallbackError, Form, NextStop,
        system_user::AccountHint,
    },
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    clock::Clock as _,
    customer::{Site, UserPrincipalName},
    flow::{Flow, Notice},
    invitation::{Invitation, InvitationEnd, Purpose, Status},
    registration::Registration,
    verification::report::Report,
};
use jiff::SignedDuration;
use secrecy::SecretString;
use test_case::test_case;
use url::Url;

fn named() -> Registration {
    let name = "cooperlink@contoso.example".to_owned();
    Registration {
        system_user: Some(UserPrincipalName::try_from(name).unwrap()),
        ..consented(1)
    }
}

fn link(number: u64) -> (SecretString, Invitation) {
    let token = SecretString::from(number.to_string().repeat(43));
    let invitation = Invitation {
        token_hash: secret_token::hash_secret(TokenPurpose::Invitation, &token),
        purpose: Purpose::SystemUser,
        registration_id: registration_id(1),
        created_at: start() + minutes(i64::try_from(number).unwrap()),
        ..invitation(number)
    };
    (token, invitation)
}

/// A registration with a link for its system user, whose name belongs to the account [`USER`].
async fn world() -> (World, SecretString) {
    world_with(World::new().await, &named()).await
}

/// A registration like that of [`world`], with the gate before the table.
async fn watched() -> (World, SecretString) {
    world_with(World::watched().await, &named()).await
}

async fn world_with(world: World, registration: &Registration) -> (World, SecretString) {
    let (token, invitation) = link(1);
    world
        .store
        .create_registration(registration, &invitation)
        .await
        .unwrap();
    *world.tenant.people.named.lock().unwrap() = USER;
    (world, token)
}

/// A trip that began: its address, and the cookie.
pub(crate) struct Trip {
    location: Url,
    cookie: SecretString,
}

impl Trip {
    fn value(&self, name: &str) -> Option<String> {
        let mut pairs = self.location.query_pairs();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

pub(crate) async fn begin(
    world: &World,
    token: &SecretString,
    account: AccountHint,
) -> Result<Trip, BeginError> {
    let form = Form {
        token,
        cookie: None,
        form_token: None,
        language: None,
    };
    let departure =
        legs::system_user::begin(&world.browser, world.machine(), &form, account, "192.0.2.1")
            .await?;
    Ok(Trip {
        location: departure.location,
        cookie: departure.cookie.unwrap().value,
    })
}

pub(crate) fn tokens(
    world: &World,
    account: &'static str,
    refresh_token: Option<&'static str>,
) -> Grant {
    Grant::Tokens {
        account,
        refresh_token,
        nonce: None,
        issued_at: world.clock.now().as_second(),
    }
}

/// Comes back with a code for which the token endpoint gives this account's tokens.
pub(crate) async fn come_back(
    world: &World,
    trip: &Trip,
    account: &'static str,
    refresh_token: Option<&'static str>,
) -> Result<Arrival, CallbackError> {
    *world.tenant.people.reads.lock().unwrap() = account;
    world.tenant.people.answer_with([Grant::Tokens {
        account,
        refresh_token,
        nonce: trip.value("nonce"),
        issued_at: world.clock.now().as_second(),
    }]);
    let answer = AuthorizationResponse {
        state: trip.value("state").map(SecretString::from),
        code: Some(SecretString::from("code")),
        ..AuthorizationResponse::default()
    };
    legs::complete(
        &browser::callback(world),
        world.machine(),
        &answer,
        "192.0.2.1",
        &|_| Some(trip.cookie.clone()),
    )
    .await
    .map_err(|failed| failed.error)
}

async fn connect(world: &World, token: &SecretString, account: &'static str) -> Option<Notice> {
    let trip = begin(world, token, AccountHint::Named).await.unwrap();
    come_back(world, &trip, account, Some("refresh-one"))
        .await
        .unwrap();
    flow(world, &trip).await.notice
}

pub(crate) async fn flow(world: &World, trip: &Trip) -> Flow {
    let cookie = secret_token::hash_secret(TokenPurpose::Cookie, &trip.cookie);
    let found = world.store.find_flow(&cookie, world.clock.now()).await;
    found.unwrap().unwrap()
}

async fn status(world: &World, number: u64) -> Status {
    let found = world
        .store
        .find_invitation(&link(number).1.token_hash)
        .await;
    found.unwrap().unwrap().status
}

fn secrets(world: &World) -> usize {
    world.tenant.people.secrets.lock().unwrap().len()
}

#[tokio::test]
async fn t23_the_trip_is_to_the_registrations_tenant_for_the_named_account() {
    let (world, token) = world().await;
    let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
    assert!(trip.location.path().contains(TENANT));
    let scope = trip.value("scope").unwrap();
    // Named scopes would stop the account in a tenant that has not approved all of them.
    let expected = "https://graph.microsoft.com/.default openid profile offline_access";
    assert_eq!(scope, expected);
    let hint = trip.value("login_hint");
    assert_eq!(hint.as_deref(), Some("cooperlink@contoso.example"));
    assert_eq!(trip.value("prompt"), None);
    assert_eq!(trip.value("code_challenge_method").as_deref(), Some("S256"));

    let other = begin(&world, &token, AccountHint::Chosen).await.unwrap();
    assert_eq!(other.value("prompt").as_deref(), Some("select_account"));
    assert_eq!(other.value("login_hint"), None);
}

#[tokio::test]
async fn t23_the_link_for_the_system_user_begins_no_administrators_trip() {
    let (world, token) = world().await;
    let started = app::legs::sign_in::begin(
        &world.browser,
        world.machine(),
        &token,
        None,
        None,
        "192.0.2.1",
        app::legs::sign_in::Wish::None,
    );
    assert!(matches!(
        started.await.err(),
        Some(BeginError::Browser(BrowserError::NotUsable))
    ));
}

#[tokio::test]
async fn t65_the_token_is_stored_first_and_the_link_is_used_up_with_the_pointer() {
    let (world, token) = world().await;
    let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
    let arrival = come_back(&world, &trip, USER, Some("refresh-one")).await;
    assert!(arrival.is_ok());
    assert_eq!(flow(&world, &trip).await.notice, None);

    let registration = world.loaded(1).await.registration;
    let connection = registration.system_user_connection.unwrap();
    assert_eq!(connection.object_id, USER.parse().unwrap());
    assert_eq!(connection.subject, format!("subject-of-{USER}"));
    {
        let kept = world.tenant.people.secrets.lock().unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].0, connection.secret_version);
        assert!(kept[0].1.contains("refresh-one"));
    }
    assert_eq!(status(&world, 1).await, Status::Completed);
    let link = world.store.find_invitation(&link(1).1.token_hash).await;
    assert_eq!(
        link.unwrap().unwrap().completed_at,
        Some(connection.connected_at)
    );
    assert_eq!(world.server.asked("SendMessage").len(), 1);

    // Only the browser that used the link still sees what came of it.
    let visit = world.browser.visit(&world.clock, &token, None).await;
    assert!(matches!(
        visit.err(),
        Some(BrowserError::Ended {
            end: InvitationEnd::Used,
            ..
        })
    ));
    let visit = world
        .browser
        .visit(&world.clock, &token, Some(&trip.cookie))
        .await
        .unwrap();
    assert_eq!(visit.invitation.status, Status::Completed);
    assert!(begin(&world, &token, AccountHint::Named).await.is_err());
}

#[tokio::test]
async fn t31_of_two_trips_of_one_link_one_connects() {
    let (world, token) = world().await;
    let first = begin(&world, &token, AccountHint::Named).await.unwrap();
    let second = begin(&world, &token, AccountHint::Named).await.unwrap();
    assert!(come_back(&world, &first, USER, Some("one")).await.is_ok());
    // The late browser is led to its page, which says that the link was used.
    let late = come_back(&world, &second, USER, Some("two")).await;
    assert!(matches!(late.unwrap().next, NextStop::Page { .. }));
    assert_eq!(secrets(&world), 1);
}

#[tokio::test]
async fn t23_another_account_is_named_and_nothing_is_kept() {
    for named in [USER, ""] {
        let (world, token) = world().await;
        *world.tenant.people.named.lock().unwrap() = named;
        let notice = connect(&world, &token, STRANGER).await;
        assert_eq!(
            notice,
            Some(Notice::OtherAccount {
                signed_in_as: format!("{STRANGER}@contoso.example"),
                expected: "cooperlink@contoso.example".to_owned(),
            })
        );
        assert_eq!(secrets(&world), 0);
        assert_eq!(world.loaded(1).await.registration, self::named());
        assert_eq!(status(&world, 1).await, Status::Open);
    }
}

#[tokio::test]
async fn a_sign_in_that_would_not_last_is_told_so() {
    let (world, token) = world().await;
    let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
    come_back(&world, &trip, USER, None).await.ok().unwrap();
    let notice = flow(&world, &trip).await.notice;
    assert_eq!(notice, Some(Notice::NotKeptSignedIn));
    assert_eq!(status(&world, 1).await, Status::Open);
}

#[tokio::test]
async fn t23_another_account_takes_the_place_only_through_a_newer_link() {
    let (world, token) = world().await;
    let (older, invitation) = link(2);
    world.store.create_invitation(&invitation).await.unwrap();
    world.clock.advance(minutes(5));
    assert_eq!(connect(&world, &token, USER).await, None);

    // The host app moved the name to another account; the older link is no agreement to that.
    *world.tenant.people.named.lock().unwrap() = STRANGER;
    let refused = connect(&world, &older, STRANGER).await;
    assert_eq!(refused, Some(Notice::ReplacementNotAgreed));
    assert_eq!(secrets(&world), 1);

    let (newer, invitation) = link(6);
    world.store.create_invitation(&invitation).await.unwrap();
    assert_eq!(connect(&world, &newer, STRANGER).await, None);
    let registration = world.loaded(1).await.registration;
    let connection = registration.system_user_connection.unwrap();
    assert_eq!(connection.object_id, STRANGER.parse().unwrap());
}

#[test_case(""; "nobody has its name any more")]
#[test_case(STRANGER; "another account has its name")]
#[tokio::test]
async fn t23_the_connected_account_signs_in_again_under_whatever_name(named: &'static str) {
    let (world, token) = world().await;
    assert_eq!(connect(&world, &token, USER).await, None);
    *world.tenant.people.named.lock().unwrap() = named;
    let (again, invitation) = link(2);
    world.store.create_invitation(&invitation).await.unwrap();
    world.clock.advance(minutes(5));
    assert_eq!(connect(&world, &again, USER).await, None);
    let connection = world.loaded(1).await.registration.system_user_connection;
    let connection = connection.unwrap();
    assert_eq!(connection.object_id, USER.parse().unwrap());
    assert_eq!(connection.connected_at, world.clock.now());
}

/// A connected system user, a day later.
async fn connected() -> World {
    connected_with(World::new().await, Vec::new()).await
}

/// A connected system user of a registration with these sites, a day later.
pub(crate) async fn connected_with(world: World, sites: Vec<Site>) -> World {
    let registration = Registration { sites, ..named() };
    let (world, token) = Box::pin(world_with(world, &registration)).await;
    world
        .tenant
        .has_granted
        .store(true, std::sync::atomic::Ordering::Relaxed);
    let notice = Box::pin(connect(&world, &token, USER)).await;
    assert_eq!(notice, None);
    world.clock.advance(SignedDuration::from_hours(24));
    world
}

pub(crate) async fn report(world: &World) -> Report {
    world.process(&world.interactive(1)).await;
    let loaded = world.loaded(1).await;
    let id = loaded.standing.latest_report.unwrap();
    let kept = world.store.find_report(loaded.registration.id, id).await;
    kept.unwrap().unwrap().report
}
