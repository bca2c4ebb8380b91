//! Number of round trips to Microsoft for which a verification has to wait, as the emulator counts them.

use crate::{
    journeys::administrator::{connect, connected, report_where},
    support::{
        aws::Aws,
        person::Person,
        stack::{HostApp, Stack, now_in_milliseconds},
        tenant::{Microsoft, Tenant},
        walked::connect_system_user,
    },
};
use serde_json::{Value, json};

/// Delay of Microsoft's answers: longer than the possible lag between two branches of a run, so that simultaneous requests
/// overlap.
const LATE_MILLISECONDS: u64 = 1_000;
/// An hour, by which the runs made here are ahead. Runs of the schedule are older, and are dropped before they ask Microsoft
/// anything.
const AHEAD_MILLISECONDS: i64 = 3_600_000;
/// Number of runs until one finds a worker's process with held tokens, because there may be several processes.
const RUNS: i64 = 30;
/// Number of runs of a kind before a path counts as too long.
const TRIES: u32 = 4;

/// Numbers of tokens, batches and upload sessions of one run.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Token requests of a run without held tokens. A system user's refresh token is redeemed in every run.
    cold_tokens: u64,
    warm_tokens: u64,
    graph: u64,
    /// Upload sessions of a run for which a person waits. A scheduled run relies on that trial of writing.
    clean_up: u64,
}

/// Requests of one run to Microsoft.
struct Asked(Value);

impl Asked {
    fn count(&self, name: &str) -> u64 {
        self.0["totals"][name].as_u64().expect("a count")
    }

    /// Asserts that these are the requests of exactly one run, with that many tokens.
    fn assert_is(&self, shape: Shape, tokens: u64, clean_up: u64) {
        let counts = ["token", "graph", "clean_up"].map(|name| self.count(name));
        assert_eq!(counts, [tokens, shape.graph, clean_up], "{}", self.0);
    }
}

/// One registration, and a worker that verifies it on command.
struct Runs<'a> {
    aws: Aws,
    microsoft: Microsoft,
    tenant: &'a Tenant,
    id: &'a str,
    /// Instant of the next run, in milliseconds since 1970.
    slot: i64,
}

impl<'a> Runs<'a> {
    /// Makes Microsoft late, and the schedule's own runs too old to be made.
    async fn start(stack: &Stack, tenant: &'a Tenant, id: &'a str) -> Self {
        for host in ["token", "graph", "sharepoint"] {
            tenant
                .fault(&json!({"host": host, "kind": "late", "milliseconds": LATE_MILLISECONDS}))
                .await;
        }
        let mut runs = Self {
            aws: stack.aws(),
            microsoft: stack.microsoft(),
            tenant,
            id,
            slot: now_in_milliseconds() + AHEAD_MILLISECONDS,
        };
        runs.scheduled().await;
        runs
    }

    /// Makes a scheduled run, which uses the tokens that its process holds.
    async fn scheduled(&mut self) -> Asked {
        let slot = self.next_slot();
        self.run(json!({"slot": slot, "requested_at": "2026-01-01T00:00:00Z"}))
            .await
    }

    /// Makes a run for which a person waits. It takes no held token, so it is cold in any process.
    async fn cold(&mut self) -> Asked {
        let at = jiff::Timestamp::from_millisecond(self.next_slot()).expect("an instant");
        self.run(json!({"slot": null, "requested_at": at})).await
    }

    fn next_slot(&mut self) -> i64 {
        self.slot += 1;
        self.slot
    }

    async fn run(&self, mut message: Value) -> Asked {
        message["version"] = json!(1);
        message["registration_id"] = json!(self.id);
        message["attempt"] = json!(0);
        let record =
            json!({"messageId": "m", "body": message.to_string(), "eventSource": "aws:sqs"});
        self.forget_requests().await;
        let answers = self
            .aws
            .invoke("verify-worker", &[json!({"Records": [record]})]);
        assert_eq!(answers, [json!({"batchItemFailures": []})]);
        assert_eq!(
            self.aws.last_slot(self.id).await,
            self.slot,
            "it was stored"
        );
        Asked(self.tenant.requests().await)
    }

