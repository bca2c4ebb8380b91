//! Corrections of a registration by the host app: domain, sites and system user.

mod pinned_domain;

use crate::{
    feed,
    people::{LIBRARY, USER},
    samples::{TENANT, consented, evidence, minutes, registration_id, tenant_id},
    system_user::{connected_with, tokens},
    world::World,
};
use app::{
    host::{
        api_key::Caller,
        registrations::{self, AskedChange, Changes, RegistrationError, ValueChange},
    },
    verify::process_message::ProcessOutcome,
};
use domain::{
    clock::Clock as _,
    customer::{DomainName, LibraryName, Site, UserPrincipalName},
    registration::{Lifecycle, Observation, Registration},
    site_address::SiteAddress,
    verification::{
        facts::{AdministratorSites, TurnedAway},
        report::Report,
        verdict::Verdict,
    },
};
use jiff::SignedDuration;
use pinned_domain::of_domain;
use secrecy::SecretString;
use std::sync::atomic::Ordering;
use store::{Commit, StoredRegistration, system_users::SystemUserSecret};
use test_case::test_case;
use uuid::Uuid;

fn caller() -> Caller {
    Caller::new("abcdefgh", None)
}

pub(crate) async fn change(
    world: &World,
    changes: Changes,
) -> Result<StoredRegistration, RegistrationError> {
    change_version(world, None, changes).await
}

/// Changes the registration like [`change`], with the version that the host app has seen, if any.
pub(crate) async fn change_version(
    world: &World,
    seen: Option<i64>,
    changes: Changes,
) -> Result<StoredRegistration, RegistrationError> {
    registrations::change(
        &world.store,
        &world.verifier.system_users,
        &world.queue,
        world.machine(),
        &caller(),
        AskedChange {
            id: registration_id(1),
            seen: seen.as_ref().map(std::slice::from_ref),
            changes: &changes,
            return_prefixes: &["https://app.example/back/".parse().unwrap()],
        },
    )
    .await
}

fn system_user(name: &str) -> Changes {
    let name = UserPrincipalName::try_from(name.to_owned()).unwrap();
    Changes {
        system_user: ValueChange::Set(name),
        ..Changes::default()
    }
}

fn sites(sites: Vec<Site>) -> Changes {
    Changes {
        sites: ValueChange::Set(sites),
        ..Changes::default()
    }
}

fn domain(name: Option<&str>) -> Changes {
    let name = name.map(|name| DomainName::try_from(name.to_owned()).unwrap());
    Changes {
        expected_domain: name.map_or(ValueChange::Remove, ValueChange::Set),
        ..Changes::default()
    }
}

fn site(path: &str, library: &str) -> Site {
    Site {
        url: SiteAddress::try_from(format!("https://contoso.sharepoint.com/{path}")).unwrap(),
        libraries: vec![LibraryName::try_from(library.to_owned()).unwrap()],
    }
}

#[tokio::test]
async fn the_event_that_asks_for_approval_has_an_id_as_new_as_its_write() {
    let world = of_domain(World::watched().await, "contoso.example", false).await;
    feed::let_time_pass(&world);
    change(&world, domain(Some("fabrikam.example")))
        .await
        .unwrap();
    assert!(feed::age_of_newest_id(&world).await < SignedDuration::from_secs(1));
}

/// A registration with a connected system user and these sites, verified a day later.
async fn verified(sites: Vec<Site>) -> World {
    let world = Box::pin(connected_with(World::new().await, sites)).await;
    let grants = [tokens(&world, USER, None)];
    world.tenant.people.answer_with(grants);
    run(&world).await;
    world.clock.advance(minutes(1));
    world
}

async fn run(world: &World) {
    let processed = world.process(&world.interactive(1)).await;
    assert_eq!(processed, ProcessOutcome::Verified);
}

async fn report(world: &World) -> Report {
    let loaded = world.loaded(1).await;
    let id = loaded.standing.latest_report.unwrap();
    let kept = world.store.find_report(registration_id(1), id).await;
    kept.unwrap().unwrap().report
}

