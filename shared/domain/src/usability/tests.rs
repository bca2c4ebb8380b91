//! The answer by service, reason by reason.

#[path = "tests/unknown.rs"]
mod unknown;

use super::*;
use crate::{
    standing::{self, Assessment},
    verification::{
        catalogue::{CATALOGUE, Question, Severity},
        checks_of_places,
        report::{CheckResult, Coverage, Report},
        verdict::{Finding, Identity, Unobserved, Verdict},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use test_case::test_case;

const CONFIRM: SignedDuration = SignedDuration::from_mins(5);
const SITE: &str = "https://contoso.sharepoint.com/sites/projects";

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + minute * 60).unwrap()
}

fn tenant() -> Value {
    json!({
        "id": "7e000000-0000-4000-8000-000000000001", "name": "Contoso",
        "administrator": "0b1ec700-0000-4000-8000-000000000001",
    })
}

fn registration(lifecycle: &Value) -> Registration {
    serde_json::from_value(json!({
        "id": "01930000-0000-7000-8000-000000000001", "version": 1, "support_code": "7K2M-X4QD",
        "customer": {"id": "contoso", "name": "Contoso", "plan": "BOOST"},
        "language": "en", "system_user": "cooperlink@contoso.example",
        "sites": [{"url": SITE, "libraries": ["Plans"]}],
        "lifecycle": lifecycle,
        "system_user_connection": {
            "object_id": "0b1ec700-0000-4000-8000-000000000002", "subject": "subject",
            "user_principal_name": "cooperlink@contoso.example", "connected_at": at(-1),
            "secret_version": "1", "secret_written_at": at(-1),
        },
        "created_at": at(-60), "updated_at": at(-60),
    }))
    .unwrap()
}

fn connected() -> Registration {
    registration(&json!({
        "stage": "connected", "tenant": tenant(), "approval": {"status": "not_needed"},
        "consented_at": at(-2), "connected_at": at(-1),
    }))
}

fn failed(code: &str) -> Verdict {
    Verdict::Fail(Finding::new(code).with("acts", "administrator"))
}

/// Report of that minute about every check, with numbered sites and libraries.
fn report(minute: i64, verdict: impl Fn(&str) -> Verdict) -> Report {
    let registration = connected();
    let places: Vec<String> = checks_of_places(&registration.sites).collect();
    let once = CATALOGUE
        .iter()
        .filter(|check| matches!(check.question, Question::Once { .. }))
        .map(|check| check.id.to_owned());
    let results = once.chain(places).map(|check| {
        let verdict = verdict(&check);
        CheckResult {
            subject: None,
            observed_at: (!matches!(verdict, Verdict::Unknown(_))).then(|| at(minute)),
            verdict,
            check,
            last_known: None,
            evidence: Vec::new(),
        }
    });
    Report {
        checked_at: at(minute),
        coverage: Coverage::default(),
        results: results.collect(),
        changes: Vec::new(),
        access: None,
    }
}

/// Report in which these checks have these verdicts, and all others pass.
fn except(minute: i64, others: &[(&str, Verdict)]) -> Report {
    report(minute, |check| {
        let other = others.iter().find(|(of, _)| *of == check);
        other.map_or(Verdict::Pass, |(_, verdict)| verdict.clone())
    })
}

/// The standing after a run, as a run stores it.
fn after(registration: &Registration, standing: &Standing, report: &Report) -> Standing {
    let now = report.checked_at;
    let before = Usability::of(registration, standing, now);
    let Assessment { mut standing, .. } = standing.assess(report, now, CONFIRM);
    standing.usable = Some(before.after(registration, &standing, now));
    standing
}

fn healthy() -> Standing {
    after(&connected(), &Standing::default(), &except(0, &[]))
}

/// The standing after two runs saw the failures, at the minutes 10 and 16.
fn broken(failures: &[(&str, Verdict)]) -> Standing {
    let once = after(&connected(), &healthy(), &except(10, failures));
    after(&connected(), &once, &except(16, failures))
}