    /// Clears the log for the run that is counted, after a check that all earlier requests were as documented.
    async fn forget_requests(&self) {
        let seen = Asked(self.tenant.requests().await);
        let faults = ["unknown", "contract_violations"].map(|name| seen.count(name));
        assert_eq!(faults, [0, 0], "{}", seen.0);
        let path = format!("/requests?tenant={}", self.tenant.id);
        self.microsoft.send("DELETE", &path, &Value::Null).await;
    }

    /// Shortest critical paths of a cold run and of a warm one, repeated until they are as short as wanted: on a busy machine
    /// one of two branches may begin only when the other has its answer.
    async fn critical_paths(&mut self, shape: Shape, wanted: (u64, u64)) -> (u64, u64) {
        let mut shortest = (u64::MAX, u64::MAX);
        for _ in 0..TRIES {
            let cold = self.cold().await;
            cold.assert_is(shape, shape.cold_tokens, shape.clean_up);
            shortest.0 = shortest.0.min(cold.count("critical_path"));
            if shortest.0 <= wanted.0 {
                break;
            }
        }
        let mut tries = TRIES;
        for _ in 0..RUNS {
            let run = self.scheduled().await;
            if run.count("token") != shape.warm_tokens {
                continue;
            }
            run.assert_is(shape, shape.warm_tokens, 0);
            shortest.1 = shortest.1.min(run.count("critical_path"));
            tries -= 1;
            if shortest.1 <= wanted.1 || tries == 0 {
                return shortest;
            }
        }
        panic!("no process of the worker holds a token after {RUNS} runs");
    }
}

/// An all-well tenant with its system user connected, two sites and four libraries.
async fn connected_in_full(stack: &Stack) -> (Tenant, HostApp, String) {
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.registration_in_full()).await;
    let mut person = Person::new(stack);
    connect(&mut person, &link, &tenant.administrator).await;
    let page = person.open(&link).await;
    let arrived = connect_system_user(&mut person, &page, &tenant).await;
    assert_eq!(arrived.url, link, "{}", arrived.text());
    report_where(&host_app, &id, every_check_passes).await;
    (tenant, host_app, id)
}

/// Whether it is a report of a registration with two sites and four libraries, all of it well.
fn every_check_passes(report: &Value) -> bool {
    let results = report["results"].as_array().map_or(&[][..], Vec::as_slice);
    let has = |check: &str| results.iter().any(|result| result["check"] == check);
    has("site:2")
        && has("library:4")
        && has("system-user-connected")
        && results.iter().all(|result| result["verdict"] == "pass")
}

#[tokio::test]
async fn a_full_registration_takes_three_round_trips_cold_and_one_warm() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected_in_full(stack).await;
    let latest = format!("/v1/registrations/{id}/verifications/latest");
    let before = host_app.get(&latest).await.expect(200)["id"].clone();
    let mut runs = Runs::start(stack, &tenant, &id).await;
    // The app's token and the system user's; at once a batch of each and one that tries the libraries where earlier runs found
    // them; then, where writing was tried, the upload sessions are given up.
    let shape = Shape {
        cold_tokens: 2,
        warm_tokens: 1,
        graph: 3,
        clean_up: 4,
    };
    let (cold, warm) = runs.critical_paths(shape, (3, 1)).await;
    assert!(cold <= 3, "cold: {cold}");
    assert!(warm <= 1, "warm: {warm}");
    // The cold run's report was kept because a person asked for it: nothing was left out.
    let report = host_app.get(&latest).await.expect(200);
    assert_ne!(report["id"], before);
    assert!(every_check_passes(&report), "{report}");
}

#[tokio::test]
async fn an_app_only_registration_takes_two_round_trips_cold_and_one_warm() {
    let stack = Stack::load();
    let (tenant, _, id) = connected(stack).await;
    let mut runs = Runs::start(stack, &tenant, &id).await;
    let shape = Shape {
        cold_tokens: 1,
        warm_tokens: 0,
        graph: 1,
        clean_up: 0,
    };
    let (cold, warm) = runs.critical_paths(shape, (2, 1)).await;
    assert!(cold <= 2, "cold: {cold}");
    assert!(warm <= 1, "warm: {warm}");
}
