//! Ages of answers, and lasting unfamiliar answers of Microsoft's.

use super::*;
use crate::verification::report::LastObservation;
use proptest::{collection::vec, prelude::*};
use test_case::test_case;

const HOUR: i64 = 60;
const BLOCKING: &str = "mailbox";
const ADVISORY: &str = "administrator-site-access";

/// Report of a run of that minute in which everything passes except one check, which cannot be read.
fn one_unread(minute: i64, check: &'static str, reason: &Unobserved) -> Report {
    report(minute, |id| {
        if id == check {
            Verdict::Unknown(reason.clone())
        } else {
            Verdict::Pass
        }
    })
}

fn failed() -> Verdict {
    Verdict::Fail(Finding::new("mailbox-missing"))
}

/// Changes of health that runs report which come every six hours and cannot read a check, starting from a standing in which
/// everything passed.
fn told_every_six_hours(reason: &Unobserved, days: i64) -> Vec<(i64, Health)> {
    let mut standing = healthy();
    let mut told = Vec::new();
    for hour in (6..=24 * days).step_by(6) {
        let assessment = standing.after(&one_unread(hour * HOUR, BLOCKING, reason));
        standing = assessment.standing;
        if assessment.previous_health.is_some() {
            told.push((hour, standing.health));
        }
    }
    told
}

#[test_case(&Unobserved::Refused, 24; "refused")]
#[test_case(&Unobserved::NotReached, 24; "not reached")]
#[test_case(&Unobserved::Undecided, 24; "undecided")]
#[test_case(&Unobserved::Unexplained, 24; "an answer that lasts")]
#[test_case(&Unobserved::IdentityAbsent { identity: Identity::Administrator }, 24; "nobody there")]
#[test_case(&Unobserved::MicrosoftUnavailable, 72; "microsoft is disturbed")]
#[test_case(&Unobserved::OperatorFault, 72; "we are disturbed")]
fn a_pass_that_no_run_confirms_ends_with_one_event(reason: &Unobserved, hours: i64) {
    assert_eq!(
        told_every_six_hours(reason, 10),
        [(hours, Health::Unknown)],
        "once"
    );
}

#[test]
fn the_way_back_is_one_event_and_takes_a_sighting() {
    let unread = one_unread(25 * HOUR, BLOCKING, &Unobserved::Refused);
    let unknown = healthy().after(&unread).standing;
    assert_eq!(unknown.health, Health::Unknown);
    let down = unknown.after(&outage(26 * HOUR)).standing;
    assert_eq!(down.health, Health::Unknown, "a disturbance shows nothing");
    let back = down.after(&all_pass(27 * HOUR));
    assert_eq!(back.previous_health, Some(Health::Unknown));
    assert_eq!(back.standing.health, Health::Healthy);
    assert_eq!(back.standing.health_version, 3);
}

#[test]
fn where_no_run_is_made_the_clock_ends_the_answers() {
    let standing = healthy();
    let at_hour = |hours: i64| standing.at(at(hours * HOUR)).health;
    assert_eq!(at_hour(23), Health::Healthy);
    assert_eq!(at_hour(24), Health::Unknown);
    assert_eq!(
        standing.at(at(24 * HOUR)).health_version,
        1,
        "nobody was told"
    );
}

#[test]
fn a_disturbance_is_looked_at_by_the_time_it_has_lasted() {
    let down = |minute| one_unread(minute, BLOCKING, &Unobserved::MicrosoftUnavailable);
    let mut standing = healthy();
    for hour in 1..=80 {
        let assessment = standing.after(&down(hour * HOUR));
        assert_eq!(
            assessment.next,
            RunReason::Retry { since: at(HOUR) },
            "hour {hour}"
        );
        standing = assessment.standing;
    }
    assert_eq!(standing.disturbed_since, Some(at(HOUR)));
}

