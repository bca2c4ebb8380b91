//! Queues. A message contains a version and ids only; the receiver reads the stored state again (`security.md` T69, T83).

use crate::asked_by;
use aws_config::SdkConfig;
use aws_sdk_sqs::{
    Client,
    error::{DisplayErrorContext, SdkError},
    types::{MessageAttributeValue, QueueAttributeName, SendMessageBatchRequestEntry},
};
use domain::ids::RegistrationId;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Version of the messages that this code writes and reads.
pub(crate) const VERSION: u8 = 1;
/// Longest delay that SQS accepts, in seconds: 15 minutes.
const LONGEST_DELAY: i32 = 900;

/// Error of a request to a queue.
#[derive(Debug, thiserror::Error)]
#[error("the queue refused the request, or did not answer ({0})")]
pub struct QueueError(String);

impl QueueError {
    pub(crate) fn because(reason: &str) -> Self {
        Self(reason.to_owned())
    }

    pub(crate) fn of<E: std::error::Error + 'static, R: std::fmt::Debug + 'static>(
        error: &SdkError<E, R>,
    ) -> Self {
        Self(
            DisplayErrorContext(error)
                .to_string()
                .chars()
                .take(256)
                .collect(),
        )
    }
}

/// Error for a message that cannot be read: it goes to the dead-letter queue without any call to Microsoft.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// It is not JSON of this form. The cause is left out, because it would quote the message (`security.md` T59).
    #[error("the message is not of the known form")]
    Malformed,
    /// It has another version.
    #[error("the message has the unknown version {0}")]
    UnknownVersion(u8),
}

/// Message "remove this registration's data that is due for removal".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemovalMessage {
    version: u8,
    /// The registration.
    pub registration_id: RegistrationId,
}

impl RemovalMessage {
    /// A new message.
    pub fn new(registration_id: RegistrationId) -> Self {
        Self {
            version: VERSION,
            registration_id,
        }
    }

    /// Reads a message.
    ///
    /// # Errors
    /// See [`MessageError`].
    pub fn parse(text: &str) -> Result<Self, MessageError> {
        let message: Self =
            strict_json::parse(text.as_bytes()).map_err(|_| MessageError::Malformed)?;
        of_version(message.version).map(|()| message)
    }
}

/// Refuses a message of another version.
pub(crate) fn of_version(version: u8) -> Result<(), MessageError> {
    if version == VERSION {
        Ok(())
    } else {
        Err(MessageError::UnknownVersion(version))
    }
}

fn write(message: &impl Serialize) -> Result<String, QueueError> {
    serde_json::to_string(message).map_err(|error| QueueError(error.to_string()))
}

/// Messages that were sent and not worked off: those that can be received, those that are worked on, and those that wait for their
/// time.
const WAITING: [QueueAttributeName; 3] = [
    QueueAttributeName::ApproximateNumberOfMessages,
    QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
    QueueAttributeName::ApproximateNumberOfMessagesDelayed,
];

