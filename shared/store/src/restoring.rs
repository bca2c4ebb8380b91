//! A past minute of the table, in a table of its own
//! (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html>).
//!
//! 1. The table in use is restored into another one, with the same key.
//! 2. Settings that a restore leaves out are set there again: expiry, recovery, stream, protection and tags. Alarms, policies and
//!    functions find it by the stage's parameter `TableEnding`.
//! 3. Items that must not be forgotten are carried over from the table in use; [`OnRestore`] tells the treatment of each kind of
//!    item.
//!
//! Each step looks at the present state first, so that all of it may be done again.

mod settings;

use crate::{
    Store, StoreError,
    entity::{Entity, OnRestore},
    item::{Item, Nested, held, kind_of, text},
    keys::Key,
    mentions::TablePlace,
    removals::due_for_removal,
};
use aws_sdk_dynamodb::{
    operation::{
        describe_table::DescribeTableError,
        restore_table_to_point_in_time::RestoreTableToPointInTimeError,
    },
    primitives::DateTime,
    types::{
        AttributeValue, IndexStatus, SseSpecification, SseType, TableDescription, TableStatus,
    },
};
use domain::{
    erasure::{Progress, Tombstone},
    ids::RegistrationId,
};
use jiff::Timestamp;
use std::collections::HashMap;

/// Status of a link that works unless its time is over.
const OPEN: &str = "open";

/// Reason why a table was not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The table does not reach back so far, or the minute is too near.
    #[error("the table can be restored to a second between {earliest} and {latest}")]
    OutOfReach {
        /// The first second.
        earliest: String,
        /// The last second, some five minutes ago.
        latest: String,
    },
    /// There is no table to restore.
    #[error("there is no table {0}")]
    NoTable(String),
    /// DynamoDB could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Outcome of one page that was carried over.
#[derive(Debug, Default)]
pub struct CarriedOver {
    /// Audit entries that the restored table did not have.
    pub audit: usize,
    /// Links that had ended since, and are now ended in the restored table too.
    pub links: usize,
    /// Erasures that must be repeated in the restored table.
    pub tombstones: Vec<Tombstone>,
    /// The place behind the page, if more may follow.
    pub next: Option<TablePlace>,
}

/// Outcome of one page that was cleared.
#[derive(Debug, Default)]
pub struct ClearedPage {
    /// Sign-ins under way and sessions that were deleted.
    pub sessions: usize,
    /// The place behind the page, if more may follow.
    pub next: Option<TablePlace>,
}

impl Store {
    /// Begins to restore this table, as it was at a second, into the table `target`, unless that one exists.
    ///
    /// # Errors
    /// See [`RestoreError`].
    pub async fn begin_restore(&self, at: Timestamp, target: &Self) -> Result<(), RestoreError> {
        if target.describe().await?.is_some() {
            return Ok(());
        }
        let source = self.describe().await?;
        let source = source.ok_or_else(|| RestoreError::NoTable(self.table.clone()))?;
        let key = source
            .sse_description
            .and_then(|sse| sse.kms_master_key_arn);
        let same_key = key.map(|key| {
            SseSpecification::builder()
                .enabled(true)
                .sse_type(SseType::Kms)
                .kms_master_key_id(key)
                .build()
        });
        let begun = self
            .client
            .restore_table_to_point_in_time()
            .source_table_name(&self.table)
            .target_table_name(&target.table)
            .restore_date_time(DateTime::from_secs(at.as_second()))
            .set_sse_specification_override(same_key)
            .send()
            .await;
        match begun {
            Ok(_) => Ok(()),
            Err(error)
                if error.as_service_error().is_some_and(
                    RestoreTableToPointInTimeError::is_invalid_restore_time_exception,
                ) =>
            {
                Err(self.out_of_reach().await?)
            }
            Err(error) => Err(StoreError::from(error).into()),
        }
    }

    async fn out_of_reach(&self) -> Result<RestoreError, StoreError> {
        let described = self.client.describe_continuous_backups();
        let described = described.table_name(&self.table).send().await?;
        let recovery = described
            .continuous_backups_description
            .and_then(|backups| backups.point_in_time_recovery_description);
        let told = |instant: Option<DateTime>| {
            let second = instant.map(|instant| Timestamp::from_second(instant.secs()));
            second
                .and_then(Result::ok)
                .map_or("-".to_owned(), |at| at.to_string())
        };
        let (earliest, latest) = recovery.map_or((None, None), |recovery| {
            (
                recovery.earliest_restorable_date_time,
                recovery.latest_restorable_date_time,
            )
        });
        Ok(RestoreError::OutOfReach {
            earliest: told(earliest),
            latest: told(latest),
        })
    }

