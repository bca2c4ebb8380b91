//! The system user: connected once, read with in every run.

use crate::{
    browser,
    changing::{change, keep_sign_in},
    people::{Grant, STRANGER, USER},
    samples::{TENANT, consented, invitation, minutes, registration_id, start, tenant, tenant_id},
    world::World,
};
use app::{
    browser::BrowserError,
    host::{
        api_key::Caller,
        dispatch_removals::dispatch_removals,
        registrations::{self, Change, Changes},
        removal,
    },
    legs::{
        self, Answer, Arrival, BeginError, CallbackError, Form, NextStop, system_user::Account,
    },
    secrets::secret_token::{self, Kind},
    verify::verify_registration::{Keep, RunRequest},
};
use domain::{
    clock::Clock as _,
    customer::{Site, UserPrincipalName},
    flow::{Flow, Notice},
    invitation::{End, Invitation, Purpose, Status},
    registration::{Approval, Lifecycle, Registration},
    standing::Health,
    verification::{report::Report, verdict::Verdict},
};
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use std::sync::atomic::Ordering;
use store::{Commit, Trigger};
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
        token_hash: secret_token::hash_secret(Kind::Invitation, &token),
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
    account: Account,
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
    let answer = Answer {
        state: trip.value("state").map(SecretString::from),
        code: Some(SecretString::from("code")),
        ..Answer::default()
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
    let trip = begin(world, token, Account::Named).await.unwrap();
    come_back(world, &trip, account, Some("refresh-one"))
        .await
        .unwrap();
    flow(world, &trip).await.notice
}

pub(crate) async fn flow(world: &World, trip: &Trip) -> Flow {
    let cookie = secret_token::hash_secret(Kind::Cookie, &trip.cookie);
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
    let trip = begin(&world, &token, Account::Named).await.unwrap();
    assert!(trip.location.path().contains(TENANT));
    let scope = trip.value("scope").unwrap();
    // Named scopes would stop the account in a tenant that has not approved all of them.
    let expected = "https://graph.microsoft.com/.default openid profile offline_access";
    assert_eq!(scope, expected);
    let hint = trip.value("login_hint");
    assert_eq!(hint.as_deref(), Some("cooperlink@contoso.example"));
    assert_eq!(trip.value("prompt"), None);
    assert_eq!(trip.value("code_challenge_method").as_deref(), Some("S256"));

    let other = begin(&world, &token, Account::Chosen).await.unwrap();
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
    let trip = begin(&world, &token, Account::Named).await.unwrap();
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
        Some(BrowserError::Ended { end: End::Used, .. })
    ));
    let visit = world
        .browser
        .visit(&world.clock, &token, Some(&trip.cookie))
        .await
        .unwrap();
    assert_eq!(visit.invitation.status, Status::Completed);
    assert!(begin(&world, &token, Account::Named).await.is_err());
}

#[tokio::test]
async fn t31_of_two_trips_of_one_link_one_connects() {
    let (world, token) = world().await;
    let first = begin(&world, &token, Account::Named).await.unwrap();
    let second = begin(&world, &token, Account::Named).await.unwrap();
    assert!(come_back(&world, &first, USER, Some("one")).await.is_ok());
    // The late browser is led to its page, which says that the link was used.
    let late = come_back(&world, &second, USER, Some("two")).await;
    assert!(matches!(late.unwrap().next, NextStop::Page { .. }));
    assert_eq!(secrets(&world), 1);
}

#[tokio::test]
async fn t61_no_sign_in_is_stored_while_an_old_one_may_be_removed() {
    let world = World::new().await;
    let registration = Registration {
        removes_sign_in_since: Some(world.clock.now()),
        ..named()
    };
    let (world, token) = Box::pin(world_with(world, &registration)).await;
    assert_eq!(connect(&world, &token, USER).await, Some(Notice::NotSaved));
    assert_eq!(secrets(&world), 0);
    world.clock.advance(minutes(1));
    assert_eq!(connect(&world, &token, USER).await, None);
    let registration = world.loaded(1).await.registration;
    assert!(registration.system_user_connection.is_some());
    assert_eq!(registration.removes_sign_in_since, None);
    change(&world, Changes::default()).await.unwrap();
    assert_eq!(secrets(&world), 1);
}

