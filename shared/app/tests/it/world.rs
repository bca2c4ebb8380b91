//! The world of the use cases: the table that the template describes, a queue, secrets, and Microsoft as far as a run needs it.

use crate::{
    directory::{Directory, PRINCIPAL},
    federated::RoleTokens,
    gate::Gate,
    people::People,
    samples::{CLIENT, HOME, TENANT, registration_id, start, support_code, tenant_id},
    server::{Pause, Request, Server},
};
use app::{
    browser::Browser,
    host::deliver_event::Deliverer,
    secrets::credential::Credentials,
    verify::{
        process_message::{Processed, Queues, process_message},
        read_system_user::SystemUserReader,
        read_tenant::TenantReader,
        verify_registration::Verifier,
    },
};
use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials as Keys, provider::SharedCredentialsProvider};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    access::AccessSession,
    clock::{Clock, Random, RandomUnavailable},
    cloud::{Cloud, LoopbackOrigin},
    erasure::{Progress, Tombstone},
    ids::{RegistrationId, TokenHash},
    permission::Manifest,
    registration::{Lifecycle, Registration},
    schedule::{Intervals, shard},
    webhook::Reach,
};
use entra::Entra;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering},
    },
    time::Duration,
};
use store::{
    Loaded, Queue, Store, VerificationMessage, WebIdentity,
    secrets::Secrets,
    system_users::{SystemUserKeeper, SystemUsers, TokenSettings, TokenStore},
};
use uuid::Uuid;
use webhook::Sender;

const TABLE: &str = "registrations";
const GRAPH: &str = "5e000000-0000-4000-8000-000000000002";

/// Value of `waiting` with which the queue refuses to count its messages.
pub(crate) const UNTOLD: u64 = u64::MAX;

/// A clock that is moved by hand.
#[derive(Clone)]
pub(crate) struct HandClock(Arc<Mutex<Timestamp>>);

impl HandClock {
    pub(crate) fn advance(&self, by: SignedDuration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Bytes that are never the same twice.
pub(crate) struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
        let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (byte, value) in destination.iter_mut().rev().zip(number.iter().rev()) {
            *byte = *value;
        }
        Ok(())
    }
}

/// State of the surroundings of the use cases.
#[derive(Default)]
pub(crate) struct Tenant {
    pub(crate) has_granted: AtomicBool,
    /// The queue refuses every message.
    pub(crate) has_no_queue: AtomicBool,
    /// Messages that wait in the queue.
    pub(crate) waiting: AtomicU64,
    /// Registrations, by their id, whose messages the queue refuses out of a batch.
    pub(crate) unsendable: Mutex<BTreeSet<String>>,
    /// Error that the token endpoint answers instead of a token, in the form that [`refusal_body`] reads; empty for none.
    pub(crate) refusal: Mutex<String>,
    /// Parts of batches, by their id, with their status and body.
    pub(crate) parts: Mutex<BTreeMap<&'static str, (u16, Value)>>,
    /// Tenants, by their id, that refuse our application.
    pub(crate) refusing: Mutex<BTreeSet<String>>,
    /// Microsoft answers everything with a fault of its own.
    pub(crate) is_down: AtomicBool,
    /// The secret store answers everything with a fault of its own.
    pub(crate) has_no_secrets: AtomicBool,
    /// Our credentials, as they are stored; empty for one secret that Entra accepts.
    pub(crate) credentials: Mutex<Vec<Value>>,
    /// The tokens that AWS gives of the function's role.
    pub(crate) role_tokens: Mutex<RoleTokens>,
    /// Client secrets and assertions that Entra accepts; empty for all.
    pub(crate) taken_secrets: Mutex<Vec<&'static str>>,
    /// Number of times that the sealing keys were replaced, without an overlap.
    pub(crate) sealing_keys_replaced: AtomicU8,
    /// The people of the tenant, and their stored secrets.
    pub(crate) people: People,
    /// The directory: the users and groups that may use the app.
    pub(crate) directory: Directory,
    /// The endpoints of webhooks, as the operator configures them; null if the secret has no value.
    pub(crate) endpoints: Mutex<Value>,
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) queue: Queue,
    pub(crate) sweep: Queue,
    pub(crate) verifier: Verifier,
    pub(crate) clock: HandClock,
    pub(crate) random: Counting,
    pub(crate) tenant: Arc<Tenant>,
    pub(crate) server: Server,
    pub(crate) browser: Browser,
    /// The gate before the table.
    pub(crate) gate: Gate,
    pub(crate) behind: BehindTheStore,
    /// The store of refresh tokens.
    home: TokenStore,
}

