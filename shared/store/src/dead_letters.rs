//! Dead letters: messages that failed five times, for the operator to inspect, send again or drop.
//!
//! A received message stays in its queue until it is deleted, and becomes visible again by itself if the operator's tool is
//! killed.

use crate::queue::QueueError;
use aws_config::SdkConfig;
use aws_sdk_sqs::{
    Client,
    types::{
        ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, Message,
        MessageSystemAttributeName, QueueAttributeName, SendMessageBatchRequestEntry,
    },
};
use jiff::Timestamp;

/// Largest number of messages in one request.
const BATCH: usize = 10;
/// Seconds for which a received message is hidden.
const HIDDEN: i32 = 60;
/// Seconds to wait for a message; only a waiting request asks all servers of SQS.
const WAIT: i32 = 1;

/// Dead-letter queue of one queue.
pub struct DeadLetters {
    client: Client,
    /// Address of the queue from which they came.
    queue: String,
    url: String,
}

/// One dead letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Its id.
    pub id: String,
    /// Its body.
    pub body: String,
    /// Instant at which it was sent.
    pub sent_at: Option<Timestamp>,
}

impl DeadLetters {
    /// The dead letters of the queue with this name.
    ///
    /// # Errors
    /// [`QueueError`] when the queue does not exist, or SQS does not answer.
    pub async fn of_queue(aws: &SdkConfig, name: &str) -> Result<Self, QueueError> {
        let client = Client::new(aws);
        let queue = url(&client, name.to_owned()).await?;
        let url = url(&client, format!("{name}-dead-letter")).await?;
        Ok(Self { client, queue, url })
    }

    /// Number of dead letters, as SQS estimates it.
    ///
    /// # Errors
    /// [`QueueError`].
    pub async fn count(&self) -> Result<usize, QueueError> {
        let name = QueueAttributeName::ApproximateNumberOfMessages;
        let output = self
            .client
            .get_queue_attributes()
            .queue_url(&self.url)
            .attribute_names(name.clone())
            .send()
            .await
            .map_err(|error| QueueError::of(&error))?;
        let count = output.attributes().and_then(|found| found.get(&name));
        Ok(count.and_then(|count| count.parse().ok()).unwrap_or(0))
    }

    /// Reads at most `most` messages, and makes them visible again at once.
    ///
    /// # Errors
    /// [`QueueError`]; the messages that were read by then become visible within a minute.
    pub async fn peek(&self, most: usize) -> Result<Vec<DeadLetter>, QueueError> {
        let mut seen = Vec::new();
        while seen.len() < most {
            let received = self.receive(most - seen.len()).await?;
            if received.is_empty() {
                break;
            }
            seen.extend(received);
        }
        for batch in seen.chunks(BATCH) {
            self.show_again(batch).await?;
        }
        Ok(seen.iter().map(DeadLetter::from).collect())
    }

    /// Sends at most `most` messages back to the queue from which they came, and returns their number. A message is deleted
    /// here once that queue has accepted it. If the tool is killed in between, the message exists twice, which does no harm.
    ///
    /// # Errors
    /// [`QueueError`]; a part may have been moved.
    pub async fn move_back(&self, most: usize) -> Result<usize, QueueError> {
        let mut moved = 0;
        while moved < most {
            let received = self.receive(most - moved).await?;
            if received.is_empty() {
                break;
            }
            let entries = numbered(&received, |number, message| {
                let entry = SendMessageBatchRequestEntry::builder().id(number);
                let entry = entry.set_message_body(message.body.clone());
                entry.build()
            })?;
            let sent = self
                .client
                .send_message_batch()
                .queue_url(&self.queue)
                .set_entries(Some(entries))
                .send()
                .await
                .map_err(|error| QueueError::of(&error))?;
            if let Some(failed) = sent.failed().first() {
                self.show_again(&received).await?;
                return Err(QueueError::because(failed.code()));
            }
            self.delete(&received).await?;
            moved += received.len();
        }
        Ok(moved)
    }

    /// Deletes at most `most` messages for good, and returns their number.
    ///
    /// # Errors
    /// [`QueueError`]; a part may have been deleted.
    pub async fn discard(&self, most: usize) -> Result<usize, QueueError> {
        let mut deleted = 0;
        while deleted < most {
            let received = self.receive(most - deleted).await?;
            if received.is_empty() {
                break;
            }
            self.delete(&received).await?;
            deleted += received.len();
        }
        Ok(deleted)
    }

    async fn receive(&self, most: usize) -> Result<Vec<Message>, QueueError> {
        let output = self
            .client
            .receive_message()
            .queue_url(&self.url)
            .max_number_of_messages(i32::try_from(most.min(BATCH)).unwrap_or(1))
            .visibility_timeout(HIDDEN)
            .wait_time_seconds(WAIT)
            .message_system_attribute_names(MessageSystemAttributeName::SentTimestamp)
            .send()
            .await
            .map_err(|error| QueueError::of(&error))?;
        Ok(output.messages.unwrap_or_default())
    }

    async fn show_again(&self, messages: &[Message]) -> Result<(), QueueError> {
        let entries = numbered(messages, |number, message| {
            let entry = ChangeMessageVisibilityBatchRequestEntry::builder().id(number);
            let entry = entry.set_receipt_handle(message.receipt_handle.clone());
            entry.visibility_timeout(0).build()
        })?;
        self.client
            .change_message_visibility_batch()
            .queue_url(&self.url)
            .set_entries(Some(entries))
            .send()
            .await
            .map(drop)
            .map_err(|error| QueueError::of(&error))
    }

    async fn delete(&self, messages: &[Message]) -> Result<(), QueueError> {
        let entries = numbered(messages, |number, message| {
            let entry = DeleteMessageBatchRequestEntry::builder().id(number);
            let entry = entry.set_receipt_handle(message.receipt_handle.clone());
            entry.build()
        })?;
        let output = self
            .client
            .delete_message_batch()
            .queue_url(&self.url)
            .set_entries(Some(entries))
            .send()
            .await
            .map_err(|error| QueueError::of(&error))?;
        match output.failed().first() {
            Some(failed) => Err(QueueError::because(failed.code())),
            None => Ok(()),
        }
    }
}

impl From<&Message> for DeadLetter {
    fn from(message: &Message) -> Self {
        let attributes = message.attributes();
        let sent = attributes.and_then(|all| all.get(&MessageSystemAttributeName::SentTimestamp));
        let sent = sent.and_then(|milliseconds| milliseconds.parse().ok());
        Self {
            id: message.message_id().unwrap_or_default().to_owned(),
            body: message.body().unwrap_or_default().to_owned(),
            sent_at: sent.and_then(|sent| Timestamp::from_millisecond(sent).ok()),
        }
    }
}

/// Entries of a batch, named by their numbers.
fn numbered<T, E: std::fmt::Display>(
    messages: &[Message],
    entry: impl Fn(String, &Message) -> Result<T, E>,
) -> Result<Vec<T>, QueueError> {
    let numbered = messages.iter().enumerate();
    numbered
        .map(|(number, message)| entry(number.to_string(), message))
        .collect::<Result<_, _>>()
        .map_err(|_: E| QueueError::because("request not built"))
}

async fn url(client: &Client, name: String) -> Result<String, QueueError> {
    let found = client.get_queue_url().queue_name(name).send().await;
    let found = found.map_err(|error| QueueError::of(&error))?;
    found
        .queue_url
        .ok_or_else(|| QueueError::because("no address"))
}