/// The host app changes the registration between the writes of the token and of the pointer.
#[tokio::test]
async fn t61_a_sign_in_that_was_stored_in_vain_is_removed_with_the_next_change() {
    let (world, token) = watched().await;
    let trip = begin(&world, &token, Account::Named).await.unwrap();
    let behind = world.behind.clone();
    let mut writes = 0;
    world.gate.watch(move |_, request| {
        if request.target.ends_with("transactwriteitems") {
            writes += 1;
            if writes == 2 {
                behind.set_lifecycle(1, &Lifecycle::Invited);
            }
        }
        None
    });
    let _ = come_back(&world, &trip, USER, Some("refresh")).await;
    world.gate.open();
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.system_user_connection, None);
    assert_eq!(secrets(&world), 1);
    // For a minute somebody may still be storing it.
    change(&world, Changes::default()).await.unwrap();
    assert_eq!(secrets(&world), 1);
    world.clock.advance(minutes(1));
    change(&world, Changes::default()).await.unwrap();
    assert_eq!(secrets(&world), 0);
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.stores_sign_in_since, None);
}

/// Works off the removals that are due, for three minutes.
async fn remove_what_is_left(world: &World) {
    for _ in 0..3 {
        world.clock.advance(minutes(1));
        let now = world.clock.now();
        let due = dispatch_removals(&world.store, &world.sweep, now).await;
        if due.unwrap() > 0 {
            let (users, settled) = (&world.verifier.system_users, minutes(5));
            let id = registration_id(1);
            let removed = removal::remove(&world.store, users, &world.clock, settled, id);
            removed.await.unwrap();
        }
    }
}

/// The callback dies at one request to the table after the other: from then on it does nothing more, nor does it clean up.
#[tokio::test]
async fn t65_a_callback_that_dies_anywhere_leaves_no_sign_in_that_nothing_points_to() {
    let (world, token) = watched().await;
    let trip = begin(&world, &token, Account::Named).await.unwrap();
    world.gate.watch(|_, _| None);
    assert!(
        come_back(&world, &trip, USER, Some("refresh"))
            .await
            .is_ok()
    );
    let requests = world.gate.open();
    let mut orphans = 0;
    for position in 0..requests {
        let (world, token) = watched().await;
        let trip = begin(&world, &token, Account::Named).await.unwrap();
        world.gate.watch(move |number, _| {
            let body = json!({"__type": "AccessDeniedException"}).to_string();
            (number >= position).then_some((400, body))
        });
        let _ = come_back(&world, &trip, USER, Some("refresh")).await;
        world.gate.open();
        let connection = world.loaded(1).await.registration.system_user_connection;
        orphans += usize::from(connection.is_none()) * secrets(&world);
        remove_what_is_left(&world).await;
        let expected = usize::from(connection.is_some());
        assert_eq!(
            secrets(&world),
            expected,
            "request {position} of {requests}"
        );
    }
    assert!(orphans > 0, "none died between the two writes");
}

/// A callback that has set its mark learns nothing of later changes; it stores the sign-in, and dies.
#[test_case("disconnect"; "the connection is taken down")]
#[test_case("reject"; "the tenant is refused")]
#[test_case("change"; "another system user is named")]
#[tokio::test]
async fn t65_a_sign_in_that_is_stored_after_its_removal_is_removed_as_well(what: &str) {
    let world = World::watched().await;
    let approval = Approval::Approved { at: start() };
    let registration = Registration {
        lifecycle: Lifecycle::Consented {
            tenant: tenant(TENANT),
            approval,
            consented_at: start(),
        },
        ..named()
    };
    let (world, token) = Box::pin(world_with(world, &registration)).await;
    let trip = begin(&world, &token, Account::Named).await.unwrap();
    let mut writes = 0;
    world.gate.watch(move |_, request| {
        writes += u8::from(request.target.ends_with("transactwriteitems"));
        let body = json!({"__type": "AccessDeniedException"}).to_string();
        (writes > 1).then_some((400, body))
    });
    let _ = come_back(&world, &trip, USER, Some("refresh")).await;
    world.gate.open();
    // As it was right after the mark.
    world.tenant.people.secrets.lock().unwrap().clear();
    let marked = world.loaded(1).await.registration.stores_sign_in_since;
    assert_eq!(marked, Some(world.clock.now()));
    world.clock.advance(SignedDuration::from_secs(1));

    let (store, users, id) = (
        &world.store,
        &world.verifier.system_users,
        registration_id(1),
    );
    let caller = Caller::new("abcdefgh", None);
    let ended = match what {
        "disconnect" => {
            let by = world.machine();
            registrations::disconnect(store, users, &world.queue, by, &caller, id).await
        }
        "reject" => {
            let tenant = tenant_id(TENANT);
            registrations::reject(store, users, &world.clock, &caller, id, tenant).await
        }
        _ => {
            let name = "other@contoso.example".to_owned().try_into().unwrap();
            let system_user = Change::Set(name);
            change(
                &world,
                Changes {
                    system_user,
                    ..Changes::default()
                },
            )
            .await
        }
    };
    assert_eq!(ended.unwrap().registration.removes_sign_in_since, None);
    keep_sign_in(&world).await;
    assert_eq!(secrets(&world), 1);
    remove_what_is_left(&world).await;
    assert_eq!(secrets(&world), 0);
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.stores_sign_in_since, None);
}

