//! The host app polls what changed.

use crate::api_key::Caller;
use domain::{
    clock::Clock,
    event::{Event, made_at},
    ids::EventId,
};
use jiff::SignedDuration;
use store::{Store, StoreError};

/// Why the events were not read.
#[derive(Debug, thiserror::Error)]
pub enum EventsError {
    /// The cursor is no id that this list gave.
    #[error("the cursor is not valid")]
    InvalidCursor,
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
}

/// Events younger than this are shown by the next poll: a writer that is late must not be skipped for good. An id is taken
/// right before its write, which gives up after 6 seconds with all its retries; the rest is for clocks that differ.
const SETTLING: SignedDuration = SignedDuration::from_secs(30);

/// The next events after `after`, oldest first.
///
/// # Errors
/// See [`EventsError`].
pub async fn list(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    after: Option<EventId>,
    limit: i32,
) -> Result<Vec<Event>, EventsError> {
    let now = clock.now();
    let is_ours = |id| made_at(id).is_some_and(|made_at| made_at <= now);
    if after.is_some_and(|id| !is_ours(id)) {
        return Err(EventsError::InvalidCursor);
    }
    let until = now - SETTLING;
    Ok(store
        .list_events(after, until, limit, caller.customers.as_deref())
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
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
