//! `cargo ops doctor`: a stage that works, and each fault that it knows, made for real. They run alone, because every function
//! meets what is broken here.

use crate::{
    operations::commands::{command, described_otherwise, ops, printed, refused, text},
    support::{
        aws::{Aws, Queue, api_keys_turn, python},
        put_back::put_back_after,
        stack::{Stack, checkout, fresh_id, now_in_milliseconds, poll},
    },
};
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Output, Stdio},
};

/// Outcome and text of each check, in one document.
fn checks(output: &Output) -> Value {
    let printed = String::from_utf8_lossy(&output.stdout);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        panic!("one document: {printed} {said}")
    })
}

/// The check of that name.
fn check<'a>(printed: &'a Value, name: &str) -> &'a Value {
    let checks = printed["checks"].as_array().expect("checks");
    let found = checks.iter().find(|check| check["check"] == name);
    found.unwrap_or_else(|| panic!("no check {name}: {printed}"))
}

/// Fails unless a check found a fault, which its words name, and says what to do.
fn expect_wrong(printed: &Value, name: &str, says: &str) {
    let check = check(printed, name);
    assert_eq!(check["outcome"], "wrong", "{check}");
    assert!(text(&check["says"]).contains(says), "{check}");
    assert!(text(&check["to_do"]).len() > 10, "{check}");
}

/// Something that serves TLS; it ends with its input.
struct TlsServer {
    process: Child,
    told: Value,
}

impl TlsServer {
    fn with_days_left(days: &str) -> Self {
        let mut process = python()
            .arg(checkout().join("tests/e2e/tls_server.py"))
            .arg(days)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let told = serde_json::from_str(&line).expect("JSON");
        Self { process, told }
    }

    /// Answer of the doctor about a stage that is served here.
    fn examined(&self) -> Value {
        let address = format!("https://localhost:{}", self.told["port"]);
        examined_at(&address, Path::new(text(&self.told["file"])))
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ended = self.process.wait();
    }
}

/// Answer of the doctor about the stage at another address, which trusts that certificate alone.
fn examined_at(address: &str, trusted: &Path) -> Value {
    let description = described_otherwise("doctor", &json!({ "api_url": address }));
    let output = command(&["doctor", "--only-look", "--json"])
        .env("COOPERLINK_ENV_JSON", &description)
        .env("SSL_CERT_FILE", trusted)
        .output()
        .expect("ops starts");
    std::fs::remove_file(description).expect("the description is there");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    checks(&output)
}

#[tokio::test]
async fn a_stage_that_works_is_told_so_and_nothing_is_left_of_the_trial() {
    let stack = Stack::load();
    let _turn = api_keys_turn();
    let keys = printed(&["api-key", "list"]);
    let output = ops(&["doctor", "--json"]);
    let found = checks(&output);
    for name in [
        "stack",
        "running",
        "quotas",
        "secret-entra-app",
        "secret-api-keys",
        "secret-sealing-keys",
        "secret-webhook-endpoints",
        "redirect-uri",
        "credential-1",
        "credential-2",
        "registration",
    ] {
        assert_eq!(check(&found, name)["outcome"], "ok", "{found:#}");
    }
    for name in ["dns", "tls-certificate"] {
        assert_eq!(
            check(&found, name)["outcome"],
            "not_applicable",
            "{found:#}"
        );
    }
    // Others may have left a dead letter or an alarm behind; the exit code says the same as the document.
    let (wrong, unknown) = (found["wrong"].as_u64(), found["unknown"].as_u64());
    let expected = match (wrong, unknown) {
        (Some(0), Some(0)) => 0,
        (Some(0), Some(_)) => 2,
        _ => 1,
    };
    assert_eq!(output.status.code(), Some(expected), "{found:#}");
    assert_eq!(found["works"], expected == 0);

    // The key is gone, and so is the registration.
    assert_eq!(printed(&["api-key", "list"]), keys);
    let says = text(&check(&found, "registration")["says"]);
    let id = says.rsplit(' ').next().expect("an id");
    let path = format!("/v1/registrations/{id}");
    stack.host_app().get(&path).await.expect(410);
    poll("the end of the erasure", || async {
        let left = ops(&["erase", id, "--check", "--json"]);
        let told = String::from_utf8_lossy(&left.stdout).into_owned();
        left.status.success().then_some(()).ok_or(told)
    })
    .await;
    assert!(
        !stack
            .aws()
            .dump_table()
            .await
            .contains("Trial of cargo ops doctor")
    );
}

