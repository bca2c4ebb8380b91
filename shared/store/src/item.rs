//! Items: a serde value with its keys and the name of its kind.

use crate::{
    Store, StoreError,
    entity::Entity,
    keys::{self, Key},
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::ids::RegistrationId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::HashMap, fmt::Display};

/// A value inside an item of its own, so that its fields do not collide with the table's. Instants in values are texts in RFC
/// 3339, while the TTL attribute of the same name is a number.
#[derive(Serialize, Deserialize)]
pub(crate) struct Nested<T> {
    pub(crate) value: T,
}

/// Attribute with the instant from which the table deletes an item.
pub(crate) const EXPIRY: &str = "expires_at";

/// An item in DynamoDB's form.
pub(crate) type Item = HashMap<String, AttributeValue>;

impl Store {
    /// Item of a value: its fields, its keys and the name of its kind.
    pub(crate) fn item(&self, key: &Key, value: &impl Serialize) -> Result<Item, StoreError> {
        let mut item: Item =
            serde_dynamo::to_item(value).map_err(|error| self.corrupt(key, &error))?;
        item.extend(key.attributes());
        item.insert("entity".to_owned(), text(key.entity.name()));
        Ok(item)
    }

    /// Value of an item.
    pub(crate) fn value<T: DeserializeOwned>(
        &self,
        key: &Key,
        item: Item,
    ) -> Result<T, StoreError> {
        serde_dynamo::from_item(item).map_err(|error| self.corrupt(key, &error))
    }

    /// Value of an item of a list. An item that contradicts its type is logged and left out, so that it does not block the
    /// others.
    pub(crate) fn readable<T: DeserializeOwned>(&self, key: &Key, item: Item) -> Option<T> {
        let sort = item.get("SK").and_then(|name| name.as_s().ok()).cloned();
        match self.value(key, item) {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::error!(
                    outcome = "operator_fault",
                    error = %error,
                    code = sort,
                    "a stored item cannot be read and is left out of a list"
                );
                None
            }
        }
    }

    /// Reads one item, strongly consistent.
    pub(crate) async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        let output = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .consistent_read(true)
            .send()
            .await?;
        Ok(output.item)
    }

    /// Reads one item as a value, strongly consistent.
    pub(crate) async fn find<T: DeserializeOwned>(
        &self,
        key: &Key,
    ) -> Result<Option<T>, StoreError> {
        self.get(key)
            .await?
            .map(|item| self.value(key, item))
            .transpose()
    }

    /// The item with its registration's id, by which the index `registration` finds it.
    pub(crate) fn of_registration(mut item: Item, id: RegistrationId) -> Item {
        item.insert(keys::OF_REGISTRATION.to_owned(), text(id.to_string()));
        item
    }

    /// The item with the instant from which the table may delete it.
    pub(crate) fn with_expiry(mut item: Item, expires_at: Timestamp) -> Item {
        item.insert(EXPIRY.to_owned(), number(expires_at.as_second()));
        item
    }

    pub(crate) fn corrupt(&self, key: &Key, error: &impl Display) -> StoreError {
        StoreError::Corrupt {
            table: self.table.clone(),
            entity: key.entity.name(),
            mismatch: mismatch(&error.to_string()),
        }
    }
}

/// Kind of a contradiction: the first words of serde's texts. The words after them may quote a value.
fn mismatch(text: &str) -> &'static str {
    const KINDS: [&str; 6] = [
        "missing field",
        "duplicate field",
        "unknown field",
        "unknown variant",
        "invalid type",
        "invalid value",
    ];
    let kind = KINDS.into_iter().find(|kind| text.starts_with(kind));
    kind.unwrap_or("unreadable value")
}

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A whole number stored under a name.
pub(crate) fn find_number(item: &Item, name: &str) -> Option<i64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

/// The kind of an item; `None` of one that a newer version wrote.
pub(crate) fn kind_of(item: &Item) -> Option<Entity> {
    Entity::named(item.get("entity")?.as_s().ok()?)
}

/// Whether the item is what stays of an erased registration.
pub(crate) fn is_tombstone(item: &Item) -> bool {
    kind_of(item) == Some(Entity::Tombstone)
}

/// Whether the condition of a write held.
pub(crate) fn held<T>(result: Result<T, impl Into<StoreError>>) -> Result<bool, StoreError> {
    match result.map_err(Into::into) {
        Ok(_) => Ok(true),
        Err(StoreError::Conflict) => Ok(false),
        Err(error) => Err(error),
    }
}
