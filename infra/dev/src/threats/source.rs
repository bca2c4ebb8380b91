//! Tests as the sources have them.

/// Reads a file of the checkout; `None` when it is not there.
pub(super) type Read<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Everything wrong with the tests that an entry lists, as `path/to/file.rs::test_name`.
pub(super) fn problems(entry: &str, tests: &[String], read: &Read<'_>) -> Vec<String> {
    let found = tests.iter().filter_map(|test| problem(test, read));
    found.map(|problem| format!("{entry}: {problem}")).collect()
}

fn problem(test: &str, read: &Read<'_>) -> Option<String> {
    let Some((file, name)) = test.rsplit_once("::") else {
        return Some(format!("`{test}` is not `path/to/file.rs::test_name`"));
    };
    match read(file) {
        None => Some(format!("the file of `{test}` does not exist")),
        Some(source) if !has_test(&source, name) => Some(format!("there is no test `{test}`")),
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
    use test_case::test_case;

    const SOURCE: &str = "#[test]\nfn first() {}\n\nfn no_test() {}\n\n#[test_case(1)]\n#[tokio::test]\nasync fn second() {}\n";

    #[test_case("a.rs::first", true)]
    #[test_case("a.rs::second", true)]
    #[test_case("a.rs::no_test", false; "a function that is no test")]
    #[test_case("a.rs::gone", false; "a test that is gone")]
    #[test_case("b.rs::first", false; "a file that is gone")]
    #[test_case("first", false; "a test without its file")]
    fn only_a_test_that_is_there_counts(test: &str, holds: bool) {
        let read = |file: &str| (file == "a.rs").then(|| SOURCE.to_owned());
        assert_eq!(
            problems("entry", &[test.to_owned()], &read).is_empty(),
            holds
        );
    }
}
