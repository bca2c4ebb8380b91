//! Notes the days on which API keys are used, so that the operator sees which one nobody uses any more. At most one write a key and
//! day, beside the request and never for long: a use that cannot be noted is noted by a later request.

use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use store::Store;
use tokio::time::timeout;

/// A request waits at most that long for its note.
const AT_MOST: Duration = Duration::from_millis(250);
/// A note that failed is tried again after that time.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);
const DAY_SECONDS: i64 = 86_400;

/// Uses that this process noted.
#[derive(Default)]
pub struct ApiKeyUses(Mutex<HashMap<String, Noted>>);

/// The last trial of one key.
#[derive(Clone, Copy)]
struct Noted {
    at: Timestamp,
    is_kept: bool,
}

impl Noted {
    /// Whether there is nothing to do now.
    fn is_enough(self, now: Timestamp) -> bool {
        let day = |at: Timestamp| at.as_second().div_euclid(DAY_SECONDS);
        if self.is_kept {
            day(self.at) == day(now)
        } else {
            now < self.at + AGAIN_AFTER
        }
    }
}

impl ApiKeyUses {
    /// Notes that a key is used now. Give it only keys that were accepted: each is remembered.
    pub async fn note(&self, store: &Store, key_id: &str, clock: &dyn Clock) {
        let now = clock.now();
        if !self.begins(key_id, now) {
            return;
        }
        let noted = timeout(AT_MOST, store.record_api_key_use(key_id, now)).await;
        let is_kept = matches!(noted, Ok(Ok(())));
        let (at, key_id) = (now, key_id.to_owned());
        self.noted().insert(key_id, Noted { at, is_kept });
    }

    /// Whether this call is to note it: one of those at the same time.
    fn begins(&self, key_id: &str, now: Timestamp) -> bool {
        let mut noted = self.noted();
        if noted.get(key_id).is_some_and(|last| last.is_enough(now)) {
            return false;
        }
        let (at, is_kept) = (now, false);
        noted.insert(key_id.to_owned(), Noted { at, is_kept });
        true
    }

    fn noted(&self) -> MutexGuard<'_, HashMap<String, Noted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
