//! Surroundings of the measured functions: the emulated Microsoft 365, a table, secrets and queues, all behind the rig.

use super::event;
use super::queue::Queue;
use super::rig::{Behind, Ports, Rig};
use super::secrets::{Secrets, VERSION};
use super::settings::{Addresses, settings};
use super::table::Table;
use super::traffic::Host;
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::RegistrationId;
use domain::registration::{Lifecycle, Registration};
use domain::standing::Health;
use hyper::Method;
use jiff::Timestamp;
use m365_emulator::{Certificate, Emulator, Options};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use tooling::http::{LocalRequest, send};
use tooling::layout::Layout;
use tooling::local::{LocalCredentials, SECRET_PREFIX, registered_app};
use uuid::Uuid;

/// Things that a verification has to look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Work {
    /// The application alone.
    Application,
    /// The system user and one site, like the reference and the peer.
    Peers,
    /// The system user, two sites, four libraries.
    Full,
}

/// The emulators of one run.
pub(super) struct World {
    pub(super) rig: Arc<Rig>,
    pub(super) table: Table,
    pub(super) queue: Arc<Queue>,
    pub(super) credentials: LocalCredentials,
    /// Host and port under which the API takes requests.
    pub(super) authority: String,
    /// The environment that every function is given.
    environment: Vec<(String, String)>,
    secrets: Arc<Secrets>,
    /// The emulator's own port, without TLS.
    pub(super) login_port: u16,
    count: u64,
    _emulator: Emulator,
}

/// The system user of a tenant.
struct SystemUser {
    name: String,
    account: String,
    subject: String,
    refresh_token: String,
}

impl World {
    /// Starts a world without registrations; `folder` keeps its certificates.
    ///
    /// # Errors
    /// When one of its parts does not start.
    pub(super) async fn start(layout: &Layout, folder: &Path) -> Result<Self> {
        let credentials = LocalCredentials::load_or_make(layout)?;
        let certificate = Certificate::make(folder)?;
        let ports = Ports::bind().await?;
        let origins: BTreeMap<Host, String> = Host::ALL
            .into_iter()
            .map(|host| Ok((host, ports.origin(host)?)))
            .collect::<Result<_>>()?;
        let addresses = Addresses::unused();
        let app = registered_app(&addresses.api_url(), &credentials);
        let mut options = Options::new(serde_json::from_value(app)?);
        let (login_port, graph_port) = (free_port()?, free_port()?);
        options.login_address.set_port(login_port);
        options.graph_address.set_port(graph_port);
        options.login_url = origins.get(&Host::Login).cloned();
        options.graph_url = origins.get(&Host::Graph).cloned();
        let emulator = Emulator::start(options).await?;
        let table = Table::create(layout).await?;
        let secrets = Arc::new(secrets(&credentials)?);
        let queue = Arc::new(Queue::default());
        let (of_secrets, of_queue) = (Arc::clone(&secrets), Arc::clone(&queue));
        let answer = move |operation: &str, input: &Value| of_secrets.answer(operation, input);
        let send = move |operation: &str, input: &Value| of_queue.answer(operation, input);
        let behind = BTreeMap::from([
            (Host::Login, Behind::Server(login_port)),
            (Host::Graph, Behind::Server(graph_port)),
            (Host::Table, Behind::Server(table.port)),
            (Host::Secrets, Behind::Fake(Box::new(answer))),
            (Host::Queue, Behind::Fake(Box::new(send))),
        ]);
        let environment = environment(&addresses, &origins, &certificate)?;
        Ok(Self {
            rig: Rig::start(ports, &certificate, behind)?,
            table,
            queue,
            credentials,
            authority: addresses.api_authority,
            environment,
            secrets,
            login_port,
            count: 0,
            _emulator: emulator,
        })
    }

    /// The environment of a function.
    pub(super) fn environment_of(&self, name: &str) -> Vec<(String, String)> {
        let own = ("AWS_LAMBDA_FUNCTION_NAME".to_owned(), name.to_owned());
        self.environment.iter().cloned().chain([own]).collect()
    }

