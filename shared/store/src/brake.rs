//! Brake of a cause: the number of registrations that turned bad for it, whether the brake is on, and the operator's release
//! (T78).

use crate::{
    Store, StoreError,
    entity::Entity,
    item::{Item, find_number, held, number, text},
    keys::{self, Key},
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{customer::CustomerId, ids::RegistrationId};
use jiff::{SignedDuration, Timestamp};

/// The brake of one cause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brake {
    on_until: Option<Timestamp>,
    released_until: Option<Timestamp>,
}

impl Brake {
    fn of(item: &Item) -> Self {
        let instant = |name| Timestamp::from_second(find_number(item, name)?).ok();
        Self {
            on_until: instant("on_until"),
            released_until: instant("released_until"),
        }
    }

    /// Whether changes for this cause are held back.
    pub fn is_on(&self, now: Timestamp) -> bool {
        !self.is_released(now) && self.on_until.is_some_and(|until| now < until)
    }

    /// Whether the operator declared the cause real, and the release is still in force.
    pub fn is_released(&self, now: Timestamp) -> bool {
        self.released_until.is_some_and(|until| now < until)
    }
}

impl Store {
    /// The brake of this cause; it is off if it was never on. A brake that an earlier version of this program put on, or
    /// released, still counts: that version kept it under another key, and works beside this one during a deployment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_brake(&self, cause: &str) -> Result<Brake, StoreError> {
        let (key, former_key) = (Key::brake(cause), Key::former_brake(cause));
        let (item, former) = tokio::try_join!(self.get(&key), self.get(&former_key))?;
        let [brake, former] =
            [item, former].map(|item| item.as_ref().map_or_else(Brake::default, Brake::of));
        Ok(Brake {
            on_until: brake.on_until.max(former.on_until),
            released_until: brake.released_until.max(former.released_until),
        })
    }

    /// The brakes of the last day, each with its cause: those that are on and those that were.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list_brakes(&self) -> Result<Vec<(String, Brake)>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition")
            .expression_attribute_values(":partition", text(keys::BRAKES))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut brakes = Vec::new();
        while let Some(item) = pages.try_next().await? {
            let cause = item.get("SK").and_then(|cause| cause.as_s().ok());
            brakes.extend(cause.map(|cause| (cause.clone(), Brake::of(&item))));
        }
        Ok(brakes)
    }

    /// Puts the brake of this cause on, or keeps it on, until this instant. An operator's release stays.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn brake(&self, cause: &str, until: Timestamp) -> Result<(), StoreError> {
        self.write_brake(cause, "on_until", until).await
    }

    /// Records the operator's release, until this instant: the cause is real, and changes for it are not held back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn release_brake(&self, cause: &str, until: Timestamp) -> Result<(), StoreError> {
        self.write_brake(cause, "released_until", until).await
    }

    async fn write_brake(
        &self,
        cause: &str,
        name: &str,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::brake(cause).attributes()))
            .update_expression("SET #name = :until, entity = :entity, expires_at = :kept_until")
            .expression_attribute_names("#name", name)
            .expression_attribute_values(":until", number(until.as_second()))
            .expression_attribute_values(":entity", text(Entity::Brake.name()))
            .expression_attribute_values(":kept_until", number((until + KEPT).as_second()))
            .send()
            .await?;
        Ok(())
    }

    /// Counts a registration that turned bad for a cause, and returns the count of the current window together with the
    /// previous one, so that the edge between two windows hides nothing. Over both windows a registration counts once, and at
    /// most `most` registrations of one customer count.
    ///
    /// If the process dies between the two writes, one registration is not counted, which errs on the side of telling the host
    /// app.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_turned(
        &self,
        cause: &str,
        customer: &CustomerId,
        most: usize,
        registration: RegistrationId,
        window: SignedDuration,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let name = format!("turned-bad:{cause}");
        let of_customer = format!("{name}:{customer}");
        let seconds = window.as_secs().max(1);
        let current = now.as_second() / seconds;
        let previous = Key::counter(&of_customer, current - 1);
        let (before, counted_before) =
            tokio::try_join!(self.get(&previous), self.counted_in(&name, current - 1))?;
        let before = before
            .and_then(|item| item.get("registrations")?.as_ss().ok().cloned())
            .unwrap_or_default();
        let room = most.saturating_sub(before.len());
        let is_new = room > 0
            && !before.contains(&registration.to_string())
            && self
                .add_turned(
                    &Key::counter(&of_customer, current),
                    registration,
                    room,
                    (current + 2) * seconds,
                )
                .await?;
        let counted = if is_new {
            self.count(&name, window, now).await?
        } else {
            self.counted_in(&name, current).await?
        };
        Ok(counted.saturating_add(counted_before))
    }

    /// Adds a registration to a customer's set of one window, if there is room for it. Returns whether it was added.
    async fn add_turned(
        &self,
        key: &Key,
        registration: RegistrationId,
        room: usize,
        ends: i64,
    ) -> Result<bool, StoreError> {
        let id = registration.to_string();
        let added = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression("ADD registrations :these SET expires_at = :ends, entity = :entity")
            .condition_expression(
                "attribute_not_exists(registrations) OR (size(registrations) < :room AND NOT contains(registrations, :this))",
            )
            .expression_attribute_values(":these", AttributeValue::Ss(vec![id.clone()]))
            .expression_attribute_values(":this", text(id))
            .expression_attribute_values(":room", AttributeValue::N(room.to_string()))
            .expression_attribute_values(":ends", number(ends))
            .expression_attribute_values(":entity", text(Entity::Counter.name()))
            .send()
            .await;
        held(added)
    }
}

/// Time after its end for which a brake is kept, so that an operator can look it up: a day.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
