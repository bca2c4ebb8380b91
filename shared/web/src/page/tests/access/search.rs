//! Searching people and groups, and choosing among them.

use super::*;

#[test]
fn access_page_with_a_search() {
    let sample = Sample {
        access: seen(access(false)),
        oneself: Cover::Everybody,
        system_user: Cover::Everybody,
        can_switch: false,
        text: "con\"<b>",
        found: Some(candidates()),
        chosen: vec![candidate(group(50, "Chosen <i>group</i>"))],
        ..Sample::default()
    };
    insta::assert_snapshot!(stable(between(&sample.open(), "now", "assigned")));
}

fn add(sample: &Sample) -> String {
    between(&sample.open(), "add", "assigned").to_owned()
}

#[test]
fn a_group_that_cannot_be_assigned_has_no_usable_box() {
    let sample = Sample {
        found: Some(candidates()),
        ..Sample::default()
    };
    let body = add(&sample);
    let unfit = id(42).to_string();
    assert!(
        boxes(&body, "add")
            .iter()
            .all(|value| !value.contains(&unfit))
    );
    assert!(body.contains(&format!(
        "<input type=\"checkbox\" disabled aria-describedby=\"why-{unfit}\">"
    )));
    assert!(body.contains(&format!("id=\"why-{unfit}\">Can’t be assigned, because")));
}

#[test]
fn whoever_is_assigned_or_chosen_is_offered_no_second_time() {
    let sample = Sample {
        found: Some(candidates()),
        chosen: vec![candidate(group(41, "Board"))],
        ..Sample::default()
    };
    let body = add(&sample);
    let of = |number: u128| {
        let id = id(number).to_string();
        let boxes = boxes(&body, "add");
        boxes
            .into_iter()
            .filter(|value| value.contains(&id))
            .count()
    };
    assert_eq!((of(20), of(40), of(41)), (0, 1, 1));
    assert!(body.contains("Already assigned.") && body.contains("Selected above."));
}

#[test]
fn those_ticked_stay_ticked() {
    let sample = Sample {
        found: Some(Candidates {
            users: seen(CandidatePage::default()),
            groups: seen(CandidatePage::default()),
        }),
        chosen: vec![candidate(user(50, "Pat")), candidate(group(51, "Board"))],
        ..Sample::default()
    };
    let body = add(&sample);
    assert_eq!(
        boxes(&body, "add"),
        [
            format!("user:{}\" checked", id(50)),
            format!("group:{}\" checked", id(51))
        ]
    );
    assert!(body.contains("Assign selected"));
    assert!(body.contains("No people found. No groups found."));
    assert!(body.contains("Try fewer letters"));
}

#[test]
fn enter_in_the_search_field_searches() {
    let sample = Sample {
        found: Some(candidates()),
        ..Sample::default()
    };
    let body = add(&sample);
    let buttons: Vec<_> = body.split("<button type=\"submit\"").skip(1).collect();
    // A browser presses the first one.
    assert!(buttons[0].starts_with(" class=\"second\">Find<"));
    assert!(body.contains(&format!("action=\"/connect/{TOKEN}/access/find#add\"")));
    assert_eq!(body.matches("formaction").count(), 1);
    assert!(
        buttons
            .last()
            .unwrap()
            .contains("/access/assign\">Assign selected")
    );
}

#[test]
fn nothing_is_assigned_where_nothing_can_be_chosen() {
    for found in [
        None,
        Some(Candidates {
            users: unread(Unobserved::MicrosoftUnavailable),
            groups: seen(CandidatePage {
                candidates: vec![unfit(group(42, "News"))],
                next: None,
            }),
        }),
    ] {
        let sample = Sample {
            found,
            ..Sample::default()
        };
        assert!(!add(&sample).contains("access/assign"));
    }
}

#[test]
fn a_part_that_could_not_be_read_is_not_called_empty() {
    let sample = Sample {
        found: Some(Candidates {
            users: seen(CandidatePage::default()),
            groups: unread(Unobserved::MicrosoftUnavailable),
        }),
        ..Sample::default()
    };
    let body = add(&sample);
    assert!(body.contains("<p class=\"summary\">No people found.</p>"));
    assert!(body.contains("couldn’t read groups just now"));
    assert!(body.contains("<code>request-7</code>"));
    assert!(!body.contains("Try fewer letters"));
}

#[test]
fn a_further_page_says_nothing_of_what_was_not_asked_for() {
    let mut found = candidates();
    found.groups = seen(CandidatePage::default());
    let sample = Sample {
        found: Some(found),
        further: Some(Kind::User),
        ..Sample::default()
    };
    let body = add(&sample);
    assert!(body.contains("<p class=\"summary\">2 more people.</p>"));
    assert!(!body.contains("No groups"));
    assert!(body.contains("name=\"users_after\" value=\"next&#60;page&#62;\">Show more people<"));
}