    /// The table as AWS describes it; `None` if it does not exist.
    async fn describe(&self) -> Result<Option<TableDescription>, StoreError> {
        let described = self.client.describe_table().table_name(&self.table).send();
        match described.await {
            Ok(described) => Ok(described.table),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(DescribeTableError::is_resource_not_found_exception) =>
            {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the table and its indexes can be used, and no change of the table is under way.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn is_ready(&self) -> Result<bool, StoreError> {
        let Some(table) = self.describe().await? else {
            return Ok(false);
        };
        let mut indexes = table.global_secondary_indexes().iter();
        Ok(table.table_status == Some(TableStatus::Active)
            && indexes.all(|index| index.index_status == Some(IndexStatus::Active)))
    }

    /// Carries a page of this table over into a restored one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn carry_over(
        &self,
        target: &Self,
        after: Option<TablePlace>,
    ) -> Result<CarriedOver, StoreError> {
        let (items, next) = self.table_page(after).await?;
        let mut carried = CarriedOver {
            next,
            ..CarriedOver::default()
        };
        for item in items {
            match kind_of(&item).map(Entity::on_restore) {
                // One that cannot be read stops the restore: its customer would come back.
                Some(OnRestore::Replayed) => {
                    let key = Key::of_list(Entity::Tombstone, "tombstone");
                    let nested: Nested<Tombstone> = self.value(&key, item)?;
                    carried.tombstones.push(nested.value);
                }
                Some(OnRestore::CarriedOver) => {
                    carried.audit += usize::from(target.put_missing(item).await?);
                }
                Some(OnRestore::AsItIs) => {
                    target.put_in_place(item).await?;
                }
                Some(OnRestore::StaysEnded) if !is_open(&item) => {
                    // One that was made since is not there, and goes with its registration's list.
                    carried.links += usize::from(target.put_ended(item).await?);
                }
                Some(OnRestore::StaysEnded | OnRestore::AsItWas | OnRestore::Dropped) | None => {}
            }
        }
        Ok(carried)
    }

    /// Writes an item unless it exists; gives whether it was written.
    async fn put_missing(&self, item: Item) -> Result<bool, StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let put = put.set_item(Some(item));
        let put = put.condition_expression("attribute_not_exists(PK)");
        held(put.send().await)
    }

    /// Writes an item in the place of the one that is there; gives whether there was one.
    async fn put_in_place(&self, item: Item) -> Result<bool, StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let put = put.set_item(Some(item));
        let put = put.condition_expression("attribute_exists(PK)");
        held(put.send().await)
    }

    /// Writes a link that has ended in the place of the open one; gives whether it was written.
    async fn put_ended(&self, item: Item) -> Result<bool, StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let put = put
            .set_item(Some(item))
            .condition_expression("#value.#status = :open")
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#status", "status")
            .expression_attribute_values(":open", text(OPEN));
        held(put.send().await)
    }

    /// Keeps a tombstone of another table, unless something is in its place.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn keep_tombstone(&self, tombstone: &Tombstone) -> Result<(), StoreError> {
        let mut item = self.tombstone_item(tombstone)?;
        match tombstone.progress {
            Progress::Erasing { .. } => item.extend(due_for_removal(tombstone.requested_at)),
            Progress::Erased { erased_at } => {
                item = Self::with_expiry(item, erased_at + crate::KEPT);
            }
        }
        self.put_missing(item).await.map(drop)
    }

    /// Raises the number of a registration's newest event, so that its next event has a higher number than any that was
    /// delivered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn raise_event_sequence(
        &self,
        id: RegistrationId,
        sequence: u64,
    ) -> Result<(), StoreError> {
        let update = self.client.update_item().table_name(&self.table);
        let update = update
            .set_key(Some(Key::standing(id).attributes()))
            .update_expression("SET told = :told")
            .condition_expression(
                "attribute_exists(PK) AND (attribute_not_exists(told) OR told < :told)",
            )
            .expression_attribute_values(":told", AttributeValue::N(sequence.to_string()));
        held(update.send().await).map(drop)
    }

    /// Deletes from a page of a restored table the items that must not be continued: a sign-in that was under way then was used
    /// since.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn clear_sessions(
        &self,
        after: Option<TablePlace>,
    ) -> Result<ClearedPage, StoreError> {
        let (items, next) = self.table_page(after).await?;
        let mut sessions = 0;
        for item in items {
            if kind_of(&item).map(Entity::on_restore) != Some(OnRestore::Dropped) {
                continue;
            }
            let key: HashMap<_, _> = ["PK", "SK"]
                .into_iter()
                .filter_map(|name| Some((name.to_owned(), item.get(name)?.clone())))
                .collect();
            self.delete_item(key).await?;
            sessions += 1;
        }
        Ok(ClearedPage { sessions, next })
    }
}

/// Whether a link still works, apart from its time.
fn is_open(item: &Item) -> bool {
    let value = item.get("value").and_then(|value| value.as_m().ok());
    let status = value.and_then(|value| value.get("status")?.as_s().ok());
    status.is_some_and(|status| status == OPEN)
}

fn not_built() -> StoreError {
    StoreError::Refused("request not built".to_owned())
}