#[test]
fn time_alone_makes_nothing_healthy() {
    // A tenant that the host app has not agreed to is unknown, whatever was seen.
    let unagreed = Standing::default()
        .after(&all_pass(0))
        .awaiting_approval(&Standing::default())
        .standing;
    let mut seen = unagreed.clone();
    seen.sightings
        .insert(ADVISORY.to_owned(), Sighting::new(at(-23 * HOUR)));
    assert_eq!(seen.at(at(2 * HOUR)).answers[ADVISORY], Answer::Outdated);
    assert_eq!(seen.at(at(2 * HOUR)).health, Health::Unknown);
    assert_eq!(unagreed.at(at(30 * HOUR)).health, Health::Unknown);
}

#[test]
fn a_disturbance_that_begins_when_the_answers_have_ended_brings_none_back() {
    let late = healthy().after(&outage(25 * HOUR));
    assert_eq!(late.standing.health, Health::Unknown);
    assert_eq!(late.previous_health, Some(Health::Healthy));
    let one = one_unread(25 * HOUR, BLOCKING, &Unobserved::MicrosoftUnavailable);
    assert_eq!(healthy().after(&one).standing.health, Health::Unknown);
    let in_time = healthy().after(&outage(23 * HOUR)).standing;
    assert_eq!(in_time.at(at(71 * HOUR)).health, Health::Healthy);
    assert_eq!(in_time.at(at(72 * HOUR)).health, Health::Unknown);
}

#[test]
fn a_disturbance_that_turns_into_an_answer_gives_no_more_time() {
    let down = healthy().after(&outage(12 * HOUR)).standing;
    let down = down.after(&outage(30 * HOUR)).standing;
    assert_eq!(down.health, Health::Healthy);
    let odd = one_unread(31 * HOUR, BLOCKING, &Unobserved::Unreadable);
    let down = down.after(&odd).standing;
    assert_eq!(down.health, Health::Healthy, "seen once");
    let refused = one_unread(32 * HOUR, BLOCKING, &Unobserved::Refused);
    assert_eq!(down.after(&refused).standing.health, Health::Unknown);
}

#[test]
fn what_an_earlier_sign_in_showed_ages_from_that_sign_in() {
    let mut standing = Standing::default();
    for hour in [0, 6, 12, 18] {
        let mut report = all_pass(hour * HOUR);
        report.results[3].observed_at = Some(at(0));
        standing = standing
            .assess(&report, report.checked_at, CONFIRM)
            .standing;
    }
    assert_eq!(standing.health, Health::Healthy);
    assert_eq!(standing.at(at(24 * HOUR)).health, Health::Unknown);
}

#[test]
fn a_failure_that_no_run_confirms_ends_too() {
    let fails = |minute| {
        report(minute, |id| {
            if id == BLOCKING {
                failed()
            } else {
                Verdict::Pass
            }
        })
    };
    let broken = healthy()
        .after(&fails(10))
        .standing
        .after(&fails(15))
        .standing;
    assert_eq!(broken.health, Health::Broken);
    let absent = Unobserved::NotReached;
    let soon = broken
        .after(&one_unread(20 * HOUR, BLOCKING, &absent))
        .standing;
    assert_eq!(soon.health, Health::Broken);
    let late = soon.after(&one_unread(25 * HOUR, BLOCKING, &absent));
    assert_eq!(late.standing.health, Health::Unknown);
    assert!(late.standing.suspects.is_empty());
}

#[test]
fn an_advisory_failure_is_not_mended_by_time() {
    let fails = report(0, |id| {
        if id == ADVISORY {
            failed()
        } else {
            Verdict::Pass
        }
    });
    let mut standing = Standing::default().after(&fails).standing;
    let absent = Unobserved::IdentityAbsent {
        identity: Identity::Administrator,
    };
    for hour in (6..100).step_by(6) {
        let assessment = standing.after(&one_unread(hour * HOUR, ADVISORY, &absent));
        assert_eq!(assessment.previous_health, None);
        standing = assessment.standing;
    }
    assert_eq!(standing.health, Health::Attention);
    let read = fails.as_of(&standing, at(100 * HOUR));
    let result = read.result(ADVISORY).unwrap();
    assert_eq!(result.verdict, Verdict::Unknown(Unobserved::Outdated));
    assert_eq!(result.last_known.as_ref().unwrap().verdict, "fail");
}

