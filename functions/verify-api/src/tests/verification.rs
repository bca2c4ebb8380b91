//! Calls for a verification, and runs, over a table as the template describes it: what they wait for and what they cost; and what
//! a repeat gets.

use super::{DEADLINE_MS, called, described::demand_known};
use crate::{
    deps::Deps,
    handler::{Api, handle},
};
use app::verify::verify_registration::{Keep, RunRequest};
use axum::{
    Router,
    http::{HeaderMap, StatusCode, Uri},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bootstrap::{
    clock::SystemClock,
    config::{Environment, VERIFY_NOW_SECONDS},
    gateway::Request,
};
use domain::{
    clock::Clock as _,
    ids::{InvitationId, RegistrationId, TokenHash},
    invitation::{Invitation, Maker, Purpose, Status},
    registration::Registration,
};
use dynoxide::Database;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use hostile_events::{aws, table};
use serde_json::{Value, json};
use std::{
    io::{Read as _, Write as _},
    sync::{Arc, Mutex},
    time::Duration,
};
use store::Trigger;

pub(super) const ID: &str = "01930000-0000-7000-8000-00000000002f";
pub(super) const TENANT: &str = "7e000000-0000-4000-8000-000000000001";
/// A domain that Microsoft does not know.
pub(super) const UNKNOWN_DOMAIN: &str = "nowhere.example";
const USER: &str = "0b1ec700-0000-4000-8000-000000000001";
const CLIENT: &str = "5e000000-0000-4000-8000-0000000000c1";
const HOME: &str = "5e000000-0000-4000-8000-0000000000a1";
const PRINCIPAL: &str = "5e000000-0000-4000-8000-000000000001";
const GRAPH: &str = "5e000000-0000-4000-8000-000000000002";
/// AWS and Microsoft answer so late that what is asked at the same time overlaps.
const LATE: Duration = Duration::from_millis(30);

/// A call to AWS or Microsoft.
#[derive(Debug)]
struct Call {
    /// AWS's name of the operation; the end of Microsoft's path.
    operation: String,
    is_of_aws: bool,
    /// Its place in the longest row of calls to the same side that had to be answered one after the other before it.
    place: usize,
    /// Its place in the longest row of any calls.
    step: usize,
    /// Time at which it was made, in milliseconds since 1970.
    made_at: i64,
    units: f64,
}

/// An event that happens once, when Microsoft is asked for the tenant next.
type Event = Box<dyn FnOnce(&Database) + Send>;

/// Seconds of the window of verifications on request: none ends while a test runs.
const LONG_WINDOW: u32 = 1_000 * 86_400;

#[derive(Default)]
struct State {
    /// The calls that were answered.
    calls: Vec<Call>,
    event: Option<Event>,
}

impl State {
    /// A call that begins now: after every one that is answered.
    fn begin(&self, operation: &str, is_of_aws: bool) -> Call {
        let of_side = self.calls.iter().filter(|call| call.is_of_aws == is_of_aws);
        Call {
            operation: operation.to_owned(),
            is_of_aws,
            place: of_side.map(|call| call.place).max().unwrap_or(0) + 1,
            step: self.calls.iter().map(|call| call.step).max().unwrap_or(0) + 1,
            made_at: SystemClock.now().as_millisecond(),
            units: 0.0,
        }
    }
}

/// The function, its table and a Microsoft where our application has what it asks for.
pub(super) struct World {
    pub(super) api: Api,
    pub(super) database: Database,
    state: Arc<Mutex<State>>,
}

impl World {
    /// A world with a registration that is connected, has a system user and was verified.
    pub(super) async fn new() -> Self {
        let world = Self::before_any_run().await;
        world.run().await;
        // Keys and the credential are held from here on.
        let deps = &world.api.deps;
        deps.secrets.sealing_keys(deps.clock.now()).await.unwrap();
        assert_eq!(world.ask("GET", "", "key").await.0, 200);
        world.calls();
        world
    }

    async fn before_any_run() -> Self {
        let database = table::new("table");
        let state: Arc<Mutex<State>> = Arc::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = {
            let (database, state) = (database.clone(), Arc::clone(&state));
            Router::new().fallback(async move |uri: Uri, headers: HeaderMap, body: String| {
                let target = headers
                    .get("x-amz-target")
                    .map(|target| target.to_str().unwrap());
                let name = target.unwrap_or(uri.path());
                let (side, operation) = name.rsplit_once(['.', '/']).unwrap();
                let mut call = state.lock().unwrap().begin(operation, target.is_some());
                wait().await;
                let (status, answer) = if side.starts_with("DynamoDB") {
                    table::answer(&database, operation, &body)
                } else if uri.path().contains(UNKNOWN_DOMAIN) {
                    (400, json!({"error": "invalid_tenant"}).to_string())
                } else if target.is_none() {
                    (200, of_microsoft(&database, &state, operation, &body))
                } else if body.contains("system-users/") {
                    (200, sign_in().to_string())
                } else {
                    (200, aws::answer(name, &body).to_string())
                };
                call.units = table::units(&answer);
                state.lock().unwrap().calls.push(call);
                let json = [("content-type", "application/json")];
                (StatusCode::from_u16(status).unwrap(), json, answer)
            })
        };
        tokio::spawn(async { axum::serve(listener, router).await });
        let settings = aws::settings(&origin);
        let environment = Environment::from_lookup(move |name| match name {
            VERIFY_NOW_SECONDS => Some(LONG_WINDOW.to_string()),
            name => aws::setting(name, &origin),
        });
        let world = Self {
            api: Api::new(Deps::new(&environment, &settings).unwrap()),
            database,
            state,
        };
        let store = &world.api.deps.verifier.store;
        store
            .create_registration(&registration(), &invitation())
            .await
            .unwrap();
        world
    }

    /// A run of the schedule.
    async fn run(&self) {
        let deps = &self.api.deps;
        let request = RunRequest {
            slot: deps.clock.now().as_millisecond(),
            trigger: Trigger::Scheduled,
            keep: Keep::WhenChanged,
        };
        let run = deps
            .verifier
            .verify(deps.machine(), ID.parse().unwrap(), request);
        run.await.unwrap();
    }

    async fn ask(&self, method: &str, rest: &str, key: &str) -> (u16, String) {
        let event = called(method, &format!("/v1/registrations/{ID}{rest}"), "")
            .header("idempotency-key", key);
        self.send(&event).await
    }

    pub(super) async fn send(&self, event: &hostile_events::Event) -> (u16, String) {
        let request = Request::read(&event.text(), "request-1", DEADLINE_MS);
        let answer = handle(&self.api, request).await;
        demand_known(event, &answer);
        (answer.status().as_u16(), answer.into_body())
    }

    async fn verify(&self, key: &str) -> (u16, String) {
        self.ask("POST", "/verifications", key).await
    }

    /// The calls since this was last asked.
    fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut *self.state.lock().unwrap()).calls
    }

    fn when_asked(&self, event: impl FnOnce(&Database) + Send + 'static) {
        self.state.lock().unwrap().event = Some(Box::new(event));
    }

    /// Ends the window within which one verification is made, like a minute that has passed.
    fn next_window(&self) {
        for item in items(&self.database, "COUNTER#") {
            delete(&self.database, &item);
        }
    }
}

