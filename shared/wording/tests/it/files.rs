//! The files of words: the same texts in every language, each once and readable, each in the folder of its check. Pages have theirs
//! in `shared/web/locales`.

use domain::{customer::Language, verification::catalogue::CATALOGUE};
use fluent_bundle::FluentResource;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use test_case::test_case;

/// Folder of all crates that the functions share.
fn shared() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap().to_owned()
}

/// Names of a folder's entries.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

/// Every file of words in a language: of single checks, of several checks, and of the pages.
fn files(language: Language) -> Vec<PathBuf> {
    let (shared, tag) = (shared(), language.tag());
    let of_checks = CATALOGUE
        .iter()
        .map(|check| format!("wording/checks/{}/{tag}.ftl", check.id));
    let pages = shared.join(format!("web/locales/{tag}"));
    let of_pages = names(&pages).into_iter().map(|name| pages.join(name));
    of_checks
        .chain([format!("wording/of-several-checks/{tag}.ftl")])
        .map(|path| shared.join(path))
        .chain(of_pages)
        .collect()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Ids of a source's texts, each with the values that the text names.
fn texts(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut open = String::new();
    for line in source.lines() {
        let is_start = line.starts_with(|first: char| first.is_ascii_lowercase());
        if let Some((id, _)) = line.split_once(" =").filter(|_| is_start) {
            id.clone_into(&mut open);
            let earlier = texts.insert(open.clone(), BTreeSet::new());
            assert!(earlier.is_none(), "{id} is there twice");
        }
        for (at, _) in line.match_indices('$') {
            let name = line.split_at(at + 1).1;
            let end = name.find(|next: char| !next.is_ascii_lowercase() && next != '_');
            let name = name.split_at(end.unwrap_or(name.len())).0;
            texts
                .entry(open.clone())
                .or_default()
                .insert(name.to_owned());
        }
    }
    texts
}

/// Every text of a language.
fn all_texts(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for path in files(language) {
        for (id, values) in texts(&read(&path)) {
            assert!(!all.contains_key(&id), "{id} stands in two files");
            all.insert(id, values);
        }
    }
    all
}

#[test_case(Language::Fr)]
#[test_case(Language::Nl)]
#[test_case(Language::De)]
fn every_text_is_there_in_every_language_with_the_same_values(language: Language) {
    let (english, other) = (all_texts(Language::En), all_texts(language));
    let differs = |(id, values): &(&String, &BTreeSet<String>)| other.get(*id) != Some(values);
    let missing: Vec<_> = english.iter().filter(differs).collect();
    assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
    let odd: Vec<_> = other
        .keys()
        .filter(|id| !english.contains_key(*id))
        .collect();
    assert!(odd.is_empty(), "{language:?} has {odd:?}");
}

#[test]
fn every_line_of_the_words_can_be_read() {
    for path in Language::ALL.into_iter().flat_map(files) {
        if let Err((_, errors)) = FluentResource::try_new(read(&path)) {
            panic!("{}: {errors:?}", path.display());
        }
    }
}

#[test]
fn each_check_has_one_folder_and_a_folder_holds_guidance_and_words_in_every_language() {
    let folder = shared().join("wording/checks");
    let ids: BTreeSet<String> = CATALOGUE.iter().map(|check| check.id.to_owned()).collect();
    assert_eq!(names(&folder), ids);
    let files: BTreeSet<String> = Language::ALL
        .into_iter()
        .flat_map(|language| ["md", "ftl"].map(|ending| format!("{}.{ending}", language.tag())))
        .collect();
    for id in ids {
        assert_eq!(names(&folder.join(&id)), files, "{id}");
    }
}

#[test]
fn what_one_check_says_stands_in_its_folder_and_what_several_say_beside_them() {
    let says = |id: &str| {
        let checks = CATALOGUE.iter();
        let checks = checks.filter(|check| {
            id == format!("check-{}", check.id)
                || check.findings().any(|code| {
                    let ids = ["finding", "problem"].map(|what| format!("{what}-{code}"));
                    ids.iter().any(|own| id == own)
                })
        });
        checks.map(|check| check.id).collect::<Vec<_>>()
    };
    let folder = shared().join("wording");
    for check in &CATALOGUE {
        for id in texts(&read(&folder.join(format!("checks/{}/en.ftl", check.id)))).keys() {
            assert_eq!(says(id), [check.id], "{id}");
        }
    }
    for id in texts(&read(&folder.join("of-several-checks/en.ftl"))).keys() {
        let is_finding = id.starts_with("finding-") || id.starts_with("problem-");
        assert_eq!(says(id).len() > 1, is_finding, "{id}");
    }
    for name in names(&shared().join("web/locales/en")) {
        for id in texts(&read(&shared().join("web/locales/en").join(&name))).keys() {
            assert_eq!(says(id), [""; 0], "{name}: {id}");
        }
    }
}
