//! A server on this machine that gives the answers of a test, and remembers the requests.

use crate::disturbance::Disturbance;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Barrier, Notify},
};

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Method and path.
    pub(crate) line: String,
    /// `x-amz-target`, lower case as all headers here; empty without one.
    pub(crate) target: String,
    pub(crate) body: String,
}

/// An operation, and the barrier at which its requests wait.
type Waiting = (&'static str, Arc<Barrier>);

/// Place at which requests wait for each other: a caller that makes them one after the other gets no answer.
#[derive(Clone, Default)]
pub(crate) struct Gathering(Arc<Mutex<Option<Waiting>>>);

impl Gathering {
    /// Lets so many requests of an operation, lower case, through together.
    pub(crate) fn of(&self, operation: &'static str, count: usize) {
        *self.0.lock().unwrap() = Some((operation, Arc::new(Barrier::new(count))));
    }

    /// Lets everything through that comes from now on.
    pub(crate) fn end(&self) {
        *self.0.lock().unwrap() = None;
    }

    pub(crate) async fn wait(&self, request: &Request) {
        let gathering = self.0.lock().unwrap().clone();
        if let Some((operation, barrier)) = gathering
            && request.target.ends_with(operation)
        {
            barrier.wait().await;
        }
    }
}

/// A place before a request to AWS, where it waits until a test lets it go on.
pub(crate) struct Pause {
    left: AtomicUsize,
    reached: Notify,
    release: Notify,
}

/// Place of the pause of all servers of a world.
pub(crate) type Pausing = Arc<Mutex<Option<Arc<Pause>>>>;

impl Pause {
    /// Before the request of that number, counted from 0.
    pub(crate) fn before(number: usize) -> Arc<Self> {
        Arc::new(Self {
            left: AtomicUsize::new(number),
            reached: Notify::new(),
            release: Notify::new(),
        })
    }

    pub(crate) async fn is_reached(&self) {
        self.reached.notified().await;
    }

    pub(crate) fn end(&self) {
        self.release.notify_one();
    }

    /// Waits if this is the request; all others pass.
    pub(crate) async fn wait(pausing: &Pausing) {
        let Some(pause) = pausing.lock().unwrap().clone() else {
            return;
        };
        // After the one that waits come more than any test makes.
        if pause.left.fetch_sub(1, Ordering::SeqCst) == 0 {
            pause.reached.notify_one();
            pause.release.notified().await;
        }
    }
}

type Answer = Arc<dyn Fn(&Request) -> (u16, String) + Send + Sync>;

/// A running server.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) origin: String,
    pub(crate) gathering: Gathering,
    pub(crate) disturbance: Disturbance,
    requests: Arc<Mutex<Vec<Request>>>,
    /// Refuses requests that clean up.
    pub(crate) refuses_clean_up: Arc<AtomicBool>,
    pub(crate) pausing: Pausing,
}

impl Server {
    pub(crate) async fn start(
        answer: impl Fn(&Request) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            gathering: Gathering::default(),
            disturbance: Disturbance::default(),
            requests: Arc::default(),
            refuses_clean_up: Arc::default(),
            pausing: Arc::default(),
        };
        let answering = server.clone();
        let answer: Answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answering.clone().serve(stream, Arc::clone(&answer)));
            }
        });
        server
    }

    /// The requests whose first line or target contains this.
    pub(crate) fn asked(&self, part: &str) -> Vec<Request> {
        let requests = self.requests.lock().unwrap();
        let fits = |request: &&Request| {
            request.line.contains(part) || request.target.contains(&part.to_lowercase())
        };
        requests.iter().filter(fits).cloned().collect()
    }

    /// One request a connection.
    async fn serve(self, mut stream: TcpStream, answer: Answer) {
        let Some((request, _)) = read(&mut stream).await else {
            return;
        };
        let fault = self.disturbance.next();
        if let Some((status, body)) = fault.and_then(|fault| fault.answer(&request)) {
            let _ = stream.write_all(reply(status, &body).as_bytes()).await;
            return;
        }
        self.requests.lock().unwrap().push(request.clone());
        self.gathering.wait(&request).await;
        Pause::wait(&self.pausing).await;
        let (mut status, body) = answer(&request);
        if fault.is_some() {
            return;
        }
        if request.line.starts_with("DELETE ") && self.refuses_clean_up.load(Ordering::SeqCst) {
            status = 503;
        }
        let _ = stream.write_all(reply(status, &body).as_bytes()).await;
    }
}

/// An answer that ends its connection.
pub(crate) fn reply(status: u16, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} Scripted\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// One request, and its bytes as they came.
pub(crate) async fn read(stream: &mut TcpStream) -> Option<(Request, Vec<u8>)> {
    let mut received = Vec::new();
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let count = stream.read(&mut buffer).await.ok()?;
        if count == 0 {
            return None;
        }
        received.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&received).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let header = |name: &str| {
            head.lines().find_map(|line| {
                let (known, value) = line.split_once(':')?;
                (known.eq_ignore_ascii_case(name)).then(|| value.trim().to_lowercase())
            })
        };
        let length = header("content-length").map_or(0, |length| length.parse().unwrap());
        if body.len() >= length {
            let request = Request {
                line: head.lines().next().unwrap_or_default().to_owned(),
                target: header("x-amz-target").unwrap_or_default(),
                body: body.to_owned(),
            };
            return Some((request, received));
        }
    }
}
