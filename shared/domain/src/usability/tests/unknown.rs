//! Answers that are unknown, and their ends.

use super::*;
use test_case::test_case;

#[test]
fn nothing_is_yes_that_nobody_ever_looked_at() {
    let usable = Usability::of(&connected(), &Standing::default(), at(1));
    for service in Service::ALL {
        let answer = usable.service(service);
        assert_eq!(
            said(answer),
            (Usable::Unknown, vec![(None, "never-checked")])
        );
    }
    let mut partly = healthy();
    partly.answers.remove("mailbox");
    partly.answers.remove("library:1");
    let usable = Usability::of(&connected(), &partly, at(1));
    let reason = |check| (Usable::Unknown, vec![(Some(check), "never-checked")]);
    assert_eq!(said(&usable.mail), reason("mailbox"));
    assert_eq!(said(&usable.sharepoint), reason("library:1"));
}

#[test]
fn what_the_host_app_asks_anew_is_unknown() {
    let mut standing = healthy();
    standing.forget(|check| check == "site:1", ["site:1".to_owned()]);
    let usable = Usability::of(&connected(), &standing, at(1));
    let reasons = vec![(Some("site:1"), "not-asked")];
    assert_eq!(said(&usable.sharepoint), (Usable::Unknown, reasons));
    assert_eq!(usable.mail.answer, Usable::Yes);
}

#[test]
fn an_answer_ends_after_a_day_and_says_since_when() {
    let day = 24 * 60;
    let standing = healthy();
    for minute in [day, day + 1, 40 * day] {
        let usable = Usability::of(&connected(), &standing, at(minute));
        for service in Service::ALL {
            let answer = usable.service(service);
            assert_eq!(answer.answer, Usable::Unknown);
            assert_eq!(answer.since, at(day), "stable between reads");
            assert!(
                answer
                    .reasons
                    .iter()
                    .all(|reason| reason.finding == "outdated")
            );
        }
    }
    // A failure ends as well.
    let broken = broken(&[("mailbox", failed("mailbox-missing"))]);
    let usable = Usability::of(&connected(), &broken, at(16 + day));
    assert_eq!(
        (usable.mail.answer, usable.mail.since),
        (Usable::Unknown, at(16 + day))
    );
}

#[test]
fn a_disturbance_leaves_the_answer_for_three_days() {
    let silent = Verdict::Unknown(Unobserved::MicrosoftUnavailable);
    let outage = report(60, |_| silent.clone());
    let standing = after(&connected(), &healthy(), &outage);
    let day = 24 * 60;
    let at_minute = |minute| Usability::of(&connected(), &standing, at(minute)).mail;
    assert_eq!(at_minute(3 * day - 1).answer, Usable::Yes);
    let ended = at_minute(3 * day);
    assert_eq!((ended.answer, ended.since), (Usable::Unknown, at(3 * day)));
}

#[test]
fn a_change_that_is_held_back_is_unknown() {
    let failing = [("mailbox", failed("mailbox-missing"))];
    let mut standing = after(&connected(), &healthy(), &except(10, &failing));
    standing.held = Some(standing::BrakeHold {
        since: at(10),
        cause: "mailbox-missing".to_owned(),
    });
    let usable = Usability::of(&connected(), &standing, at(11));
    let reasons = said(&usable.mail);
    assert_eq!(reasons.0, Usable::Unknown);
    assert!(reasons.1.contains(&(None, "change-held-back")));
}

