use super::*;
use crate::{
    standing::{Answer as Seen, Suspect},
    verification::report::Report,
};
use serde_json::{Value, json};
use test_case::test_case;

const HEALTHS: [Health; 4] = [
    Health::Unknown,
    Health::Healthy,
    Health::Attention,
    Health::Broken,
];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn event(kind: EventKind) -> Event {
    Event {
        id: "01930000-0000-7000-8000-000000000001".parse().unwrap(),
        kind,
        created_at: at("2026-11-29T12:00:00.123456789Z"),
        registration: EventRegistration {
            id: "01930000-0000-7000-8000-00000000002f".parse().unwrap(),
            customer_id: "contoso".to_owned().try_into().unwrap(),
            sequence: 7,
            stage: "connected".to_owned(),
            health: Health::Broken,
            usable: Some(EventUsability {
                sharepoint: EventAnswer {
                    answer: Usable::Yes,
                    since: at("2026-11-29T11:00:00Z"),
                    reasons: Vec::new(),
                },
                mail: EventAnswer {
                    answer: Usable::No,
                    since: at("2026-11-29T12:00:00Z"),
                    reasons: vec![EventReason::of_check("mailbox", "no-mailbox", None)],
                },
            }),
            metadata: serde_json::from_value(json!({"project": "42"})).unwrap(),
        },
        reasons: vec![EventReason::of_check(
            "library:2",
            "library-misnamed",
            Some(Responsible::HostApp),
        )],
        verification_id: Some("01930000-0000-7000-8000-000000000003".parse().unwrap()),
        invitation_id: None,
    }
}

#[test]
fn t79_an_event_tells_ids_states_and_times_and_no_name() {
    for kind in EventKind::ALL {
        let told = serde_json::to_value(Envelope::of(&event(kind), "https://api.example")).unwrap();
        let expected = json!({
            "id": "01930000-0000-7000-8000-000000000001",
            "type": kind.name(),
            "created_at": "2026-11-29T12:00:00.123Z",
            "registration": {
                "id": "01930000-0000-7000-8000-00000000002f",
                "customer_id": "contoso",
                "sequence": 7,
                "stage": "connected",
                "health": "broken",
                "usable": {
                    "sharepoint": {"answer": "yes", "since": "2026-11-29T11:00:00.000Z", "reasons": []},
                    "mail": {
                        "answer": "no", "since": "2026-11-29T12:00:00.000Z",
                        "reasons": [{"check": "mailbox", "finding": "no-mailbox", "subject": null, "acts": null}],
                    },
                },
                "metadata": {"project": "42"},
            },
            "reasons": [{"check": "library:2", "finding": "library-misnamed", "subject": null, "acts": "host_app"}],
            "links": {
                "registration": "https://api.example/v1/registrations/01930000-0000-7000-8000-00000000002f",
                "verification": "https://api.example/v1/registrations/01930000-0000-7000-8000-00000000002f/verifications/01930000-0000-7000-8000-000000000003",
                "invitation": null,
            },
        });
        assert_eq!(told, expected);
    }
}

#[test]
fn a_ping_has_every_member_of_an_event_and_no_registration() {
    let ping = Envelope::ping(event(EventKind::Connected).id, at("2026-11-29T12:00:00Z"));
    let expected = json!({
        "id": "01930000-0000-7000-8000-000000000001",
        "type": "webhook.ping",
        "created_at": "2026-11-29T12:00:00.000Z",
        "registration": null,
        "reasons": [],
        "links": {"registration": null, "verification": null, "invitation": null},
    });
    assert_eq!(serde_json::to_value(ping).unwrap(), expected);
}

#[test]
fn a_kind_is_stored_by_the_name_that_the_api_says() {
    for kind in EventKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        assert_eq!(EventKind::find(kind.name()), Some(kind));
        let stored = serde_json::to_value(event(kind)).unwrap();
        assert_eq!(
            serde_json::from_value::<Event>(stored).unwrap(),
            event(kind)
        );
    }
    assert_eq!(EventKind::find("registration.health_changed"), None);
}

/// The whole table: rows before, columns after, in the order unknown, healthy, attention, broken.
#[test]
fn each_change_of_health_is_told_by_one_kind() {
    let (attention, broken, recovered) = (
        Some(EventKind::Attention),
        Some(EventKind::Broken),
        Some(EventKind::Recovery),
    );
    let expected = [
        [None, recovered, recovered, broken],
        [attention, None, attention, broken],
        [attention, recovered, None, broken],
        [attention, recovered, recovered, None],
    ];
    for (before, row) in HEALTHS.into_iter().zip(expected) {
        for (after, kind) in HEALTHS.into_iter().zip(row) {
            assert_eq!(health_event(before, after), kind, "{before:?} to {after:?}");
        }
    }
}