#[test]
fn an_answer_that_is_not_known_lasts_when_it_is_seen_again_five_minutes_later() {
    let odd = |minute| one_unread(minute, BLOCKING, &Unobserved::Unreadable);
    let once = healthy().after(&odd(10));
    assert_eq!(once.next, RunReason::Retry { since: at(10) });
    assert_eq!(once.standing.disturbed_since, Some(at(10)));
    assert!(once.standing.lasting(at(14), CONFIRM).is_empty());
    assert_eq!(once.standing.lasting(at(15), CONFIRM), [BLOCKING]);
    let between = once.standing.after(&outage(12)).standing;
    assert_eq!(
        between.lasting(at(15), CONFIRM),
        [BLOCKING],
        "nobody looked"
    );
    let twice = between.after(&one_unread(15, BLOCKING, &Unobserved::Unexplained));
    assert_eq!(twice.next, RunReason::Routine);
    assert_eq!(twice.standing.disturbed_since, None);
    assert_eq!(twice.standing.checked_at, Some(at(15)));
    assert_eq!(twice.standing.health, Health::Healthy);
    assert!(twice.answers_changed);
    let over = twice.standing.after(&all_pass(20)).standing;
    assert!(over.unexplained.is_empty());
}

#[test]
fn an_answer_that_lasts_does_not_hurry_the_runs_although_a_failure_awaits_its_second_sighting() {
    let fails = report(10, |id| {
        if id == BLOCKING {
            failed()
        } else {
            Verdict::Pass
        }
    });
    let once = healthy().after(&fails);
    assert_eq!(once.next, RunReason::Confirm);
    let lasting = one_unread(16, BLOCKING, &Unobserved::Unexplained);
    assert_eq!(once.standing.after(&lasting).next, RunReason::Routine);
}

#[test]
fn a_standing_from_before_ages_were_kept_ages_from_its_last_look() {
    let kept = serde_json::json!({
        "health": "healthy", "health_version": 3, "checked_at": at(0),
        "answers": {"mailbox": "p", "app-enabled": "o"},
    });
    let kept: Standing = serde_json::from_value(kept).unwrap();
    assert_eq!(kept.at(at(23 * HOUR)).health, Health::Healthy);
    assert_eq!(kept.at(at(24 * HOUR)).health, Health::Unknown);
}

#[test]
fn a_run_that_saw_everything_keeps_no_times_of_its_own() {
    let standing = healthy().after(&outage(30)).standing;
    let text = serde_json::to_string(&standing).unwrap();
    assert!(!text.contains("sightings"), "{text}");
}

fn last_known(verdict: &str, minute: i64) -> LastObservation {
    LastObservation {
        verdict: verdict.to_owned(),
        observed_at: at(minute),
    }
}

#[test]
fn a_kept_report_reads_as_of_now() {
    let kept = all_pass(0);
    // Runs that saw the same kept no report.
    let standing = healthy().after(&all_pass(30 * HOUR)).standing;
    let result = |hours: i64| {
        let read = kept.clone().as_of(&standing, at(hours * HOUR));
        read.result(BLOCKING).unwrap().clone()
    };
    let fresh = result(50);
    assert_eq!(fresh.verdict, Verdict::Pass);
    assert_eq!(fresh.observed_at, Some(at(30 * HOUR)));
    let old = result(54);
    assert_eq!(old.verdict, Verdict::Unknown(Unobserved::Outdated));
    assert_eq!(old.observed_at, None);
    assert_eq!(old.last_known, Some(last_known("pass", 30 * HOUR)));
}

#[test]
fn a_question_that_does_not_arise_has_no_age() {
    let report = report(0, |_| {
        Verdict::NotApplicable(Finding::new("no-system-user"))
    });
    let standing = Standing::default().after(&report).standing;
    assert_eq!(report.clone().as_of(&standing, at(100 * HOUR)), report);
}

