//! The health rule, row by row.

use super::*;
use crate::verification::{
    catalogue::CATALOGUE,
    report::CheckResult,
    verdict::{Finding, Identity, Unobserved},
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
                evidence: Vec::new(),
            }
        })
        .collect();
    Report {
        checked_at: at(minute),
        results,
        changes: Vec::new(),
    }
}

fn all_pass(minute: i64) -> Report {
    report(minute, |_| Verdict::Pass)
}

fn one_fails(minute: i64) -> Report {
    report(minute, |check| {
        if check == "app-registered" {
            Verdict::Fail(Finding::new("app-not-registered", "gone"))
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

fn healthy() -> Standing {
    Standing::default().assess(&all_pass(0), CONFIRM).standing
}

#[test]
fn everything_passing_is_healthy() {
    let assessment = Standing::default().assess(&all_pass(0), CONFIRM);
    assert_eq!(assessment.standing.health, Health::Healthy);
    assert_eq!(assessment.previous_health, Some(Health::Unknown));
    assert_eq!(assessment.standing.health_version, 1);
}

#[test]
fn t78_one_sighting_changes_no_health_and_asks_for_a_second() {
    let assessment = healthy().assess(&one_fails(10), CONFIRM);
    assert_eq!(assessment.standing.health, Health::Healthy);
    assert_eq!(assessment.previous_health, None);
    assert_eq!(assessment.next, Next::Confirm);
    assert!(assessment.answers_changed);
}

#[test]
fn t78_second_sighting_after_five_minutes_confirms() {
    let once = healthy().assess(&one_fails(10), CONFIRM).standing;
    let early = once.assess(&one_fails(14), CONFIRM);
    assert_eq!(early.standing.health, Health::Healthy);
    let confirmed = early.standing.assess(&one_fails(15), CONFIRM);
    assert_eq!(confirmed.standing.health, Health::Broken);
    assert_eq!(confirmed.previous_health, Some(Health::Healthy));
    assert_eq!(confirmed.next, Next::Routine);
}

#[test]
fn a_pass_between_two_failures_starts_the_count_again() {
    let once = healthy().assess(&one_fails(10), CONFIRM).standing;
    let passed = once.assess(&all_pass(12), CONFIRM).standing;
    let again = passed.assess(&one_fails(20), CONFIRM);
    assert_eq!(again.standing.health, Health::Healthy);
    assert_eq!(again.next, Next::Confirm);
}

#[test]
fn recovery_needs_one_pass_and_is_one_change() {
    let once = healthy().assess(&one_fails(10), CONFIRM).standing;
    let broken = once.assess(&one_fails(15), CONFIRM).standing;
    let recovered = broken.assess(&all_pass(20), CONFIRM);
    assert_eq!(recovered.standing.health, Health::Healthy);
    assert_eq!(recovered.previous_health, Some(Health::Broken));
    assert_eq!(recovered.standing.health_version, 3);
}

#[test]
fn t78_outage_changes_neither_health_nor_answers() {
    for start in [
        healthy(),
        healthy().assess(&one_fails(10), CONFIRM).standing,
    ] {
        let assessment = start.assess(&outage(30), CONFIRM);
        assert_eq!(assessment.standing.health, start.health);
        assert_eq!(assessment.standing.suspects, start.suspects);
        assert!(!assessment.answers_changed);
        assert_eq!(assessment.standing.checked_at, start.checked_at);
        assert_eq!(assessment.standing.disturbed_since, Some(at(30)));
    }
}

#[test]
fn t78_outage_between_two_sightings_does_not_hide_the_second() {
    let once = healthy().assess(&one_fails(10), CONFIRM).standing;
    let disturbed = once.assess(&outage(12), CONFIRM).standing;
    assert_eq!(
        disturbed.assess(&one_fails(16), CONFIRM).standing.health,
        Health::Broken
    );
}

#[test]
fn waiting_keeps_the_previous_health() {
    let waiting = |minute| {
        report(minute, |check| {
            if check == "application-permissions" {
                Verdict::Waiting(Finding::new("application-permissions-missing", "spreading"))
            } else {
                Verdict::Pass
            }
        })
    };
    assert_eq!(
        healthy().assess(&waiting(5), CONFIRM).standing.health,
        Health::Healthy
    );
    assert_eq!(
        Standing::default()
            .assess(&waiting(5), CONFIRM)
            .standing
            .health,
        Health::Unknown
    );
}

#[test]
fn blocking_check_never_observed_leaves_the_health_unknown() {
    let assessment = Standing::default().assess(
        &report(0, |check| {
            if check == "user-access" {
                Verdict::Unknown(Unobserved::IdentityAbsent {
                    identity: Identity::SystemUser,
                })
            } else {
                Verdict::Pass
            }
        }),
        CONFIRM,
    );
    assert_eq!(assessment.standing.health, Health::Unknown);
}

#[test]
fn nothing_new_changes_nothing() {
    let assessment = healthy().assess(&all_pass(360), CONFIRM);
    assert!(!assessment.answers_changed);
    assert_eq!(assessment.previous_health, None);
    assert_eq!(assessment.standing.checked_at, Some(at(360)));
}

#[test]
fn a_check_settles_with_the_first_answer_since_the_consent() {
    let standing = Standing::default().assess(&one_fails(10), CONFIRM).standing;
    assert!(
        standing.settled_since(at(11)).is_empty(),
        "before the consent"
    );
    let settled = standing.settled_since(at(9));
    assert!(settled.contains(&"app-registered") && settled.contains(&"app-enabled"));
    let waiting = report(12, |_| {
        Verdict::Waiting(Finding::new("on-its-way", "spreading"))
    });
    let standing = Standing::default().assess(&waiting, CONFIRM).standing;
    assert!(standing.settled_since(at(9)).is_empty());
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
    let assessment = healthy().assess(&recreated, CONFIRM);
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
    let later = assessment.standing.assess(&absent, CONFIRM);
    assert_eq!(
        later.standing.health,
        Health::Unknown,
        "time alone shows nothing"
    );
    let seen = later.standing.assess(&all_pass(30), CONFIRM);
    assert_eq!(seen.standing.health, Health::Healthy);
}
