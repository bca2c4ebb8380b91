//! A batch of queue messages. Each is worked off for itself: what fails or panics comes back, the others are done
//! (T75).
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>

use crate::{last_resort, trial::Trial};
use futures_util::future::join_all;
use lambda_runtime::{LambdaEvent, service_fn};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::convert::Infallible;

pub use aws_lambda_events::sqs::{SqsBatchResponse, SqsMessage};
/// Error that keeps a function from starting or going on.
pub use lambda_runtime::Error;

/// Event of a function behind a queue.
#[derive(Debug, Deserialize)]
struct Event {
    /// Messages; an operator sends none.
    #[serde(rename = "Records", default)]
    records: Vec<SqsMessage>,
    #[serde(rename = "try")]
    trial: Option<Trial>,
}

/// Answer to the queue, or to an operator.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Given {
    Batch(SqsBatchResponse),
    Trial(Option<Value>),
}

/// A batch of queue messages.
pub struct Batch {
    messages: Vec<SqsMessage>,
    invocation_id: String,
    deadline_ms: u64,
}

/// Outcome of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageOutcome {
    /// The message is worked off and leaves the queue.
    Done,
    /// The message comes back, until the queue gives it up.
    Failed,
}

impl Batch {
    /// The batch of these messages.
    pub fn new(messages: Vec<SqsMessage>, request_id: &str, deadline_ms: u64) -> Self {
        Self {
            messages,
            invocation_id: request_id.to_owned(),
            deadline_ms,
        }
    }

    /// The invocation's id.
    pub fn request_id(&self) -> &str {
        &self.invocation_id
    }

    /// End of the invocation, in milliseconds since 1970.
    pub fn deadline_ms(&self) -> u64 {
        self.deadline_ms
    }

    /// Works off all messages at the same time and names those that failed.
    pub async fn work_off<'a, F>(&'a self, each: impl Fn(&'a SqsMessage) -> F) -> SqsBatchResponse
    where
        F: Future<Output = MessageOutcome>,
    {
        // A message whose future cannot even be made panics inside its own guard.
        let guarded = self.messages.iter().map(|message| {
            let each = &each;
            last_resort::guard(self.request_id(), async move { each(message).await })
        });
        let outcomes = join_all(guarded).await;
        let mut response = SqsBatchResponse::default();
        for (message, outcome) in self.messages.iter().zip(outcomes) {
            if outcome != Some(MessageOutcome::Done) {
                // Without an id the empty one, which gives back the whole batch.
                response.add_failure(message.message_id.clone().unwrap_or_default());
            }
        }
        response
    }
}

/// Serves batches, one after the other, and trials of an operator, until Lambda ends the process.
///
/// # Errors
/// When Lambda cannot be reached.
pub async fn serve<H, F, T, G>(handler: H, trial: T) -> Result<(), Error>
where
    H: Fn(Batch) -> F,
    F: Future<Output = SqsBatchResponse>,
    T: Fn(Trial) -> G,
    G: Future<Output = Option<Value>>,
{
    let (handler, trial) = (&handler, &trial);
    let invocation = async |event: LambdaEvent<Event>| {
        let (event, context) = event.into_parts();
        if let Some(asked) = event.trial {
            return Ok(Given::Trial(trial(asked).await));
        }
        let batch = Batch::new(event.records, &context.request_id, context.deadline);
        Ok::<_, Infallible>(Given::Batch(handler(batch).await))
    };
    lambda_runtime::run(service_fn(invocation)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(ids: &[Option<&str>]) -> Batch {
        let messages = ids.iter().map(|id| {
            let mut message = SqsMessage::default();
            message.message_id = id.map(str::to_owned);
            message
        });
        Batch::new(messages.collect(), "request-1", 0)
    }

    #[test]
    fn an_event_is_a_batch_or_a_trial() {
        let event = |text: &str| serde_json::from_str::<Event>(text).unwrap();
        let asked = event(r#"{"try":"federated-credential"}"#);
        assert_eq!(asked.trial, Some(Trial::FederatedCredential));
        let batch = event(r#"{"Records":[{"messageId":"a","body":"{\"try\":1}"}]}"#);
        assert_eq!(batch.trial, None);
        assert_eq!(batch.records.len(), 1);
    }

    async fn given_back(batch: &Batch, each: impl Fn(&str) -> MessageOutcome) -> Vec<String> {
        let each = &each;
        let response = batch.work_off(|message| async move {
            tokio::task::yield_now().await;
            each(message.message_id.as_deref().unwrap_or_default())
        });
        let failures = response.await.batch_item_failures.into_iter();
        failures.map(|failure| failure.item_identifier).collect()
    }

    #[tokio::test]
    async fn t75_only_what_failed_is_given_back() {
        let batch = batch(&[Some("a"), Some("b"), Some("c"), Some("d")]);
        let failing = |failing: &'static [&str]| {
            move |id: &str| {
                if failing.contains(&id) {
                    MessageOutcome::Failed
                } else {
                    MessageOutcome::Done
                }
            }
        };
        assert_eq!(given_back(&batch, failing(&["b", "d"])).await, ["b", "d"]);
        let all = ["a", "b", "c", "d"];
        assert_eq!(given_back(&batch, |_| MessageOutcome::Failed).await, all);
        // An answer that names nobody has the whole batch deleted.
        assert!(given_back(&batch, failing(&[])).await.is_empty());
    }

    #[tokio::test]
    async fn t75_t76_a_message_that_panics_comes_back_and_no_other() {
        let batch = batch(&[Some("a"), Some("b"), Some("c")]);
        let panicking = |id: &str| {
            assert_ne!(id, "b", "a panic");
            MessageOutcome::Done
        };
        assert_eq!(given_back(&batch, panicking).await, ["b"]);
        let at_once = batch.work_off(|message| {
            assert_ne!(message.message_id.as_deref(), Some("c"), "a panic");
            std::future::ready(MessageOutcome::Done)
        });
        let failures = at_once.await.batch_item_failures;
        assert_eq!(failures.len(), 1);
        assert_eq!(failures[0].item_identifier, "c");
    }

    #[tokio::test]
    async fn t75_a_message_without_an_id_is_never_lost() {
        let batch = batch(&[Some("a"), None]);
        let failed = given_back(&batch, |id| {
            if id.is_empty() {
                MessageOutcome::Failed
            } else {
                MessageOutcome::Done
            }
        });
        assert_eq!(failed.await, [""]);
    }
}
