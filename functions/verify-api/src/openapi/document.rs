//! The description, made from the routes and their types. What holds for every route is added here, once.

use super::{
    operation::{CONDITIONAL, needed_scope},
    problems,
};
use crate::router;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The whole document.
pub(super) fn document() -> Value {
    let (_, api) = router::open().merge(router::keyed()).split_for_parts();
    let mut document = with_pages(&serde_json::to_value(api).unwrap());
    document["info"] = json!({
        "title": "Cooperlink Registration for Microsoft 365",
        "version": "1",
        "description": "Connects the Microsoft 365 of customers, and says whether it works. \
            Every member of an answer is always there, null where there is no value. Instants are RFC 3339 in UTC with milliseconds. \
            Lists of words (x-extensible-enum), codes and problem types may grow, and members may be added: \
            ignore what you do not know. The page /docs says more.",
    });
    document["servers"] = json!([{"url": "/"}]);
    document["security"] = json!([{"api_key": []}]);
    document["tags"] = json!([
        {"name": "Registrations", "description": "Each one customer's tenant being connected."},
        {"name": "Invitations", "description": "Links for the customer's administrator and system user."},
        {"name": "Verifications", "description": "Looks at everything that Cooperlink needs, kept as reports."},
        {"name": "Events", "description": "What happened, in order."},
        {"name": "API key", "description": "The key of the caller, its scopes and limits."},
        {"name": "Webhooks", "description": "Endpoints of the host app that events are delivered to, and how each fares."},
        {"name": "About", "description": "The API itself; these need no key."},
    ]);
    let requests = requests(&document);
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for (name, schema) in schemas.iter_mut() {
        close(schema, requests.contains(name));
    }
    schemas.extend(problems::schemas());
    document["components"]["securitySchemes"] = json!({"api_key": {
        "type": "http", "scheme": "bearer",
        "description": "An API key in the header Authorization: Bearer <key>. The operator makes keys. Each route says the scope \
            that it needs: read, write (create, change, end) or verify (ask for a verification). Keys that write or verify read as \
            well, because what they change or verify they are shown.",
    }});
    document["components"]["parameters"] = parameters();
    document["components"]["headers"] = headers();
    document["components"]["examples"] = problems::examples();
    for (path, item) in document["paths"].as_object_mut().unwrap() {
        for (method, operation) in item.as_object_mut().unwrap() {
            complete(path, method, operation);
        }
    }
    let names = references(&document["paths"], "#/components/responses/");
    let shared = names
        .iter()
        .map(|name| (name.clone(), problems::response(name)));
    document["components"]["responses"] = Value::Object(shared.collect());
    document
}

/// Names each page by its items, and has it refer to them.
fn with_pages(document: &Value) -> Value {
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let items: Vec<_> = schemas
        .keys()
        .filter_map(|name| name.strip_prefix("Page_").map(str::to_owned))
        .collect();
    let mut text = document.to_string();
    for item in &items {
        text = text.replace(&format!("Page_{item}\""), &format!("{item}Page\""));
    }
    let mut document: Value = strict_json::parse(text.as_bytes()).unwrap();
    for item in items {
        let page = &mut document["components"]["schemas"][format!("{item}Page")];
        page["properties"]["items"]["items"] = json!({"$ref": format!("{SCHEMAS}{item}")});
    }
    document
}

/// The schemas that requests are read by, and those within them.
fn requests(document: &Value) -> BTreeSet<String> {
    let mut open = Vec::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            open.extend(references(&operation["requestBody"], SCHEMAS));
        }
    }
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.clone()) {
            open.extend(references(
                &document["components"]["schemas"][&name],
                SCHEMAS,
            ));
        }
    }
    found
}

const SCHEMAS: &str = "#/components/schemas/";

/// The names of everything below a place that a part of the document refers to.
fn references(part: &Value, place: &str) -> Vec<String> {
    match part {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|reference| reference.strip_prefix(place));
            let below = members
                .values()
                .flat_map(|member| references(member, place));
            own.map(str::to_owned).into_iter().chain(below).collect()
        }
        Value::Array(items) => items
            .iter()
            .flat_map(|item| references(item, place))
            .collect(),
        _ => Vec::new(),
    }
}

/// An object of an answer has all its members; one of a request has no others.
fn close(schema: &mut Value, is_request: bool) {
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    let names: Vec<_> = properties.keys().cloned().collect();
    if is_request {
        schema["additionalProperties"] = json!(false);
    } else {
        schema["required"] = json!(names);
    }
}

