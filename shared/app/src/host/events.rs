//! The host app polls the feed of events.
//!
//! A key of all customers is answered by one query of the partition of all events; a restricted key by one query per customer
//! of its own, all at once, so that nothing in the answer depends on events of others (T52). A poll that has to
//! skip events of other kinds or registrations reads at most a thousand, and its cursor stands behind the last one that it
//! read.

use crate::host::{
    api_key::Caller,
    registrations::{self, RegistrationError},
};
use domain::{
    clock::Clock,
    customer::CustomerId,
    event::{Event, EventKind, last_id_of, made_at},
    ids::{EventId, RegistrationId},
};
use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use store::{EventRange, EventsOf, EventsRead, KEPT, Store, StoreError};
use uuid::Uuid;

/// Reason why the events were not read.
#[derive(Debug, thiserror::Error)]
pub enum EventsError {
    /// The cursor is not an id that this list gave.
    #[error("the cursor is not valid")]
    InvalidCursor,
    /// The cursor is older than the events that are kept: some that followed it have been deleted.
    #[error("the cursor is older than what is kept")]
    CursorExpired,
    /// The requested registration does not exist for the caller, or is erased.
    #[error(transparent)]
    Registration(#[from] RegistrationError),
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
}

/// Age below which a later poll shows an event, so that the event of a slow writer is not skipped for good. A writer draws the
/// id right before its write, which gives up after 6 seconds with all its retries; the rest is for clocks that differ.
const SETTLING: SignedDuration = SignedDuration::from_secs(30);

/// Largest age of the cursor that a poll returns if no further event follows: it thus never grows too old.
const IDLE: SignedDuration = SignedDuration::from_hours(1);

/// Events that a filtered poll reads.
const LOOKED_AT: i32 = 1_000;

/// A poll of the host app.
#[derive(Debug, Clone, Default)]
pub struct Poll {
    /// The cursor of the previous poll; `None` begins with the oldest event that is kept.
    pub after: Option<EventId>,
    /// Kinds that are requested; empty means all.
    pub kinds: Vec<EventKind>,
    /// The only registration that is requested, if any.
    pub registration_id: Option<RegistrationId>,
    /// Most events in the answer.
    pub limit: u16,
}

/// Answer to a poll.
#[derive(Debug, Clone)]
pub struct EventPage {
    /// The events, oldest first.
    pub items: Vec<Event>,
    /// The cursor for the next poll.
    pub next_after: EventId,
    /// Whether more events may be available at once.
    pub has_more: bool,
}

/// Reads the next events after the cursor.
///
/// # Errors
/// See [`EventsError`].
pub async fn poll(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    poll: &Poll,
) -> Result<EventPage, EventsError> {
    let now = clock.now();
    let oldest = now - KEPT;
    let from = match poll.after {
        Some(after) => {
            let made_at = made_at(after).filter(|made_at| *made_at <= now);
            if made_at.ok_or(EventsError::InvalidCursor)? < oldest {
                return Err(EventsError::CursorExpired);
            }
            next_id(after)
        }
        None => first_id_of(oldest),
    };
    let until = last_id_of(now - SETTLING);
    let meant = customers(store, caller, poll.registration_id).await?;
    let is_meant = |event: &Event| {
        let registration = &event.registration;
        let of_kind = poll.kinds.is_empty() || poll.kinds.contains(&event.kind);
        of_kind && poll.registration_id.is_none_or(|id| id == registration.id)
    };
    let reads = if poll.kinds.is_empty() && poll.registration_id.is_none() {
        i32::from(poll.limit)
    } else {
        LOOKED_AT
    };
    let range = EventRange {
        from,
        until,
        limit: usize::from(poll.limit),
        reads,
    };
    let read = match meant {
        None => {
            let of = EventsOf::Everybody;
            store.read_events(of, range, is_meant).await
        }
        Some(customers) => {
            let each = i32::try_from(customers.len().max(1)).unwrap_or(i32::MAX);
            let range = EventRange {
                reads: (reads / each).max(1),
                ..range
            };
            let read = |customer| store.read_events(EventsOf::Customer(customer), range, &is_meant);
            let read = try_join_all(customers.iter().map(read)).await;
            read.map(|read| merged(read, range.limit))
        }
    }?;
    let last = read.events.last().map(|event| event.id);
    let idle = last_id_of(now - IDLE);
    Ok(EventPage {
        has_more: read.stopped_at.is_some(),
        next_after: read.stopped_at.unwrap_or_else(|| {
            let behind = last.or(poll.after);
            behind.map_or(idle, |behind| behind.max(idle))
        }),
        items: read.events,
    })
}

/// The customers whose events are requested; `None` means all.
async fn customers(
    store: &Store,
    caller: &Caller,
    registration_id: Option<RegistrationId>,
) -> Result<Option<Vec<CustomerId>>, RegistrationError> {
    let Some(id) = registration_id else {
        return Ok(caller.customers.clone());
    };
    let loaded = registrations::load(store, caller, id).await?;
    Ok(Some(vec![loaded.registration.customer.id]))
}

/// The events of several reads in order of time, up to the point that all of them reached.
fn merged(read: Vec<EventsRead>, limit: usize) -> EventsRead {
    let mut stopped_at = read.iter().filter_map(|read| read.stopped_at).min();
    let events = read.into_iter().flat_map(|read| read.events);
    let mut events: Vec<_> = events
        .filter(|event| stopped_at.is_none_or(|stopped_at| event.id <= stopped_at))
        .collect();
    events.sort_unstable_by_key(|event| event.id);
    if events.len() > limit {
        events.truncate(limit);
        stopped_at = events.last().map(|event| event.id);
    }
    EventsRead { events, stopped_at }
}

/// The lowest id of an instant's millisecond.
fn first_id_of(at: Timestamp) -> EventId {
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
    let lowest = uuid::Builder::from_unix_timestamp_millis(milliseconds, &[0; 10]);
    EventId::from_uuid(lowest.into_uuid())
}

/// The next higher id.
pub fn next_id(id: EventId) -> EventId {
    EventId::from_uuid(Uuid::from_u128(id.as_uuid().as_u128().saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("ffffffff-ffff-4fff-8fff-ffffffffffff", None; "version 4")]
    #[test_case("ffffffff-ffff-7fff-8fff-ffffffffffff", None; "beyond every date")]
    #[test_case("00000000-0000-0000-0000-000000000000", None; "nil")]
    #[test_case("01930000-0000-7000-8000-00000000002f", Some(1_730_871_820_288); "ours")]
    fn only_ids_of_version_7_tell_their_instant(id: &str, milliseconds: Option<i64>) {
        let made_at = made_at(id.parse().unwrap());
        assert_eq!(made_at.map(Timestamp::as_millisecond), milliseconds);
    }
}
