//! The page that asks before a change.

use super::*;
use test_case::test_case;

#[test]
fn access_review_page() {
    let people: Vec<Principal> = (0..25)
        .map(|number| user(200 + number, &format!("Person {number}")))
        .collect();
    let effect = Effect {
        losers: Losers::AboutThese(people),
        locks_out_system_user: true,
        locks_out_oneself: true,
    };
    let sample = Sample {
        notice: Some(AccessNotice::Stale),
        ..Sample::default()
    };
    let change = AccessChange::Remove(vec![id(20), id(21)]);
    let body = sample.review(&access(true), &change, &effect);
    assert_eq!(body.matches("<bdi>Person ").count(), 20);
    assert!(body.contains("<li>and 5 more</li>"));
    insta::assert_snapshot!(stable(&body));
}

fn body(access: &Access, change: &AccessChange, losers: Losers) -> String {
    Sample::default().review(access, change, &effect(losers))
}

fn nobody() -> Losers {
    Losers::These(Vec::new())
}

#[test_case(false, false)]
#[test_case(true, false)]
#[test_case(false, true)]
#[test_case(true, true)]
fn a_box_confirms_each_who_is_locked_out_and_nobody_else(system_user: bool, oneself: bool) {
    let effect = Effect {
        losers: nobody(),
        locks_out_system_user: system_user,
        locks_out_oneself: oneself,
    };
    let body = Sample::default().review(&access(false), &AccessChange::Require(true), &effect);
    let required = |name| format!("name=\"{name}\" value=\"yes\" required");
    assert_eq!(body.contains(&required("confirm_system_user")), system_user);
    assert_eq!(body.contains(&required("confirm_oneself")), oneself);
    assert_eq!(body.contains("checkbox"), system_user || oneself);
    assert_eq!(
        body.contains("will stop working in the background"),
        system_user
    );
}

#[test_case(&AccessChange::Remove(vec![id(20)]), &nobody(), "Nobody loses access."; "nobody")]
#[test_case(
    &AccessChange::Remove(vec![id(20)]), &Losers::These(vec![user(20, "Pat")]),
    "This person would lose access:"; "one"
)]
#[test_case(
    &AccessChange::Remove(vec![id(21)]), &Losers::These(vec![user(20, "Pat"), user(23, "Kim")]),
    "These 2 people would lose access:"; "two"
)]
#[test_case(
    &AccessChange::Remove(vec![id(21)]), &Losers::AboutThese(vec![user(20, "Pat"), user(23, "Kim")]),
    "About 2 people would lose access. We can’t say exactly who, because we couldn’t read the members \
     of <bdi>Hidden"; "about"
)]
#[test_case(
    &AccessChange::Remove(vec![id(22)]), &Losers::AboutThese(Vec::new()),
    "We can’t tell whether anyone loses access"; "unknown"
)]
#[test_case(
    &AccessChange::Require(true), &Losers::Count { of: 4000, keep: Some(61) },
    "About 3939 of 4000 people in your organisation would lose access."; "count"
)]
#[test_case(
    &AccessChange::Require(true), &Losers::Count { of: 4000, keep: None },
    "Up to 4000 people would lose access, which is everyone"; "at most"
)]
#[test_case(&AccessChange::Require(false), &nobody(), "can sign in to Cooperlink Cloud."; "everybody")]
fn what_a_change_would_mean_is_said_as_exactly_as_it_is_known(
    change: &AccessChange,
    losers: &Losers,
    expected: &str,
) {
    let body = body(&access(true), change, losers.clone());
    assert!(body.contains(expected), "{body}");
}

#[test]
fn taking_away_what_makes_no_difference_yet_is_told_so() {
    let body = body(
        &access(false),
        &AccessChange::Remove(vec![id(20)]),
        nobody(),
    );
    assert!(body.contains("Nobody loses access as long as assignment is not required."));
}

#[test]
fn the_form_carries_the_change_and_what_was_agreed_to() {
    let form = |change: &AccessChange| {
        let body = body(&access(true), change, nobody());
        let (_, form) = body.split_once("/access/change\">").unwrap();
        form.split_once("</form>").unwrap().0.to_owned()
    };
    let hidden = |name: &str, value: &str| {
        format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
    };
    let removal = form(&AccessChange::Remove(vec![id(20), id(21)]));
    for id in [id(20), id(21)] {
        assert!(removal.contains(&hidden("remove", &id.to_string())));
    }
    assert!(removal.contains(&hidden("state", "state&#60;1&#62;")));
    assert!(!removal.contains("name=\"require\""));
    assert!(form(&AccessChange::Require(true)).contains(&hidden("require", "yes")));
    assert!(form(&AccessChange::Require(false)).contains(&hidden("require", "no")));
    assert!(removal.contains(&format!("href=\"/connect/{TOKEN}/access\">Cancel")));
}

