//! Answers of the server that plays AWS and Microsoft.

use super::{GRAPH, Tenant, UNTOLD};
use crate::{
    directory::PRINCIPAL,
    samples::{CLIENT, HOME, TENANT},
    server::Request,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// The queue's answer, if the request is for the queue.
fn queue_answer(tenant: &Tenant, request: &Request) -> Option<(u16, String)> {
    let found = |body: Value| Some((200, body.to_string()));
    if request.target.ends_with("getqueueattributes") {
        let waiting = tenant.waiting.load(Ordering::Relaxed);
        if waiting == UNTOLD {
            return Some((400, json!({"__type": "AccessDenied"}).to_string()));
        }
        let waiting = waiting.to_string();
        return found(json!({"Attributes": {
            "ApproximateNumberOfMessages": waiting,
            "ApproximateNumberOfMessagesNotVisible": "0",
            "ApproximateNumberOfMessagesDelayed": "0",
        }}));
    }
    if tenant.has_no_queue.load(Ordering::Relaxed) && request.target.contains("sendmessage") {
        let refusal = json!({"__type": "com.amazonaws.sqs#QueueDoesNotExist"});
        return Some((400, refusal.to_string()));
    }
    if request.target.ends_with("sendmessagebatch") {
        let asked: Value = serde_json::from_str(&request.body).unwrap();
        let unsendable = tenant.unsendable.lock().unwrap();
        let is_refused = |entry: &&Value| {
            let message = entry["MessageBody"].as_str().unwrap();
            unsendable.iter().any(|id| message.contains(id))
        };
        let (refused, taken): (Vec<_>, Vec<_>) = asked["Entries"]
            .as_array()
            .unwrap()
            .iter()
            .partition(is_refused);
        let refused: Vec<_> = refused
            .iter()
            .map(|entry| json!({"Id": entry["Id"], "SenderFault": false, "Code": "InternalError"}))
            .collect();
        let taken: Vec<_> = taken
            .iter()
            .map(|entry| json!({"Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x"}))
            .collect();
        return found(json!({"Successful": taken, "Failed": refused}));
    }
    if request.target.ends_with("sendmessage") {
        return found(json!({"MessageId": "m", "MD5OfMessageBody": "x"}));
    }
    None
}

pub(super) fn answer(tenant: &Tenant, request: &Request) -> (u16, String) {
    let found = |body: Value| (200, body.to_string());
    let is_of_microsoft = request.target.is_empty();
    if is_of_microsoft && tenant.is_down.load(Ordering::Relaxed) {
        return (503, String::new());
    }
    if request.target.contains("secret") && tenant.has_no_secrets.load(Ordering::Relaxed) {
        return (500, json!({"__type": "InternalServiceError"}).to_string());
    }
    if request.line.starts_with("DELETE ") {
        return (204, String::new());
    }
    if let Some((_, operation)) = request.target.split_once("trentservice.") {
        return emulated_kms::answer(operation, &request.body);
    }
    if let Some(answer) = tenant.people.answer(request) {
        return answer;
    }
    if request.target.ends_with("getsecretvalue") {
        let endpoints = tenant.endpoints.lock().unwrap().clone();
        if request.body.contains("webhook-endpoints") && endpoints.is_null() {
            let none = json!({"__type": "ResourceNotFoundException"});
            return (400, none.to_string());
        }
        let secret = if request.body.contains("webhook-endpoints") {
            endpoints
        } else if request.body.contains("sealing-keys") {
            let byte = 7 + tenant.sealing_keys_replaced.load(Ordering::Relaxed);
            json!({"keys": [{"id": "k1", "key": STANDARD.encode([byte; 32])}]})
        } else {
            let stored = tenant.credentials.lock().unwrap().clone();
            let only = || vec![json!({"kind": "secret", "secret": "secret"})];
            let stored = Some(stored).filter(|stored| !stored.is_empty());
            json!({"credentials": stored.unwrap_or_else(only)})
        };
        return found(json!({"Name": "secret", "SecretString": secret.to_string()}));
    }
    if let Some(answer) = queue_answer(tenant, request) {
        return answer;
    }
    if request.line.contains("/openid-configuration") {
        if !request.line.contains("contoso.example") {
            return (400, refusal_body("invalid_tenant 90002"));
        }
        let origin = tenant.people.origin.lock().unwrap().clone();
        return found(json!({"issuer": format!("{origin}/{TENANT}/v2.0")}));
    }
    if request.line.contains("/token") {
        let refusing = tenant.refusing.lock().unwrap();
        if refusing.iter().any(|id| request.line.contains(id)) {
            return (400, refusal_body("unauthorized_client"));
        }
        let taken = tenant.taken_secrets.lock().unwrap();
        let is_taken = |secret: &&str| {
            let given = format!("client_secret={secret}");
            request.body.split('&').any(|field| field == given)
        };
        if !taken.is_empty() && !taken.iter().any(is_taken) {
            return (401, refusal_body("invalid_client 7000215"));
        }
        let refusal = tenant.refusal.lock().unwrap().clone();
        if !refusal.is_empty() && !request.line.contains(HOME) {
            return (400, refusal_body(&refusal));
        }
        return found(json!({"token_type": "Bearer", "expires_in": 3599, "access_token": "token"}));
    }
    if request.line.contains("/$batch") {
        let asked: Value = serde_json::from_str(&request.body).unwrap();
        let parts = asked["requests"].as_array().unwrap().iter();
        let responses: Vec<Value> = parts.map(|part| part_of(tenant, part)).collect();
        return found(json!({"responses": responses}));
    }
    (404, json!({}).to_string())
}

/// An answer with an id of its own, as Graph gives one.
fn with_request_id(mut answer: Value) -> Value {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = u128::from(COUNT.fetch_add(1, Ordering::Relaxed));
    let id = Uuid::from_u128(count.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
    answer["headers"]["request-id"] = json!(id);
    answer
}

/// The token endpoint's refusal from its `error`, followed by numbers.
pub(crate) fn refusal_body(refusal: &str) -> String {
    let mut words = refusal.split(' ');
    let error = words.next().unwrap_or_default();
    let codes: Vec<u32> = words.map(|number| number.parse().unwrap()).collect();
    json!({"error": error, "error_codes": codes}).to_string()
}

fn part_of(tenant: &Tenant, part: &Value) -> Value {
    let role = json!({
        "id": "x", "appRoleId": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "resourceId": GRAPH,
        "principalId": PRINCIPAL,
    });
    let id = part["id"].as_str().unwrap();
    if let Some((status, body)) = tenant.parts.lock().unwrap().get(id) {
        return with_request_id(json!({"id": id, "status": status, "headers": {}, "body": body}));
    }
    if let Some(answer) = tenant.people.part(part) {
        return with_request_id(answer);
    }
    if let Some(answer) = tenant.directory.part(part) {
        return answer;
    }
    let body = match id {
        "service-principal" => json!({
            "id": PRINCIPAL, "appId": CLIENT, "accountEnabled": true, "appRoleAssignmentRequired": false,
            "appOwnerOrganizationId": HOME, "disabledByMicrosoftStatus": null, "isDisabled": null,
        }),
        "roles" if tenant.has_granted.load(Ordering::Relaxed) => json!({"value": [role]}),
        "resource" => json!({"id": GRAPH}),
        _ => json!({"value": []}),
    };
    with_request_id(json!({"id": part["id"], "status": 200, "headers": {}, "body": body}))
}
