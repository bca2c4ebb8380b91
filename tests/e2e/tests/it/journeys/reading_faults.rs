//! Microsoft answers late, wrongly or not at all while a fully connected registration is verified. A fact that was not
//! observed never becomes a verdict: earlier observations stand, with their instants, and the health keeps its version.

use crate::{
    journeys::{administrator::result, schedule::changes},
    support::{
        full::{Full, not_passing},
        stack::{Stack, now_in_milliseconds},
    },
};
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Number of tenants that are disturbed side by side.
const AT_ONCE: usize = 3;
/// Checks that only the token endpoint shows.
const OF_TOKEN: &[&str] = &["system-user-connected", "sign-in-policy"];
/// Checks that only Graph shows, to the app and to the system user.
const OF_GRAPH: &[&str] = &[
    "app-registered",
    "app-enabled",
    "application-permissions",
    "permission-upgrade",
    "system-user-member",
    "system-user-licensed",
    "mailbox",
    "site:1",
    "library:1",
    "site:2",
    "library:4",
    "system-user-reach",
];
const LIBRARIES: &[&str] = &["library:1", "library:2", "library:3", "library:4"];

/// A fault, and the checks whose answers it hides; none if the run overcomes it.
type Row = (&'static str, Value, &'static [&'static str]);

fn time(value: &Value) -> Timestamp {
    let text = value.as_str().unwrap_or_default();
    text.parse().unwrap_or_else(|_| panic!("no time: {value}"))
}

/// Disturbs a new tenant; returns the differences from the expected answers.
async fn disturb(stack: &Stack, (name, fault, hidden): Row) -> Vec<String> {
    let full = Full::healthy(stack).await;
    full.report_where(|report| not_passing(report).is_empty())
        .await;
    let before = full.seen().await["health"].clone();
    let (since, report, seen) = run_with(&full, &fault, hidden).await;
    let mut wrong = Vec::new();
    // What the run could not see is unknown, and nothing else is.
    let mut changed = not_passing(&report);
    changed.retain(|(_, said)| !said.starts_with("unknown "));
    if !changed.is_empty() {
        wrong.push(format!(
            "{name}: a verdict that was not observed: {changed:?}"
        ));
    }
    for check in hidden {
        let result = result(&report, check);
        if result["verdict"] != "unknown" || time(&result["last_known"]["observed_at"]) >= since {
            wrong.push(format!("{name}: {check} was seen in spite of the fault"));
        }
    }
    if seen["stale_since"].is_string() == hidden.is_empty() {
        wrong.push(format!("{name}: stale or not: {seen}"));
    }
    wrong.extend(same_health(name, &before, &seen));
    full.tenant.no_faults().await;
    let fresh = full
        .host_app
        .wait_for(&full.id, "a run that could look", |seen| {
            let health = &seen["health"];
            health["stale_since"].is_null() && time(&health["checked_at"]) > since
        })
        .await;
    wrong.extend(same_health(name, &before, &fresh["health"]));
    let told = changes(&full.host_app, &full.id, 0).await;
    if told.iter().any(|change| change != "unknown > healthy") {
        wrong.push(format!("{name}: told {told:?}"));
    }
    wrong
}

/// Makes a run with the fault; returns its start, its report, and the health after it. A fault that the run should overcome is
/// tried three times, because a busy machine makes a run fail for reasons of its own.
async fn run_with(full: &Full, fault: &Value, hidden: &[&str]) -> (Timestamp, Value, Value) {
    let tries = if hidden.is_empty() { 3 } else { 1 };
    let mut last = None;
    for _ in 0..tries {
        full.tenant.no_faults().await;
        full.tenant.fault(fault).await;
        // Runs under way have their answers already.
        let since = Timestamp::from_millisecond(now_in_milliseconds()).expect("a time");
        let report = full.verify().await;
        let health = full.seen().await["health"].clone();
        let is_overcome = health["stale_since"].is_null();
        last = Some((since, report, health));
        if is_overcome {
            break;
        }
    }
    last.expect("at least one run")
}

fn same_health(name: &str, before: &Value, now: &Value) -> Option<String> {
    let is_same = ["status", "version"]
        .iter()
        .all(|field| before[field] == now[field]);
    (!is_same).then(|| format!("{name}: the health was {before} and is {now}"))
}

async fn disturb_all(rows: Vec<Row>) {
    let stack = Stack::load();
    let dead = stack.aws().dead_letters().await;
    let wrong: Vec<String> = stream::iter(rows)
        .map(|row| disturb(stack, row))
        .buffer_unordered(AT_ONCE)
        .flat_map(stream::iter)
        .collect()
        .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A message that failed stays hidden for six minutes, longer than this looks.
    stack.aws().wait_until_worked_off().await;
    assert_eq!(stack.aws().dead_letters().await, dead);
}

/// A fault of the parts of batches whose path contains this.
fn part(path: &str, mut fault: Value) -> Value {
    fault["host"] = json!("graph");
    fault["batch_parts"] = json!(true);
    fault["path_contains"] = json!(path);
    fault
}

#[tokio::test]
async fn t77_t78_a_part_of_a_batch_that_fails_hides_its_own_answer_alone() {
    let throttle = json!({"kind": "throttle", "retry_after": "0.3"});
    let missing = json!({"kind": "missing"});
    let down = json!({"kind": "status", "status": 503});
    disturb_all(vec![
        (
            "429 of the licences",
            part("/licenseDetails", throttle.clone()),
            &["system-user-licensed"],
        ),
        (
            "429 of the writing",
            part("/createUploadSession", throttle),
            LIBRARIES,
        ),
        (
            "429 of the mailbox, once",
            part(
                "/mailFolders",
                json!({"kind": "throttle", "retry_after": "0.3", "count": 1}),
            ),
            &[],
        ),
        (
            "no answer for the mailbox",
            part("/mailFolders", missing.clone()),
            &["mailbox"],
        ),
        (
            "no answer for the libraries",
            part(":/drives", missing.clone()),
            LIBRARIES,
        ),
        (
            "no answer for the writing",
            part("/createUploadSession", missing),
            LIBRARIES,
        ),
        (
            "503 of the sites",
            part("/sites/", down),
            &["site:1", "site:2", "library:1", "library:4"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn t78_graph_that_fails_hides_what_it_shows() {
    let graph = |mut fault: Value| {
        fault["host"] = json!("graph");
        fault
    };
    disturb_all(vec![
        (
            "429",
            graph(json!({"kind": "throttle", "retry_after": "0.3"})),
            OF_GRAPH,
        ),
        (
            "429 once",
            graph(json!({"kind": "throttle", "retry_after": "0.3", "count": 1})),
            &[],
        ),
        (
            "slow",
            graph(json!({"kind": "slow", "milliseconds": 2500})),
            OF_GRAPH,
        ),
        ("html", graph(json!({"kind": "html"})), OF_GRAPH),
        ("empty", graph(json!({"kind": "empty"})), OF_GRAPH),
        ("malformed", graph(json!({"kind": "malformed"})), OF_GRAPH),
        (
            "503",
            graph(json!({"kind": "status", "status": 503})),
            OF_GRAPH,
        ),
        ("reset", graph(json!({"kind": "reset"})), OF_GRAPH),
    ])
    .await;
}

#[tokio::test]
async fn t78_a_token_endpoint_that_fails_hides_whether_the_sign_in_still_works() {
    let token = |mut fault: Value| {
        fault["host"] = json!("token");
        fault
    };
    disturb_all(vec![
        (
            "429",
            token(json!({"kind": "throttle", "retry_after": "0.3"})),
            OF_TOKEN,
        ),
        (
            "slow",
            token(json!({"kind": "slow", "milliseconds": 2500})),
            OF_TOKEN,
        ),
        ("html", token(json!({"kind": "html"})), OF_TOKEN),
        ("empty", token(json!({"kind": "empty"})), OF_TOKEN),
        ("malformed", token(json!({"kind": "malformed"})), OF_TOKEN),
        (
            "503",
            token(json!({"kind": "status", "status": 503})),
            OF_TOKEN,
        ),
        ("reset", token(json!({"kind": "reset"})), OF_TOKEN),
    ])
    .await;
}

/// The newest report and the health, once a run has met the fault often enough to count it as an answer.
async fn once_it_lasts(full: &Full, since: Timestamp) -> (Value, Value) {
    let seen = full
        .host_app
        .wait_for(&full.id, "a run that calls it an answer", |seen| {
            let health = &seen["health"];
            health["stale_since"].is_null() && time(&health["checked_at"]) > since
        })
        .await;
    let path = format!("/v1/registrations/{}/verifications/latest", full.id);
    let report = full.host_app.get(&path).await.expect(200);
    (report, seen)
}

#[tokio::test]
async fn an_answer_that_lasts_is_no_disturbance_and_is_told_with_its_evidence() {
    let full = Full::healthy(Stack::load()).await;
    full.report_where(|report| not_passing(report).is_empty())
        .await;
    let since = Timestamp::from_millisecond(now_in_milliseconds()).expect("a time");
    full.tenant
        .fault(&part(
            "/mailFolders",
            json!({"kind": "status", "status": 410}),
        ))
        .await;
    let (report, seen) = once_it_lasts(&full, since).await;
    assert_eq!(seen["health"]["status"], "healthy", "{seen}");
    let usable = &seen["usable"];
    assert_eq!(usable["sharepoint"]["answer"], "yes", "{seen}");
    assert_eq!(usable["mail"]["answer"], "unknown", "{seen}");
    assert_eq!(usable["mail"]["reasons"][0]["finding"], "not-readable");
    let mailbox = result(&report, "mailbox");
    assert_eq!(mailbox["verdict"], "unknown", "{mailbox}");
    assert_eq!(mailbox["finding"]["code"], "unexplained", "{mailbox}");
    assert_eq!(mailbox["last_known"]["verdict"], "pass", "{mailbox}");
    assert_eq!(mailbox["evidence"][0]["status"], 410, "{mailbox}");
    let due_in =
        time(&seen["health"]["due_at"]).duration_since(time(&seen["health"]["checked_at"]));
    assert!(due_in.as_secs() > 15, "no run hurries for it: {due_in}");
    full.tenant.no_faults().await;
    full.report_where(|report| not_passing(report).is_empty())
        .await;
    let told = changes(&full.host_app, &full.id, 1).await;
    assert_eq!(told, ["unknown > healthy"], "nothing but the connection");
}

#[tokio::test]
async fn a_site_that_moved_is_a_finding() {
    let full = Full::healthy(Stack::load()).await;
    let moved = json!({"kind": "status", "status": 308});
    full.tenant.fault(&part("/sites/", moved)).await;
    full.wait_for_health("broken").await;
    let report = full.report_where(|_| true).await;
    let site = result(&report, "site:1");
    assert_eq!(site["finding"]["code"], "site-moved", "{site}");
    assert_eq!(site["acts"], "host_app", "{site}");
}

#[tokio::test]
async fn a_tenant_that_is_gone_is_a_finding_of_that_customer_alone() {
    let full = Full::healthy(Stack::load()).await;
    full.report_where(|report| not_passing(report).is_empty())
        .await;
    full.tenant
        .command("POST", "", &json!({"gone": 90_002}))
        .await;
    let seen = full.wait_for_health("broken").await;
    assert_eq!(seen["usable"]["mail"]["answer"], "no", "{seen}");
    assert_eq!(seen["usable"]["sharepoint"]["answer"], "no", "{seen}");
    let report = full.report_where(|_| true).await;
    let registered = result(&report, "app-registered");
    assert_eq!(registered["finding"]["code"], "tenant-gone", "{registered}");
    let codes = registered["evidence"].to_string();
    assert!(codes.contains("AADSTS90002"), "{codes}");
    let health = full.seen().await["health"].clone();
    assert!(health["stale_since"].is_null(), "no disturbance: {health}");
    full.tenant.command("POST", "", &json!({"gone": 0})).await;
    full.wait_for_health("healthy").await;
    assert_eq!(
        changes(&full.host_app, &full.id, 3).await,
        ["unknown > healthy", "healthy > broken", "broken > healthy"]
    );
}
