//! New identifiers: version 7 GUIDs (RFC 9562 section 5.7), which sort by time.

use domain::clock::{Random, RandomUnavailable};
use jiff::Timestamp;
use uuid::{Builder, Uuid};

/// The random bits of an identifier whose instant comes later: that of an event is the one right before its write, because
/// readers of the feed wait for ids of a moment ago, but not for long.
#[derive(Clone, Copy)]
pub(crate) struct RandomBits([u8; 10]);

impl RandomBits {
    /// The GUID of this instant.
    pub(crate) fn at(self, now: Timestamp) -> Uuid {
        // An instant before 1970 does not occur; it would sort first, which harms nobody.
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(milliseconds, &self.0).into_uuid()
    }
}

/// Draws the random bits of a new GUID.
///
/// # Errors
/// [`RandomUnavailable`] when the system gives no random bytes.
pub(crate) fn draw(random: &dyn Random) -> Result<RandomBits, RandomUnavailable> {
    let mut bytes = [0; 10];
    random.fill(&mut bytes)?;
    Ok(RandomBits(bytes))
}

/// A new GUID of this instant.
///
/// # Errors
/// [`RandomUnavailable`] when the system gives no random bytes.
pub fn generate(now: Timestamp, random: &dyn Random) -> Result<Uuid, RandomUnavailable> {
    Ok(draw(random)?.at(now))
}