    /// A registration in a tenant of its own, its administrator back from the consent page: the first run connects it.
    ///
    /// # Errors
    /// When an emulator refuses.
    pub(super) async fn consented(&mut self, work: Work) -> Result<RegistrationId> {
        self.count += 1;
        let id = Uuid::from_u64_pair(0x0193_0000_0000_7000, (2 << 62) | self.count);
        let id: RegistrationId = id.to_string().parse()?;
        let tenant = self
            .control("tenants", &json!({"like": "all-well"}))
            .await?;
        let name = string(&tenant, "/tenant_id")?;
        self.control(&format!("tenants/{name}/consent"), &Value::Null)
            .await?;
        let user = match work {
            Work::Application => None,
            Work::Peers | Work::Full => Some(self.sign_in(&tenant).await?),
        };
        let registration = registration(id, self.count, &tenant, user.as_ref(), work)?;
        let invitation = json!({
            "id": Uuid::from_u128(self.count.into()), "token_hash": format!("{:064x}", self.count),
            "registration_id": id, "purpose": "connect", "status": "open",
            "created_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-15T00:00:00Z",
        });
        let store = &self.table.store;
        store
            .create_registration(&registration, &serde_json::from_value(invitation)?)
            .await?;
        if let Some(user) = user {
            self.keep_sign_in(id, &name, &user)?;
            let site = string(&tenant, "/invite_sites/0/url")?;
            let site = site.trim_start_matches("https://").replacen('/', ":/", 1);
            self.table.put(&json!({
                "PK": {"S": format!("REFERENCE#{id}")}, "SK": {"S": "STATE"}, "tenant": {"S": name},
                "refresh_token": {"S": user.refresh_token}, "site": {"S": site},
            }))?;
        }
        Ok(id)
    }

    /// Checks that a registration is connected and healthy, so that the measured case is the ordinary one.
    ///
    /// # Errors
    /// When it is gone, or its stage or its health is another one.
    pub(super) async fn check(&self, id: RegistrationId) -> Result<()> {
        let loaded = self.table.store.load(id).await?.context("it is gone")?;
        let (stage, standing) = (&loaded.registration.lifecycle, &loaded.standing);
        ensure!(
            matches!(stage, Lifecycle::Connected { .. }) && standing.health == Health::Healthy,
            "a registration is not well: {stage:?}, {standing:?}"
        );
        Ok(())
    }

    /// Signs the system user in and gives the values that the callback would have kept.
    async fn sign_in(&self, tenant: &Value) -> Result<SystemUser> {
        let (id, name) = (
            string(tenant, "/tenant_id")?,
            string(tenant, "/system_user")?,
        );
        let path = format!("tenants/{id}/users/{name}/sign-in");
        let scope = "https://graph.microsoft.com/.default openid profile offline_access";
        let tokens = self.control(&path, &json!({ "scope": scope })).await?;
        let token = string(&tokens, "/id_token")?;
        let claims = token
            .split('.')
            .nth(1)
            .context("an id token without claims")?;
        let claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims)?)?;
        Ok(SystemUser {
            name,
            account: string(&claims, "/oid")?,
            subject: string(&claims, "/sub")?,
            refresh_token: string(&tokens, "/refresh_token")?,
        })
    }

    /// Keeps the sign-in for the service and for the peer, where each looks for it.
    fn keep_sign_in(&self, id: RegistrationId, tenant: &str, user: &SystemUser) -> Result<()> {
        let kept = json!({
            "refresh_token": user.refresh_token, "tenant_id": tenant, "object_id": user.account,
            "written_at": Timestamp::try_from(event::now())?,
        });
        for folder in ["system-users", "peers"] {
            self.secrets
                .put(format!("{SECRET_PREFIX}/{folder}/{id}"), &kept);
        }
        Ok(())
    }

    /// Gives the emulator a command.
    ///
    /// # Errors
    /// When it refuses.
    pub(super) async fn control(&self, what: &str, body: &Value) -> Result<Value> {
        let path = format!("/control/{what}");
        let request = LocalRequest {
            port: self.login_port,
            authority: "localhost",
            method: Method::POST,
            path: &path,
            headers: &[("content-type", "application/json")],
            body: serde_json::to_vec(body)?,
        };
        let (status, answer) = send(request).await?;
        ensure!(
            status.is_success(),
            "{path} answered {status}: {}",
            String::from_utf8_lossy(&answer)
        );
        Ok(serde_json::from_slice(&answer)?)
    }
}