/// The system users' sign-ins in that store.
fn system_users(aws: &SdkConfig, store: &Store, home: TokenStore) -> SystemUsers {
    let settings = TokenSettings {
        home,
        prefix: "test".to_owned(),
        key: "key".to_owned(),
    };
    SystemUsers::new(aws, store.clone(), settings)
}

impl World {
    pub(crate) async fn new() -> Self {
        let (database, address) = table().await;
        Self::over(database, format!("http://{address}"), Gate::default()).await
    }

    /// A world like that of [`World::new`], with the gate before the table.
    pub(crate) async fn watched() -> Self {
        let (database, address) = table().await;
        let gate = Gate::default();
        let endpoint = gate.start(address).await;
        Self::over(database, endpoint, gate).await
    }

    async fn over(database: dynoxide::Database, endpoint: String, gate: Gate) -> Self {
        let tenant = Arc::new(Tenant::default());
        let state = Arc::clone(&tenant);
        let server = Server::start(move |request| answer(&state, request)).await;
        tenant
            .people
            .origin
            .lock()
            .unwrap()
            .clone_from(&server.origin);
        let aws = aws(&server.origin);
        let store = Store::new(&self::aws(&endpoint), TABLE.to_owned());
        let origin = LoopbackOrigin::parse(&server.origin).unwrap();
        let cloud = Cloud::Emulated {
            login: origin.clone(),
            graph: origin,
        };
        let entra = Entra::new(
            entra::http_client(&cloud).unwrap(),
            cloud,
            CLIENT.parse().unwrap(),
        );
        let secrets = Arc::new(Secrets::new(&aws, "test".to_owned()));
        let browser = Browser {
            store: store.clone(),
            entra: entra.clone(),
            secrets: Arc::clone(&secrets),
            redirect_uri: "http://127.0.0.1/callback".parse().unwrap(),
        };
        let reader = TenantReader::new(
            entra,
            Credentials::new(secrets, identity(&server.origin)),
            Manifest::adjusted([], []).unwrap(),
            tenant_id(HOME),
        );
        Self {
            verifier: Verifier {
                store: store.clone(),
                reader,
                system_users: SystemUserReader::new(system_users(
                    &aws,
                    &store,
                    TokenStore::SecretsManager,
                )),
                intervals: Intervals::default(),
            },
            store,
            queue: Queue::new(&aws, format!("{}/queue", server.origin)),
            sweep: Queue::new(&aws, format!("{}/sweep", server.origin)),
            clock: HandClock(Arc::new(Mutex::new(start()))),
            random: Counting(AtomicU64::new(0)),
            tenant,
            server,
            browser,
            gate,
            behind: BehindTheStore(database),
            home: TokenStore::SecretsManager,
        }
    }

    /// Deploys another version, which asks for these permissions.
    pub(crate) fn deploy(&mut self, manifest: Manifest) {
        self.verifier.reader = TenantReader::new(
            self.browser.entra.clone(),
            self.credentials(),
            manifest,
            tenant_id(HOME),
        );
    }

    /// Our credentials, as a function reads them that has just started.
    pub(crate) fn credentials(&self) -> Credentials {
        let secrets = Arc::clone(&self.browser.secrets);
        Credentials::new(secrets, identity(&self.server.origin))
    }

