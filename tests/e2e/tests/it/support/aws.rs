//! The emulated AWS behind the stack, as its operator sees it.

use crate::support::stack::fresh_id;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_lc_rs::digest::{SHA256, digest};
use aws_sdk_dynamodb::{config::Credentials, types::AttributeValue};
use aws_sdk_sqs::types::QueueAttributeName;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    fs::File,
    io::Write as _,
    process::{Command, Stdio},
};

/// An item of the table.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// The operator's access.
pub(crate) struct Aws {
    config: SdkConfig,
    table: String,
    sweep_queue_url: String,
    interactive_queue_url: String,
    erase_queue_url: String,
}

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

/// Lock on the secret of the API keys, until it is dropped: tests of other processes change the secret too, and a change here
/// must not lose theirs.
pub(crate) fn api_keys_turn() -> File {
    let file = std::env::temp_dir().join("cooperlink-e2e-api-keys.lock");
    let file = File::create(file).expect("a file to lock");
    file.lock().expect("a lock");
    file
}

impl Aws {
    pub(crate) fn new(
        endpoint: &str,
        region: &str,
        table: &str,
        [sweep_queue_url, interactive_queue_url]: [&str; 2],
    ) -> Self {
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
            interactive_queue_url: interactive_queue_url.to_owned(),
            erase_queue_url: sweep_queue_url.replace("-sweep", "-erase"),
        }
    }

    /// Every item of the table, as text, with reports inflated.
    pub(crate) async fn dump_table(&self) -> String {
        let client = aws_sdk_dynamodb::Client::new(&self.config);
        let mut pages = client
            .scan()
            .table_name(&self.table)
            .into_paginator()
            .send();
        let mut dump = String::new();
        while let Some(page) = pages.next().await {
            let page = page.expect("a page");
            write!(dump, "{:?}", page.items).expect("text");
            for item in page.items() {
                if let Some(AttributeValue::B(packed)) = item.get("report") {
                    let report = miniz_oxide::inflate::decompress_to_vec(packed.as_ref());
                    dump.push_str(&String::from_utf8_lossy(&report.expect("a report")));
                }
            }
        }
        dump
    }

    /// One item of the table; empty if there is none.
    pub(crate) async fn item(&self, partition: &str, sort: &str) -> Item {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let output = aws_sdk_dynamodb::Client::new(&self.config)
            .get_item()
            .table_name(&self.table)
            .key("PK", text(partition))
            .key("SK", text(sort))
            .consistent_read(true)
            .send()
            .await
            .expect("the table answers");
        output.item.unwrap_or_default()
    }

    /// The items of a partition.
    pub(crate) async fn items(&self, partition: &str) -> Vec<Item> {
        let output = aws_sdk_dynamodb::Client::new(&self.config)
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition")
            .expression_attribute_values(":partition", AttributeValue::S(partition.to_owned()))
            .consistent_read(true)
            .send()
            .await
            .expect("the table answers");
        output.items.unwrap_or_default()
    }

    /// Adds an API key that reaches these customers; gives the key. Keys already there stay. Instances see it seconds later; see
    /// [`crate::support::stack::HostApp::with_new_key`].
    pub(crate) async fn add_api_key(&self, customers: &[&str]) -> String {
        let id: String = fresh_id().replace('-', "").chars().take(12).collect();
        // 32 bytes; for a test they need not be secret.
        let secret = URL_SAFE_NO_PAD.encode(&fresh_id().replace('-', "").as_bytes()[..32]);
        let hash = digest(&SHA256, format!("api-key:{secret}").as_bytes());
        let mut hexadecimal = String::new();
        for byte in hash.as_ref() {
            write!(hexadecimal, "{byte:02x}").expect("text");
        }
        let entry = json!({"id": id, "sha256": hexadecimal, "customer_ids": customers});
        self.store_api_key(&entry).await;
        let key = format!("cooperlink_test_{id}_{secret}");
        let checksum = digest(&SHA256, format!("api-key-checksum:{key}").as_bytes());
        let checksum = URL_SAFE_NO_PAD.encode(checksum);
        format!("{key}{}", checksum.get(..6).unwrap_or_default())
    }

    /// Adds an entry to the API keys; existing entries stay.
    pub(crate) async fn store_api_key(&self, entry: &Value) {
        let _turn = api_keys_turn();
        let mut keys = self.api_keys().await;
        let entries = keys["keys"].as_array_mut().expect("a list");
        entries.push(entry.clone());
        self.put_secret_value("api-keys", &keys.to_string()).await;
    }

    /// Removes the API key with this text.
    pub(crate) async fn remove_api_key(&self, key: &str) {
        let id = key.split('_').nth(2).expect("an id").to_owned();
        let _turn = api_keys_turn();
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

    /// Versions of a secret of the stack with their labels; `None` if there is no such secret.
    pub(crate) async fn secret_versions(
        &self,
        name: &str,
    ) -> Option<BTreeMap<String, Vec<String>>> {
        let client = aws_sdk_secretsmanager::Client::new(&self.config);
        let request = client
            .list_secret_version_ids()
            .secret_id(self.secret(name))
            .include_deprecated(true);
        let output = match request.send().await {
            Ok(output) => output,
            Err(error) => {
                let error = error.into_service_error();
                assert!(error.is_resource_not_found_exception(), "{error:?}");
                return None;
            }
        };
        let versions = output.versions().iter().map(|version| {
            let id = version.version_id().unwrap_or_default().to_owned();
            (id, version.version_stages().to_vec())
        });
        Some(versions.collect())
    }

    /// Stores that hold a refresh token of a registration.
    pub(crate) async fn stores_of_sign_in(&self, registration: &str) -> Vec<&'static str> {
        let secret = format!("system-users/{registration}");
        let in_secrets = self.secret_versions(&secret).await.is_some();
        let items = self.items(&format!("REG#{registration}")).await;
        let in_table = items.iter().any(|item| item.contains_key("data_key"));
        let stores = [("secrets-manager", in_secrets), ("table", in_table)];
        let holding = stores.into_iter().filter(|(_, holds)| *holds);
        holding.map(|(store, _)| store).collect()
    }

    /// Deletes the refresh token of a registration: its rows, and its secret for good or into the bin.
    pub(crate) async fn lose_sign_in(&self, registration: &str, for_good: bool) {
        for item in self.items(&format!("REG#{registration}")).await {
            if item.contains_key("data_key") {
                let delete = aws_sdk_dynamodb::Client::new(&self.config).delete_item();
                let deleted = delete
                    .table_name(&self.table)
                    .key("PK", item["PK"].clone())
                    .key("SK", item["SK"].clone())
                    .send();
                deleted.await.expect("the row is deleted");
            }
        }
        let secret = format!("system-users/{registration}");
        if self.secret_versions(&secret).await.is_some() {
            self.delete_secret(&secret, for_good).await;
        }
    }

    /// Deletes a secret of the stack, for good or into the bin.
    pub(crate) async fn delete_secret(&self, name: &str, for_good: bool) {
        aws_sdk_secretsmanager::Client::new(&self.config)
            .delete_secret()
            .secret_id(self.secret(name))
            .set_force_delete_without_recovery(for_good.then_some(true))
            .send()
            .await
            .expect("the secret is deleted");
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

    /// Due time of a registration's last stored run, in milliseconds since 1970.
    pub(crate) async fn last_slot(&self, registration_id: &str) -> i64 {
        let partition = format!("REG#{registration_id}");
        let standing = self.item(&partition, "REGISTRATION#STANDING").await;
        let slot = standing.get("last_slot").and_then(|slot| slot.as_n().ok());
        slot.and_then(|slot| slot.parse().ok()).expect("a slot")
    }

    /// Moves a registration's due time to now.
    pub(crate) async fn make_due(&self, registration_id: &str) {
        let soon = crate::support::stack::now_in_milliseconds() / 1_000 + 2;
        aws_sdk_dynamodb::Client::new(&self.config)
            .update_item()
            .table_name(&self.table)
            .key("PK", AttributeValue::S(format!("REG#{registration_id}")))
            .key("SK", AttributeValue::S("REGISTRATION#STANDING".to_owned()))
            .update_expression("SET due_at = :soon")
            .condition_expression("attribute_exists(due_shard)")
            .expression_attribute_values(":soon", AttributeValue::N(soon.to_string()))
            .send()
            .await
            .expect("the due time moves");
    }

    /// Invokes a function with each event in turn, and returns its answers.
    pub(crate) fn invoke(&self, function: &str, events: &[Value]) -> Vec<Value> {
        self.calls("invoke", function, &json!(events))
    }

    /// Invokes like [`Aws::invoke`], with a copy of the function that uses another table, and whose role has its rights on that one alone.
    pub(crate) fn invoke_on_table(
        &self,
        function: &str,
        table: &str,
        events: &[Value],
    ) -> Vec<Value> {
        let function = format!("{}-{function}", self.table);
        calls(&["on-table", &function, &self.table, table], &json!(events))
    }

    /// Makes calls, each `[service, operation, parameters]`, as the owner of the account; gives the answers.
    pub(crate) fn call(calls_to_make: &[Value]) -> Vec<Value> {
        calls(&["call"], &json!(calls_to_make))
    }

    /// Makes calls, each `[service, operation, parameters]`, with the policies of a function's role; gives the error codes,
    /// an empty one for a call that was answered.
    pub(crate) fn try_as(&self, function: &str, calls: &[Value]) -> Vec<String> {
        let codes = self.calls("try-as", function, &json!(calls));
        codes
            .iter()
            .map(|code| code.as_str().expect("a code").to_owned())
            .collect()
    }

    fn calls(&self, command: &str, function: &str, input: &Value) -> Vec<Value> {
        calls(&[command, &format!("{}-{function}", self.table)], input)
    }

    /// Every line that the functions have logged since the stack was started.
    pub(crate) fn function_logs() -> String {
        let root = crate::support::stack::checkout();
        let output = python()
            .arg(root.join("infra/dev/aws.py"))
            .args(["print-logs", "/aws/lambda/cooperlink-registration"])
            .output()
            .expect("the logs can be read");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("the logs are UTF-8")
    }

    /// Deploys a packaged template as `cargo ops deploy` does; returns the printed document, or the reason of the refusal.
    pub(crate) fn deploy(stack: &str, template: &str, wanted: &Value) -> Result<Value, String> {
        let mut file = std::env::temp_dir();
        file.push(format!("{stack}-{}.yaml", fresh_id()));
        std::fs::write(&file, template).expect("a template");
        let deployed = Self::script(&["deploy", stack, &file.to_string_lossy()], wanted);
        std::fs::remove_file(file).expect("the template is there");
        deployed
    }

    /// Runs a command of the script through which the tools talk to AWS; gives what it printed, or what it said.
    pub(crate) fn script(arguments: &[&str], input: &Value) -> Result<Value, String> {
        let mut process = python()
            .arg(crate::support::stack::checkout().join("infra/dev/aws.py"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python starts");
        let mut stdin = process.stdin.take().expect("its input");
        stdin
            .write_all(input.to_string().as_bytes())
            .expect("it reads");
        drop(stdin);
        let output = process.wait_with_output().expect("it ends");
        if output.status.success() {
            Ok(serde_json::from_slice(&output.stdout).expect("JSON"))
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// Deploys the stack of this test run once more, with another version and all else as it is.
    pub(crate) fn deploy_version(&self, version: &str) -> Value {
        let template =
            crate::support::stack::checkout().join(format!("target/dev/{}.yaml", self.table));
        let template = std::fs::read_to_string(template).expect("the packaged template");
        let deployed = Self::script(&["describe", &self.table], &Value::Null).expect("the stack");
        let mut parameters = deployed["parameters"].clone();
        parameters["Version"] = json!(version);
        let wanted = json!({
            "parameters": parameters,
            "tags": {},
            "account": null,
            "is_protected": false,
            "is_plan": false,
        });
        Self::deploy(&self.table, &template, &wanted).expect("a deployment")
    }

    fn secret(&self, name: &str) -> String {
        format!("cooperlink-registration/{}/{name}", self.stage())
    }

    fn stage(&self) -> &str {
        self.table.rsplit('-').next().unwrap_or_default()
    }
}

/// Runs `aws_calls.py`.
fn calls(arguments: &[&str], input: &Value) -> Vec<Value> {
    let script = crate::support::stack::checkout().join("tests/e2e/aws_calls.py");
    let mut process = python()
        .arg(script)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python starts");
    let mut stdin = process.stdin.take().expect("its input");
    stdin
        .write_all(input.to_string().as_bytes())
        .expect("it reads");
    drop(stdin);
    let output = process.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{arguments:?}");
    serde_json::from_slice(&output.stdout).expect("a list")
}

fn dead_letter(queue_url: &str) -> String {
    format!("{queue_url}-dead-letter")
}

/// Python with boto3, as the owner of the emulated account.
pub(crate) fn python() -> Command {
    let root = crate::support::stack::checkout();
    let mut command = Command::new(root.join("target/dev/venv/bin/python"));
    command
        .envs([
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
        ])
        .envs(crate::support::stack::Stack::load().aws_environment());
    command
}
