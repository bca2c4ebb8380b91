//! Starting and stopping.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::app_registration::{AppRegistration, AppRegistrationError};
use crate::catalogue::{self, TenantFileError};
use crate::certificate::{Certificate, CertificateError};
use crate::connection::{Connection, ResettableListener};
use crate::fault::Host;
use crate::keys::{KeyError, Keyring};
use crate::middleware::Watched;
use crate::world::{Addresses, Shared, World};
use crate::{control, front, graph, identity_provider, login, middleware, own_requests, unknown};

/// Options for starting the emulator.
#[derive(Debug, Clone)]
pub struct Options {
    /// The application under test.
    pub app: AppRegistration,
    /// Loopback address of the login host; port 0 takes a free one.
    pub login_address: SocketAddr,
    /// Loopback address of Microsoft Graph; port 0 takes a free one.
    pub graph_address: SocketAddr,
    /// Loopback address of the tenant's own identity provider; port 0 takes a free one.
    pub identity_provider_address: SocketAddr,
    /// Origin of the login host as clients name it (`http://login.localhost:4580`); `None` derives it from the address.
    pub login_url: Option<String>,
    /// Origin of Microsoft Graph as clients name it; `None` derives it from the address.
    pub graph_url: Option<String>,
    /// Origin of the identity provider as browsers name it; `None` derives it from the address.
    pub identity_provider_url: Option<String>,
    /// Folder for `authority.pem`, the authority by which clients trust the three origins, which then use TLS; with `None`
    /// they use plain HTTP.
    pub tls_folder: Option<PathBuf>,
}

/// Reason why the emulator cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A listen address can be reached from other machines.
    #[error("{0} is not a loopback address: the emulator is reachable from this machine alone")]
    NotLoopback(SocketAddr),
    /// A listen address cannot be used.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Cause.
        #[source]
        source: io::Error,
    },
    /// The app registration is wrong.
    #[error("the app registration is wrong")]
    AppRegistration(#[source] AppRegistrationError),
    /// An embedded tenant file is wrong.
    #[error("a tenant is wrong")]
    Tenant(#[source] TenantFileError),
    /// No signing key can be made.
    #[error("no signing key")]
    Key(#[source] KeyError),
    /// No certificate can be made.
    #[error("no certificate")]
    Certificate(#[source] CertificateError),
    /// The client of the front page's button could not be built.
    #[error("the HTTP client could not be built")]
    Client(#[source] reqwest::Error),
}

/// A running emulator; dropping it stops it.
#[derive(Debug)]
pub struct Emulator {
    addresses: Addresses,
    tasks: Vec<JoinHandle<()>>,
}

impl Options {
    /// Options with free ports on 127.0.0.1, for tests.
    pub fn new(app: AppRegistration) -> Self {
        let free = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        Self {
            app,
            login_address: free,
            graph_address: free,
            identity_provider_address: free,
            login_url: None,
            graph_url: None,
            identity_provider_url: None,
            tls_folder: None,
        }
    }
}

impl Emulator {
    /// Starts the three listeners on the current Tokio runtime; they answer when this returns.
    ///
    /// # Errors
    ///
    /// [`StartError`]: an address that is not loopback or is in use, a wrong app registration, no signing key or certificate.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        options.app.check().map_err(StartError::AppRegistration)?;
        let descriptions = catalogue::load().map_err(StartError::Tenant)?;
        let keys = Keyring::generate().map_err(StartError::Key)?;
        let tls = options.tls_folder.map(|folder| {
            let server = Certificate::make(&folder)?.server(&[b"http/1.1"])?;
            Ok(TlsAcceptor::from(server))
        });
        let tls = tls.transpose().map_err(StartError::Certificate)?;
        let listen = async |address, url| listen(address, url, tls.clone()).await;
        let (login, login_url) = listen(options.login_address, options.login_url).await?;
        let (graph, graph_url) = listen(options.graph_address, options.graph_url).await?;
        let (provider, provider_url) = listen(
            options.identity_provider_address,
            options.identity_provider_url,
        )
        .await?;
        let addresses = Addresses {
            login: login_url,
            graph: graph_url,
            identity_provider: provider_url,
        };
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(StartError::Client)?;
        let world = World::new(options.app, keys, descriptions);
        let shared = Arc::new(Shared::new(addresses.clone(), http, world));
        let login_routes = watched(login::router(), &shared, Host::Login);
        let commands = control::router().merge(front::router());
        let commands = commands.layer(axum::middleware::from_fn(own_requests::demand));
        let login_routes = login_routes.merge(commands);
        let tasks = vec![
            serve(login, login_routes, &shared),
            serve(
                graph,
                watched(graph::router(), &shared, Host::Graph),
                &shared,
            ),
            serve(
                provider,
                watched(identity_provider::router(), &shared, Host::IdentityProvider),
                &shared,
            ),
        ];
        Ok(Self { addresses, tasks })
    }

    /// Origin of the login host, which also serves the control API and the front page.
    pub fn login_url(&self) -> &str {
        &self.addresses.login
    }

    /// Origin of Microsoft Graph; the API is below `/v1.0`.
    pub fn graph_url(&self) -> &str {
        &self.addresses.graph
    }

    /// Origin of the tenant's own identity provider.
    pub fn identity_provider_url(&self) -> &str {
        &self.addresses.identity_provider
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

async fn listen(
    address: SocketAddr,
    url: Option<String>,
    tls: Option<TlsAcceptor>,
) -> Result<(ResettableListener, String), StartError> {
    if !address.ip().is_loopback() {
        return Err(StartError::NotLoopback(address));
    }
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let url = url.unwrap_or_else(|| format!("{scheme}://{bound}"));
    let listener = ResettableListener::new(listener, bound, tls);
    Ok((listener, url.trim_end_matches('/').to_owned()))
}

fn watched(routes: Router<Arc<Shared>>, shared: &Arc<Shared>, host: Host) -> Router<Arc<Shared>> {
    let watched = Watched {
        shared: Arc::clone(shared),
        host,
    };
    let layer = axum::middleware::from_fn_with_state(watched, middleware::watch);
    routes
        .fallback(unknown::path)
        .method_not_allowed_fallback(unknown::path)
        .layer(layer)
}

fn serve(
    listener: ResettableListener,
    routes: Router<Arc<Shared>>,
    shared: &Arc<Shared>,
) -> JoinHandle<()> {
    let routes = routes.with_state(Arc::clone(shared));
    let service = routes.into_make_service_with_connect_info::<Connection>();
    tokio::spawn(async move {
        // Serving only ends when the task is aborted.
        let _ended = axum::serve(listener, service).await;
    })
}
