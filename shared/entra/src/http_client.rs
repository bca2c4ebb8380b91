//! The HTTP client with its limits (`security.md` T44, T46, T49).

use domain::cloud::Cloud;
use reqwest::{ClientBuilder, redirect, retry, tls};
use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};
use url::{Host, Url};

/// Error when the HTTP client cannot be built: the machine has no usable TLS roots.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built")]
pub struct HttpClientError(#[source] reqwest::Error);

/// Builds the client that [`Entra::new`](crate::Entra::new) takes: rustls from TLS 1.2 on, no redirects, no proxy, no
/// cookies, no compression, nothing resent by itself, and `https` only unless the cloud is emulated.
///
/// # Errors
/// [`HttpClientError`] when TLS cannot be set up.
pub fn http_client(cloud: &Cloud) -> Result<reqwest::Client, HttpClientError> {
    http_client_builder(cloud).build().map_err(HttpClientError)
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
/// outstanding gives the same error for what it has carried out, and a code is never sent twice. For a code, such a connection
/// means a failed sign-in, and for a change an outcome that has to be read: after one to two seconds without a sign of life, where
/// HTTP/1.1 would wait for the eight of the attempt.
pub fn http_client_builder(cloud: &Cloud) -> ClientBuilder {
    let mut builder = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .https_only(!cloud.is_emulated())
        .tls_version_min(tls::Version::TLS_1_2)
        .connect_timeout(Duration::from_secs(1))
        // A connection that rested longer may be gone without notice, and a code is never sent twice.
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
