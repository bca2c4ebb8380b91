//! A fresh table for a test: what `infra/template.yaml` says, in a DynamoDB in this process.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::{
    Client,
    config::{Credentials, SharedCredentialsProvider},
    types::{
        AttributeDefinition, AttributeValue, BillingMode, GlobalSecondaryIndex, KeySchemaElement,
        KeyType, Projection, ProjectionType, ReturnConsumedCapacity, ScalarAttributeType,
    },
};
use std::collections::HashMap;
use store::Store;
use yaml_rust2::{Yaml, YamlLoader};

const NAME: &str = "registrations";

/// A table of its own.
pub(crate) struct Table {
    pub(crate) store: Store,
    client: Client,
}

impl Table {
    pub(crate) async fn new() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let database = dynoxide::Database::memory().unwrap();
        tokio::spawn(dynoxide::server::serve_on(listener, database));
        let config = config(&endpoint);
        let client = Client::new(&config);
        create(&client).await;
        Self {
            store: Store::new(&config, NAME.to_owned()),
            client,
        }
    }

    /// Every item, as text.
    pub(crate) async fn dump(&self) -> String {
        let items = self
            .client
            .scan()
            .table_name(NAME)
            .send()
            .await
            .unwrap()
            .items;
        format!("{items:?}")
    }

    /// The capacity of writing one item again as it is, and of reading those of its partition whose sort keys start alike, in
    /// units.
    pub(crate) async fn cost(&self, partition: &str, sort: &str) -> (f64, f64) {
        let start = sort.split('#').next().unwrap();
        let query = self
            .client
            .query()
            .table_name(NAME)
            .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
            .expression_attribute_values(":partition", text(partition))
            .expression_attribute_values(":sort", text(start))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await
            .unwrap();
        let read = query.consumed_capacity.unwrap().capacity_units.unwrap();
        let item = query
            .items
            .unwrap()
            .into_iter()
            .find(|item| item["SK"] == text(sort))
            .unwrap();
        let put = self
            .client
            .put_item()
            .table_name(NAME)
            .set_item(Some(item))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await
            .unwrap();
        let table = put.consumed_capacity.unwrap().table.unwrap();
        (table.capacity_units.unwrap(), read)
    }

    /// When DynamoDB may delete an item: the attribute that the template names for it, in epoch seconds.
    pub(crate) async fn ends_at(&self, partition: &str, sort: &str) -> i64 {
        let output = self
            .client
            .get_item()
            .table_name(NAME)
            .key("PK", text(partition))
            .key("SK", text(sort))
            .send()
            .await
            .unwrap();
        let ttl = &template()["Resources"]["Table"]["Properties"]["TimeToLiveSpecification"];
        assert_eq!(ttl["Enabled"].as_bool(), Some(true));
        let name = ttl["AttributeName"].as_str().unwrap();
        let number = output.item.unwrap()[name].as_n().unwrap().clone();
        number.parse().unwrap()
    }

    /// Sets one attribute of an item behind the store's back.
    pub(crate) async fn spoil(&self, partition: &str, sort: &str, name: &str) {
        self.client
            .update_item()
            .table_name(NAME)
            .set_key(Some(HashMap::from([
                ("PK".to_owned(), text(partition)),
                ("SK".to_owned(), text(sort)),
            ])))
            .update_expression("SET #name = :nonsense")
            .expression_attribute_names("#name", name)
            .expression_attribute_values(":nonsense", text("nonsense"))
            .send()
            .await
            .unwrap();
    }
}

/// The settings of a client of a server on this machine.
pub(crate) fn config(endpoint: &str) -> SdkConfig {
    let credentials = Credentials::new("test", "test", None, None, "tests");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(endpoint)
        .credentials_provider(SharedCredentialsProvider::new(credentials))
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

async fn create(client: &Client) {
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
        .table_name(NAME)
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