/// One queue.
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    /// Queue over the shared AWS settings; nothing is sent yet.
    pub fn new(aws: &SdkConfig, url: String) -> Self {
        Self {
            client: Client::new(aws),
            url,
        }
    }

    /// Number of messages that were sent and not worked off yet, as SQS estimates it.
    ///
    /// # Errors
    /// [`QueueError`], also when SQS does not give a number.
    pub async fn depth(&self) -> Result<u64, QueueError> {
        let output = self
            .client
            .get_queue_attributes()
            .queue_url(&self.url)
            .set_attribute_names(Some(WAITING.to_vec()))
            .send()
            .await
            .map_err(|error| QueueError::of(&error))?;
        let counts = WAITING.iter().map(|name| {
            let count = output.attributes()?.get(name)?;
            count.parse::<u64>().ok()
        });
        let counted: Option<u64> = counts.sum();
        counted.ok_or_else(|| QueueError::because("the queue does not tell how deep it is"))
    }

    /// Sends one message, to be received after `delay`, rounded up to whole seconds, and at most 15 minutes.
    ///
    /// # Errors
    /// [`QueueError`].
    pub async fn send(
        &self,
        message: &impl Serialize,
        delay: SignedDuration,
    ) -> Result<(), QueueError> {
        let seconds = whole_seconds(delay);
        self.client
            .send_message()
            .queue_url(&self.url)
            .message_body(write(message)?)
            .set_message_attributes(attributes())
            .delay_seconds(seconds)
            .send()
            .await
            .map_err(|error| QueueError::of(&error))?;
        Ok(())
    }

    /// Sends at most ten messages and returns the positions of those that the queue refused twice. An answer of 200 says
    /// nothing about its entries (`security.md` T77); only the failed ones are sent again.
    ///
    /// # Errors
    /// [`QueueError`] when the call itself failed.
    pub async fn send_batch(&self, messages: &[impl Serialize]) -> Result<Vec<usize>, QueueError> {
        let mut open: Vec<usize> = (0..messages.len()).collect();
        for _ in 0..2 {
            if open.is_empty() {
                break;
            }
            open = self.try_batch(messages, &open).await?;
        }
        Ok(open)
    }

    async fn try_batch(
        &self,
        messages: &[impl Serialize],
        positions: &[usize],
    ) -> Result<Vec<usize>, QueueError> {
        let mut request = self.client.send_message_batch().queue_url(&self.url);
        for position in positions {
            let Some(message) = messages.get(*position) else {
                continue;
            };
            let entry = SendMessageBatchRequestEntry::builder()
                .id(position.to_string())
                .message_body(write(message)?)
                .set_message_attributes(attributes())
                .build()
                .map_err(|error| QueueError(error.to_string()))?;
            request = request.entries(entry);
        }
        let output = request
            .send()
            .await
            .map_err(|error| QueueError::of(&error))?;
        Ok(output
            .failed()
            .iter()
            .filter_map(|failed| failed.id().parse().ok())
            .collect())
    }
}

fn attributes() -> Option<HashMap<String, MessageAttributeValue>> {
    asked_by::attribute().map(|value| HashMap::from([(asked_by::ATTRIBUTE.to_owned(), value)]))
}

/// A message that comes before its time is worked off in vain.
fn whole_seconds(delay: SignedDuration) -> i32 {
    let begun = i64::from(delay.subsec_nanos() > 0);
    i32::try_from(delay.as_secs() + begun)
        .unwrap_or(LONGEST_DELAY)
        .clamp(0, LONGEST_DELAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const ID: &str = "01930000-0000-7000-8000-00000000002f";

    #[test_case(0, 0; "at once")]
    #[test_case(-1, 0; "in the past")]
    #[test_case(1, 1; "a part of a second")]
    #[test_case(12_000, 12; "whole seconds")]
    #[test_case(12_001, 13; "a little more")]
    #[test_case(1_000_000, 900; "longer than the queue takes")]
    fn a_message_comes_no_sooner_than_asked_for(milliseconds: i64, expected: i32) {
        let delay = SignedDuration::from_millis(milliseconds);
        assert_eq!(whole_seconds(delay), expected);
    }

    #[test_case("", "malformed"; "empty")]
    #[test_case(r#"{"version":99,"registration_id":"01930000-0000-7000-8000-00000000002f"}"#, "version"; "version 99")]
    #[test_case(r#"{"version":1,"registration_id":"01930000-0000-7000-8000-00000000002f","name":"x"}"#, "malformed"; "extra field")]
    #[test_case(r#"[1,"01930000-0000-7000-8000-00000000002f"]"#, "malformed"; "a list")]
    #[test_case(r#"{"version":1,"registration_id":"contoso"}"#, "malformed"; "no id")]
    fn t69_t83_forged_removals_are_not_read(text: &str, expected: &str) {
        let kind = match RemovalMessage::parse(text) {
            Err(MessageError::Malformed) => "malformed",
            Err(MessageError::UnknownVersion(_)) => "version",
            Ok(_) => "read",
        };
        assert_eq!(kind, expected);
    }

    #[test]
    fn t83_a_removal_names_the_registration_and_nothing_else() {
        let message = RemovalMessage::new(ID.parse().unwrap());
        let text = write(&message).unwrap();
        assert_eq!(text, format!(r#"{{"version":1,"registration_id":"{ID}"}}"#));
        assert_eq!(RemovalMessage::parse(&text).unwrap(), message);
    }
}
