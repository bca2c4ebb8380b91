//! Removals and their due times: registrations that are being erased, and registrations with a system user's sign-in that is
//! no longer in use. Both have entries in a partition of the due index of their own. A write cannot forget the entry, because
//! it is a part of the row that requires the removal.

use crate::{
    Store, StoreError,
    due::entry,
    item::{Item, held, number, text},
    keys::{DUE_REMOVALS, Key},
};
use domain::ids::RegistrationId;
use jiff::Timestamp;

/// Attributes that make a row due for removal.
pub(crate) fn due_for_removal(at: Timestamp) -> Item {
    Item::from([
        ("due_shard".to_owned(), text(DUE_REMOVALS)),
        ("due_at".to_owned(), number(at.as_second())),
    ])
}

impl Store {
    /// Finds at most `limit` registrations with data to remove, those that are due longest first. They come from an index and
    /// are only a hint.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn removals_due(
        &self,
        until: Timestamp,
        limit: i32,
    ) -> Result<Vec<RegistrationId>, StoreError> {
        let items = self.due_items(DUE_REMOVALS, until, limit).await?;
        let entries = items.iter().filter_map(entry);
        Ok(entries.map(|entry| entry.registration_id).collect())
    }

    /// Moves the due time of a registration's next removal, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn postpone_removal(
        &self,
        id: RegistrationId,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::registration(id).attributes()))
            .update_expression("SET due_at = :due_at")
            .condition_expression("due_shard = :shard")
            .expression_attribute_values(":shard", text(DUE_REMOVALS))
            .expression_attribute_values(":due_at", number(due_at.as_second()))
            .send()
            .await;
        held(result).map(drop)
    }
}
