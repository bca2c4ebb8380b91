//! Outcomes of changes, messages at the top, and the history.

use super::*;
use test_case::test_case;

const ACTIONS: [Action; 4] = [
    Action::Assign,
    Action::Remove,
    Action::RequireAssignment,
    Action::AllowEverybody,
];

/// Every reason why a change is not made.
pub(super) fn refusals() -> Vec<ChangeRefusal> {
    vec![
        ChangeRefusal::RoleMissing,
        ChangeRefusal::NotFound,
        ChangeRefusal::ChangedMeanwhile,
        ChangeRefusal::Throttled { seconds: Some(31) },
        ChangeRefusal::Throttled { seconds: None },
        ChangeRefusal::SignedOut,
        ChangeRefusal::NotAccepted {
            status: 400,
            code: Some("Request_BadRequest".to_owned()),
        },
        ChangeRefusal::AssignmentsMissing,
        ChangeRefusal::Lost,
    ]
}

fn not_done(refusal: ChangeRefusal) -> AccessChangeOutcome {
    AccessChangeOutcome::NotDone {
        refusal,
        request_id: Some("request-9".to_owned()),
    }
}

/// Every action with every outcome.
pub(super) fn of_every_kind() -> Vec<ChangeRecord> {
    let mut outcomes = vec![
        AccessChangeOutcome::Done,
        AccessChangeOutcome::AlreadySo,
        AccessChangeOutcome::Unknown { request_id: None },
    ];
    outcomes.extend(refusals().into_iter().map(not_done));
    ACTIONS
        .into_iter()
        .flat_map(|action| {
            let outcomes = outcomes.clone();
            outcomes
                .into_iter()
                .map(move |outcome| record(action, outcome))
        })
        .collect()
}

/// Every message at the top of the page, except outcomes of changes.
pub(super) fn notices() -> Vec<AccessNotice> {
    vec![
        AccessNotice::Cancelled,
        AccessNotice::ApprovalRequired,
        AccessNotice::OtherPerson,
        AccessNotice::Refused {
            code: Some("50105".to_owned()),
            correlation_id: Some("correlation-1".to_owned()),
        },
        AccessNotice::Refused {
            code: None,
            correlation_id: None,
        },
        AccessNotice::MicrosoftUnavailable,
        AccessNotice::OurFault,
        AccessNotice::StartAgain,
        AccessNotice::PermissionMissing,
        AccessNotice::Busy,
        AccessNotice::Stale,
        AccessNotice::NotConfirmed,
        AccessNotice::NothingChosen,
        AccessNotice::TooManyAtOnce,
        AccessNotice::TooManyAnHour,
        AccessNotice::NotRead,
        AccessNotice::CatchingUp,
        AccessNotice::Over,
        AccessNotice::Finished,
        AccessNotice::Kept,
    ]
}

/// The card with the outcome of these changes.
fn card(changes: Vec<ChangeRecord>) -> String {
    let entry = entry(1, changes);
    let sample = Sample {
        notice: Some(AccessNotice::Changed { entry: entry.id }),
        entries: vec![entry],
        ..Sample::default()
    };
    let body = sample.open();
    let (_, card) = body.split_once("</section>").unwrap();
    card.split_once("id=\"now\"").unwrap().0.to_owned()
}

#[test]
fn access_outcomes() {
    let changes = vec![
        record(Action::Assign, AccessChangeOutcome::Done),
        record(Action::Assign, not_done(ChangeRefusal::RoleMissing)),
        record(Action::RequireAssignment, AccessChangeOutcome::AlreadySo),
    ];
    insta::assert_snapshot!(stable(&card(changes)));
}

#[test_case(&[AccessChangeOutcome::Done, AccessChangeOutcome::AlreadySo], "Done", "state good"; "all")]
#[test_case(&[AccessChangeOutcome::AlreadySo], "Already done", "state good"; "already")]
#[test_case(&[AccessChangeOutcome::Done, not_done(ChangeRefusal::Lost)], "Only some of it was done", "notice"; "part")]
#[test_case(&[not_done(ChangeRefusal::Lost)], "Nothing was changed", "notice bad"; "none")]
#[test_case(
    &[AccessChangeOutcome::Done, AccessChangeOutcome::Unknown { request_id: None }, not_done(ChangeRefusal::Lost)],
    "Microsoft hasn’t said whether it was done", "notice"; "unknown"
)]
fn the_heading_says_no_more_than_microsoft_did(
    outcomes: &[AccessChangeOutcome],
    heading: &str,
    class: &str,
) {
    let changes = outcomes.iter().cloned();
    let card = card(
        changes
            .map(|outcome| record(Action::Assign, outcome))
            .collect(),
    );
    assert!(card.contains(&format!("<h2 class=\"summary\">{heading}</h2>")));
    assert!(card.contains(&format!("<section class=\"card {class}\" id=\"outcome\">")));
}

