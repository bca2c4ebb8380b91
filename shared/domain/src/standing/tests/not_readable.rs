//! Checks that were seen before and cannot be read now.

use super::*;

/// Report in which this check can no longer be read, and all others pass.
fn one_refused(minute: i64) -> Report {
    report(minute, |check| {
        if check == "site" {
            Verdict::Unknown(Unobserved::Refused)
        } else {
            Verdict::Pass
        }
    })
}

#[test]
fn t78_what_cannot_be_read_ends_nothing_that_was_bad_or_not_known() {
    let refused = healthy().after(&one_refused(10)).standing;
    assert_eq!(refused.answers["site"], Answer::NotReadable);
    assert_eq!(refused.health, Health::Healthy, "as it was last seen");
    for before in [Health::Unknown, Health::Broken] {
        let standing = Standing {
            health: before,
            ..healthy()
        };
        let hidden = standing.after(&one_refused(10));
        assert_eq!(hidden.standing.health, before);
        assert_eq!(hidden.previous_health, None);
        let seen = hidden.standing.after(&all_pass(20));
        assert_eq!(seen.standing.health, Health::Healthy);
        assert_eq!(seen.previous_health, Some(before));
    }
}

#[test]
fn t78_a_mended_failure_is_no_recovery_while_another_blocking_check_cannot_be_read() {
    let once = healthy().after(&one_fails(10)).standing;
    let broken = once.after(&one_fails(15)).standing;
    assert_eq!(broken.health, Health::Broken);
    let hidden = broken.after(&one_refused(20)).standing;
    assert_eq!(hidden.health, Health::Broken);
    // A day later nobody knows.
    assert_eq!(hidden.at(at(24 * 60 + 20)).health, Health::Unknown);
    assert_eq!(hidden.after(&all_pass(25)).standing.health, Health::Healthy);
}

#[test]
fn a_system_user_that_opens_more_sites_leaves_health_as_it_is() {
    let opens_more = report(10, |check| match check {
        "system-user-reach" => Verdict::Fail(Finding::new("system-user-opens-other-sites")),
        _ => Verdict::Pass,
    });
    let told = healthy().after(&opens_more);
    assert_eq!(told.previous_health, None);
    assert!(told.answers_changed, "its report is kept");
    assert_eq!(told.standing.reasons().len(), 0);
}

#[test]
fn advice_is_taken_while_a_blocking_check_cannot_be_read() {
    let advised = healthy().after(&report(10, |check| match check {
        "site" => Verdict::Unknown(Unobserved::Refused),
        "no-excess-permissions" => Verdict::Fail(Finding::new("excess-permissions")),
        _ => Verdict::Pass,
    }));
    assert_eq!(advised.standing.health, Health::Attention);
}
