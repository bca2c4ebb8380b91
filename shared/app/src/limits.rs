//! Limits of how often an action is allowed (`SECURITY.md`, Limits).
//!
//! Two kinds: a [`RateLimiter`] counts in memory and guards requests that change nothing; a [`Limit`] counts in the table, in
//! fixed windows, and guards requests that start something. Addresses count by their [`AddressPrefix`].

mod address_prefix;
mod legs;
mod page_requests;
mod rate_limiter;
mod starts;

pub use address_prefix::AddressPrefix;
pub(crate) use legs::allow_leg;
pub use page_requests::{PageKind, PageRequest, PageRequests};
pub use rate_limiter::{Rate, RateLimiter};
pub(crate) use starts::allow_start;

use domain::schedule::Intervals;
use jiff::{SignedDuration, Timestamp};
use store::{Store, StoreError};

/// Returns from Microsoft from one address prefix.
pub const CALLBACKS: Rate = Rate::per_minute(30);

/// Requests of the API without a valid key from one address prefix.
pub const WITHOUT_KEY: Rate = Rate::per_minute(20);

/// Requests of the API with one key: 100 at once, and 50 more each second.
pub const API_KEY: Limit = Limit::new("api-key", 100, SignedDuration::from_secs(2));

/// Interval within which a person at a page has a registration verified at most once; a second run comes at its end (T55).
pub const LOOK_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Interval within which the host app is told at most once that the holder of a link asks for a new one.
pub(crate) const LINK_REQUEST_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Interval between two trials of a failing webhook endpoint: a little less than between two ticks of the dispatcher.
pub(crate) const ENDPOINT_TRIAL_EVERY: SignedDuration = SignedDuration::from_secs(50);

/// Answers to one leg that do not fit it; after the last one the leg ends.
pub(crate) const MISFITS: Limit = Limit::new("misfit", 4, SignedDuration::from_hours(1));

/// Invitations of one customer, first ones included.
pub const INVITATIONS: Limit = Limit::new("invitations", 1_000, SignedDuration::from_hours(1));

/// Links for the system user that the administrators of one registration make within [`SYSTEM_USER_LINKS_WITHIN`].
pub(crate) const MOST_SYSTEM_USER_LINKS: usize = 5;

/// Time in which the links for the system user are counted together.
pub(crate) const SYSTEM_USER_LINKS_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Pings of one endpoint: each occupies a place among the deliveries until the endpoint answers.
pub const PINGS: Limit = Limit::new("pings", 5, SignedDuration::from_mins(1));

/// Trips to Microsoft by one row of flows: each writes a leg into the table (T81).
const LEGS: Limit = Limit::new("legs", 60, SignedDuration::from_hours(1));

/// Changes of one registration's access by one person. Attempts that Graph refuses count only against the person who makes
/// them.
pub(crate) const ACCESS_CHANGES: Limit = Limit::new("access", 100, SignedDuration::from_hours(1));

/// Readings of the access page by one browser: each may ask Graph for many groups (T55).
pub(crate) const ACCESS_READINGS: Limit =
    Limit::new("access-reading", 120, SignedDuration::from_mins(1));

/// Largest number of actions within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    name: &'static str,
    most: u64,
    window: SignedDuration,
}

/// State of a limit for one name, after a request was counted or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The limit.
    pub limit: Limit,
    /// Number of actions left in this window.
    pub left: u64,
    /// Whole seconds until the next window, at least one.
    pub resets_in: SignedDuration,
}

impl Allowance {
    /// Number of actions that were counted in this window, at most those of the limit.
    fn used(&self) -> u64 {
        self.limit.most - self.left
    }
}

/// Verifications of one registration on request (T55).
pub fn verifications_now(intervals: Intervals) -> Limit {
    Limit::new("verify-now", 1, intervals.verify_now_every)
}

/// Looks for an approval that was given elsewhere, for one registration on request.
pub(crate) fn approval_looks(intervals: Intervals) -> Limit {
    Limit::new("approval-look", 1, intervals.verify_now_every)
}

/// Verifications of one registration on request that led to no report and are not counted.
pub(crate) fn given_back(intervals: Intervals) -> Limit {
    Limit::new("given-back", 3, intervals.verify_now_every)
}

impl Limit {
    pub(crate) const fn new(name: &'static str, most: u64, window: SignedDuration) -> Self {
        Self { name, most, window }
    }

    /// The name, as the API shows it.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Largest number of actions within a window.
    pub fn most(self) -> u64 {
        self.most
    }

    /// The window: each begins at a multiple of its length since 1970.
    pub fn window(self) -> SignedDuration {
        self.window
    }

    /// Counts one more action of a name, or refuses it; returns the number left in either case.
    pub(crate) async fn spend(
        self,
        store: &Store,
        now: Timestamp,
        who: &str,
    ) -> Result<Result<Allowance, Allowance>, StoreError> {
        if self.has_room(store, now, who).await? {
            self.spend_unseen(store, now, who).await
        } else {
            Ok(Err(self.allowance(self.most, now)))
        }
    }

    /// Counts like [`Limit::spend`], but with one request less, so that a refusal may be counted too.
    pub(crate) async fn spend_unseen(
        self,
        store: &Store,
        now: Timestamp,
        who: &str,
    ) -> Result<Result<Allowance, Allowance>, StoreError> {
        let used = store.count(&self.name_of(who), self.window, now).await?;
        let allowance = self.allowance(used, now);
        Ok(if used <= self.most {
            Ok(allowance)
        } else {
            Err(allowance)
        })
    }

    /// Counts several actions of a name at once, or refuses them all, in one write.
    pub(crate) async fn takes(
        self,
        store: &Store,
        now: Timestamp,
        who: &str,
        count: u64,
    ) -> Result<bool, StoreError> {
        let name = self.name_of(who);
        store.take(&name, count, self.most, self.window, now).await
    }

    fn allowance(self, used: u64, now: Timestamp) -> Allowance {
        let window = self.window.as_secs().max(1);
        let left = window - now.as_second().rem_euclid(window);
        Allowance {
            limit: self,
            left: self.most.saturating_sub(used),
            resets_in: SignedDuration::from_secs(left),
        }
    }

    /// Counts one more action of a name, and returns whether it is within the limit. A refused one is not counted, so that a
    /// flood of refusals writes nothing.
    pub(crate) async fn allows(
        self,
        store: &Store,
        now: Timestamp,
        who: &str,
    ) -> Result<bool, StoreError> {
        Ok(self.spend(store, now, who).await?.is_ok())
    }

    /// Sets the count of a name to zero, in the window that contains the given instant.
    pub(crate) async fn reset(
        self,
        store: &Store,
        at: Timestamp,
        who: &str,
    ) -> Result<(), StoreError> {
        store.reset_count(&self.name_of(who), self.window, at).await
    }

    /// Whether one more action would be within the limit; counts nothing.
    async fn has_room(self, store: &Store, now: Timestamp, who: &str) -> Result<bool, StoreError> {
        Ok(self.counted(store, now, who).await? < self.most)
    }

    /// Count of a name in the current window.
    async fn counted(self, store: &Store, now: Timestamp, who: &str) -> Result<u64, StoreError> {
        store.counted(&self.name_of(who), self.window, now).await
    }

    fn name_of(self, who: &str) -> String {
        format!("{}:{who}", self.name)
    }
}
