//! Every item that mentions a registration, found by reading the whole table and not by the indexes that an erasure goes by. For
//! the operator's tools: no function may read like this.

use crate::{
    Store, StoreError,
    entity::Entity,
    erasure::PSEUDONYMISED,
    item::{Item, text},
    keys::{OF_REGISTRATION, registration_partition},
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::ids::RegistrationId;

/// The place behind one page of the table.
#[derive(Debug, Clone)]
pub struct TablePlace(pub(crate) Item);

/// A page of items that an erased registration must not have.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Kind of each item, as it is stored.
    pub left: Vec<String>,
    /// The place behind the page, if more may follow.
    pub next: Option<TablePlace>,
}

impl Store {
    /// Reads a page of the table, strongly consistent, and gives the kinds of the items on it that are left of a registration.
    /// What an erasure keeps is not among them: the tombstone, the audit with pseudonyms, events with ids alone, emptied
    /// requests, counters, and the audit of operators.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn mentions(
        &self,
        id: RegistrationId,
        after: Option<TablePlace>,
    ) -> Result<Mentions, StoreError> {
        let (items, next) = self.table_page(after).await?;
        let own = registration_partition(id);
        let id = id.to_string();
        let left = items.iter().filter(|item| {
            let mentions =
                item.get("PK") == Some(&text(&own)) || item.values().any(|value| holds(value, &id));
            mentions && !stays(item)
        });
        Ok(Mentions {
            left: left.map(kind).collect(),
            next,
        })
    }

    /// A page of the whole table: up to a megabyte.
    pub(crate) async fn table_page(
        &self,
        after: Option<TablePlace>,
    ) -> Result<(Vec<Item>, Option<TablePlace>), StoreError> {
        let output = self
            .client
            .scan()
            .table_name(&self.table)
            .consistent_read(true)
            .set_exclusive_start_key(after.map(|place| place.0))
            .send()
            .await?;
        let next = output.last_evaluated_key.map(TablePlace);
        Ok((output.items.unwrap_or_default(), next))
    }
}

/// Kind of an item, as it is stored.
fn kind(item: &Item) -> String {
    let entity = item.get("entity").and_then(|entity| entity.as_s().ok());
    entity.map_or("unknown", String::as_str).to_owned()
}

/// Whether an item is of that kind.
pub(crate) fn is_of(item: &Item, entity: Entity) -> bool {
    item.get("entity") == Some(&text(entity.name()))
}

/// Whether an erasure keeps the item as it is.
fn stays(item: &Item) -> bool {
    let is = |entity| is_of(item, entity);
    let names_it = item.contains_key(OF_REGISTRATION);
    is(Entity::Tombstone)
        || is(Entity::Operation)
        || is(Entity::Counter)
        || (is(Entity::Audit) && item.contains_key(PSEUDONYMISED))
        || (is(Entity::Idempotency) && !names_it)
        || (is(Entity::Event) && !names_it && !has_metadata(item))
}

/// Whether an event has the host app's own values.
fn has_metadata(item: &Item) -> bool {
    let member = |value: &AttributeValue, name| value.as_m().ok()?.get(name).cloned();
    let registration = item
        .get("value")
        .and_then(|value| member(value, "registration"));
    let metadata = registration.and_then(|registration| member(&registration, "metadata"));
    metadata.is_some_and(|metadata| metadata.as_m().is_ok_and(|values| !values.is_empty()))
}

/// Whether a text stands anywhere in a value.
fn holds(value: &AttributeValue, wanted: &str) -> bool {
    match value {
        AttributeValue::S(text) => text.contains(wanted),
        AttributeValue::Ss(texts) => texts.iter().any(|text| text.contains(wanted)),
        AttributeValue::L(values) => values.iter().any(|value| holds(value, wanted)),
        AttributeValue::M(values) => values.values().any(|value| holds(value, wanted)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn item(entity: Entity, attributes: &[&str]) -> Item {
        let marks = attributes
            .iter()
            .map(|name| ((*name).to_owned(), text("x")));
        let kind = ("entity".to_owned(), text(entity.name()));
        marks.chain([kind]).collect()
    }

    fn event(metadata: &[&str]) -> Item {
        let map = |values: HashMap<String, AttributeValue>| AttributeValue::M(values);
        let metadata = metadata.iter().map(|name| ((*name).to_owned(), text("x")));
        let metadata = map(metadata.collect());
        let registration = map([("metadata".to_owned(), metadata)].into());
        let mut event = item(Entity::Event, &[]);
        event.insert(
            "value".to_owned(),
            map([("registration".to_owned(), registration)].into()),
        );
        event
    }

    #[test]
    fn t83_of_an_erased_registration_ids_and_pseudonyms_stay_and_nothing_else() {
        for kept in [
            item(Entity::Tombstone, &[]),
            item(Entity::Operation, &[]),
            item(Entity::Audit, &[PSEUDONYMISED]),
            item(Entity::Idempotency, &["erased_registration"]),
            item(Entity::Event, &[]),
            event(&[]),
        ] {
            assert!(stays(&kept), "{kept:?}");
        }
        for left in [
            item(Entity::Registration, &[]),
            item(Entity::Standing, &[]),
            item(Entity::Audit, &[]),
            item(Entity::Idempotency, &[OF_REGISTRATION]),
            item(Entity::Event, &[OF_REGISTRATION]),
            event(&["project"]),
            item(Entity::Tenant, &[]),
            Item::new(),
        ] {
            assert!(!stays(&left), "{left:?}");
        }
    }

    #[test]
    fn t83_a_mention_is_found_wherever_it_stands() {
        let inside = AttributeValue::M([("id".to_owned(), text("an id 42"))].into());
        for value in [
            text("REG#42"),
            AttributeValue::Ss(vec!["1".to_owned(), "42".to_owned()]),
            AttributeValue::L(vec![inside.clone()]),
            inside,
        ] {
            assert!(holds(&value, "42"), "{value:?}");
        }
        assert!(!holds(&AttributeValue::N("42".to_owned()), "42"));
    }
}
