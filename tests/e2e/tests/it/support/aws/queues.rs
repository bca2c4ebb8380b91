//! The queues as their operator sees them.

use super::Aws;
use crate::support::stack::poll;
use aws_sdk_sqs::types::QueueAttributeName;

/// One of the queues.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Queue {
    /// Scheduled verifications.
    Sweep,
    /// Verifications for which a person waits.
    Interactive,
    /// Removals.
    Erase,
}

/// Messages of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Waiting to be received.
    pub(crate) visible: u32,
    /// Received, and neither deleted nor visible again yet: being handled, or failed.
    pub(crate) in_flight: u32,
    /// Sent with a delay that has not passed.
    pub(crate) delayed: u32,
}

impl Aws {
    /// Puts messages into the queue of scheduled verifications at once.
    pub(crate) async fn send_batch_to_sweep_queue(&self, bodies: &[String]) {
        let entries = bodies.iter().enumerate().map(|(position, body)| {
            aws_sdk_sqs::types::SendMessageBatchRequestEntry::builder()
                .id(position.to_string())
                .message_body(body)
                .build()
                .expect("an entry")
        });
        let output = aws_sdk_sqs::Client::new(&self.config)
            .send_message_batch()
            .queue_url(&self.sweep_queue_url)
            .set_entries(Some(entries.collect()))
            .send()
            .await
            .expect("the queue takes them");
        assert!(output.failed().is_empty());
    }

    /// Puts a message into the dead-letter queue of the queue of that name.
    pub(crate) async fn send_dead_letter(&self, queue: &str, body: &str) {
        let sweep = dead_letter(&self.sweep_queue_url);
        aws_sdk_sqs::Client::new(&self.config)
            .send_message()
            .queue_url(sweep.replace("-sweep-", &format!("-{queue}-")))
            .message_body(body)
            .send()
            .await
            .expect("the queue takes it");
    }

    /// Number of messages in a queue.
    pub(crate) async fn counts(&self, queue: Queue) -> Counts {
        self.counts_of(self.url(queue)).await
    }

    /// Waits until no verification is waiting to be received, or received and not deleted.
    pub(crate) async fn wait_until_worked_off(&self) {
        for queue in [Queue::Sweep, Queue::Interactive] {
            poll("nothing to be received again", || async {
                let counts = self.counts(queue).await;
                if counts.visible == 0 && counts.in_flight == 0 {
                    Ok(())
                } else {
                    Err(format!("{queue:?}: {counts:?}"))
                }
            })
            .await;
        }
    }

    /// Messages in the dead-letter queue of removals.
    pub(crate) async fn dead_removals(&self) -> u32 {
        self.counts_of(&dead_letter(&self.erase_queue_url))
            .await
            .visible
    }

    /// Messages in both dead-letter queues of verifications.
    pub(crate) async fn dead_letters(&self) -> [u32; 2] {
        let sweep = self.counts_of(&dead_letter(&self.sweep_queue_url)).await;
        let interactive = self
            .counts_of(&dead_letter(&self.interactive_queue_url))
            .await;
        [sweep.visible, interactive.visible]
    }

    async fn counts_of(&self, url: &str) -> Counts {
        let names = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
            QueueAttributeName::ApproximateNumberOfMessagesDelayed,
        ];
        let output = aws_sdk_sqs::Client::new(&self.config)
            .get_queue_attributes()
            .queue_url(url)
            .set_attribute_names(Some(names.to_vec()))
            .send()
            .await
            .expect("the queue's attributes");
        let attributes = output.attributes().expect("attributes");
        let count = |name: &QueueAttributeName| -> u32 {
            let count = attributes.get(name).and_then(|count| count.parse().ok());
            count.expect("a count")
        };
        let [visible, in_flight, delayed] = names.each_ref().map(count);
        Counts {
            visible,
            in_flight,
            delayed,
        }
    }

    /// Time for which a received message of a queue is hidden, in seconds.
    pub(crate) async fn visibility_timeout(&self, queue: Queue) -> String {
        let name = QueueAttributeName::VisibilityTimeout;
        let output = aws_sdk_sqs::Client::new(&self.config)
            .get_queue_attributes()
            .queue_url(self.url(queue))
            .attribute_names(name.clone())
            .send()
            .await
            .expect("the queue's attributes");
        let attributes = output.attributes().expect("attributes");
        attributes.get(&name).expect("a time").clone()
    }

    /// Changes the time for which a received message of a queue is hidden, in seconds.
    pub(crate) async fn set_visibility_timeout(&self, queue: Queue, seconds: &str) {
        aws_sdk_sqs::Client::new(&self.config)
            .set_queue_attributes()
            .queue_url(self.url(queue))
            .attributes(QueueAttributeName::VisibilityTimeout, seconds)
            .send()
            .await
            .expect("the queue takes it");
    }

    /// Removes all messages from the dead-letter queue of scheduled verifications, and returns their bodies.
    pub(crate) async fn take_dead_letters(&self) -> Vec<String> {
        let client = aws_sdk_sqs::Client::new(&self.config);
        let url = dead_letter(&self.sweep_queue_url);
        let mut bodies = Vec::new();
        loop {
            let output = client
                .receive_message()
                .queue_url(&url)
                .max_number_of_messages(10)
                .wait_time_seconds(0)
                .send()
                .await
                .expect("the queue answers");
            if output.messages().is_empty() {
                return bodies;
            }
            for message in output.messages() {
                bodies.push(message.body().unwrap_or_default().to_owned());
                client
                    .delete_message()
                    .queue_url(&url)
                    .set_receipt_handle(message.receipt_handle.clone())
                    .send()
                    .await
                    .expect("the message goes");
            }
        }
    }

    /// The address of a queue.
    pub(crate) fn url(&self, queue: Queue) -> &str {
        match queue {
            Queue::Sweep => &self.sweep_queue_url,
            Queue::Interactive => &self.interactive_queue_url,
            Queue::Erase => &self.erase_queue_url,
        }
    }
}

fn dead_letter(queue_url: &str) -> String {
    format!("{queue_url}-dead-letter")
}
