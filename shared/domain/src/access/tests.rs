use super::*;
use test_case::test_case;
use uuid::Uuid;

fn id(number: u128) -> ObjectId {
    ObjectId::from_uuid(Uuid::from_u128(number))
}

fn user(number: u128) -> Principal {
    Principal {
        id: id(number),
        kind: AssigneeKind::User,
        name: format!("User {number:02}"),
        address: None,
    }
}

fn group(number: u128) -> Principal {
    Principal {
        kind: AssigneeKind::Group,
        name: format!("Group {number}"),
        ..user(number)
    }
}

fn assigned(principal: Principal, members: Option<Members>) -> Assignee {
    Assignee {
        principal,
        assignment_ids: vec!["a".to_owned()],
        since: None,
        members,
    }
}

fn members(people: &[u128], groups: &[u128]) -> Members {
    Members {
        people: people.iter().map(|number| user(*number)).collect(),
        groups: groups.iter().map(|number| group(*number)).collect(),
    }
}

/// Access with user 1 assigned itself, and group 100 with the users 1, 2 and 3 and with group 200 inside.
fn access() -> Access {
    Access {
        service_principal: id(9_000),
        is_required: true,
        assigned: vec![
            assigned(user(1), None),
            assigned(group(100), Some(members(&[1, 2, 3], &[200]))),
        ],
        applications: Vec::new(),
    }
}

fn guarded(oneself: u128, system_user: u128) -> GuardedAccounts {
    GuardedAccounts {
        oneself: id(oneself),
        system_user: Some(id(system_user)),
    }
}

fn names(losers: &Losers) -> Vec<&str> {
    match losers {
        Losers::These(people) | Losers::AboutThese(people) => {
            people.iter().map(|person| person.name.as_str()).collect()
        }
        Losers::Count { .. } => panic!("{losers:?}"),
    }
}

#[test_case(1, &[], &Cover::Itself; "assigned itself")]
#[test_case(2, &[], &Cover::Through("Group 100".to_owned()); "direct member")]
#[test_case(4, &[100], &Cover::Through("Group 100".to_owned()); "direct member from its own side")]
#[test_case(4, &[200], &Cover::NestedOnly { assigned: "Group 100".to_owned(), inside: "Group 200".to_owned() }; "member of a group inside")]
#[test_case(4, &[], &Cover::No; "not assigned")]
fn a_person_is_covered_itself_or_as_a_direct_member(
    person: u128,
    groups: &[u128],
    expected: &Cover,
) {
    let groups: Vec<ObjectId> = groups.iter().map(|number| id(*number)).collect();
    assert_eq!(&access().cover(id(person), &groups), expected);
}

#[test]
fn everybody_is_covered_where_nothing_is_required() {
    let open = Access {
        is_required: false,
        ..access()
    };
    assert_eq!(open.cover(id(77), &[]), Cover::Everybody);
}

#[test]
fn a_group_that_was_not_read_leaves_it_unknown() {
    let mut access = access();
    access.assigned.push(assigned(group(300), None));
    assert_eq!(access.cover(id(77), &[]), Cover::Unknown);
    assert_eq!(access.cover(id(2), &[]).lets_in(), Some(true));
}

#[test]
fn those_whom_nothing_else_lets_in_lose_access() {
    let effect = access().effect(
        &AccessChange::Remove(vec![id(100)]),
        guarded(1, 3),
        &[],
        &Everybody::Count(10),
    );
    assert_eq!(names(&effect.losers), ["User 02", "User 03"]);
    assert!(effect.locks_out_system_user);
    assert!(!effect.locks_out_oneself);
}

#[test]
fn t58_somebody_who_may_be_locked_out_is_guarded_too() {
    let mut access = access();
    access.assigned.push(assigned(group(300), None));
    let effect = access.effect(
        &AccessChange::Remove(vec![id(1), id(100)]),
        guarded(1, 2),
        &[],
        &Everybody::Count(10),
    );
    assert!(matches!(effect.losers, Losers::AboutThese(_)));
    assert!(effect.locks_out_system_user);
    assert!(effect.locks_out_oneself);
}

