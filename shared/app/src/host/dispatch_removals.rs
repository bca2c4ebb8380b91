//! Asks the erase worker for each removal that is due. The worker moves the due time with its first write, so what is under way
//! is not asked for again; what was lost is.

use crate::verify::dispatch_due::DispatchError;
use jiff::Timestamp;
use store::{Queue, RemovalMessage, Store};

/// Most removals of one tick. Others wait for the next minute.
const MOST: i32 = 100;

/// Messages of one call.
const BATCH: usize = 10;

/// Sends what is due, and gives the number of messages that the queue took. One that it refused is due in the next minute too.
///
/// # Errors
/// See [`DispatchError`].
pub async fn dispatch_removals(
    store: &Store,
    queue: &Queue,
    now: Timestamp,
) -> Result<usize, DispatchError> {
    let due = store.removals_due(now, MOST).await?;
    let messages: Vec<_> = due.into_iter().map(RemovalMessage::new).collect();
    let mut sent = 0;
    for batch in messages.chunks(BATCH) {
        sent += batch.len() - queue.send_batch(batch).await?.len();
    }
    Ok(sent)
}
