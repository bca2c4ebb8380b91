//! JSON that is read, and JSON that is refused.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

extern crate cooperlink_strict_json as strict_json;

use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use std::collections::BTreeMap;
use strict_json::{StrictJsonError, is_object, parse, parse_outside};
use test_case::test_case;

#[test_case(r#"{"a":1,"b":{"a":1}}"#, true; "same name on two levels")]
#[test_case(r#"{"a":1,"a":1}"#, false; "twice")]
#[test_case(r#"{"a":1,"\u0061":2}"#, false; "twice, once escaped")]
#[test_case(r#"{"x":{"a":1,"a":1}}"#, false; "twice below")]
#[test_case(r#"{"x":[{"a":1,"a":1}]}"#, false; "twice in a list")]
#[test_case(r#"[null,true,1,-1,1.5,"text"]"#, true; "every kind of value")]
#[test_case(r#"{"a":1} trailing"#, false; "something behind it")]
fn t16_members_are_given_once(text: &str, accepted: bool) {
    assert_eq!(parse::<Value>(text.as_bytes()).is_ok(), accepted);
}

#[test]
fn t48_nesting_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse::<Value>(nested(32).as_bytes()).is_ok());
    assert!(parse::<Value>(nested(33).as_bytes()).is_err());
    assert!(parse::<Value>(nested(100_000).as_bytes()).is_err());
    let in_text = format!("[\"{}\\\"{}\"]", "[".repeat(50), "{".repeat(50));
    assert!(parse::<Value>(in_text.as_bytes()).is_ok());
}

/// Sample type with every kind of member that our types have.
#[derive(Debug, PartialEq, Deserialize)]
struct Outer {
    inner: Inner,
    optional: Option<Inner>,
    listed: Vec<Inner>,
    named: BTreeMap<String, Inner>,
    wrapped: Newtype,
    chosen: Choice,
    pair: (u8, String),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    number: i64,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Newtype(Inner);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Plain,
    Held(Inner),
    Fields { number: i64 },
}

