//! One shard of the due index in a tick: first its new entries, then those to be sent again.

use super::{BATCH, PAGE, SETTLED_AFTER, quarter, sent_again_until};
use jiff::{SignedDuration, Timestamp};
use store::{Due, ShardMark, Store, StoreError, VerificationMessage};

/// Age from which an entry that is sent for the first time counts as late: the dispatcher was held up. Such an entry is left
/// out when a quarter is next sent again, because it was sent shortly before; entries due before it are included.
const LATE: SignedDuration = SignedDuration::from_mins(5);

/// Largest lead over the present that a mark may have; a mark further ahead comes from a wrong clock.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

/// A way of reading a shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lane {
    /// Entries that became due since the shard was last read.
    New,
    /// Entries that were due a quarter of an hour ago.
    Again,
    /// No further entry in this tick.
    Closed,
}

/// A shard under way.
pub(super) struct Shard {
    number: u8,
    /// Begin of the tick.
    now: Timestamp,
    lane: Lane,
    mark: ShardMark,
    page: Vec<Due>,
    has_more: bool,
    /// Number of entries of the page before the first that was not sent.
    sent: usize,
    /// Whether this tick sends a late entry.
    is_late: bool,
    /// Whether this tick may begin to send a quarter again.
    may_begin_again: bool,
}

impl Shard {
    pub(super) fn new(number: u8, mut mark: ShardMark, now: Timestamp) -> Self {
        // Marks of a clock that was far ahead would let nothing be sent until their time has come.
        let is_ahead = |due: &Due| due.due_at > now + AHEAD;
        if mark.quarter > quarter(now) + 1 || mark.sent.as_ref().is_some_and(is_ahead) {
            mark = ShardMark::default();
        }
        Self {
            number,
            now,
            lane: Lane::New,
            mark,
            page: Vec::new(),
            has_more: false,
            sent: 0,
            is_late: false,
            may_begin_again: true,
        }
    }

    /// Whether a new quarter has begun, so that entries must be sent again.
    pub(super) fn asks_for_again(&self) -> bool {
        quarter(self.now) > self.mark.quarter
    }

    /// Leaves sending again to a later tick of the quarter. A pass that has begun continues.
    pub(super) fn hold_back(&mut self) {
        self.may_begin_again = false;
    }

    pub(super) fn mark(&self) -> ShardMark {
        self.mark
    }

    pub(super) fn is_open(&self) -> bool {
        self.lane != Lane::Closed
    }

    /// Reads the next page and returns the number of its entries. A shard that cannot be read is closed.
    pub(super) async fn read(&mut self, store: &Store) -> Result<usize, StoreError> {
        let (until, after) = match self.lane {
            Lane::New => (self.now - SETTLED_AFTER, self.mark.sent),
            Lane::Again => (self.again_until(), self.mark.sent_again),
            Lane::Closed => return Ok(0),
        };
        match store.due(self.number, until, after, PAGE).await {
            Ok(page) => {
                self.page = page.entries;
                self.has_more = page.has_more;
                self.sent = self.page.len();
                Ok(self.page.len())
            }
            Err(error) => {
                self.lane = Lane::Closed;
                Err(error)
            }
        }
    }

    /// The latest due time that is sent again.
    fn again_until(&self) -> Timestamp {
        let until = sent_again_until(quarter(self.now));
        let late_from = self.mark.late_from;
        let before = late_from.and_then(|second| Timestamp::from_second(second - 1).ok());
        before.map_or(until, |before| before.min(until))
    }

    /// The page in batches: for each, the due time of its first entry and the index of that entry.
    pub(super) fn batches(&self) -> impl Iterator<Item = (Timestamp, usize)> {
        let firsts = self.page.iter().enumerate().step_by(BATCH);
        firsts.map(|(at, entry)| (entry.due_at, at))
    }

    /// The messages of the batch that begins at the given index.
    pub(super) fn messages(&self, at: usize) -> impl Iterator<Item = VerificationMessage> {
        self.page.iter().skip(at).take(BATCH).map(|entry| {
            VerificationMessage::scheduled(entry.registration_id, entry.due_at, self.now)
        })
    }

    /// Remembers that the entry at the given index was not sent.
    pub(super) fn stop_before(&mut self, at: usize) {
        self.sent = self.sent.min(at);
    }

    /// Whether an entry of the page was not sent.
    pub(super) fn is_stopped(&self) -> bool {
        self.sent < self.page.len()
    }

    /// Moves the mark to the last entry before the first that was not sent, and turns to the next lane.
    pub(super) fn advance(&mut self) {
        let is_stopped = self.is_stopped();
        let page = std::mem::take(&mut self.page);
        let this_quarter = quarter(self.now);
        let last = page.get(..self.sent).and_then(<[Due]>::last).copied();
        match self.lane {
            Lane::New => {
                self.mark.sent = last.or(self.mark.sent);
                if let (Some(first), Some(_)) = (page.first(), last)
                    && first.due_at < self.now - SETTLED_AFTER - LATE
                {
                    self.is_late = true;
                    self.mark.late_from.get_or_insert(first.due_at.as_second());
                }
            }
            Lane::Again if last.is_some() => {
                self.mark.sent_again = last;
                self.mark.quarter = this_quarter;
            }
            Lane::Again => {}
            Lane::Closed => return,
        }
        if is_stopped {
            self.lane = Lane::Closed;
        } else if self.has_more && last.is_some() {
            // The lane goes on.
        } else if self.lane == Lane::New && self.may_begin_again && self.asks_for_again() {
            // What an earlier quarter left undone is in this one too.
            self.mark.sent_again = None;
            self.lane = Lane::Again;
        } else if self.lane == Lane::New && self.mark.sent_again.is_some() {
            self.lane = Lane::Again;
        } else {
            if self.lane == Lane::Again {
                self.mark.sent_again = None;
                self.mark.quarter = this_quarter;
                if !self.is_late {
                    self.mark.late_from = None;
                }
            }
            self.lane = Lane::Closed;
        }
    }
}
