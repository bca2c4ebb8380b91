//! `cargo ops` as the operator uses it: the built program against the deployed stack.

use crate::{
    journeys::administrator::connected,
    support::stack::{Stack, checkout, fresh_id},
};
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    process::{Command, Output},
};

/// Id of a key that does not exist.
const UNKNOWN_KEY: &str = "nobodyskey0";

/// The tool on the stack on this machine.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut ops = Command::new(checkout().join("target/debug/ops"));
    ops.args(arguments)
        .args(["--stage", "local"])
        .current_dir(checkout())
        .env("COOPERLINK_ENV_JSON", Stack::environment_file());
    ops
}

/// Runs the tool without a terminal.
pub(crate) fn ops(arguments: &[&str]) -> Output {
    command(arguments).output().expect("ops starts")
}

/// Description of the stack with other members, in a file of that name, for the tool.
pub(crate) fn described_otherwise(name: &str, members: &Value) -> PathBuf {
    let text = std::fs::read(Stack::environment_file()).expect("a description");
    let mut description: Value = serde_json::from_slice(&text).expect("JSON");
    for (member, value) in members.as_object().expect("members") {
        description[member] = value.clone();
    }
    let file = std::env::temp_dir().join(format!("{name}-{}.json", fresh_id()));
    std::fs::write(&file, description.to_string()).expect("a file");
    file
}

/// The one JSON document that a command prints.
pub(crate) fn printed(arguments: &[&str]) -> Value {
    let output = ops(&[arguments, &["--json"]].concat());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{arguments:?}: {text}");
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("one document: {text}"))
}