    /// Sets the application permissions that Graph shows from now on, by their ids.
    pub(crate) fn grant_roles<'a>(&self, ids: impl IntoIterator<Item = &'a str>) {
        let role = |id| {
            json!({
                "id": "x", "appRoleId": id, "resourceId": GRAPH, "principalId": PRINCIPAL,
            })
        };
        let roles: Vec<_> = ids.into_iter().map(role).collect();
        let mut parts = self.tenant.parts.lock().unwrap();
        parts.insert("roles", (200, json!({ "value": roles })));
    }

    /// Pauses before the request to AWS with the given number, counted from now.
    pub(crate) fn pause_before(&self, number: usize) -> Arc<Pause> {
        let pause = Pause::before(number);
        for pausing in [&self.server.pausing, &self.gate.pausing] {
            *pausing.lock().unwrap() = Some(Arc::clone(&pause));
        }
        pause
    }

    /// Keeper of system users' sign-ins that the callback uses.
    pub(crate) fn keeper(&self) -> SystemUserKeeper {
        SystemUserKeeper::new(self.users(self.home), "key".to_owned())
    }

    /// The system users' sign-ins, for a deployment that keeps them in this store.
    pub(crate) fn users(&self, home: TokenStore) -> SystemUsers {
        system_users(&aws(&self.server.origin), &self.store, home)
    }

    /// Deploys another version, which keeps refresh tokens in this store.
    pub(crate) fn keep_tokens_in(&mut self, home: TokenStore) {
        self.verifier.system_users = SystemUserReader::new(self.users(home));
        self.home = home;
    }

    /// Delivers to endpoints on this machine, with secrets that it reads itself.
    pub(crate) fn deliverer(&self) -> Deliverer {
        Deliverer {
            store: self.store.clone(),
            secrets: Arc::new(Secrets::new(&aws(&self.server.origin), "test".to_owned())),
            sender: Sender::new(Reach::Loopback).unwrap(),
            reach: Reach::Loopback,
            origin: "https://api.example".to_owned(),
        }
    }

    /// Stores a registration as it is.
    pub(crate) async fn store(&self, registration: &Registration, number: u64) {
        self.store
            .create_registration(registration, &crate::samples::invitation(number))
            .await
            .unwrap();
    }

    pub(crate) async fn loaded(&self, number: u64) -> Loaded {
        let loaded = self.store.load(registration_id(number)).await.unwrap();
        loaded.unwrap()
    }

    pub(crate) fn queues(&self) -> Queues {
        Queues {
            interactive: self.queue.clone(),
            sweep: self.sweep.clone(),
        }
    }

    /// A message of a person who waits, asked for now.
    pub(crate) fn interactive(&self, number: u64) -> VerificationMessage {
        VerificationMessage::new(registration_id(number), None, self.clock.now())
    }

    pub(crate) async fn process(&self, message: &VerificationMessage) -> Processed {
        process_message(
            &self.verifier,
            &self.queues(),
            &self.clock,
            &self.random,
            message,
        )
        .await
        .unwrap()
    }

    /// Moves the clock to the registration's due time and works off the message that the schedule then sends.
    pub(crate) async fn run_when_due(&self, number: u64) -> Processed {
        let due_at = self.loaded(number).await.due_at.unwrap();
        self.clock.advance(due_at.duration_since(self.clock.now()));
        let slot = Some(due_at.as_millisecond());
        let message = VerificationMessage::new(registration_id(number), slot, due_at);
        self.process(&message).await
    }
}

/// The table as it is behind our own code.
#[derive(Clone)]
pub(crate) struct BehindTheStore(dynoxide::Database);

impl BehindTheStore {
    /// Takes an attribute from the stored registration.
    pub(crate) fn spoil(&self, number: u64, name: &str) {
        self.update(&json!({
            "Key": registration_key(number),
            "UpdateExpression": "REMOVE #name",
            "ExpressionAttributeNames": {"#name": name},
        }));
    }

    /// Gives the invitation of that hash another status.
    pub(crate) fn set_status(&self, hash: &TokenHash, status: &str) {
        self.update(&json!({
            "Key": {"PK": {"S": format!("INV#{}", hash.as_str())}, "SK": {"S": "INVITATION"}},
            "UpdateExpression": "SET #value.#status = :status",
            "ExpressionAttributeNames": {"#value": "value", "#status": "status"},
            "ExpressionAttributeValues": {":status": {"S": status}},
        }));
    }

    /// Gives the registration another lifecycle, and a version of its own.
    pub(crate) fn set_lifecycle(&self, number: u64, lifecycle: &Lifecycle) {
        self.update(&json!({
            "Key": registration_key(number),
            "UpdateExpression": "SET lifecycle = :lifecycle ADD version :one",
            "ExpressionAttributeValues": {
                ":lifecycle": stored(&serde_json::to_value(lifecycle).unwrap()), ":one": {"N": "1"},
            },
        }));
    }

