//! Runs of the schedule on behalf of a waiting test. The schedule of the stack under test is as slow as a real one, so that
//! only the registrations of a test are verified, and AWS knows no schedule shorter than a minute. The message of a tick is
//! therefore sent at once: when the registration is due, if that is soon, and otherwise now and again. `schedule` has a test
//! that waits for the schedule itself.

use crate::support::stack::{Stack, now_in_milliseconds};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};

/// Milliseconds within which a due time is waited for: the worker set that time for a reason.
const A_MOMENT: i64 = 5_000;
/// Milliseconds between two runs of a registration that is not due.
const BETWEEN: i64 = 2_000;

/// Sender of the messages of one registration.
#[derive(Default)]
pub(crate) struct Hurry {
    /// The last due time or instant for which a message was sent, in milliseconds since 1970.
    sent_for: AtomicI64,
}

impl Hurry {
    /// Sends a message if the registration, as the API shows it, needs one.
    pub(crate) async fn look(&self, seen: &Value) {
        let due_at = seen["health"]["due_at"].as_str();
        let Some(due_at) = due_at.and_then(|text| text.parse::<Timestamp>().ok()) else {
            return;
        };
        let (due, now) = (due_at.as_millisecond(), now_in_milliseconds());
        let last = self.sent_for.load(Ordering::Relaxed);
        let slot = if due <= now {
            due
        } else if due > now + A_MOMENT && now > last + BETWEEN {
            now
        } else {
            return;
        };
        if slot == last {
            return;
        }
        self.sent_for.store(slot, Ordering::Relaxed);
        let message = json!({
            "version": 1, "registration_id": seen["id"], "slot": slot, "attempt": 0,
            "requested_at": due_at.to_string(),
        });
        let aws = Stack::load().aws();
        aws.send_batch_to_sweep_queue(&[message.to_string()]).await;
    }
}
