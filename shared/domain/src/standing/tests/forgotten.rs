//! Checks whose question has changed since it was asked.

use super::*;

#[test]
fn what_is_asked_otherwise_now_is_unknown_until_a_run_has_looked() {
    let failing = healthy().after(&one_fails(10)).standing;
    for mut standing in [healthy(), failing] {
        standing.forget(
            |check| check == "app-registered" || check.starts_with("site"),
            ["site:1".to_owned()],
        );
        assert_eq!(standing.health, Health::Healthy, "no run told of another");
        assert!(standing.suspected().is_none());
        let read = standing.at(at(11));
        assert_eq!(read.health, Health::Unknown);
        assert_eq!(read.health_version, standing.health_version);
        for check in ["app-registered", "site:1"] {
            assert!(read.has_forgotten(check), "{check}");
            assert_eq!(read.seen_at(check), None, "{check}");
        }
        // A row as it is stored.
        let stored = serde_json::to_string(&standing).unwrap();
        let stored: Standing = serde_json::from_str(&stored).unwrap();
        assert_eq!(stored, standing);
        let seen = standing.after(&all_pass(12));
        assert_eq!(seen.standing.health, Health::Healthy);
        assert_eq!(seen.previous_health, None);
        let unread = standing.after(&outage(12)).standing;
        assert_eq!(unread.health, Health::Unknown);
    }
}

#[test]
fn a_kept_report_answers_no_question_of_later() {
    let mut kept = all_pass(0);
    let second = CheckResult {
        check: "site:2".to_owned(),
        ..kept.results[0].clone()
    };
    kept.results.push(second);
    let mut standing = Standing::default().after(&kept).standing;
    let of_places = ["site:1".to_owned(), "library:1".to_owned()];
    let is_stale = |check: &str| check == "mailbox" || is_numbered(check);
    standing.forget(is_stale, of_places);
    let read = kept.as_of(&standing, at(1));
    for check in ["mailbox", "site:1", "library:1"] {
        let result = read.result(check).unwrap();
        assert_eq!(result.verdict, Verdict::Unknown(Unobserved::NotAsked));
        assert_eq!((result.observed_at, &result.subject), (None, &None));
    }
    assert_eq!(read.result("site:2"), None, "it is asked no more");
    let registered = read.result("app-registered").unwrap();
    assert_eq!(registered.verdict, Verdict::Pass);
}