/// Keeps a sign-in to which no registration points.
pub(crate) async fn keep_sign_in(world: &World) {
    let secret = SystemUserSecret {
        refresh_token: SecretString::from("refresh"),
        tenant_id: tenant_id(TENANT),
        object_id: USER.parse().unwrap(),
        written_at: world.clock.now(),
    };
    let kept = world
        .keeper()
        .write(registration_id(1), &secret, Uuid::from_u128(7))
        .await;
    kept.unwrap();
}

fn secrets(world: &World) -> usize {
    world.tenant.people.secrets.lock().unwrap().len()
}

#[test_case(system_user("other@contoso.example"); "another account")]
#[test_case(Changes { system_user: ValueChange::Remove, ..Changes::default() }; "none")]
#[tokio::test]
async fn t61_another_system_user_leaves_nothing_of_the_old_sign_in(other: Changes) {
    let world = verified(Vec::new()).await;
    assert_eq!(secrets(&world), 1);
    let sent = world.server.asked("SendMessage").len();

    let changed = change(&world, other.clone()).await.unwrap();
    assert_eq!(secrets(&world), 0);
    assert_eq!(changed.registration.system_user_connection, None);
    assert!(changed.standing.has_forgotten("mailbox"));
    assert!(!changed.standing.has_forgotten("app-registered"));
    assert_eq!(world.server.asked("SendMessage").len(), sent + 1);
    let stored = world.loaded(1).await;
    assert_eq!(stored.registration, changed.registration);
    assert_eq!(stored.standing, changed.standing);
    let due_at = stored.due_at.unwrap();
    assert!(due_at <= world.clock.now() + SignedDuration::from_secs(1));
    assert!(!world.behind.dump().contains("subject-of"));

    assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
    let report = report(&world).await;
    let connected = &report.result("system-user-connected").unwrap().verdict;
    assert!(
        !matches!(connected, Verdict::Pass | Verdict::Fail(_)),
        "{connected:?}"
    );
    // Made again, it changes nothing.
    let again = change(&world, other).await.unwrap();
    assert_eq!(again.registration.version, stored.registration.version);
}

#[tokio::test]
async fn t61_a_sign_in_that_could_not_be_removed_is_removed_by_the_same_change() {
    let world = verified(Vec::new()).await;
    world.tenant.has_no_secrets.store(true, Ordering::Relaxed);
    let changes = system_user("other@contoso.example");
    let failed = change(&world, changes.clone()).await;
    assert!(matches!(
        failed,
        Err(RegistrationError::SignInNotRemoved(_))
    ));
    assert_eq!(secrets(&world), 1);
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.system_user_connection, None, "nothing uses it");
    assert!(registration.is_removing_sign_in(world.clock.now()));
    world.tenant.has_no_secrets.store(false, Ordering::Relaxed);
    let removed = change(&world, changes).await.unwrap();
    assert_eq!(secrets(&world), 0);
    assert_eq!(removed.registration.removes_sign_in_since, None);
    assert_eq!(world.loaded(1).await.registration, removed.registration);
}

/// A sign-in that is just being stored has no pointer yet.
#[tokio::test]
async fn t61_a_change_that_repeats_the_system_users_name_removes_no_sign_in() {
    let world = World::new().await;
    let name = UserPrincipalName::try_from("cooperlink@contoso.example".to_owned());
    let registration = Registration {
        system_user: name.ok(),
        ..consented(1)
    };
    world.store(&registration, 1).await;
    keep_sign_in(&world).await;
    let repeated = Changes {
        requester: ValueChange::Set("Anna Peeters".to_owned().try_into().unwrap()),
        ..system_user("cooperlink@contoso.example")
    };
    change(&world, repeated).await.unwrap();
    assert_eq!(secrets(&world), 1);
}

#[tokio::test]
async fn the_connected_account_named_as_it_is_called_now_stays_connected() {
    let world = verified(Vec::new()).await;
    let before = world.loaded(1).await;
    let name = format!("{USER}@CONTOSO.example");
    let changed = change(&world, system_user(&name)).await.unwrap();
    let named = changed.registration.system_user.as_ref().unwrap();
    assert_eq!(named.as_str(), name);
    assert_eq!(
        changed.registration.system_user_connection,
        before.registration.system_user_connection
    );
    assert_eq!(changed.standing, before.standing);
    assert_eq!(secrets(&world), 1);
}