/// Names of the calls to AWS in their order; calls of the same place are made at the same time.
fn in_a_row(calls: &[Call]) -> Vec<Vec<&str>> {
    let of_aws = || calls.iter().filter(|call| call.is_of_aws);
    let longest = of_aws().map(|call| call.place).max().unwrap_or(0);
    (1..=longest)
        .map(|place| {
            let at_once = of_aws().filter(|call| call.place == place);
            let mut names: Vec<_> = at_once.map(|call| call.operation.as_str()).collect();
            names.sort_unstable();
            names
        })
        .collect()
}

fn write_units(calls: &[Call]) -> Vec<f64> {
    let is_write = |call: &&Call| {
        call.is_of_aws && !["GetItem", "GetSecretValue", "Query"].contains(&&*call.operation)
    };
    calls
        .iter()
        .filter(is_write)
        .map(|call| call.units)
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "calls that are made at the same time have to overlap"
)]
async fn wait() {
    tokio::time::sleep(LATE).await;
}

fn sign_in() -> Value {
    let kept = json!({
        "refresh_token": "refresh", "tenant_id": TENANT, "object_id": USER,
        "written_at": "2026-11-24T12:00:00Z",
    });
    json!({"Name": "secret", "SecretString": kept.to_string()})
}

fn of_microsoft(database: &Database, state: &Mutex<State>, operation: &str, body: &str) -> String {
    if operation == "token" {
        let token = json!({"token_type": "Bearer", "expires_in": 3599, "access_token": "token"});
        return token.to_string();
    }
    if operation != "$batch" {
        return json!({"keys": []}).to_string();
    }
    let event = state.lock().unwrap().event.take();
    if let Some(event) = event {
        event(database);
    }
    let asked: Value = serde_json::from_str(body).unwrap();
    let parts = asked["requests"].as_array().unwrap().iter();
    let responses: Vec<Value> = parts.map(part).collect();
    json!({"responses": responses}).to_string()
}

