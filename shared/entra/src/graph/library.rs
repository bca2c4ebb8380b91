//! Finds a library by the name that people see.
//! <https://learn.microsoft.com/en-us/graph/api/drive-list>

use domain::{
    customer::LibraryName, default_library, drives::DriveId, verification::facts::LibraryPresence,
};
use icu_normalizer::ComposingNormalizerBorrowed;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, de::IgnoredAny};
use url::Url;

/// Number of libraries among which one is proposed in place of a missing one: comparing all of a larger number would take too
/// long.
const PROPOSED_FROM: usize = 200;
/// Length to which names are compared, in characters.
const COMPARED_CHARACTERS: usize = 64;
/// Number of libraries that are named if the wanted one is missing.
const NAMED: usize = 10;
/// Length to which names are reported, in characters.
const NAMED_CHARACTERS: usize = 64;

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
    /// Present for libraries of SharePoint's own, such as Site Assets. Graph lists them only if this member is selected.
    system: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
struct Quota {
    state: Option<String>,
}

/// Result of looking for one name in the list of a site's libraries.
pub(super) enum LibraryLookup {
    /// The site has the library.
    Found { drive: DriveId, is_full: bool },
    /// The site does not have it.
    Absent {
        similar: Option<String>,
        others: Vec<String>,
    },
}

impl LibraryLookup {
    pub(super) fn listed(self) -> LibraryPresence {
        match self {
            Self::Found { is_full, .. } => LibraryPresence::Found { is_full },
            Self::Absent { similar, others } => LibraryPresence::Absent { similar, others },
        }
    }
}

/// Looks for a library: by its name, or else by the last part of its address, which keeps the name with which it was created
/// and which people read in the browser ("Shared Documents" for "Documents"). `None` if the library is found and its id is not
/// valid.
pub(super) fn locate(wanted: &LibraryName, drives: &[Drive]) -> Option<LibraryLookup> {
    if let Some(drive) = find(wanted, drives) {
        return Some(LibraryLookup::Found {
            drive: DriveId::try_from(drive.id.clone()).ok()?,
            is_full: drive.is_full(),
        });
    }
    let own = drives.iter().filter(|drive| drive.is_own());
    let others = own.filter_map(|drive| drive.name.as_deref());
    Some(LibraryLookup::Absent {
        similar: meant(wanted, drives).map(str::to_owned),
        others: others
            .take(NAMED)
            .map(|name| name.chars().take(NAMED_CHARACTERS).collect())
            .collect(),
    })
}

/// The name that people see, of the library with this name or this last part of the address.
pub(super) fn name_of(wanted: &LibraryName, drives: &[Drive]) -> Option<String> {
    find(wanted, drives)?.name.clone()
}

fn find<'a>(wanted: &LibraryName, drives: &'a [Drive]) -> Option<&'a Drive> {
    let key = comparable(wanted.as_str());
    let libraries = || drives.iter().filter(|drive| drive.is_library());
    libraries()
        .find(|drive| drive.is_named(&key))
        .or_else(|| libraries().find(|drive| drive.is_addressed(&key)))
}

/// The library that was probably meant by a name that no library has: the default library under its name in another language,
/// or else the one with the nearest name.
fn meant<'a>(wanted: &LibraryName, drives: &'a [Drive]) -> Option<&'a str> {
    let key = comparable(wanted.as_str());
    let own = || {
        let own = drives.iter().filter(|drive| drive.is_own());
        own.take(PROPOSED_FROM)
    };
    if default_library::is_default(&key)
        && let Some(default) = own().find(|drive| drive.is_default())
    {
        return default.name.as_deref();
    }
    own()
        .filter_map(|drive| drive.name.as_deref())
        .filter_map(|name| Some((distance_if_near(&key, &comparable(name))?, name)))
        .min()
        .map(|(_, name)| name)
}

impl Drive {
    fn is_library(&self) -> bool {
        self.kind
            .as_deref()
            .is_none_or(|kind| kind == "documentLibrary")
    }