#[test]
fn a_missing_role_is_told_with_the_roles_for_that_action() {
    for action in ACTIONS {
        let card = card(vec![record(action, not_done(ChangeRefusal::RoleMissing))]);
        let is_about_people = matches!(action, Action::Assign | Action::Remove);
        assert!(card.contains("Cloud Application Administrator"));
        assert_eq!(
            card.contains("Privileged Role Administrator"),
            is_about_people
        );
        assert_eq!(card.contains("User Administrator"), is_about_people);
    }
}

#[test]
fn who_has_to_wait_is_told_how_long() {
    let wait = |seconds| {
        let refusal = ChangeRefusal::Throttled { seconds };
        card(vec![record(Action::Assign, not_done(refusal))])
    };
    assert!(wait(Some(31)).contains("Try again in 31 seconds."));
    assert!(wait(Some(1)).contains("Try again in 1 second."));
    assert!(wait(None).contains("Try again in a few minutes."));
}

#[test]
fn what_microsoft_does_not_accept_is_explained_for_a_group_and_else_by_its_code() {
    let refusal = || ChangeRefusal::NotAccepted {
        status: 400,
        code: Some("Request_<b>".to_owned()),
    };
    let of_group = record(Action::Assign, not_done(refusal()));
    let mut of_user = of_group.clone();
    of_user.principal = Some(user(20, "Pat"));
    for (record, is_of_group) in [(of_group, true), (of_user, false)] {
        let card = card(vec![record]);
        assert_eq!(card.contains("Microsoft Entra ID P1 or P2"), is_of_group);
        assert!(card.contains("<code>400 · Request_&#60;b&#62;</code>"));
    }
}

#[test]
fn support_gets_microsofts_id_with_its_time() {
    for outcome in [
        not_done(ChangeRefusal::NotFound),
        AccessChangeOutcome::Unknown {
            request_id: Some("request-9".to_owned()),
        },
    ] {
        let card = card(vec![record(Action::Assign, outcome)]);
        assert!(card.contains(
            "Microsoft’s correlation ID: <code>request-9</code>, \
             <time datetime=\"2026-11-24T12:00:00Z\">24 November 2026, 12:00 UTC</time>"
        ));
    }
}

#[test]
fn a_change_whose_end_nobody_knows_is_told_so_whoever_asked_for_it() {
    let sample = |notice| Sample {
        notice,
        pending: Some(pending()),
        ..Sample::default()
    };
    let own = AccessNotice::Changed {
        entry: pending().entry.id,
    };
    for notice in [None, Some(own), Some(AccessNotice::Busy)] {
        let is_busy = notice == Some(AccessNotice::Busy);
        let body = sample(notice).open();
        assert!(body.contains("A change is still in progress"));
        assert!(body.contains("We don’t know yet whether"));
        assert_eq!(body.contains("Your change was not made"), is_busy);
    }
}

#[test]
fn an_outcome_that_is_too_old_to_be_shown_is_not_guessed() {
    let sample = Sample {
        notice: Some(AccessNotice::Changed {
            entry: entry(1, Vec::new()).id,
        }),
        ..Sample::default()
    };
    assert!(!sample.open().contains("id=\"outcome\""));
}

#[test]
fn a_refused_sign_in_is_told_by_its_cause_with_microsofts_reference() {
    let sample = Sample {
        notice: Some(AccessNotice::Refused {
            code: Some("50105".to_owned()),
            correlation_id: Some("correlation-1".to_owned()),
        }),
        ..Sample::default()
    };
    let body = sample.closed(Closed::default());
    assert!(body.contains("Your account can’t use Cooperlink Cloud"));
    assert!(body.contains("<code>AADSTS50105 · correlation-1</code>"));
}

#[test]
fn the_history_says_who_changed_what_from_what_to_what() {
    let sample = |entries| {
        let sample = Sample {
            entries,
            ..Sample::default()
        };
        between(&sample.open(), "history", "without").to_owned()
    };
    assert!(sample(Vec::new()).contains("Nothing has been changed on this page yet."));
    let nameless = AuditEntry {
        actor_name: None,
        ..entry(
            2,
            vec![record(
                Action::AllowEverybody,
                AccessChangeOutcome::Unknown { request_id: None },
            )],
        )
    };
    let body = sample(vec![
        entry(1, vec![record(Action::Remove, AccessChangeOutcome::Done)]),
        nameless,
    ]);
    assert!(body.contains("12:00 UTC</time> · <bdi>&#60;b&#62;Contoso"));
    assert!(body.contains("Before: assigned. After: not assigned."));
    assert!(body.contains("Before: assignment required. After: couldn’t be read."));
    assert!(body.contains(&format!("<bdi>{}</bdi>", id(8))));
    assert!(body.contains("Older changes are kept too"));
    assert!(!sample(vec![entry(1, Vec::new())]).contains("Older changes"));
}
