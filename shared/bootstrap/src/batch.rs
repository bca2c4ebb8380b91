//! Outer ring of the functions that work off queue messages: each message under its own ids, read before anything is done, within
//! the time of the invocation, and given back alone if it fails.

use crate::{
    correlation::{self, CorrelationIds, well_formed},
    deadline,
};
use invocation::batch::SqsMessage;
use store::{MessageError, asked_by};

pub use invocation::batch::{Batch, Error, MessageOutcome, SqsBatchResponse, serve};

/// Works off all messages at the same time and names those that failed. A message that cannot be read fails until it reaches the
/// dead-letter queue. Calls to Microsoft end before the invocation does. Every log line of a message carries its ids.
pub async fn work_off<'a, M, F>(
    batch: &'a Batch,
    read: impl Fn(&str) -> Result<M, MessageError>,
    each: impl Fn(M) -> F,
) -> SqsBatchResponse
where
    F: Future<Output = MessageOutcome>,
{
    let (read, each) = (&read, &each);
    let one = |message: &'a SqsMessage| {
        let ids = CorrelationIds {
            request_id: batch.request_id(),
            gateway_request_id: None,
            asked_by: asked_by(message),
        };
        let body = message.body.as_deref().unwrap_or_default();
        correlation::of(ids).carry_out(async move {
            match read(body) {
                Ok(message) => {
                    deadline::within_invocation(batch.deadline_ms(), each(message)).await
                }
                Err(error) => {
                    tracing::error!(
                        outcome = "message_refused",
                        error = %error,
                        "a queue message cannot be read"
                    );
                    MessageOutcome::Failed
                }
            }
        })
    };
    batch.work_off(one).await
}

/// Request that asked for what the message says; `None` for a message of before, and for one that names none.
fn asked_by(message: &SqsMessage) -> Option<&str> {
    let attribute = message.message_attributes.get(asked_by::ATTRIBUTE)?;
    well_formed(attribute.string_value.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use test_case::test_case;

    #[test_case(r#"{"body":"b"}"#, None; "a message of before")]
    #[test_case(r#"{"body":"b","messageAttributes":null}"#, None; "no attributes")]
    #[test_case(r#"{"messageAttributes":{"other":{"stringValue":"a","dataType":"String"}}}"#, None; "another attribute")]
    #[test_case(r#"{"messageAttributes":{"asked_by":{"stringValue":"c2a4d8b0-1111-4222-8333-944455556666","dataType":"String"}}}"#, Some("c2a4d8b0-1111-4222-8333-944455556666"); "an id")]
    #[test_case(r#"{"messageAttributes":{"asked_by":{"stringValue":"","dataType":"String"}}}"#, None; "empty")]
    #[test_case(r#"{"messageAttributes":{"asked_by":{"stringValue":"a\"b","dataType":"String"}}}"#, None; "no id")]
    #[test_case(r#"{"messageAttributes":{"asked_by":{"binaryValue":"YQ==","dataType":"Binary"}}}"#, None; "bytes")]
    fn a_message_says_who_asked_for_it_or_nobody(message: &str, expected: Option<&str>) {
        let message: SqsMessage = serde_json::from_str(message).unwrap();
        assert_eq!(asked_by(&message), expected);
    }

    #[test]
    fn an_id_without_end_is_none() {
        assert_eq!(well_formed(&"a".repeat(64)), Some(&*"a".repeat(64)));
        assert_eq!(well_formed(&"a".repeat(65)), None);
    }

    fn batch(event: &str) -> Batch {
        let event: serde_json::Value = serde_json::from_str(event).unwrap();
        let messages = serde_json::from_value(event["Records"].clone()).unwrap();
        Batch::new(messages, "worker-1", 0)
    }

    #[tokio::test]
    async fn messages_of_one_batch_are_worked_off_for_their_own_requests() {
        let batch = batch(
            r#"{"Records":[
            {"body":"1","messageAttributes":{"asked_by":{"stringValue":"page-1","dataType":"String"}}},
            {"body":"2","messageAttributes":{"asked_by":{"stringValue":"page-2","dataType":"String"}}},
            {"body":"3"}]}"#,
        );
        let seen = Mutex::new(Vec::new());
        let read = |body: &str| Ok(body.to_owned());
        let response = work_off(&batch, read, async |body| {
            tokio::task::yield_now().await;
            seen.lock().unwrap().push((body, asked_by::current()));
            MessageOutcome::Done
        });
        assert!(response.await.batch_item_failures.is_empty());
        let expected = [("1", "page-1"), ("2", "page-2"), ("3", "worker-1")];
        let expected = expected.map(|(id, asked_by)| (id.to_owned(), Some(asked_by.to_owned())));
        assert_eq!(seen.into_inner().unwrap(), expected);
    }

    #[tokio::test]
    async fn a_message_that_cannot_be_read_comes_back_and_is_not_worked_off() {
        let batch =
            batch(r#"{"Records":[{"messageId":"a","body":"?"},{"messageId":"b","body":"1"}]}"#);
        let read = |body: &str| body.parse::<u8>().map_err(|_| MessageError::Malformed);
        let seen = Mutex::new(Vec::new());
        let response = work_off(&batch, read, async |number| {
            seen.lock().unwrap().push(number);
            MessageOutcome::Done
        });
        let failures = response.await.batch_item_failures;
        let failed: Vec<_> = failures
            .iter()
            .map(|failure| failure.item_identifier.as_str())
            .collect();
        assert_eq!(failed, ["a"]);
        assert_eq!(seen.into_inner().unwrap(), [1]);
    }
}
