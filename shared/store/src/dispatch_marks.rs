//! Marks of the dispatcher: its progress in each shard, and the number of messages that it sent. All are in one item, so that
//! a tick reads and writes them by one call each.

use crate::{
    Due, Store, StoreError,
    item::{find_number, number, text},
    keys::Key,
};
use domain::schedule::SHARDS;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Window of [`Store::dispatched`]: 10 minutes.
const WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// Progress of the dispatcher, and the number of messages that it sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispatchMarks {
    /// Number of times the marks were saved.
    version: i64,
    /// Number of the window whose messages `sent` counts.
    window: i64,
    /// Messages sent in that window.
    sent: u64,
    /// Messages sent in the previous window.
    sent_before: u64,
    /// The most messages that a tick sends while many runs are disturbed; no limit otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<u64>,
    /// The mark of each shard.
    pub shards: [ShardMark; SHARDS as usize],
}

/// Progress of the dispatcher in one shard of the due index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardMark {
    /// The last sent entry: everything up to it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Due>,
    /// The last entry that was sent again, while sending again is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_again: Option<Due>,
    /// Number of the last quarter of an hour in which sending again began, counted from 1970.
    pub quarter: i64,
    /// Due time, in seconds since 1970, from which on everything was sent late and need not be sent again yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_from: Option<i64>,
}

impl DispatchMarks {
    /// The counts in the window of `now` and the previous one.
    fn counts(&self, now: Timestamp) -> (u64, u64) {
        match now.as_second() / WINDOW.as_secs() - self.window {
            ..=0 => (self.sent, self.sent_before),
            1 => (0, self.sent),
            _ => (0, 0),
        }
    }
}

impl Store {
    /// The dispatcher's marks, empty before its first run. Unreadable marks count as empty too: everything that is due is then
    /// sent once more, and the worker drops duplicates.
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

    /// Saves the marks after a tick, and adds the messages that it sent since the last save.
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

    /// Number of verifications that the schedule sent in this window and the previous one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn dispatched(&self, now: Timestamp) -> Result<u64, StoreError> {
        let (sent, sent_before) = self.dispatch_marks().await?.counts(now);
        Ok(sent.saturating_add(sent_before))
    }
}
