//! New identifiers: version 7 GUIDs (RFC 9562 section 5.7), which sort by time.

use domain::clock::{Random, RandomUnavailable};
use jiff::Timestamp;
use uuid::{Builder, Uuid};

/// A new GUID of this instant.
///
/// # Errors
/// [`RandomUnavailable`] when the system gives no random bytes.
pub(crate) fn generate(now: Timestamp, random: &dyn Random) -> Result<Uuid, RandomUnavailable> {
    let mut bytes = [0; 10];
    random.fill(&mut bytes)?;
    // An instant before 1970 does not occur; it would sort first, which harms nobody.
    let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
    Ok(Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid())
}
