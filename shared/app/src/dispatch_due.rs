//! Finds the registrations that are due and asks the workers to verify them.
//!
//! Memory is constant: a page of the index at a time, ten messages a call. Nothing is written per registration; a mark per
//! shard remembers how far the last tick came. What was sent and never verified is sent again every quarter of an hour,
//! because the worker moves the due time and drops what came twice (`security.md` (e), queue send).

use domain::{clock::Clock, schedule::SHARDS};
use jiff::{SignedDuration, Timestamp};
use store::{Due, Queue, QueueError, Store, StoreError, VerificationMessage};

/// How often an overdue registration is sent again.
const RESEND_EVERY: SignedDuration = SignedDuration::from_mins(15);

/// Entries of one page of the index.
const PAGE: i32 = 500;

/// Why a tick could not finish. The next one goes on where this one stopped.
#[derive(Debug, thiserror::Error)]
pub enum DispatchError {
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The queue could not be used.
    #[error("the queue cannot be used")]
    Queue(#[from] QueueError),
}

/// What a tick did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dispatched {
    /// Registrations that were due.
    pub due: u64,
    /// Messages the queue took.
    pub sent: u64,
    /// Messages the queue refused twice; their shard's mark stays, so that the next tick sends them.
    pub failed: u64,
}

/// One tick.
///
/// # Errors
/// See [`DispatchError`].
pub async fn dispatch_due(
    store: &Store,
    queue: &Queue,
    clock: &dyn Clock,
) -> Result<Dispatched, DispatchError> {
    let mut total = Dispatched::default();
    for shard in 0..SHARDS {
        let now = clock.now();
        let mark = store.dispatch_mark(shard).await?;
        let mut this = Dispatched::default();
        let mut page = None;
        loop {
            let entries = store.due(shard, now, page.as_ref(), PAGE).await?;
            let messages: Vec<_> = entries
                .entries
                .iter()
                .filter(|entry| is_to_be_sent(entry, mark, now))
                .map(|entry| {
                    let slot = entry.due_at.as_millisecond();
                    VerificationMessage::new(entry.registration_id, Some(slot), now)
                })
                .collect();
            for ten in messages.chunks(10) {
                let failed = queue.send_batch(ten).await?.len() as u64;
                this.failed += failed;
                this.sent += ten.len() as u64 - failed;
            }
            this.due += entries.entries.len() as u64;
            page = entries.next;
            if page.is_none() {
                break;
            }
        }
        if this.failed == 0 {
            store.save_dispatch_mark(shard, now, this.sent).await?;
        }
        total.due += this.due;
        total.sent += this.sent;
        total.failed += this.failed;
    }
    Ok(total)
}

/// Due since the last tick, or overdue by another whole quarter of an hour since then.
fn is_to_be_sent(entry: &Due, mark: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(mark) = mark else { return true };
    if entry.due_at > mark {
        return true;
    }
    is_sent_again(entry.due_at, mark, now)
}

/// Whether a registration is overdue by another whole quarter of an hour at `until`, counted from `from`.
pub(crate) fn is_sent_again(due_at: Timestamp, from: Timestamp, until: Timestamp) -> bool {
    let quarters =
        |at: Timestamp| at.duration_since(due_at).as_secs().max(0) / RESEND_EVERY.as_secs();
    quarters(until) > quarters(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test_case(100, None, 160, true; "first tick ever")]
    #[test_case(100, Some(90), 160, true; "due since the last tick")]
    #[test_case(100, Some(160), 220, false; "sent by the last tick")]
    #[test_case(100, Some(990), 1005, true; "overdue by a quarter of an hour")]
    #[test_case(100, Some(1005), 1065, false; "sent again already")]
    fn what_a_tick_sends(due: i64, mark: Option<i64>, now: i64, expected: bool) {
        let entry = Due {
            registration_id: "01930000-0000-7000-8000-00000000002f".parse().unwrap(),
            due_at: at(due),
        };
        assert_eq!(is_to_be_sent(&entry, mark.map(at), at(now)), expected);
    }
}
