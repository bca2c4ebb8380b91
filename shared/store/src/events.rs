//! The outbox, in order of time. An event is in one partition with all others, and in the index by customer with those of its
//! customer, so that a poll is one query whatever customers a key reaches.

use crate::{
    Store, StoreError,
    commit::KEPT,
    entity::Entity,
    item::{Item, Nested, number, text},
    keys::{self, Key},
};
use domain::{
    customer::CustomerId,
    event::{Event, FormerEvent, made_at},
    ids::EventId,
};

/// Events to read.
#[derive(Debug, Clone, Copy)]
pub enum EventsOf<'a> {
    /// Events of all customers.
    Everybody,
    /// Events of one customer. They come from an index, which follows the table within seconds.
    Customer(&'a CustomerId),
}

/// Events that were read.
#[derive(Debug, Clone, Default)]
pub struct EventsRead {
    /// The wanted events, oldest first.
    pub events: Vec<Event>,
    /// The last event that was looked at, wanted or not, if more may follow it; `None` if all were looked at.
    pub stopped_at: Option<EventId>,
}

/// A range of events by their ids.
#[derive(Debug, Clone, Copy)]
pub struct EventRange {
    /// Id from which events are read, itself included.
    pub from: EventId,
    /// Id up to which events are read, itself included.
    pub until: EventId,
    /// Largest number of wanted events.
    pub limit: usize,
    /// Largest number of events that are read to find them.
    pub reads: i32,
}

/// A partition that holds events, in the table or in an index.
struct EventPartition {
    index: Option<&'static str>,
    name: &'static str,
    sort: &'static str,
    value: String,
}

impl EventPartition {
    fn of_table(value: &str) -> Self {
        Self {
            index: None,
            name: "PK",
            sort: "SK",
            value: value.to_owned(),
        }
    }
}

impl Store {
    /// Item of an event: due for delivery at once, and kept for 400 days.
    pub(crate) fn event_item(&self, event: &Event) -> Result<Item, StoreError> {
        let key = Key::event(event.id);
        let item = self.item(&key, &Nested { value: event })?;
        let mut item = Self::of_registration(item, event.registration.id);
        let customer = keys::events_of_customer(&event.registration.customer_id);
        item.insert("customer_id".to_owned(), text(customer));
        item.insert("listing_sk".to_owned(), text(event.id.to_string()));
        item.insert("due_shard".to_owned(), text(keys::DUE_EVENTS));
        item.insert("due_at".to_owned(), number(event.created_at.as_second()));
        Ok(Self::with_expiry(item, event.created_at + KEPT))
    }

    /// Events of a range, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn read_events(
        &self,
        of: EventsOf<'_>,
        range: EventRange,
        wanted: impl Fn(&Event) -> bool,
    ) -> Result<EventsRead, StoreError> {
        // Events from before there was one partition; the index by customer has none of them.
        if made_at(range.from).is_some_and(|from| from < keys::ONE_PARTITION_SINCE) {
            let partition = EventPartition::of_table(keys::FORMER_EVENTS);
            let is_of = |event: &Event| match of {
                EventsOf::Everybody => true,
                EventsOf::Customer(customer) => event.registration.customer_id == *customer,
            };
            let is_wanted = |event: &Event| is_of(event) && wanted(event);
            let read = self.query_events(partition, range, is_wanted);
            let mut read = read.await?;
            if read.stopped_at.is_some() || !read.events.is_empty() {
                // More follow, in the partition of all.
                let last = read.events.last().map(|event| event.id);
                read.stopped_at = read.stopped_at.or(last);
                return Ok(read);
            }
        }
        let partition = match of {
            EventsOf::Everybody => EventPartition::of_table(keys::EVENTS),
            EventsOf::Customer(customer) => EventPartition {
                index: Some("customer"),
                name: "customer_id",
                sort: "listing_sk",
                value: keys::events_of_customer(customer),
            },
        };
        self.query_events(partition, range, wanted).await
    }

    async fn query_events(
        &self,
        partition: EventPartition,
        range: EventRange,
        wanted: impl Fn(&Event) -> bool,
    ) -> Result<EventsRead, StoreError> {
        let mut read = EventsRead::default();
        if range.from > range.until {
            return Ok(read);
        }
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .set_index_name(partition.index.map(str::to_owned))
            .key_condition_expression("#partition = :partition AND #sort BETWEEN :from AND :until")
            .expression_attribute_names("#partition", partition.name)
            .expression_attribute_names("#sort", partition.sort)
            .expression_attribute_values(":partition", text(partition.value))
            .expression_attribute_values(":from", text(range.from.to_string()))
            .expression_attribute_values(":until", text(range.until.to_string()))
            .limit(range.reads)
            .send()
            .await?;
        let has_more = output.last_evaluated_key.is_some();
        for item in output.items.unwrap_or_default() {
            let sort = item.get("SK").and_then(|sort| sort.as_s().ok());
            let id = sort.and_then(|sort| sort.parse().ok());
            if read.events.len() == range.limit {
                read.stopped_at = read.events.last().map(|event| event.id);
                return Ok(read);
            }
            // One event that cannot be read keeps no other from the host app.
            read.events.extend(self.event(item).filter(&wanted));
            if has_more {
                read.stopped_at = id.or(read.stopped_at);
            }
        }
        Ok(read)
    }

    /// Event of an item; an unreadable item is logged and left out.
    pub(crate) fn event(&self, item: Item) -> Option<Event> {
        let key = Key::of_list(Entity::Event, "event");
        if item.contains_key("value") {
            let nested: Nested<Event> = self.readable(&key, item)?;
            Some(nested.value)
        } else {
            let former: FormerEvent = self.readable(&key, item)?;
            Some(former.into())
        }
    }
}