/// Rows from before sign-ins were marked do not show a sign-in without a pointer.
#[test_case("disconnect"; "the connection is taken down")]
#[test_case("change"; "another system user is named")]
#[tokio::test]
async fn t65_a_sign_in_goes_also_where_no_mark_and_no_pointer_tells_of_it(what: &str) {
    let (world, _) = world().await;
    keep_sign_in(&world).await;
    let (store, users, id) = (
        &world.store,
        &world.verifier.system_users,
        registration_id(1),
    );
    if what == "disconnect" {
        let by = world.machine();
        let caller = Caller::new("abcdefgh", None);
        let ended = registrations::disconnect(store, users, &world.queue, by, &caller, id).await;
        ended.unwrap();
    } else {
        let system_user = Change::Remove;
        let removed = change(
            &world,
            Changes {
                system_user,
                ..Changes::default()
            },
        )
        .await;
        removed.unwrap();
    }
    assert_eq!(secrets(&world), 0);
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
    let trip = begin(&world, &token, Account::Named).await.unwrap();
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

fn verdict(report: &Report, check: &str) -> Verdict {
    report.result(check).unwrap().verdict.clone()
}

fn redemptions(world: &World) -> usize {
    let tokens = world.server.asked("/token");
    tokens
        .iter()
        .filter(|request| request.body.contains("grant_type=refresh_token"))
        .count()
}

#[tokio::test]
async fn a_run_reads_with_the_system_users_sign_in() {
    let world = connected().await;
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, Some("refresh-two"))]);
    let report = report(&world).await;
    for check in ["system-user-connected", "system-user-member", "mailbox"] {
        assert_eq!(verdict(&report, check), Verdict::Pass, "{check}");
    }
    assert_eq!(redemptions(&world), 1);
    assert_eq!(
        secrets(&world),
        1,
        "the stored token is younger than a week"
    );
}

#[tokio::test]
async fn a_renamed_account_is_shown_and_proposed_under_its_new_name() {
    let world = connected().await;
    let grants = [tokens(&world, USER, None)];
    world.tenant.people.answer_with(grants);
    report(&world).await;
    let before = world.loaded(1).await.registration;
    let mut renamed = before.clone();
    let connection = renamed.system_user_connection.as_mut().unwrap();
    "old@contoso.example".clone_into(&mut connection.user_principal_name);
    renamed.version += 1;
    let commit = Commit {
        registration: Some((&renamed, before.version)),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    assert_eq!(renamed.system_user_name(), Some("old@contoso.example"));
    world.clock.advance(minutes(1));
    report(&world).await;
    let after = world.loaded(1).await.registration;
    let name = format!("{USER}@contoso.example");
    assert_eq!(after.system_user_name(), Some(name.as_str()));
    assert_eq!(after.updated_at, world.clock.now());
    // What the host app named stays its own.
    assert_eq!(after.system_user, before.system_user);

    let token = SecretString::from("n".repeat(43));
    let invitation = Invitation {
        token_hash: secret_token::hash_secret(Kind::Invitation, &token),
        expires_at: world.clock.now() + minutes(60),
        ..link(9).1
    };
    world.store.create_invitation(&invitation).await.unwrap();
    let trip = begin(&world, &token, Account::Named).await.unwrap();
    assert_eq!(trip.value("login_hint"), Some(name));
    // A run that sees the same name writes nothing of it.
    let version = world.loaded(1).await.registration.version;
    world.clock.advance(minutes(1));
    report(&world).await;
    assert_eq!(world.loaded(1).await.registration.version, version);
}

#[tokio::test]
async fn t61_a_newer_token_is_kept_after_a_week_and_the_pointer_follows() {
    let world = connected().await;
    let before = world.loaded(1).await.registration;
    world.clock.advance(SignedDuration::from_hours(6 * 24));
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, Some("refresh-two"))]);
    report(&world).await;
    assert_eq!(secrets(&world), 2);
    let after = world.loaded(1).await.registration;
    let (before, after) = (
        before.system_user_connection.unwrap(),
        after.system_user_connection.unwrap(),
    );
    assert_ne!(before.secret_version, after.secret_version);
    assert_eq!(after.secret_written_at, world.clock.now());
    assert_eq!(after.connected_at, before.connected_at);
    {
        let kept = world.tenant.people.secrets.lock().unwrap();
        assert_eq!(kept[1].0, after.secret_version);
        assert!(kept[1].1.contains("refresh-two"));
    }
    report(&world).await;
    assert_eq!(secrets(&world), 2);
}

