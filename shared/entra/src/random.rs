//! Random identifiers and jitter, from the same source that salts our signatures.

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use std::time::Duration;
use uuid::Uuid;

/// Random bytes, or `None` when the operating system gives none.
fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(bytes)
}

/// A fresh version 4 GUID.
pub(crate) fn guid() -> Option<Uuid> {
    Some(uuid::Builder::from_random_bytes(bytes()?).into_uuid())
}

/// A random part of a duration: full jitter. Without random bytes it is the whole duration, to be careful.
pub(crate) fn part_of(duration: Duration) -> Duration {
    let share = bytes::<2>().map_or(u16::MAX, u16::from_be_bytes);
    duration * u32::from(share) / u32::from(u16::MAX)
}
