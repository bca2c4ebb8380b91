//! Counters of fixed windows.

use crate::{
    Store, StoreError,
    entity::Entity,
    item::{find_number, held, number, text},
    keys::Key,
};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use jiff::{SignedDuration, Timestamp};

impl Store {
    /// Returns the count of a name in the current window, without a write.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn counted(
        &self,
        name: &str,
        window: SignedDuration,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let current = now.as_second() / window.as_secs().max(1);
        self.counted_in(name, current).await
    }

    pub(crate) async fn counted_in(
        &self,
        name: &str,
        number_of_window: i64,
    ) -> Result<u64, StoreError> {
        let item = self.get(&Key::counter(name, number_of_window)).await?;
        Ok(item
            .and_then(|item| find_number(&item, "counted"))
            .and_then(|counted| u64::try_from(counted).ok())
            .unwrap_or(0))
    }

    /// Adds one to the count of a name in the current window, and returns the count.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count(
        &self,
        name: &str,
        window: SignedDuration,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let seconds = window.as_secs().max(1);
        let number_of_window = now.as_second() / seconds;
        let ends = (number_of_window + 2) * seconds;
        let output = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::counter(name, number_of_window).attributes()))
            .update_expression("ADD counted :one SET expires_at = :ends, entity = :entity")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":ends", number(ends))
            .expression_attribute_values(":entity", text(Entity::Counter.name()))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await?;
        let counted = output
            .attributes()
            .and_then(|item| find_number(item, "counted"))
            .unwrap_or(1);
        Ok(u64::try_from(counted).unwrap_or(1))
    }

    /// Resets the count of a name, in the window of that instant.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reset_count(
        &self,
        name: &str,
        window: SignedDuration,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let number_of_window = at.as_second() / window.as_secs().max(1);
        let reset = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::counter(name, number_of_window).attributes()))
            .update_expression("SET counted = :none")
            .condition_expression("attribute_exists(counted)")
            .expression_attribute_values(":none", number(0))
            .send()
            .await;
        held(reset).map(drop)
    }

    /// Takes `count` units of a window's allowance, all or none. Returns `false` if that would exceed `most`; nothing is taken
    /// then.
    ///
    /// An SDK retry that meets its own first write takes them twice, which is the safe side.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn take(
        &self,
        name: &str,
        count: u64,
        most: u64,
        window: SignedDuration,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let Some(room) = most.checked_sub(count) else {
            return Ok(false);
        };
        let seconds = window.as_secs().max(1);
        let number_of_window = now.as_second() / seconds;
        let ends = (number_of_window + 2) * seconds;
        let taken = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::counter(name, number_of_window).attributes()))
            .update_expression("ADD counted :count SET expires_at = :ends, entity = :entity")
            .condition_expression("attribute_not_exists(counted) OR counted <= :room")
            .expression_attribute_values(":count", AttributeValue::N(count.to_string()))
            .expression_attribute_values(":room", AttributeValue::N(room.to_string()))
            .expression_attribute_values(":ends", number(ends))
            .expression_attribute_values(":entity", text(Entity::Counter.name()))
            .send()
            .await;
        held(taken)
    }
}
