//! The function over a table as the template describes it, with API keys that a test writes.

use super::{DEADLINE_MS, described::demand_known};
use crate::{
    deps::Deps,
    handler::{Api, handle},
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode},
};
use bootstrap::{config::Environment, gateway::Request};
use hostile_events::{Event, aws, table};
use http::Response;
use serde_json::{Value, json};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

/// The function and its table.
pub(super) struct Stored {
    pub(super) api: Api,
    calls: AtomicU64,
    /// Bodies of the calls to the table that name an `Idempotency-Key`.
    of_idempotency: Arc<Mutex<Vec<String>>>,
}

/// A key of that id with all rights, and more members.
pub(super) fn key(id: &str, members: &Value) -> Value {
    let mut key = aws::stored_key(id);
    let members = members.as_object().unwrap().clone();
    key.as_object_mut().unwrap().extend(members);
    key
}

impl Stored {
    pub(super) async fn new(keys: Vec<Value>) -> Self {
        let database = table::new("table");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let secret = json!({ "keys": keys }).to_string();
        let of_idempotency: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&of_idempotency);
        let router = Router::new().fallback(async move |headers: HeaderMap, body: String| {
            let target = headers["x-amz-target"].to_str().unwrap();
            let (side, operation) = target.rsplit_once('.').unwrap();
            if body.contains("IDEMPOTENCY#") {
                noted.lock().unwrap().push(body.clone());
            }
            let (status, answer) = if side.starts_with("DynamoDB") {
                table::answer(&database, operation, &body)
            } else if body.contains("api-keys") {
                (
                    200,
                    json!({"Name": "x", "SecretString": secret}).to_string(),
                )
            } else {
                (200, aws::answer(target, &body).to_string())
            };
            let json = [("content-type", "application/json")];
            (StatusCode::from_u16(status).unwrap(), json, answer)
        });
        tokio::spawn(async { axum::serve(listener, router).await });
        let settings = aws::settings(&origin);
        let environment = Environment::from_lookup(move |name| aws::setting(name, &origin));
        Self {
            api: Api::new(Deps::new(&environment, &settings).unwrap()),
            calls: AtomicU64::new(0),
            of_idempotency,
        }
    }

    /// Bodies of the calls to the table that named an `Idempotency-Key` since this was last asked.
    pub(super) fn of_idempotency(&self) -> Vec<String> {
        std::mem::take(&mut *self.of_idempotency.lock().unwrap())
    }

    /// The answer to an event with that key.
    pub(super) async fn send(&self, key: &str, event: Event) -> Response<String> {
        let event = event.header("authorization", &aws::authorization_of(key));
        let request = Request::read(&event.text(), "request-1", DEADLINE_MS);
        let answer = handle(&self.api, request).await;
        demand_known(&event, &answer);
        answer
    }

    /// The answer to a read.
    pub(super) async fn get(&self, key: &str, path: &str, query: &str) -> (u16, Value) {
        let answer = self.send(key, Event::new("GET", path, query)).await;
        let status = answer.status().as_u16();
        (status, serde_json::from_str(answer.body()).unwrap())
    }

    /// The answer to a creating call with an `Idempotency-Key`.
    pub(super) async fn post(
        &self,
        key: &str,
        path: &str,
        idempotency_key: &str,
        body: &Value,
    ) -> Response<String> {
        let event = Event::new("POST", path, "")
            .header("idempotency-key", idempotency_key)
            .header("content-type", "application/json")
            .body(&body.to_string());
        self.send(key, event).await
    }

    /// A new registration of a customer; gives its id.
    pub(super) async fn register(&self, key: &str, customer: &str) -> String {
        let call = self.calls.fetch_add(1, Ordering::Relaxed).to_string();
        let sent = body(customer);
        let answer = self.post(key, "/v1/registrations", &call, &sent);
        let answer = answer.await;
        assert_eq!(answer.status(), 201, "{}", answer.body());
        json_of(&answer)["id"].as_str().unwrap().to_owned()
    }
}

pub(super) fn body(customer: &str) -> Value {
    json!({"customer_id": customer, "customer_name": "Contoso", "plan": "BOOST"})
}

pub(super) fn json_of(answer: &Response<String>) -> Value {
    serde_json::from_str(answer.body()).unwrap()
}

/// The last part of a problem's type.
pub(super) fn kind(answer: &Response<String>) -> String {
    let problem = json_of(answer);
    let address = problem["type"].as_str().unwrap();
    address.rsplit('/').next().unwrap().to_owned()
}