#[tokio::test]
async fn t23_a_refreshed_token_of_another_account_is_dropped_and_the_old_one_kept() {
    let world = connected().await;
    let before = world.loaded(1).await.registration;
    world.clock.advance(SignedDuration::from_hours(8 * 24));
    world
        .tenant
        .people
        .answer_with([tokens(&world, STRANGER, Some("canary-of-another"))]);
    let report = report(&world).await;
    assert!(matches!(
        verdict(&report, "system-user-connected"),
        Verdict::Fail(_)
    ));
    assert!(!matches!(verdict(&report, "mailbox"), Verdict::Pass));
    assert_eq!(secrets(&world), 1);
    let after = world.loaded(1).await.registration;
    assert_eq!(before.system_user_connection, after.system_user_connection);
}

#[test_case("invalid_grant"; "the account")]
#[test_case("interaction_required"; "a policy")]
#[tokio::test]
async fn a_refusal_counts_once_it_was_confirmed(error: &'static str) {
    let world = connected().await;
    let granted = tokens(&world, USER, Some("refresh-two"));
    world
        .tenant
        .people
        .answer_with([Grant::Refused(error), granted]);
    let once = report(&world).await;
    assert_eq!(verdict(&once, "system-user-connected"), Verdict::Pass);

    world.clock.advance(SignedDuration::from_hours(2));
    world.tenant.people.answer_with([Grant::Refused(error)]);
    let before = redemptions(&world);
    let twice = report(&world).await;
    assert!(matches!(
        verdict(&twice, "system-user-connected"),
        Verdict::Fail(_)
    ));
    assert_eq!(redemptions(&world) - before, 2);
}

#[tokio::test]
async fn t78_our_own_refused_credential_says_nothing_about_the_account() {
    let world = connected().await;
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, Some("refresh-two"))]);
    report(&world).await;
    world.clock.advance(SignedDuration::from_hours(2));
    for error in ["invalid_client", "invalid_request"] {
        world.tenant.people.answer_with([Grant::Refused(error)]);
        let report = report(&world).await;
        assert!(
            !matches!(verdict(&report, "system-user-connected"), Verdict::Fail(_)),
            "{error}"
        );
    }
}

#[test_case("invalid_grant 90033", false; "a passing fault of Microsoft")]
#[test_case("invalid_grant 90036", false; "a fault of Microsoft")]
#[test_case("invalid_grant 700084", false; "a fault of our request")]
#[test_case("invalid_grant 70002", false; "a general number of our request")]
#[test_case("login_required 90033", false; "a passing fault and another error")]
#[test_case("invalid_grant 70002 50132", true; "a revoked session behind a general number")]
#[test_case("invalid_grant 50173 90033", true; "a revoked session before a passing fault")]
#[test_case("invalid_grant 123456", true; "a number that nobody knows")]
#[tokio::test]
async fn t78_a_fault_of_ours_or_microsofts_inside_a_refusal_says_nothing_about_the_account(
    refusal: &'static str,
    is_account: bool,
) {
    let world = connected().await;
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, Some("refresh-two"))]);
    report(&world).await;
    world.tenant.people.answer_with([Grant::Refused(refusal)]);
    for round in 0..3 {
        world.clock.advance(SignedDuration::from_hours(2));
        let report = report(&world).await;
        let failed = matches!(verdict(&report, "system-user-connected"), Verdict::Fail(_));
        assert_eq!(failed, is_account);
        // What does not pass is no disturbance once it was seen again, also where it is said to pass.
        assert_eq!(report.is_disturbed(), !is_account && round == 0);
    }
    let standing = world.loaded(1).await.standing;
    assert_eq!(standing.health == Health::Broken, is_account);
    let suspects = &standing.suspects;
    assert_eq!(suspects.contains_key("system-user-connected"), is_account);
}

#[tokio::test]
async fn t65_a_token_that_is_gone_is_a_fact() {
    let world = connected().await;
    world.tenant.people.secrets.lock().unwrap().clear();
    let report = report(&world).await;
    assert!(matches!(
        verdict(&report, "system-user-connected"),
        Verdict::Fail(_)
    ));
    assert_eq!(redemptions(&world), 0);
}

