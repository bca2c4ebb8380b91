//! The due index: which registrations are due, shard by shard, page by page.

use crate::{
    Store, StoreError,
    item::{Item, find_number, number, text},
    keys::{Key, due_shard},
};
use domain::{ids::RegistrationId, schedule::SHARDS};
use jiff::{SignedDuration, Timestamp};

/// A registration that is due. Read from an index, so a hint: the worker asks the registration itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub registration_id: RegistrationId,
    /// Since when.
    pub due_at: Timestamp,
}

/// Where the index goes on.
#[derive(Debug, Clone)]
pub struct DueCursor(Item);

/// A page of the index.
#[derive(Debug, Clone)]
pub struct DuePage {
    /// The entries, oldest due time first.
    pub entries: Vec<Due>,
    /// Where to go on.
    pub next: Option<DueCursor>,
}

impl Store {
    /// What is due in a shard.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due(
        &self,
        shard: u8,
        until: Timestamp,
        from: Option<&DueCursor>,
        limit: i32,
    ) -> Result<DuePage, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name("due")
            .key_condition_expression("due_shard = :shard AND due_at <= :until")
            .expression_attribute_values(":shard", text(due_shard(shard)))
            .expression_attribute_values(":until", number(until.as_second()))
            .set_exclusive_start_key(from.map(|DueCursor(key)| key.clone()))
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
            next: output.last_evaluated_key.map(DueCursor),
        })
    }

    /// Takes a registration off the schedule that there is nothing to verify of, unless it has another due time by now.
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
            .await
            .map_err(StoreError::from);
        match result {
            Ok(_) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// How far the last tick came in a shard.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn dispatch_mark(&self, shard: u8) -> Result<Option<Timestamp>, StoreError> {
        let item = self.get(&Key::dispatch_mark(shard)).await?;
        Ok(item
            .and_then(|item| find_number(&item, "dispatched_until"))
            .and_then(|second| Timestamp::from_second(second).ok()))
    }

    /// Remembers how far a tick came, and counts what it sent for [`Store::dispatched`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_dispatch_mark(
        &self,
        shard: u8,
        until: Timestamp,
        sent: u64,
    ) -> Result<(), StoreError> {
        let window = until.as_second() / WINDOW.as_secs();
        let item = self
            .get(&Key::dispatch_mark(shard))
            .await?
            .unwrap_or_default();
        let same_window = find_number(&item, "window") == Some(window);
        let current = find_number(&item, "sent").unwrap_or(0);
        let (previous, sent_before) = if same_window {
            (find_number(&item, "sent_before").unwrap_or(0), current)
        } else {
            (current, 0)
        };
        let sent = sent_before.saturating_add_unsigned(sent);
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::dispatch_mark(shard).attributes()))
            .update_expression(
                "SET dispatched_until = :until, #window = :window, sent = :sent, sent_before = :before, entity = :entity",
            )
            .expression_attribute_names("#window", "window")
            .expression_attribute_values(":until", number(until.as_second()))
            .expression_attribute_values(":window", number(window))
            .expression_attribute_values(":sent", number(sent))
            .expression_attribute_values(":before", number(previous))
            .expression_attribute_values(":entity", text("dispatch_mark"))
            .send()
            .await?;
        Ok(())
    }

    /// How many verifications the schedule sent in this window and the one before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn dispatched(&self, now: Timestamp) -> Result<u64, StoreError> {
        let window = now.as_second() / WINDOW.as_secs();
        let mut total: u64 = 0;
        for shard in 0..SHARDS {
            let Some(item) = self.get(&Key::dispatch_mark(shard)).await? else {
                continue;
            };
            let written = find_number(&item, "window").unwrap_or(0);
            let mut counted = 0;
            if written >= window - 1 {
                counted += find_number(&item, "sent").unwrap_or(0);
            }
            if written == window {
                counted += find_number(&item, "sent_before").unwrap_or(0);
            }
            total = total.saturating_add(u64::try_from(counted).unwrap_or(0));
        }
        Ok(total)
    }
}

/// The window of [`Store::dispatched`]: 10 minutes.
const WINDOW: SignedDuration = SignedDuration::from_mins(10);

fn entry(item: &Item) -> Option<Due> {
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
