//! Runs of a registration with a library: it is tried where an earlier run found it, writing once a day, and no upload session
//! is left open.

use crate::{
    people::{DRIVE, Grant, LIBRARY, USER},
    samples::{registration_id, seconds, tenant},
    server::Request,
    system_user::{connected_with, tokens},
    world::World,
};
use app::verify::process_message::ProcessOutcome;
use domain::{
    clock::Clock as _,
    customer::Site,
    drives::{DriveId, WriteTrials},
    registration::{Approval, Lifecycle, Registration},
    verification::verdict::Verdict,
};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use store::VerificationMessage;
use test_case::test_case;

fn projects() -> Site {
    let url = "https://contoso.sharepoint.com/sites/projects".to_owned();
    Site {
        url: url.try_into().unwrap(),
        libraries: vec![LIBRARY.to_owned().try_into().unwrap()],
    }
}

/// A connected system user of a registration with a library that no run has found yet.
async fn with_library() -> World {
    let world = connected_with(World::watched().await, vec![projects()]).await;
    let fresh = tokens(&world, USER, None);
    world.tenant.people.answer_with([fresh]);
    world
}

/// A registration with a library that a run has found.
async fn with_known_library() -> World {
    let world = with_library().await;
    world.process(&world.interactive(1)).await;
    assert_eq!((opened(&world), abandoned(&world)), (1, 1));
    world
}

/// A scheduled run at this instant, which uses held tokens.
async fn scheduled(world: &World) -> ProcessOutcome {
    world.clock.advance(seconds(60));
    let now = world.clock.now();
    let message = VerificationMessage::scheduled(registration_id(1), now, now);
    world.process(&message).await
}

/// Number of upload sessions that were opened.
fn opened(world: &World) -> usize {
    let batches = world.server.asked("/$batch");
    let opened = |batch: &Request| {
        let asked: Value = serde_json::from_str(&batch.body).unwrap();
        let parts = asked["requests"].as_array().unwrap();
        let opens = |part: &&Value| {
            part["url"]
                .as_str()
                .unwrap()
                .ends_with("createUploadSession")
        };
        parts.iter().filter(opens).count()
    };
    batches.iter().map(opened).sum()
}

fn abandoned(world: &World) -> usize {
    world.server.asked("DELETE ").len()
}

fn is_write(request: &Request) -> bool {
    request.target.ends_with("updateitem") || request.target.ends_with("transactwriteitems")
}

#[tokio::test]
async fn a_drive_is_kept_with_the_run_that_found_it_and_costs_no_write_after_it() {
    let world = with_library().await;
    let before = world.loaded(1).await.registration;
    assert!(before.observations.drives.is_empty());
    world.process(&world.interactive(1)).await;
    let site = projects();
    let found = world.loaded(1).await.registration;
    let drive = found
        .observations
        .drives
        .find(&site.url, &site.libraries[0]);
    assert_eq!(drive.map(DriveId::as_str), Some(DRIVE));

    world.gate.watch(|_, _| None);
    let batches = world.server.asked("/$batch").len();
    assert_eq!(scheduled(&world).await, ProcessOutcome::Verified);
    assert_eq!(world.gate.open(), 2, "one read and one write");
    assert_eq!(world.server.asked("/$batch").len() - batches, 3);
    assert_eq!(
        (opened(&world), abandoned(&world)),
        (1, 1),
        "writing was tried a minute ago"
    );
    assert_eq!(world.loaded(1).await.registration, found);
}

/// A scheduled run the given hours later, with the tokens that Microsoft issues then.
async fn scheduled_after(world: &World, hours: i64) {
    world.clock.advance(seconds(hours * 3_600));
    let fresh = tokens(world, USER, None);
    world.tenant.people.answer_with([fresh]);
    assert_eq!(scheduled(world).await, ProcessOutcome::Verified);
}