    /// Whether people created it, or SharePoint created it for people.
    fn is_own(&self) -> bool {
        self.is_library() && self.system.is_none()
    }

    fn is_named(&self, key: &str) -> bool {
        self.name
            .as_deref()
            .is_some_and(|name| comparable(name) == key)
    }

    fn is_addressed(&self, key: &str) -> bool {
        self.name_in_address()
            .is_some_and(|name| comparable(&name) == key)
    }

    /// Whether it is the default library of the site, in any language.
    fn is_default(&self) -> bool {
        let names = [self.name.clone(), self.name_in_address()];
        let mut names = names.into_iter().flatten();
        names.any(|name| default_library::is_default(&comparable(&name)))
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

/// A name as SharePoint compares it: case does not count, accents count, and an accented letter is the same whether it was
/// typed as one character or as a letter with a combining mark.
fn comparable(name: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(name);
    composed.trim().to_lowercase()
}

/// Distance of a name from the wanted one, if they are near enough to be mistaken for each other: a few slips of the keyboard,
/// or the same first word ("documents", "documents partages").
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

/// Least number of characters to change, add or leave out to turn one text into the other (Levenshtein).
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
            Some(LibraryLookup::Found { drive, .. }) => drive.as_str().to_owned(),
            Some(LibraryLookup::Absent { similar, .. }) => {
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
    #[test_case("Gedeelde documenten", "~Documents"; "the default library in dutch, by its address")]
    #[test_case("Documenten", "~Documents"; "the default library in dutch, by its name")]
    #[test_case("Freigegebene Dokumente", "~Documents"; "the default library in german, by its address")]
    #[test_case("Documents partage\u{301}s", "~Documents"; "the default library in french, with a combining accent")]
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

    const GERMAN: [(&str, &str); 2] = [("Dokumente", "Freigegebene%20Dokumente"), ("Doku", "Doku")];
    const RENAMED: [(&str, &str); 1] = [("Projektakten", "Freigegebene%20Dokumente")];

    #[test_case("Documents", &GERMAN, "~Dokumente"; "in english")]
    #[test_case("Shared Documents", &GERMAN, "~Dokumente"; "in english, by its address")]
    #[test_case("Gedeelde documenten", &GERMAN, "~Dokumente"; "in dutch, by its address")]
    #[test_case("Documents partages", &GERMAN, "~Dokumente"; "in french, by its address")]
    #[test_case("Freigegebene Dokumente", &GERMAN, "b!Freigegebene-20Dokumente"; "by its own address")]
    #[test_case("Documents", &RENAMED, "~Projektakten"; "renamed, by its address in another language")]
    #[test_case("Freigegebene Dokumente", &RENAMED, "b!Freigegebene-20Dokumente"; "renamed, by its own address")]
    fn the_default_library_is_proposed_whatever_language_it_was_named_in(
        wanted: &str,
        names: &[(&str, &str)],
        expected: &str,
    ) {
        assert_eq!(outcome(wanted, names), expected);
    }

    #[test]
    fn a_library_of_sharepoint_itself_is_found_and_never_proposed() {
        let assets = json!({ "id": "b!assets", "name": "Site Assets", "system": {},
            "webUrl": "https://contoso.sharepoint.com/sites/projects/SiteAssets" });
        let drives: Vec<Drive> = vec![serde_json::from_value(assets).unwrap()];
        for name in ["Site Assets", "siteassets"] {
            let wanted = LibraryName::try_from(name.to_owned()).unwrap();
            assert!(
                matches!(locate(&wanted, &drives), Some(LibraryLookup::Found { drive, .. }) if drive.as_str() == "b!assets")
            );
        }
        let wanted = LibraryName::try_from("Site Asset".to_owned()).unwrap();
        assert!(
            matches!(locate(&wanted, &drives), Some(LibraryLookup::Absent { similar: None, others }) if others.is_empty())
        );
    }
}
