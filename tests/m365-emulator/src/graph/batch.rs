//! JSON batching.
//!
//! Source: <https://learn.microsoft.com/en-us/graph/json-batching>.

use std::collections::BTreeMap;

use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Content, ContractViolation, RequestIds, error_body};
use super::call::{Call, Caller};
use super::routes;
use crate::contract::Operation;
use crate::fault::{Fault, Host, Kind, Target};
use crate::request_log::Part;
use crate::unknown::Unknown;
use crate::world::{Addresses, World};

const MOST_PARTS: usize = 20;

/// Parts of a batch, in the extensions of its answer, for the request log.
#[derive(Debug, Clone)]
pub(crate) struct Parts(pub(crate) Vec<Part>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    requests: Vec<PartRequest>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PartRequest {
    id: String,
    method: String,
    url: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: Option<Value>,
    #[serde(default)]
    depends_on: Vec<String>,
}

/// `POST /$batch`: 200 whatever the results of the parts, 400 for a malformed batch.
pub(crate) fn handle(
    world: &mut World,
    addresses: &Addresses,
    caller: &Caller,
    ids: &RequestIds,
    body: Option<Value>,
) -> Response {
    let now = world.clock.now();
    let batch: Batch = match serde_json::from_value(body.unwrap_or_default()) {
        Ok(batch) => batch,
        Err(error) => {
            return Answer::bad_request(format!("Invalid batch payload format: {error}"))
                .into_response(ids, now);
        }
    };
    if let Err(message) = check(&batch) {
        return Answer::error(StatusCode::BAD_REQUEST, "BadRequest", message)
            .into_response(ids, now);
    }
    let mut log = Vec::new();
    let mut loud = None;
    let mut violation = None;
    let mut statuses = BTreeMap::new();
    let mut responses = Vec::new();
    for part in &batch.requests {
        let finished = run(world, addresses, caller, part, &statuses, ids, now);
        statuses.insert(part.id.to_lowercase(), finished.status);
        let path = part.url.split('?').next().unwrap_or_default();
        let status = finished.status.as_u16();
        log.push(Part {
            method: part.method.clone(),
            path: path.to_owned(),
            status,
        });
        loud = loud.or(finished.unknown);
        violation = violation.or(finished.violation);
        responses.extend(finished.response);
    }
    // In any order, says the page: never the order of the request, so that nobody relies on it.
    responses.reverse();
    // The contract describes headers as texts; a fault may ask for a number, as Graph has been seen to write one.
    let mut headers = responses
        .iter()
        .filter_map(|part| part["headers"].as_object())
        .flat_map(Map::values);
    let as_described = headers.all(Value::is_string);
    let mut answer = Answer::ok(json!({ "responses": responses }));
    answer.operation = Operation::find("/$batch", "post").filter(|_| as_described);
    let mut response = answer.into_response(ids, now);
    response.extensions_mut().insert(Parts(log));
    if let Some(what) = loud {
        response.extensions_mut().insert(Unknown(what));
    }
    if let Some(violation) = violation {
        response
            .extensions_mut()
            .insert(ContractViolation(violation));
    }
    response
}

fn check(batch: &Batch) -> Result<(), String> {
    if batch.requests.is_empty() || batch.requests.len() > MOST_PARTS {
        return Err(format!(
            "The batch must contain 1 to {MOST_PARTS} requests."
        ));
    }
    let mut seen: Vec<String> = Vec::new();
    for part in &batch.requests {
        let id = part.id.to_lowercase();
        if id.is_empty() || seen.contains(&id) {
            return Err(format!(
                "Request Id '{}' has to be unique in a batch.",
                part.id
            ));
        }
        if part
            .depends_on
            .iter()
            .any(|other| !seen.contains(&other.to_lowercase()))
        {
            return Err(format!(
                "Request '{}' depends on a request that is not before it.",
                part.id
            ));
        }
        let typed = part
            .headers
            .keys()
            .any(|name| name.eq_ignore_ascii_case("content-type"));
        if part.body.is_some() && !typed {
            return Err(format!(
                "Request '{}' has a body without a Content-Type header.",
                part.id
            ));
        }
        if part.url.contains("$batch") || part.url.contains("://") {
            return Err(format!(
                "The URL of request '{}' must be relative and no batch.",
                part.id
            ));
        }
        seen.push(id);
    }
    Ok(())
}

struct Finished {
    status: StatusCode,
    response: Option<Value>,
    unknown: Option<String>,
    violation: Option<String>,
}

fn run(
    world: &mut World,
    addresses: &Addresses,
    caller: &Caller,
    part: &PartRequest,
    statuses: &BTreeMap<String, StatusCode>,
    ids: &RequestIds,
    now: Timestamp,
) -> Finished {
    let url = part.url.trim_start_matches('/');
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path = format!("/{path}");
    let target = Target {
        host: Host::Graph,
        tenant: Some(caller.tenant),
        method: &part.method,
        path: &path,
        batch_part: true,
        grant_type: None,
    };
    let fault = world.faults.hit(target);
    if let Some(fault) = fault
        .as_ref()
        .filter(|fault| fault.kind == Kind::Missing && !fault.after)
    {
        return hit(fault, part, ids, now);
    }
    let failed_before = part.depends_on.iter().any(|id| {
        statuses
            .get(&id.to_lowercase())
            .is_none_or(|status| !status.is_success())
    });
    if failed_before {
        let answer = Answer::error(
            StatusCode::FAILED_DEPENDENCY,
            "FailedDependency",
            "A request that this one depends on failed.",
        );
        return finish(&answer, part, ids, now);
    }
    if let Some(fault) = fault.as_ref().filter(|fault| !fault.after) {
        return hit(fault, part, ids, now);
    }
    let header = |name: &str| {
        part.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
    };
    let call = Call {
        method: &part.method,
        path: &path,
        query,
        eventual: header("ConsistencyLevel").is_some_and(|(_, value)| value == "eventual"),
        body: part.body.clone(),
        caller,
        graph_url: &addresses.graph,
    };
    let carried_out = finish(&routes::dispatch(world, &call), part, ids, now);
    match fault {
        None => carried_out,
        Some(fault) => {
            let seen = hit(&fault, part, ids, now);
            Finished {
                unknown: carried_out.unknown,
                violation: carried_out.violation,
                ..seen
            }
        }
    }
}

/// Result of a part that a fault hits.
fn hit(fault: &Fault, part: &PartRequest, ids: &RequestIds, now: Timestamp) -> Finished {
    if fault.kind == Kind::Missing {
        return Finished {
            status: StatusCode::OK,
            response: None,
            unknown: None,
            violation: None,
        };
    }
    finish(&Answer::of_fault(fault), part, ids, now)
}

fn finish(answer: &Answer, part: &PartRequest, ids: &RequestIds, now: Timestamp) -> Finished {
    let (status, body, violation) = match &answer.content {
        Content::Error { code, message } if answer.operation.is_none() => (
            answer.status,
            Some(error_body(code, message, ids, now)),
            None,
        ),
        _ => answer.written(ids, now),
    };
    let mut headers = Map::new();
    headers.insert("Cache-Control".to_owned(), json!("no-cache"));
    if body.is_some() {
        headers.insert(
            "Content-Type".to_owned(),
            json!("application/json;odata.metadata=minimal"),
        );
    }
    for (name, value) in &answer.headers {
        headers.insert((*name).to_owned(), value.clone());
    }
    let mut response = json!({ "id": part.id, "status": status.as_u16(), "headers": headers });
    if let Some(body) = body {
        response["body"] = body;
    }
    let unknown = match &answer.content {
        Content::Unknown(what) => Some(what.clone()),
        Content::Json(_) | Content::Nothing | Content::Error { .. } => None,
    };
    Finished {
        status,
        response: Some(response),
        unknown,
        violation,
    }
}
