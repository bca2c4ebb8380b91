//! Runs that read with the system user's sign-in, and what a refused one comes to.

use super::{begin, connect, connected, link, report, secrets, tokens, watched};
use crate::{
    people::{Grant, STRANGER, USER},
    samples::minutes,
    world::World,
};
use app::{
    legs::system_user::AccountHint,
    secrets::secret_token::{self, TokenPurpose},
    verify::verify_registration::{Keep, RunRequest},
};
use domain::{
    clock::Clock as _,
    invitation::Invitation,
    registration::Registration,
    standing::Health,
    verification::{report::Report, verdict::Verdict},
};
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use std::sync::atomic::Ordering;
use store::{Commit, Trigger};
use test_case::test_case;

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
        token_hash: secret_token::hash_secret(TokenPurpose::Invitation, &token),
        expires_at: world.clock.now() + minutes(60),
        ..link(9).1
    };
    world.store.create_invitation(&invitation).await.unwrap();
    let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
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
        let trip = begin(&world, &token, AccountHint::Named).await.unwrap();
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
