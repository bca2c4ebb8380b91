//! The HTTP client with its limits (T44, T46, T49).

use domain::cloud::Cloud;
use reqwest::{Client, ClientBuilder, redirect, retry, tls};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, OnceLock},
    time::Duration,
};
use url::{Host, Url};

/// Error when the HTTP client cannot be built: the machine has no usable TLS roots.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built")]
pub struct HttpClientError(#[source] reqwest::Error);

/// The HTTP client in its two forms: one that keeps connections, for whatever may be asked again, and one with a connection of its
/// own for each request.
///
/// A connection that died while the process was frozen looks as young as before: the process's own clock may have stood still with
/// it. A request that may be sent once only therefore never meets a connection that rested.
#[derive(Clone)]
pub struct HttpClient {
    kept: Client,
    builder: Arc<dyn Fn() -> ClientBuilder + Send + Sync>,
    /// Built when it is needed first, because few functions send such requests and each reads the machine's roots.
    own: Arc<OnceLock<Option<Client>>>,
}

impl HttpClient {
    /// Builds the client from what makes a builder: [`http_client_builder`], for tests with a server of their own.
    ///
    /// # Errors
    /// [`HttpClientError`] when TLS cannot be set up.
    pub fn of(
        builder: impl Fn() -> ClientBuilder + Send + Sync + 'static,
    ) -> Result<Self, HttpClientError> {
        Ok(Self {
            kept: builder().build().map_err(HttpClientError)?,
            builder: Arc::new(builder),
            own: Arc::default(),
        })
    }

    /// The client with that use of connections; none when TLS cannot be set up any more.
    pub(crate) fn with(&self, connection: Connection) -> Option<&Client> {
        match connection {
            Connection::Kept => Some(&self.kept),
            Connection::Own => self
                .own
                .get_or_init(|| (self.builder)().pool_max_idle_per_host(0).build().ok())
                .as_ref(),
        }
    }
}

/// Use of connections by a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connection {
    /// One that is open, if there is one.
    Kept,
    /// A new one, for what may be sent once only.
    Own,
}

/// Builds the client that [`Entra::new`](crate::Entra::new) takes: rustls from TLS 1.2 on, no redirects, no proxy, no
/// cookies, no compression, nothing resent by itself, and `https` only unless the cloud is emulated.
///
/// # Errors
/// [`HttpClientError`] when TLS cannot be set up.
pub fn http_client(cloud: &Cloud) -> Result<HttpClient, HttpClientError> {
    let cloud = cloud.clone();
    HttpClient::of(move || http_client_builder(&cloud))
}

/// The client before it is built, for tests that vouch for a server of their own.
///
/// HTTP/2 is agreed on in the TLS handshake, and HTTP/1.1 is spoken where the server does not agree; so what is asked of one host
/// at the same time shares a connection once there is one. A Lambda is frozen between two events, and a connection may die in the
/// meantime:
///
/// - One that rested for longer than 30 seconds is not used again, in either version.
/// - One whose end has arrived is noticed before the next request of an event, which asks the table first.
/// - One that died without a sign shows only when it is used. HTTP/1.1 drops it with the attempt that got no answer; HTTP/2 would
///   put the next attempt on it as well. Therefore pings: while an answer is awaited and nothing came for a second, one is sent,
///   and a second without a reply ends the connection. These two seconds are less than any attempt has, so what reads is sent
///   again on a new connection, by `Transport::send_again`. A slow Microsoft still answers pings, and is waited for. Idle
///   connections are not pinged: a frozen process cannot, and would find every connection overdue when it thaws.
///
/// Nothing is resent by the client itself, not even what HTTP/2 calls unprocessed: a server that goes away with answers
/// outstanding gives the same error for what it has carried out. So a code, a change and a trial of writing, which are not sent
/// again without an answer, are sent on a connection of their own: see [`HttpClient`].
pub fn http_client_builder(cloud: &Cloud) -> ClientBuilder {
    let mut builder = Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .https_only(!cloud.is_emulated())
        .tls_version_min(tls::Version::TLS_1_2)
        .connect_timeout(Duration::from_secs(1))
        // A connection that rested longer may be gone without notice, and costs an attempt.
        .pool_idle_timeout(Duration::from_secs(30))
        .http2_keep_alive_interval(Duration::from_secs(1))
        .http2_keep_alive_timeout(Duration::from_secs(1))
        .http2_keep_alive_while_idle(false)
        .http2_max_header_list_size(16 * 1024);
    if cloud.is_emulated() {
        for origin in [cloud.login_origin(), cloud.graph_origin()] {
            // Not every resolver knows the names below `.localhost`.
            if let Some(name) = localhost_name(origin) {
                builder = builder.resolve(&name, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
            }
        }
    }
    builder
}

fn localhost_name(origin: &str) -> Option<String> {
    match Url::parse(origin).ok()?.host()? {
        Host::Domain(name) => Some(name.to_owned()),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}
