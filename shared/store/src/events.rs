//! The outbox, in order of time.

use crate::{
    Store, StoreError,
    commit::KEPT,
    entity::Entity,
    item::text,
    keys::{self, Key},
};
use domain::{customer::CustomerId, event::Event, ids::EventId};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

impl Store {
    /// The next events after `after`, oldest first, up to `until`; of some customers only, where that is asked. Fewer than
    /// `limit` means that there are no more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list_events(
        &self,
        after: Option<EventId>,
        until: Timestamp,
        limit: i32,
        customers: Option<&[CustomerId]>,
    ) -> Result<Vec<Event>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(0);
        let oldest = until - KEPT;
        let from = after.map_or(oldest, |id| instant(id).max(oldest));
        // An id carries its instant in its first 48 bits, so a prefix of zeros behind it bounds the instant.
        let highest = bound(until);
        let mut lowest = after.map_or_else(|| bound(oldest), |id| id.to_string());
        let mut events = Vec::new();
        for month in months(from, until) {
            loop {
                let output = self
                    .client
                    .query()
                    .table_name(&self.table)
                    .key_condition_expression("PK = :partition AND SK BETWEEN :lowest AND :highest")
                    .expression_attribute_values(":partition", text(keys::event_partition(&month)))
                    .expression_attribute_values(":lowest", text(&lowest))
                    .expression_attribute_values(":highest", text(&highest))
                    .limit(100)
                    .send()
                    .await?;
                for item in output.items.unwrap_or_default() {
                    let key = Key::of_list(Entity::Event, "event");
                    if let Some(sort) = item.get("SK").and_then(|sort| sort.as_s().ok()) {
                        lowest.clone_from(sort);
                    }
                    // One event that cannot be read keeps no other from the host app.
                    let Some(event) = self.readable::<Event>(&key, item) else {
                        continue;
                    };
                    let wanted = customers.is_none_or(|known| known.contains(&event.customer_id));
                    if Some(event.id) == after
                        || !wanted
                        || events
                            .last()
                            .is_some_and(|last: &Event| last.id == event.id)
                    {
                        continue;
                    }
                    events.push(event);
                    if events.len() == limit {
                        return Ok(events);
                    }
                }
                if output.last_evaluated_key.is_none() {
                    break;
                }
            }
        }
        Ok(events)
    }
}

/// The instant a version 7 GUID was made.
fn instant(id: EventId) -> Timestamp {
    let milliseconds = id.as_uuid().as_u128() >> 80;
    i64::try_from(milliseconds)
        .ok()
        .and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The lowest id of an instant.
fn bound(at: Timestamp) -> String {
    let milliseconds = u128::try_from(at.as_millisecond()).unwrap_or(0);
    EventId::from_uuid(uuid::Uuid::from_u128(milliseconds << 80)).to_string()
}

/// Every month from one instant to another, oldest first.
fn months(from: Timestamp, until: Timestamp) -> Vec<String> {
    let first = |at: Timestamp| {
        let date = at.to_zoned(TimeZone::UTC).date();
        Date::new(date.year(), date.month(), 1).unwrap_or(date)
    };
    let last = first(until);
    let mut months = Vec::new();
    let mut month = first(from);
    while month <= last {
        months.push(format!("{:04}-{:02}", month.year(), month.month()));
        match month.checked_add(1.month()) {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_over_the_year() {
        let from = "2026-11-30T23:59:59Z".parse().unwrap();
        let until = "2027-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(months(from, until), ["2026-11", "2026-12", "2027-01"]);
    }

    #[test]
    fn an_id_tells_its_instant() {
        let at: Timestamp = "2026-11-23T08:00:00.123Z".parse().unwrap();
        let id: EventId = bound(at).parse().unwrap();
        assert_eq!(instant(id), at);
    }
}
