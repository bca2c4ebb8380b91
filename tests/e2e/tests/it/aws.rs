//! The emulated AWS behind the stack, as its operator sees it.

use crate::stack::fresh_id;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_lc_rs::digest::{SHA256, digest};
use aws_sdk_dynamodb::config::Credentials;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{fmt::Write as _, path::Path};

/// The operator's access.
pub(crate) struct Aws {
    config: SdkConfig,
    table: String,
    sweep_queue_url: String,
}

impl Aws {
    pub(crate) fn new(endpoint: &str, region: &str, table: &str, sweep_queue_url: &str) -> Self {
        let credentials = Credentials::new("test", "test", None, None, "tests");
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(region.to_owned()))
            .endpoint_url(endpoint)
            .credentials_provider(aws_sdk_dynamodb::config::SharedCredentialsProvider::new(
                credentials,
            ))
            .build();
        Self {
            config,
            table: table.to_owned(),
            sweep_queue_url: sweep_queue_url.to_owned(),
        }
    }

    /// Every item of the table, as text.
    pub(crate) async fn dump_table(&self) -> String {
        let client = aws_sdk_dynamodb::Client::new(&self.config);
        let mut pages = client
            .scan()
            .table_name(&self.table)
            .into_paginator()
            .send();
        let mut dump = String::new();
        while let Some(page) = pages.next().await {
            write!(dump, "{:?}", page.expect("a page").items).expect("text");
        }
        dump
    }

    /// Adds an API key that reaches these customers; gives the key. Keys already there stay.
    pub(crate) async fn add_api_key(&self, customers: &[&str]) -> String {
        let mut keys = self.api_keys().await;
        let id: String = fresh_id().replace('-', "").chars().take(12).collect();
        // 32 bytes; for a test they need not be secret.
        let secret = URL_SAFE_NO_PAD.encode(&fresh_id().replace('-', "").as_bytes()[..32]);
        let hash = digest(&SHA256, format!("api-key:{secret}").as_bytes());
        let mut hexadecimal = String::new();
        for byte in hash.as_ref() {
            write!(hexadecimal, "{byte:02x}").expect("text");
        }
        let entry = json!({"id": id, "sha256": hexadecimal, "customer_ids": customers});
        keys["keys"].as_array_mut().expect("a list").push(entry);
        self.put_secret_value("api-keys", &keys.to_string()).await;
        let key = format!("cooperlink_test_{id}_{secret}");
        let checksum = digest(&SHA256, format!("api-key-checksum:{key}").as_bytes());
        let checksum = URL_SAFE_NO_PAD.encode(checksum);
        format!("{key}{}", checksum.get(..6).unwrap_or_default())
    }

    /// Takes the API key of that text away again.
    pub(crate) async fn remove_api_key(&self, key: &str) {
        let id = key.split('_').nth(2).expect("an id").to_owned();
        let mut keys = self.api_keys().await;
        keys["keys"]
            .as_array_mut()
            .expect("a list")
            .retain(|entry| entry["id"] != id.as_str());
        self.put_secret_value("api-keys", &keys.to_string()).await;
    }

    async fn api_keys(&self) -> Value {
        serde_json::from_str(&self.secret_value("api-keys").await).expect("JSON")
    }

    /// The value of a secret of the stack.
    pub(crate) async fn secret_value(&self, name: &str) -> String {
        let client = aws_sdk_secretsmanager::Client::new(&self.config);
        let name = self.secret(name);
        let value = client
            .get_secret_value()
            .secret_id(name)
            .send()
            .await
            .expect("a secret");
        value.secret_string().expect("text").to_owned()
    }

    /// Gives a secret of the stack another value.
    pub(crate) async fn put_secret_value(&self, name: &str, value: &str) {
        aws_sdk_secretsmanager::Client::new(&self.config)
            .put_secret_value()
            .secret_id(self.secret(name))
            .secret_string(value)
            .send()
            .await
            .expect("the secret is written");
    }

    /// Puts a message into the queue of scheduled verifications.
    pub(crate) async fn send_to_sweep_queue(&self, body: &str) {
        aws_sdk_sqs::Client::new(&self.config)
            .send_message()
            .queue_url(&self.sweep_queue_url)
            .message_body(body)
            .send()
            .await
            .expect("the queue takes it");
    }

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

    /// Messages in the dead-letter queue.
    pub(crate) async fn dead_letters(&self) -> u32 {
        let url = self.sweep_queue_url.replace("-sweep", "-sweep-dead-letter");
        let output = aws_sdk_sqs::Client::new(&self.config)
            .get_queue_attributes()
            .queue_url(url)
            .attribute_names(aws_sdk_sqs::types::QueueAttributeName::ApproximateNumberOfMessages)
            .send()
            .await
            .expect("the queue's attributes");
        let attributes = output.attributes().expect("attributes");
        let name = aws_sdk_sqs::types::QueueAttributeName::ApproximateNumberOfMessages;
        attributes
            .get(&name)
            .and_then(|count| count.parse().ok())
            .expect("a count")
    }

    /// Every line that the functions logged since the stack was started.
    pub(crate) fn function_logs() -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let output = std::process::Command::new(root.join("target/dev/venv/bin/python"))
            .arg(root.join("infra/dev/aws.py"))
            .args(["print-logs", "/aws/lambda/cooperlink-registration"])
            .envs([
                ("AWS_ACCESS_KEY_ID", "test"),
                ("AWS_SECRET_ACCESS_KEY", "test"),
            ])
            .envs(crate::stack::Stack::load().aws_environment())
            .output()
            .expect("the logs can be read");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("the logs are UTF-8")
    }

    fn secret(&self, name: &str) -> String {
        format!("cooperlink-registration/{}/{name}", self.stage())
    }

    fn stage(&self) -> &str {
        self.table.rsplit('-').next().unwrap_or_default()
    }
}
