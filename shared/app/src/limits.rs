//! How often something may be done (`security.md` (b)), counted in fixed windows.

use crate::secret_token::{self, Kind};
use jiff::{SignedDuration, Timestamp};
use std::net::IpAddr;
use store::{Store, StoreError};

/// At most so many within a window.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    name: &'static str,
    most: u64,
    window: SignedDuration,
}

/// Returns from Microsoft from one address.
pub(crate) const CALLBACKS: Limit = Limit {
    name: "callback",
    most: 30,
    window: SignedDuration::from_mins(1),
};

/// Answers to one leg that do not fit it; the last one spends it.
pub(crate) const MISFITS: Limit = Limit {
    name: "misfit",
    most: 4,
    window: SignedDuration::from_hours(1),
};

/// Requests of the API without a valid key from one address.
pub const WITHOUT_KEY: Limit = Limit {
    name: "without-key",
    most: 20,
    window: SignedDuration::from_mins(1),
};

/// Invitations of one customer, first ones included.
pub(crate) const INVITATIONS: Limit = Limit {
    name: "invitations",
    most: 1_000,
    window: SignedDuration::from_hours(1),
};

/// Readings of who may use the app by one browser: each may ask Graph for many groups (`security.md` T55).
pub(crate) const ACCESS_READINGS: Limit = Limit {
    name: "access-reading",
    most: 120,
    window: SignedDuration::from_mins(1),
};

impl Limit {
    /// Counts one more by somebody, and tells whether it is still within the limit.
    pub(crate) async fn allows(
        self,
        store: &Store,
        now: Timestamp,
        who: &str,
    ) -> Result<bool, StoreError> {
        let name = format!("{}:{who}", self.name);
        Ok(store.count(&name, self.window, now).await? <= self.most)
    }

    /// As for anybody, for a network address as the gateway saw it. One of this machine is everybody's: only an emulated
    /// gateway sees one, so it is not limited.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn allows_address(
        self,
        store: &Store,
        now: Timestamp,
        address: &str,
    ) -> Result<bool, StoreError> {
        if address
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
        {
            return Ok(true);
        }
        let address = secret_token::hash(Kind::Address, address);
        self.allows(store, now, address.as_str()).await
    }
}
