//! The table that the template describes, in memory.

use anyhow::{Context, Result};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use dynoxide::Database;
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use store::Store;
use tokio::net::TcpListener;
use tooling::layout::Layout;
use tooling::local::{REGION, STACK_NAME};
use yaml_rust2::{Yaml, YamlLoader};

/// A table for one run.
pub(super) struct Table {
    /// Items of the table, which tests read and write directly.
    pub(super) database: Database,
    /// Client through which functions read and write the table.
    pub(super) store: Store,
    /// Port on which the table answers, without TLS.
    pub(super) port: u16,
}

impl Table {
    /// Creates an empty table.
    ///
    /// # Errors
    /// When the template cannot be read.
    pub(super) async fn create(layout: &Layout) -> Result<Self> {
        let template = std::fs::read_to_string(layout.template())?;
        let template = YamlLoader::load_from_str(&template)?;
        let template = template.first().context("the template is empty")?;
        let properties = &template["Resources"]["Table"]["Properties"];
        let mut request = json!({"TableName": STACK_NAME, "BillingMode": "PAY_PER_REQUEST"});
        for name in [
            "AttributeDefinitions",
            "KeySchema",
            "GlobalSecondaryIndexes",
        ] {
            request[name] = plain(&properties[name]);
        }
        let database = Database::memory()?;
        database.create_table(serde_json::from_value(request)?)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
        let config = client(&format!("http://{address}"));
        Ok(Self {
            database,
            store: Store::new(&config, STACK_NAME.to_owned()),
            port: address.port(),
        })
    }

    /// Writes an item without a check by the store.
    ///
    /// # Errors
    /// When `item` is no item of DynamoDB.
    pub(super) fn put(&self, item: &Value) -> Result<()> {
        let request = json!({"TableName": STACK_NAME, "Item": item});
        self.database.put_item(serde_json::from_value(request)?)?;
        Ok(())
    }
}

fn client(endpoint: &str) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .endpoint_url(endpoint)
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
            "test", "test", None, None, "bench",
        )))
        .build()
}

fn plain(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Array(entries) => entries.iter().map(plain).collect(),
        Yaml::Hash(fields) => fields
            .iter()
            .map(|(name, value)| (name.as_str().unwrap_or_default().to_owned(), plain(value)))
            .collect(),
        other => other.as_str().into(),
    }
}
