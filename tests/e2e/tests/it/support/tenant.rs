//! A tenant of the emulated Microsoft 365 for one test alone.

use crate::support::stack::{Answer, HostApp, Stack, fresh_id};
use serde_json::{Value, json};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};
use url::Url;

/// A fresh copy of one of the emulator's tenants.
pub(crate) struct Tenant {
    microsoft: Microsoft,
    /// Its tenant id.
    pub(crate) id: String,
    /// Domain to which its invitation is pinned.
    pub(crate) domain: String,
    /// Account of the administrator to press.
    pub(crate) administrator: String,
    /// The system user's account.
    pub(crate) system_user: String,
    /// Its name.
    pub(crate) name: String,
    /// Sites and libraries in its invitation, in the form of a registration.
    sites: Value,
}

impl Tenant {
    /// Copies the tenant with that key.
    pub(crate) async fn like(stack: &Stack, key: &str) -> Self {
        Self::copied(stack, &json!({"like": key})).await
    }

    /// Copies the tenant with that key under a name of its own.
    pub(crate) async fn called(stack: &Stack, key: &str, name: &str) -> Self {
        Self::copied(stack, &json!({"like": key, "display_name": name})).await
    }

    async fn copied(stack: &Stack, copy: &Value) -> Self {
        let microsoft = stack.microsoft();
        let state = microsoft.send("POST", "/tenants", copy).await;
        let text = |field: &str| state[field].as_str().unwrap_or_default().to_owned();
        let system_user = text("system_user");
        let sites = state["invite_sites"].clone();
        Self {
            sites,
            microsoft,
            id: text("tenant_id"),
            domain: text("invitation_domain"),
            administrator: text("account"),
            system_user,
            name: text("display_name"),
        }
    }

    /// An account of the tenant, by the part before the domain.
    pub(crate) fn account(&self, name: &str) -> String {
        self.system_user
            .replacen("cooperlink@", &format!("{name}@"), 1)
    }

    /// Sends a command about this tenant.
    pub(crate) async fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        self.microsoft
            .send(method, &format!("/tenants/{}{path}", self.id), body)
            .await
    }

    /// Adds a fault to this tenant.
    pub(crate) async fn fault(&self, fault: &Value) {
        self.microsoft
            .send("POST", &format!("/faults?tenant={}", self.id), fault)
            .await;
    }

    /// Sets the flaw of the next id token of this tenant.
    pub(crate) async fn forge(&self, forgery: &Value) {
        self.microsoft
            .send("POST", &format!("/forge?tenant={}", self.id), forgery)
            .await;
    }

    /// Ends every fault of this tenant.
    pub(crate) async fn no_faults(&self) {
        self.microsoft
            .send(
                "DELETE",
                &format!("/faults?tenant={}", self.id),
                &Value::Null,
            )
            .await;
    }

    /// Requests to Microsoft about this tenant: `requests` and `totals`.
    pub(crate) async fn requests(&self) -> Value {
        self.microsoft
            .send(
                "GET",
                &format!("/requests?tenant={}", self.id),
                &Value::Null,
            )
            .await
    }

    /// Number of calls of the token endpoint for this tenant.
    pub(crate) async fn token_requests(&self) -> u64 {
        self.requests().await["totals"]["token"]
            .as_u64()
            .unwrap_or_default()
    }

    /// Body of a registration for a customer with this tenant.
    pub(crate) fn registration(&self) -> Value {
        let mut body = self.unpinned();
        if !self.domain.is_empty() {
            body["expected_domain"] = json!(self.domain);
        }
        body
    }

    /// Body of a registration with system user, sites and libraries.
    pub(crate) fn registration_in_full(&self) -> Value {
        let mut body = self.registration();
        body["system_user"] = json!(self.system_user);
        if self.sites.is_array() {
            body["sites"] = self.sites.clone();
        }
        body
    }

    /// Body of a registration without a domain, so that the host app has to approve the tenant.
    pub(crate) fn unpinned(&self) -> Value {
        json!({
            "customer_id": format!("customer-{}", fresh_id()),
            "customer_name": format!("{} Architects", self.name),
            "plan": "BOOST",
            "language": "en",
        })
    }

    /// Creates a registration pinned to this tenant; returns its id and the link.
    pub(crate) async fn register(&self, host_app: &HostApp) -> (String, Url) {
        host_app.register(&self.registration()).await
    }
}

/// Fails if a request was unknown to Microsoft's documentation, or an answer differed from it: either would make the test's
/// observations worthless.
impl Drop for Tenant {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let totals = self.microsoft.totals(&format!("?tenant={}", self.id));
        assert_eq!(
            (&totals["unknown"], &totals["contract_violations"]),
            (&json!(0), &json!(0)),
            "GET {}/control/requests?tenant={} says which",
            self.microsoft.url,
            self.id
        );
    }
}

/// The emulated Microsoft 365's controls.
pub(crate) struct Microsoft {
    pub(crate) client: reqwest::Client,
    pub(crate) url: String,
}

impl Microsoft {
    /// Sends a command, which must be accepted.
    pub(crate) async fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self
            .client
            .request(method, format!("{}/control{path}", self.url));
        if !body.is_null() {
            request = request.json(body);
        }
        let answer = Answer::of(request.send().await.expect("the emulator answers")).await;
        assert!(
            answer.status < 300,
            "{path}: {} {}",
            answer.status,
            answer.text
        );
        serde_json::from_str(&answer.text).unwrap_or(Value::Null)
    }

    /// Numbers of requests by kind, read without a runtime, for the end of a test.
    fn totals(&self, query: &str) -> Value {
        let url = Url::parse(&self.url).expect("an address");
        let address = (url.host_str().expect("a host"), url.port().expect("a port"));
        let mut stream = TcpStream::connect(address).expect("the emulator answers");
        let host = address.0;
        write!(
            stream,
            "GET /control/requests{query} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"
        )
        .expect("the emulator reads");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .expect("the emulator answers");
        let body = answer.split_once("\r\n\r\n").expect("a body").1;
        let state: Value = serde_json::from_str(body).expect("JSON");
        state["totals"].clone()
    }
}
