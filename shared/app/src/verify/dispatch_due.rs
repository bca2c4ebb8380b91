//! Finds the registrations that are due and asks the workers to verify them.
//!
//! 1. One item holds the marks of all shards of the due index: the last entry sent of each. No write is made per registration.
//! 2. A tick goes round by round: it reads a page of each shard that has more, at the same time; sends their messages, ten per
//!    call, ten calls at a time, the oldest due times first; then saves the marks. Memory is thus constant, and the next tick
//!    sends no message of a finished round again, however this tick ends.
//! 3. A registration whose message was sent and that was not verified for a quarter of an hour is sent again: by the first tick
//!    of each quarter that finds the queue nearly empty, after the new ones. A message that waits in the queue is not lost. The
//!    worker moves the due time and drops a second message (`SECURITY.md`, Failures).
//! 4. While most runs are disturbed, a tick sends only a few messages, and then their number rises step by step
//!    ([`domain::pace`]).
//! 5. A tick begins nothing when its invocation is about to end. The next tick continues there.
//!
//! A message that the queue did not take, and a page that could not be read, stop only their own shard until the next tick.

mod shard;

use domain::{
    clock::Clock,
    pace::{RecentRuns, next_pace, pace_after},
    schedule::SHARDS,
};
use futures_util::{StreamExt as _, future::join_all, stream::FuturesUnordered};
use jiff::{SignedDuration, Timestamp};
use shard::Shard;
use store::{DispatchMarks, Queue, QueueError, Store, StoreError};

/// Interval at which an overdue registration is sent again.
const SEND_AGAIN_EVERY: SignedDuration = SignedDuration::from_mins(15);

/// Age at which a due time is sent: 5 s. By then it is in the index, even if the function that wrote it was slow or its clock
/// is behind. A later entry is found when the quarter is sent again.
const SETTLED_AFTER: SignedDuration = SignedDuration::from_secs(5);

/// Time reserved at the end of an invocation: a batch of messages may take twelve seconds, tried twice by a queue that hardly
/// answers, and the marks six (`bootstrap::clients`).
const KEPT_BACK: SignedDuration = SignedDuration::from_secs(20);

/// Number of messages in the queue from which nothing is sent again: the workers need 15 seconds for as many.
const DEEP: u64 = 1_000;

/// Entries of one page of the index.
const PAGE: i32 = 500;

/// Messages of one call.
const BATCH: usize = 10;

/// Calls to the queue at the same time.
const CALLS_AT_ONCE: usize = 10;

/// Reason why a tick could not finish. The next one continues where this one stopped.
#[derive(Debug, thiserror::Error)]
pub enum DispatchError {
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The queue could not be used.
    #[error("the queue cannot be used")]
    Queue(#[from] QueueError),
}

/// Result of a tick.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DispatchCounts {
    /// Entries of the index that were read.
    pub due: u64,
    /// Messages that the queue took.
    pub sent: u64,
    /// Messages that the queue refused twice. The marks of their shards stay before them, so that the next tick sends them.
    pub failed: u64,
    /// Most messages that the next tick may send, while many runs are or recently were disturbed.
    pub pace: Option<u64>,
}

/// A tick under way.
struct Tick<'a> {
    store: &'a Store,
    queue: &'a Queue,
    clock: &'a dyn Clock,
    /// Begin of the tick.
    now: Timestamp,
    /// Instant from which the tick begins nothing more.
    last_at: Timestamp,
    marks: DispatchMarks,
    dispatched: DispatchCounts,
    /// The number of messages that this tick may still send.
    left: u64,
    /// The first error.
    error: Option<DispatchError>,
}

/// Makes one tick, in an invocation that ends at `ends_at`. It reads one page of each shard in turn, so that the oldest due
/// times of all shards are sent first and no shard waits for the end of another (T80).
///
/// A registration that is due before the many of one customer is sent before them; one that is due after them waits as long as
/// the workers take for them, which is minutes: due times are spread over a fifth of the interval, so that even fifty thousand
/// of one customer leave most of each minute to others.
///
/// # Errors
/// The first [`DispatchError`]; everything that could still be sent was sent, and the marks record it.
pub async fn dispatch_due(
    store: &Store,
    queue: &Queue,
    clock: &dyn Clock,
    ends_at: Timestamp,
) -> Result<DispatchCounts, DispatchError> {
    let now = clock.now();
    // Boxed, as below: the tick would hold what it needs for a moment.
    let (marks, runs) = tokio::join!(
        Box::pin(store.dispatch_marks()),
        Box::pin(store.recent_runs(now))
    );
    let mut tick = Tick {
        store,
        queue,
        clock,
        now,
        last_at: ends_at - KEPT_BACK,
        marks: marks?,
        dispatched: DispatchCounts::default(),
        left: u64::MAX,
        error: None,
    };
    let runs = tick.set_pace(runs);
    let marks = tick.marks.shards;
    let mut shards: Vec<_> = (0..SHARDS)
        .zip(marks)
        .map(|(number, mark)| Shard::new(number, mark, tick.now))
        .collect();
    Box::pin(tick.hold_back(&mut shards)).await;
    while shards.iter().any(Shard::is_open) && !tick.is_over() {
        let sent_before = tick.dispatched.sent;
        tick.read(&mut shards).await;
        tick.send(&mut shards).await;
        shards.iter_mut().for_each(Shard::advance);
        let sent = tick.dispatched.sent - sent_before;
        if !Box::pin(tick.save(&shards, sent)).await? {
            break;
        }
    }
    if let Some(runs) = runs {
        let pace = tick.dispatched.pace;
        let used = pace.unwrap_or_default().saturating_sub(tick.left);
        tick.dispatched.pace = pace_after(pace, used, runs);
        Box::pin(tick.save(&shards, 0)).await?;
    }
    tick.error.map_or(Ok(tick.dispatched), Err)
}

