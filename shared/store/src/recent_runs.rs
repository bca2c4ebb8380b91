//! The numbers of the runs that ended lately, by the minute: what the breaker over all registrations goes by.

use crate::{
    Store, StoreError,
    entity::Entity,
    item::{Item, find_number, number, text},
    keys::Key,
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::pace::RecentRuns;
use jiff::Timestamp;

/// The counters' name; the dispatcher may read no others.
const NAME: &str = "runs";
/// Seconds of a window.
const WINDOW: i64 = 60;

impl Store {
    /// Counts runs that ended now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_runs(&self, runs: RecentRuns, now: Timestamp) -> Result<(), StoreError> {
        let window = now.as_second() / WINDOW;
        let count = |count: u64| AttributeValue::N(count.to_string());
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::counter(NAME, window).attributes()))
            .update_expression(
                "ADD undisturbed :undisturbed, disturbed :disturbed SET expires_at = :ends, entity = :entity",
            )
            .expression_attribute_values(":undisturbed", count(runs.undisturbed))
            .expression_attribute_values(":disturbed", count(runs.disturbed))
            .expression_attribute_values(":ends", number((window + 2) * WINDOW))
            .expression_attribute_values(":entity", text(Entity::Counter.name()))
            .send()
            .await?;
        Ok(())
    }

    /// The runs of this minute and the one before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn recent_runs(&self, now: Timestamp) -> Result<RecentRuns, StoreError> {
        let window = now.as_second() / WINDOW;
        let (before, current) = (Key::counter(NAME, window - 1), Key::counter(NAME, window));
        let (before, current) = tokio::try_join!(self.get(&before), self.get(&current))?;
        let sum = |name| {
            let counted = |item: &Option<Item>| {
                let number = find_number(item.as_ref()?, name)?;
                u64::try_from(number).ok()
            };
            counted(&before)
                .unwrap_or(0)
                .saturating_add(counted(&current).unwrap_or(0))
        };
        Ok(RecentRuns {
            undisturbed: sum("undisturbed"),
            disturbed: sum("disturbed"),
        })
    }
}
