//! The network between a function and the hosts that it talks to: one TLS server on this machine for each host, which answers as
//! late as the real one, counts, and passes requests on to the server behind it.
//!
//! An answer comes a fixed time after its request, however long the emulators needed, as long as they were quicker: no figure
//! includes their own time.

use super::traffic::{Asked, Host, Side, Traffic, Units};
use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderValue, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use m365_emulator::Certificate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// Source of a host's answers.
pub(super) enum Behind {
    /// A server on this machine.
    Server(u16),
    /// A stand-in for a service of AWS, which takes the operation's name and its input.
    Fake(Box<Answer>),
}

/// Function that gives the HTTP status and the output.
type Answer = dyn Fn(&str, &Value) -> (u16, Value) + Send + Sync;

/// A host that accepts and never answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Silence {
    /// The host does not even make the TLS handshake.
    Handshake,
    /// The host makes the handshake and answers no request.
    Requests,
}

/// Delays that stand for the distance to the hosts.
#[derive(Clone, Copy, Default)]
pub(super) struct Distance {
    /// Time that a request to Microsoft takes.
    pub(super) microsoft: Duration,
    /// Time that a request to AWS takes.
    pub(super) aws: Duration,
    /// Time that a new connection takes, to either side.
    pub(super) handshake: Duration,
    /// Side whose hosts are silent, and their way of silence.
    pub(super) silent: Option<(Side, Silence)>,
}

impl Distance {
    /// Delays of the published figures: 40 ms to Microsoft, 5 ms to AWS.
    pub(super) const FAR: Self = Self {
        microsoft: Duration::from_millis(40),
        aws: Duration::from_millis(5),
        handshake: Duration::ZERO,
        silent: None,
    };
    /// Delays of [`Self::FAR`], and 20 ms until a connection is open.
    pub(super) const FAR_WITH_HANDSHAKES: Self = Self {
        handshake: Duration::from_millis(20),
        ..Self::FAR
    };

    fn of(&self, side: Side) -> Duration {
        match side {
            Side::Microsoft => self.microsoft,
            Side::Aws => self.aws,
        }
    }

    fn is_silent(&self, side: Side, silence: Silence) -> bool {
        self.silent == Some((side, silence))
    }
}

/// The front ends' ports, before the front ends answer there.
pub(super) struct Ports(BTreeMap<Host, TcpListener>);

impl Ports {
    /// Reserves a free port for each host.
    ///
    /// # Errors
    /// When no port is free.
    pub(super) async fn bind() -> Result<Self> {
        let mut listeners = BTreeMap::new();
        for host in Host::ALL {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            listeners.insert(host, listener);
        }
        Ok(Self(listeners))
    }

    /// The origin of a host.
    ///
    /// # Errors
    /// When its port is gone.
    pub(super) fn origin(&self, host: Host) -> Result<String> {
        let listener = self.0.get(&host).context("a host without a port")?;
        Ok(format!("https://{}", listener.local_addr()?))
    }
}

/// The running front ends.
pub(super) struct Rig {
    behind: BTreeMap<Host, Behind>,
    distance: Mutex<Distance>,
    traffic: Mutex<Traffic>,
    /// Signal that ends the open connections: `None` closes them, a [`Silence`] leaves them silent.
    ends: watch::Sender<Option<Silence>>,
}

