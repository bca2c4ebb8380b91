//! What the schedule's next tick would send, sent at once. AWS knows no schedule shorter than a minute, and a test that waits for
//! several ticks would wait for nothing else. Due times stay as the worker set them; only who looks at them is quicker.
//! `schedule` has a test that waits for the schedule itself.

use crate::stack::Stack;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};

/// Sends the message of one registration when it is due, once for each due time.
#[derive(Default)]
pub(crate) struct Hurry {
    /// In milliseconds since 1970.
    sent_for: AtomicI64,
}

impl Hurry {
    /// Looks at a registration as the API shows it.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test has the clock of the stack"
    )]
    pub(crate) async fn look(&self, seen: &Value) {
        let due_at = seen["health"]["due_at"].as_str();
        let Some(due_at) = due_at.and_then(|text| text.parse::<Timestamp>().ok()) else {
            return;
        };
        let slot = due_at.as_millisecond();
        if due_at > Timestamp::now() || self.sent_for.swap(slot, Ordering::Relaxed) == slot {
            return;
        }
        let message = json!({
            "version": 1, "registration_id": seen["id"], "slot": slot, "attempt": 0,
            "requested_at": due_at.to_string(),
        });
        let aws = Stack::load().aws();
        aws.send_batch_to_sweep_queue(&[message.to_string()]).await;
    }
}
