//! Finds the registrations that are due and asks the workers to verify them.
//!
//! Memory is constant: a page of the index at a time, ten messages a call. Nothing is written per registration; a mark per
//! shard remembers how far the last tick came. What was sent and never verified is sent again every quarter of an hour,
//! because the worker moves the due time and drops what came twice (`security.md` (e), queue send).

use domain::{clock::Clock, schedule::SHARDS};
use jiff::{SignedDuration, Timestamp};
use std::collections::VecDeque;
use store::{Due, DueCursor, Queue, QueueError, Store, StoreError, VerificationMessage};

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

/// A shard under way.
struct Shard {
    number: u8,
    /// When this tick came to it.
    now: Timestamp,
    /// Instant up to which the last tick sent what was due.
    mark: Option<Timestamp>,
    /// Where the index goes on.
    next: Option<DueCursor>,
    dispatched: Dispatched,
}

impl Shard {
    async fn open(number: u8, store: &Store, now: Timestamp) -> Result<Self, StoreError> {
        Ok(Self {
            number,
            now,
            mark: store.dispatch_mark(number).await?,
            next: None,
            dispatched: Dispatched::default(),
        })
    }

    /// Sends one page, the oldest due times first; true when another follows.
    async fn send_page(&mut self, store: &Store, queue: &Queue) -> Result<bool, DispatchError> {
        let page = store
            .due(self.number, self.now, self.next.as_ref(), PAGE)
            .await?;
        let messages: Vec<_> = page
            .entries
            .iter()
            .filter(|entry| is_to_be_sent(entry, self.mark, self.now))
            .map(|entry| {
                let slot = entry.due_at.as_millisecond();
                VerificationMessage::new(entry.registration_id, Some(slot), self.now)
            })
            .collect();
        for ten in messages.chunks(10) {
            let failed = queue.send_batch(ten).await?.len() as u64;
            self.dispatched.failed += failed;
            self.dispatched.sent += ten.len() as u64 - failed;
        }
        self.dispatched.due += page.entries.len() as u64;
        self.next = page.next;
        Ok(self.next.is_some())
    }

    async fn close(&self, store: &Store) -> Result<(), StoreError> {
        let Dispatched { sent, failed, .. } = self.dispatched;
        if failed == 0 {
            store
                .save_dispatch_mark(self.number, self.now, sent)
                .await?;
        }
        Ok(())
    }
}

/// One tick: of each shard a page in turn, so that what is due first is sent first over all of them and no shard waits for
/// the end of another (`security.md` T80).
///
/// A registration that is due before the many of one customer comes before them; one that is due after them waits as long as the
/// workers take for them, which is minutes: due times are spread over a fifth of the interval, so that even fifty thousand of one
/// customer leave most of each minute to others.
///
/// # Errors
/// See [`DispatchError`].
pub async fn dispatch_due(
    store: &Store,
    queue: &Queue,
    clock: &dyn Clock,
) -> Result<Dispatched, DispatchError> {
    let mut total = Dispatched::default();
    let mut open = VecDeque::new();
    for number in 0..SHARDS {
        open.push_back(Shard::open(number, store, clock.now()).await?);
    }
    while let Some(mut shard) = open.pop_front() {
        if shard.send_page(store, queue).await? {
            open.push_back(shard);
            continue;
        }
        shard.close(store).await?;
        let Dispatched { due, sent, failed } = shard.dispatched;
        total.due += due;
        total.sent += sent;
        total.failed += failed;
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
