//! The operating system's random source.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use domain::clock::{Random, RandomUnavailable};

/// Random bytes fit for secrets.
#[derive(Debug, Clone, Default)]
pub struct SystemRandomSource {
    source: SystemRandom,
}

impl SystemRandomSource {
    /// The source; making it reads nothing.
    pub fn new() -> Self {
        Self {
            source: SystemRandom::new(),
        }
    }
}

impl Random for SystemRandomSource {
    fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
        self.source.fill(destination).map_err(|_| RandomUnavailable)
    }
}