fn part(asked: &Value) -> Value {
    let body = match asked["id"].as_str().unwrap() {
        "service-principal" => json!({
            "id": PRINCIPAL, "appId": CLIENT, "accountEnabled": true, "appRoleAssignmentRequired": false,
            "appOwnerOrganizationId": HOME, "disabledByMicrosoftStatus": null, "isDisabled": null,
        }),
        "roles" => json!({"value": [{
            "id": "x", "appRoleId": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "resourceId": GRAPH,
            "principalId": PRINCIPAL,
        }]}),
        "resource" => json!({"id": GRAPH}),
        _ => json!({"value": []}),
    };
    json!({"id": asked["id"], "status": 200, "headers": {}, "body": body})
}

fn registration() -> Registration {
    serde_json::from_value(json!({
        "id": ID, "version": 1, "support_code": "7K2M-X4QD",
        "customer": {"id": "contoso", "name": "Contoso", "plan": "BOOST"}, "language": "en",
        "system_user": "cooperlink@contoso.example",
        "lifecycle": {
            "stage": "connected",
            "tenant": {"id": TENANT, "name": "Contoso", "administrator": USER},
            "approval": {"status": "not_needed"},
            "consented_at": "2026-01-01T00:00:00Z", "connected_at": "2026-01-01T00:00:00Z",
        },
        "system_user_connection": {
            "object_id": USER, "subject": "subject", "user_principal_name": "cooperlink@contoso.example",
            "connected_at": "2026-01-01T00:00:00Z", "secret_version": "version",
            "secret_written_at": "2026-01-01T00:00:00Z",
        },
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
    }))
    .unwrap()
}

fn invitation() -> Invitation {
    let made_at = "2026-01-01T00:00:00Z".parse().unwrap();
    let id: RegistrationId = ID.parse().unwrap();
    Invitation {
        id: InvitationId::from_uuid(*id.as_uuid()),
        token_hash: TokenHash::from_digest(&[1; 32]),
        registration_id: id,
        purpose: Purpose::Connect,
        status: Status::Open,
        created_at: made_at,
        expires_at: made_at,
        opened_at: None,
        completed_at: None,
        created_by: Maker::HostApp,
        is_replaced: false,
        requested_at: None,
    }
}

/// The items whose keys begin like this, partition and sort key together.
fn items(database: &Database, prefix: &str) -> Vec<Value> {
    let request = serde_json::from_value(json!({"TableName": "table"})).unwrap();
    let found = serde_json::to_value(database.scan(request).unwrap()).unwrap();
    let all = found["Items"].as_array().unwrap().iter();
    let key = |item: &Value| {
        let [partition, sort] = ["PK", "SK"].map(|name| item[name]["S"].as_str().unwrap());
        format!("{partition}{sort}")
    };
    all.filter(|item| key(item).starts_with(prefix))
        .cloned()
        .collect()
}

fn put(database: &Database, item: &Value) {
    let request = json!({"TableName": "table", "Item": item});
    let put = database.put_item(serde_json::from_value(request).unwrap());
    put.unwrap();
}

