//! One shard of the due index in a tick: what is new first, then what is sent again.

use super::{BATCH, PAGE, SETTLED_AFTER, quarter, sent_again_until};
use jiff::{SignedDuration, Timestamp};
use store::{Due, ShardMark, Store, StoreError, VerificationMessage};

/// What is sent for the first time though it has been due for so long comes from a dispatcher that did not get on. It is left
/// out when a quarter is sent again next, because it was sent just before; what is due before it is not.
const LATE: SignedDuration = SignedDuration::from_mins(5);

/// A mark that is further ahead than this is of a clock that was wrong.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

/// A way of reading a shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lane {
    /// Entries that became due since it was read last.
    New,
    /// Entries that were due a quarter of an hour ago.
    Again,
    /// No entry more in this tick.
    Closed,
}

/// A shard under way.
pub(super) struct Shard {
    number: u8,
    /// When the tick began.
    now: Timestamp,
    lane: Lane,
    mark: ShardMark,
    page: Vec<Due>,
    has_more: bool,
    /// Entries of the page before the first that was not sent.
    sent: usize,
    /// Whether this tick sends something late.
    is_late: bool,
    /// Whether this tick may begin to send again what a quarter asks for.
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

    /// Whether a quarter asks for sending again.
    pub(super) fn asks_for_again(&self) -> bool {
        quarter(self.now) > self.mark.quarter
    }

    /// Leaves sending again to a later tick of the quarter. What is under way goes on.
    pub(super) fn hold_back(&mut self) {
        self.may_begin_again = false;
    }

    pub(super) fn mark(&self) -> ShardMark {
        self.mark
    }

    pub(super) fn is_open(&self) -> bool {
        self.lane != Lane::Closed
    }

    /// Reads the next page and gives the number of its entries. A shard that cannot be read is closed.
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

    /// The page in batches: the due time of the first entry of each, and its place.
    pub(super) fn batches(&self) -> impl Iterator<Item = (Timestamp, usize)> {
        let firsts = self.page.iter().enumerate().step_by(BATCH);
        firsts.map(|(at, entry)| (entry.due_at, at))
    }

    /// The messages of the batch at that place.
    pub(super) fn messages(&self, at: usize) -> impl Iterator<Item = VerificationMessage> {
        self.page.iter().skip(at).take(BATCH).map(|entry| {
            let slot = entry.due_at.as_millisecond();
            VerificationMessage::new(entry.registration_id, Some(slot), self.now)
        })
    }

    /// Remembers that the entry at that place was not sent.
    pub(super) fn stop_before(&mut self, at: usize) {
        self.sent = self.sent.min(at);
    }

    /// Whether an entry of the page was not sent.
    pub(super) fn is_stopped(&self) -> bool {
        self.sent < self.page.len()
    }

    /// Moves the mark to the last entry before the first that was not sent, and turns to what comes next.
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
