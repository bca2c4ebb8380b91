//! The emulated AWS behind the stack, as its operator sees it: here its table, its secrets and the API keys.

mod programs;
mod queues;

pub(crate) use programs::python;
pub(crate) use queues::Queue;

use crate::support::stack::fresh_id;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_lc_rs::digest::{SHA256, digest};
use aws_sdk_dynamodb::{config::Credentials, types::AttributeValue};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    fs::File,
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

    fn secret(&self, name: &str) -> String {
        format!("cooperlink-registration/{}/{name}", self.stage())
    }

    fn stage(&self) -> &str {
        self.table.rsplit('-').next().unwrap_or_default()
    }
}