impl Rig {
    /// Starts to answer.
    ///
    /// # Errors
    /// When the certificate cannot be used.
    pub(super) fn start(
        ports: Ports,
        certificate: &Certificate,
        behind: BTreeMap<Host, Behind>,
    ) -> Result<Arc<Self>> {
        let rig = Arc::new(Self {
            behind,
            distance: Mutex::default(),
            traffic: Mutex::default(),
            ends: watch::Sender::new(None),
        });
        for (host, listener) in ports.0 {
            let protocols: &[&[u8]] = match host.side() {
                Side::Microsoft => &[b"h2", b"http/1.1"],
                Side::Aws => &[b"http/1.1"],
            };
            let acceptor = TlsAcceptor::from(certificate.server(protocols)?);
            let rig = Arc::clone(&rig);
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (rig, acceptor) = (Arc::clone(&rig), acceptor.clone());
                    // A connection that breaks is its client's news.
                    tokio::spawn(async move { rig.serve(host, stream, acceptor).await });
                }
            });
        }
        Ok(rig)
    }

    /// Sets the delays from now on.
    pub(super) fn set(&self, distance: Distance) {
        *self.distance.lock().unwrap_or_else(PoisonError::into_inner) = distance;
    }

    /// Ends the open connections: `None` closes them, a [`Silence`] leaves them silent. Later connections are served.
    #[cfg(test)]
    pub(super) fn end_connections(&self, end: Option<Silence>) {
        self.ends.send_replace(end);
    }

    /// Starts the counts anew.
    pub(super) fn forget(&self) {
        self.taken();
    }

    /// Takes the traffic counted so far, and starts the counts anew.
    pub(super) fn taken(&self) -> Traffic {
        std::mem::replace(&mut *self.traffic(), Traffic::from_now())
    }

    fn traffic(&self) -> std::sync::MutexGuard<'_, Traffic> {
        self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn distance(&self) -> Distance {
        *self.distance.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn serve(
        self: Arc<Self>,
        host: Host,
        stream: TcpStream,
        acceptor: TlsAcceptor,
    ) -> Result<()> {
        stream.set_nodelay(true)?;
        let mut ends = self.ends.subscribe();
        let distance = self.distance();
        if distance.is_silent(host.side(), Silence::Handshake) {
            std::future::pending::<()>().await;
        }
        wait_until(Instant::now() + distance.handshake).await;
        let stream = acceptor.accept(stream).await?;
        self.traffic().connections += 1;
        let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
        let service = service_fn(move |request| Arc::clone(&self).answer(host, request));
        let stream = TokioIo::new(stream);
        let served = async {
            if is_http2 {
                let server = http2::Builder::new(TokioExecutor::new());
                server.serve_connection(stream, service).await
            } else {
                let server = http1::Builder::new();
                server.serve_connection(stream, service).await
            }
        };
        let mut served = pin!(served);
        tokio::select! {
            served = &mut served => served?,
            _ = ends.changed() => {
                let is_silent = ends.borrow().is_some();
                if is_silent {
                    // The connection is held, so that its client hears nothing.
                    std::future::pending::<()>().await;
                }
            }
        }
        Ok(())
    }

    async fn answer(
        self: Arc<Self>,
        host: Host,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let (begun, distance) = (Instant::now(), self.distance());
        if distance.is_silent(host.side(), Silence::Requests) {
            std::future::pending::<()>().await;
        }
        let operation = operation(&request);
        let answered = self.ask(host, &operation, request).await;
        let (response, units) = match answered {
            Ok(answered) => answered,
            Err(error) => {
                let mut response = Response::new(Full::from(format!("{error:#}")));
                *response.status_mut() = StatusCode::BAD_GATEWAY;
                (response, Units::default())
            }
        };
        wait_until(begun + distance.of(host.side())).await;
        let ended = Instant::now();
        self.traffic().add(Asked {
            host,
            operation,
            begun,
            ended,
            units,
        });
        Ok(response)
    }

    async fn ask(
        &self,
        host: Host,
        operation: &str,
        request: Request<Incoming>,
    ) -> Result<(Response<Full<Bytes>>, Units)> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        match self.behind.get(&host).context("nothing stands behind it")? {
            Behind::Fake(answer) => {
                let input = serde_json::from_slice(&body)?;
                let (status, output) = answer(operation, &input);
                let response = Response::builder()
                    .status(status)
                    .header("content-type", "application/x-amz-json-1.1")
                    .body(Full::from(output.to_string()))?;
                Ok((response, Units::default()))
            }
            Behind::Server(port) if host == Host::Table => {
                let response = forward(*port, parts, asking_for_units(&body)?).await?;
                let units = units(operation, response.body());
                Ok((response.map(Full::new), units))
            }
            Behind::Server(port) => {
                let response = forward(*port, parts, body).await?;
                Ok((response.map(Full::new), Units::default()))
            }
        }
    }
}

/// Name of the operation in a request to AWS; empty for a request to Microsoft.
fn operation(request: &Request<Incoming>) -> String {
    let target = request.headers().get("x-amz-target");
    let target = target.and_then(|target| target.to_str().ok());
    let name = target.and_then(|target| target.rsplit('.').next());
    name.unwrap_or_default().to_owned()
}

async fn wait_until(instant: Instant) {
    tokio::time::sleep_until(instant.into()).await;
}

/// The input of an operation of DynamoDB, with a request for its consumed capacity.
fn asking_for_units(body: &[u8]) -> Result<Bytes> {
    let mut input: Value = serde_json::from_slice(body)?;
    input["ReturnConsumedCapacity"] = "TOTAL".into();
    Ok(serde_json::to_vec(&input)?.into())
}

/// Capacity units that an operation of DynamoDB consumed, indexes included.
fn units(operation: &str, body: &[u8]) -> Units {
    let output: Value = serde_json::from_slice(body).unwrap_or_default();
    let of = |capacity: &Value| capacity["CapacityUnits"].as_f64().unwrap_or(0.0);
    let consumed = match &output["ConsumedCapacity"] {
        Value::Array(tables) => tables.iter().map(of).sum(),
        table => of(table),
    };
    let (read, write) = match operation {
        "GetItem" | "Query" | "BatchGetItem" | "TransactGetItems" | "Scan" => (consumed, 0.0),
        _ => (0.0, consumed),
    };
    Units { read, write }
}

/// Asks a server on this machine, on a connection of its own, and reads the whole answer.
async fn forward(port: u16, parts: Parts, body: Bytes) -> Result<Response<Bytes>> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::builder().method(parts.method).uri(path);
    if let Some(headers) = request.headers_mut() {
        *headers = passed_on(parts.headers);
        headers.insert(HOST, HeaderValue::from_static("localhost"));
    }
    let response = sender.send_request(request.body(Full::new(body))?).await?;
    let (mut parts, body) = response.into_parts();
    parts.headers = passed_on(parts.headers);
    Ok(Response::from_parts(
        parts,
        body.collect().await?.to_bytes(),
    ))
}

/// Headers that do not belong to one connection alone.
fn passed_on(mut headers: HeaderMap) -> HeaderMap {
    for name in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers
}

#[cfg(test)]
mod tests;