fn report() -> Report {
    serde_json::from_value(json!({
        "checked_at": "2026-11-29T12:00:00Z",
        "results": [{
            "check": "system-user-connected", "verdict": "fail", "code": "sign-in-refused",
            "arguments": {"acts": "user"},
        }],
    }))
    .unwrap()
}

fn standing(health: Health, failing: &[(&str, &str)]) -> Standing {
    let of = |answer: Seen| {
        failing
            .iter()
            .map(move |(check, _)| ((*check).to_owned(), answer))
    };
    let suspect = Suspect {
        since: Timestamp::UNIX_EPOCH,
        confirmed: health == Health::Broken,
        acts: None,
        only: None,
    };
    Standing {
        health,
        answers: of(Seen::Fail).collect(),
        findings: failing
            .iter()
            .map(|(check, code)| ((*check).to_owned(), (*code).to_owned()))
            .collect(),
        suspects: of(Seen::Fail)
            .filter(|_| health == Health::Broken)
            .map(|(check, _)| (check, suspect))
            .collect(),
        ..Standing::default()
    }
}

/// Usability in which both services have this answer, unchanged since the Unix epoch.
fn both(answer: Usable) -> Usability {
    let answer = ServiceAnswer {
        answer,
        since: Timestamp::UNIX_EPOCH,
        reasons: Vec::new(),
    };
    Usability {
        sharepoint: answer.clone(),
        mail: answer,
    }
}

fn kinds(before: &Standing, after: &Standing) -> Vec<&'static str> {
    let told = news(before, &both(Usable::Yes), after, &report());
    told.iter().map(|(kind, _)| kind.name()).collect()
}