fn delete(database: &Database, item: &Value) {
    let request = json!({"TableName": "table", "Key": {"PK": item["PK"], "SK": item["SK"]}});
    let delete = database.delete_item(serde_json::from_value(request).unwrap());
    delete.unwrap();
}

fn standing() -> String {
    format!("REG#{ID}REGISTRATION#STANDING")
}

fn reports() -> String {
    format!("REG#{ID}VERIFICATION#")
}

/// Marks the result of a newer run as stored.
fn supersede(database: &Database) {
    let mut item = items(database, &standing()).remove(0);
    item["last_slot"] = json!({"N": "9999999999999"});
    put(database, &item);
}

fn json(answer: &(u16, String)) -> Value {
    serde_json::from_str(&answer.1).unwrap()
}

#[tokio::test]
async fn a_call_for_a_verification_makes_four_calls_in_a_row_and_writes_eight_units() {
    let world = World::new().await;
    let due_at = || items(&world.database, &standing()).remove(0)["due_at"].clone();
    let due_before = due_at();
    let answer = world.verify("key").await;
    assert_eq!(answer.0, 201, "{}", answer.1);
    let calls = world.calls();
    assert_eq!(
        in_a_row(&calls),
        [
            vec!["PutItem", "Query"],
            vec!["UpdateItem"],
            vec!["GetItem", "GetSecretValue"],
            vec!["TransactWriteItems"],
        ]
    );
    // The key, the window, and in one transaction the standing (2), its place in the index of due times (2) and the report (2; up
    // to 4 where more is read, as `shared/app` asserts).
    // By chance the next run may be due in the second in which it was due before: then the index is not written.
    let index = if due_at() == due_before { 0.0 } else { 2.0 };
    assert_eq!(write_units(&calls), [1.0, 1.0, 4.0 + index]);
}

#[tokio::test]
async fn a_run_reads_the_refresh_token_beside_the_registration() {
    let world = World::before_any_run().await;
    let Deps {
        verifier, clock, ..
    } = &*world.api.deps;
    verifier.read_secrets(clock).await;
    world.calls();
    world.run().await;
    let calls = world.calls();
    let step = |operation: &str| {
        let mut made = calls.iter().filter(|call| call.operation == operation);
        made.next().unwrap().step
    };
    assert_eq!(
        ["Query", "GetSecretValue", "token"].map(step),
        [1, 1, 2],
        "{calls:?}"
    );
}

#[tokio::test]
async fn t57_a_repeat_gets_the_report_again_and_nothing_is_carried_out() {
    let world = World::new().await;
    let first = world.verify("key").await;
    assert_eq!(first.0, 201, "{}", first.1);
    world.calls();
    for _ in 0..2 {
        assert_eq!(world.verify("key").await, first);
        let calls = world.calls();
        assert!(calls.iter().all(|call| call.is_of_aws), "{calls:?}");
        // Of its key alone: it is there, so nothing is written.
        assert_eq!(write_units(&calls).len(), 1, "{calls:?}");
    }
    let listed = json(&world.ask("GET", "/verifications", "key").await);
    let listed = listed["items"].as_array().unwrap().iter();
    let own = listed.filter(|report| report["trigger"] == "requested");
    let ids: Vec<_> = own.map(|report| report["id"].clone()).collect();
    assert_eq!(ids, [json(&first)["id"].clone()]);

    assert_eq!(world.verify("other").await.0, 429);
    assert_eq!(world.verify("key").await, first);
}

#[tokio::test]
async fn t57_a_repeat_after_a_lost_answer_gets_the_report_at_once_or_makes_it_under_its_id() {
    let world = World::new().await;
    let first = world.verify("key").await;
    let id = json(&first)["id"].clone();
    // The report is gone: carried out again once the first attempt counts as left behind.
    let report = items(&world.database, &reports())
        .into_iter()
        .find(|item| item["id"]["S"] == id)
        .unwrap();
    delete(&world.database, &report);
    assert_eq!(world.verify("key").await.0, 409);
    let mut row = items(&world.database, "IDEMPOTENCY#").remove(0);
    row["started_at"] = json!({"N": "0"});
    put(&world.database, &row);
    world.next_window();
    let again = world.verify("key").await;
    assert_eq!((again.0, &json(&again)["id"]), (201, &id));
    assert_eq!(world.verify("key").await, again);
}

