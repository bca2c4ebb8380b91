//! Cache of the signing keys: fresh for a day, usable for two days while Microsoft does not answer, and fetched again for an
//! unknown key at most once in five minutes, by one caller while the others wait (T15).

mod fetch;

use crate::signing_keys::SigningKeys;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Age at which the set is fetched again.
const FRESH: SignedDuration = SignedDuration::from_hours(24);
/// Age from which the set is no longer used, even if no newer one is available.
const USABLE: SignedDuration = SignedDuration::from_hours(48);
/// Least time between two fetches while a set is held.
const BETWEEN_TRIES: SignedDuration = SignedDuration::from_mins(5);

/// The held set. The lock is kept while the set is fetched, so that one caller fetches for all.
#[derive(Default)]
pub(crate) struct KeyCache(Mutex<Held>);

#[derive(Default)]
struct Held {
    set: Option<(Arc<SigningKeys>, Timestamp)>,
    tried_at: Option<Timestamp>,
}

impl Held {
    fn may_try(&self, now: Timestamp) -> bool {
        self.tried_at
            .is_none_or(|at| now.duration_since(at) >= BETWEEN_TRIES)
    }

    fn usable(&self, now: Timestamp) -> Option<Arc<SigningKeys>> {
        let (set, read_at) = self.set.as_ref()?;
        (now.duration_since(*read_at) <= USABLE).then(|| Arc::clone(set))
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.set
            .as_ref()
            .is_some_and(|(_, read_at)| now.duration_since(*read_at) < FRESH)
    }
}