#[test]
fn requiring_an_assignment_names_those_who_have_none() {
    let open = Access {
        is_required: false,
        ..access()
    };
    let everybody = Everybody::All((1..=6).map(user).collect());
    let effect = open.effect(&AccessChange::Require(true), guarded(1, 5), &[], &everybody);
    assert_eq!(names(&effect.losers), ["User 04", "User 05", "User 06"]);
    assert!(effect.locks_out_system_user);
    assert!(!effect.locks_out_oneself);
    let many = open.effect(
        &AccessChange::Require(true),
        guarded(4, 1),
        &[],
        &Everybody::Count(2_500),
    );
    assert_eq!(
        many.losers,
        Losers::Count {
            of: 2_500,
            keep: Some(3)
        }
    );
    assert!(many.locks_out_oneself);
}

#[test]
fn those_who_are_assigned_first_keep_access() {
    let open = Access {
        is_required: false,
        ..access()
    };
    let everybody = Everybody::All((1..=6).map(user).collect());
    let first = open.unassigned(guarded(6, 5), &[]);
    assert_eq!(first, [id(5), id(6)]);
    let change = AccessChange::AssignThenRequire(first);
    let effect = open.effect(&change, guarded(6, 5), &[], &everybody);
    assert_eq!(names(&effect.losers), ["User 04"]);
    assert!(!effect.locks_out_oneself && !effect.locks_out_system_user);
    assert_eq!(change.count(), 3);
}

#[test_case(1, 2, &[], &[]; "assigned, or in an assigned group")]
#[test_case(4, 2, &[100], &[]; "in an assigned group by its own account")]
#[test_case(4, 1, &[200], &[4]; "in a group inside an assigned group")]
#[test_case(4, 4, &[], &[4]; "one account for both")]
fn whoever_is_let_in_is_not_assigned_once_more(
    oneself: u128,
    system_user: u128,
    groups: &[u128],
    expected: &[u128],
) {
    let groups: Vec<ObjectId> = groups.iter().map(|number| id(*number)).collect();
    let expected: Vec<ObjectId> = expected.iter().map(|number| id(*number)).collect();
    let access = access();
    assert_eq!(
        access.unassigned(guarded(oneself, system_user), &groups),
        expected
    );
}

#[test]
fn a_group_that_was_not_read_may_let_nobody_in() {
    let mut access = access();
    access.assigned.push(assigned(group(300), None));
    assert_eq!(access.unassigned(guarded(77, 1), &[]), [id(77)]);
}

#[test]
fn what_lets_more_people_in_takes_access_from_nobody() {
    let everybody = Everybody::Count(10);
    for change in [
        AccessChange::Require(false),
        AccessChange::Assign(vec![(AssigneeKind::User, id(4))]),
        AccessChange::Require(true),
    ] {
        let effect = access().effect(&change, guarded(1, 2), &[], &everybody);
        assert!(effect.losers.is_nobody(), "{change:?}");
        assert!(!effect.locks_out_oneself && !effect.locks_out_system_user);
    }
}

#[test]
fn somebody_who_is_out_already_is_not_locked_out() {
    let effect = access().effect(
        &AccessChange::Remove(vec![id(1)]),
        guarded(77, 78),
        &[],
        &Everybody::Count(10),
    );
    assert!(!effect.locks_out_oneself && !effect.locks_out_system_user);
}

#[test]
fn the_fingerprint_tells_states_apart_and_nothing_else() {
    let access = access();
    let mut reordered = access.clone();
    reordered.assigned.reverse();
    assert_eq!(access.fingerprint(), reordered.fingerprint());
    let open = Access {
        is_required: false,
        ..access.clone()
    };
    assert_ne!(access.fingerprint(), open.fingerprint());
    let mut fewer = access.clone();
    fewer.assigned.pop();
    assert_ne!(access.fingerprint(), fewer.fingerprint());
}

fn refused() -> GraphAnswer {
    GraphAnswer::Refused {
        status: 400,
        code: Some("Request_BadRequest".to_owned()),
        request_id: None,
    }
}

fn not_done(refusal: ChangeRefusal) -> AccessChangeOutcome {
    AccessChangeOutcome::NotDone {
        refusal,
        request_id: None,
    }
}

const UNKNOWN: AccessChangeOutcome = AccessChangeOutcome::Unknown { request_id: None };
const SILENT: GraphAnswer = GraphAnswer::NoAnswer { request_id: None };

