//! `tests/threats.toml`: the threats that are handled, and the tests that prove it. A listed threat whose test is gone
//! fails the run.
//!
//! ```toml
//! [T67]
//! tests = ["shared/domain/src/permission.rs::t67_a_misspelt_permission_is_refused"]
//! ```

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Threat {
    tests: Vec<String>,
}

/// Looks every listed test up in the sources; the number of threats.
///
/// # Errors
/// All that is wrong with the list, a line each.
pub(crate) fn check(root: &Path) -> Result<usize> {
    let list = root.join("tests/threats.toml");
    let text = std::fs::read_to_string(&list)
        .with_context(|| format!("cannot read {}", list.display()))?;
    let threats: BTreeMap<String, Threat> =
        toml::from_str(&text).with_context(|| format!("{} cannot be read", list.display()))?;
    let read = |file: &str| std::fs::read_to_string(root.join(file)).ok();
    let problems: Vec<_> = threats
        .iter()
        .flat_map(|(id, threat)| problems(id, threat, &read))
        .collect();
    if !problems.is_empty() {
        bail!("{}", problems.join("\n"));
    }
    Ok(threats.len())
}

fn problems(id: &str, threat: &Threat, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    if threat.tests.is_empty() {
        return vec![format!("{id}: no test is listed")];
    }
    threat
        .tests
        .iter()
        .filter_map(|test| problem(id, test, read))
        .collect()
}

fn problem(id: &str, test: &str, read: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let Some((file, name)) = test.rsplit_once("::") else {
        return Some(format!(
            "{id}: `{test}` is not `path/to/file.rs::test_name`"
        ));
    };
    if !name.split('_').any(|word| word == id.to_lowercase()) {
        return Some(format!(
            "{id}: the name of `{test}` does not have {} in it",
            id.to_lowercase()
        ));
    }
    match read(file) {
        None => Some(format!("{id}: the file of `{test}` does not exist")),
        Some(source) if !has_test(&source, name) => {
            Some(format!("{id}: there is no test `{test}`"))
        }
        Some(_) => None,
    }
}

/// Whether a source has a function of that name under an attribute that makes it a test.
fn has_test(source: &str, name: &str) -> bool {
    let mut is_test = false;
    for line in source.lines().map(str::trim) {
        if let Some(attribute) = line.strip_prefix("#[") {
            is_test |= attribute.contains("test");
        } else if let Some((_, declared)) = line.split_once("fn ") {
            if is_test && declared.split('(').next() == Some(name) {
                return true;
            }
            is_test = false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layout;

    const SOURCE: &str = "#[test]\nfn t01_first() {}\n\nfn t01_helper() {}\n\n#[test_case(1)]\n#[tokio::test]\nasync fn t02_t03_second() {}\n";

    fn found(id: &str, test: &str) -> Option<String> {
        problem(id, test, &|file| {
            (file == "a.rs").then(|| SOURCE.to_owned())
        })
    }

    #[test]
    fn a_test_counts_for_each_threat_in_its_name() {
        assert_eq!(found("T01", "a.rs::t01_first"), None);
        assert_eq!(found("T02", "a.rs::t02_t03_second"), None);
        assert_eq!(found("T03", "a.rs::t02_t03_second"), None);
    }

    #[test]
    fn what_is_no_test_or_is_gone_or_names_another_threat_is_reported() {
        assert!(found("T01", "a.rs::t01_helper").is_some());
        assert!(found("T01", "a.rs::t01_gone").is_some());
        assert!(found("T01", "b.rs::t01_first").is_some());
        assert!(found("T02", "a.rs::t01_first").is_some());
        assert!(found("T01", "t01_first").is_some());
    }

    #[test]
    fn the_list_of_this_checkout_is_true() {
        check(Layout::of_this_checkout().root()).unwrap();
    }
}