#[test_case("y0 y1", Health::Healthy, "registration.recovered"; "one more")]
#[test_case("u0 y1", Health::Attention, "registration.recovered"; "one, with advice")]
#[test_case("y0 n1", Health::Broken, "registration.broken"; "one of two")]
#[test_case("n0 u1", Health::Broken, "registration.broken"; "the end of one")]
#[test_case("y0 u1", Health::Unknown, "registration.attention"; "one, and the other is not known")]
#[test_case("u0 u1", Health::Healthy, ""; "not known, as before")]
fn an_answer_that_settles_is_told_once_where_health_tells_nothing(
    known: &str,
    health: Health,
    kind: &str,
) {
    let failing: &[(&str, &str)] = match health {
        Health::Broken => &[("mailbox", "no-mailbox")],
        _ => &[],
    };
    let before = standing(health, failing);
    let after = Standing {
        usable: Some(known.to_owned().try_into().unwrap()),
        ..before.clone()
    };
    let told = news(&before, &both(Usable::Unknown), &after, &report());
    let kinds: Vec<_> = told.iter().map(|(kind, _)| kind.name()).collect();
    assert_eq!(kinds.concat(), kind);
    // A change of health tells it with its own event.
    let broken = standing(Health::Broken, &[("site:1", "site-denied")]);
    let told = news(&broken, &both(Usable::Unknown), &after, &report());
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn what_is_broken_and_not_seen_failing_any_more_is_not_told_again() {
    let before = standing(Health::Broken, &[("mailbox", "no-mailbox")]);
    let mut after = standing(Health::Broken, &[]);
    after.answers.insert("site:1".to_owned(), Seen::NotReadable);
    assert_eq!(kinds(&before, &after), [""; 0]);
}

#[test]
fn a_sign_in_that_is_refused_is_told_with_the_breakage_and_who_acts() {
    let before = standing(Health::Healthy, &[]);
    let after = standing(
        Health::Broken,
        &[
            ("mailbox", "no-mailbox"),
            ("system-user-connected", "sign-in-refused"),
        ],
    );
    let told = news(&before, &both(Usable::Yes), &after, &report());
    let told: Vec<Value> = told
        .iter()
        .map(|(kind, reasons)| json!([kind.name(), reasons]))
        .collect();
    let mailbox =
        json!({"check": "mailbox", "finding": "no-mailbox", "subject": null, "acts": null});
    let sign_in = json!({"check": "system-user-connected", "finding": "sign-in-refused", "subject": null, "acts": "system_user"});
    assert_eq!(
        told,
        [
            json!(["registration.broken", [mailbox, sign_in]]),
            json!(["system_user.needs_sign_in", [sign_in]]),
        ]
    );
    assert_eq!(kinds(&after, &after), [""; 0], "told once");
}

#[test_case(&[("mailbox", "no-mailbox")], &[("mailbox", "no-mailbox")], &[]; "the same")]
#[test_case(&[("mailbox", "no-mailbox")], &[("mailbox", "no-mailbox"), ("site:1", "site-denied")], &["registration.broken"]; "one more")]
#[test_case(&[("mailbox", "no-mailbox"), ("site:1", "site-denied")], &[("mailbox", "no-mailbox")], &["registration.broken"]; "one less")]
#[test_case(&[("mailbox", "no-mailbox")], &[("mailbox", "no-licence")], &["registration.broken"]; "another cause")]
fn while_it_is_broken_each_change_of_its_reasons_is_told(
    before: &[(&str, &str)],
    after: &[(&str, &str)],
    expected: &[&str],
) {
    let before = standing(Health::Broken, before);
    assert_eq!(kinds(&before, &standing(Health::Broken, after)), expected);
}

#[test]
fn a_domain_that_is_lost_is_told_once_whatever_else_is_told() {
    let with = |health, failing: &[(&str, &str)], has_domain| Standing {
        has_domain: Some(has_domain),
        ..standing(health, failing)
    };
    let lost = [("customer-domain", "domain-lost")];
    let healthy = with(Health::Healthy, &[], true);
    let attention = with(Health::Attention, &lost, false);
    assert_eq!(kinds(&healthy, &attention), ["registration.attention"]);
    let broken = with(Health::Broken, &[("mailbox", "no-mailbox")], false);
    assert_eq!(
        kinds(&healthy, &broken),
        ["registration.attention", "registration.broken"]
    );
    let told = news(&healthy, &both(Usable::Yes), &broken, &report());
    assert_eq!(told[0].1[0].check.as_deref(), Some("customer-domain"));
    let excess = with(
        Health::Attention,
        &[("no-excess-permissions", "excess")],
        true,
    );
    assert_eq!(kinds(&excess, &attention), ["registration.attention"]);
}

#[test]
fn an_unknown_health_says_which_checks_nobody_knows_of() {
    let mut unknown = standing(Health::Unknown, &[]);
    unknown.answers = [
        ("mailbox".to_owned(), Seen::Outdated),
        ("site:1".to_owned(), Seen::Pass),
        ("system-user-connected".to_owned(), Seen::Forgotten),
    ]
    .into();
    let healthy = standing(Health::Healthy, &[]);
    let told = news(&healthy, &both(Usable::Yes), &unknown, &report());
    let reasons: Vec<_> = told[0]
        .1
        .iter()
        .map(|reason| (reason.check.as_deref().unwrap(), reason.finding.as_str()))
        .collect();
    assert_eq!(told[0].0, EventKind::Attention);
    assert_eq!(
        reasons,
        [
            ("mailbox", "outdated"),
            ("system-user-connected", "not-asked")
        ]
    );
}

#[test_case(json!({"type": "registration.connected"}), "registration.connected", "connected", 0; "connected")]
#[test_case(json!({"type": "registration.approval_required"}), "registration.approval_required", "consented", 0; "approval")]
#[test_case(json!({"type": "registration.expected_domain_lost"}), "registration.attention", "connected", 1; "domain lost")]
#[test_case(json!({"type": "registration.health_changed", "previous_health": "healthy"}), "registration.broken", "connected", 0; "health")]
fn an_event_of_the_former_form_stays_readable(
    mut former: Value,
    kind: &str,
    stage: &str,
    reasons: usize,
) {
    let members = json!({
        "id": "01930000-0000-7000-8000-000000000001", "customer_id": "contoso",
        "registration_id": "01930000-0000-7000-8000-00000000002f", "health": "broken", "health_version": 3,
        "occurred_at": "2026-11-24T12:00:00Z",
    });
    let members = members.as_object().unwrap().clone();
    former.as_object_mut().unwrap().extend(members);
    let event = Event::from(serde_json::from_value::<FormerEvent>(former).unwrap());
    assert_eq!(event.kind.name(), kind);
    assert_eq!(event.registration.stage, stage);
    assert_eq!(event.registration.sequence, 3);
    assert_eq!(event.reasons.len(), reasons);
}

#[test]
fn a_cursor_of_an_instant_stands_behind_every_id_of_it() {
    let instant = at("2026-11-29T12:00:00.123Z");
    let last = last_id_of(instant);
    assert_eq!(made_at(last), Some(instant));
    let milliseconds = u64::try_from(instant.as_millisecond()).unwrap();
    let any = uuid::Builder::from_unix_timestamp_millis(milliseconds, &[0x7a; 10]).into_uuid();
    assert!(any <= *last.as_uuid());
    assert!(
        *last.as_uuid() < *last_id_of(instant + jiff::SignedDuration::from_millis(1)).as_uuid()
    );
}
