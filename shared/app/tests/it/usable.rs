//! Usability of each service, as runs store it and reads show it.

use crate::{
    feed,
    not_asked::{change, other_site},
    people::{Grant, USER},
    samples::{consented, minutes, registration_id},
    system_user::tokens,
    verdicts::{at_work, error, run},
    world::World,
};
use app::{
    host::registrations::{Changes, ValueChange},
    verify::verify_registration::{self, Keep, RunRequest},
};
use domain::{
    clock::Clock as _,
    event::EventKind,
    usability::{Service, Usability, Usable},
    verification::{
        report::{Report, RunOutcome},
        verdict::{Unobserved, Verdict},
    },
};
use jiff::Timestamp;
use std::sync::atomic::Ordering;
use store::Trigger;
use test_case::test_case;

/// The answers as a read gives them now: for SharePoint, then for mail.
async fn usable(world: &World) -> [(Usable, Timestamp); 2] {
    let loaded = world.loaded(1).await;
    let usable = Usability::of(&loaded.registration, &loaded.standing, world.clock.now());
    [usable.sharepoint, usable.mail].map(|of| (of.answer, of.since))
}

fn refuse(world: &World, part: &'static str) {
    let refused = (403, error("accessDenied"));
    world.tenant.parts.lock().unwrap().insert(part, refused);
}

#[tokio::test]
async fn a_site_that_fails_leaves_mail_usable_and_each_answer_keeps_its_start() {
    let world = Box::pin(at_work()).await;
    let [(sharepoint, began_at), mail] = usable(&world).await;
    assert_eq!((sharepoint, mail), (Usable::Yes, (Usable::Yes, began_at)));
    // Runs that see the same move no start.
    run(&world).await;
    assert_eq!(usable(&world).await, [(Usable::Yes, began_at), mail]);

    world.clock.advance(minutes(10));
    refuse(&world, "site-0");
    run(&world).await;
    let suspected_at = world.clock.now();
    assert_eq!(
        usable(&world).await,
        [(Usable::Unknown, suspected_at), mail]
    );
    let suspected = world.loaded(1).await.standing.suspected().unwrap();
    assert_eq!(suspected.checks, ["site:1"]);

    world.clock.advance(minutes(6));
    run(&world).await;
    let confirmed_at = world.clock.now();
    world.clock.advance(minutes(3));
    assert_eq!(usable(&world).await, [(Usable::No, confirmed_at), mail]);
    assert_eq!(world.loaded(1).await.standing.suspected(), None);

    world.tenant.parts.lock().unwrap().remove("site-0");
    run(&world).await;
    assert_eq!(
        usable(&world).await,
        [(Usable::Yes, world.clock.now()), mail]
    );
}

/// Kinds of the events after the connection's own, oldest first.
async fn told(world: &World) -> Vec<EventKind> {
    let told = feed::told(world).await;
    let kinds = told.iter().map(|event| event.kind);
    kinds
        .skip_while(|kind| *kind == EventKind::Connected)
        .collect()
}

#[tokio::test]
async fn a_failure_that_no_second_look_confirms_is_told_when_it_is_over() {
    let world = Box::pin(at_work()).await;
    world.clock.advance(minutes(10));
    refuse(&world, "site-0");
    run(&world).await;
    assert_eq!(told(&world).await, [], "not confirmed");
    world.tenant.parts.lock().unwrap().remove("site-0");
    for _ in 0..2 {
        world.clock.advance(minutes(2));
        run(&world).await;
        assert_eq!(told(&world).await, [EventKind::Recovery], "once");
    }
}

#[test_case(r#"{"error":"invalid_grant","error_codes":[50173]}"#, &["system-user-connected"]; "revoked")]
#[test_case(
    r#"{"error":"invalid_grant","suberror":"message_only","error_codes":[53003]}"#,
    &["sign-in-policy", "system-user-connected"];
    "by a policy"
)]
#[tokio::test]
async fn a_refused_sign_in_is_suspected_by_its_own_checks_alone(refusal: &str, checks: &[&str]) {
    let world = Box::pin(at_work()).await;
    world.clock.advance(minutes(10));
    let grants = [Grant::RefusedWith(refusal.to_owned())];
    world.tenant.people.answer_with(grants);
    world.process(&world.interactive(1)).await;
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.standing.suspected().unwrap().checks, checks);
    let usable = Usability::of(&loaded.registration, &loaded.standing, world.clock.now());
    for service in Service::ALL {
        let reasons = usable.service(service).reasons.iter();
        let named: Vec<_> = reasons.filter_map(|it| it.check.as_deref()).collect();
        assert_eq!(named, checks, "{service:?}");
    }
}

#[tokio::test]
async fn a_service_that_can_be_used_for_the_first_time_is_told() {
    let world = Box::pin(at_work()).await;
    let none = Changes {
        sites: ValueChange::Remove,
        ..Changes::default()
    };
    change(&world, none).await;
    world.clock.advance(minutes(2));
    run(&world).await;
    let [(sharepoint, _), (mail, _)] = usable(&world).await;
    assert_eq!((sharepoint, mail), (Usable::Unknown, Usable::Yes));
    assert_eq!(told(&world).await, [], "no site is named");
    change(&world, other_site()).await;
    world.clock.advance(minutes(2));
    run(&world).await;
    assert_eq!(usable(&world).await[0].0, Usable::Yes);
    assert_eq!(told(&world).await, [EventKind::Recovery]);
}

#[tokio::test]
async fn t78_an_outage_leaves_the_answer_as_it_was() {
    let world = Box::pin(at_work()).await;
    let before = usable(&world).await;
    world.tenant.is_down.store(true, Ordering::Relaxed);
    run(&world).await;
    assert_eq!(usable(&world).await, before);
}

