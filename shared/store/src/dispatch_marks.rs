//! The dispatcher's marks: how far it came in each shard, and how much it sent. All in one item, so that a tick reads and writes
//! them by one call each.

use crate::{
    Due, Store, StoreError,
    item::{find_number, number, text},
    keys::Key,
};
use domain::schedule::SHARDS;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The window of [`Store::dispatched`]: 10 minutes.
const WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// How far the dispatcher came, and how much it sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispatchMarks {
    /// Number of times the marks were saved.
    version: i64,
    /// Number of the window that `sent` counts.
    window: i64,
    /// Messages sent in that window.
    sent: u64,
    /// Messages sent in the window before.
    sent_before: u64,
    /// The most messages that a tick sends while many runs are disturbed; no limit otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<u64>,
    /// The mark of each shard.
    pub shards: [ShardMark; SHARDS as usize],
}

/// How far the dispatcher came in one shard of the due index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardMark {
    /// The last entry sent: everything up to it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Due>,
    /// The last entry sent again, while sending again is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_again: Option<Due>,
    /// The last quarter of an hour in which sending again began, counted from 1970.
    pub quarter: i64,
    /// The due time, in seconds since 1970, from which on everything was sent late and needs not be sent again yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_from: Option<i64>,
}

impl DispatchMarks {
    /// The counts as they are in the window of `now`.
    fn counts(&self, now: Timestamp) -> (u64, u64) {
        match now.as_second() / WINDOW.as_secs() - self.window {
            ..=0 => (self.sent, self.sent_before),
            1 => (0, self.sent),
            _ => (0, 0),
        }
    }
}

impl Store {
    /// The dispatcher's marks; those of a dispatcher that never ran are empty. So are those that cannot be read: then everything
    /// that is due is sent once more, and the worker drops what comes twice.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn dispatch_marks(&self) -> Result<DispatchMarks, StoreError> {
        let key = Key::dispatch_marks();
        let Some(item) = self.get(&key).await? else {
            return Ok(DispatchMarks::default());
        };
        let version = find_number(&item, "version").unwrap_or_default();
        Ok(self.value(&key, item).unwrap_or_else(|error| {
            tracing::error!(
                outcome = "operator_fault",
                error = %error,
                "the dispatcher's marks cannot be read"
            );
            DispatchMarks {
                version,
                ..DispatchMarks::default()
            }
        }))
    }

    /// Saves the marks as a tick has moved them, and counts the messages that it sent since it saved them last.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when another tick has saved them meanwhile.
    pub async fn save_dispatch_marks(
        &self,
        marks: &mut DispatchMarks,
        sent: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let read = marks.version;
        let (sent_in_window, sent_before) = marks.counts(now);
        marks.version += 1;
        marks.window = now.as_second() / WINDOW.as_secs();
        marks.sent = sent_in_window.saturating_add(sent);
        marks.sent_before = sent_before;
        let key = Key::dispatch_marks();
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(self.item(&key, marks)?))
            // A version that is none is nobody's.
            .condition_expression("#version = :read OR NOT attribute_type(#version, :number)")
            .expression_attribute_names("#version", "version")
            .expression_attribute_values(":read", number(read))
            .expression_attribute_values(":number", text("N"))
            .send()
            .await?;
        Ok(())
    }

    /// The number of verifications that the schedule sent in this window and the one before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn dispatched(&self, now: Timestamp) -> Result<u64, StoreError> {
        let (sent, sent_before) = self.dispatch_marks().await?.counts(now);
        Ok(sent.saturating_add(sent_before))
    }
}
