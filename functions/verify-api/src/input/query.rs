//! The query of a request: each parameter known and given once (T41).

use super::{Errors, text::text};
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use web::problem::{ErrorCode, Problem, ProblemType};

/// The query of a route that has no parameters.
#[derive(Debug, Deserr)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct NoParameters {}

/// Reads a raw query.
pub(crate) fn read<Q: Deserr<Errors>>(raw: &str) -> Result<Q, Problem> {
    let pairs = web::request::parse_query(raw).map_err(|_| {
        Problem::new(ProblemType::ValidationFailed)
            .with_detail("The query cannot be read: percent-encoded UTF-8, at most 16 KiB.")
    })?;
    let mut parameters = Map::new();
    let mut doubled = BTreeSet::new();
    for (name, value) in pairs {
        if parameters
            .insert(name.clone(), Json::String(value))
            .is_some()
        {
            doubled.insert(name);
        }
    }
    let mut errors = Errors::default();
    for name in &doubled {
        let at = ValuePointerRef::Origin;
        let message = "is given more than once";
        errors.push(at.push_key(name), ErrorCode::Duplicate, message);
    }
    errors
        .or_read(deserr::deserialize(Json::Object(parameters)))
        .map_err(Errors::of_query)
}

/// Items of a page unless asked otherwise.
const LIMIT: i32 = 50;
/// Items of a page at most, where they are full ones.
const LARGEST_LIMIT: i32 = 100;

/// The number of items of a page, 1 to `MOST`; 50 unless given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageLimit<const MOST: i32 = LARGEST_LIMIT>(pub(crate) i32);

impl<const MOST: i32> Default for PageLimit<MOST> {
    fn default() -> Self {
        Self(LIMIT)
    }
}

impl<const MOST: i32> Deserr<Errors> for PageLimit<MOST> {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let digits = text(value, location)?;
        // Digits alone: no sign, no leading zero.
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        let limit = digits
            .parse()
            .ok()
            .filter(|limit| is_plain && (1..=MOST).contains(limit));
        limit.map(Self).ok_or_else(|| {
            let message = format!("must be 1 to {MOST}");
            Errors::one(location, ErrorCode::OutOfRange, &message)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PageQuery;
    use test_case::test_case;

    #[test_case("", 50; "not given")]
    #[test_case("limit=1", 1; "least")]
    #[test_case("limit=100", 100; "most")]
    fn a_limit_is_taken(query: &str, expected: i32) {
        let read: PageQuery = read(query).unwrap();
        assert_eq!(read.limit, PageLimit(expected));
    }

    #[test_case("limit=0"; "zero")]
    #[test_case("limit=101"; "above the most")]
    #[test_case("limit=+5"; "a space")]
    #[test_case("limit=%2B5"; "a sign")]
    #[test_case("limit=00005"; "leading zeros")]
    #[test_case("limit=5.0"; "a fraction")]
    #[test_case("limit="; "empty")]
    #[test_case("limit=٥"; "digits of another script")]
    #[test_case("limit=99999999999999999999"; "far too large")]
    fn anything_but_digits_in_range_is_no_limit(query: &str) {
        let error = read::<PageQuery>(query).unwrap_err().to_json();
        assert!(error.contains(r#""parameter":"limit""#), "{error}");
        assert!(error.contains("out_of_range"), "{error}");
    }

    #[test]
    fn t41_every_mistake_of_a_query_is_told_at_once() {
        let error = read::<PageQuery>("limit=x&sort=1&a~/b=2")
            .unwrap_err()
            .to_json();
        for part in [
            r#""parameter":"limit""#,
            r#""parameter":"sort","header":null,"code":"unknown_parameter""#,
            "cursor, limit",
        ] {
            assert!(error.contains(part), "{part}: {error}");
        }
        let error = read::<PageQuery>("limit=1&limit=2&limit=3")
            .unwrap_err()
            .to_json();
        assert_eq!(error.matches("duplicate").count(), 1, "{error}");
        let error = read::<PageQuery>("cursor=a&limit=0&cursor=b&sort=1")
            .unwrap_err()
            .to_json();
        for code in ["duplicate", "out_of_range", "unknown_parameter"] {
            assert_eq!(error.matches(code).count(), 1, "{code}: {error}");
        }
        assert!(read::<NoParameters>("dry_run=1").is_err());
        assert!(read::<NoParameters>("").is_ok());
    }
}
