//! Problems in the description: their schema, an example of each type, and the types that a route may answer with.

use super::operation::{CONDITIONAL, needed_scope};
use crate::{
    problems,
    words::{ErasureState, open_words},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use url::Url;
use web::problem::{ErrorCode, Problem, ProblemType};

/// The schemas of a problem.
pub(super) fn schemas() -> Map<String, Value> {
    let codes = ErrorCode::ALL.map(ErrorCode::name);
    let nullable =
        |description: &str| json!({"type": ["string", "null"], "description": description});
    let mut state = serde_json::to_value(open_words::<ErasureState>()).unwrap();
    state["description"] =
        json!("With the type erased alone: `erasing` while data is being deleted, then `erased`.");
    let schemas = json!({
        "Problem": {
            "type": "object",
            "description": "What went wrong and what to do (RFC 9457). New types may appear: go by the status then.",
            "required": ["type", "title", "status", "detail", "request_id", "errors"],
            "properties": {
                "type": {"type": "string", "format": "uri", "description": "The type: an address of a page that explains it."},
                "title": {"type": "string", "description": "A short title of the type."},
                "status": {"type": "integer", "description": "The HTTP status."},
                "detail": {"type": "string", "description": "What to do."},
                "request_id": {"type": "string", "description": "The request's id, for support; also in X-Request-Id."},
                "errors": {
                    "type": "array", "items": {"$ref": "#/components/schemas/RequestError"},
                    "description": "Everything in the body, or in the query, that cannot be used, at once.",
                },
                "existing_registration_id": {
                    "type": "string", "format": "uuid",
                    "description": "With the type registration-exists alone: the customer's registration of this tenant.",
                },
                "state": state,
                "requested_at": {
                    "type": "string", "format": "date-time",
                    "description": "With the type erased alone: when the erasure was asked for.",
                },
                "erased_at": {
                    "type": ["string", "null"], "format": "date-time",
                    "description": "With the type erased alone: when the data was gone; null until then.",
                },
            },
        },
        "RequestError": {
            "type": "object",
            "description": "A part of the request that cannot be used. One of pointer, parameter and header is set.",
            "required": ["pointer", "parameter", "header", "code", "message"],
            "properties": {
                "pointer": nullable("The member of the body, as a JSON Pointer (RFC 6901); empty for the whole body."),
                "parameter": nullable("The parameter of the query."),
                "header": nullable("The header."),
                "code": {"type": "string", "description": "Stable. New codes may appear.", "x-extensible-enum": codes},
                "message": {"type": "string", "description": "What would be accepted, in English."},
            },
        },
    });
    let Value::Object(schemas) = schemas else {
        return Map::new();
    };
    schemas
}

/// One example of each type, as the API writes it.
pub(super) fn examples() -> Value {
    let base = Url::parse("https://connect.example").unwrap();
    let example = |kind: ProblemType| {
        let value = json!({"summary": kind.title(), "value": problems::example(kind, &base)});
        (kind.slug().to_owned(), value)
    };
    Value::Object(ProblemType::ALL.into_iter().map(example).collect())
}

/// The types that an operation may answer with.
fn types(path: &str, method: &str, operation: &Value) -> Vec<ProblemType> {
    use ProblemType as P;
    let mut types = vec![P::InternalError, P::ValidationFailed];
    let has_parameter = |name: &str| {
        let parameters = operation["parameters"].as_array();
        parameters
            .into_iter()
            .flatten()
            .any(|parameter| parameter["name"] == name)
    };
    if path.contains('{') || has_parameter("registration_id") {
        types.push(P::NotFound);
    }
    if path.starts_with("/v1/") {
        types.extend([
            P::Unauthorized,
            P::MalformedRequest,
            P::RateLimited,
            P::TemporarilyUnavailable,
        ]);
    }
    if path.starts_with("/v1/registrations/{registration_id}") {
        types.push(P::Erased);
    }
    if needed_scope(path, method).is_some() {
        types.push(P::InsufficientScope);
    }
    if matches!(method, "post" | "patch") {
        types.extend([
            P::MalformedJson,
            P::PayloadTooLarge,
            P::UnsupportedMediaType,
            P::Conflict,
        ]);
    }
    if method == "post" {
        types.extend([
            P::IdempotencyKeyRequired,
            P::IdempotencyKeyMalformed,
            P::IdempotencyKeyReused,
            P::IdempotencyAnswerGone,
            P::RequestInProgress,
        ]);
    }
    let name = operation["operationId"].as_str().unwrap();
    if CONDITIONAL.contains(&name) {
        types.push(P::PreconditionFailed);
    }
    let parameters = operation["parameters"].as_array();
    let mut parameters = parameters.into_iter().flatten();
    if parameters.any(|parameter| parameter["name"] == "cursor") {
        types.push(P::InvalidCursor);
    }
    types.extend(own_types(name));
    types
}

/// The types that an operation has for itself.
fn own_types(operation: &str) -> &'static [ProblemType] {
    use ProblemType as P;
    match operation {
        // A repeat finds what became of the registration that was made.
        "create_registration" => &[P::RegistrationExists, P::NotFound, P::Erased],
        "change_registration" => &[P::RegistrationExists, P::NotPossibleNow],
        "approve_registration" => &[P::TenantTaken, P::NotPossibleNow],
        "reject_registration" | "disconnect_registration" | "ping_webhook_endpoint" => {
            &[P::NotPossibleNow]
        }
        "erase_registration" | "withdraw_invitation" => &[P::Conflict],
        "create_invitation" => &[P::NotPossibleNow, P::TooManyActiveInvitations],
        "create_verification" => &[P::NotPossibleNow, P::NoVerificationYet],
        "read_verification" => &[P::NoVerificationYet],
        "list_events" => &[P::NotFound, P::InvalidCursor, P::Erased, P::CursorExpired],
        _ => &[],
    }
}

