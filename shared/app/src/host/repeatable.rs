//! An instant and bytes that are the same for every attempt at one request.

use aws_lc_rs::hkdf;
use domain::clock::{Clock, Machine, Random, RandomUnavailable};
use jiff::Timestamp;
use std::sync::atomic::{AtomicU64, Ordering};

/// Clock and random bytes made from a secret seed of 256 bits (RFC 5869). Without the seed the bytes are as good as random; a
/// second attempt that asks in the same order gets the same ones. Never use it for a nonce.
pub struct Repeatable {
    pseudo_random_key: hkdf::Prk,
    asked: AtomicU64,
    began_at: Timestamp,
}

impl Repeatable {
    /// The machine for every attempt at the request.
    pub fn machine(&self) -> Machine<'_> {
        Machine {
            clock: self,
            random: self,
        }
    }

    pub(crate) fn new(seed: &str, began_at: Timestamp) -> Self {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"cooperlink-registration");
        Self {
            pseudo_random_key: salt.extract(seed.as_bytes()),
            asked: AtomicU64::new(0),
            began_at,
        }
    }
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

impl Random for Repeatable {
    fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
        let turn = self.asked.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let information = [b"repeatable".as_slice(), turn.as_slice()];
        self.pseudo_random_key
            .expand(&information, Length(destination.len()))
            .and_then(|output| output.fill(destination))
            .map_err(|_| RandomUnavailable)
    }
}

impl Clock for Repeatable {
    fn now(&self) -> Timestamp {
        self.began_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(repeatable: &Repeatable) -> [u8; 32] {
        let mut bytes = [0; 32];
        repeatable.fill(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_in_the_same_order_and_never_twice() {
        let attempt = |seed| {
            let repeatable = Repeatable::new(seed, Timestamp::UNIX_EPOCH);
            [bytes(&repeatable), bytes(&repeatable)]
        };
        let [first, second] = attempt("seed");
        assert_ne!(first, second);
        assert_eq!(attempt("seed"), [first, second]);
        assert_ne!(attempt("other")[0], first);
    }
}