/// Our secrets, with a client secret in place of the certificate: the peer supports no other credential.
fn secrets(credentials: &LocalCredentials) -> Result<Secrets> {
    let secrets = Secrets::default();
    let all = credentials.secrets(SECRET_PREFIX);
    for (name, secret) in all.as_object().context("no secrets")? {
        secrets.put(name.clone(), secret);
    }
    secrets.put(
        format!("{SECRET_PREFIX}/entra-app"),
        &json!({"credentials": [{"kind": "secret", "secret": credentials.client_secret}]}),
    );
    Ok(secrets)
}

/// Environment of a function from the template, with the rig in place of the stack's emulators.
fn environment(
    addresses: &Addresses,
    origins: &BTreeMap<Host, String>,
    certificate: &Certificate,
) -> Result<Vec<(String, String)>> {
    let origin = |host| origins.get(&host).cloned().context("a host without origin");
    let file = |path: &Path| path.to_string_lossy().into_owned();
    let own = [
        ("MICROSOFT_LOGIN_URL", origin(Host::Login)?),
        ("MICROSOFT_GRAPH_URL", origin(Host::Graph)?),
        ("AWS_ENDPOINT_URL_DYNAMODB", origin(Host::Table)?),
        ("AWS_ENDPOINT_URL_SECRETS_MANAGER", origin(Host::Secrets)?),
        ("AWS_ENDPOINT_URL_SQS", origin(Host::Queue)?),
        ("SSL_CERT_FILE", file(&certificate.authorities)),
        // Node has the authorities of the system compiled in.
        ("NODE_EXTRA_CA_CERTS", file(&certificate.authority)),
        // So that the API may be asked about one registration more than once.
        ("VERIFY_NOW_SECONDS", "1".to_owned()),
    ];
    let own = own.map(|(name, value)| (name.to_owned(), value));
    Ok(settings(addresses, "bench")
        .into_iter()
        .chain(own)
        .collect())
}

/// A registration in the state in which the administrator's return from Microsoft leaves it.
fn registration(
    id: RegistrationId,
    number: u64,
    tenant: &Value,
    user: Option<&SystemUser>,
    work: Work,
) -> Result<Registration> {
    let (tenant_id, at) = (string(tenant, "/tenant_id")?, "2026-01-01T00:00:00Z");
    let domain = string(tenant, "/verified_domains/0")?;
    // The administrator came back just now: an older answer would have ended.
    let seen_at = Timestamp::try_from(event::now())?;
    let evidence = json!({"request": "POST /token", "status": 200, "at": seen_at});
    let sites = match work {
        Work::Application => json!([]),
        Work::Peers => json!([{"url": tenant["invite_sites"][0]["url"], "libraries": []}]),
        Work::Full => tenant["invite_sites"].clone(),
    };
    let connection = user.map(|user| -> Result<Value> {
        Ok(json!({
            "object_id": user.account, "subject": user.subject, "user_principal_name": user.name,
            "connected_at": at, "secret_version": VERSION,
            "secret_written_at": seen_at,
        }))
    });
    let scopes = "User.Read Sites.ReadWrite.All Mail.ReadWrite Mail.Send";
    let scopes: Vec<&str> = scopes.split(' ').collect();
    Ok(serde_json::from_value(json!({
        "id": id, "version": 1, "support_code": format!("{number:08}"),
        "customer": {"id": format!("bench-{number}"), "name": "Contoso Architects", "plan": "BOOST"},
        "language": "en", "system_user": user.map(|user| &user.name), "sites": sites,
        "lifecycle": {
            "stage": "consented", "approval": {"status": "not_needed"}, "consented_at": at,
            "tenant": {
                "id": tenant_id, "name": "Contoso", "domain": domain,
                "administrator": tenant["users"][0]["id"], "administrator_name": tenant["account"],
            },
        },
        "observations": {
            "organization": {
                "value": {"id": tenant_id, "verified_domains": tenant["verified_domains"]}, "evidence": evidence,
            },
            "delegated_scopes": {"value": scopes, "evidence": evidence},
            "delegated_scopes_tenant": tenant_id,
        },
        "system_user_connection": connection.transpose()?,
        "created_at": at, "updated_at": at,
    }))?)
}

fn string(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    let found = found.with_context(|| format!("there is no {pointer}"))?;
    Ok(found.to_owned())
}

/// A port that is free now.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
