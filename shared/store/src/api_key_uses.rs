//! The last day on which each API key was used.

use crate::{
    Store, StoreError,
    commit::KEPT,
    entity::Entity,
    item::{held, number, text},
    keys::{self, Key},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::BTreeMap;

impl Store {
    /// Keeps that a key was used on the day of that instant (UTC). At most one write of a key and day: a second one is refused by
    /// its condition, which is no error. Kept for 400 days.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn record_api_key_use(&self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        let recorded = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::api_key_use(id).attributes()))
            .update_expression("SET used_on = :day, entity = :entity, expires_at = :kept_until")
            .condition_expression("attribute_not_exists(used_on) OR used_on < :day")
            .expression_attribute_values(":day", text(day(now).to_string()))
            .expression_attribute_values(":entity", text(Entity::ApiKeyUse.name()))
            .expression_attribute_values(":kept_until", number((now + KEPT).as_second()))
            .send()
            .await;
        held(recorded).map(drop)
    }

    /// The last day of use of each API key, by its id; `None` if its record cannot be read. A key that is not among them was not
    /// used for 400 days.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn api_key_uses(&self) -> Result<BTreeMap<String, Option<Date>>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition")
            .expression_attribute_values(":partition", text(keys::API_KEY_USES))
            .into_paginator()
            .items()
            .send();
        let mut uses = BTreeMap::new();
        while let Some(item) = pages.try_next().await? {
            let member = |name: &str| item.get(name)?.as_s().ok();
            if let Some(id) = member("SK") {
                let day = member("used_on").and_then(|day| day.parse().ok());
                uses.insert(id.clone(), day);
            }
        }
        Ok(uses)
    }
}

fn day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}