#[tokio::test]
async fn each_fault_is_found_and_says_what_to_do() {
    let found = broken_and_mended().await;
    for (name, says) in [
        ("secret-api-keys", "keys["),
        ("secret-sealing-keys", "32 bytes"),
        ("secret-webhook-endpoints", "unfit"),
        ("secret-entra-app", "credentials[2]"),
        ("credential-3", "cannot be used"),
        ("credential-4", "refuses it (invalid_client"),
        ("brake", "doctors-fault"),
        ("alarm-address", "-alarms"),
        ("alarms", "-erase-dead-letter"),
        ("running", "event-deliver"),
        ("queues", "-erase-dead-letter"),
        ("stack-drift", "EraseQueue"),
    ] {
        expect_wrong(&found, name, says);
    }
    assert_eq!(found["works"], false);
    assert_eq!(check(&found, "credential-1")["outcome"], "ok", "{found:#}");
    // No secret is among the words.
    assert!(!found.to_string().contains("canary"), "{found:#}");
}

/// Secrets that are broken.
const BROKEN: [&str; 4] = ["api-keys", "sealing-keys", "webhook-endpoints", "entra-app"];

/// Answer of the doctor while all of it is broken.
async fn broken_and_mended() -> Value {
    let stack = Stack::load();
    let aws = stack.aws();
    let _turn = api_keys_turn();
    let function = format!("{}-event-deliver", stack.table);
    let hidden = aws.visibility_timeout(Queue::Erase).await;
    let topic = format!(
        "arn:aws:sns:eu-central-1:000000000000:{}-alarms",
        stack.table
    );
    let tried = tokio::spawn(put_back_after(&BROKEN, async {
        let aws = Stack::load().aws();
        break_secrets(&aws).await;
        aws.send_dead_letter("erase", &json!({"from": fresh_id()}).to_string())
            .await;
        aws.set_visibility_timeout(Queue::Erase, "77").await;
        break_settings();
        let output = ops(&["doctor", "--only-look", "--json"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        // For a person, one line each, with what to do.
        let lines = ops(&["doctor", "--only-look"]);
        let lines = String::from_utf8_lossy(&lines.stdout).into_owned();
        assert!(
            lines.lines().any(|line| line.contains("wrong")
                && line.contains("brake")
                && line.contains("To do:")),
            "{lines}"
        );
        checks(&output)
    }))
    .await;

    aws.set_visibility_timeout(Queue::Erase, &hidden).await;
    Aws::call(&[
        json!(["lambda", "delete_function_concurrency", {"FunctionName": function}]),
        json!(["cloudwatch", "set_alarm_state", {
            "AlarmName": format!("{}-erase-dead-letter", stack.table), "StateValue": "OK", "StateReason": "tests",
        }]),
        json!(["dynamodb", "delete_item", {
            "TableName": stack.table, "Key": {"PK": {"S": "BRAKES"}, "SK": {"S": "doctors-fault"}},
        }]),
    ]);
    let listed = Aws::call(&[json!(["sns", "list_subscriptions_by_topic", {"TopicArn": topic}])]);
    for one in listed[0]["Subscriptions"].as_array().expect("a list") {
        let subscription = json!({"SubscriptionArn": one["SubscriptionArn"]});
        Aws::call(&[json!(["sns", "unsubscribe", subscription])]);
    }
    printed(&["dead-letters", "drop", "--queue", "erase", "--yes"]);
    tried.expect("the faults were not all found")
}

async fn break_secrets(aws: &Aws) {
    let mut keys: Value = serde_json::from_str(&aws.secret_value("api-keys").await).expect("JSON");
    let entries = keys["keys"].as_array_mut().expect("a list");
    entries.push(json!({"id": "malformed0", "sha256": "canary"}));
    aws.put_secret_value("api-keys", &keys.to_string()).await;
    let short = json!({"keys": [{"id": "k1", "key": "canary"}]});
    aws.put_secret_value("sealing-keys", &short.to_string())
        .await;
    let unfit = json!([{"id": "unfit", "url": "https://hooks.example/", "secrets": ["canary"], "enabled": true}]);
    aws.put_secret_value("webhook-endpoints", &unfit.to_string())
        .await;
    let mut app: Value = serde_json::from_str(&aws.secret_value("entra-app").await).expect("JSON");
    let credentials = app["credentials"].as_array_mut().expect("a list");
    credentials
        .push(json!({"kind": "certificate", "certificate_pem": "x", "private_key_pem": "canary"}));
    credentials.push(json!({"kind": "secret", "secret": "canary-that-entra-does-not-know"}));
    aws.put_secret_value("entra-app", &app.to_string()).await;
}

fn break_settings() {
    let table = &Stack::load().table;
    let until = now_in_milliseconds() / 1_000 + 600;
    Aws::call(&[
        json!(["dynamodb", "put_item", {"TableName": table, "Item": {
            "PK": {"S": "BRAKES"}, "SK": {"S": "doctors-fault"}, "entity": {"S": "brake"},
            "on_until": {"N": until.to_string()},
        }}]),
        // Confirmed by nobody: the emulated AWS waits for a confirmation of https alone.
        json!(["sns", "subscribe", {
            "TopicArn": format!("arn:aws:sns:eu-central-1:000000000000:{table}-alarms"),
            "Protocol": "https", "Endpoint": "https://127.0.0.1:1/nobody",
        }]),
        json!(["cloudwatch", "set_alarm_state", {
            "AlarmName": format!("{table}-erase-dead-letter"), "StateValue": "ALARM", "StateReason": "tests",
        }]),
        json!(["lambda", "put_function_concurrency", {
            "FunctionName": format!("{table}-event-deliver"), "ReservedConcurrentExecutions": 0,
        }]),
    ]);
}

#[tokio::test]
async fn a_certificate_and_a_credential_are_told_before_they_end() {
    let expired = TlsServer::with_days_left("-2").examined();
    expect_wrong(&expired, "tls-certificate", "expired");
    // It is not the address that Entra knows.
    expect_wrong(&expired, "redirect-uri", "AADSTS50011");

    Box::pin(put_back_after(&["entra-app"], end_in_nine_days())).await;

    let server = TlsServer::with_days_left("90");
    let well = server.examined();
    assert_eq!(check(&well, "tls-certificate")["outcome"], "ok", "{well:#}");
    // A host that nobody knows, and a port that nobody listens at: neither is well.
    let nowhere = examined_at(
        "https://nowhere.invalid",
        Path::new(text(&server.told["file"])),
    );
    for name in ["dns", "tls-certificate"] {
        assert_ne!(check(&nowhere, name)["outcome"], "ok", "{nowhere:#}");
        assert_ne!(
            check(&nowhere, name)["outcome"],
            "not_applicable",
            "{nowhere:#}"
        );
    }
}

/// A certificate of the address that is a credential too, and ends soon.
async fn end_in_nine_days() {
    let stack = Stack::load();
    let (aws, microsoft) = (stack.aws(), stack.microsoft());
    let server = TlsServer::with_days_left("9");
    let stored = aws.secret_value("entra-app").await;
    let app = microsoft.send("GET", "/app", &Value::Null).await;
    let mut certificates = app["certificates_pem"].clone();
    let of_app = certificates.as_array_mut().expect("a list");
    of_app.push(server.told["certificate_pem"].clone());
    let changed = json!({"secrets": app["secrets"], "certificates_pem": certificates});
    microsoft.send("POST", "/app", &changed).await;
    let mut credentials: Value = serde_json::from_str(&stored).expect("JSON");
    let all = credentials["credentials"].as_array_mut().expect("a list");
    all.push(json!({
        "kind": "certificate",
        "certificate_pem": server.told["certificate_pem"],
        "private_key_pem": server.told["private_key_pem"],
    }));
    aws.put_secret_value("entra-app", &credentials.to_string())
        .await;
    let soon = server.examined();
    expect_wrong(&soon, "tls-certificate", "in 9 days");
    expect_wrong(&soon, "credential-3", "9 days left");
}

#[test]
fn what_the_doctor_cannot_mean_is_refused() {
    for (arguments, says) in [
        (&["doctor", "everything"][..], "everything"),
        (&["doctor", "--only"], "--only"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}
