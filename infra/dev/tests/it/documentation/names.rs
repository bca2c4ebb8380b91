//! Rules for the names of types: each has one meaning, and says the thing.

use super::rust_files;
use std::collections::BTreeMap;

/// Names that have one meaning in several crates which must not know each other.
const SAME_MEANING: [&str; 1] = ["HttpClientError"];

/// Participles that name a state or a field's own word.
const PARTICIPLES: [&str; 5] = ["Closed", "Nested", "Observed", "Unauthorized", "Unobserved"];

#[test]
fn no_type_name_has_two_public_meanings() {
    let mut places: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    let mut count = 0;
    for (path, text) in product_files() {
        for (name, is_public) in text.lines().filter_map(type_of) {
            count += 1;
            let place = (path.clone(), is_public);
            places.entry(name.to_owned()).or_default().push(place);
        }
    }
    let double: Vec<_> = places
        .iter()
        .filter(|(name, places)| !SAME_MEANING.contains(&name.as_str()) && meet(places))
        .collect();
    assert!(double.is_empty(), "{double:#?}");
    assert!(count > 400, "{count} types");
}

#[test]
fn no_type_is_named_by_a_participle() {
    let files = product_files();
    let types = files.iter().flat_map(|(path, text)| {
        text.lines()
            .filter_map(move |line| Some((path, type_of(line)?)))
    });
    let named: Vec<_> = types
        .filter(|(_, (name, _))| {
            let is_one_word = name.chars().filter(char::is_ascii_uppercase).count() == 1;
            is_one_word && name.ends_with("ed") && !PARTICIPLES.contains(name)
        })
        .collect();
    assert!(named.is_empty(), "{named:#?}");
}

/// Rust files of the product, without its tests.
fn product_files() -> Vec<(String, String)> {
    let mut files = rust_files();
    files.retain(|(path, _)| {
        !path.starts_with("tests/") && !path.contains("/tests/") && !path.ends_with("/tests.rs")
    });
    files
}

/// Name of the type that the line defines for its whole crate, and whether for others too.
fn type_of(line: &str) -> Option<(&str, bool)> {
    let line = line.trim_start();
    let (rest, is_public) = match line.strip_prefix("pub ") {
        Some(rest) => (rest, true),
        None => (line.strip_prefix("pub(crate) ")?, false),
    };
    let kinds = ["struct ", "enum ", "trait ", "type "];
    let rest = kinds.iter().find_map(|kind| rest.strip_prefix(kind))?;
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    // A macro's parameter is no name.
    let name = rest.split(|character| !is_of_name(character)).next()?;
    (!name.is_empty()).then_some((name, is_public))
}

/// Whether two of these definitions can be meant in one place: both are public, or they are of one crate.
fn meet(places: &[(String, bool)]) -> bool {
    let crate_of = |path: &str| path.split('/').take(2).collect::<Vec<_>>().join("/");
    let public = places.iter().filter(|(_, is_public)| *is_public).count();
    public > 1
        || places.iter().enumerate().any(|(at, (one, _))| {
            let others = places.iter().skip(at + 1);
            others
                .into_iter()
                .any(|(other, _)| crate_of(one) == crate_of(other))
        })
}
