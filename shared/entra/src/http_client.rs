//! The HTTP client with its limits (`security.md` T44, T46, T49).

use domain::cloud::Cloud;
use reqwest::{redirect, retry, tls};
use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};
use url::{Host, Url};

/// The HTTP client cannot be built: the machine has no usable TLS roots.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built")]
pub struct HttpClientError(#[source] reqwest::Error);

/// Builds the client that [`Entra::new`](crate::Entra::new) takes: rustls from TLS 1.2 on, no redirects, no proxy, no
/// cookies, no compression, nothing resent by itself, and `https` only unless the cloud is emulated.
///
/// # Errors
/// [`HttpClientError`] when TLS cannot be set up.
pub fn http_client(cloud: &Cloud) -> Result<reqwest::Client, HttpClientError> {
    let mut builder = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .https_only(!cloud.is_emulated())
        .tls_version_min(tls::Version::TLS_1_2)
        .connect_timeout(Duration::from_secs(1))
        // A connection that rested longer may be gone without notice, and a code is never sent twice.
        .pool_idle_timeout(Duration::from_secs(30));
    if cloud.is_emulated() {
        for origin in [cloud.login_origin(), cloud.graph_origin()] {
            // Not every resolver knows the names below `.localhost`.
            if let Some(name) = localhost_name(origin) {
                builder = builder.resolve(&name, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
            }
        }
    }
    builder.build().map_err(HttpClientError)
}

fn localhost_name(origin: &str) -> Option<String> {
    match Url::parse(origin).ok()?.host()? {
        Host::Domain(name) => Some(name.to_owned()),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}
