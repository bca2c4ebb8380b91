//! The world of the use cases: the table that the template describes, a queue, secrets, and Microsoft as far as a run needs it.

mod answers;
mod behind;

pub(crate) use self::{answers::refusal_body, behind::BehindTheStore};
use crate::{
    directory::{Directory, PRINCIPAL},
    federated::RoleTokens,
    gate::Gate,
    people::People,
    samples::{CLIENT, HOME, registration_id, start, tenant_id},
    server::{Pause, Server},
};
use answers::answer;
use app::{
    browser::Browser,
    host::deliver_event::Deliverer,
    secrets::credential::Credentials,
    verify::{
        process_message::{ProcessOutcome, Queues, process_message},
        read_system_user::SystemUserReader,
        read_tenant::TenantReader,
        verify_registration::Verifier,
    },
};
use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials as Keys, provider::SharedCredentialsProvider};
use domain::{
    clock::{Clock, Machine, Random, RandomUnavailable},
    cloud::{Cloud, LoopbackOrigin},
    permission::Manifest,
    registration::Registration,
    schedule::Intervals,
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
    Queue, Store, StoredRegistration, VerificationMessage, WebIdentity,
    secrets::Secrets,
    system_users::{SystemUserKeeper, SystemUsers, TokenSettings, TokenStore},
};
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

    pub(crate) async fn loaded(&self, number: u64) -> StoredRegistration {
        let loaded = self.store.load(registration_id(number)).await.unwrap();
        loaded.unwrap()
    }

    pub(crate) fn queues(&self) -> Queues {
        Queues {
            interactive: self.queue.clone(),
            sweep: self.sweep.clone(),
        }
    }

    /// The machine that the test moves by hand.
    pub(crate) fn machine(&self) -> Machine<'_> {
        Machine {
            clock: &self.clock,
            random: &self.random,
        }
    }

    /// A message of a person who waits, asked for now.
    pub(crate) fn interactive(&self, number: u64) -> VerificationMessage {
        VerificationMessage::interactive(registration_id(number), self.clock.now())
    }

    pub(crate) async fn process(&self, message: &VerificationMessage) -> ProcessOutcome {
        process_message(&self.verifier, &self.queues(), self.machine(), message)
            .await
            .unwrap()
    }

    /// Moves the clock to the registration's due time and works off the message that the schedule then sends.
    pub(crate) async fn run_when_due(&self, number: u64) -> ProcessOutcome {
        let due_at = self.loaded(number).await.due_at.unwrap();
        self.clock.advance(due_at.duration_since(self.clock.now()));
        let message = VerificationMessage::scheduled(registration_id(number), due_at, due_at);
        self.process(&message).await
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