/// The answers with problems that an operation may have, by status: each refers to one that operations share.
pub(super) fn responses(path: &str, method: &str, operation: &Value) -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, Vec<ProblemType>> = BTreeMap::new();
    for kind in types(path, method, operation) {
        by_status.entry(kind.status()).or_default().push(kind);
    }
    let response = |(status, kinds): (u16, Vec<ProblemType>)| {
        let reference = format!("#/components/responses/{}", name(&kinds));
        (status.to_string(), json!({"$ref": reference}))
    };
    by_status.into_iter().map(response).collect()
}

/// The name of the answer that has one of these types.
fn name(kinds: &[ProblemType]) -> String {
    let slugs: Vec<_> = kinds.iter().map(|kind| kind.slug()).collect();
    slugs.join(".")
}

/// The shared answer of that name.
pub(super) fn response(name: &str) -> Value {
    let kinds: Vec<_> = name.split('.').filter_map(ProblemType::from_slug).collect();
    let titles: Vec<_> = kinds.iter().map(|kind| kind.title()).collect();
    let examples: Map<_, _> = kinds
        .iter()
        .map(|kind| {
            let reference = format!("#/components/examples/{}", kind.slug());
            (kind.slug().to_owned(), json!({"$ref": reference}))
        })
        .collect();
    let mut headers = json!({"X-Request-Id": {"$ref": "#/components/headers/RequestId"}});
    if kinds
        .iter()
        .any(|kind| Problem::new(*kind).retry_after().is_some())
    {
        headers["Retry-After"] = json!({"$ref": "#/components/headers/RetryAfter"});
    }
    if kinds.contains(&ProblemType::RateLimited) {
        headers["RateLimit"] = json!({"$ref": "#/components/headers/RateLimit"});
        headers["RateLimit-Policy"] = json!({"$ref": "#/components/headers/RateLimitPolicy"});
    }
    json!({
        "description": format!("{}.", titles.join(". ")),
        "headers": headers,
        "content": {"application/problem+json": {
            "schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples,
        }},
    })
}
