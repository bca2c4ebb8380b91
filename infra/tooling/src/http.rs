//! Requests to this machine, and to nothing else: whatever the host's name, the connection goes to 127.0.0.1. And whether a request that
//! arrives was meant for it.

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{self, HeaderMap};
use hyper::http::uri::Authority;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::net::Ipv4Addr;
use tokio::net::TcpStream;

/// A request to a port of this machine. Not every resolver knows names below `localhost`, so the name is only sent.
pub struct LocalRequest<'a> {
    /// Port that it goes to.
    pub port: u16,
    /// Host that it names.
    pub authority: &'a str,
    /// Its method.
    pub method: Method,
    /// Path and query.
    pub path: &'a str,
    /// Headers beside the host.
    pub headers: &'a [(&'a str, &'a str)],
    /// Its body; may be empty.
    pub body: Vec<u8>,
}

/// Sends a request and reads the whole answer.
///
/// # Errors
/// When nothing answers on that port, or not in HTTP.
pub async fn send(request: LocalRequest<'_>) -> Result<(StatusCode, Bytes)> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, request.port))
        .await
        .with_context(|| format!("nothing answers on port {}", request.port))?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);
    let mut message = Request::builder()
        .method(request.method)
        .uri(request.path)
        .header("host", request.authority);
    for (name, value) in request.headers {
        message = message.header(*name, *value);
    }
    let response = sender
        .send_request(message.body(Full::new(Bytes::from(request.body)))?)
        .await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    drop(sender);
    connection.await??;
    Ok((status, body))
}

/// Whether a request was sent to this machine by one of its names, so that a page of elsewhere whose name was made to lead here
/// gets nothing.
pub fn is_own(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    let authority = host.to_str().unwrap_or_default().parse::<Authority>();
    authority.is_ok_and(|authority| {
        let host = authority.host().to_ascii_lowercase();
        matches!(&*host, "localhost" | "127.0.0.1" | "[::1]")
    })
}
