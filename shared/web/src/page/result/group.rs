//! Checks grouped by part of the connection: a group is closed if all is in order, and has one row for each check.

use super::problem::Above;
use crate::page::{Frame, check_line::CheckLine};
use domain::verification::catalogue::{Area, Severity, find_check};

/// Checks of one area.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) heading: String,
    /// State of the checks, in a few words.
    pub(super) stand: String,
    pub(super) class: &'static str,
    pub(super) symbol: &'static str,
    /// Problems of the group, each of which stands above, once.
    pub(super) above: Vec<Above>,
    pub(super) lines: Vec<CheckLine>,
}

/// Groups that have a check, in the order in which people read them. Checks that need a sign-in first form one group at the
/// end. `above` names the checks that stand above as problems.
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

/// Numbers of failing checks in a group.
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

/// State of the checks of a group, the worst first.
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
