use super::*;
use test_case::test_case;

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
