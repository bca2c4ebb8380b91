//! The next action, state by state.

use super::*;
use crate::standing::Suspect;
use jiff::Timestamp;
use serde_json::{Value, json};
use test_case::test_case;

const AT: &str = "2026-11-29T12:00:00Z";

fn tenant() -> Value {
    json!({
        "id": "7e000000-0000-4000-8000-000000000001", "name": "Contoso",
        "administrator": "0b1ec700-0000-4000-8000-000000000001",
    })
}

fn connected() -> Value {
    json!({
        "stage": "connected", "tenant": tenant(), "approval": {"status": "not_needed"},
        "consented_at": AT, "connected_at": AT,
    })
}

fn consented(approval: &str) -> Value {
    json!({
        "stage": "consented", "tenant": tenant(), "approval": {"status": approval},
        "consented_at": AT,
    })
}

fn registration(lifecycle: &Value) -> Registration {
    serde_json::from_value(json!({
        "id": "01930000-0000-7000-8000-000000000001", "version": 1, "support_code": "7K2M-X4QD",
        "customer": {"id": "contoso", "name": "Contoso", "plan": "BOOST"},
        "language": "en", "system_user": "cooperlink@contoso.example",
        "sites": [{"url": "https://contoso.sharepoint.com/sites/projects", "libraries": []}],
        "lifecycle": lifecycle,
        "system_user_connection": {
            "object_id": "0b1ec700-0000-4000-8000-000000000002", "subject": "subject",
            "user_principal_name": "cooperlink@contoso.example", "connected_at": AT,
            "secret_version": "1", "secret_written_at": AT,
        },
        "created_at": AT, "updated_at": AT,
    }))
    .unwrap()
}

/// A standing in which this check has this answer and the mailbox check passes.
fn standing(check: &str, answer: Answer) -> Standing {
    Standing {
        answers: [
            ("mailbox".to_owned(), Answer::Pass),
            (check.to_owned(), answer),
        ]
        .into(),
        ..Standing::default()
    }
}

fn failing(check: &str, acts: Option<Responsible>) -> Standing {
    let suspect = Suspect {
        since: AT.parse().unwrap(),
        confirmed: false,
        acts,
        only: None,
    };
    Standing {
        suspects: [(check.to_owned(), suspect)].into(),
        ..standing(check, Answer::Fail)
    }
}

fn well() -> Standing {
    standing("site:1", Answer::Pass)
}

fn action(who: &str, what: &str, purpose: Option<&str>) -> Value {
    json!({"who": who, "what": what, "invitation_purpose": purpose})
}

fn next(registration: &Registration, standing: &Standing) -> Value {
    serde_json::to_value(NextAction::of(registration, standing)).unwrap()
}

#[test_case(&json!({"stage": "invited"}), &action("administrator", "connect", Some("connect")); "invited")]
#[test_case(&json!({"stage": "signed_in", "tenant": tenant(), "signed_in_at": AT}), &action("administrator", "connect", Some("connect")); "signed in")]
#[test_case(&consented("waiting"), &action("host_app", "approve_tenant", None); "waits for approval")]
#[test_case(&consented("not_needed"), &action("nobody", "wait", None); "consented")]
#[test_case(&connected(), &Value::Null; "all well")]
#[test_case(&json!({"stage": "disconnected", "tenant": tenant(), "disconnected_at": AT, "approval": {"status": "not_needed"}}), &action("administrator", "remove_app", Some("disconnect")); "disconnected")]
#[test_case(&json!({"stage": "disconnected", "tenant": tenant(), "disconnected_at": AT, "approval": {"status": "not_needed"}, "access_gone": {"verdict": "no", "observed_at": AT}}), &action("administrator", "remove_app", Some("disconnect")); "disconnected, and Microsoft lets the app in")]
#[test_case(&json!({"stage": "disconnected", "tenant": tenant(), "disconnected_at": AT, "approval": {"status": "not_needed"}, "access_gone": {"verdict": "yes", "observed_at": AT}}), &Value::Null; "disconnected, and the app is gone")]
#[test_case(&json!({"stage": "erased", "erased_at": AT}), &Value::Null; "erased")]
fn each_stage_has_its_action(lifecycle: &Value, expected: &Value) {
    assert_eq!(next(&registration(lifecycle), &well()), *expected);
}

