//! Rules for citations: each document, heading and threat that the tree names is in the tree.

use super::files;
use std::{collections::BTreeMap, path::Path};

/// Extensions of the files in which citations are looked for.
const EXTENSIONS: &[&str] = &[
    "ftl", "html", "md", "mjs", "cjs", "py", "rs", "toml", "yaml",
];

#[test]
fn each_document_and_heading_that_is_cited_is_in_the_tree() {
    let files = files(EXTENSIONS);
    let is_document = |path: &str| Path::new(path).extension() == Some("md".as_ref());
    let documents = files.iter().filter(|(path, _)| is_document(path));
    let documents = Documents(documents.map(|(path, text)| (&**path, &**text)).collect());
    // The samples below lead nowhere on purpose.
    let cited = files.iter().filter(|(path, _)| path != file!());
    let found = cited.flat_map(|(path, text)| {
        let problems = documents.problems(path, text).into_iter();
        problems.map(move |problem| format!("{path}: {problem}"))
    });
    let found: Vec<_> = found.collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn each_threat_that_is_cited_is_in_the_list() {
    let files = files(EXTENSIONS);
    let (_, list) = files
        .iter()
        .find(|(path, _)| path == "tests/threats.toml")
        .unwrap();
    let (mut unknown, mut count) = (Vec::new(), 0);
    for (path, text) in &files {
        let is_rust = Path::new(path).extension() == Some("rs".as_ref());
        for threat in text.lines().flat_map(|line| threats(line, is_rust)) {
            count += 1;
            if !list.contains(&format!("\n[{threat}]\n")) {
                unknown.push(format!("{path}: {threat}"));
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
    assert!(count > 300, "{count} threats are cited");
}

/// Documents of the tree: path and text.
struct Documents<'a>(BTreeMap<&'a str, &'a str>);

impl Documents<'_> {
    /// Citations in the text of a file that lead nowhere.
    fn problems(&self, path: &str, text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        for (at, ending) in text.match_indices(".md") {
            let (before, after) = (&text[..at], &text[at + ending.len()..]);
            let is_of_name = |letter: char| letter.is_alphanumeric() || "_-./".contains(letter);
            let name = before
                .rsplit(|letter| !is_of_name(letter))
                .next()
                .unwrap_or_default();
            // What begins with a slash is the rest of an address elsewhere.
            if name.is_empty() || name.starts_with('/') || after.starts_with(char::is_alphanumeric)
            {
                continue;
            }
            let name = format!("{name}{ending}");
            match self.find(path, &name) {
                None => problems.push(name),
                Some(document) => {
                    let rest = after.strip_prefix('`').unwrap_or(after);
                    if rest
                        .strip_prefix(", ")
                        .is_some_and(|rest| is_lost(document, rest))
                    {
                        let heading: String = rest.chars().take(40).collect();
                        problems.push(format!("{name}{heading}"));
                    }
                }
            }
        }
        problems
    }

    /// Document that a file names: by its path from the root or from the file, or by a name that only one document has.
    fn find(&self, path: &str, name: &str) -> Option<&str> {
        let name = name.trim_start_matches("../");
        let beside = Path::new(path).with_file_name(name);
        let by_path = self.0.get(name).or_else(|| self.0.get(beside.to_str()?));
        by_path.copied().or_else(|| {
            let mut of_that_name = self
                .0
                .iter()
                .filter(|(path, _)| Path::new(path).ends_with(name));
            let (_, text) = of_that_name.next()?;
            of_that_name.next().is_none().then_some(*text)
        })
    }
}

/// Whether a text behind a document's name cites a heading that the document does not have. A heading begins with a capital, or is
/// the name of an alarm.
fn is_lost(document: &str, rest: &str) -> bool {
    let word = rest
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .next();
    let is_heading =
        rest.starts_with(char::is_uppercase) || word.is_some_and(|word| word.contains('-'));
    let mut headings = document.lines().filter(|line| line.starts_with('#'));
    is_heading && !headings.any(|line| rest.starts_with(line.trim_start_matches('#').trim()))
}

/// Ids of threats in a line; of a line of Rust only those in its comment.
fn threats(line: &str, is_rust: bool) -> impl Iterator<Item = &str> {
    let cited = if is_rust {
        line.split_once("//").map_or("", |(_, comment)| comment)
    } else {
        line
    };
    let words = cited.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| {
        let digits = word.strip_prefix('T').unwrap_or_default();
        digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("(`RULES.md`, Limits)", 0; "a heading")]
    #[test_case("RULES.md, too-late, says", 0; "a heading of an alarm")]
    #[test_case("`shared/RULES.md` and `../infra/README.md#x`", 0; "paths")]
    #[test_case("[here](README.md), [there](../shared/README.md)", 0; "a path from the file")]
    #[test_case("RULES.md, which says it", 0; "prose")]
    #[test_case("https://example.org/a/GONE.md", 0; "an address elsewhere")]
    #[test_case("(`gone.md` T01)", 1; "a document that is gone")]
    #[test_case("`shared/GONE.md`", 1; "a path that is gone")]
    #[test_case("`other/en.md`: en.md", 2; "a name that several documents have")]
    #[test_case("RULES.md, Nothing", 1; "a heading that is gone")]
    #[test_case("RULES.md, no-alarm, says", 1; "a heading of an alarm that is gone")]
    fn a_citation_leads_somewhere(text: &str, problems: usize) {
        let documents = Documents(BTreeMap::from([
            ("shared/RULES.md", "# Rules\n\n## Limits\n\n### too-late\n"),
            ("infra/README.md", "# Infrastructure\n"),
            ("shared/README.md", "# Shared\n"),
            ("a/en.md", ""),
            ("b/en.md", ""),
        ]));
        let found = documents.problems("infra/RUNBOOK.md", text);
        assert_eq!(found.len(), problems, "{found:?}");
    }

    #[test_case("a link (T28, T31)", true, &[]; "code")]
    #[test_case("let _ = 1; // a link (T28, T31).", true, &["T28", "T31"]; "a comment")]
    #[test_case("an instant 2026-11-30T12:00, T1, T123, t28_a_test, T28", false, &["T28"]; "a document")]
    fn a_threat_is_found(line: &str, is_rust: bool, expected: &[&str]) {
        assert_eq!(threats(line, is_rust).collect::<Vec<_>>(), expected);
    }
}