impl Tick<'_> {
    fn is_over(&self) -> bool {
        self.clock.now() >= self.last_at
    }

    fn fail(&mut self, error: impl Into<DispatchError>) {
        self.error.get_or_insert(error.into());
    }

    /// Sets the pace of this tick and returns the runs that it rests on. If they cannot be read, the pace stays.
    fn set_pace(&mut self, runs: Result<RecentRuns, StoreError>) -> Option<RecentRuns> {
        let runs = runs.map_err(|error| self.fail(error)).ok();
        let pace = self.marks.pace;
        let pace = runs.map_or(pace, |runs| next_pace(pace, runs));
        self.dispatched.pace = pace;
        self.left = pace.unwrap_or(u64::MAX);
        runs
    }

    /// Keeps shards from sending again while there is a pace, and while the queue holds messages that would be doubled.
    async fn hold_back(&mut self, shards: &mut [Shard]) {
        if !shards.iter().any(Shard::asks_for_again) {
            return;
        }
        let is_free = self.dispatched.pace.is_none()
            && match self.queue.depth().await {
                Ok(depth) => depth < DEEP,
                Err(error) => {
                    self.fail(error);
                    false
                }
            };
        if !is_free {
            shards.iter_mut().for_each(Shard::hold_back);
        }
    }

    /// Reads the next page of each open shard, all at the same time.
    async fn read(&mut self, shards: &mut [Shard]) {
        let open: Vec<_> = shards.iter_mut().filter(|shard| shard.is_open()).collect();
        let store = self.store;
        let pages = open.into_iter().map(async |shard| shard.read(store).await);
        for read in join_all(pages).await {
            match read {
                Ok(entries) => self.dispatched.due += entries as u64,
                Err(error) => self.fail(error),
            }
        }
    }

    /// Sends the pages: the oldest due times first, those of one second shard by shard in turn. Thus few of the calls under way
    /// belong to one shard, and little is sent twice after one of them failed.
    async fn send(&mut self, shards: &mut [Shard]) {
        let mut batches: Vec<_> = shards
            .iter()
            .enumerate()
            .flat_map(|(index, shard)| shard.batches().map(move |(due_at, at)| (due_at, at, index)))
            .collect();
        batches.sort_unstable();
        let mut batches = batches.into_iter();
        let mut under_way = FuturesUnordered::new();
        loop {
            while under_way.len() < CALLS_AT_ONCE
                && let Some((_, at, index)) = batches.next()
            {
                let Some(shard) = shards.get_mut(index) else {
                    continue;
                };
                if shard.is_stopped() || self.left == 0 || self.is_over() {
                    shard.stop_before(at);
                    continue;
                }
                let messages: Vec<_> = shard.messages(at).collect();
                self.left = self.left.saturating_sub(messages.len() as u64);
                let queue = self.queue;
                under_way.push(async move {
                    let refused = queue.send_batch(&messages).await;
                    (index, at, messages.len(), refused)
                });
            }
            let Some((index, at, count, refused)) = under_way.next().await else {
                return;
            };
            let first = match refused {
                Ok(refused) => {
                    self.dispatched.sent += (count - refused.len()) as u64;
                    self.dispatched.failed += refused.len() as u64;
                    refused.into_iter().min()
                }
                Err(error) => {
                    self.fail(error);
                    Some(0)
                }
            };
            if let (Some(first), Some(shard)) = (first, shards.get_mut(index)) {
                shard.stop_before(at + first);
            }
        }
    }

    /// Saves the marks and the pace if they have changed; false when another tick is at work, which then continues alone.
    async fn save(&mut self, shards: &[Shard], sent: u64) -> Result<bool, StoreError> {
        let mut moved = self.marks.clone();
        for (mark, shard) in moved.shards.iter_mut().zip(shards) {
            *mark = shard.mark();
        }
        moved.pace = self.dispatched.pace;
        if moved == self.marks {
            return Ok(true);
        }
        self.marks = moved;
        let saved = self
            .store
            .save_dispatch_marks(&mut self.marks, sent, self.clock.now())
            .await;
        match saved {
            Ok(()) => Ok(true),
            Err(error) if error.is_conflict() => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Whether the dispatcher sends a registration again after `from`, or soon after `until`: it does so in each quarter of an hour
/// at whose beginning the registration has been due for at least 15 minutes. One that is sent late is left out of the first
/// quarter afterwards.
pub(crate) fn is_sent_again(due_at: Timestamp, from: Timestamp, until: Timestamp) -> bool {
    quarter(until) > quarter(from) && due_at <= sent_again_until(quarter(until))
}

/// Number of the quarter of an hour that contains an instant, counted from 1970.
fn quarter(at: Timestamp) -> i64 {
    at.as_second().div_euclid(SEND_AGAIN_EVERY.as_secs())
}

/// The latest due time that is sent again in a quarter.
fn sent_again_until(quarter: i64) -> Timestamp {
    Timestamp::from_second((quarter - 1) * SEND_AGAIN_EVERY.as_secs()).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(0, 10, 890, false; "within the quarter")]
    #[test_case(0, 890, 900, true; "overdue by a whole quarter")]
    #[test_case(1, 890, 900, false; "overdue by a second less")]
    #[test_case(1, 1790, 1800, true; "at the next quarter")]
    #[test_case(0, 900, 960, false; "sent again already")]
    #[test_case(0, 10, 5000, true; "long after")]
    fn what_is_sent_again(due: i64, from: i64, until: i64, expected: bool) {
        // A quarter begins there.
        let at = |second| Timestamp::from_second(1_800_000_000 + second).unwrap();
        assert_eq!(is_sent_again(at(due), at(from), at(until)), expected);
    }
}
