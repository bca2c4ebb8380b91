//! Limits of one call (`SECURITY.md`, Limits; T46 to T48). Tests take smaller ones.

use std::time::Duration;

/// Limits of time and size. Every attempt has a limit of its own; the caller limits the whole operation by the time that its
/// invocation has left ([`deadline::within`](crate::deadline::within)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest answer that is read: 2 MiB.
    pub body_bytes: usize,
    /// Largest set of signing keys that is read: 256 KiB.
    pub keys_body_bytes: usize,
    /// Longest silence inside an answer's body: 2 s.
    pub idle: Duration,
    /// Time for one read of signing keys or of a discovery document: 3 s.
    pub keys: Duration,
    /// Time for the one exchange of a code: 8 s.
    pub code_exchange: Duration,
    /// Time for one request for an app-only token, or one refresh: 5 s.
    pub token: Duration,
    /// Time for one read of Graph: 3 s.
    pub read: Duration,
    /// Time for one batch of reads: 10 s.
    pub batch: Duration,
    /// Time for the one sending of a batch that makes changes: 8 s.
    pub write: Duration,
    /// Longest first pause before a further try, doubled for the second; the pause itself is random: 400 ms.
    pub backoff: Duration,
    /// Longest `Retry-After` that is waited for here; a longer one is left to the caller: 20 s.
    pub retry_after: Duration,
    /// Largest number of pages of one collection: 50.
    pub pages: usize,
    /// Largest number of items of one collection: 20,000.
    pub items: usize,
    /// Largest number of tenants whose app-only token is held, and of users whose access token is held: 512 each.
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