#[test_case(&json!({"stage": "invited"}), Usable::Unknown, "not-connected", Responsible::Administrator, -60; "invited")]
#[test_case(&json!({"stage": "signed_in", "tenant": tenant(), "signed_in_at": at(-3)}), Usable::Unknown, "not-connected", Responsible::Administrator, -60; "signed in")]
#[test_case(&json!({"stage": "consented", "tenant": tenant(), "approval": {"status": "waiting"}, "consented_at": at(-2)}), Usable::Unknown, "approval-waiting", Responsible::HostApp, -60; "waits for approval")]
#[test_case(&json!({"stage": "consented", "tenant": tenant(), "approval": {"status": "not_needed"}, "consented_at": at(-2)}), Usable::Unknown, "not-connected", Responsible::Nobody, -60; "consented")]
#[test_case(&json!({"stage": "disconnected", "tenant": tenant(), "disconnected_at": at(5), "approval": {"status": "not_needed"}}), Usable::No, "disconnected", Responsible::HostApp, 5; "disconnected")]
#[test_case(&json!({"stage": "erased", "erased_at": at(6)}), Usable::No, "erased", Responsible::Nobody, 6; "erased")]
fn what_is_not_connected_is_never_yes(
    lifecycle: &Value,
    answer: Usable,
    finding: &str,
    acts: Responsible,
    since: i64,
) {
    let registration = registration(lifecycle);
    for standing in [
        Standing::default(),
        Standing {
            usable: None,
            ..healthy()
        },
    ] {
        let usable = Usability::of(&registration, &standing, at(7));
        for service in Service::ALL {
            let said_of = usable.service(service);
            assert_eq!(said(said_of), (answer, vec![(None, finding)]));
            assert_eq!(said_of.reasons[0].acts, Some(acts));
            assert_eq!(said_of.since, at(since));
        }
    }
}

#[test]
fn a_connection_that_is_made_anew_is_unknown_since_its_stage() {
    let lifecycle = json!({"stage": "signed_in", "tenant": tenant(), "signed_in_at": at(30)});
    let usable = Usability::of(&registration(&lifecycle), &healthy(), at(31));
    assert_eq!(
        (usable.mail.answer, usable.mail.since),
        (Usable::Unknown, at(30))
    );
}

#[test]
fn the_party_that_acts_is_stored_with_the_failure() {
    let finding = Finding::new("library-missing").with("acts", "host-app");
    let standing = broken(&[("library:1", Verdict::Fail(finding))]);
    let stored = serde_json::to_string(&standing).unwrap();
    assert!(stored.contains(r#""a":"h""#), "{stored}");
    let standing: Standing = serde_json::from_str(&stored).unwrap();
    let usable = Usability::of(&connected(), &standing, at(17));
    assert_eq!(
        usable.sharepoint.reasons[0].acts,
        Some(Responsible::HostApp)
    );
}

#[test]
fn a_row_from_before_answers_were_stored_can_be_read() {
    let mut stored = serde_json::to_value(healthy()).unwrap();
    stored.as_object_mut().unwrap().remove("usable");
    let standing: Standing = serde_json::from_value(stored).unwrap();
    let usable = Usability::of(&connected(), &standing, at(1));
    assert_eq!(
        (usable.mail.answer, usable.mail.since),
        (Usable::Yes, at(-1))
    );
    let kept = usable.after(&connected(), &standing, at(2));
    assert_eq!(kept.of(Service::Mail).since(), at(-1));
}

/// Checks that a service is usable only if every deciding check passes or does not apply.
#[test]
fn unknown_is_never_success() {
    let others = [
        Verdict::Unknown(Unobserved::Refused),
        Verdict::Unknown(Unobserved::NotReached),
        Verdict::Unknown(Unobserved::Undecided),
        Verdict::Unknown(Unobserved::Unexplained),
        Verdict::Unknown(Unobserved::Recreated),
        Verdict::Unknown(Unobserved::NotAsked),
        Verdict::Waiting(Finding::new("spreading")),
        failed("anything"),
    ];
    for check in CATALOGUE
        .iter()
        .filter(|check| check.severity == Severity::Blocking)
    {
        for verdict in &others {
            let id = match check.question {
                Question::Once { .. } => check.id.to_owned(),
                Question::Each { .. } => format!("{}:1", check.id),
            };
            for before in [Standing::default(), healthy()] {
                let run = except(10, &[(&id, verdict.clone())]);
                let standing = after(&connected(), &before, &run);
                let usable = Usability::of(&connected(), &standing, at(10));
                for service in check.services {
                    let answer = usable.service(*service).answer;
                    assert_eq!(answer, Usable::Unknown, "{id} {verdict:?}");
                }
            }
        }
    }
}