#[test]
fn the_heading_names_a_few_and_counts_many() {
    let heading = |ids: Vec<ObjectId>| {
        let body = body(&access(true), &AccessChange::Remove(ids), nobody());
        let (_, heading) = body.split_once("<h1>").unwrap();
        heading.split_once("<h2>").unwrap().0.to_owned()
    };
    assert!(heading(vec![id(21)]).starts_with("Remove the assignment of <bdi>Sales</bdi>?"));
    let two = heading(vec![id(20), id(21)]);
    assert!(two.contains("{{1}}</bdi> and <bdi>Sales</bdi>?"), "{two}");
    let many = heading(vec![id(20), id(21), id(22), id(99)]);
    assert!(many.starts_with("Remove 4 assignments?</h1>"), "{many}");
    // Whoever is not there any more is named by the id.
    assert!(many.contains(&format!("<li><bdi>{}</bdi></li>", id(99))));
}

#[test_case(&AccessChange::Require(true), "-RequireAssignment $true")]
#[test_case(&AccessChange::Require(false), "-RequireAssignment $false")]
#[test_case(
    &AccessChange::Remove(vec![id(20), id(21)]),
    "-Remove &#39;00000000-0000-0000-0000-000000000014&#39;, &#39;00000000-0000-0000-0000-000000000015&#39;"
)]
#[test_case(
    &AccessChange::Assign(vec![(AssigneeKind::Group, id(21))]),
    "-Add &#39;00000000-0000-0000-0000-000000000015&#39;"
)]
fn the_line_of_the_script_makes_the_same_change(change: &AccessChange, parameters: &str) {
    let body = body(&access(true), change, nobody());
    let line = format!("<code lang=\"en\">.\\cooperlink-access.ps1 {parameters}</code>");
    assert!(body.contains(&line), "{body}");
}

#[test_case(true, &[id(6), id(8)], "Assign both and require assignment"; "both")]
#[test_case(false, &[id(6)], "Assign the system user and require assignment"; "system user")]
#[test_case(true, &[id(8)], "Assign yourself and require assignment"; "oneself")]
fn whoever_would_be_locked_out_is_assigned_first_before_anything_else_is_offered(
    assigns_oneself: bool,
    assigns: &[ObjectId],
    button: &str,
) {
    let own = Effect {
        losers: Losers::These(vec![user(200, "Kim"), user(6, "System")]),
        locks_out_system_user: true,
        locks_out_oneself: true,
    };
    let effect = effect(Losers::These(vec![user(200, "Kim")]));
    let safer = SaferChange {
        assigns,
        assigns_oneself,
        effect: &effect,
    };
    let change = AccessChange::Require(true);
    let show = |notice| {
        let sample = Sample {
            notice,
            ..Sample::default()
        };
        sample.review_with(&access(false), &change, &own, Some(safer))
    };
    let body = show(None);
    let forms: Vec<_> = body.split("/access/change\">").skip(1).collect();
    assert_eq!(forms.len(), 2);
    for id in assigns {
        let field = format!("name=\"assign_first\" value=\"{id}\"");
        assert!(forms[0].contains(&field) && !forms[1].contains(&field));
    }
    assert!(forms[0].contains(&format!("<button type=\"submit\">{button}</button>")));
    assert!(
        !forms[0]
            .split_once("</form>")
            .unwrap()
            .0
            .contains("checkbox")
    );
    assert!(forms[1].contains("name=\"confirm_system_user\""));
    assert!(forms[1].contains("class=\"second\">Require assignment</button>"));
    assert!(body.contains("This person would lose access:") && !body.contains("System</bdi></li>"));
    assert!(body.contains("<details id=\"without\">"));
    assert!(show(Some(AccessNotice::NotConfirmed)).contains("<details id=\"without\" open>"));
    assert!(body.contains("-RequireAssignment $true") && body.contains("-Add &#39;"));
}

#[test]
fn who_is_still_locked_out_is_confirmed_in_both_forms_under_names_of_their_own() {
    let unread = Effect {
        locks_out_system_user: true,
        ..effect(Losers::These(Vec::new()))
    };
    let safer = SaferChange {
        assigns: &[id(8)],
        assigns_oneself: true,
        effect: &unread,
    };
    let change = AccessChange::Require(true);
    let sample = Sample::default();
    let body = sample.review_with(&access(false), &change, &unread, Some(safer));
    assert_eq!(body.matches("name=\"confirm_system_user\"").count(), 2);
    for id in ["lock-system-user", "still-system-user"] {
        assert_eq!(body.matches(&format!("<p id=\"{id}\">")).count(), 1);
    }
}