#[tokio::test]
async fn t57_a_repeat_that_took_over_and_is_turned_away_leaves_the_report_its_id() {
    let world = World::new().await;
    let id = json(&world.verify("key").await)["id"].clone();
    // The first attempt was left behind, and its report is not there yet.
    let report = items(&world.database, &reports())
        .into_iter()
        .find(|item| item["id"]["S"] == id)
        .unwrap();
    delete(&world.database, &report);
    let mut row = items(&world.database, "IDEMPOTENCY#").remove(0);
    row["started_at"] = json!({"N": "0"});
    put(&world.database, &row);
    assert_eq!(world.verify("key").await.0, 429);
    // Now it is.
    put(&world.database, &report);
    let again = world.verify("key").await;
    assert_eq!((again.0, &json(&again)["id"]), (201, &id));
}

#[tokio::test]
async fn what_is_written_after_a_call_read_the_registration_is_for_a_later_run() {
    let world = World::new().await;
    assert_eq!(world.verify("key").await.0, 201);
    let calls = world.calls();
    let read = calls.iter().find(|call| call.operation == "Query");
    let partition = format!("REG#{ID}");
    let standing = items(&world.database, &partition);
    let slot = standing
        .iter()
        .find_map(|item| item["last_slot"]["N"].as_str())
        .unwrap();
    assert!(slot.parse::<i64>().unwrap() <= read.unwrap().made_at);
}

/// Makes the newest report one of a run that ends later than any call.
fn renew_report(database: &Database) {
    let mut report = items(database, &reports()).remove(0);
    let packed = STANDARD.decode(report["report"]["B"].as_str().unwrap());
    let packed = packed.unwrap();
    let mut content = String::new();
    let mut reader = DeflateDecoder::new(packed.as_slice());
    reader.read_to_string(&mut content).unwrap();
    let mut content: Value = serde_json::from_str(&content).unwrap();
    content["checked_at"] = json!("2999-01-01T00:00:00Z");
    let mut writer = DeflateEncoder::new(Vec::new(), Compression::default());
    writer.write_all(content.to_string().as_bytes()).unwrap();
    report["report"]["B"] = json!(STANDARD.encode(writer.finish().unwrap()));
    put(database, &report);
}

#[tokio::test]
async fn a_call_overtaken_by_a_run_that_kept_no_report_gets_none_from_before() {
    let world = World::new().await;
    world.when_asked(supersede);
    let overtaken = world.verify("key").await;
    assert_eq!(overtaken.0, 409, "{}", overtaken.1);
    // It cost no window: a repeat comes through once the newer run is older than it.
    let mut standing = items(&world.database, &standing()).remove(0);
    standing["last_slot"] = json!({"N": "1"});
    put(&world.database, &standing);
    let again = world.verify("key").await;
    assert_eq!(again.0, 201, "{}", again.1);
    assert_eq!(world.verify("other").await.0, 429);
}

#[tokio::test]
async fn what_cannot_be_verified_stays_so_and_costs_nothing() {
    let world = World::new().await;
    let path = format!("/v1/registrations/{ID}");
    let disconnect = called("POST", &format!("{path}/disconnect"), "");
    let disconnect = disconnect.header("idempotency-key", "disconnect");
    assert_eq!(world.send(&disconnect).await.0, 200);
    for key in ["key", "key", "other"] {
        let refused = world.verify(key).await;
        assert_eq!(refused.0, 409, "{}", refused.1);
        let detail = json(&refused)["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.contains("disconnected") && detail.contains("reconnect"),
            "{detail}"
        );
    }
    assert!(items(&world.database, "COUNTER#verify-now").is_empty());
}

