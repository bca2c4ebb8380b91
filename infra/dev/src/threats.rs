//! `tests/threats.toml`: every threat, every cell of the failure matrix and every promise, each with the tests that prove it
//! or the reason why there is none. Anything missing, and any listed test that is gone, fails the run.
//!
//! ```toml
//! [T67]
//! title = "Checks switched off by a broken configuration"
//! tests = ["shared/domain/src/permission.rs::t67_a_misspelt_permission_is_refused"]
//! unit = "why no journey over HTTP would show more"
//!
//! [failure.table-write]
//! title = "A conditional write to the table"
//! timeout = { open = "what is missing" }
//!
//! [promise.event-for-each-change]
//! title = "Each change of health gives at least one event"
//! tests = ["shared/store/tests/it/commits.rs::t70_shuffled_and_doubled_runs_end_where_ordered_ones_do"]
//! ```

mod entry;
mod source;

use anyhow::{Context, Result, bail};
use entry::{Call, Cell, Promise, Threat};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt, path::Path};

/// The number of threats, T01 onwards.
const THREATS: usize = 85;

/// The calls of the failure matrix.
const CALLS: [&str; 16] = [
    "app-only-token",
    "browser",
    "code-exchange",
    "event-publish",
    "graph-read",
    "graph-write",
    "key-service",
    "queue-receive",
    "queue-send",
    "refresh",
    "scheduler-tick",
    "secret-read",
    "secret-write",
    "signing-keys",
    "table-read",
    "table-write",
];

/// Faults that each call is tried with; `crash` is one after the call and before its outcome is saved.
const COLUMNS: [&str; 7] = ["timeout", "4xx", "429", "5xx", "malformed", "slow", "crash"];

/// The whole file.
#[derive(Deserialize)]
struct List {
    failure: BTreeMap<String, Call>,
    promise: BTreeMap<String, Promise>,
    #[serde(flatten)]
    threats: BTreeMap<String, Threat>,
}

/// Counts of a list that holds.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    threats: usize,
    /// Threats of features that are not built yet.
    later: usize,
    tested_cells: usize,
    cells_without_meaning: usize,
    open_cells: usize,
    promises: usize,
    /// Promises that their tests keep only in part.
    open_promises: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} threats, {} of them of features to come; failures: {} cells tested, {} without meaning, {} OPEN; {} promises, {} of them OPEN in part",
            self.threats,
            self.later,
            self.tested_cells,
            self.cells_without_meaning,
            self.open_cells,
            self.promises,
            self.open_promises,
        )
    }
}

/// Looks up every listed test in the sources, and every entry that must be listed in the list.
///
/// # Errors
/// Every fault of the list, a line each.
pub(crate) fn check(root: &Path) -> Result<Counts> {
    let path = root.join("tests/threats.toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let list: List =
        toml::from_str(&text).with_context(|| format!("{} cannot be read", path.display()))?;
    let read = |file: &str| std::fs::read_to_string(root.join(file)).ok();
    let (counts, problems) = look_through(&list, &read);
    if !problems.is_empty() {
        bail!("{}", problems.join("\n"));
    }
    Ok(counts)
}

fn look_through(list: &List, read: &source::Read<'_>) -> (Counts, Vec<String>) {
    let mut problems = Vec::new();
    let expected: Vec<_> = (1..=THREATS)
        .map(|number| format!("T{number:02}"))
        .collect();
    compare("threat", list.threats.keys(), &expected, &mut problems);
    for (id, threat) in &list.threats {
        problems.extend(threat.problems(id, read));
    }
    compare(
        "call",
        list.failure.keys(),
        &CALLS.map(str::to_owned),
        &mut problems,
    );
    let columns = COLUMNS.map(str::to_owned);
    let mut cells = Vec::new();
    for (call, row) in &list.failure {
        problems.extend(row.problems(call));
        compare(call, row.cells.keys(), &columns, &mut problems);
        for (column, cell) in &row.cells {
            problems.extend(cell.problems(&format!("{call}, {column}"), read));
            cells.push(cell);
        }
    }
    for (name, promise) in &list.promise {
        problems.extend(promise.problems(name, read));
    }
    let count = |wanted: fn(&Cell) -> bool| cells.iter().filter(|cell| wanted(cell)).count();
    let counts = Counts {
        threats: list.threats.len(),
        later: list
            .threats
            .values()
            .filter(|threat| threat.is_later())
            .count(),
        tested_cells: count(Cell::is_tested),
        cells_without_meaning: count(Cell::is_without_meaning),
        open_cells: count(Cell::is_open),
        promises: list.promise.len(),
        open_promises: list
            .promise
            .values()
            .filter(|promise| promise.is_open())
            .count(),
    };
    (counts, problems)
}

/// Reports expected names that are missing, and names that are not known.
fn compare<'a>(
    kind: &str,
    found: impl Iterator<Item = &'a String>,
    expected: &[String],
    problems: &mut Vec<String>,
) {
    let found: Vec<_> = found.collect();
    let missing = expected.iter().filter(|name| !found.contains(name));
    problems.extend(missing.map(|name| format!("{kind}: {name} is not listed")));
    let unknown = found.iter().filter(|name| !expected.contains(name));
    problems.extend(unknown.map(|name| format!("{kind}: {name} is not known")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use tooling::layout::Layout;

    #[test]
    fn the_list_of_this_checkout_is_true() {
        check(Layout::of_this_checkout().unwrap().root()).unwrap();
    }

    #[test]
    fn what_is_missing_or_unknown_is_reported() {
        let list: List = toml::from_str(
            "[T01]\ntitle = \"a\"\nlater = \"b\"\n[T86]\ntitle = \"a\"\nlater = \"b\"\n[failure.refresh]\ntitle = \"a\"\nslow = { open = \"b\" }\n[promise]\n",
        )
        .unwrap();
        let (counts, problems) = look_through(&list, &|_| None);
        for expected in [
            "threat: T02 is not listed",
            "threat: T86 is not known",
            "call: graph-read is not listed",
            "refresh: timeout is not listed",
        ] {
            assert!(
                problems.iter().any(|problem| problem == expected),
                "{expected}"
            );
        }
        assert!(!problems.iter().any(|problem| problem.contains("T01")));
        assert_eq!((counts.later, counts.open_cells), (2, 1));
    }
}
