//! The entries of the list, with the members that each must have.

use super::source::{self, Read};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The tests that go over HTTP through a running stack.
const JOURNEYS: &str = "tests/e2e/";

/// A threat: its tests, or the feature that it comes with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Threat {
    title: String,
    #[serde(default)]
    tests: Vec<String>,
    /// Reason why no journey is among the tests.
    unit: Option<String>,
    /// The feature that is not built yet, without which the threat is none.
    later: Option<String>,
}

/// A call of the failure matrix, with a cell for each thing that goes wrong.
#[derive(Deserialize)]
pub(super) struct Call {
    title: String,
    #[serde(flatten)]
    pub(super) cells: BTreeMap<String, Cell>,
}

/// One cell: its tests, or the reason why it does not apply, or the work that is still open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cell {
    #[serde(default)]
    tests: Vec<String>,
    not_applicable: Option<String>,
    open: Option<String>,
}

/// A promise: its tests, and the part that they leave open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    title: String,
    #[serde(default)]
    tests: Vec<String>,
    open: Option<String>,
}

impl Threat {
    pub(super) fn is_later(&self) -> bool {
        self.later.is_some()
    }

    pub(super) fn problems(&self, id: &str, read: &Read<'_>) -> Vec<String> {
        let mut problems = texts(
            id,
            [Some(&self.title), self.unit.as_ref(), self.later.as_ref()],
        );
        let has_journey = self.tests.iter().any(|test| test.starts_with(JOURNEYS));
        let wrong = match (self.tests.is_empty(), &self.later, &self.unit) {
            (true, None, _) => Some("no test is listed"),
            (false, Some(_), _) => Some("it has tests, so it is not for later"),
            (true, Some(_), Some(_)) => Some("`unit` tells of tests that are not there"),
            (false, None, None) if !has_journey => {
                Some("no journey is among the tests; `unit` has to say why")
            }
            (false, None, Some(_)) if has_journey => {
                Some("a journey is among the tests; drop `unit`")
            }
            (true, Some(_), None) | (false, None, Some(_) | None) => None,
        };
        problems.extend(wrong.map(|wrong| format!("{id}: {wrong}")));
        for test in &self.tests {
            let name = test.rsplit("::").next().unwrap_or_default();
            if !name.split('_').any(|word| word == id.to_lowercase()) {
                problems.push(format!(
                    "{id}: the name of `{test}` does not have {} in it",
                    id.to_lowercase()
                ));
            }
        }
        problems.extend(source::problems(id, &self.tests, read));
        problems
    }
}

impl Call {
    pub(super) fn problems(&self, name: &str) -> Vec<String> {
        texts(name, [Some(&self.title)])
    }
}

impl Cell {
    pub(super) fn is_tested(&self) -> bool {
        !self.tests.is_empty()
    }

    pub(super) fn is_without_meaning(&self) -> bool {
        self.not_applicable.is_some()
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn problems(&self, name: &str, read: &Read<'_>) -> Vec<String> {
        let mut problems = texts(name, [self.not_applicable.as_ref(), self.open.as_ref()]);
        let said = [self.is_tested(), self.is_without_meaning(), self.is_open()];
        if said.into_iter().filter(|said| *said).count() != 1 {
            problems.push(format!(
                "{name}: say exactly one of `tests`, `not_applicable`, `open`"
            ));
        }
        problems.extend(source::problems(name, &self.tests, read));
        problems
    }
}

impl Promise {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn problems(&self, name: &str, read: &Read<'_>) -> Vec<String> {
        let mut problems = texts(name, [Some(&self.title), self.open.as_ref()]);
        if self.tests.is_empty() && self.open.is_none() {
            problems.push(format!("{name}: no test is listed"));
        }
        problems.extend(source::problems(name, &self.tests, read));
        problems
    }
}

/// Reports texts that are present but empty.
fn texts<'a>(name: &str, texts: impl IntoIterator<Item = Option<&'a String>>) -> Vec<String> {
    let blank = texts
        .into_iter()
        .flatten()
        .filter(|text| text.trim().is_empty());
    blank
        .map(|_| format!("{name}: an empty text says nothing"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const SOURCE: &str = "#[test]\nfn t01_first() {}\n";

    fn read(file: &str) -> Option<String> {
        file.ends_with("a.rs").then(|| SOURCE.to_owned())
    }

    #[test_case("tests = [\"tests/e2e/a.rs::t01_first\"]", true; "a journey")]
    #[test_case("tests = [\"a.rs::t01_first\"]\nunit = \"why\"", true; "a unit test with a reason")]
    #[test_case("later = \"a feature\"", true; "a feature to come")]
    #[test_case("tests = [\"a.rs::t01_first\"]", false; "a unit test without a reason")]
    #[test_case("tests = [\"a.rs::t01_first\"]\nunit = \" \"", false; "a reason without words")]
    #[test_case("tests = [\"tests/e2e/a.rs::t01_first\"]\nunit = \"why\"", false; "a reason for nothing")]
    #[test_case("tests = [\"tests/e2e/a.rs::t01_gone\"]", false; "a test that is gone")]
    #[test_case("tests = [\"tests/e2e/a.rs::t01_first\"]\nlater = \"a feature\"", false; "both")]
    #[test_case("", false; "nothing")]
    fn a_threat_has_a_journey_or_a_reason(rest: &str, holds: bool) {
        let threat: Threat = toml::from_str(&format!("title = \"a\"\n{rest}")).unwrap();
        let problems = threat.problems("T01", &read);
        assert_eq!(problems.is_empty(), holds, "{problems:?}");
    }

    #[test]
    fn a_threat_has_a_title_and_tests_that_name_it() {
        assert!(toml::from_str::<Threat>("later = \"a feature\"").is_err());
        let threat: Threat =
            toml::from_str("title = \"a\"\ntests = [\"tests/e2e/a.rs::t01_first\"]").unwrap();
        assert_eq!(threat.problems("T02", &read).len(), 1);
    }

    #[test_case("tests = [\"a.rs::t01_first\"]", true)]
    #[test_case("open = \"what is missing\"", true)]
    #[test_case("not_applicable = \"why\"", true)]
    #[test_case("open = \"what is missing\"\ntests = [\"a.rs::t01_first\"]", false)]
    #[test_case("open = \"\"", false)]
    #[test_case("", false)]
    fn a_cell_says_one_thing(text: &str, holds: bool) {
        let cell: Cell = toml::from_str(text).unwrap();
        assert_eq!(cell.problems("a", &read).is_empty(), holds);
    }
}
