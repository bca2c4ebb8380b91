//! The running stack, as `env.json` describes it. `cargo dev test` starts one and names its file in
//! `COOPERLINK_ENV_JSON`; beside a running `cargo dev` the tests use `target/dev/env.json`.

use crate::support::{aws::Aws, hurry::Hurry};
use serde::Deserialize;
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use url::Url;

/// Contents of `env.json`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Stack {
    pub(crate) api_url: String,
    pub(crate) api_key: String,
    pub(crate) microsoft_url: String,
    /// Address at which webhooks arrive and are shown.
    pub(crate) webhooks_url: String,
    aws_endpoint_url: String,
    region: String,
    pub(crate) table: String,
    sweep_queue_url: String,
    interactive_queue_url: String,
    /// Seconds within which a registration is verified on request at most once.
    pub(crate) verify_now_seconds: u64,
    /// Store of the system users' refresh tokens.
    pub(crate) system_user_tokens: String,
}

impl Stack {
    /// The stack against which the tests run.
    pub(crate) fn load() -> &'static Self {
        static STACK: OnceLock<Stack> = OnceLock::new();
        STACK.get_or_init(|| {
            let path = Self::environment_file();
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| {
                let path = path.display();
                panic!("no running stack at {path} ({error}): start `cargo dev` first")
            });
            serde_json::from_str(&text).expect("env.json describes a stack")
        })
    }

    /// The file that describes it.
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told where the stack is"
    )]
    pub(crate) fn environment_file() -> PathBuf {
        std::env::var("COOPERLINK_ENV_JSON")
            .map_or_else(|_| checkout().join("target/dev/env.json"), PathBuf::from)
    }

    /// A client that follows no redirect.
    #[expect(
        clippy::unused_self,
        reason = "a person of a test is one of this stack, whatever its clients need to know"
    )]
    pub(crate) fn client(&self) -> reqwest::Client {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_secs(30))
            .build()
            .expect("a client")
    }

    /// The emulated AWS.
    pub(crate) fn aws(&self) -> Aws {
        Aws::new(
            &self.aws_endpoint_url,
            &self.region,
            &self.table,
            [&self.sweep_queue_url, &self.interactive_queue_url],
        )
    }

    /// The emulated AWS, with another table.
    pub(crate) fn aws_with_table(&self, table: &str) -> Aws {
        let other = Self {
            table: table.to_owned(),
            ..self.clone()
        };
        other.aws()
    }

    /// The settings through which other programs find the emulated AWS.
    pub(crate) fn aws_environment(&self) -> [(&'static str, &str); 2] {
        [
            ("AWS_ENDPOINT_URL", &self.aws_endpoint_url),
            ("AWS_DEFAULT_REGION", &self.region),
        ]
    }

    /// The host app.
    pub(crate) fn host_app(&self) -> HostApp {
        HostApp {
            client: self.client(),
            api_url: self.api_url.clone(),
            api_key: self.api_key.clone(),
        }
    }

    /// The emulated Microsoft 365's controls.
    pub(crate) fn microsoft(&self) -> crate::support::tenant::Microsoft {
        crate::support::tenant::Microsoft {
            client: self.client(),
            url: self.microsoft_url.clone(),
        }
    }
}

/// An answer of the API.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) async fn of(response: reqwest::Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.expect("a body"),
        }
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The body as JSON; fails unless the status is the expected one.
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }
}

/// The Cooperlink app, the API's client.
pub(crate) struct HostApp {
    client: reqwest::Client,
    api_url: String,
    api_key: String,
}

impl HostApp {
    /// The app with another key.
    pub(crate) fn with_key(&self, api_key: &str) -> Self {
        Self {
            client: self.client.clone(),
            api_url: self.api_url.clone(),
            api_key: api_key.to_owned(),
        }
    }

    /// The app with a new key that reaches these customers, once every instance has seen it: without a deploy, and a few
    /// seconds later. Returns the key too.
    pub(crate) async fn with_new_key(&self, customers: &[&str]) -> (Self, String) {
        let key = Stack::load().aws().add_api_key(customers).await;
        let restricted = self.with_key(&key);
        let in_a_row = AtomicU32::new(0);
        poll("the new key", || async {
            let answer = restricted.get("/v1/checks").await;
            if answer.status != 200 {
                in_a_row.store(0, Ordering::Relaxed);
            } else if in_a_row.fetch_add(1, Ordering::Relaxed) > 25 {
                return Ok(());
            }
            Err(answer.text)
        })
        .await;
        (restricted, key)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = self
            .client
            .get(format!("{}{path}", self.api_url))
            .bearer_auth(&self.api_key);
        Answer::of(request.send().await.expect("the API answers")).await
    }