/// A service's answer, with check and finding of each reason.
fn said(answer: &ServiceAnswer) -> (Usable, Vec<(Option<&str>, &str)>) {
    let reasons = answer.reasons.iter();
    let reasons = reasons.map(|reason| (reason.check.as_deref(), reason.finding.as_str()));
    (answer.answer, reasons.collect())
}

#[test]
fn all_well_is_yes_since_the_run_that_saw_it() {
    let standing = healthy();
    for minute in [0, 10, 60 * 24 - 1] {
        let usable = Usability::of(&connected(), &standing, at(minute));
        for service in Service::ALL {
            let answer = usable.service(service);
            assert_eq!(said(answer), (Usable::Yes, vec![]), "{service:?}");
            assert_eq!(answer.since, at(0));
        }
    }
}

#[test_case("mailbox", "mailbox-missing", Usable::Yes, Usable::No; "mail alone")]
#[test_case("site:1", "site-refused", Usable::No, Usable::Yes; "a site alone")]
#[test_case("library:1", "library-locked", Usable::No, Usable::Yes; "a library alone")]
#[test_case("app-enabled", "app-disabled", Usable::No, Usable::No; "both")]
#[test_case("no-excess-permissions", "excess-permissions", Usable::Yes, Usable::Yes; "advice")]
fn one_service_may_work_while_the_other_does_not(
    check: &str,
    code: &str,
    sharepoint: Usable,
    mail: Usable,
) {
    let standing = broken(&[(check, failed(code))]);
    let usable = Usability::of(&connected(), &standing, at(16));
    for (service, expected) in [(Service::SharePoint, sharepoint), (Service::Mail, mail)] {
        let answer = usable.service(service);
        let reasons = if expected == Usable::No {
            vec![(Some(check), code)]
        } else {
            vec![]
        };
        assert_eq!(said(answer), (expected, reasons), "{service:?}");
        assert_eq!(
            answer.since,
            at(if expected == Usable::No { 16 } else { 0 })
        );
        for reason in &answer.reasons {
            assert_eq!(reason.acts, Some(Responsible::Administrator));
        }
    }
}

#[test]
fn a_reason_names_the_site_or_library_as_the_host_app_did() {
    let failures = [
        ("site:1", failed("site-refused")),
        ("library:1", failed("library-locked")),
    ];
    let usable = Usability::of(&connected(), &broken(&failures), at(16));
    let subjects = usable.sharepoint.reasons.iter();
    let subjects: Vec<_> = subjects.map(|reason| reason.subject.as_deref()).collect();
    assert_eq!(subjects, [Some(&*format!("Plans ({SITE})")), Some(SITE)],);
}

#[test_case("services-missing", "services"; "of the organisation")]
#[test_case("licence-plan-off", "service"; "of a licence")]
fn a_finding_that_names_one_service_leaves_the_other_alone(code: &str, argument: &str) {
    for (name, no, yes) in [
        ("Exchange Online", Service::Mail, Service::SharePoint),
        ("SharePoint Online", Service::SharePoint, Service::Mail),
    ] {
        let verdict = Verdict::Fail(Finding::new(code).with(argument, name));
        let check = if argument == "services" {
            "services-present"
        } else {
            "system-user-licensed"
        };
        let usable = Usability::of(&connected(), &broken(&[(check, verdict)]), at(16));
        assert_eq!(usable.service(no).answer, Usable::No, "{name}");
        assert_eq!(usable.service(yes).answer, Usable::Yes, "{name}");
    }
}

