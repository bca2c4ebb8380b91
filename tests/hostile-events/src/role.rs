//! Rights on the table that the template grants to a role, compared with the requests of a function.

use serde_json::Value;
use yaml_rust2::{Yaml, YamlLoader};

/// A role of the template.
pub struct Role {
    name: String,
    statements: Vec<Yaml>,
}

/// A part of a request to the table.
struct Asked {
    action: String,
    index: Option<String>,
    partition: String,
}

impl Role {
    /// Reads the role of that name.
    pub fn of_template(name: &str) -> Self {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../infra/template.yaml");
        let template = YamlLoader::load_from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let policy = &template[0]["Resources"][name]["Properties"]["Policies"][0];
        let statements = policy["PolicyDocument"]["Statement"].as_vec().unwrap();
        Self {
            name: name.to_owned(),
            statements: statements.clone(),
        }
    }

    /// Fails unless the role allows everything that a request asks of the table. The operation may be in lower case.
    pub fn demand(&self, operation: &str, body: &str) {
        for asked in asked(operation, &serde_json::from_str(body).unwrap()) {
            let Asked {
                action,
                index,
                partition,
            } = &asked;
            assert!(
                self.statements
                    .iter()
                    .any(|statement| grants(statement, &asked)),
                "{} may not {action} on {partition} (index: {index:?})",
                self.name
            );
        }
    }
}

fn grants(statement: &Yaml, asked: &Asked) -> bool {
    let action = format!("dynamodb:{}", asked.action);
    let resource = match &asked.index {
        Some(index) => format!("${{Table.Arn}}${{TableEnding}}/index/{index}"),
        None => "${Table.Arn}${TableEnding}".to_owned(),
    };
    let has =
        |value: &Yaml, wanted: &str| texts(value).any(|text| text.eq_ignore_ascii_case(wanted));
    let keys = &statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
    let is_of = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => asked.partition.starts_with(start),
        None => asked.partition == pattern,
    };
    has(&statement["Action"], &action)
        && has(&statement["Resource"], &resource)
        && (keys.is_badvalue() || texts(keys).any(is_of))
}

/// A text, or each text of a list.
fn texts(value: &Yaml) -> impl Iterator<Item = &str> {
    let one = value.as_str().into_iter();
    let all = value.as_vec().into_iter().flatten();
    one.chain(all.filter_map(Yaml::as_str))
}

/// Parts of a request: a transaction needs the right for each of its parts.
fn asked(operation: &str, body: &Value) -> Vec<Asked> {
    let of = |action: &str, partition: &Value| Asked {
        action: action.to_owned(),
        index: body["IndexName"].as_str().map(str::to_owned),
        partition: partition["S"].as_str().unwrap().to_owned(),
    };
    match operation.to_ascii_lowercase().as_str() {
        "putitem" => vec![of("PutItem", &body["Item"]["PK"])],
        "query" => {
            let condition = body["KeyConditionExpression"].as_str().unwrap();
            let name = condition.split(' ').find(|word| word.starts_with(':'));
            vec![of(
                "Query",
                &body["ExpressionAttributeValues"][name.unwrap()],
            )]
        }
        "transactwriteitems" => {
            let parts = body["TransactItems"].as_array().unwrap().iter();
            let part = |part: &Value| {
                let (kind, part) = part.as_object().unwrap().iter().next().unwrap();
                let place = if kind == "Put" { "Item" } else { "Key" };
                of(&format!("{kind}Item"), &part[place]["PK"])
            };
            parts.map(part).collect()
        }
        "batchgetitem" => {
            let tables = body["RequestItems"].as_object().unwrap().values();
            let keys = tables.flat_map(|table| table["Keys"].as_array().unwrap());
            keys.map(|key| of("BatchGetItem", &key["PK"])).collect()
        }
        other => vec![of(other, &body["Key"]["PK"])],
    }
}