#[tokio::test]
async fn a_site_that_the_host_app_names_anew_is_unknown_from_then_on() {
    let world = Box::pin(at_work()).await;
    let [_, mail] = usable(&world).await;
    change(&world, other_site()).await;
    let changed_at = world.clock.now();
    world.clock.advance(minutes(2));
    assert_eq!(usable(&world).await, [(Usable::Unknown, changed_at), mail]);
}

#[tokio::test]
async fn an_answer_that_a_new_connection_leaves_as_it_is_keeps_its_start() {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let registration = consented(1);
    world.store(&registration, 1).await;
    world.clock.advance(minutes(5));
    world.process(&world.interactive(1)).await;
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.registration.lifecycle.stage(), "connected");
    let since = registration.created_at;
    assert_eq!(usable(&world).await, [(Usable::Unknown, since); 2]);
}

/// The report of a run that the host app asked for, as it is kept.
async fn verified(world: &World) -> Report {
    verified_as(world, Trigger::Requested).await
}

async fn verified_as(world: &World, trigger: Trigger) -> Report {
    let grants = [tokens(world, USER, None)];
    world.tenant.people.answer_with(grants);
    let request = RunRequest {
        slot: world.clock.now().as_millisecond(),
        trigger,
        keep: Keep::Always,
    };
    let id = registration_id(1);
    let run = world.verifier.verify(world.machine(), id, request);
    let made = match run.await.unwrap() {
        verify_registration::VerificationOutcome::Verified(verified) => Some(verified.report),
        _ => None,
    };
    made.unwrap()
}

#[tokio::test]
async fn t78_a_run_that_could_not_look_says_so_and_passes_nothing_of_before() {
    let world = Box::pin(at_work()).await;
    let seen_at = world.loaded(1).await.standing.checked_at.unwrap();
    world.tenant.is_down.store(true, Ordering::Relaxed);
    for _ in 0..2 {
        world.clock.advance(minutes(2));
        let report = verified(&world).await;
        assert_eq!(report.coverage.outcome, RunOutcome::CouldNotLook);
        assert_eq!(report.coverage.looked_at, Some(seen_at));
        assert!(report.coverage.stale_since.is_some());
        assert_eq!(report.changes, [], "nothing was seen to change");
        for result in &report.results {
            let seen = !matches!(
                result.verdict,
                Verdict::Unknown(_) | Verdict::NotApplicable(_)
            );
            assert!(!seen, "{result:?}");
        }
        let mailbox = report.result("mailbox").unwrap();
        let last_known = mailbox.last_known.as_ref().unwrap();
        assert_eq!(
            (last_known.verdict.as_str(), last_known.observed_at),
            ("pass", seen_at)
        );
        let registered = report.result("app-registered").unwrap();
        let mut evidence = registered.evidence.iter();
        let refusal = evidence.find(|evidence| evidence.status == Some(503));
        let refused_at = refusal.map(|evidence| evidence.at);
        assert_eq!(refused_at, Some(world.clock.now()), "of this very run");
    }
    let standing = world.loaded(1).await.standing;
    assert_eq!(standing.checked_at, Some(seen_at));
    assert!(standing.looked_at() <= standing.disturbed_since);
    // The next run of the schedule that can look is kept, though no answer changed.
    world.tenant.is_down.store(false, Ordering::Relaxed);
    world.clock.advance(minutes(6));
    run(&world).await;
    let report = crate::verdicts::read(&world).await;
    assert_eq!(report.coverage.outcome, RunOutcome::Complete);
    assert_eq!(report.result("mailbox").unwrap().verdict, Verdict::Pass);
    assert_eq!(report.changes, []);
}

/// A run that a person waits for asks for new tokens.
#[tokio::test]
async fn t78_the_token_endpoints_answer_is_the_evidence_of_what_was_not_read() {
    let world = Box::pin(at_work()).await;
    world.tenant.is_down.store(true, Ordering::Relaxed);
    world.clock.advance(minutes(2));
    let report = verified_as(&world, Trigger::Interactive).await;
    for check in [
        "app-registered",
        "application-permissions",
        "user-access",
        "system-user-connected",
        "mailbox",
        "site:1",
        "library:1",
    ] {
        let result = report.result(check).unwrap();
        let silent = Verdict::Unknown(Unobserved::MicrosoftUnavailable);
        assert_eq!(result.verdict, silent, "{check}");
        assert!(!result.evidence.is_empty(), "{check}");
        for evidence in &result.evidence {
            assert_eq!(evidence.status, Some(503), "{check}: {evidence:?}");
            assert!(evidence.request.ends_with("/oauth2/v2.0/token"), "{check}");
            assert_eq!(evidence.at, world.clock.now(), "{check}");
        }
    }
    assert_eq!(report.result("app-registered").unwrap().evidence.len(), 1);
}

#[tokio::test]
async fn a_run_that_saw_a_part_says_which() {
    let world = Box::pin(at_work()).await;
    let part = (503, error("serviceNotAvailable"));
    world.tenant.parts.lock().unwrap().insert("mailbox", part);
    let report = verified(&world).await;
    assert_eq!(report.coverage.outcome, RunOutcome::Partial);
    let mailbox = report.result("mailbox").unwrap();
    let silent = Verdict::Unknown(Unobserved::MicrosoftUnavailable);
    assert_eq!(mailbox.verdict, silent);
    assert_eq!(mailbox.last_known.as_ref().unwrap().verdict, "pass");
    assert_eq!(report.result("site:1").unwrap().verdict, Verdict::Pass);
    let standing = world.loaded(1).await.standing;
    assert!(standing.looked_at() <= standing.disturbed_since);
}
