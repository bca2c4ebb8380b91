//! Rules of health, row by row.

#[path = "tests/age.rs"]
mod age;
#[path = "tests/forgotten.rs"]
mod forgotten;
#[path = "tests/not_readable.rs"]
mod not_readable;
#[path = "tests/settling.rs"]
mod settling;

use super::*;
use crate::{
    schedule::RunReason,
    verification::{
        catalogue::CATALOGUE,
        report::{CheckResult, Coverage, Report},
        verdict::{Finding, Identity, Unobserved, Verdict},
    },
};

const CONFIRM: SignedDuration = SignedDuration::from_mins(5);

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}

fn report(minute: i64, verdict: impl Fn(&str) -> Verdict) -> Report {
    let results = CATALOGUE
        .iter()
        .map(|check| {
            let verdict = verdict(check.id);
            let observed_at = (!matches!(verdict, Verdict::Unknown(_))).then(|| at(minute));
            CheckResult {
                check: check.id.to_owned(),
                subject: None,
                verdict,
                observed_at,
                last_known: None,
                evidence: Vec::new(),
            }
        })
        .collect();
    Report {
        checked_at: at(minute),
        coverage: Coverage::default(),
        results,
        changes: Vec::new(),
        access: None,
    }
}

fn all_pass(minute: i64) -> Report {
    report(minute, |_| Verdict::Pass)
}

fn one_fails(minute: i64) -> Report {
    report(minute, |check| {
        if check == "app-registered" {
            Verdict::Fail(Finding::new("app-not-registered"))
        } else {
            Verdict::Pass
        }
    })
}

fn outage(minute: i64) -> Report {
    report(minute, |_| {
        Verdict::Unknown(Unobserved::MicrosoftUnavailable)
    })
}

trait After {
    /// The assessment of a run that looked at everything at one instant.
    fn after(&self, report: &Report) -> Assessment;
}

impl After for Standing {
    fn after(&self, report: &Report) -> Assessment {
        self.assess(report, report.checked_at, CONFIRM)
    }
}

fn healthy() -> Standing {
    Standing::default().after(&all_pass(0)).standing
}

#[test]
fn everything_passing_is_healthy() {
    let assessment = Standing::default().after(&all_pass(0));
    assert_eq!(assessment.standing.health, Health::Healthy);
    assert_eq!(assessment.previous_health, Some(Health::Unknown));
    assert_eq!(assessment.standing.health_version, 1);
}

#[test]
fn t78_one_sighting_changes_no_health_and_asks_for_a_second() {
    let assessment = healthy().after(&one_fails(10));
    assert_eq!(assessment.standing.health, Health::Healthy);
    assert_eq!(assessment.previous_health, None);
    assert_eq!(assessment.next, RunReason::Confirm);
    assert!(assessment.answers_changed);
}

#[test]
fn t78_second_sighting_after_five_minutes_confirms() {
    let once = healthy().after(&one_fails(10)).standing;
    let early = once.after(&one_fails(14));
    assert_eq!(early.standing.health, Health::Healthy);
    let confirmed = early.standing.after(&one_fails(15));
    assert_eq!(confirmed.standing.health, Health::Broken);
    assert_eq!(confirmed.previous_health, Some(Health::Healthy));
    assert_eq!(confirmed.next, RunReason::Routine);
}

#[test]
fn a_pass_between_two_failures_starts_the_count_again() {
    let once = healthy().after(&one_fails(10)).standing;
    let passed = once.after(&all_pass(12)).standing;
    let again = passed.after(&one_fails(20));
    assert_eq!(again.standing.health, Health::Healthy);
    assert_eq!(again.next, RunReason::Confirm);
}

#[test]
fn recovery_needs_one_pass_and_is_one_change() {
    let once = healthy().after(&one_fails(10)).standing;
    let broken = once.after(&one_fails(15)).standing;
    let recovered = broken.after(&all_pass(20));
    assert_eq!(recovered.standing.health, Health::Healthy);
    assert_eq!(recovered.previous_health, Some(Health::Broken));
    assert_eq!(recovered.standing.health_version, 3);
}

#[test]
fn t78_outage_changes_neither_health_nor_answers() {
    for start in [healthy(), healthy().after(&one_fails(10)).standing] {
        let assessment = start.after(&outage(30));
        assert_eq!(assessment.standing.health, start.health);
        assert_eq!(assessment.standing.suspects, start.suspects);
        assert!(!assessment.answers_changed);
        assert_eq!(assessment.standing.checked_at, start.checked_at);
        assert_eq!(assessment.standing.disturbed_since, Some(at(30)));
    }
}

#[test]
fn t78_outage_between_two_sightings_does_not_hide_the_second() {
    let once = healthy().after(&one_fails(10)).standing;
    let disturbed = once.after(&outage(12)).standing;
    assert_eq!(
        disturbed.after(&one_fails(16)).standing.health,
        Health::Broken
    );
}

#[test]
fn waiting_keeps_the_previous_health_and_is_looked_at_again_soon() {
    let waiting = |minute| {
        report(minute, |check| {
            if check == "application-permissions" {
                Verdict::Waiting(Finding::new("application-permissions-missing"))
            } else {
                Verdict::Pass
            }
        })
    };
    let assessment = healthy().after(&waiting(5));
    assert_eq!(assessment.standing.health, Health::Healthy);
    // Whoever closed the browser: the schedule goes on until it has spread.
    assert_eq!(assessment.next, RunReason::Spreading);
    assert_eq!(
        Standing::default().after(&waiting(5)).standing.health,
        Health::Unknown
    );
}

