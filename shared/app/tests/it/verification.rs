//! Runs and the messages that ask for them.

use crate::{
    samples::{
        OTHER_TENANT, TENANT, consented, invitation, minutes, seconds, start, tenant, tenant_id,
    },
    world::World,
};
use app::{
    host::{api_key::Caller, registrations, verifications},
    verify::process_message::ProcessOutcome,
};
use domain::{
    clock::Clock as _,
    registration::{Approval, Lifecycle, Registration},
    standing::{Answer, Health},
};
use jiff::Timestamp;
use std::sync::atomic::Ordering;
use store::{Commit, VerificationMessage};
use test_case::test_case;

#[tokio::test]
async fn what_waits_for_a_grant_is_finished_by_the_schedule_when_no_message_is_left() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let first = world.process(&world.interactive(1)).await;
    assert_eq!(first, ProcessOutcome::Again);
    // The message of the next attempt is lost; so is the browser.
    for _ in 0..3 {
        let due_at = world.loaded(1).await.due_at.unwrap();
        let wait = due_at.duration_since(domain::clock::Clock::now(&world.clock));
        assert!(wait <= seconds(361), "{wait}");
        assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
    }
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.run_when_due(1).await;
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.standing.health, Health::Healthy);
    assert!(matches!(
        loaded.registration.lifecycle,
        Lifecycle::Connected { .. }
    ));
}

#[tokio::test]
async fn the_link_through_which_somebody_consented_is_done_once_the_connection_is_proven() {
    let world = World::new().await;
    let link = invitation(1);
    let through = Registration {
        consented_through: Some(link.token_hash.clone()),
        ..consented(1)
    };
    world.store(&through, 1).await;
    let done_at = async || {
        let found = world.store.find_invitation(&link.token_hash).await;
        found.unwrap().unwrap().completed_at
    };
    world.process(&world.interactive(1)).await;
    assert_eq!(done_at().await, None, "nothing is granted");
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.clock.advance(seconds(60));
    world.process(&world.interactive(1)).await;
    let connected_at = world.clock.now();
    assert_eq!(done_at().await, Some(connected_at));
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.consented_through, None);

    // The same link again, on a registration that is connected: the first time stays.
    let again = Registration {
        consented_through: through.consented_through,
        version: registration.version + 1,
        ..registration.clone()
    };
    let commit = Commit {
        registration: Some((&again, registration.version)),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    world.clock.advance(seconds(60));
    world.process(&world.interactive(1)).await;
    assert_eq!(done_at().await, Some(connected_at));
    assert_eq!(world.loaded(1).await.registration.consented_through, None);
}

#[tokio::test]
async fn a_link_that_was_deleted_holds_up_no_connection() {
    let world = World::new().await;
    let through = Registration {
        consented_through: Some(invitation(2).token_hash),
        ..consented(1)
    };
    world.store(&through, 1).await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.process(&world.interactive(1)).await;
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle.stage(), "connected");
    assert_eq!(registration.consented_through, None);
}

#[tokio::test]
async fn of_two_askers_one_is_served_and_one_chain_goes_on() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let of_consent = world.interactive(1);
    world.clock.advance(seconds(2));
    let of_proof = world.interactive(1);
    world.clock.advance(seconds(1));
    assert_eq!(world.process(&of_proof).await, ProcessOutcome::Again);
    let asked = world.server.asked("/token").len();
    assert_eq!(world.process(&of_consent).await, ProcessOutcome::Dropped);
    // Delivered twice.
    assert_eq!(world.process(&of_proof).await, ProcessOutcome::Dropped);
    assert_eq!(world.server.asked("/token").len(), asked);
    assert_eq!(world.server.asked("SendMessage").len(), 1);
}

#[tokio::test]
async fn scopes_of_another_tenant_or_of_nobody_count_for_nothing() {
    for foreign in [Some(tenant_id(OTHER_TENANT)), None] {
        let world = World::new().await;
        world.tenant.has_granted.store(true, Ordering::Relaxed);
        let mut registration = consented(1);
        registration.observations.delegated_scopes_tenant = foreign;
        world.store(&registration, 1).await;
        world.process(&world.interactive(1)).await;
        let standing = world.loaded(1).await.standing;
        assert_eq!(
            standing.answers["delegated-permissions"],
            Answer::NeverObserved
        );
        assert_eq!(standing.health, Health::Unknown);
    }
}

