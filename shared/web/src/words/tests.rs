use super::*;
use std::collections::{BTreeMap, BTreeSet};
use test_case::test_case;

/// What a source says: the id of each text, and the values that the text names.
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

#[test_case(Language::Fr)]
#[test_case(Language::Nl)]
#[test_case(Language::De)]
fn every_text_is_there_in_every_language_with_the_same_values(language: Language) {
    for (english, other) in sources(Language::En).into_iter().zip(sources(language)) {
        let (english, other) = (texts(english), texts(other));
        let differs = |(id, values): &(&String, &BTreeSet<String>)| other.get(*id) != Some(values);
        let missing: Vec<_> = english.iter().filter(differs).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
        let odd: Vec<_> = other
            .keys()
            .filter(|id| !english.contains_key(*id))
            .collect();
        assert!(odd.is_empty(), "{language:?} has {odd:?}");
    }
}

#[test]
fn every_line_of_the_words_can_be_read() {
    for language in Language::ALL {
        for source in sources(language) {
            if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
                panic!("{language:?}: {errors:?}");
            }
        }
    }
}

#[test]
fn a_value_stands_in_its_text() {
    let words = Words::of(Language::En);
    let heading = words.say_with("start-heading", [("app", "Cooperlink")]);
    assert!(heading.contains("Cooperlink"));
}

#[test_case(Language::En, "3 August 2026, 07:05 UTC")]
#[test_case(Language::Fr, "3 août 2026 à 07:05 UTC")]
#[test_case(Language::Nl, "3 augustus 2026, 07:05 UTC")]
#[test_case(Language::De, "3. August 2026, 07:05 UTC")]
fn a_moment_is_written_as_the_language_writes_it(language: Language, expected: &str) {
    let at: Timestamp = "2026-08-03T07:05:59Z".parse().unwrap();
    assert_eq!(Words::of(language).moment(at), expected);
}

#[test]
fn numbers_choose_their_words() {
    let words = Words::of(Language::En);
    let of = |number| words.count("group-problems", number);
    assert_eq!(of(1), "1 problem");
    assert_eq!(of(2), "2 problems");
}

#[test]
fn t34_a_name_loses_what_cannot_be_seen_and_keeps_the_rest() {
    assert_eq!(name("Con\u{202E}toso\u{0007} <b>&"), "Contoso <b>&");
    assert_eq!(name(&"é".repeat(1000)).graphemes(true).count(), 256);
}