#[test]
fn blocking_check_never_observed_leaves_the_health_unknown() {
    let assessment = Standing::default().after(&report(0, |check| {
        if check == "user-access" {
            Verdict::Unknown(Unobserved::IdentityAbsent {
                identity: Identity::SystemUser,
            })
        } else {
            Verdict::Pass
        }
    }));
    assert_eq!(assessment.standing.health, Health::Unknown);
}

#[test]
fn nothing_new_changes_nothing() {
    let assessment = healthy().after(&all_pass(360));
    assert!(!assessment.answers_changed);
    assert_eq!(assessment.previous_health, None);
    assert_eq!(assessment.standing.checked_at, Some(at(360)));
}

#[test]
fn a_check_settles_with_the_first_answer_since_the_consent() {
    let standing = Standing::default().after(&one_fails(10)).standing;
    assert!(
        standing.settled_since(at(11)).is_empty(),
        "before the consent"
    );
    let settled = standing.settled_since(at(9));
    assert!(settled.contains(&"app-registered") && settled.contains(&"app-enabled"));
    let waiting = report(12, |_| Verdict::Waiting(Finding::new("on-its-way")));
    let standing = Standing::default().after(&waiting).standing;
    assert!(standing.settled_since(at(9)).is_empty());
}

#[test]
fn a_grant_that_is_seen_within_the_second_of_the_consent_has_spread() {
    let milliseconds = |count| at(10) + SignedDuration::from_millis(count);
    let mut looked = one_fails(10);
    for result in &mut looked.results {
        result.observed_at = Some(milliseconds(500));
    }
    let standing = Standing::default().after(&looked).standing;
    let settled = standing.settled_since(milliseconds(200));
    assert!(settled.contains(&"app-enabled"), "{settled:?}");
    // What was missing in that second may have been looked for before the consent.
    let settled = standing.settled_since(milliseconds(700));
    assert!(!settled.contains(&"app-registered"), "{settled:?}");
    assert_eq!(standing.settled_since(at(11)), Vec::<&str>::new());
}

#[test]
fn a_recreated_app_is_unknown_again_until_somebody_looks() {
    let recreated = report(10, |check| {
        if check == "delegated-permissions" {
            Verdict::Unknown(Unobserved::Recreated)
        } else {
            Verdict::Pass
        }
    });
    let assessment = healthy().after(&recreated);
    assert_eq!(assessment.standing.health, Health::Unknown);
    assert_eq!(assessment.previous_health, Some(Health::Healthy));
    let absent = report(20, |check| {
        if check == "delegated-permissions" {
            Verdict::Unknown(Unobserved::IdentityAbsent {
                identity: Identity::Administrator,
            })
        } else {
            Verdict::Pass
        }
    });
    let later = assessment.standing.after(&absent);
    assert_eq!(
        later.standing.health,
        Health::Unknown,
        "time alone shows nothing"
    );
    let seen = later.standing.after(&all_pass(30));
    assert_eq!(seen.standing.health, Health::Healthy);
}

/// Report of a run of that minute in which everything passes except one check, which an earlier sign-in showed failing.
fn one_was_seen_failing(minute: i64, seen: i64) -> Report {
    let mut report = all_pass(minute);
    let result = report
        .results
        .iter_mut()
        .find(|result| result.check == "delegated-permissions")
        .unwrap();
    result.verdict = Verdict::Fail(Finding::new("delegated-permissions-missing"));
    result.observed_at = Some(at(seen));
    report
}

#[test]
fn t78_one_look_is_one_sighting_however_often_it_is_judged() {
    let mut standing = healthy();
    for minute in [10, 16, 376, 736] {
        let assessment = standing.after(&one_was_seen_failing(minute, 10));
        standing = assessment.standing;
        assert_eq!(standing.health, Health::Healthy, "minute {minute}");
        let hurried = if minute == 10 {
            RunReason::Confirm
        } else {
            RunReason::Routine
        };
        assert_eq!(assessment.next, hurried, "a run cannot look: {minute}");
    }
    let early = standing.after(&one_was_seen_failing(740, 14)).standing;
    assert_eq!(early.health, Health::Healthy);
    let confirmed = early.after(&one_was_seen_failing(741, 15)).standing;
    assert_eq!(confirmed.health, Health::Broken);
}

#[test]
fn what_waited_and_was_not_looked_at_again_is_unknown() {
    let scopes = |minute, verdict: fn() -> Verdict| {
        report(minute, move |check| {
            if check == "delegated-permissions" {
                verdict()
            } else {
                Verdict::Pass
            }
        })
    };
    let waiting = || Verdict::Waiting(Finding::new("delegated-permissions-missing"));
    let down = || Verdict::Unknown(Unobserved::MicrosoftUnavailable);
    let absent = || {
        Verdict::Unknown(Unobserved::IdentityAbsent {
            identity: Identity::Administrator,
        })
    };
    let spreading = healthy().after(&scopes(5, waiting)).standing;
    let outage = spreading.after(&scopes(10, down)).standing;
    assert_eq!(outage.health, Health::Healthy, "an outage ends no waiting");
    let later = outage.after(&scopes(70, absent));
    assert_eq!(later.standing.health, Health::Unknown);
    assert_eq!(later.next, RunReason::Routine);
}