#[test_case("unauthorized_client", Answer::Fail; "the client is disabled")]
#[test_case("invalid_client", Answer::Fail; "the client is not there")]
#[test_case("invalid_scope", Answer::NeverObserved; "the scope")]
#[test_case("invalid_request", Answer::NeverObserved; "the request")]
#[test_case("access_denied", Answer::NeverObserved; "something else")]
#[test_case("unauthorized_client 700016", Answer::Fail; "the application is not in the directory")]
#[test_case("invalid_client 7000215", Answer::NeverObserved; "a wrong secret of ours")]
#[test_case("unauthorized_client 90033", Answer::NeverObserved; "a passing fault of Microsoft")]
#[test_case("invalid_client 90036", Answer::NeverObserved; "a fault of Microsoft")]
#[test_case("invalid_grant 700084", Answer::NeverObserved; "a fault of our request")]
#[tokio::test]
async fn t78_only_a_refused_client_is_the_tenants_fault(refusal: &str, expected: Answer) {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    world.clock.advance(minutes(120));
    refusal.clone_into(&mut world.tenant.refusal.lock().unwrap());
    world.process(&world.interactive(1)).await;
    let standing = world.loaded(1).await.standing;
    let failed = ["app-registered", "app-enabled"].map(|check| standing.answers[check]);
    assert!(failed.contains(&expected), "{failed:?}");
    assert_eq!(failed.contains(&Answer::Fail), expected == Answer::Fail);
    assert_eq!(standing.disturbed_since.is_some(), expected != Answer::Fail);
}

#[tokio::test]
async fn t75_a_row_that_cannot_be_read_ends_in_the_dead_letter_queue() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    world.behind.spoil(1, "customer");
    let mut message = world.interactive(1);
    for _ in 0..5 {
        assert_eq!(world.process(&message).await, ProcessOutcome::Postponed);
        world.clock.advance(minutes(1));
        message = message.next_attempt(domain::clock::Clock::now(&world.clock));
    }
    let sent = world.server.asked("SendMessage").len();
    assert_eq!(world.process(&message).await, ProcessOutcome::Unreadable);
    assert_eq!(world.server.asked("SendMessage").len(), sent);
    assert!(world.server.asked("/token").is_empty());
}

#[tokio::test]
async fn an_approval_that_no_queue_took_is_verified_by_the_schedule_at_once() {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let mut registration = consented(1);
    registration.lifecycle = Lifecycle::Consented {
        tenant: tenant(TENANT),
        approval: Approval::Waiting,
        consented_at: start(),
    };
    world.store(&registration, 1).await;
    world.process(&world.interactive(1)).await;
    let stage = async || world.loaded(1).await.registration.lifecycle;
    assert_eq!(stage().await.stage(), "consented", "nobody agreed");
    world.tenant.has_no_queue.store(true, Ordering::Relaxed);
    let caller = Caller::new("abcdefgh", None);
    let approved = registrations::approve(
        &world.store,
        &world.queue,
        &world.clock,
        &caller,
        registration.id,
        crate::samples::tenant_id(crate::samples::TENANT),
    );
    approved.await.unwrap();
    let due_at = world.loaded(1).await.due_at.unwrap();
    assert!(due_at.duration_since(domain::clock::Clock::now(&world.clock)) <= seconds(1));
    assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
    assert_eq!(stage().await.stage(), "connected");
}

#[tokio::test]
async fn a_later_attempt_keeps_a_report_only_when_an_answer_changed() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    let caller = Caller::new("abcdefgh", None);
    let kept = async || {
        let id = consented(1).id;
        let listed =
            verifications::list_verifications(&world.store, &world.clock, &caller, id, None, 50);
        listed.await.unwrap().1.items.len()
    };
    let mut message = world.interactive(1);
    for _ in 0..4 {
        assert_eq!(world.process(&message).await, ProcessOutcome::Again);
        world.clock.advance(seconds(5));
        message = message.next_attempt(domain::clock::Clock::now(&world.clock));
        assert_eq!(kept().await, 1, "they all wait");
    }
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    assert_eq!(world.process(&message).await, ProcessOutcome::Verified);
    assert_eq!(kept().await, 2);
    world.clock.advance(seconds(5));
    world.process(&world.interactive(1)).await;
    assert_eq!(kept().await, 3, "somebody asked");
}

/// Kept reports of the first registration.
async fn kept(world: &World) -> usize {
    let caller = Caller::new("abcdefgh", None);
    let id = consented(1).id;
    let listed =
        verifications::list_verifications(&world.store, &world.clock, &caller, id, None, 50);
    listed.await.unwrap().1.items.len()
}

#[tokio::test]
async fn what_goes_on_failing_alike_keeps_no_further_report() {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    world.clock.advance(minutes(120));
    "unauthorized_client".clone_into(&mut world.tenant.refusal.lock().unwrap());
    world.process(&world.interactive(1)).await;
    assert_eq!(kept(&world).await, 1);
    let findings = world.loaded(1).await.standing.findings;
    assert!(!findings.is_empty(), "what failed is remembered");
    for _ in 0..3 {
        assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
        assert_eq!(world.loaded(1).await.standing.findings, findings);
    }
    assert_eq!(kept(&world).await, 1);
}

