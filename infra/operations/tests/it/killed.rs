//! `cargo ops credential rotate`, killed after each of its requests: nothing is lost, and the next run goes on.

use axum::{
    Router,
    http::{HeaderMap, StatusCode, Uri},
};
use hostile_events::table;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use tokio::process::Command;
use tokio::sync::Notify;

const OLD: &str = "the-client-secret-of-before";
const IDENTITY: &str = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
    <Arn>arn:aws:iam::000000000000:user/operator</Arn><UserId>operator</UserId><Account>000000000000</Account>\
    </GetCallerIdentityResult></GetCallerIdentityResponse>";

/// The secret `entra-app` with its versions, as AWS Secrets Manager keeps it.
struct Secret {
    versions: Vec<(String, String)>,
    current: String,
}

impl Secret {
    fn new() -> Self {
        let credentials = json!({"credentials": [{"kind": "secret", "secret": OLD}]});
        Self {
            versions: vec![("first".to_owned(), credentials.to_string())],
            current: "first".to_owned(),
        }
    }

    fn text(&self) -> &str {
        let current = self.versions.iter().find(|(id, _)| *id == self.current);
        current.map_or("", |(_, text)| text)
    }

    fn answer(&mut self, operation: &str, body: &Value) -> (u16, String) {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        match operation {
            "GetSecretValue" => {
                let found =
                    json!({"Name": "x", "VersionId": self.current, "SecretString": self.text()});
                (200, found.to_string())
            }
            "PutSecretValue" => {
                let id = text("ClientRequestToken");
                self.versions.push((id.clone(), text("SecretString")));
                let put = json!({"VersionId": id, "VersionStages": body["VersionStages"]});
                (200, put.to_string())
            }
            "UpdateSecretVersionStage" if text("RemoveFromVersionId") == self.current => {
                self.current = text("MoveToVersionId");
                (200, json!({"Name": "x"}).to_string())
            }
            // What is not known here ends the command.
            _ => (
                400,
                json!({"__type": "InvalidRequestException"}).to_string(),
            ),
        }
    }
}

struct State {
    secret: Secret,
    /// Requests so far.
    asked: usize,
    /// Number of the request that is carried out and never answered.
    unanswered: Option<usize>,
}

/// AWS and Entra, which takes every credential.
struct Cloud {
    state: Arc<Mutex<State>>,
    is_silent: Arc<Notify>,
    root: PathBuf,
}

impl Cloud {
    /// Starts it, beside a checkout whose stack it is.
    async fn start(name: &str, unanswered: Option<usize>) -> Self {
        let state = Arc::new(Mutex::new(State {
            secret: Secret::new(),
            asked: 0,
            unanswered,
        }));
        let is_silent = Arc::new(Notify::new());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let router = {
            let (state, is_silent) = (Arc::clone(&state), Arc::clone(&is_silent));
            let database = table::new("table");
            Router::new().fallback(async move |uri: Uri, headers: HeaderMap, body: String| {
                let target = headers.get("x-amz-target").map(|target| target.to_str());
                let target = target.and_then(Result::ok).unwrap_or_default();
                let (answer, is_answered) = {
                    let mut state = state.lock().expect("a lock");
                    let number = state.asked;
                    state.asked += 1;
                    let answer = match target.rsplit_once('.') {
                        Some((side, operation)) if side.starts_with("DynamoDB") => {
                            table::answer(&database, operation, &body)
                        }
                        Some((_, operation)) => {
                            let body = serde_json::from_str(&body).expect("JSON");
                            state.secret.answer(operation, &body)
                        }
                        None if uri.path().ends_with("/token") => {
                            let token = json!({"token_type": "Bearer", "expires_in": 3599, "access_token": "t"});
                            (200, token.to_string())
                        }
                        None => (200, IDENTITY.to_owned()),
                    };
                    (answer, state.unanswered != Some(number))
                };
                if !is_answered {
                    is_silent.notify_one();
                    std::future::pending::<()>().await;
                }
                let status = StatusCode::from_u16(answer.0).expect("a status");
                (status, [("content-type", "application/json")], answer.1)
            })
        };
        tokio::spawn(async { axum::serve(listener, router).await });
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _gone = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(root.join("infra/dev")).expect("a folder");
        std::fs::write(root.join("infra/dev/Cargo.toml"), "").expect("a file");
        let stack = json!({
            "api_url": origin, "aws_endpoint_url": origin, "region": "eu-central-1", "table": "table",
            "microsoft_url": origin, "graph_url": origin, "system_user_tokens": "table",
            "client_id": "5e000000-0000-4000-8000-0000000000c1",
            "home_tenant_id": "5e000000-0000-4000-8000-0000000000a1",
        });
        std::fs::write(root.join("stack.json"), stack.to_string()).expect("a file");
        Self {
            state,
            is_silent,
            root,
        }
    }

