//! Stand-in for SQS, as far as functions send to it. It counts, and finds messages for the same registration.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Counts of sending since the last call of `taken`.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sent {
    /// Number of calls.
    pub(super) calls: u64,
    /// Number of messages.
    pub(super) messages: u64,
    /// Number of messages for a registration that had one before.
    pub(super) doubled: u64,
}

#[derive(Default)]
struct State {
    registrations: BTreeSet<String>,
    sent: Sent,
}

/// Stand-in for every queue.
#[derive(Default)]
pub(super) struct Queue(Mutex<State>);

impl Queue {
    pub(super) fn taken(&self) -> Sent {
        std::mem::take(&mut self.state().sent)
    }

    /// Number of registrations that had a message.
    pub(super) fn registrations(&self) -> usize {
        self.state().registrations.len()
    }

    pub(super) fn answer(&self, operation: &str, input: &Value) -> (u16, Value) {
        let mut state = self.state();
        state.sent.calls += 1;
        match operation {
            "SendMessage" => {
                state.take(&input["MessageBody"]);
                (200, json!({"MessageId": "m"}))
            }
            "SendMessageBatch" => {
                let mut taken = Vec::new();
                for entry in input["Entries"].as_array().into_iter().flatten() {
                    state.take(&entry["MessageBody"]);
                    taken.push(
                        json!({"Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x"}),
                    );
                }
                (200, json!({"Successful": taken, "Failed": []}))
            }
            "GetQueueAttributes" => {
                let waiting = state.registrations.len().to_string();
                let attributes = json!({
                    "ApproximateNumberOfMessages": waiting,
                    "ApproximateNumberOfMessagesNotVisible": "0",
                    "ApproximateNumberOfMessagesDelayed": "0",
                });
                (200, json!({ "Attributes": attributes }))
            }
            _ => (501, json!({"__type": "NotEmulated"})),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self, body: &Value) {
        let message: Value =
            serde_json::from_str(body.as_str().unwrap_or_default()).unwrap_or_default();
        let registration = message["registration_id"].as_str().unwrap_or_default();
        self.sent.messages += 1;
        if !self.registrations.insert(registration.to_owned()) {
            self.sent.doubled += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_twice_is_counted_over_calls() {
        let queue = Queue::default();
        let message = |id: &str| json!({"registration_id": id}).to_string();
        let entry = |id: &str| json!({"Id": "0", "MessageBody": message(id)});
        let batch = json!({"Entries": [entry("a"), entry("b"), entry("b")]});
        let (status, answer) = queue.answer("SendMessageBatch", &batch);
        assert_eq!(status, 200);
        assert_eq!(answer["Successful"].as_array().map(Vec::len), Some(3));
        queue.answer("SendMessage", &json!({"MessageBody": message("a")}));
        let expected = Sent {
            calls: 2,
            messages: 4,
            doubled: 2,
        };
        assert_eq!(queue.taken(), expected);
        assert_eq!(queue.taken(), Sent::default());
        assert_eq!(queue.registrations(), 2);
    }
}