    /// Gives the registration another expected domain, and a version of its own.
    pub(crate) fn set_domain(&self, number: u64, name: Option<&str>) {
        let mut update = json!({
            "Key": registration_key(number),
            "UpdateExpression": "REMOVE expected_domain ADD version :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        });
        if let Some(name) = name {
            update["UpdateExpression"] = json!("SET expected_domain = :name ADD version :one");
            update["ExpressionAttributeValues"][":name"] = json!({"S": name});
        }
        self.update(&update);
    }

    /// Binds the tenant to a customer.
    pub(crate) fn bind(&self, tenant: &str, customer: &str) {
        self.update(&json!({
            "Key": {"PK": {"S": format!("TENANT#{tenant}")}, "SK": {"S": "TENANT"}},
            "UpdateExpression": "SET customer_id = :customer",
            "ExpressionAttributeValues": {":customer": {"S": customer}},
        }));
    }

    /// Frees the tenant, as an erasure does.
    pub(crate) fn unbind(&self, tenant: &str) {
        let request = json!({
            "TableName": TABLE,
            "Key": {"PK": {"S": format!("TENANT#{tenant}")}, "SK": {"S": "TENANT"}},
        });
        self.0
            .delete_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Puts a tombstone in the place of the registration, as an erasure does first.
    pub(crate) fn entomb(&self, number: u64) {
        let tombstone = Tombstone {
            id: registration_id(number),
            customer_id: "contoso".to_owned().try_into().unwrap(),
            requested_at: start(),
            progress: Progress::Erasing {
                tenant_id: None,
                support_code: support_code(number),
                pseudonym_key: Uuid::from_u128(7),
            },
        };
        let mut item = registration_key(number);
        item["entity"] = json!({"S": "tombstone"});
        item["value"] = stored(&serde_json::to_value(tombstone).unwrap());
        let request = json!({"TableName": TABLE, "Item": item});
        self.0
            .put_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Changes the owner of the item that a request concerns to another registration.
    pub(crate) fn give_away(&self, request: &Request, attribute: &str, to: RegistrationId) {
        let request: Value = serde_json::from_str(&request.body).unwrap();
        self.update(&json!({
            "Key": request["Key"],
            "UpdateExpression": "SET #owner = :owner",
            "ExpressionAttributeNames": {"#owner": attribute},
            "ExpressionAttributeValues": {":owner": {"S": to.to_string()}},
        }));
    }

    /// Makes the registration due at that second.
    pub(crate) fn set_due(&self, number: u64, at: i64) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "SET due_at = :at",
            "ExpressionAttributeValues": {":at": {"N": at.to_string()}},
        }));
    }