#[tokio::test]
async fn of_the_runs_of_a_day_one_tries_writing_before_the_last_trial_is_a_day_old() {
    let world = with_known_library().await;
    let tried_at = |registration: &Registration| {
        let site = projects();
        let trials = &registration.observations.write_trials;
        trials.find(&site.url, &site.libraries[0]).unwrap()
    };
    let first = tried_at(&world.loaded(1).await.registration);
    let mut opened_by = Vec::new();
    for _ in 0..8 {
        scheduled_after(&world, 6).await;
        opened_by.push(opened(&world) - 1);
    }
    assert_eq!(opened_by, [0, 0, 1, 1, 1, 2, 2, 2]);
    let last = tried_at(&world.loaded(1).await.registration);
    assert!(last > first && last > world.clock.now() - seconds(13 * 3_600));
}

fn refusal(code: &str) -> Value {
    json!({"error": {"code": code}})
}

fn without_room() -> Value {
    json!({"value": [{
        "id": DRIVE, "name": LIBRARY, "driveType": "documentLibrary", "quota": {"state": "exceeded"},
    }]})
}

#[test_case("read-0", 403, &refusal("accessDenied"), "library-read-refused"; "reading is refused")]
#[test_case("read-0", 423, &refusal("resourceLocked"), "library-locked"; "it is locked")]
#[test_case("drives-0", 200, &without_room(), "library-full"; "it is full")]
#[tokio::test]
async fn a_fault_is_as_old_as_the_look_that_showed_it_and_not_as_the_trial_of_writing(
    part: &'static str,
    status: u16,
    body: &Value,
    finding: &str,
) {
    let world = with_known_library().await;
    let answer = (status, body.clone());
    world.tenant.parts.lock().unwrap().insert(part, answer);
    scheduled_after(&world, 6).await;
    assert_eq!(opened(&world), 1, "it relies on the trial");
    let loaded = world.loaded(1).await;
    let suspect = loaded.standing.suspects["library:1"];
    assert_eq!(
        (suspect.since, suspect.confirmed),
        (world.clock.now(), false)
    );
    assert_eq!(loaded.standing.findings["library:1"], finding);
    let due_in = loaded.due_at.unwrap().duration_since(world.clock.now());
    assert!(due_in <= seconds(7 * 60), "{due_in}");
    assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
    let standing = world.loaded(1).await.standing;
    assert!(standing.suspects["library:1"].confirmed);
}

#[tokio::test]
async fn somebody_who_asks_has_writing_tried() {
    let world = with_known_library().await;
    world.clock.advance(seconds(120));
    world.process(&world.interactive(1)).await;
    assert_eq!((opened(&world), abandoned(&world)), (2, 2));
}

#[tokio::test]
async fn later_attempts_at_what_somebody_asked_for_rely_on_the_trial_of_the_first() {
    let world = with_known_library().await;
    let mut message = world.interactive(1);
    for _ in 0..3 {
        world.clock.advance(seconds(15));
        message = message.next_attempt(world.clock.now());
        assert_eq!(world.process(&message).await, ProcessOutcome::Verified);
    }
    assert_eq!((opened(&world), abandoned(&world)), (1, 1));
}

#[tokio::test]
async fn an_account_that_was_connected_since_has_writing_tried() {
    let world = with_known_library().await;
    world.clock.advance(seconds(60));
    change(&world, |registration| {
        let connection = registration.system_user_connection.as_mut().unwrap();
        connection.connected_at = world.clock.now();
    })
    .await;
    scheduled(&world).await;
    assert_eq!((opened(&world), abandoned(&world)), (2, 2));
}

#[tokio::test]
async fn a_session_that_stays_open_stands_in_the_evidence_and_changes_no_verdict() {
    let world = with_library().await;
    world.server.refuses_clean_up.store(true, Ordering::SeqCst);
    world.process(&world.interactive(1)).await;
    assert_eq!((opened(&world), abandoned(&world)), (1, 2), "tried twice");
    let latest = world.loaded(1).await.standing.latest_report.unwrap();
    let kept = world.store.find_report(registration_id(1), latest).await;
    let report = kept.unwrap().unwrap().report;
    let library = report.result("library:1").unwrap();
    assert_eq!(library.verdict, Verdict::Pass);
    let left_open: Vec<_> = library
        .evidence
        .iter()
        .filter(|evidence| evidence.request.starts_with("DELETE "))
        .map(|evidence| evidence.status)
        .collect();
    assert_eq!(left_open, [Some(503)]);
}

