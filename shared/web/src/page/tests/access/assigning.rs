//! The one filled button of each page, and the assignment of oneself and of the system user with one click.

use super::*;

/// The labels of the filled buttons and links of a page.
fn filled(body: &str) -> Vec<&str> {
    let main = body.split_once("<main").unwrap().1;
    let buttons = main.split("<button type=\"submit\">").skip(1);
    let bar = main
        .split("<button type=\"submit\" form=\"search\" formaction=")
        .skip(1);
    let finish = main
        .split("<button type=\"submit\" aria-describedby=\"finish-what\">")
        .skip(1);
    let links = main.split("<a class=\"button\"").skip(1);
    let labels = buttons.chain(finish);
    let of_tags = bar.chain(links).filter_map(|rest| rest.split_once('>'));
    labels
        .chain(of_tags.map(|(_, rest)| rest))
        .filter_map(|rest| rest.split('<').next())
        .collect()
}

#[test]
fn one_button_is_filled_whatever_the_page_shows() {
    let out = || Sample {
        system_user: Cover::No,
        ..Sample::default()
    };
    let found = || Some(candidates());
    let demand = |sample: Sample, expected| assert_eq!(filled(&sample.open()), [expected]);
    let inside = || Sample {
        found: found(),
        ..Sample::default()
    };
    let searched = Sample {
        found: found(),
        ..out()
    };
    let waiting = Sample {
        pending: Some(pending()),
        ..out()
    };
    let over = Sample {
        is_over: true,
        ..Sample::default()
    };
    let unseen = Sample {
        access: unread(Unobserved::MicrosoftUnavailable),
        ..Sample::default()
    };
    demand(Sample::default(), "Finish");
    demand(out(), "Assign the system user");
    demand(searched, "Assign the system user");
    demand(inside(), "Assign selected");
    demand(waiting, "Finish");
    demand(over, "Sign in again");
    demand(unseen, "Try again");
    let closed = Sample::default().closed(Closed::default());
    assert_eq!(filled(&closed), ["Sign in with Microsoft"]);
    let change = AccessChange::Remove(vec![id(20)]);
    let effect = effect(Losers::These(Vec::new()));
    let review = Sample::default().review(&access(true), &change, &effect);
    assert_eq!(filled(&review), ["Remove"]);
}

#[test]
fn whoever_is_not_seen_to_be_assigned_is_assigned_with_one_click() {
    let assigns = |oneself: Cover, is_required| {
        let sample = Sample {
            oneself,
            access: seen(access(is_required)),
            ..Sample::default()
        };
        let body = sample.open();
        let value = format!("name=\"add\" value=\"user:{}\"", id(8));
        (body.contains(&value), body.contains("Assign yourself"))
    };
    assert_eq!(assigns(Cover::No, true), (true, true));
    assert_eq!(assigns(Cover::Unknown, true), (true, true));
    assert_eq!(
        assigns(Cover::No, false),
        (true, true),
        "before it becomes required"
    );
    assert_eq!(assigns(Cover::Itself, true), (false, false));
    assert_eq!(
        assigns(Cover::Through("Sales".to_owned()), false),
        (false, false)
    );
    let pending = Sample {
        oneself: Cover::No,
        pending: Some(pending()),
        ..Sample::default()
    };
    assert!(!pending.open().contains("Assign yourself"));
}