/// Cost of a scheduled run that finds everything unchanged: first makes a run at the due time, then the one that is counted.
async fn calls_without_change(world: &World) -> Vec<(String, f64)> {
    assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
    let kept_before = kept(world).await;
    let due_at = world.loaded(1).await.due_at.unwrap();
    world
        .clock
        .advance(due_at.duration_since(world.clock.now()));
    let message = VerificationMessage::scheduled(consented(1).id, due_at, due_at);
    world.gate.watch(|_, _| None);
    assert_eq!(world.process(&message).await, ProcessOutcome::Verified);
    let calls = world.gate.calls().into_iter();
    let calls = calls.map(|call| (call.operation, call.units)).collect();
    assert_eq!(kept(world).await, kept_before, "no report");
    calls
}

#[derive(Debug, Clone, Copy)]
enum Tenant {
    Healthy,
    Failing,
    Unreadable,
}

#[test_case(Tenant::Healthy; "healthy")]
#[test_case(Tenant::Failing; "failing")]
#[test_case(Tenant::Unreadable; "unreadable")]
#[tokio::test]
async fn a_scheduled_run_without_change_is_one_read_and_one_update_whatever_it_finds(
    tenant: Tenant,
) {
    let world = World::watched().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.store(&consented(1), 1).await;
    world.process(&world.interactive(1)).await;
    world.clock.advance(minutes(120));
    match tenant {
        Tenant::Healthy => {}
        Tenant::Failing => {
            "unauthorized_client".clone_into(&mut world.tenant.refusal.lock().unwrap());
        }
        Tenant::Unreadable => world.tenant.is_down.store(true, Ordering::Relaxed),
    }
    // Until what is found is confirmed, and told.
    for _ in 0..2 {
        world.run_when_due(1).await;
    }
    // The least there can be: one unit of the table, and two of the index of due times, where the new due time is a new place: an
    // entry goes and another one comes.
    let mut expected = vec![("query".to_owned(), 1.0), ("updateitem".to_owned(), 3.0)];
    if matches!(tenant, Tenant::Unreadable) {
        // The pace of the schedule goes by the number of disturbed runs.
        expected.push(("updateitem".to_owned(), 1.0));
    }
    assert_eq!(calls_without_change(&world).await, expected);
    let health = world.loaded(1).await.standing.health;
    assert_eq!(health == Health::Broken, matches!(tenant, Tenant::Failing));
}

#[tokio::test]
async fn a_scheduled_run_met_by_a_fault_of_ours_is_taken_up_within_two_minutes_by_one_message() {
    let world = World::watched().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.store(&consented(1), 1).await;
    world.process(&world.interactive(1)).await;
    let due_at = world.loaded(1).await.due_at.unwrap();
    // At the first quarter of an hour after it is overdue by another, the dispatcher sends one: this one ends there.
    let quarter = minutes(15).as_secs();
    let sent_again_at = (due_at.as_second() - 1).div_euclid(quarter) * quarter + 2 * quarter;
    let five_before = Timestamp::from_second(sent_again_at).unwrap() - minutes(5);
    world
        .clock
        .advance(five_before.duration_since(world.clock.now()));
    let fault = || Some((500, r#"{"__type": "InternalServerError"}"#.to_owned()));
    world.gate.watch(move |_, _| fault());
    let mut message = VerificationMessage::scheduled(consented(1).id, due_at, world.clock.now());
    let mut sent = 0;
    while world.clock.now() < due_at + minutes(40) {
        assert_eq!(world.process(&message).await, ProcessOutcome::Postponed);
        let messages = world.server.asked("SendMessage");
        let to_sweep: Vec<_> = messages
            .iter()
            .filter(|request| request.body.contains("/sweep"))
            .collect();
        if to_sweep.len() == sent {
            break;
        }
        sent += 1;
        let body = &to_sweep.last().unwrap().body;
        assert!(body.contains(r#""DelaySeconds":60"#), "{body}");
        assert!(body.contains(&due_at.as_millisecond().to_string()));
        world.clock.advance(minutes(1));
        message = message.next_attempt(world.clock.now());
    }
    assert_eq!(sent, 4, "one a minute, until the dispatcher sends its own");
    world.gate.open();
    assert_eq!(world.process(&message).await, ProcessOutcome::Verified);
    assert_eq!(world.process(&message).await, ProcessOutcome::Dropped);
}
