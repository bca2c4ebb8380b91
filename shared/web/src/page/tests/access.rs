//! The access page in each of its states.

use super::*;
use domain::{
    access::{
        Access, AccessChange, AccessChangeOutcome, AccessNotice, AccessSummary, Action,
        AssignedApplication, Assignee, AssigneeKind, AuditEntry, Candidate, CandidatePage,
        Candidates, ChangeRecord, ChangeRefusal, Cover, Effect, Losers, Members, PendingChange,
        Principal,
    },
    ids::AuditId,
    verification::facts::Observed,
};
use test_case::test_case;

mod assigning;
mod languages;
mod outcomes;
mod review;
mod samples;
mod script;
mod search;
mod threats;

use samples::*;

const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const PRIVILEGED_ROLE_ADMINISTRATOR: &str = "e8611ab8-c189-46e8-94e1-60213ab1f814";

/// Text after the name of each box of that name: its value, and whether it is ticked.
fn boxes<'a>(body: &'a str, name: &str) -> Vec<&'a str> {
    let field = format!("<input type=\"checkbox\" name=\"{name}\" value=\"");
    body.split(&field)
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap())
        .collect()
}

/// Ids of the principals whose assignment a button removes.
fn removable(body: &str) -> Vec<&str> {
    body.split("name=\"remove\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// The part of a page between two elements.
fn between<'a>(body: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = body.split_once(&format!("id=\"{from}\"")).unwrap();
    rest.split_once(&format!("id=\"{to}\"")).unwrap().0
}

#[test]
fn access_page_without_a_token() {
    let report = system_user::failing("user-access");
    let roles = [USER_ADMINISTRATOR.to_owned()];
    let body = Sample::default().closed(Closed {
        summary: Some(summary()),
        seen_at: Some(now()),
        verdict: report.result("user-access"),
        roles: Some(&roles),
    });
    insta::assert_snapshot!(stable(&body));
}

#[test]
fn access_page_with_a_token() {
    let sample = Sample {
        entries: vec![entry(
            1,
            vec![record(Action::Remove, AccessChangeOutcome::Done)],
        )],
        ..Sample::default()
    };
    insta::assert_snapshot!(stable(&sample.open()));
}

#[test]
fn access_page_that_could_not_be_read() {
    let sample = Sample {
        access: unread(Unobserved::Refused),
        ..Sample::default()
    };
    insta::assert_snapshot!(stable(between(&sample.open(), "unseen", "history")));
}

#[test]
fn nothing_is_offered_that_cannot_be_done() {
    let over = Sample {
        is_over: true,
        ..Sample::default()
    };
    let unseen = Sample {
        access: unread(Unobserved::MicrosoftUnavailable),
        ..Sample::default()
    };
    let pending = Sample {
        pending: Some(pending()),
        found: Some(candidates()),
        ..Sample::default()
    };
    for sample in [&over, &unseen, &pending] {
        let body = sample.open();
        for form in [
            "access/review",
            "access/find",
            "access/assign",
            "checkbox",
            "id=\"bar\"",
        ] {
            assert!(!body.contains(form), "{form}");
        }
        assert!(body.contains("access/finish"));
    }
    assert!(
        over.open()
            .contains("Microsoft no longer accepts your sign-in")
    );
    assert!(!over.open().contains("Try again"));
    assert!(unseen.open().contains("Microsoft didn’t answer"));
    assert!(unseen.open().contains("Try again"));
}

#[test]
fn the_page_looks_again_only_while_a_change_is_under_way() {
    let pending = Sample {
        pending: Some(pending()),
        ..Sample::default()
    };
    let body = pending.open();
    let page = format!("/connect/{TOKEN}/access");
    assert!(body.contains(&format!(
        "<noscript><meta http-equiv=\"refresh\" content=\"5;url={page}\"></noscript>"
    )));
    assert!(body.contains(&format!("data-look-again=\"5\" data-look-at=\"{page}\"")));
    assert!(body.contains("A change is still in progress"));
    let idle = Sample::default().open();
    assert!(!idle.contains("data-look-again") && !idle.contains("http-equiv"));
}

#[test]
fn before_leaving_for_microsoft_the_roles_are_told_and_never_block() {
    let told = |roles: Option<&[&str]>| {
        let roles: Option<Vec<String>> =
            roles.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
        let body = Sample::default().closed(Closed {
            roles: roles.as_deref(),
            ..Closed::default()
        });
        assert!(body.contains("Sign in with Microsoft</button>"));
        between(&body, "open", "history").to_owned()
    };
    let enough = told(Some(&[APPLICATION_ADMINISTRATOR]));
    assert!(!enough.contains("on your account"), "{enough}");
    let assigns = told(Some(&[USER_ADMINISTRATOR]));
    assert!(
        assigns.contains("on your account: User Administrator. That’s enough to assign people")
    );
    assert!(assigns.contains("“Need admin approval”"));
    let none = told(Some(&["ffffffff-0000-0000-0000-000000000000"]));
    assert!(none.contains("no role on your account that can assign people"));
    for doubtful in [assigns, none] {
        assert!(doubtful.contains(
            "Global Administrator, Privileged Role Administrator, Application Administrator, \
             Cloud Application Administrator."
        ));
        assert!(doubtful.contains("activate it first"));
    }
    assert!(told(None).contains("couldn’t read your roles just now"));
}

#[test]
fn with_a_token_the_roles_are_doubted_for_what_they_do_not_allow() {
    let with = |role: &str| {
        let sample = Sample {
            own_roles: Some(vec![role.to_owned()]),
            ..Sample::default()
        };
        let body = sample.open();
        (
            body.contains("no role on your account that can change this"),
            body.contains("no role on your account that can assign people"),
        )
    };
    assert_eq!(with(GLOBAL_ADMINISTRATOR), (false, false));
    assert_eq!(with(PRIVILEGED_ROLE_ADMINISTRATOR), (true, false));
    assert_eq!(with("ffffffff-0000-0000-0000-000000000000"), (true, true));
}

#[test]
fn what_microsoft_will_ask_is_told_with_what_to_leave_unticked() {
    let body = Sample::default().closed(Closed::default());
    for name in domain::access::ASSIGN_PERMISSIONS
        .into_iter()
        .chain([domain::access::SWITCH_PERMISSION])
    {
        assert!(body.contains(&format!("<code>{name}</code>")), "{name}");
    }
    assert!(body.contains("leave “Consent on behalf of your organization” unticked"));
    assert!(body.contains("after 15 minutes without activity, after 60 minutes at the latest"));
    assert!(body.contains("No check has been able to read this yet."));
    let page = "ManagedAppMenuBlade/~/Permissions/objectId/";
    assert!(body.contains(page) && body.contains("-RemoveOwnGrant"));
}

#[test]
fn the_switch_says_which_permission_it_takes() {
    let sample = |is_required, can_switch| Sample {
        access: seen(access(is_required)),
        can_switch,
        ..Sample::default()
    };
    let card = |sample: Sample| between(&sample.open(), "now", "assigned").to_owned();
    let open = card(sample(true, true));
    assert!(open.contains("access/review") && open.contains("name=\"require\" value=\"no\""));
    let narrow = card(sample(false, false));
    // What is to be changed goes along, so that the way back leads to its review.
    assert!(narrow.contains("access/sign-in") && narrow.contains("name=\"require\" value=\"yes\""));
    assert!(narrow.contains("one more permission: Application.ReadWrite.All"));
    let wide = card(sample(false, true));
    assert!(wide.contains("name=\"require\" value=\"yes\""));
}

#[test_case(&SystemUserCover::NotNamed, "not-applicable", "hasn’t been told yet which account"; "not named")]
#[test_case(&SystemUserCover::NoAccount { name: HOSTILE }, "fail", "no account with this name"; "no account")]
#[test_case(&SystemUserCover::Unread { name: HOSTILE }, "unknown", "couldn’t read this account just now"; "unread")]
#[test_case(&known(&Cover::Itself), "pass", "Assigned directly."; "itself")]
#[test_case(&known(&Cover::No), "fail", "Not assigned."; "not assigned")]
#[test_case(&known(&Cover::Unknown), "unknown", "couldn’t read the members of an assigned group"; "unknown")]
fn the_system_user_is_covered_or_not_and_why(
    system_user: &SystemUserCover<'_>,
    class: &str,
    why: &str,
) {
    let sample = |is_required| Sample {
        access: seen(access(is_required)),
        ..Sample::default()
    };
    let body = sample(true).open_with(*system_user);
    let card = chip(&body);
    assert!(card.0 == class, "{card:?}");
    assert!(card.1.contains(why), "{card:?}");
    let is_named = matches!(system_user, SystemUserCover::Known { .. });
    let is_out = class != "pass";
    assert_eq!(
        card.1.contains("Microsoft turns this account away"),
        is_named && class == "fail"
    );
    // One click assigns it, and that button is the filled one.
    let button = "<button type=\"submit\">Assign the system user</button>";
    assert_eq!(card.1.contains(button), is_named && is_out, "{card:?}");
    // Where everybody may use it, nobody has to be assigned.
    let open = sample(false).open_with(*system_user);
    if is_named {
        assert_eq!(chip(&open).0, "pass");
    }
    assert!(!open.contains(button));
}

/// The system user's part of the page: its class and its text.
fn chip(body: &str) -> (&str, &str) {
    let (before, after) = body.split_once("> The system user · ").unwrap();
    let (_, class) = before.rsplit_once("<li class=\"").unwrap();
    (
        class.split_once('"').unwrap().0,
        after.split_once("</li>").unwrap().0,
    )
}

fn known(cover: &Cover) -> SystemUserCover<'_> {
    SystemUserCover::Known {
        name: HOSTILE,
        id: id(6),
        cover,
    }
}