#[test]
fn a_last_observation_stands_beside_what_a_run_could_not_see() {
    let kept = all_pass(0);
    let filled = |hour: i64, reason: Unobserved| {
        let mut report = one_unread(hour * HOUR, BLOCKING, &reason);
        let standing = healthy().after(&report).standing;
        report.keep_last_observations(&kept, &standing);
        report.result(BLOCKING).unwrap().clone()
    };
    for hour in [1, 25] {
        let reason = Unobserved::MicrosoftUnavailable;
        let down = filled(hour, reason.clone());
        assert_eq!(down.verdict, Verdict::Unknown(reason), "nobody looked");
        assert_eq!(down.last_known, Some(last_known("pass", 0)));
    }
    // An answer that lasts is told at once; what was there before stands beside it.
    let lasting = filled(1, Unobserved::Unexplained);
    assert_eq!(lasting.verdict, Verdict::Unknown(Unobserved::Unexplained));
    assert_eq!(lasting.last_known, Some(last_known("pass", 0)));
    let recreated = filled(1, Unobserved::Recreated);
    assert_eq!(recreated.last_known, None, "it was another application's");
}

/// One step of a history: the number of hours that pass, and the verdict of each check in the run that follows.
fn step() -> impl Strategy<Value = (i64, Vec<u8>)> {
    (1..30_i64, vec(0..8_u8, CATALOGUE.len()))
}

fn verdict_of(kind: u8) -> Verdict {
    match kind {
        0..=2 => Verdict::Pass,
        3 => failed(),
        4 => Verdict::Unknown(Unobserved::MicrosoftUnavailable),
        5 => Verdict::Unknown(Unobserved::Unreadable),
        6 => Verdict::Unknown(Unobserved::NotReached),
        _ => Verdict::Waiting(Finding::new("on-its-way")),
    }
}

/// Whether the host app is told that it may use the registration.
fn is_usable(standing: &Standing) -> bool {
    matches!(standing.health, Health::Healthy | Health::Attention) && standing.suspects.is_empty()
}

proptest! {
    #[test]
    fn t78_nothing_is_usable_without_a_sighting_within_the_bound(
        steps in vec(step(), 1..40), same in 0..8_u8, share in 0..4_u8,
    ) {
        let mut standing = healthy();
        // Of each check the minute it was last seen, and whether nothing but a disturbance hid it since, from the first day on.
        let mut seen: BTreeMap<&str, (i64, bool)> =
            CATALOGUE.iter().map(|check| (check.id, (0, false))).collect();
        let mut minute = 0;
        for (hours, kinds) in steps {
            for wait in [hours * HOUR / 2, hours * HOUR - hours * HOUR / 2] {
                minute += wait;
                if is_usable(&standing.at(at(minute))) {
                    for check in CATALOGUE.iter().filter(|check| check.severity == Severity::Blocking) {
                        let (seen, is_hidden) = seen[check.id];
                        let bound = if is_hidden { 72 } else { 24 };
                        prop_assert!(minute - seen < bound * HOUR, "{} at {minute}", check.id);
                    }
                }
            }
            // Often all checks go the same way, so that there is something to end.
            let report = report(minute, |id| {
                let kind = kinds[CATALOGUE.iter().position(|check| check.id == id).unwrap()];
                verdict_of(if kind % 4 < share { kind } else { same })
            });
            for result in &report.results {
                let check = CATALOGUE.iter().find(|check| check.id == result.check).unwrap().id;
                let (at, hidden) = seen[check];
                let age = minute - at;
                seen.insert(check, match &result.verdict {
                    Verdict::Unknown(Unobserved::MicrosoftUnavailable) => {
                        (at, age < 24 * HOUR || hidden)
                    }
                    Verdict::Unknown(Unobserved::Unreadable) => (at, hidden),
                    Verdict::Unknown(_) => (at, false),
                    _ => (minute, false),
                });
            }
            let assessment = standing.after(&report);
            prop_assert_eq!(
                assessment.previous_health.is_some(),
                assessment.standing.health != standing.health
            );
            standing = assessment.standing;
            prop_assert_eq!(standing.at(at(minute)).health, standing.health);
        }
    }
}