    fn command(&self) -> Command {
        let mut ops = Command::new(env!("CARGO_BIN_EXE_ops"));
        ops.args([
            "credential",
            "rotate",
            "--wait",
            "--stage",
            "local",
            "--json",
        ])
        .current_dir(&self.root)
        .env_remove("CARGO_MANIFEST_DIR")
        .env("COOPERLINK_ENV_JSON", self.root.join("stack.json"))
        .stderr(Stdio::null())
        .kill_on_drop(true);
        ops
    }

    /// Runs the command to its end; gives its document.
    async fn rotate(&self) -> Value {
        let output = self.command().output().await.expect("it starts");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{printed}");
        serde_json::from_str(&printed).expect("one document")
    }

    /// Runs the command until it gets no answer, and kills it there.
    async fn rotate_and_kill(&self) {
        let mut running = self.command();
        let mut running = running.stdout(Stdio::null()).spawn().expect("it starts");
        self.is_silent.notified().await;
        running.kill().await.expect("it is killed");
        self.state.lock().expect("a lock").unanswered = None;
    }

    fn asked(&self) -> usize {
        self.state.lock().expect("a lock").asked
    }

    /// The credentials that are current.
    fn credentials(&self) -> Vec<Value> {
        let state = self.state.lock().expect("a lock");
        let stored: Value = serde_json::from_str(state.secret.text()).expect("JSON");
        stored["credentials"].as_array().expect("a list").clone()
    }
}

impl Drop for Cloud {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.root);
    }
}

/// Fails unless one new certificate is first, and the credential of before is behind it.
fn expect_rotated(cloud: &Cloud, printed: &Value, case: &str) {
    assert_eq!(printed["is_first"], true, "{case}: {printed}");
    let credentials = cloud.credentials();
    let kinds: Vec<_> = credentials.iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["certificate", "secret"], "{case}");
    assert_eq!(credentials[1]["secret"], OLD, "{case}");
    let key = credentials[0]["private_key_pem"]
        .as_str()
        .unwrap_or_default();
    assert!(key.contains("PRIVATE KEY"), "{case}");
}

#[tokio::test]
async fn t63_a_rotation_that_is_killed_after_any_request_loses_nothing_and_goes_on() {
    let whole = Cloud::start("killed-never", None).await;
    let printed = whole.rotate().await;
    expect_rotated(&whole, &printed, "never");
    let requests = whole.asked();
    assert!(requests > 10, "{requests}");
    let cases = (0..requests).map(async |number| {
        let case = format!("killed-after-{number}");
        let cloud = Cloud::start(&case, Some(number)).await;
        cloud.rotate_and_kill().await;
        let kept = cloud.credentials();
        assert!(
            kept.iter().any(|credential| credential["secret"] == OLD),
            "{case}"
        );
        let printed = cloud.rotate().await;
        expect_rotated(&cloud, &printed, &case);
    });
    futures_util::future::join_all(cases).await;
}