#[test_case(Action::Assign, &GraphAnswer::Done, Some(true), &AccessChangeOutcome::Done; "done and seen")]
#[test_case(Action::Assign, &GraphAnswer::Done, Some(false), &AccessChangeOutcome::Done; "done and not shown yet")]
#[test_case(Action::Assign, &GraphAnswer::Done, None, &AccessChangeOutcome::Done; "done and not read back")]
#[test_case(Action::Assign, &SILENT, Some(true), &AccessChangeOutcome::Done; "no answer and seen")]
#[test_case(Action::Assign, &SILENT, Some(false), &UNKNOWN; "no answer and not seen")]
#[test_case(Action::Assign, &SILENT, None, &UNKNOWN; "no answer and not read back")]
#[test_case(Action::Assign, &refused(), Some(true), &AccessChangeOutcome::AlreadySo; "exists already")]
#[test_case(Action::Assign, &refused(), Some(false), &not_done(ChangeRefusal::NotAccepted { status: 400, code: Some("Request_BadRequest".to_owned()) }); "not accepted")]
#[test_case(Action::Assign, &refused(), None, &UNKNOWN; "exists already or not accepted, and not read back")]
#[test_case(Action::Assign, &GraphAnswer::NotAllowed { request_id: None }, Some(false), &not_done(ChangeRefusal::RoleMissing); "role")]
#[test_case(Action::Assign, &GraphAnswer::NotThere { request_id: None }, Some(false), &not_done(ChangeRefusal::NotFound); "nobody of that id")]
#[test_case(Action::Assign, &GraphAnswer::Conflict, Some(true), &AccessChangeOutcome::AlreadySo; "conflict and so")]
#[test_case(Action::Assign, &GraphAnswer::Conflict, Some(false), &not_done(ChangeRefusal::ChangedMeanwhile); "conflict and not so")]
#[test_case(Action::Assign, &GraphAnswer::Conflict, None, &UNKNOWN; "conflict and not read back")]
#[test_case(Action::Assign, &GraphAnswer::Throttled { seconds: Some(7) }, Some(false), &not_done(ChangeRefusal::Throttled { seconds: Some(7) }); "throttled")]
#[test_case(Action::Assign, &GraphAnswer::SignedOut, None, &not_done(ChangeRefusal::SignedOut); "signed out")]
#[test_case(Action::Remove, &GraphAnswer::Done, Some(false), &AccessChangeOutcome::AlreadySo; "nothing to remove")]
#[test_case(Action::Remove, &GraphAnswer::NotThere { request_id: None }, Some(false), &AccessChangeOutcome::AlreadySo; "removed already")]
#[test_case(Action::Remove, &GraphAnswer::NotThere { request_id: None }, None, &AccessChangeOutcome::AlreadySo; "removed already and not read back")]
#[test_case(Action::Remove, &SILENT, Some(true), &UNKNOWN; "removal without an answer")]
fn an_outcome_is_never_guessed(
    action: Action,
    answered: &GraphAnswer,
    read_back: Option<bool>,
    expected: &AccessChangeOutcome,
) {
    let outcome = outcome(action, false, answered.clone(), read_back);
    assert_eq!(&outcome, expected);
}

#[test]
fn a_session_ends_when_idle_and_for_good() {
    let start: Timestamp = "2026-11-25T08:00:00Z".parse().unwrap();
    let session = AccessSession {
        cookie_hash: crate::ids::TokenHash::from_digest(&[1; 32]),
        registration_id: crate::ids::RegistrationId::from_uuid(Uuid::from_u128(1)),
        tenant: crate::ids::TenantId::from_uuid(Uuid::from_u128(2)),
        person: id(3),
        token: crate::flow::SealedValue("sealed".to_owned()),
        scopes: ["application.read.all".to_owned()].into(),
        started_at: start,
        used_at: start,
        ends_at: start + LONGEST_SESSION,
    };
    let minutes = |count| start + jiff::SignedDuration::from_mins(count);
    assert!(session.has_scope("Application.Read.All"));
    assert!(!session.has_scope(SWITCH_PERMISSION));
    assert!(session.is_open(minutes(14)));
    assert!(!session.is_open(minutes(15)));
    let used = AccessSession {
        used_at: minutes(50),
        ..session
    };
    assert!(used.is_open(minutes(59)));
    assert!(!used.is_open(minutes(60)));
}
