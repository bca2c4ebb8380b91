//! Every tenant of the emulated Microsoft 365 with a fully configured registration: administrator, system user, sites and
//! libraries. The whole report must equal the tenant's expected one, each check's verdict and finding.

pub(crate) mod expected;

use crate::support::{
    stack::Stack,
    walked::{NEVER_CONNECTED, walk},
};
use expected::{
    Shows::{self, All, Nothing},
    table,
};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use serde_json::{Value, json};
use std::{
    any::Any,
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
};

/// Number of tenants that are walked side by side.
const AT_ONCE: usize = 4;

/// The checks of a registration with one site and one library.
const CHECKS: [&str; 19] = [
    "app-registered",
    "app-enabled",
    "application-permissions",
    "delegated-permissions",
    "permission-upgrade",
    "no-excess-permissions",
    "user-access",
    "tenant-matches-customer",
    "customer-domain",
    "services-present",
    "system-user-connected",
    "system-user-member",
    "system-user-licensed",
    "sign-in-policy",
    "mailbox",
    "site:1",
    "library:1",
    "system-user-reach",
    "administrator-site-access",
];

/// Checks that only the system user's sign-in shows.
const OF_SYSTEM_USER: [&str; 9] = [
    "services-present",
    "system-user-connected",
    "system-user-member",
    "system-user-licensed",
    "sign-in-policy",
    "mailbox",
    "site:1",
    "library:1",
    "system-user-reach",
];

/// Verdict of each check in a report, with the code of its finding or reason unless it passed.
fn said(report: &Value) -> BTreeMap<String, String> {
    let results = report["results"].as_array().into_iter().flatten();
    results
        .map(|result| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let verdict = text(&result["verdict"]);
            let code = text(&result["finding"]["code"]);
            let why = if code.is_empty() {
                verdict
            } else {
                format!("{verdict} {code}")
            };
            (text(&result["check"]), why)
        })
        .collect()
}

/// Differences of a report from the tenant's expected one.
fn compare(
    key: &str,
    report: &Value,
    exceptions: &[(&'static str, &'static str, &'static str)],
) -> Vec<String> {
    let said = said(report);
    let mut expected: BTreeMap<String, String> = CHECKS
        .iter()
        .map(|check| ((*check).to_owned(), "pass".to_owned()))
        .collect();
    // Its registration names two sites with two libraries each; the others name one of each.
    if key == "all-well" {
        for more in ["site:2", "library:2", "library:3", "library:4"] {
            expected.insert(more.to_owned(), "pass".to_owned());
        }
    }
    if NEVER_CONNECTED.contains(&key) {
        for check in OF_SYSTEM_USER {
            expected.insert(check.to_owned(), "unknown identity-absent".to_owned());
        }
    }
    for (check, verdict, code) in exceptions {
        expected.insert((*check).to_owned(), format!("{verdict} {code}"));
    }
    let checks: BTreeSet<_> = expected.keys().chain(said.keys()).collect();
    checks
        .into_iter()
        .filter(|check| expected.get(*check) != said.get(*check))
        .map(|check| {
            format!(
                "{key}: {check} should be {:?} and is {:?}",
                expected.get(check),
                said.get(check)
            )
        })
        .collect()
}

/// Walks the whole journey of a tenant; returns the differences from its expected result.
async fn check(stack: &Stack, key: &'static str, shows: &Shows) -> Vec<String> {
    let walked = walk(stack, key).await;
    match shows {
        Nothing(stage) => {
            let seen = walked.host_app.registration(&walked.id).await["lifecycle"]["stage"].clone();
            if seen == json!(stage) {
                Vec::new()
            } else {
                vec![format!("{key}: the stage should be {stage} and is {seen}")]
            }
        }
        All(exceptions) => compare(key, &walked.settled().await, exceptions),
    }
}

/// Whether the key is that of a copy made by a test, which ends in eight random digits.
fn is_copy(key: &str) -> bool {
    key.rsplit_once('-').is_some_and(|(_, mark)| {
        mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Message of a failed walk, to show together with the tenant's name.
fn message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("nothing")
}

#[tokio::test]
async fn every_tenant_shows_what_it_is_meant_to_show() {
    let stack = Stack::load();
    let table = table();
    let all = stack
        .microsoft()
        .send("GET", "/tenants", &Value::Null)
        .await;
    let keys: BTreeSet<String> = all["tenants"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tenant| tenant["key"].as_str().map(str::to_owned))
        .filter(|key| key != "home" && !is_copy(key))
        .collect();
    let listed: BTreeSet<String> = table.keys().map(|key| (*key).to_owned()).collect();
    assert_eq!(
        listed, keys,
        "each tenant of the emulator is in the table, and no other"
    );
    let differences: Vec<String> = stream::iter(&table)
        .map(async |(key, shows)| {
            // One tenant that strands must not hide what the others show. The emulated AWS drops a request now and then, so
            // a journey that strands is made once more, from its beginning; what a journey shows is taken as it is.
            let walk = async || {
                let walked = AssertUnwindSafe(check(stack, key, shows));
                walked.catch_unwind().await
            };
            let walked = match walk().await {
                Ok(differences) => Ok(differences),
                Err(panic) => {
                    println!("{key} stranded: {}", message(&*panic));
                    walk().await
                }
            };
            walked.unwrap_or_else(|panic| vec![format!("{key}: stranded: {}", message(&*panic))])
        })
        .buffer_unordered(AT_ONCE)
        .flat_map(stream::iter)
        .collect()
        .await;
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
