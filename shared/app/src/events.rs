//! The host app polls what changed.

use crate::api_key::Caller;
use domain::{clock::Clock, event::Event, ids::EventId};
use jiff::SignedDuration;
use store::{Store, StoreError};

/// The events could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the table cannot be used")]
pub struct EventsUnavailable(#[from] StoreError);

/// Events younger than this are shown by the next poll: a writer that is a little late must not be skipped for good.
const SETTLING: SignedDuration = SignedDuration::from_secs(5);

/// The next events after `after`, oldest first.
///
/// # Errors
/// [`EventsUnavailable`] when the table cannot be used.
pub async fn list(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    after: Option<EventId>,
    limit: i32,
) -> Result<Vec<Event>, EventsUnavailable> {
    let until = clock.now() - SETTLING;
    Ok(store
        .list_events(after, until, limit, caller.customers.as_deref())
        .await?)
}