#[test]
fn a_group_inside_a_group_is_named_and_does_not_count() {
    let sample = Sample {
        system_user: Cover::NestedOnly {
            assigned: HOSTILE.to_owned(),
            inside: "Sales <i>North</i>".to_owned(),
        },
        ..Sample::default()
    };
    let body = sample.open();
    assert!(body.contains(
        "Only through the group <bdi>Sales &#60;i&#62;North&#60;/i&#62;</bdi>, which is inside \
         the assigned group <bdi>&#60;b&#62;Contoso"
    ));
    assert!(
        chip(&body)
            .1
            .starts_with("<span class=\"verdict\">No access")
    );
    assert!(body.contains("Assign the system user"));
}

#[test]
fn everybody_assigned_is_listed_and_the_members_of_groups_to_fifty() {
    let many = (0..300).map(|number| assigned(user(1000 + number, "Somebody"), None));
    let mut access = access(true);
    access.assigned.extend(many);
    let sample = Sample {
        access: seen(access),
        ..Sample::default()
    };
    let body = sample.open();
    assert_eq!(removable(&body).len(), 303);
    assert!(body.contains("60 direct members"));
    assert_eq!(body.matches("<bdi>Member 1").count(), 50);
    assert!(body.contains("<li>and 10 more</li>"));
    assert!(body.contains("couldn’t read its members"));
    assert!(body.contains("Groups inside it, which don’t count:"));
}

