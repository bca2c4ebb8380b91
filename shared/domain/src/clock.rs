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

/// The machine on which the code runs, as far as a use case asks it: for the time and for random bytes. The two travel together,
/// because whatever makes an id needs both.
#[derive(Clone, Copy)]
pub struct Machine<'a> {
    /// Source of the time.
    pub clock: &'a dyn Clock,
    /// Source of random bytes.
    pub random: &'a dyn Random,
}

impl Machine<'_> {
    /// The current instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