#[tokio::test]
async fn a_report_that_is_asked_for_comes_in_the_language_asked_for_and_again_in_each() {
    let world = World::new().await;
    let ask = async |key: &str, query: &str| {
        let path = format!("/v1/registrations/{ID}/verifications");
        let event = called("POST", &path, query).header("idempotency-key", key);
        world.send(&event).await
    };
    let titles = |answer: &(u16, String)| json(answer)["results"][0]["title"].clone();
    let dutch = ask("key", "language=nl").await;
    assert_eq!(dutch.0, 201, "{}", dutch.1);
    assert_eq!(ask("key", "language=nl").await, dutch);
    let english = ask("key", "").await;
    assert_eq!(json(&english)["id"], json(&dutch)["id"]);
    assert_ne!(titles(&english), titles(&dutch));
    let listed = called(
        "GET",
        &format!("/v1/registrations/{ID}/verifications/latest"),
        "language=nl",
    );
    assert_eq!(titles(&world.send(&listed).await), titles(&dutch));
    assert_eq!(ask("other", "language=it").await.0, 422);
}

#[tokio::test]
async fn t57_a_call_overtaken_by_another_run_shows_that_one_again_and_again() {
    let world = World::new().await;
    world.when_asked(|database| {
        supersede(database);
        renew_report(database);
    });
    let first = world.verify("key").await;
    assert_eq!(first.0, 200, "{}", first.1);
    assert_eq!(json(&first)["trigger"], "scheduled");
    assert_eq!(world.verify("key").await, first);
}

#[tokio::test]
async fn t57_of_two_attempts_both_give_the_report_that_one_of_them_made() {
    let world = World::new().await;
    // The other attempt at the same call is quicker.
    world.when_asked(|database| {
        let row = items(database, "IDEMPOTENCY#").remove(0);
        let mut report = items(database, &reports()).remove(0);
        let id = row["report_id"]["S"].as_str().unwrap();
        report["SK"] = json!({"S": format!("VERIFICATION#{id}")});
        report["id"] = json!({"S": id});
        put(database, &report);
    });
    let first = world.verify("key").await;
    assert_eq!(first.0, 201, "{}", first.1);
    let row = items(&world.database, "IDEMPOTENCY#").remove(0);
    assert_eq!(json(&first)["id"], row["report_id"]["S"]);
    assert_eq!(world.verify("key").await, first);
}

#[tokio::test]
async fn t55_a_second_call_within_the_minute_is_told_when_and_where_the_report_is() {
    let world = World::new().await;
    let ask = async |key: &str| {
        let path = format!("/v1/registrations/{ID}/verifications");
        let event = called("POST", &path, "").header("idempotency-key", key);
        handle(
            &world.api,
            Request::read(&event.text(), "request-1", DEADLINE_MS),
        )
        .await
    };
    let made = ask("key").await;
    assert_eq!(made.status(), 201);
    assert_eq!(
        made.headers()["ratelimit-policy"],
        format!(r#""verify-now";q=1;w={LONG_WINDOW}, "api-key";q=100;w=2"#)
    );
    assert!(!made.headers().contains_key("idempotent-replayed"));
    let state = made.headers()["ratelimit"].to_str().unwrap().to_owned();
    assert!(state.starts_with(r#""verify-now";r=0;t="#), "{state}");
    let again = ask("key").await;
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    let refused = ask("other").await;
    assert_eq!(refused.status(), 429);
    let wait = refused.headers()["retry-after"].to_str().unwrap();
    let state = refused.headers()["ratelimit"].to_str().unwrap();
    let told = format!(r#""verify-now";r=0;t={wait}, "api-key";r="#);
    assert!(state.starts_with(&told), "{state}");
    let latest = format!("/v1/registrations/{ID}/verifications/latest");
    let link = refused.headers()["link"].to_str().unwrap();
    assert!(
        link.ends_with(&format!(r#"{latest}>; rel="latest-version""#)),
        "{link}"
    );
    assert!(refused.into_body().contains(&latest));
}

#[tokio::test]
async fn t52_t55_a_registration_that_is_not_there_spends_no_window_and_keeps_no_key() {
    let world = World::new().await;
    let other = ID.replace("2f", "30");
    let path = format!("/v1/registrations/{other}/verifications");
    let event = called("POST", &path, "").header("idempotency-key", "key");
    let request = Request::read(&event.text(), "request-1", DEADLINE_MS);
    let answer = handle(&world.api, request).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    for kind in ["COUNTER#", "IDEMPOTENCY#"] {
        assert!(items(&world.database, kind).is_empty(), "{kind}");
    }
}
