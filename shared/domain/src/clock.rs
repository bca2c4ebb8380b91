//! Time and randomness, which every use case receives as parameters instead of asking the machine.

use jiff::Timestamp;

/// Source of the time. The real one lives in `bootstrap`; tests move theirs by hand.
pub trait Clock: Send + Sync {
    /// The current instant.
    fn now(&self) -> Timestamp;
}

/// The operating system refused to give random bytes; the request must be abandoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no random bytes available")]
pub struct RandomUnavailable;

/// A source of random bytes fit for secrets. The real one lives in `bootstrap`.
pub trait Random: Send + Sync {
    /// Fills `destination` with random bytes.
    ///
    /// # Errors
    /// [`RandomUnavailable`] when the source fails; nothing may be derived from `destination` then.
    fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable>;
}
