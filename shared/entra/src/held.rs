//! Holding of tokens: limited in number, and renewed before they expire.

use crate::random;
use jiff::{SignedDuration, Timestamp};
use std::{collections::HashMap, hash::Hash, time::Duration};

/// Time before expiry at which tokens are renewed. Up to as much again is added at random, so that they are not all renewed
/// together.
const EARLY: Duration = Duration::from_mins(5);

/// Instant at which to renew a token that was issued at `now`.
pub(crate) fn renew_at(now: Timestamp, lifetime: Duration) -> Timestamp {
    let early = (EARLY + random::part_of(EARLY)).min(lifetime / 2);
    let useful = SignedDuration::try_from(lifetime.saturating_sub(early)).unwrap_or_default();
    now.saturating_add(useful).unwrap_or(now)
}

/// A map of limited size, which drops the least recently used entry when it is full.
pub(crate) struct Recent<K, V> {
    capacity: usize,
    entries: HashMap<K, (V, u64)>,
    uses: u64,
}

impl<K: Copy + Eq + Hash, V: Clone> Recent<K, V> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            entries: HashMap::new(),
            uses: 0,
        }
    }

    pub(crate) fn get(&mut self, key: &K) -> Option<V> {
        self.uses += 1;
        let (value, last_used) = self.entries.get_mut(key)?;
        *last_used = self.uses;
        Some(value.clone())
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.uses += 1;
        if !self.entries.contains_key(&key) && self.entries.len() >= self.capacity {
            let oldest = self
                .entries
                .iter()
                .min_by_key(|(_, (_, last_used))| *last_used)
                .map(|(key, _)| *key);
            if let Some(oldest) = oldest {
                self.entries.remove(&oldest);
            }
        }
        self.entries.insert(key, (value, self.uses));
    }
}
