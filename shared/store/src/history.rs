//! History of a registration: lists of its items of one kind, newest first, page by page.

use crate::{
    Store, StoreError,
    entity::Entity,
    item::{Item, text},
    keys::{self, Key},
};
use aws_sdk_dynamodb::types::AttributeValue;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::RegistrationId;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

/// Reason why a list cannot be returned.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Another list made the cursor.
    #[error("the cursor is not valid")]
    InvalidCursor,
    /// The table could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Place at which a list continues: the index's own key, opaque to callers.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Cursor(BTreeMap<String, String>);

impl Cursor {
    pub(crate) fn write(last: &Item) -> Option<String> {
        let fields = last
            .iter()
            .map(|(name, value)| Some((name.clone(), value.as_s().ok()?.clone())))
            .collect::<Option<BTreeMap<_, _>>>()?;
        serde_json::to_vec(&Self(fields))
            .ok()
            .map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads a cursor and checks that it belongs to the list: each expected field is present, and the partition is the list's
    /// own, so that a caller cannot page through another list.
    pub(crate) fn read(text_of_cursor: &str, partition: &str) -> Result<Item, ListError> {
        let bytes = URL_SAFE_NO_PAD
            .decode(text_of_cursor)
            .map_err(|_| ListError::InvalidCursor)?;
        let Self(fields) = strict_json::parse(&bytes).map_err(|_| ListError::InvalidCursor)?;
        let complete = fields.len() == 2
            && ["PK", "SK"]
                .iter()
                .all(|name| fields.get(*name).is_some_and(|value| value.len() <= 256));
        let own = fields.get("PK").is_some_and(|value| value == partition);
        if complete && own {
            Ok(fields
                .into_iter()
                .map(|(name, value)| (name, text(value)))
                .collect())
        } else {
            Err(ListError::InvalidCursor)
        }
    }
}

impl Store {
    /// A page of a registration's items with a common beginning of their sort keys, which sort by time, newest first.
    pub(crate) async fn list_newest<T: DeserializeOwned>(
        &self,
        id: RegistrationId,
        entity: Entity,
        prefix: &str,
        cursor: Option<&str>,
        limit: i32,
    ) -> Result<Page<T>, ListError> {
        let partition = keys::registration_partition(id);
        let start = cursor
            .map(|cursor| Cursor::read(cursor, &partition))
            .transpose()?;
        // Another list of the same registration has the same partition.
        let is_of_list = start
            .as_ref()
            .and_then(|start| start.get("SK"))
            .is_none_or(|sort| matches!(sort, AttributeValue::S(sort) if sort.starts_with(prefix)));
        if !is_of_list {
            return Err(ListError::InvalidCursor);
        }
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
            .expression_attribute_values(":partition", text(partition))
            .expression_attribute_values(":sort", text(prefix))
            .scan_index_forward(false)
            .consistent_read(true)
            .set_exclusive_start_key(start)
            .limit(limit)
            .send()
            .await
            .map_err(StoreError::from)?;
        let key = Key::of_list(entity, prefix);
        let items = output
            .items
            .unwrap_or_default()
            .into_iter()
            .filter_map(|item| self.readable(&key, item))
            .collect();
        let next = output.last_evaluated_key.as_ref().and_then(Cursor::write);
        Ok(Page { items, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const OWN: &str = "REG#1";

    fn cursor(json: &str) -> String {
        URL_SAFE_NO_PAD.encode(json)
    }

    #[test_case(r#"{"PK":"REG#1","SK":"a"}"#, true; "own")]
    #[test_case(r#"{"PK":"REG#2","SK":"a"}"#, false; "another list")]
    #[test_case(r#"{"PK":"REG#1","SK":"a","x":"y"}"#, false; "a field more")]
    #[test_case(r#"{"PK":"REG#2","PK":"REG#1","SK":"a"}"#, false; "a field twice")]
    #[test_case(r#"["REG#1","a"]"#, false; "a list")]
    #[test_case(r#"{"PK":"REG#1","SK":1}"#, false; "a number")]
    fn t52_a_cursor_pages_through_its_own_list_alone(json: &str, accepted: bool) {
        assert_eq!(Cursor::read(&cursor(json), OWN).is_ok(), accepted);
    }

    #[test]
    fn t52_fuzzed_cursors_stay_in_their_list() {
        let good = [
            cursor(r#"{"PK":"REG#1","SK":"a"}"#),
            cursor(r#"{"PK":"REG#1","SK":"VERIFICATION#2026-01-01T00:00:00Z"}"#),
        ];
        fuzz::text("cursor", &good.each_ref().map(String::as_str), |text| {
            let Ok(start) = Cursor::read(text, OWN) else {
                return false;
            };
            assert_eq!(start.len(), 2);
            assert_eq!(start["PK"], super::text("REG#1"));
            let written = Cursor::write(&start).unwrap();
            assert_eq!(Cursor::read(&written, OWN).unwrap(), start);
            true
        });
        let decoded = [r#"{"PK":"REG#1","SK":"a"}"#, r#"{"SK":"a","PK":"REG#1"}"#];
        fuzz::text("decoded cursor", &decoded, |json| {
            let start = Cursor::read(&cursor(json), OWN);
            start.is_ok_and(|start| {
                assert_eq!(start["PK"], super::text("REG#1"));
                start.len() == 2
            })
        });
    }
}