#[tokio::test]
async fn t59_no_refresh_token_is_in_the_table_or_in_an_address() {
    let world = connected().await;
    let registration = world.loaded(1).await.registration;
    assert!(!format!("{registration:?}").contains("refresh-one"));
    for request in world.server.asked("") {
        assert!(!request.line.contains("refresh-one"), "{}", request.line);
    }
    let (token, _) = link(1);
    assert!(!format!("{registration:?}").contains(token.expose_secret()));
}

/// Cost of one requested run of a connected registration with a system user, with these sites.
async fn calls_of_a_run(sites: serde_json::Value) -> Vec<(String, f64)> {
    let (world, token) = watched().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    assert_eq!(connect(&world, &token, USER).await, None);
    let before = world.loaded(1).await.registration;
    let with_sites = Registration {
        sites: serde_json::from_value(sites).unwrap(),
        version: before.version + 1,
        ..before.clone()
    };
    let commit = Commit {
        registration: Some((&with_sites, before.version)),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    // Instants of a real clock have nanoseconds.
    world
        .clock
        .advance(SignedDuration::new(24 * 3600, 123_456_789));
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, Some("refresh-two"))]);
    let mut calls = Vec::new();
    // The first connects the tenant.
    for _ in 0..2 {
        world.clock.advance(minutes(1));
        world.gate.watch(|_, _| None);
        let request = RunRequest {
            slot: world.clock.now().as_millisecond(),
            trigger: Trigger::Requested,
            keep: Keep::Always,
        };
        let run = world.verifier.verify(world.machine(), before.id, request);
        run.await.unwrap();
        calls = world.gate.calls();
    }
    let calls = calls.into_iter();
    calls.map(|call| (call.operation, call.units)).collect()
}

#[tokio::test]
async fn a_run_that_somebody_asked_for_writes_a_report_of_three_kilobytes_at_most() {
    let site = |name: &str| {
        json!({
            "url": format!("https://contoso.sharepoint.com/sites/{name}"),
            "libraries": ["Documents", "Drawings"],
        })
    };
    for (sites, report) in [
        (json!([]), 4.0),
        (json!([site("projects"), site("archive")]), 6.0),
    ] {
        let calls = Box::pin(calls_of_a_run(sites)).await;
        // The standing twice, its place in the index of due times, and the report twice.
        let written = 2.0 + 2.0 + report;
        let expected = [
            ("query", 1.0),
            ("getitem", 1.0),
            ("transactwriteitems", written),
        ];
        assert_eq!(
            calls,
            expected.map(|(name, units)| (name.to_owned(), units))
        );
    }
}

/// A refusal of a refresh token that asks for these claims.
fn wants(claims: &str) -> Grant {
    let body = json!({
        "error": "invalid_grant", "suberror": "basic_action", "error_codes": [50_076],
        "claims": claims,
    });
    Grant::RefusedWith(body.to_string())
}

#[tokio::test]
async fn what_a_refused_refresh_asks_for_is_brought_by_the_accounts_next_sign_in() {
    const CLAIMS: &str = r#"{"access_token":{"capolids":{"essential":true,"values":["policy"]}}}"#;
    let world = connected().await;
    let (token, invitation) = link(6);
    let invitation = Invitation {
        expires_at: world.clock.now() + SignedDuration::from_hours(1),
        ..invitation
    };
    world.store.create_invitation(&invitation).await.unwrap();
    let sent = async || {
        let trip = begin(&world, &token, Account::Named).await.unwrap();
        trip.value("claims")
    };
    assert_eq!(sent().await, None);

    let people = &world.tenant.people;
    people.answer_with([tokens(&world, USER, None)]);
    report(&world).await;
    world.clock.advance(minutes(1));
    let before = world.loaded(1).await.registration.updated_at;
    people.answer_with([wants(CLAIMS)]);
    report(&world).await;
    assert_eq!(sent().await.as_deref(), Some(CLAIMS));
    let registration = world.loaded(1).await.registration;
    assert_eq!(
        registration.updated_at, before,
        "the host app sees nothing of it"
    );

    // A disturbance says nothing of it; a refresh that is granted does.
    world.tenant.is_down.store(true, Ordering::Relaxed);
    world.clock.advance(minutes(5));
    report(&world).await;
    assert_eq!(sent().await.as_deref(), Some(CLAIMS));
    world.tenant.is_down.store(false, Ordering::Relaxed);
    world.clock.advance(minutes(5));
    people.answer_with([tokens(&world, USER, None)]);
    report(&world).await;
    assert_eq!(sent().await, None);
}