#[test]
fn a_first_sighting_is_suspected_and_makes_the_answer_unknown() {
    let failing = [("mailbox", failed("mailbox-missing"))];
    let once = after(&connected(), &healthy(), &except(10, &failing));
    assert_eq!(once.health, standing::Health::Healthy);
    let suspected = once.suspected().unwrap();
    assert_eq!(
        (suspected.since, suspected.checks),
        (at(10), vec!["mailbox".to_owned()])
    );
    let usable = Usability::of(&connected(), &once, at(11));
    let reasons = vec![(Some("mailbox"), "mailbox-missing")];
    assert_eq!(said(&usable.mail), (Usable::Unknown, reasons));
    assert_eq!(usable.mail.since, at(10));
    assert_eq!(usable.sharepoint.answer, Usable::Yes);
    // A pass ends it.
    let passed = after(&connected(), &once, &except(12, &[]));
    assert_eq!(passed.suspected(), None);
    assert_eq!(
        Usability::of(&connected(), &passed, at(12)).mail.since,
        at(12)
    );
    // A second sighting confirms it: then it is broken, and suspected no more.
    let confirmed = after(&connected(), &once, &except(16, &failing));
    assert_eq!(confirmed.suspected(), None);
    let usable = Usability::of(&connected(), &confirmed, at(16));
    assert_eq!(
        (usable.mail.answer, usable.mail.since),
        (Usable::No, at(16))
    );
}

#[test]
fn a_system_user_that_is_not_named_is_never_yes() {
    let mut nobody = connected();
    nobody.system_user = None;
    nobody.system_user_connection = None;
    let usable = Usability::of(&nobody, &healthy(), at(1));
    let reason = (Some("system-user-connected"), "no-system-user");
    assert_eq!(said(&usable.mail), (Usable::Unknown, vec![reason]));
    assert_eq!(said(&usable.sharepoint), (Usable::Unknown, vec![reason]));
    assert_eq!(usable.mail.reasons[0].acts, Some(Responsible::HostApp));
}

#[test]
fn without_sites_sharepoint_alone_is_unknown() {
    let mut none = connected();
    none.sites.clear();
    let usable = Usability::of(&none, &healthy(), at(1));
    let reasons = vec![(Some("site"), "no-sites")];
    assert_eq!(said(&usable.sharepoint), (Usable::Unknown, reasons));
    assert_eq!(usable.mail.answer, Usable::Yes);
}

#[test]
fn what_is_hidden_behind_a_failure_is_no_reason_of_its_own() {
    let run = except(
        10,
        &[
            ("system-user-connected", failed("sign-in-session-revoked")),
            ("mailbox", Verdict::Unknown(Unobserved::NotReached)),
            ("site:1", Verdict::Unknown(Unobserved::NotReached)),
        ],
    );
    let usable = Usability::of(&connected(), &after(&connected(), &healthy(), &run), at(10));
    for service in Service::ALL {
        let reasons = vec![(Some("system-user-connected"), "sign-in-session-revoked")];
        assert_eq!(said(usable.service(service)), (Usable::Unknown, reasons));
    }
}

#[test]
fn t78_behind_a_failure_of_the_other_service_nothing_is_hidden() {
    let run = except(
        10,
        &[
            ("mailbox", failed("mailbox-missing")),
            ("site:1", Verdict::Unknown(Unobserved::NotReached)),
        ],
    );
    let usable = Usability::of(&connected(), &after(&connected(), &healthy(), &run), at(10));
    let reasons = vec![(Some("site:1"), "not-readable")];
    assert_eq!(said(&usable.sharepoint), (Usable::Unknown, reasons));
    let reasons = vec![(Some("mailbox"), "mailbox-missing")];
    assert_eq!(said(&usable.mail), (Usable::Unknown, reasons));
}

#[test]
fn a_system_user_that_has_not_signed_in_is_said_once_and_acts() {
    let mut absent = connected();
    absent.system_user_connection = None;
    let absence = Verdict::Unknown(Unobserved::IdentityAbsent {
        identity: Identity::SystemUser,
    });
    let run = report(0, |check| {
        let check = crate::verification::catalogue::find_check(check).unwrap();
        if check.identities == [Identity::SystemUser] || check.id == "services-present" {
            absence.clone()
        } else {
            Verdict::Pass
        }
    });
    let standing = after(&absent, &Standing::default(), &run);
    let usable = Usability::of(&absent, &standing, at(1));
    for service in Service::ALL {
        let answer = usable.service(service);
        let reason = (Some("system-user-connected"), "system-user-not-signed-in");
        assert_eq!(said(answer), (Usable::Unknown, vec![reason]));
        assert_eq!(answer.reasons[0].acts, Some(Responsible::SystemUser));
    }
}