#[tokio::test]
async fn other_sites_are_another_question_and_are_looked_at_at_once() {
    let wrong = site("sites/projects", "Plans");
    let world = verified(vec![wrong.clone(), site("sites/office", LIBRARY)]).await;
    world.clock.advance(minutes(6));
    run(&world).await;
    let before = world.loaded(1).await;
    assert!(before.standing.suspects["library:1"].confirmed);
    let mut seen = before.registration.clone();
    let turned_away = TurnedAway {
        site: 1,
        library: None,
        is_read_only: false,
    };
    seen.observations.administrator_sites = Some(Observation {
        value: AdministratorSites(vec![turned_away]),
        evidence: evidence(world.clock.now()),
    });
    seen.version += 1;
    let commit = Commit {
        registration: Some((&seen, before.registration.version)),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    world.clock.advance(minutes(1));
    run(&world).await;
    world.clock.advance(minutes(1));

    let under_way = world.interactive(1);
    let right = vec![site("sites/projects", LIBRARY)];
    let changed = change(&world, sites(right.clone())).await.unwrap();
    assert_eq!(changed.registration.sites, right);
    assert_eq!(changed.registration.observations.administrator_sites, None);
    assert!(!changed.standing.suspects.contains_key("library:1"));
    let of_places = |check: &&String| check.contains(':') || *check == "administrator-site-access";
    let asked: Vec<_> = changed.standing.answers.keys().filter(of_places).collect();
    assert_eq!(asked, ["administrator-site-access", "library:1", "site:1"]);
    assert!(
        asked
            .iter()
            .all(|check| changed.standing.has_forgotten(check))
    );
    // A run that began before stores nothing.
    assert_eq!(world.process(&under_way).await, ProcessOutcome::Dropped);

    assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
    let suspects = world.loaded(1).await.standing.suspects;
    assert!(!suspects.contains_key("library:1"));
    let report = report(&world).await;
    assert_eq!(report.result("library:1").unwrap().verdict, Verdict::Pass);
    assert!(report.result("library:2").is_none());
    let own = &report.result("administrator-site-access").unwrap().verdict;
    assert!(matches!(own, Verdict::Unknown(_)), "{own:?}");
    let change = report
        .changes
        .iter()
        .find(|change| change.check == "library:1");
    assert_eq!(change.unwrap().from, None, "it is another library");
}

/// The tenant is asked at most once a minute, no matter how often the host app changes the registration.
#[tokio::test]
async fn t55_changes_within_a_minute_are_looked_at_when_it_is_over() {
    let world = verified(Vec::new()).await;
    let into = world.clock.now().as_second() % 60;
    world.clock.advance(SignedDuration::from_secs(70 - into));
    let sent = || {
        let sent = world.server.asked("SendMessage").into_iter();
        sent.map(|request| serde_json::from_str::<serde_json::Value>(&request.body).unwrap())
            .collect::<Vec<_>>()
    };
    let before = sent().len();
    for path in ["sites/a", "sites/b", "sites/c"] {
        change(&world, sites(vec![site(path, LIBRARY)]))
            .await
            .unwrap();
    }
    let sent = sent();
    let delay = |number: usize| sent[before + number]["DelaySeconds"].as_i64();
    assert_eq!(
        [delay(0), delay(1), delay(2)],
        [Some(1), Some(50), Some(50)]
    );
    let due_at = world.loaded(1).await.due_at.unwrap();
    assert_eq!(due_at, world.clock.now() + SignedDuration::from_secs(50));
    assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
}

#[tokio::test]
async fn a_change_before_anybody_consented_asks_for_no_verification() {
    let world = World::new().await;
    let invited = Registration {
        lifecycle: Lifecycle::Invited,
        ..consented(1)
    };
    world.store(&invited, 1).await;
    change(&world, sites(vec![site("sites/a", LIBRARY)]))
        .await
        .unwrap();
    assert_eq!(world.loaded(1).await.due_at, None);
    assert_eq!(world.server.asked("SendMessage").len(), 0);
}
