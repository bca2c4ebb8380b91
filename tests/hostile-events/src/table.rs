//! The table of the template, empty and in this process.

use dynoxide::Database;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use yaml_rust2::{Yaml, YamlLoader};

/// Makes a table of that name.
pub fn new(name: &str) -> Database {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../infra/template.yaml");
    let template = YamlLoader::load_from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let properties = &template[0]["Resources"]["Table"]["Properties"];
    let mut request = json!({"TableName": name, "BillingMode": "PAY_PER_REQUEST"});
    for name in [
        "AttributeDefinitions",
        "KeySchema",
        "GlobalSecondaryIndexes",
    ] {
        request[name] = plain(&properties[name]);
    }
    let database = Database::memory().unwrap();
    database
        .create_table(serde_json::from_value(request).unwrap())
        .unwrap();
    database
}

/// Status and body of the table's answer to a request, its price included.
pub fn answer(database: &Database, operation: &str, body: &str) -> (u16, String) {
    let mut request: Value = serde_json::from_str(body).unwrap();
    request["ReturnConsumedCapacity"] = json!("INDEXES");
    match operation {
        "BatchGetItem" => run(request, |request| database.batch_get_item(request)),
        "DeleteItem" => run(request, |request| database.delete_item(request)),
        "GetItem" => run(request, |request| database.get_item(request)),
        "PutItem" => run(request, |request| database.put_item(request)),
        "Query" => run(request, |request| database.query(request)),
        "TransactWriteItems" => run(request, |request| database.transact_write_items(request)),
        "UpdateItem" => run(request, |request| database.update_item(request)),
        other => panic!("{other} is not known here"),
    }
}

/// Units of an answer, as AWS charges them: the table's and those of every index, a transaction's items twice.
pub fn units(answer: &str) -> f64 {
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    let of_table = |capacity: &Value| capacity["CapacityUnits"].as_f64().unwrap_or_default();
    match &answer["ConsumedCapacity"] {
        Value::Array(tables) => tables.iter().map(of_table).sum(),
        table => of_table(table),
    }
}

fn run<Request: DeserializeOwned, Answer: Serialize>(
    request: Value,
    call: impl FnOnce(Request) -> dynoxide::Result<Answer>,
) -> (u16, String) {
    match call(serde_json::from_value(request).unwrap()) {
        Ok(answer) => (200, serde_json::to_string(&answer).unwrap()),
        Err(error) => (400, error.to_json()),
    }
}

fn plain(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Array(entries) => entries.iter().map(plain).collect(),
        Yaml::Hash(fields) => fields
            .iter()
            .map(|(name, value)| (name.as_str().unwrap().to_owned(), plain(value)))
            .collect(),
        other => json!(other.as_str().unwrap()),
    }
}
