//! Answers that a run settles or leaves open.

use super::*;

#[test]
fn a_run_has_looked_when_something_was_observed_since_it_began() {
    let mut report = outage(30);
    let result = report.results.first_mut().unwrap();
    result.verdict = Verdict::Pass;
    result.observed_at = Some(at(29));
    let began = |minute| healthy().assess(&report, at(minute), CONFIRM).standing;
    assert_eq!(began(29).checked_at, Some(at(30)));
    assert_eq!(began(30).checked_at, Some(at(0)));
}

#[test]
fn a_failure_whose_cause_changed_is_worth_a_report() {
    let fails = |minute, code: &'static str| {
        report(minute, move |check| match check {
            "app-registered" => Verdict::Fail(Finding::new(code)),
            _ => Verdict::Pass,
        })
    };
    let assess =
        |standing: &Standing, report: &Report| standing.assess(report, report.checked_at, CONFIRM);
    let first = assess(&Standing::default(), &fails(0, "one"));
    let same = assess(&first.standing, &fails(10, "one"));
    assert!(!same.answers_changed);
    let unread = assess(
        &same.standing,
        &report(20, |check| match check {
            "app-registered" => Verdict::Unknown(Unobserved::MicrosoftUnavailable),
            _ => Verdict::Pass,
        }),
    );
    assert!(!unread.answers_changed, "an outage forgets no finding");
    let other = assess(&unread.standing, &fails(30, "two"));
    assert!(other.answers_changed);
    assert_eq!(other.previous_health, None, "the health is as it was");
}

#[test]
fn a_failure_that_is_over_is_none_although_the_system_user_is_not_connected() {
    let assess = |standing: &Standing, minute, verdict: &Verdict| {
        let report = report(minute, |check| match check {
            "user-access" => verdict.clone(),
            _ => Verdict::Pass,
        });
        standing
            .assess(&report, report.checked_at, CONFIRM)
            .standing
    };
    let failed = Verdict::Fail(Finding::new("nobody-assigned"));
    let once = assess(&Standing::default(), 0, &failed);
    let twice = assess(&once, 6, &failed);
    assert_eq!(twice.health, Health::Broken);
    let undecided = Verdict::Unknown(Unobserved::IdentityAbsent {
        identity: Identity::SystemUser,
    });
    let after = assess(&twice, 12, &undecided);
    assert_eq!(after.health, Health::Unknown);
    assert_eq!(after.answers["user-access"], Answer::NeverObserved);
}

/// Report in which everything passes except the check of the customer's domain, which is advisory.
fn domain_is(minute: i64, verdict: &Verdict) -> Report {
    report(minute, |check| match check {
        "customer-domain" => verdict.clone(),
        _ => Verdict::Pass,
    })
}

fn domain_lost() -> Verdict {
    Verdict::Fail(Finding::new("domain-lost"))
}

#[test]
fn an_answer_that_a_run_could_not_see_again_settles_nothing() {
    let later = report(10, |check| match check {
        "app-registered" => Verdict::Unknown(Unobserved::MicrosoftUnavailable),
        _ => Verdict::Pass,
    });
    let standing = healthy().after(&later).standing;
    assert_eq!(standing.answers["app-registered"], Answer::Pass);
    let settled = standing.settled_since(at(5));
    assert!(settled.contains(&"app-enabled"));
    assert!(!settled.contains(&"app-registered"));
}

#[test]
fn an_advisory_failure_lasts_until_it_is_looked_at_again() {
    let mut standing = healthy().after(&domain_is(10, &domain_lost())).standing;
    assert_eq!(standing.health, Health::Attention);
    for reason in [
        Unobserved::Refused,
        Unobserved::NotReached,
        Unobserved::Undecided,
        Unobserved::Unreadable,
        Unobserved::Unexplained,
        Unobserved::MicrosoftUnavailable,
    ] {
        let unread = standing.after(&domain_is(20, &Verdict::Unknown(reason.clone())));
        assert_eq!(unread.previous_health, None, "{reason:?}");
        assert!(!unread.answers_changed, "{reason:?}");
        standing = unread.standing;
    }
    let seen = standing.after(&domain_is(30, &Verdict::Pass));
    assert_eq!(seen.standing.health, Health::Healthy);
}

#[test]
fn whether_the_domain_is_there_is_known_by_looks_alone() {
    let unread = Verdict::Unknown(Unobserved::Unexplained);
    let day = 24 * 60;
    let mut standing = healthy();
    for (minute, verdict, expected) in [
        (10, &unread, true),
        (2 * day, &unread, true),
        (2 * day + 10, &domain_lost(), false),
        (2 * day + 20, &unread, false),
        (2 * day + 30, &domain_lost(), false),
        (2 * day + 40, &Verdict::Pass, true),
    ] {
        standing = standing.after(&domain_is(minute, verdict)).standing;
        assert_eq!(standing.has_domain, Some(expected), "{minute}");
    }
    // A sign-in of before that look.
    let mut earlier = domain_is(2 * day + 50, &domain_lost());
    for result in &mut earlier.results {
        result.observed_at = Some(at(2 * day));
    }
    assert_eq!(standing.after(&earlier).standing.has_domain, Some(true));
    standing.forget(|check| check == "customer-domain", []);
    assert_eq!(standing.has_domain, None);
}
