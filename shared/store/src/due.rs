//! The due index of registrations, shard by shard, page by page.

use crate::{
    Store, StoreError,
    item::{Item, find_number, held, number, text},
    keys::{Key, due_shard},
};
use domain::{ids::RegistrationId, schedule::shard};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A registration that is due. It comes from an index and is only a hint: the worker checks the registration itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The registration.
    pub registration_id: RegistrationId,
    /// Instant since which it is due, in whole seconds.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub due_at: Timestamp,
}

impl Due {
    /// Key of the entry in the index.
    fn key(&self, shard: u8) -> Item {
        let mut key = Key::standing(self.registration_id).attributes();
        key.insert("due_shard".to_owned(), text(due_shard(shard)));
        key.insert("due_at".to_owned(), number(self.due_at.as_second()));
        key
    }
}

/// A page of the index.
#[derive(Debug, Clone, Default)]
pub struct DuePage {
    /// The entries, oldest due time first.
    pub entries: Vec<Due>,
    /// Whether another page follows.
    pub has_more: bool,
}

impl Store {
    /// Finds the entries of a shard that are due at `until`, beginning after `after` in the index. That entry may be gone by
    /// then: DynamoDB starts at its place.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due(
        &self,
        shard: u8,
        until: Timestamp,
        after: Option<Due>,
        limit: i32,
    ) -> Result<DuePage, StoreError> {
        // DynamoDB refuses to start outside of what is asked for; a clock that is behind another asks for that.
        if after.is_some_and(|after| after.due_at > until) {
            return Ok(DuePage::default());
        }
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name("due")
            .key_condition_expression("due_shard = :shard AND due_at <= :until")
            .expression_attribute_values(":shard", text(due_shard(shard)))
            .expression_attribute_values(":until", number(until.as_second()))
            .set_exclusive_start_key(after.map(|after| after.key(shard)))
            .limit(limit)
            .send()
            .await?;
        let entries = output
            .items
            .unwrap_or_default()
            .iter()
            .filter_map(|item| {
                let entry = entry(item);
                if entry.is_none() {
                    tracing::error!(
                        outcome = "operator_fault",
                        code = item.get("PK").and_then(|name| name.as_s().ok()),
                        "an entry of the due index cannot be read and is left out"
                    );
                }
                entry
            })
            .collect();
        Ok(DuePage {
            entries,
            has_more: output.last_evaluated_key.is_some(),
        })
    }

    /// Moves the due time of a registration, unless it is no longer `from`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reschedule(
        &self,
        id: RegistrationId,
        from: Option<Timestamp>,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let condition = match from {
            Some(_) => "due_at = :from",
            None => "attribute_exists(PK) AND attribute_not_exists(due_at)",
        };
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::standing(id).attributes()))
            .update_expression("SET due_shard = :due_shard, due_at = :due_at")
            .condition_expression(condition)
            .expression_attribute_values(":due_shard", text(due_shard(shard(id))))
            .expression_attribute_values(":due_at", number(due_at.as_second()));
        let result = match from {
            Some(from) => result.expression_attribute_values(":from", number(from.as_second())),
            None => result,
        };
        held(result.send().await).map(drop)
    }

    /// Takes a registration that has nothing to verify off the schedule, unless its due time has changed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn unschedule(
        &self,
        id: RegistrationId,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::standing(id).attributes()))
            .update_expression("REMOVE due_shard, due_at")
            .condition_expression("due_at = :due_at")
            .expression_attribute_values(":due_at", number(due_at.as_second()))
            .send()
            .await;
        held(result).map(drop)
    }

    /// Entries of a partition of the due index, by their keys.
    pub(crate) async fn due_items(
        &self,
        partition: &str,
        until: Timestamp,
        limit: i32,
    ) -> Result<Vec<Item>, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name("due")
            .key_condition_expression("due_shard = :shard AND due_at <= :until")
            .expression_attribute_values(":shard", text(partition))
            .expression_attribute_values(":until", number(until.as_second()))
            .limit(limit)
            .send()
            .await?;
        Ok(output.items.unwrap_or_default())
    }
}

pub(crate) fn entry(item: &Item) -> Option<Due> {
    let id = item
        .get("PK")?
        .as_s()
        .ok()?
        .strip_prefix("REG#")?
        .parse()
        .ok()?;
    let due_at = Timestamp::from_second(find_number(item, "due_at")?).ok()?;
    Some(Due {
        registration_id: id,
        due_at,
    })
}
