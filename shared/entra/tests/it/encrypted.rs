//! A server behind TLS that speaks the versions of HTTP which a test offers, in place of Microsoft's hosts.

use crate::setting::client_id;
use domain::cloud::Cloud;
use entra::{Entra, HttpClient, Limits};
use http::{Request, Response, Version};
use http_body_util::Full;
use hyper::{
    body::{Bytes, Incoming},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use reqwest::Certificate;
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, Mutex},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs},
};

const LOGIN: &str = "login.microsoftonline.com";
const GRAPH: &str = "graph.microsoft.com";

/// Fate of the open connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Served,
    /// They are closed.
    Cut,
    /// They stay open, but no more bytes are read or sent.
    Dead,
}

/// Connections and requests that arrived.
#[derive(Default)]
struct Log {
    connections: usize,
    requests: Vec<(Version, String)>,
}

type Answer = dyn Fn(&str) -> Response<Full<Bytes>> + Send + Sync;

pub(crate) struct Encrypted {
    address: SocketAddr,
    root: Certificate,
    log: Arc<Mutex<Log>>,
    fate: watch::Sender<Fate>,
    task: JoinHandle<()>,
}

impl Encrypted {
    /// Starts the server with these protocols to agree on, such as `h2`; `answer` receives a request's path.
    pub(crate) async fn start(
        protocols: &[&str],
        answer: impl Fn(&str) -> Response<Full<Bytes>> + Send + Sync + 'static,
    ) -> Self {
        let names = [LOGIN, GRAPH].map(str::to_owned);
        let own = rcgen::generate_simple_self_signed(names).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .unwrap();
        config.alpn_protocols = protocols
            .iter()
            .map(|name| name.as_bytes().into())
            .collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (fate, watched) = watch::channel(Fate::Served);
        let log = Arc::<Mutex<Log>>::default();
        Self {
            address: listener.local_addr().unwrap(),
            root: Certificate::from_der(own.cert.der()).unwrap(),
            log: Arc::clone(&log),
            fate,
            task: tokio::spawn(accept(listener, acceptor, log, Arc::new(answer), watched)),
        }
    }

    /// The functions' own client, which takes this server for Microsoft.
    pub(crate) fn entra(&self, limits: Limits) -> Entra {
        let (address, root) = (self.address, self.root.clone());
        let client = HttpClient::of(move || {
            entra::http_client_builder(&Cloud::Global)
                .resolve(LOGIN, address)
                .resolve(GRAPH, address)
                .tls_certs_only([root.clone()])
        });
        Entra::with_limits(client.unwrap(), Cloud::Global, client_id(), limits)
    }

    pub(crate) fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// Version and path of every request.
    pub(crate) fn requests(&self) -> Vec<(Version, String)> {
        self.log.lock().unwrap().requests.clone()
    }

    /// Closes the open connections.
    pub(crate) fn cut(&self) {
        self.fate.send_replace(Fate::Cut);
    }

    /// Lets the open connections die without a sign.
    pub(crate) fn die(&self) {
        self.fate.send_replace(Fate::Dead);
    }
}

impl Drop for Encrypted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    log: Arc<Mutex<Log>>,
    answer: Arc<Answer>,
    mut fate: watch::Receiver<Fate>,
) {
    while let Ok((stream, _)) = listener.accept().await {
        log.lock().unwrap().connections += 1;
        fate.mark_unchanged();
        tokio::spawn(serve(
            stream,
            acceptor.clone(),
            Arc::clone(&log),
            Arc::clone(&answer),
            fate.clone(),
        ));
    }
}

async fn serve(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    log: Arc<Mutex<Log>>,
    answer: Arc<Answer>,
    mut fate: watch::Receiver<Fate>,
) {
    let Ok(stream) = acceptor.accept(stream).await else {
        return;
    };
    let speaks_http_2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let service = service_fn(move |request: Request<Incoming>| {
        let path = request.uri().path().to_owned();
        let response = answer(&path);
        log.lock().unwrap().requests.push((request.version(), path));
        async { Ok::<_, Infallible>(response) }
    });
    let stream = TokioIo::new(stream);
    if speaks_http_2 {
        let mut http = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
        // As the default would have the server itself refuse to send large headers.
        let connection = http
            .max_header_list_size(1 << 20)
            .serve_connection(stream, service);
        meet(pin!(connection), &mut fate).await;
    } else {
        let http = hyper::server::conn::http1::Builder::new();
        meet(pin!(http.serve_connection(stream, service)), &mut fate).await;
    }
}

/// Serves a connection until its fate changes.
async fn meet(connection: impl Future, fate: &mut watch::Receiver<Fate>) {
    let mut connection = pin!(connection);
    tokio::select! {
        _ = &mut connection => {}
        changed = fate.changed() => {
            if changed.is_ok() && *fate.borrow() == Fate::Dead {
                std::future::pending::<()>().await;
            }
        }
    }
}
