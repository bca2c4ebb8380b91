//! Versions of code and settings: deployed, seen, and gone back from.

use crate::{
    operations::commands::{printed, refused},
    support::{
        aws::Aws,
        stack::{HostApp, Stack, fresh_id},
    },
};
use serde_json::{Value, json};

/// A version as deployments make it, which no other has.
fn fresh_version() -> String {
    let digits = fresh_id().replace('-', "");
    format!("{}-rehearsal", digits.get(..10).expect("ten digits"))
}

/// The version that answers.
async fn answers(host_app: &HostApp) -> String {
    let health = host_app.get("/healthz").await.expect(200);
    assert_eq!(health["status"], "ok");
    health["version"].as_str().expect("a version").to_owned()
}

#[tokio::test]
async fn a_deployed_version_is_seen_everywhere_and_gone_back_from() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let before = answers(&host_app).await;
    let tried = printed(&["smoke-test"]);
    assert_eq!(tried["version"], before.as_str());
    assert_eq!(tried["origin"], stack.api_url.as_str());

    let next = fresh_version();
    let deployed = stack.aws().deploy_version(&next);
    assert_eq!(deployed["is_first"], false);
    assert_eq!(answers(&host_app).await, next);
    let logs = Aws::function_logs();
    assert!(logs.contains(&format!(r#""version":"{next}""#)));
    printed(&["smoke-test", "--expect", &next]);
    let said = refused(&["smoke-test", "--expect", &before]);
    assert!(said.contains("/healthz") && said.contains(&next), "{said}");
    assert!(!said.contains("/openapi.json"), "{said}");

    // Nothing is done unasked, nor for a version that never was.
    assert!(refused(&["rollback"]).contains("--yes"));
    let said = refused(&["rollback", "--to", "never", "--yes"]);
    assert!(said.contains(&before) && said.contains(&next), "{said}");
    assert_eq!(answers(&host_app).await, next);

    let back = printed(&["rollback", "--yes"]);
    assert_eq!((&back["from"], &back["to"]), (&json!(next), &json!(before)));
    assert_eq!(back["moved"].as_array().map(Vec::len), Some(7), "{back}");
    assert_eq!(answers(&host_app).await, before);

    // The next deployment moves on from wherever it is; what was gone back from is no version before it.
    let third = fresh_version();
    stack.aws().deploy_version(&third);
    assert_eq!(answers(&host_app).await, third);
    assert_eq!(printed(&["rollback", "--yes"])["to"], before.as_str());
    assert_eq!(answers(&host_app).await, before);
    assert_eq!(
        printed(&["rollback", "--to", &before, "--yes"])["moved"],
        json!([])
    );

    let audit = printed(&["audit", "--last", "100"]);
    let operations = audit["operations"].as_array().expect("operations");
    let went_back = operations.iter().any(|operation| {
        operation["command"]["rollback"]["to"] == before.as_str() && operation["outcome"] == "done"
    });
    assert!(went_back, "{audit}");
}

/// A stack of one function, of a version; one that `fails` wants an alias that is there already.
fn template(name: &str, version: &str, fails: bool) -> String {
    let alias = |depends_on: &str| {
        json!({
            "Type": "AWS::Lambda::Alias",
            "DependsOn": depends_on,
            "Properties": {
                "Name": "live",
                "FunctionName": { "Ref": "Function" },
                "FunctionVersion": { "Fn::GetAtt": [format!("Version{version}"), "Version"] },
            },
        })
    };
    let mut template = json!({
        "Metadata": { "Packaged": "s3://cooperlink-deployments/code" },
        "Resources": {
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "AssumeRolePolicyDocument": {
                        "Statement": [{
                            "Effect": "Allow",
                            "Principal": { "Service": "lambda.amazonaws.com" },
                            "Action": "sts:AssumeRole",
                        }],
                    },
                },
            },
            "Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "FunctionName": name,
                    "Runtime": "python3.12",
                    "Handler": "index.handler",
                    "Role": { "Fn::GetAtt": ["Role", "Arn"] },
                    "Code": { "ZipFile": "def handler(event, context):\n    return event\n" },
                    "Environment": { "Variables": { "VERSION": version } },
                },
            },
            "Alias": alias("Function"),
        },
    });
    let resources = &mut template["Resources"];
    resources[format!("Version{version}")] = json!({
        "Type": "AWS::Lambda::Version",
        "DeletionPolicy": "Retain",
        "Properties": { "FunctionName": { "Ref": "Function" } },
    });
    if fails {
        resources["Clash"] = alias("Alias");
    }
    template.to_string()
}

