//! A clock that is moved by hand.

use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

pub(crate) struct HandClock(Mutex<Timestamp>);

impl HandClock {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Timestamp::from_second(1_750_000_000).unwrap()))
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}