/// Changes the stored registration.
async fn change(world: &World, change: impl FnOnce(&mut Registration)) {
    let mut changed = world.loaded(1).await.registration;
    let version = changed.version;
    change(&mut changed);
    changed.version += 1;
    let commit = store::Commit {
        registration: Some((&changed, version)),
        ..store::Commit::default()
    };
    world.store.commit(commit).await.unwrap();
}

/// Lets the next run of the schedule try writing.
async fn forget_trials(world: &World) {
    change(world, |registration| {
        registration.observations.write_trials = WriteTrials::default();
    })
    .await;
}

#[tokio::test]
async fn a_drive_that_moved_is_kept_without_touching_what_the_host_app_sees() {
    let world = with_known_library().await;
    let site = projects();
    change(&world, |registration| {
        let drive = DriveId::try_from("b!before".to_owned()).unwrap();
        let drives = &mut registration.observations.drives;
        drives.insert(&site.url, &site.libraries[0], drive);
    })
    .await;
    let moved = world.loaded(1).await.registration;
    world.gate.watch(|_, _| None);
    scheduled(&world).await;
    assert_eq!(world.gate.open(), 2, "one read, and one transaction");
    let now = world.loaded(1).await.registration;
    let drive = now.observations.drives.find(&site.url, &site.libraries[0]);
    assert_eq!(drive.map(DriveId::as_str), Some(DRIVE));
    assert_eq!(now.updated_at, moved.updated_at);
    assert_eq!(
        (opened(&world), abandoned(&world)),
        (2, 2),
        "at the drive it has now"
    );
}

type Event = Box<dyn FnMut(usize, &Request) -> Option<(u16, String)> + Send>;

/// A newer run is stored meanwhile.
fn superseded(world: &World) -> Event {
    let behind = world.behind.clone();
    Box::new(move |_, request| {
        if is_write(request) {
            behind.set_slot(1, i64::MAX);
        }
        None
    })
}

/// Another request changes the registration meanwhile, once.
fn changed(world: &World) -> Event {
    let (behind, mut first) = (world.behind.clone(), true);
    let at = world.clock.now();
    Box::new(move |_, request| {
        if is_write(request) && std::mem::take(&mut first) {
            let lifecycle = Lifecycle::Connected {
                tenant: tenant(crate::samples::TENANT),
                approval: Approval::NotNeeded,
                consented_at: at,
                connected_at: at,
            };
            behind.set_lifecycle(1, &lifecycle);
        }
        None
    })
}

/// The table cannot be written.
fn refused(_: &World) -> Event {
    let answer = json!({"__type": "AccessDeniedException"}).to_string();
    Box::new(move |_, request| is_write(request).then(|| (400, answer.clone())))
}

#[test_case(superseded, ProcessOutcome::Dropped, 1; "a newer run is stored")]
#[test_case(changed, ProcessOutcome::Verified, 2; "the registration changed and the run is made again")]
#[test_case(refused, ProcessOutcome::Postponed, 1; "nothing can be stored")]
#[tokio::test]
async fn nothing_is_left_behind_whatever_becomes_of_the_run(
    event: fn(&World) -> Event,
    expected: ProcessOutcome,
    sessions: usize,
) {
    let world = with_library().await;
    world.gate.watch(event(&world));
    assert_eq!(world.process(&world.interactive(1)).await, expected);
    assert_eq!((opened(&world), abandoned(&world)), (sessions, sessions));
}

#[tokio::test]
async fn nothing_is_left_behind_by_a_held_token_that_is_refused() {
    let world = with_known_library().await;
    forget_trials(&world).await;
    world
        .tenant
        .people
        .refused_reads
        .store(1, Ordering::Relaxed);
    scheduled(&world).await;
    assert_eq!((opened(&world), abandoned(&world)), (3, 3), "read twice");
}

#[tokio::test]
async fn nothing_is_left_behind_where_the_account_is_let_in_no_more() {
    let world = with_known_library().await;
    forget_trials(&world).await;
    let refused = Grant::Refused("invalid_grant");
    world.tenant.people.answer_with([refused]);
    scheduled(&world).await;
    assert_eq!((opened(&world), abandoned(&world)), (2, 2));
}
