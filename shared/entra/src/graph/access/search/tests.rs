use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use test_case::test_case;

/// The options of a request, as a server reads them.
fn options(query: &str) -> BTreeMap<String, String> {
    let url = Url::parse(&format!("https://graph.microsoft.com/v1.0/users{query}")).unwrap();
    assert_eq!((url.path(), url.fragment()), ("/v1.0/users", None));
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let options: BTreeMap<String, String> = pairs.iter().cloned().collect();
    assert_eq!(options.len(), pairs.len(), "an option is given twice");
    options
}

/// The clauses of a `$search` joined by `OR`, as Microsoft describes them: property and text.
fn clauses(search: &str) -> Vec<(String, String)> {
    let mut clauses = Vec::new();
    let mut rest = search.chars().peekable();
    loop {
        assert_eq!(rest.next(), Some('"'), "a clause is in quotes");
        let mut clause = String::new();
        loop {
            match rest.next().expect("a clause ends") {
                '"' => break,
                '\\' => {
                    let escaped = rest.next().expect("something is escaped");
                    assert!(matches!(escaped, '"' | '\\'), "{escaped} needs no escape");
                    clause.push(escaped);
                }
                character => clause.push(character),
            }
        }
        let (property, text) = clause.split_once(':').expect("a clause has a property");
        clauses.push((property.to_owned(), text.to_owned()));
        if rest.peek().is_none() {
            return clauses;
        }
        let operator: String = rest.by_ref().take(4).collect();
        assert_eq!(operator, " OR ");
    }
}

fn expected(properties: &[&str], text: &str) -> Vec<(String, String)> {
    properties
        .iter()
        .map(|property| ((*property).to_owned(), text.to_owned()))
        .collect()
}

/// Any text, with many fragments that have a meaning for Graph.
fn typed() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "\"",
        "\\",
        "\\\"",
        "\" OR \"",
        "\" AND \"mail:",
        "&$filter=",
        "#",
        "%22",
        "%",
        "+",
        "?",
        "/",
        ":",
        "'",
        "\n",
        "\u{202E}",
        "\u{200B}",
        " ",
        "é",
        "$skiptoken=",
        "\0",
        "😀",
        "a",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(hostile, 0..40).prop_map(|parts| parts.concat()),
    ]
}

proptest! {
    #[test]
    fn t45_graph_sees_one_literal_equal_to_what_was_typed(typed in typed()) {
        let text = searched(&typed);
        prop_assert!(text.chars().count() <= TEXT);
        prop_assert!(!text.chars().any(is_deceptive));
        prop_assert_eq!(text.trim(), &text);
        let visible: String = typed.chars().filter(|character| !is_deceptive(*character)).collect();
        prop_assert!(visible.trim().starts_with(&text));
        for (kind, names, properties) in [
            (AssigneeKind::User, ["$count", "$search", "$select", "$top"], &["displayName", "userPrincipalName", "mail"][..]),
            (AssigneeKind::Group, ["$count", "$search", "$select", "$top"], &["displayName", "mail"][..]),
        ] {
            let query = query(kind, &text, None);
            prop_assert!(query.is_ascii());
            let options = options(&query);
            if text.is_empty() {
                prop_assert_eq!(options.keys().collect::<Vec<_>>(), ["$select", "$top"]);
            } else {
                prop_assert_eq!(options.keys().collect::<Vec<_>>(), names);
                prop_assert_eq!(clauses(&options["$search"]), expected(properties, &text));
                prop_assert_eq!(options["$count"].as_str(), "true");
            }
            prop_assert_eq!(options["$top"].as_str(), "20");
        }
    }

    #[test]
    fn t44_a_mark_stays_one_value(mark in any::<String>()) {
        if let Some(parsed) = Mark::parse(&mark) {
            let options = options(&query(AssigneeKind::User, "", Some(parsed)));
            prop_assert_eq!(options.keys().collect::<Vec<_>>(), ["$select", "$skiptoken", "$top"]);
            prop_assert_eq!(&options["$skiptoken"], &mark);
        }
    }

    #[test]
    fn t44_a_mark_goes_round(mark in "[ -~]{1,200}") {
        let asked = query(AssigneeKind::Group, "x", Mark::parse(&mark));
        let link = format!("https://graph.microsoft.com/v1.0/groups{asked}");
        prop_assert_eq!(mark_of(&link), Some(mark));
    }
}

#[test_case("Alex", "Alex"; "plain")]
#[test_case("  Alex  Wilber ", "Alex  Wilber"; "trimmed outside")]
#[test_case("\u{202E}Al\u{200B}ex\r\n", "Alex"; "nothing that disguises")]
#[test_case(" \t\u{FEFF} ", ""; "nothing at all")]
fn what_is_searched_for(typed: &str, expected: &str) {
    assert_eq!(searched(typed), expected);
}

#[test]
fn t45_64_characters_count() {
    assert_eq!(searched(&"é".repeat(65)), "é".repeat(64));
    let spaced = format!("   {} {}", "a".repeat(63), "b");
    assert_eq!(searched(&spaced), "a".repeat(63));
}

#[test_case(1, true; "one")]
#[test_case(4_096, true; "the longest")]
#[test_case(4_097, false; "too long")]
#[test_case(0, false; "none")]
fn t44_a_mark_has_a_length(length: usize, expected: bool) {
    assert_eq!(Mark::parse(&"a".repeat(length)).is_some(), expected);
}

#[test_case("a\nb"; "a line")]
#[test_case("a\u{7F}"; "a control character")]
#[test_case("é"; "another alphabet")]
fn t44_a_mark_is_printable_ascii(mark: &str) {
    assert!(Mark::parse(mark).is_none());
}

#[test_case("https://graph.microsoft.com/v1.0/users?$top=20&$skiptoken=RFNwdAIA-_", Some("RFNwdAIA-_"); "as it is")]
#[test_case("https://graph.microsoft.com/v1.0/users?%24skiptoken=X%2744%27", Some("X'44'"); "encoded")]
#[test_case("https://graph.microsoft.com/v1.0/users?$skipToken=a", Some("a"); "another case")]
#[test_case("https://graph.microsoft.com/v1.0/users?$skip=20", None; "no mark")]
#[test_case("https://graph.microsoft.com/v1.0/users?$skiptoken=", None; "an empty mark")]
#[test_case("https://graph.microsoft.com/v1.0/users?$skiptoken=%0A", None; "one that would not be taken back")]
#[test_case("/v1.0/users?$skiptoken=a", None; "no address")]
#[test_case("", None; "nothing")]
fn t44_only_the_mark_of_a_link_is_used(link: &str, expected: Option<&str>) {
    assert_eq!(mark_of(link).as_deref(), expected);
}