    /// Puts the registration into another shard of the schedule.
    pub(crate) fn set_shard(&self, number: u64, shard: &str) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "SET due_shard = :shard",
            "ExpressionAttributeValues": {":shard": {"S": shard}},
        }));
    }

    /// Takes an attribute from the stored standing.
    pub(crate) fn spoil_standing(&self, number: u64, name: &str) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "REMOVE #name",
            "ExpressionAttributeNames": {"#name": name},
        }));
    }

    /// Gives the standing another newest slot, and takes it off the schedule.
    pub(crate) fn set_slot(&self, number: u64, slot: i64) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "SET last_slot = :slot REMOVE due_shard, due_at",
            "ExpressionAttributeValues": {":slot": {"N": slot.to_string()}},
        }));
    }

    /// Makes registrations due at that second that have no other data.
    pub(crate) fn make_due(&self, numbers: impl Iterator<Item = u64>, at: i64) {
        for number in numbers {
            let id = registration_id(number);
            let request = json!({
                "TableName": TABLE,
                "Item": {
                    "PK": {"S": format!("REG#{id}")}, "SK": {"S": "REGISTRATION#STANDING"},
                    "due_shard": {"S": format!("due#{:02}", shard(id))}, "due_at": {"N": at.to_string()},
                },
            });
            self.0
                .put_item(serde_json::from_value(request).unwrap())
                .unwrap();
        }
    }

    /// The version of the stored registration.
    pub(crate) fn version(&self, number: u64) -> u64 {
        let request = json!({"TableName": TABLE, "Key": registration_key(number)});
        let found = self.0.get_item(serde_json::from_value(request).unwrap());
        let found = serde_json::to_value(found.unwrap()).unwrap();
        found["Item"]["version"]["N"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    }

    fn update(&self, request: &Value) {
        let mut request = request.clone();
        request["TableName"] = json!(TABLE);
        self.0
            .update_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Keeps an administrator's session as it is.
    pub(crate) fn keep_session(&self, session: &AccessSession) {
        let request = json!({
            "TableName": TABLE,
            "Item": {
                "PK": {"S": format!("ACCESS#{}", session.cookie_hash.as_str())},
                "SK": {"S": "ACCESS"},
                "value": stored(&serde_json::to_value(session).unwrap()),
            },
        });
        self.0
            .put_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Every item of the table, as text.
    pub(crate) fn dump(&self) -> String {
        let request = json!({ "TableName": TABLE });
        let items = self.0.scan(serde_json::from_value(request).unwrap());
        serde_json::to_string(&items.unwrap()).unwrap()
    }
}

fn registration_key(number: u64) -> Value {
    json!({"PK": {"S": format!("REG#{}", registration_id(number))}, "SK": {"S": "REGISTRATION"}})
}

/// The queue's answer, if the request is for the queue.
fn queue_answer(tenant: &Tenant, request: &Request) -> Option<(u16, String)> {
    let found = |body: Value| Some((200, body.to_string()));
    if request.target.ends_with("getqueueattributes") {
        let waiting = tenant.waiting.load(Ordering::Relaxed);
        if waiting == UNTOLD {
            return Some((400, json!({"__type": "AccessDenied"}).to_string()));
        }
        let waiting = waiting.to_string();
        return found(json!({"Attributes": {
            "ApproximateNumberOfMessages": waiting,
            "ApproximateNumberOfMessagesNotVisible": "0",
            "ApproximateNumberOfMessagesDelayed": "0",
        }}));
    }
    if tenant.has_no_queue.load(Ordering::Relaxed) && request.target.contains("sendmessage") {
        let refusal = json!({"__type": "com.amazonaws.sqs#QueueDoesNotExist"});
        return Some((400, refusal.to_string()));
    }
    if request.target.ends_with("sendmessagebatch") {
        let asked: Value = serde_json::from_str(&request.body).unwrap();
        let unsendable = tenant.unsendable.lock().unwrap();
        let is_refused = |entry: &&Value| {
            let message = entry["MessageBody"].as_str().unwrap();
            unsendable.iter().any(|id| message.contains(id))
        };
        let (refused, taken): (Vec<_>, Vec<_>) = asked["Entries"]
            .as_array()
            .unwrap()
            .iter()
            .partition(is_refused);
        let refused: Vec<_> = refused
            .iter()
            .map(|entry| json!({"Id": entry["Id"], "SenderFault": false, "Code": "InternalError"}))
            .collect();
        let taken: Vec<_> = taken
            .iter()
            .map(|entry| json!({"Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x"}))
            .collect();
        return found(json!({"Successful": taken, "Failed": refused}));
    }
    if request.target.ends_with("sendmessage") {
        return found(json!({"MessageId": "m", "MD5OfMessageBody": "x"}));
    }
    None
}

fn answer(tenant: &Tenant, request: &Request) -> (u16, String) {
    let found = |body: Value| (200, body.to_string());
    if request.body.contains("Action=GetWebIdentityToken") {
        return tenant.role_tokens.lock().unwrap().answer();
    }
    let is_of_microsoft = request.target.is_empty();
    if is_of_microsoft && tenant.is_down.load(Ordering::Relaxed) {
        return (503, String::new());
    }
    if request.target.contains("secret") && tenant.has_no_secrets.load(Ordering::Relaxed) {
        return (500, json!({"__type": "InternalServiceError"}).to_string());
    }
    if request.line.starts_with("DELETE ") {
        return (204, String::new());
    }
    if let Some((_, operation)) = request.target.split_once("trentservice.") {
        return emulated_kms::answer(operation, &request.body);
    }
    if let Some(answer) = tenant.people.answer(request) {
        return answer;
    }
    if request.target.ends_with("getsecretvalue") {
        let endpoints = tenant.endpoints.lock().unwrap().clone();
        if request.body.contains("webhook-endpoints") && endpoints.is_null() {
            let none = json!({"__type": "ResourceNotFoundException"});
            return (400, none.to_string());
        }
        let secret = if request.body.contains("webhook-endpoints") {
            endpoints
        } else if request.body.contains("sealing-keys") {
            let byte = 7 + tenant.sealing_keys_replaced.load(Ordering::Relaxed);
            json!({"keys": [{"id": "k1", "key": STANDARD.encode([byte; 32])}]})
        } else {
            let stored = tenant.credentials.lock().unwrap().clone();
            let only = || vec![json!({"kind": "secret", "secret": "secret"})];
            let stored = Some(stored).filter(|stored| !stored.is_empty());
            json!({"credentials": stored.unwrap_or_else(only)})
        };
        return found(json!({"Name": "secret", "SecretString": secret.to_string()}));
    }
    if let Some(answer) = queue_answer(tenant, request) {
        return answer;
    }
    if request.line.contains("/openid-configuration") {
        if !request.line.contains("contoso.example") {
            return (400, refusal_body("invalid_tenant 90002"));
        }
        let origin = tenant.people.origin.lock().unwrap().clone();
        return found(json!({"issuer": format!("{origin}/{TENANT}/v2.0")}));
    }
    if request.line.contains("/token") {
        let refusing = tenant.refusing.lock().unwrap();
        if refusing.iter().any(|id| request.line.contains(id)) {
            return (400, refusal_body("unauthorized_client"));
        }
        let taken = tenant.taken_secrets.lock().unwrap();
        let is_taken = |secret: &&str| {
            let given =
                ["client_secret", "client_assertion"].map(|name| format!("{name}={secret}"));
            request
                .body
                .split('&')
                .any(|field| given.iter().any(|given| field == given))
        };
        if !taken.is_empty() && !taken.iter().any(is_taken) {
            return (401, refusal_body("invalid_client 7000215"));
        }
        let refusal = tenant.refusal.lock().unwrap().clone();
        if !refusal.is_empty() && !request.line.contains(HOME) {
            return (400, refusal_body(&refusal));
        }
        return found(json!({"token_type": "Bearer", "expires_in": 3599, "access_token": "token"}));
    }
    if request.line.contains("/$batch") {
        let asked: Value = serde_json::from_str(&request.body).unwrap();
        let parts = asked["requests"].as_array().unwrap().iter();
        let responses: Vec<Value> = parts.map(|part| part_of(tenant, part)).collect();
        return found(json!({"responses": responses}));
    }
    (404, json!({}).to_string())
}

/// An answer with an id of its own, as Graph gives one.
fn with_request_id(mut answer: Value) -> Value {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = u128::from(COUNT.fetch_add(1, Ordering::Relaxed));
    let id = Uuid::from_u128(count.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
    answer["headers"]["request-id"] = json!(id);
    answer
}

/// The token endpoint's refusal from its `error`, followed by numbers.
pub(crate) fn refusal_body(refusal: &str) -> String {
    let mut words = refusal.split(' ');
    let error = words.next().unwrap_or_default();
    let codes: Vec<u32> = words.map(|number| number.parse().unwrap()).collect();
    json!({"error": error, "error_codes": codes}).to_string()
}

fn part_of(tenant: &Tenant, part: &Value) -> Value {
    let role = json!({
        "id": "x", "appRoleId": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "resourceId": GRAPH,
        "principalId": PRINCIPAL,
    });
    let id = part["id"].as_str().unwrap();
    if let Some((status, body)) = tenant.parts.lock().unwrap().get(id) {
        return with_request_id(json!({"id": id, "status": status, "headers": {}, "body": body}));
    }
    if let Some(answer) = tenant.people.part(part) {
        return with_request_id(answer);
    }
    if let Some(answer) = tenant.directory.part(part) {
        return answer;
    }
    let body = match id {
        "service-principal" => json!({
            "id": PRINCIPAL, "appId": CLIENT, "accountEnabled": true, "appRoleAssignmentRequired": false,
            "appOwnerOrganizationId": HOME, "disabledByMicrosoftStatus": null, "isDisabled": null,
        }),
        "roles" if tenant.has_granted.load(Ordering::Relaxed) => json!({"value": [role]}),
        "resource" => json!({"id": GRAPH}),
        _ => json!({"value": []}),
    };
    with_request_id(json!({"id": part["id"], "status": 200, "headers": {}, "body": body}))
}

/// A value as DynamoDB holds it.
fn stored(value: &Value) -> Value {
    match value {
        Value::Null => json!({"NULL": true}),
        Value::Bool(value) => json!({"BOOL": value}),
        Value::Number(number) => json!({"N": number.to_string()}),
        Value::String(text) => json!({"S": text}),
        Value::Array(entries) => json!({"L": entries.iter().map(stored).collect::<Value>()}),
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.clone(), stored(value)));
            json!({"M": fields.collect::<Value>()})
        }
    }
}

/// The identity of the function's role, for Entra.
fn identity(endpoint: &str) -> WebIdentity {
    WebIdentity::new(&aws(endpoint), "api://AzureADTokenExchange")
}

/// The settings of clients of a server on this machine.
fn aws(endpoint: &str) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(endpoint)
        .credentials_provider(SharedCredentialsProvider::new(Keys::new(
            "test", "test", None, None, "tests",
        )))
        // Nothing here speaks TLS, and reading the machine's roots takes longer than most tests.
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
        .build()
}

/// A fresh table; returns the database and its address.
async fn table() -> (dynoxide::Database, String) {
    let database = hostile_events::table::new(TABLE);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
    (database, address)
}