    /// Sends a request exactly as given, with the key.
    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = request.bearer_auth(&self.api_key);
        Answer::of(request.send().await.expect("the API answers")).await
    }

    /// A request to a path of the API, without the key.
    pub(crate) fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.api_url))
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        let request = self
            .client
            .delete(format!("{}{path}", self.api_url))
            .bearer_auth(&self.api_key);
        Answer::of(request.send().await.expect("the API answers")).await
    }

    /// Makes a creating call with a fresh `Idempotency-Key`.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let key = fresh_id();
        self.post_as(path, &key, body.to_string()).await
    }

    /// Makes a creating call with a given `Idempotency-Key` and body.
    pub(crate) async fn post_as(&self, path: &str, key: &str, body: String) -> Answer {
        let request = self
            .client
            .post(format!("{}{path}", self.api_url))
            .bearer_auth(&self.api_key)
            .header("idempotency-key", key)
            .header("content-type", "application/json")
            .body(body);
        Answer::of(request.send().await.expect("the API answers")).await
    }

    /// Makes a verification now; if one was made a moment ago, it waits as long as the API asks.
    #[expect(clippy::disallowed_methods, reason = "the API says how long")]
    pub(crate) async fn verify(&self, id: &str) -> Value {
        let path = format!("/v1/registrations/{id}/verifications");
        for _ in 0..3 {
            let answer = self
                .post(&path, &Value::Object(serde_json::Map::new()))
                .await;
            if answer.status != 429 {
                return answer.expect(201);
            }
            let seconds = answer.headers["retry-after"].to_str().ok();
            let seconds = seconds.and_then(|seconds| seconds.parse().ok());
            tokio::time::sleep(Duration::from_secs(seconds.expect("seconds"))).await;
        }
        panic!("the limit does not end");
    }

    /// Makes another link for that purpose; returns the invitation and the link.
    pub(crate) async fn invite(&self, id: &str, purpose: &str) -> (Value, Url) {
        let path = format!("/v1/registrations/{id}/invitations");
        let body = serde_json::json!({"purpose": purpose});
        let made = self.post(&path, &body).await.expect(201);
        let url = made["url"].as_str().expect("a link");
        let link = Url::parse(url).expect("a link");
        (made, link)
    }

    /// Creates a registration and returns its id and the link.
    pub(crate) async fn register(&self, body: &Value) -> (String, Url) {
        let created = self.post("/v1/registrations", body).await.expect(201);
        let id = created["id"].as_str().expect("an id").to_owned();
        let url = created["invitation"]["url"].as_str().expect("a link");
        (id, Url::parse(url).expect("a link"))
    }

    /// Events of one registration, once there are that many: an event shows a few seconds after its change.
    pub(crate) async fn settled_events_of(&self, id: &str, count: usize) -> Vec<Value> {
        poll("events", || async {
            let events = self.events_of(id).await;
            if events.len() >= count {
                Ok(events)
            } else {
                Err(format!("{events:?}"))
            }
        })
        .await
    }

    /// Events of one registration so far, oldest first.
    pub(crate) async fn events_of(&self, id: &str) -> Vec<Value> {
        let mut events = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let path = cursor.as_ref().map_or_else(
                || format!("/v1/events?limit=100&registration_id={id}"),
                |after| format!("/v1/events?limit=100&registration_id={id}&after={after}"),
            );
            let page = self.get(&path).await.expect(200);
            events.extend(page["items"].as_array().cloned().unwrap_or_default());
            if page["has_more"] == false {
                return events;
            }
            cursor = page["next_after"].as_str().map(str::to_owned);
        }
    }

    /// A registration as the API shows it.
    pub(crate) async fn registration(&self, id: &str) -> Value {
        let path = format!("/v1/registrations/{id}");
        self.get(&path).await.expect(200)
    }

    /// Waits as [`HostApp::wait_for`] does, with a condition that may send requests of its own.
    pub(crate) async fn wait_for_async(
        &self,
        id: &str,
        what: &str,
        holds: impl AsyncFn(&Value) -> bool,
    ) -> Value {
        let hurry = Hurry::default();
        poll(what, || async {
            let seen = self.registration(id).await;
            if holds(&seen).await {
                return Ok(seen);
            }
            hurry.look(&seen).await;
            Err(seen.to_string())
        })
        .await
    }

    /// Waits as [`HostApp::wait_for`] does, for the connection.
    pub(crate) async fn wait_until_connected(&self, id: &str) -> Value {
        let is_connected = |seen: &Value| seen["lifecycle"]["stage"] == "connected";
        self.wait_for(id, "the connection", is_connected).await
    }

    /// Reads a registration until `holds` accepts it, or fails with its last state. Due verifications are run at once
    /// meanwhile.
    pub(crate) async fn wait_for(
        &self,
        id: &str,
        what: &str,
        holds: impl Fn(&Value) -> bool,
    ) -> Value {
        let hurry = Hurry::default();
        poll(what, || async {
            let seen = self.registration(id).await;
            if holds(&seen) {
                return Ok(seen);
            }
            hurry.look(&seen).await;
            Err(seen.to_string())
        })
        .await
    }
}

/// Folder of the checkout in which the tests are run: the one in which they were compiled may have been moved.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a test where its package is"
)]
pub(crate) fn checkout() -> PathBuf {
    let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    Path::new(&package).join("../..")
}

/// The current time, in milliseconds since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has the clock of the stack"
)]
pub(crate) fn now_in_milliseconds() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// A new unique id.
#[expect(
    clippy::disallowed_methods,
    reason = "a test may take its randomness where it finds it"
)]
pub(crate) fn fresh_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Repeats `ask` until it succeeds, for at most three minutes: the schedule's tick is one minute.
#[expect(clippy::disallowed_methods, reason = "polls a condition with a bound")]
pub(crate) async fn poll<T, F: Future<Output = Result<T, String>>>(
    what: &str,
    mut ask: impl FnMut() -> F,
) -> T {
    let mut last = String::new();
    for _ in 0..600 {
        match ask().await {
            Ok(value) => return value,
            Err(seen) => last = seen,
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    panic!("{what} did not happen; last seen: {last}");
}