/// Parameters that several routes have.
fn parameters() -> Value {
    json!({
        "IdempotencyKey": {
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "1 to 128 visible ASCII characters, such as a UUID: a fresh one for each new request, the same one for its \
                repeats. The answer is kept for 24 hours, and a repeat gets it again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]{1,128}$"},
            "example": "9a4c6c5e-2f0e-4a3b-9a55-0b1b7b1f7a10",
        },
        "IfNoneMatch": {
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The ETag of an earlier answer: 304 without a body when nothing has changed.",
            "schema": {"type": "string"},
        },
        "IfMatch": {
            "name": "If-Match", "in": "header", "required": false,
            "description": "The ETag of an earlier answer: the call is carried out only in that version of the registration, else it is 412.",
            "schema": {"type": "string"},
        },
    })
}

/// Headers of answers.
fn headers() -> Value {
    json!({
        "RequestId": {
            "description": "The request's id, for support.", "schema": {"type": "string"},
        },
        "Location": {
            "description": "The address of what was created.", "schema": {"type": "string", "format": "uri"},
        },
        "ETag": {
            "description": "The entity tag of the registration, as a read shows it; none on a repeat.", "schema": {"type": "string"},
        },
        "IdempotentReplayed": {
            "description": "true where the answer was given before and this request was not carried out.",
            "schema": {"type": "string"},
        },
        "RateLimit": {
            "description": "What remains (r) of each limit that the call counts for, and the seconds (t) until its next window \
                (draft-ietf-httpapi-ratelimit-headers-10).",
            "schema": {"type": "string"}, "example": "\"invitations\";r=997;t=180, \"api-key\";r=99;t=1",
        },
        "RateLimitPolicy": {
            "description": "The calls (q) that a limit allows in a window of so many seconds (w).",
            "schema": {"type": "string"}, "example": "\"invitations\";q=1000;w=3600, \"api-key\";q=100;w=2",
        },
        "RetryAfter": {
            "description": "Seconds to wait before the next try.", "schema": {"type": "integer", "minimum": 0},
        },
    })
}

/// Adds what holds for every operation of that kind.
fn complete(path: &str, method: &str, operation: &mut Value) {
    let mut shared = Vec::new();
    if method == "post" {
        shared.push("IdempotencyKey");
    }
    let name = operation["operationId"].as_str().unwrap().to_owned();
    let is_read = name == "read_registration";
    let is_conditional = CONDITIONAL.contains(&name.as_str());
    if is_read {
        shared.push("IfNoneMatch");
    }
    if is_conditional {
        shared.push("IfMatch");
    }
    let mut all = operation["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let reference = |name: &&str| json!({"$ref": format!("#/components/parameters/{name}")});
    all.extend(shared.iter().map(reference));
    // One that is a word of a list is described by what its words are about.
    for parameter in &mut all {
        if parameter.get("schema").is_some() && parameter.get("description").is_none() {
            parameter["description"] = parameter["schema"]["description"].clone();
        }
    }
    if !all.is_empty() {
        operation["parameters"] = json!(all);
    }
    if let Some(scope) = needed_scope(path, method) {
        let before = operation["description"].as_str().unwrap_or_default();
        let sentence = format!("Needs the scope `{}`.", scope.name());
        let description = [before, &sentence].join("\n\n");
        operation["description"] = json!(description.trim());
    }
    let is_limited = path.starts_with("/v1/");
    let header = |name: &str| json!({"$ref": format!("#/components/headers/{name}")});
    let added = problems::responses(path, method, operation);
    let responses = operation["responses"].as_object_mut().unwrap();
    for (status, response) in responses.iter_mut() {
        let mut headers = Map::new();
        headers.insert("X-Request-Id".to_owned(), header("RequestId"));
        if status == "201" {
            headers.insert("Location".to_owned(), header("Location"));
        }
        let shows_tag = is_read || is_conditional || name == "create_registration";
        if shows_tag && method != "delete" {
            headers.insert("ETag".to_owned(), header("ETag"));
        }
        if method == "post" {
            let name = "Idempotent-Replayed".to_owned();
            headers.insert(name, header("IdempotentReplayed"));
        }
        if is_limited {
            headers.insert("RateLimit".to_owned(), header("RateLimit"));
            headers.insert("RateLimit-Policy".to_owned(), header("RateLimitPolicy"));
        }
        response["headers"] = Value::Object(headers);
    }
    if is_read {
        let unchanged =
            json!({"description": "Nothing has changed.", "headers": {"ETag": header("ETag")}});
        responses.insert("304".to_owned(), unchanged);
    }
    for (status, response) in added {
        let own = responses.insert(status.clone(), response);
        assert_eq!(own, None, "{name} describes {status} by itself");
    }
}