#[test]
fn how_many_people_may_use_it_is_said_where_it_is_known() {
    let state = |access: Access| {
        let sample = Sample {
            access: seen(access),
            ..Sample::default()
        };
        between(&sample.open(), "now", "assigned").to_owned()
    };
    let unread = state(access(true));
    assert!(unread.contains("the members of <bdi>Hidden &#60;i&#62;members&#60;/i&#62;</bdi>"));
    let read = |is_required, people: u128| Access {
        assigned: (0..people)
            .map(|number| assigned(user(20 + number, "Somebody"), None))
            .collect(),
        ..access(is_required)
    };
    assert!(state(read(true, 2)).contains("Right now that’s 2 people."));
    assert!(state(read(true, 1)).contains("Right now that’s 1 person."));
    assert!(state(read(true, 0)).contains("Right now that’s nobody."));
    assert!(state(read(false, 1)).contains("have no effect until assignment is required"));
    assert!(!state(read(false, 0)).contains("have no effect"));
}

#[test]
fn the_result_leads_here_first() {
    let (registration, tenant, report) = (registration(connected(), None), tenant(), all_pass());
    let body = result(&registration, &tenant, Some(&report))
        .respond("r")
        .into_body();
    let card = body.split_once("id=\"group-access\"").unwrap().1;
    let link = card.split_once("<a href=\"").unwrap().1;
    assert!(link.starts_with(&format!("/connect/{TOKEN}/access\"")));
}
