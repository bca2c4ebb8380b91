//! The host app's own notes on a registration: a few short texts under names of its choice, returned unchanged. They are not
//! meant for personal data, and this service does not interpret them.

use super::{Flaw, InvalidValue};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// Most notes that one registration has.
const MOST_KEYS: usize = 20;

text! {
    /// The name of one note: 1 to 40 of `A-Z a-z 0-9 _ . -`.
    MetadataKey,
    |text| {
        let accepted = (1..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
        if accepted { Ok(text) } else {
            Err(InvalidValue::new("must be 1 to 40 of the characters A-Z a-z 0-9 _ . -"))
        }
    }
}
text! {
    /// Text of one note: up to 500 characters, none of them a control character or U+FFFD, the replacement of a lost
    /// character.
    MetadataValue,
    |text| {
        if text.chars().count() > 500 {
            return Err(InvalidValue::of(Flaw::TooLong, "must be at most 500 characters"));
        }
        let is_lost = |character: char| character.is_control() || character == '\u{FFFD}';
        if text.chars().any(is_lost) {
            Err(InvalidValue::new("must have no control characters, and none that was lost (U+FFFD)"))
        } else {
            Ok(text)
        }
    }
}

/// The notes of one registration, at most 20.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Metadata(BTreeMap<MetadataKey, MetadataValue>);

/// A change of some notes; a value of `None` removes the note.
pub type MetadataPatch = BTreeMap<MetadataKey, Option<MetadataValue>>;

impl Metadata {
    /// Whether there are no notes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The notes after a change.
    ///
    /// # Errors
    /// [`InvalidValue`] if there are more than 20 of them.
    pub fn patched(mut self, patch: &MetadataPatch) -> Result<Self, InvalidValue> {
        for (key, value) in patch {
            match value {
                Some(value) => self.0.insert(key.clone(), value.clone()),
                None => self.0.remove(key),
            };
        }
        if self.0.len() > MOST_KEYS {
            return Err(InvalidValue::new("must have at most 20 keys"));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    fn key(text: &str) -> MetadataKey {
        text.to_owned().try_into().unwrap()
    }

    fn patch<const N: usize>(entries: [(&str, Option<&str>); N]) -> MetadataPatch {
        let value = |text: &str| text.to_owned().try_into().unwrap();
        let entry = |(name, text): (&str, Option<&str>)| (key(name), text.map(value));
        entries.map(entry).into()
    }

    #[test_case("crm.account-id_7", true; "every kind of character")]
    #[test_case(&"k".repeat(40), true; "the longest")]
    #[test_case(&"k".repeat(41), false; "too long")]
    #[test_case("", false; "empty")]
    #[test_case("a b", false; "space")]
    #[test_case("é", false; "letter of another alphabet")]
    #[test_case("a/b", false; "slash")]
    fn keys_are_short_and_plain(text: &str, accepted: bool) {
        assert_eq!(MetadataKey::try_from(text.to_owned()).is_ok(), accepted);
    }

    #[test_case("", true; "empty")]
    #[test_case("Söhne 👩\u{200D}🚒", true; "any script")]
    #[test_case(&"é".repeat(500), true; "the longest")]
    #[test_case(&"é".repeat(501), false; "too long")]
    #[test_case("a\nb", false; "line break")]
    #[test_case("a\0b", false; "nul")]
    #[test_case("a\u{FFFD}b", false; "a character that was lost")]
    fn values_are_texts_of_one_line(text: &str, accepted: bool) {
        assert_eq!(MetadataValue::try_from(text.to_owned()).is_ok(), accepted);
    }

    #[test]
    fn a_patch_changes_what_it_names_alone() {
        let before = Metadata::default()
            .patched(&patch([("a", Some("1")), ("b", Some("2"))]))
            .unwrap();
        let after = before
            .patched(&patch([("b", None), ("c", Some("3")), ("d", None)]))
            .unwrap();
        let written = serde_json::to_value(&after).unwrap();
        assert_eq!(written, serde_json::json!({"a": "1", "c": "3"}));
    }

    #[test]
    fn the_limit_counts_what_is_left_after_the_patch() {
        let names: Vec<_> = (0..20).map(|number| format!("k{number}")).collect();
        let all = |names: &[String]| -> MetadataPatch {
            let value = MetadataValue::try_from("v".to_owned()).unwrap();
            let entries = names.iter().map(|name| (key(name), Some(value.clone())));
            entries.collect()
        };
        let full = Metadata::default().patched(&all(&names)).unwrap();
        assert!(full.clone().patched(&patch([("more", Some("1"))])).is_err());
        let swapped = patch([("more", Some("1")), ("k0", None)]);
        assert!(full.patched(&swapped).is_ok());
    }
}