#[test]
fn a_tenant_that_another_customer_holds_is_freed_by_the_host_app() {
    for approval in ["waiting", "not_needed"] {
        let mut taken = registration(&consented(approval));
        taken.tenant_taken_at = Some(AT.parse().unwrap());
        let expected = action("host_app", "free_tenant", None);
        assert_eq!(next(&taken, &well()), expected, "{approval}");
    }
}

#[test]
fn newer_permissions_come_last() {
    let mut behind = registration(&connected());
    let seen = json!({"told_behind": true});
    behind.observations.permissions = serde_json::from_value(seen).unwrap();
    let expected = action("administrator", "approve_permissions", Some("upgrade"));
    assert_eq!(next(&behind, &well()), expected);
    behind.sites.clear();
    let expected = action("host_app", "name_sites", None);
    assert_eq!(next(&behind, &well()), expected);
}

#[test_case(None, &action("administrator", "mend", Some("reconnect")); "administrator")]
#[test_case(Some(Responsible::SystemUser), &action("system_user", "sign_in_system_user", Some("system_user")); "system user")]
#[test_case(Some(Responsible::HostApp), &action("host_app", "correct_registration", None); "host app")]
#[test_case(Some(Responsible::Cooperlink), &action("cooperlink", "wait", None); "cooperlink")]
#[test_case(Some(Responsible::Nobody), &action("nobody", "wait", None); "nobody")]
fn a_failure_is_mended_by_the_party_that_acts(acts: Option<Responsible>, expected: &Value) {
    let standing = failing("system-user-connected", acts);
    assert_eq!(next(&registration(&connected()), &standing), *expected);
}

#[test]
fn what_fails_before_the_connection_takes_the_first_link() {
    let standing = failing("application-permissions", None);
    let next = next(&registration(&consented("not_needed")), &standing);
    assert_eq!(next, action("administrator", "mend", Some("connect")));
}

#[test]
fn what_the_registration_does_not_name_is_the_host_apps() {
    let mut unnamed = registration(&connected());
    unnamed.sites.clear();
    assert_eq!(
        next(&unnamed, &standing("user-access", Answer::Pass)),
        action("host_app", "name_sites", None)
    );
    unnamed.system_user = None;
    unnamed.system_user_connection = None;
    assert_eq!(
        next(&unnamed, &well()),
        action("host_app", "name_system_user", None)
    );
}

#[test]
fn a_system_user_that_has_not_signed_in_is_asked_to() {
    let mut absent = registration(&connected());
    absent.system_user_connection = None;
    let standing = standing("system-user-connected", Answer::NeverObserved);
    assert_eq!(
        next(&absent, &standing),
        action("system_user", "sign_in_system_user", Some("system_user"))
    );
}

#[test]
fn what_is_not_known_is_waited_for() {
    for answer in [
        Answer::Waiting,
        Answer::Forgotten,
        Answer::NotReadable,
        Answer::Outdated,
        Answer::NeverObserved,
    ] {
        let mut standing = standing("site:1", answer);
        let connected = registration(&connected());
        assert_eq!(
            next(&connected, &standing),
            action("nobody", "wait", None),
            "{answer:?}"
        );
        standing.disturbed_since = Some(AT.parse::<Timestamp>().unwrap());
        assert_eq!(
            next(&connected, &standing),
            action("microsoft", "wait", None),
            "{answer:?}"
        );
    }
    assert_eq!(
        next(&registration(&connected()), &Standing::default()),
        action("nobody", "wait", None)
    );
}
