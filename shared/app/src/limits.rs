//! Limits of how often something may be done (`security.md` (b)).
//!
//! Two kinds: a [`RateLimiter`] counts in memory and stands before whatever changes nothing; a [`Limit`] counts in the
//! table, in fixed windows, and stands before whatever starts something. Addresses count by their [`AddressPrefix`].

mod address_prefix;
mod page_requests;
mod rate_limiter;
mod starts;

pub use address_prefix::AddressPrefix;
pub use page_requests::{PageKind, PageRequest, PageRequests};
pub use rate_limiter::{Rate, RateLimiter};
pub(crate) use starts::allow_start;

use crate::{browser::Browser, legs::BeginError};
use domain::{clock::Clock, flow::Flow};
use jiff::{SignedDuration, Timestamp};
use store::{Store, StoreError};

/// Returns from Microsoft from one address prefix.
pub const CALLBACKS: Rate = Rate::per_minute(30);

/// Requests of the API without a valid key from one address prefix.
pub const WITHOUT_KEY: Rate = Rate::per_minute(20);

/// At most so many within a window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    name: &'static str,
    most: u64,
    window: SignedDuration,
}

/// Answers to one leg that do not fit it; the last one spends it.
pub(crate) const MISFITS: Limit = Limit::new("misfit", 4, SignedDuration::from_hours(1));

/// Invitations of one customer, first ones included.
pub(crate) const INVITATIONS: Limit =
    Limit::new("invitations", 1_000, SignedDuration::from_hours(1));

/// Trips to Microsoft by one row of flows that began within it: each writes a leg into the table (`security.md` T81).
const LEGS: Limit = Limit::new("legs", 60, SignedDuration::from_hours(1));

/// Counts a trip of a flow, or refuses it.
///
/// # Errors
/// [`BeginError::TooMany`], or a fault of ours.
pub(crate) async fn allow_leg(
    browser: &Browser,
    clock: &dyn Clock,
    flow: &Flow,
) -> Result<(), BeginError> {
    let who = flow.first_cookie_hash().as_str();
    let allowed = LEGS.allows(&browser.store, clock.now(), who).await?;
    allowed.then_some(()).ok_or(BeginError::TooMany)
}

/// Readings of who may use the app by one browser: each may ask Graph for many groups (`security.md` T55).
pub(crate) const ACCESS_READINGS: Limit =
    Limit::new("access-reading", 120, SignedDuration::from_mins(1));

impl Limit {
    pub(crate) const fn new(name: &'static str, most: u64, window: SignedDuration) -> Self {
        Self { name, most, window }
    }

    /// Counts one more of a name, and tells whether it is still within the limit. One that is beyond it is not counted, so a
    /// flood of refusals writes nothing.
    pub(crate) async fn allows(
        self,
        store: &Store,
        now: Timestamp,
        who: &str,
    ) -> Result<bool, StoreError> {
        if !self.has_room(store, now, who).await? {
            return Ok(false);
        }
        let name = self.name_of(who);
        Ok(store.count(&name, self.window, now).await? <= self.most)
    }

    /// Whether one more would be within the limit; counts nothing.
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
