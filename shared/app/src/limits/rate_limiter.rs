//! Limits that write nothing: token buckets in the memory of one function's process.

use crate::limits::{AddressPrefix, Allowance, Limit};
use domain::ids::TokenHash;
use jiff::{SignedDuration, Timestamp};
use lru::LruCache;
use std::{
    hash::Hash,
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
};

/// Keys that one limiter remembers: 10,000 of about 100 bytes each, thus a megabyte.
const MOST_KEYS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(9_999);

/// A rate: at most `burst` at once, and one more per `interval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    burst: i32,
    interval: SignedDuration,
}

impl Rate {
    /// Rate of so many per minute, which may also come all at once.
    pub const fn per_minute(burst: i32) -> Self {
        Self {
            burst,
            interval: SignedDuration::from_millis(60_000 / burst as i64),
        }
    }

    /// Rate of a limit: the whole number of its window at once, and as many again over the time of a window.
    pub fn of(limit: Limit) -> Self {
        let burst = i32::try_from(limit.most()).unwrap_or(i32::MAX).max(1);
        Self {
            burst,
            interval: limit.window() / burst,
        }
    }

    /// Copy of the rate with another number at once.
    #[must_use]
    pub const fn with_burst(self, burst: i32) -> Self {
        Self { burst, ..self }
    }
}

/// Limits how often each key is admitted, within one process and without a write (T81).
///
/// The rate holds for each process. Lambda gives a process one request at a time and starts another process when all are busy,
/// so the rate of the whole deployment is at most this rate times the function's concurrency, which `infra/template.yaml`
/// reserves. That is enough for the requests it guards: reads, and refusals that change nothing. The gateway's throttling
/// limits their cost. A request that starts something is also counted in the table.
///
/// Memory is bounded: the key that was unused for longest is forgotten first, and is then admitted like a new one.
pub struct RateLimiter<Key = TokenHash> {
    rate: Rate,
    /// For each key, the instant at which its bucket is full again (the generic cell rate algorithm).
    full_at: Mutex<LruCache<Key, Timestamp>>,
}

impl<Key: Hash + Eq + Clone> RateLimiter<Key> {
    /// Makes a limiter that has admitted no key yet.
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            full_at: Mutex::new(LruCache::new(MOST_KEYS)),
        }
    }

    /// Admits one more request of a key, or refuses it. A refusal uses up nothing.
    pub fn admits(&self, key: &Key, now: Timestamp) -> bool {
        self.fill(key, now).is_ok()
    }

    /// Admits like [`RateLimiter::admits`], and returns the number left of the limit that the rate belongs to.
    ///
    /// # Errors
    /// The allowance of a refused request: none is left.
    pub fn spend(&self, key: &Key, limit: Limit, now: Timestamp) -> Result<Allowance, Allowance> {
        let allowance = |full_in: SignedDuration| {
            let left = self.rate.interval * self.rate.burst - full_in;
            let left = left.as_millis() / self.rate.interval.as_millis().max(1);
            Allowance {
                limit,
                left: u64::try_from(left).unwrap_or(0),
                resets_in: SignedDuration::from_secs(seconds_up(full_in).max(1)),
            }
        };
        self.fill(key, now).map(allowance).map_err(allowance)
    }

    /// Time until the key's bucket is full again, with one more request in it; an error if it has no room for one more.
    fn fill(&self, key: &Key, now: Timestamp) -> Result<SignedDuration, SignedDuration> {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let since = full_at.get(key).map_or(now, |full_at| now.max(*full_at));
        let next = since.saturating_add(self.rate.interval).unwrap_or(since);
        let full_in = next.duration_since(now);
        if full_in > self.rate.interval * self.rate.burst {
            return Err(since.duration_since(now));
        }
        full_at.put(key.clone(), next);
        Ok(full_in)
    }
}

impl RateLimiter {
    /// Admits an address like [`RateLimiter::admits`]. An address of this machine is always admitted.
    pub fn admits_address(&self, address: &str, now: Timestamp) -> bool {
        let prefix = AddressPrefix::of(address);
        prefix.is_of_this_machine() || self.admits(&prefix.hash(), now)
    }
}

fn seconds_up(time: SignedDuration) -> i64 {
    time.as_secs() + i64::from(time.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::secret_token::{self, TokenPurpose};

    fn key(name: u32) -> TokenHash {
        secret_token::hash(TokenPurpose::Address, &name.to_string())
    }

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn admitted(limiter: &RateLimiter, turns: usize, at: Timestamp) -> usize {
        (0..turns).filter(|_| limiter.admits(&key(1), at)).count()
    }

    #[test]
    fn t81_a_key_is_admitted_at_its_rate_and_no_faster() {
        let limiter = RateLimiter::new(Rate::per_minute(60));
        assert_eq!(admitted(&limiter, 100, second(0)), 60);
        assert_eq!(admitted(&limiter, 100, second(0)), 0);
        assert_eq!(admitted(&limiter, 100, second(10)), 10);
        assert_eq!(admitted(&limiter, 100, second(3_600)), 60);
        assert!(limiter.admits(&key(2), second(0)), "another key");
    }

    #[test]
    fn t81_a_burst_may_be_smaller_than_a_minutes_rate() {
        let limiter = RateLimiter::new(Rate::per_minute(600).with_burst(200));
        assert_eq!(admitted(&limiter, 1_000, second(0)), 200);
        assert_eq!(admitted(&limiter, 1_000, second(1)), 10);
    }

    #[test]
    fn t81_what_is_left_of_a_limit_is_told() {
        let limit = Limit::new("some", 100, SignedDuration::from_secs(2));
        let limiter = RateLimiter::new(Rate::of(limit));
        let told = |at| {
            let spent = limiter.spend(&key(1), limit, at);
            let (is_admitted, allowance) = match spent {
                Ok(allowance) => (true, allowance),
                Err(allowance) => (false, allowance),
            };
            (is_admitted, allowance.left, allowance.resets_in.as_secs())
        };
        assert_eq!(told(second(0)), (true, 99, 1));
        assert_eq!(admitted(&limiter, 98, second(0)), 98);
        assert_eq!(told(second(0)), (true, 0, 2));
        assert_eq!(told(second(0)), (false, 0, 2));
        assert_eq!(told(second(1)), (true, 49, 2));
        assert_eq!(admitted(&limiter, 1_000, second(2)), 99);
    }

    #[test]
    fn t81_a_flood_of_keys_does_not_fill_the_memory() {
        let limiter = RateLimiter::new(Rate::per_minute(60));
        for name in 0..100_000 {
            assert!(limiter.admits(&key(name), second(0)));
        }
        assert_eq!(limiter.full_at.lock().unwrap().len(), MOST_KEYS.get());
    }

    #[test]
    fn a_clock_that_goes_back_locks_nobody_out_for_longer() {
        let limiter = RateLimiter::new(Rate::per_minute(60));
        assert_eq!(admitted(&limiter, 60, second(100)), 60);
        assert_eq!(admitted(&limiter, 1, second(90)), 0);
        assert_eq!(admitted(&limiter, 100, second(160)), 60);
    }
}
