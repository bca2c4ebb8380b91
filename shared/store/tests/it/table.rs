//! A fresh table for a test: what `infra/template.yaml` says, in a DynamoDB in this process or in the one that
//! [`DYNAMODB_URL`] names, so that the tests believe no single implementation.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::{
    Client,
    config::{Credentials, SharedCredentialsProvider},
    types::{
        AttributeDefinition, AttributeValue, BillingMode, GlobalSecondaryIndex, KeySchemaElement,
        KeyType, Projection, ProjectionType, ReturnConsumedCapacity, ScalarAttributeType,
    },
};
use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::{BuildHasher as _, Hasher as _},
};
use store::Store;
use tokio::{
    io::AsyncReadExt as _,
    net::{TcpListener, TcpStream},
};
use yaml_rust2::{Yaml, YamlLoader};

/// Origin of another implementation of DynamoDB on this machine. `cargo dev test` names moto here.
const DYNAMODB_URL: &str = "COOPERLINK_TEST_DYNAMODB_URL";

/// A table of its own.
pub(crate) struct Table {
    pub(crate) store: Store,
    client: Client,
    endpoint: String,
    name: String,
}

impl Table {
    pub(crate) async fn new() -> Self {
        let endpoint = endpoint().await;
        // Tests share a server of another process.
        let name = format!(
            "registrations-{:x}",
            RandomState::new().build_hasher().finish()
        );
        let config = config(&endpoint);
        let client = Client::new(&config);
        create(&client, &name).await;
        Self {
            store: Store::new(&config, name.clone()),
            client,
            endpoint,
            name,
        }
    }

    /// A store of the same table whose first answer is lost: DynamoDB carries the request out, and the connection breaks.
    pub(crate) async fn with_a_lost_answer(&self) -> Store {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let config = config(&format!("http://{}", listener.local_addr().unwrap()));
        let upstream = self.endpoint.trim_start_matches("http://").to_owned();
        tokio::spawn(async move {
            let (mut asking, _) = listener.accept().await.unwrap();
            let (mut from_client, _to_client) = asking.split();
            let mut answering = TcpStream::connect(&upstream).await.unwrap();
            let (mut answer, mut to_upstream) = answering.split();
            let mut first_byte = [0];
            tokio::select! {
                _ = tokio::io::copy(&mut from_client, &mut to_upstream) => {}
                _ = answer.read(&mut first_byte) => {}
            }
            drop((asking, answering));
            while let Ok((mut asking, _)) = listener.accept().await {
                let mut answering = TcpStream::connect(&upstream).await.unwrap();
                tokio::spawn(async move {
                    tokio::io::copy_bidirectional(&mut asking, &mut answering).await
                });
            }
        });
        Store::new(&config, self.name.clone())
    }

    /// Writes an item behind the store's back.
    pub(crate) async fn put(&self, item: HashMap<String, AttributeValue>) {
        let put = self.client.put_item().table_name(&self.name);
        put.set_item(Some(item)).send().await.unwrap();
    }

    /// Every item, as text.
    pub(crate) async fn dump(&self) -> String {
        let items = self
            .client
            .scan()
            .table_name(&self.name)
            .send()
            .await
            .unwrap()
            .items;
        format!("{items:?}")
    }

    /// Capacity of reading the items of a partition whose sort keys begin with this, in units.
    pub(crate) async fn cost_of_reading(&self, partition: &str, start: &str) -> f64 {
        let query = self
            .client
            .query()
            .table_name(&self.name)
            .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
            .expression_attribute_values(":partition", text(partition))
            .expression_attribute_values(":sort", text(start))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await
            .unwrap();
        query.consumed_capacity.unwrap().capacity_units.unwrap()
    }

    pub(crate) async fn item(
        &self,
        partition: &str,
        sort: &str,
    ) -> HashMap<String, AttributeValue> {
        let output = self
            .client
            .get_item()
            .table_name(&self.name)
            .key("PK", text(partition))
            .key("SK", text(sort))
            .send()
            .await
            .unwrap();
        output.item.unwrap()
    }

    /// Capacity of writing an item again unchanged, in units: of the table and of every index.
    pub(crate) async fn cost_of_writing(&self, partition: &str, sort: &str) -> f64 {
        let item = self.item(partition, sort).await;
        let put = self
            .client
            .put_item()
            .table_name(&self.name)
            .set_item(Some(item))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await
            .unwrap();
        put.consumed_capacity.unwrap().capacity_units.unwrap()
    }

