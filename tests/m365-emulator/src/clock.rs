//! The emulator's own clock, which a test may move forward, and its randomness.
//!
//! The emulator is a separate server that must not use any part of the service under test, so the service's `Clock` and `Rng`
//! are out of reach on purpose.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Time of this emulator: the machine's time, plus the seconds that `POST /control/clock` added.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead: SignedDuration,
}

impl Clock {
    /// The present instant.
    #[expect(
        clippy::disallowed_methods,
        reason = "a server of its own: it has no clock but this"
    )]
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now()
            .saturating_add(self.ahead)
            .unwrap_or(Timestamp::MAX)
    }

    /// The present instant in seconds since the epoch, the unit of JSON Web Tokens.
    pub(crate) fn seconds(&self) -> i64 {
        self.now().as_second()
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&mut self, by: SignedDuration) {
        self.ahead = self.ahead.saturating_add(by);
    }
}

/// Fresh random bytes.
pub(crate) fn random_bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    // The operating system's source only fails where nothing else works either; zeros would be visible at once.
    let _filled = aws_lc_rs::rand::fill(&mut bytes);
    bytes
}

/// A fresh random (version 4) GUID.
pub(crate) fn random_guid() -> Uuid {
    uuid::Builder::from_random_bytes(random_bytes()).into_uuid()
}

/// Random text of 1,200 characters, about the length of an authorization code or a refresh token of Microsoft's.
pub(crate) fn random_long_text() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<900>())
}

/// 256 random bits in base64url: 43 characters.
pub(crate) fn random_text() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}
