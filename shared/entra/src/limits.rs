//! What one call may cost. The defaults are what `security.md` T46 to T48 and (e) demand; tests take smaller ones.

use std::time::Duration;

/// Bounds of time and size. Every attempt is bounded by itself; the caller bounds the whole operation by the time its
/// invocation has left ([`deadline::within`](crate::deadline::within)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest answer that is read: 2 MiB.
    pub body_bytes: usize,
    /// The largest set of signing keys that is read: 256 KiB.
    pub keys_body_bytes: usize,
    /// The longest silence inside an answer's body: 2 s.
    pub idle: Duration,
    /// One read of signing keys or of a discovery document: 3 s.
    pub keys: Duration,
    /// The one exchange of a code: 8 s.
    pub code_exchange: Duration,
    /// One request for an app-only token, or one refresh: 5 s.
    pub token: Duration,
    /// One read of Graph: 3 s.
    pub read: Duration,
    /// One batch of reads: 10 s.
    pub batch: Duration,
    /// The one sending of a batch that changes something: 8 s.
    pub write: Duration,
    /// The longest first pause before trying again, doubled for the second; the pause itself is random: 400 ms.
    pub backoff: Duration,
    /// A `Retry-After` beyond this is left to the caller: 20 s.
    pub retry_after: Duration,
    /// The most pages of one collection: 50.
    pub pages: usize,
    /// The most items of one collection: 20,000.
    pub items: usize,
    /// The most tenants whose app-only token is held, and the most users whose access token is: 512 each.
    pub held_tokens: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 2 * 1024 * 1024,
            keys_body_bytes: 256 * 1024,
            idle: Duration::from_secs(2),
            keys: Duration::from_secs(3),
            code_exchange: Duration::from_secs(8),
            token: Duration::from_secs(5),
            read: Duration::from_secs(3),
            batch: Duration::from_secs(10),
            write: Duration::from_secs(8),
            backoff: Duration::from_millis(400),
            retry_after: Duration::from_secs(20),
            pages: 50,
            items: 20_000,
            held_tokens: 512,
        }
    }
}