/// Error of a command that has to fail, which is equal as a document and in words.
pub(crate) fn refused(arguments: &[&str]) -> String {
    let output = ops(&[arguments, &["--json"]].concat());
    assert!(!output.status.success(), "{arguments:?}");
    let document: Value = serde_json::from_slice(&output.stdout).expect("one document");
    let said = document["error"].as_str().expect("a text").to_owned();
    let output = ops(arguments);
    assert!(!output.status.success(), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert!(!output.stderr.is_empty(), "{arguments:?}");
    said
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn what_cannot_be_meant_is_refused_and_says_what_to_do() {
    for (arguments, says) in [
        (&["api-key", "create", "--owner", "portal"][..], "--scopes"),
        (
            &[
                "api-key", "create", "--owner", "a portal", "--scopes", "read",
            ],
            "1 to 64",
        ),
        (
            &[
                "api-key", "create", "--owner", "portal", "--scopes", "admin",
            ],
            "read, write or verify",
        ),
        (
            &[
                "api-key", "create", "--owner", "portal", "--scopes", "write",
            ],
            "add read",
        ),
        (
            &[
                "api-key",
                "create",
                "--owner",
                "portal",
                "--scopes",
                "read",
                "--expires",
                "soon",
            ],
            "2030-01-31",
        ),
        (
            &[
                "api-key",
                "create",
                "--owner",
                "portal",
                "--scopes",
                "read",
                "--expires",
                "2020-01-01",
            ],
            "past",
        ),
        (
            &[
                "api-key",
                "create",
                "--owner",
                "portal",
                "--scopes",
                "read",
                "--customers",
                "a b",
            ],
            "1 to 64",
        ),
        (&["api-key", "rotate", UNKNOWN_KEY], "api-key list"),
        (&["api-key", "revoke", UNKNOWN_KEY, "--yes"], "api-key list"),
        (
            &["api-key", "revoke", "cooperlink_test_abcdefgh_secret"],
            "id alone",
        ),
        (&["find", "contoso.example"], "support code"),
        (&["find", "0000-0000"], "No registration"),
        (
            &["find", "01930000-0000-7000-8000-00000000002f"],
            "no registration",
        ),
        (&["dead-letters", "show", "--queue", "everything"], "sweep"),
        (&["dead-letters", "drop"], "--queue"),
        (&["release-brake", "Not A Cause", "--yes"], "no cause"),
        (&["release-brake", "never-happened"], "--yes"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}

#[tokio::test]
async fn t59_a_customer_is_found_by_code_or_id_and_named_only_when_asked() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    host_app.settled_events_of(&id, 1).await;
    let shown = host_app.registration(&id).await;
    let code = text(&shown["support_code"]).to_lowercase();
    let found = printed(&["find", &code]);
    assert_eq!(found, {
        let mut by_id = printed(&["find", &id]);
        // A run may be made in between.
        by_id["health"] = found["health"].clone();
        by_id["usable"] = found["usable"].clone();
        by_id["reports"] = found["reports"].clone();
        by_id["events"] = found["events"].clone();
        by_id
    });
    assert_eq!(found["stage"], "connected");
    assert_eq!(found["tenant_id"], tenant.id.as_str());
    assert_eq!(
        found["usable"]["mail"]["answer"],
        shown["usable"]["mail"]["answer"]
    );
    let reports = found["reports"].as_array().expect("reports");
    assert!(!reports.is_empty() && reports.len() <= 5);
    let events = found["events"].as_array().expect("events");
    assert!(
        events
            .iter()
            .any(|event| event["type"] == "registration.connected")
    );

    let name = text(&shown["customer_name"]);
    let quiet = ops(&["find", &id]);
    let quiet = String::from_utf8_lossy(&quiet.stdout);
    assert!(
        quiet.contains(&id) && quiet.contains("connected"),
        "{quiet}"
    );
    assert!(!quiet.contains(name) && !found.to_string().contains(name));
    let named = ops(&["find", &id, "--names"]);
    assert!(String::from_utf8_lossy(&named.stdout).contains(name));
    assert_eq!(
        printed(&["find", &id, "--names"])["names"]["customer"],
        name
    );
}

#[tokio::test]
async fn a_fleet_is_counted_with_what_is_wrong() {
    let stack = Stack::load();
    let (_, host_app, id) = connected(stack).await;
    let fleet = printed(&["fleet"]);
    let count = |name: &str| fleet[name].as_u64().expect("a number");
    let stages = fleet["stages"].as_object().expect("stages");
    let of_stages: u64 = stages.values().filter_map(Value::as_u64).sum();
    assert_eq!(of_stages, count("registrations"));
    let health = fleet["health"].as_object().expect("health");
    let of_health: u64 = health.values().filter_map(Value::as_u64).sum();
    assert_eq!(Some(of_health), fleet["stages"]["connected"].as_u64());
    assert!(count("without_system_user") >= 1);
    // What cannot be read is told, and is in no other number.
    assert!(fleet["unreadable"].is_u64(), "{fleet}");

    // A link that ends within the week is counted, one that was withdrawn is not; others make links meanwhile.
    let body = json!({"purpose": "reconnect", "expires_in_days": 1});
    let path = format!("/v1/registrations/{id}/invitations");
    host_app.post(&path, &body).await.expect(201);
    assert!(printed(&["fleet"])["links_ending_within_a_week"].as_u64() >= Some(1));
    let text = ops(&["fleet"]);
    let text = String::from_utf8_lossy(&text.stdout);
    assert!(text.contains("Without system user"), "{text}");
}

#[tokio::test]
async fn dead_letters_are_shown_sent_again_and_dropped() {
    let aws = Stack::load().aws();
    // The function finds no such event, and is done.
    let message = |id: &str| json!({"version": 1, "event_id": id, "ping": null}).to_string();
    let [first, second] = [fresh_id(), fresh_id()];
    for id in [&first, &second] {
        aws.send_dead_letter("delivery", &message(id)).await;
    }
    let queue = ["--queue", "delivery"];
    // Shown twice: nothing is lost or hidden by looking.
    for _ in 0..2 {
        let shown = printed(&[&["dead-letters", "show"][..], &queue].concat());
        let messages = shown["messages"].to_string();
        assert!(
            messages.contains(&first) && messages.contains(&second),
            "{shown}"
        );
    }
    let moved = printed(&[&["dead-letters", "redrive"][..], &queue].concat());
    assert!(moved["moved"].as_u64() >= Some(2), "{moved}");
    let shown = printed(&[&["dead-letters", "show"][..], &queue].concat());
    assert!(!shown.to_string().contains(&first), "{shown}");

    aws.send_dead_letter("delivery", &message(&first)).await;
    let drop = [&["dead-letters", "drop"][..], &queue].concat();
    assert!(refused(&drop).contains("--yes"));
    let dropped = printed(&[&drop[..], &["--yes"]].concat());
    assert!(dropped["dropped"].as_u64() >= Some(1), "{dropped}");
    let shown = printed(&[&["dead-letters", "show"][..], &queue].concat());
    assert!(!shown.to_string().contains(&first), "{shown}");
}

#[tokio::test]
async fn t78_an_operator_releases_a_brake_for_six_hours() {
    let aws = Stack::load().aws();
    let cause = format!("rehearsal-{}", fresh_id());
    printed(&["release-brake", &cause, "--yes"]);
    let item = aws.item("BRAKES", &cause).await;
    let second = |name: &str| -> i64 {
        let number = item[name].as_n().expect("a number");
        number.parse().expect("seconds")
    };
    let now = std::time::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    let left = second("released_until") - i64::try_from(now).expect("seconds");
    assert!((21_500..=21_600).contains(&left), "{left} seconds");
    assert_eq!(second("expires_at") - second("released_until"), 86_400);
}

#[test]
fn every_command_leaves_a_line_in_the_audit() {
    let cause = format!("rehearsal-{}", fresh_id());
    printed(&["release-brake", &cause, "--yes"]);
    refused(&["release-brake", &cause]);
    let audit = printed(&["audit", "--last", "200"]);
    let operations = audit["operations"].as_array().expect("operations");
    let of_cause: Vec<_> = operations
        .iter()
        .filter(|operation| operation["command"]["release-brake"]["cause"] == cause.as_str())
        .collect();
    // Newest first; the one that was not meant was begun twice, and did nothing.
    let outcomes: Vec<_> = of_cause
        .iter()
        .map(|operation| text(&operation["outcome"]))
        .collect();
    assert_eq!(outcomes, ["failed", "failed", "done"]);
    assert!(text(&of_cause[0]["by"]).starts_with("arn:aws:"));
    // The audit tells of itself, and what it holds of a key is no key.
    assert!(
        operations
            .iter()
            .any(|one| one["command"].get("audit").is_some())
    );
    assert!(!audit.to_string().contains("cooperlink_test_"));
    let text = ops(&["audit"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("release-brake"));
}
