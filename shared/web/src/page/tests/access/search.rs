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
    insta::assert_snapshot!(stable(between(&sample.open(), "now", "history")));
}

fn add(sample: &Sample) -> String {
    between(&sample.open(), "assigned", "history").to_owned()
}

/// Names in the order of the table, each with the control of its row.
fn rows(body: &str) -> Vec<(String, &str)> {
    let rows = body.split("<div role=\"rowheader\">").skip(1);
    let of = |row: &str| {
        let (_, name) = row.split_once("<bdi>").unwrap();
        let offers = if row.contains("name=\"remove\"") {
            "remove"
        } else if row.contains("name=\"add\"") {
            "tick"
        } else {
            "nothing"
        };
        (name.split("</bdi>").next().unwrap().to_owned(), offers)
    };
    rows.map(of).collect()
}

/// Checks that the ticked, the found and the assigned stand in one table, each once.
#[test]
fn users_groups_and_applications_stand_in_one_table_with_those_found() {
    let mut access = access(true);
    access.applications.push(AssignedApplication {
        id: id(70),
        name: "Another <i>app</i>".to_owned(),
        since: Some(now()),
    });
    let sample = Sample {
        access: seen(access),
        found: Some(candidates()),
        chosen: vec![candidate(group(41, "Board")), candidate(user(50, "Pat"))],
        ..Sample::default()
    };
    let body = add(&sample);
    assert_eq!(body.matches("role=\"table\"").count(), 1);
    let expected = [
        ("Board", "tick"),
        ("Pat", "tick"),
        ("&#60;b&#62;Contoso", "tick"),
        ("&#60;b&#62;Contoso", "remove"),
        ("News", "nothing"),
        ("Hidden &#60;i&#62;members&#60;/i&#62;", "remove"),
        ("Sales", "remove"),
        ("Another &#60;i&#62;app&#60;/i&#62;", "nothing"),
    ];
    let mut found = rows(&body);
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort_unstable();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((name, offers), (start, expected)) in found.iter().zip(&expected) {
        assert!(name.starts_with(start), "{name} {start}");
        assert_eq!(offers, expected, "{name}");
    }
    assert!(body.contains(">Application</span>") && body.contains("can’t be changed here"));
    let (first, _) = rows(&body).remove(0);
    assert_eq!(first, "Board", "those ticked come first");
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
    let assigned = id(20).to_string();
    assert_eq!(
        removable(&body)
            .iter()
            .filter(|id| **id == assigned)
            .count(),
        1
    );
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
    assert!(body.contains(&format!("action=\"/connect/{TOKEN}/access/find#assigned\"")));
    assert!(
        buttons
            .last()
            .unwrap()
            .starts_with(" form=\"search\" formaction=\"/connect/")
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
        further: Some(AssigneeKind::User),
        ..Sample::default()
    };
    let body = add(&sample);
    assert!(body.contains("<p class=\"summary\">2 more people.</p>"));
    assert!(!body.contains("No groups"));
    assert!(body.contains("name=\"users_after\" value=\"next&#60;page&#62;\">Show more people<"));
}
