//! Deliveries of events. They are stored in the event's own item, whose due time is the next attempt.

use crate::{
    Store, StoreError,
    entity::Entity,
    item::{Item, find_number, number, text},
    keys::{self, Key},
};
use aws_sdk_dynamodb::types::ReturnValue;
use domain::{
    event::Event,
    ids::EventId,
    webhook::{Delivery, EndpointId},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Deliveries of one event, by endpoint.
pub type Deliveries = BTreeMap<EndpointId, Delivery>;

/// An event that one worker has claimed for delivery.
#[derive(Debug, Clone)]
pub struct DeliveryClaim {
    /// The event.
    pub event: Event,
    /// Its deliveries so far.
    pub deliveries: Deliveries,
    /// Instant until which no other worker claims it, in whole seconds.
    pub until: Timestamp,
}

/// An event that waits for a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueEvent {
    /// The event.
    pub event_id: EventId,
    /// Instant at which the next attempt is due.
    pub due_at: Timestamp,
}

/// Log of an endpoint's deliveries, newest first.
#[derive(Debug, Clone, Default)]
pub struct DeliveryLog {
    /// Events with their delivery to the endpoint.
    pub items: Vec<(Event, Delivery)>,
    /// The last event that was read, if more may follow.
    pub next: Option<EventId>,
}

impl Store {
    /// Events that are due at `until`, in the order of their due times: new ones before those that wait for another attempt.
    /// The latter have a fifth of the room for themselves, so that neither kind blocks the other.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due_events(
        &self,
        until: Timestamp,
        limit: i32,
    ) -> Result<Vec<DueEvent>, StoreError> {
        let (new, again) = tokio::try_join!(
            Box::pin(self.due_items(keys::DUE_EVENTS, until, limit)),
            Box::pin(self.due_items(keys::DUE_AGAIN, until, limit)),
        )?;
        let event = |item: &Item| {
            let id = item.get("SK")?.as_s().ok()?;
            let due_at = Timestamp::from_second(find_number(item, "due_at")?).ok()?;
            Some(DueEvent {
                event_id: id.parse().ok()?,
                due_at,
            })
        };
        let room = usize::try_from(limit).unwrap_or(0);
        let kept_free = again.len().min(room / 5);
        let new = new.iter().take(room - kept_free);
        let due = new.chain(&again).take(room);
        Ok(due.filter_map(event).collect())
    }

    /// Claims an event for delivery, so that no other worker does until `until`. `None` if it is not due or does not exist.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn claim_event(
        &self,
        id: EventId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<DeliveryClaim>, StoreError> {
        let key = Key::event(id);
        let claimed = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression("SET due_at = :until")
            .condition_expression("due_at <= :now")
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":until", number(until.as_second()))
            .return_values(ReturnValue::AllNew)
            .send()
            .await
            .map_err(StoreError::from);
        let item = match claimed {
            Ok(output) => output.attributes.unwrap_or_default(),
            Err(StoreError::Conflict) => return Ok(None),
            Err(error) => return Err(error),
        };
        let deliveries = self.deliveries(&key, &item)?;
        Ok(self.event(item).map(|event| DeliveryClaim {
            event,
            deliveries,
            until,
        }))
    }

    /// Records deliveries of a claimed event, and the instant of the next attempt.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when another worker has claimed the event meanwhile.
    pub async fn record_deliveries(
        &self,
        claimed: &DeliveryClaim,
        due_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let key = Key::event(claimed.event.id);
        let deliveries = serde_dynamo::to_attribute_value(&claimed.deliveries)
            .map_err(|error| self.corrupt(&key, &error))?;
        let mut update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .condition_expression("due_at = :claimed")
            .expression_attribute_values(":claimed", number(claimed.until.as_second()))
            .expression_attribute_values(":deliveries", deliveries);
        update = match due_at {
            // Whole seconds, rounded up: an attempt never comes early.
            Some(due_at) => update
                .update_expression(
                    "SET deliveries = :deliveries, due_shard = :again, due_at = :due_at",
                )
                .expression_attribute_values(":again", text(keys::DUE_AGAIN))
                .expression_attribute_values(":due_at", number(whole_second(due_at))),
            None => {
                update.update_expression("SET deliveries = :deliveries REMOVE due_shard, due_at")
            }
        };
        update.send().await?;
        Ok(())
    }

    /// A page of an endpoint's deliveries, newest first, from at most `reads` events older than `before`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list_deliveries(
        &self,
        endpoint: &EndpointId,
        before: Option<EventId>,
        reads: i32,
    ) -> Result<DeliveryLog, StoreError> {
        let start = before.map(|before| Key::event(before).attributes());
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition")
            .expression_attribute_values(":partition", text(keys::EVENTS))
            .scan_index_forward(false)
            .set_exclusive_start_key(start)
            .limit(reads)
            .send()
            .await?;
        let last = output.last_evaluated_key.unwrap_or_default();
        let last = last.get("SK").and_then(|sort| sort.as_s().ok());
        let mut log = DeliveryLog {
            items: Vec::new(),
            next: last.and_then(|sort| sort.parse().ok()),
        };
        for item in output.items.unwrap_or_default() {
            let delivery = self.delivery_to(endpoint, &item);
            let event = delivery.and_then(|delivery| Some((self.event(item)?, delivery)));
            log.items.extend(event);
        }
        Ok(log)
    }

    /// For each endpoint the instant of the oldest event that waits for a delivery to it, among the first events from the
    /// oldest waiting one on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn oldest_waiting(&self) -> Result<BTreeMap<EndpointId, Timestamp>, StoreError> {
        let mut oldest = BTreeMap::new();
        let waiting = self.due_events(Timestamp::MAX, 1_000).await?;
        let Some(first) = waiting.iter().map(|due| due.event_id).min() else {
            return Ok(oldest);
        };
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition AND SK >= :first")
            .expression_attribute_values(":partition", text(keys::EVENTS))
            .expression_attribute_values(":first", text(first.to_string()))
            .limit(200)
            .send()
            .await?;
        for item in output.items.unwrap_or_default() {
            let deliveries = self.deliveries(&Key::event(first), &item)?;
            let Some(event) = self.event(item) else {
                continue;
            };
            for (endpoint, delivery) in deliveries {
                if delivery.next_at.is_some() {
                    oldest.entry(endpoint).or_insert(event.created_at);
                }
            }
        }
        Ok(oldest)
    }

    fn deliveries(&self, key: &Key, item: &Item) -> Result<Deliveries, StoreError> {
        match item.get("deliveries") {
            Some(stored) => serde_dynamo::from_attribute_value(stored.clone())
                .map_err(|error| self.corrupt(key, &error)),
            None => Ok(Deliveries::new()),
        }
    }

    fn delivery_to(&self, endpoint: &EndpointId, item: &Item) -> Option<Delivery> {
        let key = Key::of_list(Entity::Event, "event");
        let deliveries = self.deliveries(&key, item).ok()?;
        deliveries.get(endpoint).copied()
    }
}

/// An instant in whole seconds, rounded up.
pub(crate) fn whole_second(at: Timestamp) -> i64 {
    at.as_second() + i64::from(at.subsec_nanosecond() > 0)
}
