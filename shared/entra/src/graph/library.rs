//! Finds a library by the name that people see.
//! <https://learn.microsoft.com/en-us/graph/api/drive-list>

use domain::{customer::LibraryName, drives::DriveId, verification::facts::Listed};
use icu_normalizer::ComposingNormalizerBorrowed;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use url::Url;

/// Of more libraries none is proposed in place of one that is not there: comparing them all would take too long.
const PROPOSED_FROM: usize = 200;
/// Longer names are compared by their beginnings.
const COMPARED_CHARACTERS: usize = 64;

/// A library of a site, as Graph lists it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Drive {
    id: String,
    name: Option<String>,
    #[serde(rename = "driveType")]
    kind: Option<String>,
    web_url: Option<String>,
    quota: Option<Quota>,
}

#[derive(Debug, Deserialize)]
struct Quota {
    state: Option<String>,
}

/// What the list of a site's libraries says of one name.
pub(super) enum Located {
    /// It is there.
    Found { drive: DriveId, is_full: bool },
    /// It is not.
    Absent { similar: Option<String> },
}

impl Located {
    pub(super) fn listed(self) -> Listed {
        match self {
            Self::Found { is_full, .. } => Listed::Found { is_full },
            Self::Absent { similar } => Listed::Absent { similar },
        }
    }
}

/// Looks for a library: by its name, else by the last part of its address, which keeps the name it was created with and is
/// what people read in the browser ("Shared Documents" for "Documents"). `None` when it is there with an id that is none.
pub(super) fn locate(wanted: &LibraryName, drives: &[Drive]) -> Option<Located> {
    let key = comparable(wanted.as_str());
    let libraries = || drives.iter().filter(|drive| drive.is_library());
    let has = |name: Option<&str>| name.is_some_and(|name| comparable(name) == key);
    let found = libraries()
        .find(|drive| has(drive.name.as_deref()))
        .or_else(|| libraries().find(|drive| has(drive.name_in_address().as_deref())));
    if let Some(drive) = found {
        return Some(Located::Found {
            drive: DriveId::try_from(drive.id.clone()).ok()?,
            is_full: drive.is_full(),
        });
    }
    let nearest = libraries()
        .take(PROPOSED_FROM)
        .filter_map(|drive| drive.name.as_deref())
        .filter_map(|name| Some((distance_if_near(&key, &comparable(name))?, name)))
        .min();
    Some(Located::Absent {
        similar: nearest.map(|(_, name)| name.to_owned()),
    })
}

impl Drive {
    fn is_library(&self) -> bool {
        self.kind
            .as_deref()
            .is_none_or(|kind| kind == "documentLibrary")
    }

    fn is_full(&self) -> bool {
        self.quota
            .as_ref()
            .is_some_and(|quota| quota.state.as_deref() == Some("exceeded"))
    }

    fn name_in_address(&self) -> Option<String> {
        let url = Url::parse(self.web_url.as_deref()?).ok()?;
        let last = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
        Some(percent_decode_str(last).decode_utf8().ok()?.into_owned())
    }
}

/// A name as SharePoint compares it: whatever its case, accents counting, and an accented letter being the same whether it
/// was typed as one character or as a letter with a combining mark.
fn comparable(name: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(name);
    composed.trim().to_lowercase()
}

/// How far a name is from the wanted one, when they are near enough to have been mistaken for each other: a slip or two of
/// the keyboard, or the same first word ("documents", "documents partages").
fn distance_if_near(wanted: &str, name: &str) -> Option<usize> {
    let distance = edit_distance(wanted, name);
    let slips = wanted.chars().count() / 4;
    let word = first_word(wanted);
    let same_word = word.chars().count() > 2 && word == first_word(name);
    (distance <= slips || same_word).then_some(distance)
}

fn first_word(name: &str) -> &str {
    name.split(|character: char| !character.is_alphanumeric())
        .next()
        .unwrap_or_default()
}

/// The least number of characters to change, add or leave out to make one text of the other (Levenshtein).
fn edit_distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(COMPARED_CHARACTERS).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, character) in one.chars().take(COMPARED_CHARACTERS).enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (cell, candidate) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(character != *candidate);
            diagonal = *cell;
            left = changed.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use test_case::test_case;

    #[test_case("kitten", "sitting", 3)]
    #[test_case("", "abc", 3)]
    #[test_case("abc", "", 3)]
    #[test_case("plans", "plans", 0)]
    #[test_case("plans", "plan", 1)]
    #[test_case("documents", "documents partages", 9)]
    fn distances_are_levenshtein_s(one: &str, other: &str, expected: usize) {
        assert_eq!(edit_distance(one, other), expected);
        assert_eq!(edit_distance(other, one), expected);
    }

    fn drives(names: &[(&str, &str)]) -> Vec<Drive> {
        names
            .iter()
            .map(|(name, last)| {
                let url = format!("https://contoso.sharepoint.com/sites/projects/{last}");
                let body = json!({ "id": format!("b!{last}").replace(['%', ' '], "-"), "name": name, "webUrl": url });
                serde_json::from_value(body).unwrap()
            })
            .collect()
    }

    fn outcome(wanted: &str, names: &[(&str, &str)]) -> String {
        let wanted = LibraryName::try_from(wanted.to_owned()).unwrap();
        match locate(&wanted, &drives(names)) {
            Some(Located::Found { drive, .. }) => drive.as_str().to_owned(),
            Some(Located::Absent { similar }) => {
                similar.map_or("none".to_owned(), |name| format!("~{name}"))
            }
            None => "unreadable".to_owned(),
        }
    }

    const USUAL: [(&str, &str); 4] = [
        ("Documents", "Shared%20Documents"),
        ("Plans d'\u{e9}xécution", "Plans"),
        ("Photos", "Photos"),
        ("Bim", "Bim"),
    ];

    #[test_case("Documents", "b!Shared-20Documents"; "by name")]
    #[test_case("DOCUMENTS", "b!Shared-20Documents"; "in capitals")]
    #[test_case("Shared Documents", "b!Shared-20Documents"; "by address")]
    #[test_case("Plans d'e\u{301}xe\u{301}cution", "b!Plans"; "with combining accents")]
    #[test_case("PLANS D'\u{c9}X\u{c9}CUTION", "b!Plans"; "accents in capitals")]
    #[test_case("Plans d'execution", "~Plans d'\u{e9}xécution"; "accents count")]
    #[test_case("Documents partages", "~Documents"; "the same first word")]
    #[test_case("Photo", "~Photos"; "one letter short")]
    #[test_case("Offertes", "none"; "nothing like it")]
    #[test_case("D", "none"; "one letter is no word")]
    #[test_case("Vis", "none"; "three letters leave no room for a slip")]
    fn a_library_is_found_by_the_name_that_people_see(wanted: &str, expected: &str) {
        assert_eq!(outcome(wanted, &USUAL), expected);
    }

    #[test]
    fn a_name_counts_before_an_address() {
        let names = [("Old", "Photos"), ("Photos", "Pictures")];
        assert_eq!(outcome("Photos", &names), "b!Pictures");
        assert_eq!(outcome("Pictures", &names), "b!Pictures");
    }
}
