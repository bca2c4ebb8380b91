//! The description covers every route, whole, and its examples are accepted.

use super::{DOCUMENT, document::document};
use crate::{
    input::body,
    invitations::create::CreateInvitation,
    registrations::{
        approve::ApproveTenant, change::ChangeRegistration, create::CreateRegistration,
    },
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

fn served() -> Value {
    serde_json::from_str(DOCUMENT).unwrap()
}

/// A copy of a JSON value with the members of every object in order, whatever the features of the build.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(name, member)| (name, sorted(member)));
            let members: BTreeMap<_, _> = members.collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "asks whether to rewrite the generated file"
)]
fn openapi_json_is_generated_from_the_routes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let text = format!("{:#}\n", sorted(document()));
    if std::env::var("UPDATE_GENERATED").is_ok() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == text,
        "functions/verify-api/openapi.json is old: UPDATE_GENERATED=1 cargo nextest run --workspace --bin verify-api writes it"
    );
}

/// Every object of the document, with its path.
fn objects<'a>(path: String, value: &'a Value, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                objects(format!("{path}/{name}"), member, found);
            }
            found.push((path, value));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                objects(format!("{path}/{index}"), item, found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let document = served();
    let mut found = Vec::new();
    objects(String::new(), &document, &mut found);
    let mut used = BTreeSet::new();
    for (path, object) in &found {
        let Some(reference) = object.get("$ref").and_then(Value::as_str) else {
            continue;
        };
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{path}: {reference}");
        used.insert(reference.rsplit('/').next().unwrap());
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for name in schemas.keys() {
        assert!(used.contains(name.as_str()), "{name} is not used");
    }
}

#[test]
fn every_operation_schema_and_member_says_what_it_is() {
    let document = served();
    let says = |part: &Value| {
        let text = part["description"].as_str().unwrap_or_default();
        let is_reference = part.get("$ref").is_some() || part.get("oneOf").is_some();
        is_reference || text.ends_with(['.', ')'])
    };
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(says(schema), "{name}");
        for (member, property) in schema["properties"].as_object().into_iter().flatten() {
            assert!(says(property), "{name}.{member}: {property}");
        }
    }
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path}");
            assert!(
                ids.insert(operation["operationId"].as_str().unwrap()),
                "{method} {path}"
            );
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(says(parameter), "{method} {path}: {parameter}");
            }
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.contains_key("500"), "{method} {path}");
            let is_keyed = path.starts_with("/v1/");
            assert_eq!(is_keyed, responses.contains_key("401"), "{method} {path}");
            assert_eq!(
                is_keyed,
                operation.get("security").is_none(),
                "{method} {path}"
            );
        }
    }
}

/// A request made of the examples of its members.
fn example(schema: &str) -> String {
    let document = served();
    let schema = &document["components"]["schemas"][schema];
    let members = schema["properties"].as_object().unwrap().iter();
    let member = |(name, property): (&String, &Value)| {
        let first = property["enum"].get(0).cloned();
        let value = property.get("example").cloned().or(first)?;
        Some((name.clone(), value))
    };
    Value::Object(members.filter_map(member).collect()).to_string()
}

#[test]
fn every_documented_example_is_taken() {
    body::parse::<CreateRegistration>(&example("CreateRegistration")).unwrap();
    body::parse::<ChangeRegistration>(&example("ChangeRegistration")).unwrap();
    body::parse::<CreateInvitation>(&example("CreateInvitation")).unwrap();
    body::parse::<ApproveTenant>(&example("ApproveTenant")).unwrap();
    assert!(example("CreateRegistration").contains("cooperlink@contoso.com"));
}

/// Members of answers that are texts and no words of a list: names, addresses, sentences, and codes and ids that others give.
const FREE: &[&str] = &[
    "address",
    "administrator_name",
    "check",
    "checks",
    "code",
    "customer_id",
    "customer_ids",
    "customer_name",
    "detail",
    "domain",
    "error_code",
    "expected_domain",
    "finding",
    "findings",
    "from_finding",
    "guidance",
    "header",
    "host",
    "id",
    "invitation",
    "key_id",
    "libraries",
    "message",
    "name",
    "next_after",
    "next_cursor",
    "owner",
    "parameter",
    "permissions",
    "pointer",
    "problem",
    "reason",
    "registration",
    "request",
    "request_id",
    "requester",
    "return_url",
    "status",
    "subject",
    "support_code",
    "system_user",
    "title",
    "to_finding",
    "url",
    "user_principal_name",
    "verification",
    "version",
    "way",
    "what_to_do",
];

/// Every string below a schema that is neither of a format nor a word of a list, with the member's name.
fn free_texts(name: &str, schema: &Value, found: &mut BTreeSet<String>) {
    let is_text = schema["type"] == "string"
        || schema["type"]
            .as_array()
            .is_some_and(|kinds| kinds.contains(&"string".into()));
    let has_words = schema.get("x-extensible-enum").is_some() || schema.get("enum").is_some();
    if is_text && !has_words && schema.get("format").is_none() {
        found.insert(name.to_owned());
    }
    for (member, property) in schema["properties"].as_object().into_iter().flatten() {
        free_texts(member, property, found);
    }
    if let Some(items) = schema.get("items") {
        free_texts(name, items, found);
    }
}

#[test]
fn a_word_of_a_list_is_described_with_its_list() {
    let document = served();
    let mut found = BTreeSet::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        free_texts(name, schema, &mut found);
    }
    let free: BTreeSet<_> = FREE.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(found, free);
}

#[test]
fn what_a_change_may_give_is_what_a_creation_may() {
    let document = served();
    let members = |schema: &str| document["components"]["schemas"][schema]["properties"].clone();
    let (create, change) = (members("CreateRegistration"), members("ChangeRegistration"));
    for member in ["plan", "language"] {
        assert!(change[member]["enum"].is_array(), "{member}");
        assert_eq!(change[member]["enum"], create[member]["enum"]);
    }
    let list = document["paths"]["/v1/registrations"]["get"]["parameters"]
        .as_array()
        .unwrap();
    let stage = list
        .iter()
        .find(|parameter| parameter["name"] == "stage")
        .unwrap();
    let stages = stage["schema"]["enum"].as_array().unwrap();
    assert!(
        !stages.contains(&"erased".into()),
        "an erased one is in no list"
    );
    for operation in ["approve", "reject"] {
        let path = format!("/v1/registrations/{{registration_id}}/{operation}");
        let body = &document["paths"][&path]["post"]["requestBody"];
        assert_eq!(body["required"], true, "{operation}");
    }
}
