//! The checks by the part of the connection that they belong to: closed where all is in order, one row for each check.

use super::problem::Above;
use crate::page::{Frame, check_line::CheckLine};
use domain::verification::catalogue::{Area, Severity, find_check};

/// The checks of one area.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) heading: String,
    /// How they stand, in a few words.
    pub(super) stand: String,
    pub(super) class: &'static str,
    pub(super) symbol: &'static str,
    /// The problems of the group: each stands above, once.
    pub(super) above: Vec<Above>,
    pub(super) lines: Vec<CheckLine>,
}

/// The groups that have a check, in the order people read them; at the end what is checked once somebody has signed in, as one.
/// `above` names the checks that stand above as problems.
pub(super) fn groups(frame: &Frame<'_>, lines: Vec<CheckLine>, above: &[Above]) -> Vec<Group> {
    let (later, mut lines): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.class == "later");
    let mut groups = Vec::new();
    for area in Area::ALL {
        let find = |check: &str| find_check(check).filter(|found| found.area == area);
        let is_here = |check: &str| find(check).is_some();
        let of_severity = |wanted| {
            let here = above.iter().filter_map(|above| find(&above.check));
            here.filter(|check| check.severity == wanted).count()
        };
        let problems = Problems {
            blocking: of_severity(Severity::Blocking),
            advisory: of_severity(Severity::Advisory),
        };
        let (own, others): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|line| is_here(&line.check));
        lines = others;
        if own.is_empty() && problems.blocking + problems.advisory == 0 {
            continue;
        }
        let (class, stand) = stand(frame, &own, &problems);
        let mut above: Vec<_> = above
            .iter()
            .filter(|above| is_here(&above.check))
            .cloned()
            .collect();
        above.dedup_by(|one, other| one.problem == other.problem);
        groups.push(Group {
            id: id(area),
            heading: frame.say(&format!("group-{}", id(area))),
            stand,
            class,
            symbol: symbol(class),
            above,
            lines: own,
        });
    }
    if !later.is_empty() {
        groups.push(Group {
            id: "later",
            heading: frame.count("group-later", later.len()),
            stand: String::new(),
            class: "later",
            symbol: symbol("later"),
            above: Vec::new(),
            lines: later,
        });
    }
    groups
}

/// How many checks of a group fail.
struct Problems {
    blocking: usize,
    advisory: usize,
}

fn id(area: Area) -> &'static str {
    match area {
        Area::Approval => "approval",
        Area::Access => "access",
        Area::SystemUser => "system-user",
        Area::Mailbox => "mailbox",
        Area::SharePoint => "sharepoint",
    }
}

fn symbol(class: &str) -> &'static str {
    match class {
        "pass" => "✓",
        "fail" => "✗",
        "advice" => "!",
        "waiting" => "…",
        "unknown" => "?",
        _ => "–",
    }
}

/// How the checks of a group stand: the worst first.
fn stand(frame: &Frame<'_>, lines: &[CheckLine], problems: &Problems) -> (&'static str, String) {
    let number = |class: &str| lines.iter().filter(|line| line.class == class).count();
    let of = |id: &str, number: usize| frame.count(id, number);
    let passed = number("pass");
    if problems.blocking > 0 {
        ("fail", of("group-problems", problems.blocking))
    } else if problems.advisory > 0 {
        ("advice", of("group-advice", problems.advisory))
    } else if number("waiting") > 0 {
        ("waiting", of("group-waiting", number("waiting")))
    } else if number("unknown") > 0 {
        ("unknown", of("group-unknown", number("unknown")))
    } else if passed > 0 {
        ("pass", of("group-passed", passed))
    } else {
        ("not-applicable", frame.say("verdict-not-applicable"))
    }
}
