//! Notes the days on which API keys are used, so that the operator sees the keys that are no longer used. Writes at most once
//! per key and day, beside the request and for at most 250 ms. A later request notes a use that could not be noted.

use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use store::Store;
use tokio::time::timeout;

/// Longest time that a request waits for its note.
const AT_MOST: Duration = Duration::from_millis(250);
/// Time after which a failed note is tried again.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);
const DAY_SECONDS: i64 = 86_400;

/// Uses that this process noted.
#[derive(Default)]
pub struct ApiKeyUses(Mutex<HashMap<String, Noted>>);

/// The last attempt to note one key.
#[derive(Clone, Copy)]
struct Noted {
    at: Timestamp,
    is_kept: bool,
}

impl Noted {
    /// Whether nothing has to be noted now.
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
    /// Notes that a key is used now. Give it only accepted keys, because each one is remembered.
    pub async fn note(&self, store: &Store, key_id: &str, clock: &dyn Clock) {
        let now = clock.now();
        if !self.begins(key_id, now) {
            return;
        }
        let noted = timeout(AT_MOST, store.record_api_key_use(key_id, now)).await;
        let failure = match &noted {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(crate::Chain(error).to_string()),
            Err(_) => Some("no answer in time".to_owned()),
        };
        let is_kept = failure.is_none();
        if let Some(error) = failure {
            tracing::warn!(
                key_id,
                outcome = "key_use_not_noted",
                error,
                "the use of an API key could not be noted; a request in ten minutes tries again"
            );
        }
        let (at, key_id) = (now, key_id.to_owned());
        self.noted().insert(key_id, Noted { at, is_kept });
    }

    /// Whether this call has to note the use; only one of several concurrent calls has to.
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