/// The golden text, one part of it exchanged.
fn text(name: &str, value: &str) -> String {
    let golden = [
        ("inner", r#"{"number":1}"#),
        ("optional", r#"{"number":2}"#),
        ("listed", r#"[{"number":3}]"#),
        ("named", r#"{"a":{"number":4}}"#),
        ("wrapped", r#"{"number":5}"#),
        ("chosen", r#"{"held":{"number":6}}"#),
        ("pair", r#"[7,"seven"]"#),
    ];
    let members = golden.map(|(known, golden)| {
        let value = if known == name { value } else { golden };
        format!("\"{known}\":{value}")
    });
    format!("{{{}}}", members.join(","))
}

#[test]
fn every_kind_of_type_is_read_from_its_own_form() {
    let read: Outer = parse(text("", "").as_bytes()).unwrap();
    assert_eq!(read.inner, Inner { number: 1 });
    assert_eq!(read.named["a"], Inner { number: 4 });
    assert_eq!(read.chosen, Choice::Held(Inner { number: 6 }));
    assert_eq!(read.pair, (7, "seven".to_owned()));
    for (value, expected) in [
        (r#""plain""#, Choice::Plain),
        (r#"{"fields":{"number":8}}"#, Choice::Fields { number: 8 }),
    ] {
        let read: Outer = parse(text("chosen", value).as_bytes()).unwrap();
        assert_eq!(read.chosen, expected);
    }
    let read: Outer = parse(text("optional", "null").as_bytes()).unwrap();
    assert_eq!(read.optional, None);
}

#[test_case("inner", "[1]"; "a field")]
#[test_case("optional", "[2]"; "an optional field")]
#[test_case("listed", "[[3]]"; "an item of a list")]
#[test_case("named", r#"{"a":[4]}"#; "a value of a map")]
#[test_case("wrapped", "[5]"; "a newtype")]
#[test_case("chosen", r#"{"held":[6]}"#; "a variant's content")]
#[test_case("chosen", r#"{"fields":[6]}"#; "a variant with fields")]
fn t16_t53_a_list_is_no_object_at_any_depth(name: &str, value: &str) {
    let text = text(name, value);
    assert!(
        serde_json::from_str::<Outer>(&text).is_ok(),
        "serde takes it, so this proves something"
    );
    let error = parse::<Outer>(text.as_bytes()).unwrap_err();
    let StrictJsonError::Mistyped { path, .. } = &error else {
        panic!("{error:?}");
    };
    assert!(path.starts_with(name), "{path}");
    assert!(error.to_string().contains("expected an object"), "{error}");
}

#[test]
fn t16_t53_a_list_is_no_object_at_the_top() {
    assert!(serde_json::from_str::<Inner>("[1]").is_ok());
    assert!(parse::<Inner>(b"[1]").is_err());
    assert!(parse::<Inner>(b"{\"number\":1}").is_ok());
}

#[test]
fn raw_json_is_kept_as_it_came() {
    #[derive(Deserialize)]
    struct Holder {
        body: Option<Box<RawValue>>,
        others: Vec<Box<RawValue>>,
    }
    let holder: Holder = parse(br#"{"body":{"a": [1]},"others":[ 1, "x" ]}"#).unwrap();
    assert_eq!(holder.body.unwrap().get(), r#"{"a": [1]}"#);
    assert_eq!(holder.others[1].get(), r#""x""#);
}

#[test_case(r#"{"a":1}"#, true; "an object")]
#[test_case(" \n{}", true; "behind white space")]
#[test_case("[1]", false; "a list")]
#[test_case("", false; "nothing")]
#[test_case("{", false; "half of one")]
#[test_case(r#"{"a":1,"a":1}"#, false; "a member twice")]
#[test_case("{}{}", false; "two")]
fn objects_are_known(text: &str, expected: bool) {
    assert_eq!(is_object(text.as_bytes()), expected);
}

#[test]
fn mistakes_are_told_by_their_field() {
    let error = parse::<Outer>(text("listed", r#"[{"number":"x"}]"#).as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "listed[0].number: invalid type: string \"x\", expected i64"
    );
}

/// Whether a value has objects where the types of [`Outer`] have named fields.
fn has_objects(value: &Value) -> bool {
    let all = |name: &str| {
        let inner = value[name]
            .as_object()
            .map(|members| members.values().all(Value::is_object));
        let listed = value[name]
            .as_array()
            .map(|items| items.iter().all(Value::is_object));
        inner.or(listed).unwrap_or(false)
    };
    let chosen = &value["chosen"];
    value.is_object()
        && value["inner"].is_object()
        && value["wrapped"].is_object()
        && (value["optional"].is_object() || value["optional"].is_null())
        && all("listed")
        && all("named")
        && (chosen.is_string()
            || chosen
                .as_object()
                .is_some_and(|held| held.values().all(Value::is_object)))
}

#[test]
fn t16_t48_t53_fuzzed_json_is_read_from_objects_alone() {
    let (golden, plain) = (text("", ""), text("chosen", r#"{"fields":{"number":8}}"#));
    fuzz::bytes(
        "strict json",
        &[golden.as_bytes(), plain.as_bytes()],
        |input| {
            let Ok(read) = parse::<Outer>(input) else {
                return false;
            };
            let value: Value = serde_json::from_slice(input).unwrap();
            assert!(is_object(input) && has_objects(&value), "{value}");
            // What one reader takes, the other takes alike.
            assert_eq!(serde_json::from_slice::<Outer>(input).unwrap(), read);
            assert_eq!(parse::<Outer>(value.to_string().as_bytes()).unwrap(), read);
            true
        },
    );
}

/// The sources of what runs, without their tests: every crate below `shared` and `functions` but this one.
fn sources() -> Vec<(String, String)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let mut folders: Vec<std::path::PathBuf> = vec![
        format!("{root}/shared").into(),
        format!("{root}/functions").into(),
    ];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.display().to_string();
            let is_test = name.ends_with("/tests") || name.ends_with("tests.rs");
            if is_test || name.ends_with("/strict-json") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(path).unwrap_or_default();
                let product = text.split("#[cfg(test)]").next().unwrap_or_default();
                sources.push((name, product.to_owned()));
            }
        }
    }
    sources
}

#[test]
fn t16_t53_there_is_no_other_way_in() {
    let sources = sources();
    assert!(sources.len() > 100, "{}", sources.len());
    for (name, text) in &sources {
        let other = [
            "serde_json::from_",
            "serde_json::Deserializer",
            "Deserializer::from_",
            ".json::<",
        ];
        for way in other {
            assert!(!text.contains(way), "{name} reads JSON with {way}");
        }
    }
}

#[test]
fn t16_t53_no_type_from_outside_is_kept_aside_before_its_shape_is_known() {
    let outside = |name: &str| {
        name.contains("/entra/src/")
            || ["queue.rs", "secrets.rs", "system_users.rs"]
                .iter()
                .any(|file| name.ends_with(&format!("/store/src/{file}")))
    };
    for (name, text) in sources().iter().filter(|(name, _)| outside(name)) {
        for attribute in ["serde(tag", "serde(untagged", "serde(flatten"] {
            assert!(!text.contains(attribute), "{name} has {attribute}");
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outside {
    keys: Vec<Box<RawValue>>,
}

#[test_case(r#"{"keys":[{"a":1},{"a":1,"a":2},[],null]}"#, Some(4); "a member twice in one part")]
#[test_case(r#"{"keys":[]}"#, Some(0); "no part")]
#[test_case(r#"{"keys":[{"a":1}],"keys":[]}"#, None; "the list twice")]
#[test_case(r#"{"keys":[{"a":1}],"more":1}"#, None; "an unknown member")]
#[test_case(r#"{"keys":[{"a":}]}"#, None; "no JSON in a part")]
#[test_case(r#"{"keys":[]} []"#, None; "something behind it")]
#[test_case("[[]]", None; "a list for the object")]
#[test_case("{}", None; "no list")]
fn t67_parts_that_are_kept_aside_are_read_by_themselves(text: &str, parts: Option<usize>) {
    let read = parse_outside::<Outside>(text.as_bytes());
    assert_eq!(read.ok().map(|outside| outside.keys.len()), parts);
}

#[test]
fn t48_parts_that_are_kept_aside_are_no_deeper_than_others() {
    let text = format!(r#"{{"keys":[{}{}]}}"#, "[".repeat(40), "]".repeat(40));
    assert!(parse_outside::<Outside>(text.as_bytes()).is_err());
}
