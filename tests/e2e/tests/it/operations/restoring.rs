//! `cargo ops restore`, rehearsed. The emulated AWS restores the table as it is now, whatever second is asked for: so the first time
//! that the command is given is the past minute, and what happens before it is given again is what has happened since.

use crate::{
    journeys::administrator::connected,
    operations::commands::{command, described_otherwise, printed, refused, text},
    support::{
        aws::Aws,
        full::Full,
        stack::{Stack, fresh_id},
        tenant::Tenant,
    },
};
use serde_json::{Value, json};
use std::{path::Path, process::Output};

/// Runs the tool on a stage that uses another table.
fn ops_on(description: &Path, arguments: &[&str]) -> Output {
    command(arguments)
        .env("COOPERLINK_ENV_JSON", description)
        .output()
        .expect("ops starts")
}

/// A call of the API as the gateway hands it over.
fn call(path: &str, api_key: &str) -> Value {
    json!({
        "version": "2.0", "routeKey": "ANY /v1/{proxy+}", "rawPath": path, "rawQueryString": "",
        "headers": {"host": "localhost", "authorization": format!("Bearer {api_key}")},
        "requestContext": {
            "accountId": "000000000000", "apiId": "c00be711", "domainName": "localhost",
            "http": {
                "method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1",
                "userAgent": "tests",
            },
            "requestId": fresh_id(), "routeKey": "ANY /v1/{proxy+}", "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1_767_225_600_000_i64,
        },
        "isBase64Encoded": false,
    })
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(text).collect()
}

#[tokio::test]
async fn t83_a_past_minute_comes_back_and_nobody_erased_with_it() {
    let stack = Stack::load();
    let canary = fresh_id().replace('-', "");
    let tenant = Tenant::called(stack, "all-well", &format!("tenant-{canary}")).await;
    let mut body = tenant.registration_in_full();
    body["customer_name"] = json!(format!("customer-{canary}"));
    let erased = Full::connected(stack, tenant, &body).await;
    let (_, host_app, kept) = connected(stack).await;
    let (withdrawn, _) = host_app.invite(&kept, "reconnect").await;
    let gone = Full::healthy(stack).await;
    let in_bin = Full::healthy(stack).await;

    let minute = "2026-11-01T12:34:56Z";
    let restored = printed(&["restore", "--to", minute]);
    let table = text(&restored["table"]).to_owned();
    assert_eq!(table, format!("{}.20261101T123456Z", stack.table));
    assert_eq!(restored["former_table"], stack.table.as_str());
    let settings = ids(&restored["settings"]).join(", ");
    for setting in ["expiry", "recovery", "stream"] {
        assert!(settings.contains(setting), "{settings}");
    }
    let tried = tokio::spawn({
        let table = table.clone();
        async move {
            // All of this is since then.
            printed(&["erase", &erased.id, "--yes", "--wait"]);
            let path = format!(
                "/v1/registrations/{kept}/invitations/{}",
                text(&withdrawn["id"])
            );
            host_app.delete(&path).await.expect(204);
            let since = Tenant::like(stack, "all-well").await;
            let (since, _) = since.register(&host_app).await;
            let aws = stack.aws();
            aws.delete_secret(&format!("system-users/{}", gone.id), true)
                .await;
            aws.delete_secret(&format!("system-users/{}", in_bin.id), false)
                .await;

            let again = printed(&["restore", "--to", minute]);
            assert_eq!(again["settings"], json!([]), "all are set");
            let told = &again["restored"];
            assert!(
                ids(&told["erased_again"]).contains(&erased.id.as_str()),
                "{told}"
            );
            assert!(ids(&told["made_since"]).contains(&since.as_str()), "{told}");
            assert!(
                ids(&told["sign_ins_gone"]).contains(&gone.id.as_str()),
                "{told}"
            );
            assert!(
                ids(&told["sign_ins_taken_back"]).contains(&in_bin.id.as_str()),
                "{told}"
            );
            assert!(told["links_ended"].as_u64() >= Some(1), "{told}");
            assert!(told["audit"].as_u64() >= Some(1), "{told}");
            let secret = format!("system-users/{}", in_bin.id);
            assert!(aws.secret_versions(&secret).await.is_some());
            // Given once more, there is nothing left to do.
            let once_more = printed(&["restore", "--to", minute]);
            assert_eq!(once_more["restored"]["erased_again"], json!([]));
            assert_eq!(once_more["restored"]["links_ended"], 0);

            let dump = stack.aws_with_table(&table).dump_table().await;
            assert!(!dump.contains(&canary), "a name came back");
            assert!(dump.contains(&kept) && !dump.contains("FLOW#"));
            use_it(&table, [&kept, &erased.id], &path);
        }
    })
    .await;
    Aws::call(&[
        json!(["dynamodb", "update_table", {"TableName": table, "DeletionProtectionEnabled": false}]),
        json!(["dynamodb", "delete_table", {"TableName": table}]),
    ]);
    tried.expect("the restore is not complete");
}

/// The tool and the API on the restored table, with the rights that its ending gives.
fn use_it(table: &str, [kept, erased]: [&String; 2], withdrawn: &str) {
    let stack = Stack::load();
    let description = described_otherwise("restored", &json!({ "table": table }));
    let found = ops_on(&description, &["find", kept, "--json"]);
    let found: Value = serde_json::from_slice(&found.stdout).expect("one document");
    assert_eq!(found["stage"], "connected", "{found}");
    let nothing = ops_on(&description, &["erase", erased, "--check"]);
    assert!(nothing.status.success(), "{nothing:?}");
    let said = ops_on(&description, &["restore", "--to", "2026-11-01T12:34:56Z"]);
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.contains("in use already"), "{said}");
    std::fs::remove_file(description).expect("the description is there");

    let [kept, erased] = [kept, erased].map(|id| format!("/v1/registrations/{id}"));
    let calls = [&kept, &erased, withdrawn].map(|path| call(path, &stack.api_key));
    let answers = stack.aws().invoke_on_table("verify-api", table, &calls);
    assert_eq!(answers[0]["statusCode"], 200, "{answers:?}");
    assert_eq!(answers[1]["statusCode"], 410, "{answers:?}");
    let link: Value = serde_json::from_str(text(&answers[2]["body"])).expect("JSON");
    assert_eq!(link["status"], "withdrawn", "{link}");
}

#[test]
fn a_restore_to_no_past_minute_is_refused() {
    for (arguments, says) in [
        (&["restore"][..], "--to"),
        (&["restore", "--to", "yesterday"], "2030-01-31"),
        (&["restore", "--to", "2026-11-01"], "2030-01-31"),
        (&["restore", "--to", "2999-01-01T00:00:00Z"], "past"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}
