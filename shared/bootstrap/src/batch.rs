//! Batches of queue messages, each message under its own ids.

use crate::correlation::{self, Ids, well_formed};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use store::asked_by;

pub use invocation::batch::{Event, Given, Outcome};

/// Works off all messages at the same time and names those that failed. Every log line of a message carries its ids.
pub async fn work_off<'a, F>(
    batch: &'a SqsEvent,
    request_id: &str,
    each: impl Fn(&'a SqsMessage) -> F,
) -> SqsBatchResponse
where
    F: Future<Output = Outcome>,
{
    let each = |message: &'a SqsMessage| {
        let ids = Ids {
            request_id,
            gateway_request_id: None,
            asked_by: asked_by(message),
        };
        correlation::of(ids).carry_out(each(message))
    };
    invocation::batch::work_off(batch, request_id, each).await
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

    #[tokio::test]
    async fn messages_of_one_batch_are_worked_off_for_their_own_requests() {
        let event = r#"{"Records":[
            {"messageId":"1","messageAttributes":{"asked_by":{"stringValue":"page-1","dataType":"String"}}},
            {"messageId":"2","messageAttributes":{"asked_by":{"stringValue":"page-2","dataType":"String"}}},
            {"messageId":"3"}]}"#;
        let batch: SqsEvent = serde_json::from_str(event).unwrap();
        let seen = Mutex::new(Vec::new());
        let response = work_off(&batch, "worker-1", async |message| {
            tokio::task::yield_now().await;
            let id = message.message_id.clone().unwrap();
            seen.lock().unwrap().push((id, asked_by::current()));
            Outcome::Done
        });
        assert!(response.await.batch_item_failures.is_empty());
        let expected = [("1", "page-1"), ("2", "page-2"), ("3", "worker-1")];
        let expected = expected.map(|(id, asked_by)| (id.to_owned(), Some(asked_by.to_owned())));
        assert_eq!(seen.into_inner().unwrap(), expected);
    }
}
