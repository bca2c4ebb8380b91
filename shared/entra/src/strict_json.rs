//! JSON from outside: bounded in depth before it is parsed (`security.md` T48), and, where it decides who somebody is,
//! without any member given twice (T16).

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor},
};
use std::{collections::HashSet, fmt};

/// Objects and arrays may be nested this deep.
const DEPTH: usize = 32;

/// Reads typed JSON; `None` when it is not JSON, too deep, or of another shape.
pub(crate) fn parse<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    is_shallow(text)
        .then(|| serde_json::from_slice(text).ok())
        .flatten()
}

/// Like [`parse`], and `None` when any object has a member twice, also where the type would not look.
pub(crate) fn parse_unique<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    if !is_shallow(text) {
        return None;
    }
    serde_json::from_slice::<Unique>(text).ok()?;
    serde_json::from_slice(text).ok()
}

/// Whether the nesting stays within the bound. Looks at brackets outside of strings only.
pub(crate) fn is_shallow(text: &[u8]) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'{' | b'[') => {
                depth += 1;
                if depth > DEPTH {
                    return false;
                }
            }
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    true
}

/// Any JSON in which no object has a member twice.
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Unique;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON without a member given twice")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a member is given twice"));
            }
            map.next_value::<Unique>()?;
        }
        Ok(Unique)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Unique, A::Error> {
        while items.next_element::<Unique>()?.is_some() {}
        Ok(Unique)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_unit<E>(self) -> Result<Unique, E> {
        Ok(Unique)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use test_case::test_case;

    #[test_case(r#"{"a":1,"b":{"a":1}}"#, true; "same name on two levels")]
    #[test_case(r#"{"a":1,"a":1}"#, false; "twice")]
    #[test_case(r#"{"a":1,"\u0061":2}"#, false; "twice, once escaped")]
    #[test_case(r#"{"x":{"a":1,"a":1}}"#, false; "twice below")]
    #[test_case(r#"{"x":[{"a":1,"a":1}]}"#, false; "twice in a list")]
    #[test_case(r#"[null,true,1,-1,1.5,"text"]"#, true; "every kind of value")]
    #[test_case(r#"{"a":1} trailing"#, false; "something behind it")]
    fn t16_members_are_given_once(text: &str, accepted: bool) {
        assert_eq!(parse_unique::<Value>(text.as_bytes()).is_some(), accepted);
    }

    #[test]
    fn t48_nesting_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse::<Value>(nested(32).as_bytes()).is_some());
        assert!(parse::<Value>(nested(33).as_bytes()).is_none());
        assert!(parse::<Value>(nested(100_000).as_bytes()).is_none());
        let in_text = format!("[\"{}\\\"{}\"]", "[".repeat(50), "{".repeat(50));
        assert!(parse::<Value>(in_text.as_bytes()).is_some());
    }
}