    /// Capacity of writing the next due time of an unchanged standing, in units: of the table and of every index.
    pub(crate) async fn cost_of_standing(&self, partition: &str) -> f64 {
        let update = self
            .client
            .update_item()
            .table_name(&self.name)
            .key("PK", text(partition))
            .key("SK", text("REGISTRATION#STANDING"))
            .update_expression("ADD due_at :later")
            .expression_attribute_values(":later", AttributeValue::N("1".to_owned()))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await
            .unwrap();
        update.consumed_capacity.unwrap().capacity_units.unwrap()
    }

    /// Removes one attribute of an item behind the store's back.
    pub(crate) async fn remove(&self, partition: &str, sort: &str, name: &str) {
        self.client
            .update_item()
            .table_name(&self.name)
            .key("PK", text(partition))
            .key("SK", text(sort))
            .update_expression("REMOVE #name")
            .expression_attribute_names("#name", name)
            .send()
            .await
            .unwrap();
    }

    /// Instant from which DynamoDB may delete an item: the attribute that the template names for it, in epoch seconds.
    pub(crate) async fn ends_at(&self, partition: &str, sort: &str) -> i64 {
        let item = self.item(partition, sort).await;
        let ttl = &template()["Resources"]["Table"]["Properties"]["TimeToLiveSpecification"];
        assert_eq!(ttl["Enabled"].as_bool(), Some(true));
        let name = ttl["AttributeName"].as_str().unwrap();
        let number = item[name].as_n().unwrap().clone();
        number.parse().unwrap()
    }

    /// Gives one attribute of an item an impossible value, behind the store's back.
    pub(crate) async fn spoil(&self, partition: &str, sort: &str, name: &str) {
        self.set(partition, sort, name, text("nonsense")).await;
    }

    /// Sets one attribute of an item behind the store's back.
    pub(crate) async fn set(&self, partition: &str, sort: &str, name: &str, value: AttributeValue) {
        self.client
            .update_item()
            .table_name(&self.name)
            .key("PK", text(partition))
            .key("SK", text(sort))
            .update_expression("SET #name = :value")
            .expression_attribute_names("#name", name)
            .expression_attribute_values(":value", value)
            .send()
            .await
            .unwrap();
    }
}

/// The DynamoDB that [`DYNAMODB_URL`] names, or a new one in this process.
async fn endpoint() -> String {
    if let Some(url) = std::env::var_os(DYNAMODB_URL) {
        let url = url.into_string().unwrap();
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        return url;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let database = dynoxide::Database::memory().unwrap();
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    endpoint
}

/// The settings of a client of a server on this machine.
pub(crate) fn config(endpoint: &str) -> SdkConfig {
    let credentials = Credentials::new("test", "test", None, None, "tests");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(endpoint)
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        // Nothing here speaks TLS, and reading the machine's roots takes longer than most tests.
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build()
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn template() -> Yaml {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../infra/template.yaml");
    YamlLoader::load_from_str(&std::fs::read_to_string(file).unwrap())
        .unwrap()
        .remove(0)
}

async fn create(client: &Client, name: &str) {
    let template = template();
    let table = &template["Resources"]["Table"]["Properties"];
    let definitions = table["AttributeDefinitions"]
        .as_vec()
        .unwrap()
        .iter()
        .map(|attribute| {
            AttributeDefinition::builder()
                .attribute_name(attribute["AttributeName"].as_str().unwrap())
                .attribute_type(ScalarAttributeType::from(
                    attribute["AttributeType"].as_str().unwrap(),
                ))
                .build()
                .unwrap()
        });
    let indexes = table["GlobalSecondaryIndexes"]
        .as_vec()
        .unwrap()
        .iter()
        .map(|index| {
            let projection = index["Projection"]["ProjectionType"].as_str().unwrap();
            GlobalSecondaryIndex::builder()
                .index_name(index["IndexName"].as_str().unwrap())
                .set_key_schema(Some(keys(&index["KeySchema"])))
                .projection(
                    Projection::builder()
                        .projection_type(ProjectionType::from(projection))
                        .build(),
                )
                .build()
                .unwrap()
        });
    client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(definitions.collect()))
        .set_key_schema(Some(keys(&table["KeySchema"])))
        .set_global_secondary_indexes(Some(indexes.collect()))
        .send()
        .await
        .unwrap();
}

fn keys(schema: &Yaml) -> Vec<KeySchemaElement> {
    schema
        .as_vec()
        .unwrap()
        .iter()
        .map(|key| {
            KeySchemaElement::builder()
                .attribute_name(key["AttributeName"].as_str().unwrap())
                .key_type(KeyType::from(key["KeyType"].as_str().unwrap()))
                .build()
                .unwrap()
        })
        .collect()
}