/// Deploys a version of such a stack.
fn deploy(name: &str, version: &str, fails: bool) -> Result<Value, String> {
    let wanted = json!({
        "parameters": {},
        "tags": {},
        "account": null,
        "is_protected": false,
        "is_plan": false,
    });
    Aws::deploy(name, &template(name, version, fails), &wanted)
}

/// The one function of such a stack.
fn function(name: &str) -> Value {
    let stack = Aws::script(&["describe", name], &Value::Null).expect("the stack");
    let functions = stack["functions"].as_array().expect("functions");
    assert_eq!(functions.len(), 1);
    functions[0].clone()
}

fn live_version(function: &Value) -> &str {
    let versions = function["versions"].as_array().expect("versions");
    let live = versions
        .iter()
        .find(|one| one["number"] == function["live"]);
    live.and_then(|one| one["version"].as_str())
        .expect("one that is live")
}

fn published(function: &Value) -> Vec<&str> {
    let versions = function["versions"].as_array().expect("versions");
    let named = versions.iter().map(|one| one["version"].as_str());
    named.map(|version| version.expect("a version")).collect()
}

fn move_to(function: &Value, number: u32) -> Value {
    let wanted = json!([{
        "function": function["name"],
        "number": number,
        "revision_id": function["revision_id"],
    }]);
    Aws::script(&["move-aliases"], &wanted).expect("an answer")[0].clone()
}

#[test]
fn of_two_who_go_back_at_once_the_second_is_told() {
    let name = format!("race-{}", fresh_id());
    deploy(&name, "a", false).expect("a deployment");
    deploy(&name, "b", false).expect("a deployment");
    let seen = function(&name);
    assert_eq!(live_version(&seen), "b");
    assert_eq!(move_to(&seen, 1)["error"], Value::Null);
    let late = move_to(&seen, 2);
    assert_eq!(late["error"], "PreconditionFailedException");
    assert_eq!(live_version(&function(&name)), "a");
}

#[test]
fn what_an_account_allows_at_once_is_asked_before_anything_was_deployed() {
    let room = Aws::script(&["room", &format!("nobody-{}", fresh_id())], &Value::Null);
    let room = room.expect("an answer");
    assert!(room["allowed"].as_u64() > Some(0), "{room}");
    assert!(room["unreserved"].is_u64(), "{room}");
    assert_eq!(room["kept"], 0);
}

#[test]
fn a_failed_deployment_undoes_no_rollback_and_leaves_no_version_behind() {
    let name = format!("failed-{}", fresh_id());
    assert_eq!(
        deploy(&name, "a", false).expect("a deployment")["is_first"],
        true
    );
    deploy(&name, "b", false).expect("a deployment");
    assert_eq!(move_to(&function(&name), 1)["error"], Value::Null);
    let said = deploy(&name, "c", true).expect_err("a failure");
    assert!(
        said.contains("was taken back") && said.contains("Clash"),
        "{said}"
    );
    let after = function(&name);
    assert_eq!(live_version(&after), "a");
    assert_eq!(published(&after), ["a", "b"]);

    // What was gone back from is none that a rollback may lead to.
    deploy(&name, "c", false).expect("a deployment");
    let after = function(&name);
    assert_eq!(live_version(&after), "c");
    assert_eq!(published(&after), ["a", "c"]);
}
