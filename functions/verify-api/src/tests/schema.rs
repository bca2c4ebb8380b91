//! Answers are what the description says they are: the same members, of the same types.

use super::{
    DEADLINE_MS, called,
    verification::{ID, TENANT, World},
};
use crate::{handler::handle, openapi::DOCUMENT};
use bootstrap::gateway::Request;
use hostile_events::Event;
use serde_json::{Value, json};

/// Fails where a value is not of a schema. An object has all the members that its schema demands, and no others; a word is on its
/// list.
fn demand(document: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(&reference[1..]).unwrap();
        return demand(document, schema, value, place);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        // The two choices are null and one other.
        let is_null = |choice: &&Value| choice["type"] == "null";
        let other = choices.iter().find(|choice| !is_null(choice)).unwrap();
        if !value.is_null() || !choices.iter().any(|choice| is_null(&choice)) {
            demand(document, other, value, place);
        }
        return;
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_of_kind = match &schema["type"] {
        Value::String(one) => one == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => true,
    };
    assert!(is_of_kind, "{place}: {value} is not of {}", schema["type"]);
    if let (Some(words), Some(word)) = (schema["x-extensible-enum"].as_array(), value.as_str()) {
        assert!(
            words.contains(&json!(word)),
            "{place}: {word} is not listed"
        );
    }
    for item in value.as_array().into_iter().flatten() {
        demand(document, &schema["items"], item, &format!("{place}/*"));
    }
    let (Some(properties), Some(members)) = (schema["properties"].as_object(), value.as_object())
    else {
        return;
    };
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        assert!(members.contains_key(name), "{place}: no {name}");
    }
    for (name, member) in members {
        let property = properties.get(name);
        let property = property.unwrap_or_else(|| panic!("{place}: {name} is not described"));
        demand(document, property, member, &format!("{place}/{name}"));
    }
}

async fn demand_described(world: &World, event: Event, route: (&str, &str), status: u16) -> Value {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let request = Request::read(&event.text(), "request-1", DEADLINE_MS);
    let answer = handle(&world.api, request).await;
    let body = answer.body();
    assert_eq!(answer.status().as_u16(), status, "{route:?}: {body}");
    let (method, path) = route;
    let operation = &document["paths"][path][method];
    let mut response = &operation["responses"][status.to_string()];
    if let Some(reference) = response["$ref"].as_str() {
        response = document.pointer(&reference[1..]).unwrap();
    }
    let kind = answer.headers()["content-type"].to_str().unwrap();
    let kind = kind.split(';').next().unwrap();
    let schema = &response["content"][kind]["schema"];
    assert!(
        schema.is_object(),
        "{route:?} {status}: {kind} is not described"
    );
    let value = serde_json::from_str(body).unwrap();
    demand(&document, schema, &value, &format!("{method} {path}"));
    value
}

#[test]
fn every_example_of_a_problem_is_as_problems_are_described() {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let examples = document["components"]["examples"].as_object().unwrap();
    for (slug, example) in examples {
        let schema = json!({"$ref": "#/components/schemas/Problem"});
        demand(&document, &schema, &example["value"], slug);
    }
    let members = |slug: &str| examples[slug]["value"].as_object().unwrap();
    assert!(members("registration-exists").contains_key("existing_registration_id"));
    for member in ["state", "requested_at", "erased_at"] {
        assert!(members("erased").contains_key(member), "{member}");
    }
    assert_eq!(
        members("idempotency-key-malformed")["errors"][0]["header"],
        "Idempotency-Key"
    );
}

const COLLECTION: &str = "/v1/registrations";
const ONE: &str = "/v1/registrations/{registration_id}";

#[tokio::test]
async fn every_answer_is_as_it_is_described() {
    let world = World::new().await;
    let below = |rest: &str| format!("{COLLECTION}/{ID}{rest}");
    let get = |path: &str| called("GET", path, "").header("accept", "application/json");
    let reads = [
        (COLLECTION.to_owned(), COLLECTION.to_owned()),
        (below(""), ONE.to_owned()),
        (below("/verifications"), format!("{ONE}/verifications")),
        (
            below("/verifications/latest"),
            format!("{ONE}/verifications/{{verification_id}}"),
        ),
        (below("/audit"), format!("{ONE}/audit")),
        (below("/invitations"), format!("{ONE}/invitations")),
        ("/v1/me".to_owned(), "/v1/me".to_owned()),
        ("/v1/checks".to_owned(), "/v1/checks".to_owned()),
        ("/v1/events".to_owned(), "/v1/events".to_owned()),
        ("/healthz".to_owned(), "/healthz".to_owned()),
        (
            "/problems/conflict".to_owned(),
            "/problems/{slug}".to_owned(),
        ),
    ];
    for (path, route) in reads {
        demand_described(&world, get(&path), ("get", &route), 200).await;
    }
    let send = |method: &str, path: &str, key: &str, body: &Value| {
        let event = called(method, path, "").header("idempotency-key", key);
        event
            .header("content-type", "application/json")
            .body(&body.to_string())
    };
    let new = json!({"customer_id": "4711", "customer_name": "Contoso", "plan": "BOOST"});
    let create = send("POST", COLLECTION, "a", &new);
    demand_described(&world, create, ("post", COLLECTION), 201).await;
    let refused = send("POST", COLLECTION, "b", &json!({}));
    demand_described(&world, refused, ("post", COLLECTION), 422).await;
    let changed = send("PATCH", &below(""), "", &json!({"requester": "Anna"}));
    demand_described(&world, changed, ("patch", ONE), 200).await;
    let invitations = format!("{ONE}/invitations");
    let made = send(
        "POST",
        &below("/invitations"),
        "c",
        &json!({"purpose": "reconnect"}),
    );
    let made = demand_described(&world, made, ("post", &invitations), 201).await;
    let own = below(&format!("/invitations/{}", made["id"].as_str().unwrap()));
    let route = format!("{invitations}/{{invitation_id}}");
    demand_described(&world, get(&own), ("get", &route), 200).await;
    let verification = send("POST", &below("/verifications"), "d", &json!({}));
    let route = format!("{ONE}/verifications");
    demand_described(&world, verification, ("post", &route), 201).await;
    let approve = send(
        "POST",
        &below("/approve"),
        "e",
        &json!({"tenant_id": TENANT}),
    );
    demand_described(&world, approve, ("post", &format!("{ONE}/approve")), 200).await;
    let nobody = Event::new("GET", COLLECTION, "");
    demand_described(&world, nobody, ("get", COLLECTION), 401).await;
    let unknown = get(&below(
        "/verifications/01930000-0000-7000-8000-000000000099",
    ));
    let route = format!("{ONE}/verifications/{{verification_id}}");
    demand_described(&world, unknown, ("get", &route), 404).await;
}
