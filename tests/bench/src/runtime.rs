//! The Lambda Runtime API for one function process, so that it can be handed events one by one and watched
//! (<https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>).

use anyhow::{Context, Result, bail};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::collections::HashMap;
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::{Mutex as AsyncMutex, mpsc, oneshot, watch};

/// Longest wait for a function; it is longer than any function of the template may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The function's answer, or the error it gives in place of one.
pub type Answer = Result<String, String>;

struct Invocation {
    event: String,
    answer: oneshot::Sender<Answer>,
}

/// State that the connections of the process share.
struct Shared {
    events: AsyncMutex<mpsc::Receiver<Invocation>>,
    open: Mutex<HashMap<String, oneshot::Sender<Answer>>>,
    count: Mutex<u64>,
    /// Time at which the process first asked for an event.
    ready: watch::Sender<Option<Instant>>,
}

/// A function process of its own.
pub struct Function {
    events: mpsc::Sender<Invocation>,
    ready: watch::Receiver<Option<Instant>>,
    process: Child,
    started: Instant,
}

impl Function {
    /// Starts a function's `bootstrap`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub async fn start(
        bootstrap: &Path,
        arguments: &[&str],
        environment: &[(String, String)],
    ) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (events, received) = mpsc::channel(1);
        let (when_ready, ready) = watch::channel(None);
        let shared = Arc::new(Shared {
            events: AsyncMutex::new(received),
            open: Mutex::default(),
            count: Mutex::default(),
            ready: when_ready,
        });
        tokio::spawn(serve(listener, shared));
        let started = Instant::now();
        let process = Command::new(bootstrap)
            .args(arguments)
            .env_clear()
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", bootstrap.display()))?;
        Ok(Self {
            events,
            ready,
            process,
            started,
        })
    }

    /// Waits until the process asks for its first event; gives the time since its start.
    ///
    /// # Errors
    /// When the function ends, or does not ask in time.
    pub async fn init(&mut self) -> Result<Duration> {
        let asked = tokio::time::timeout(PATIENCE, self.ready.wait_for(Option::is_some));
        tokio::select! {
            asked = asked => {
                let asked = asked.context("no event was asked for in time")?;
                let at = *asked.context("the runtime is gone")?;
                Ok(at.unwrap_or(self.started).duration_since(self.started))
            }
            ended = self.process.wait() => bail!("the function ended: {}", ended?),
        }
    }

    /// Hands over an event and waits for the answer; gives the time in between.
    ///
    /// # Errors
    /// When the function fails, ends, or does not answer in time.
    pub async fn invoke(&mut self, event: String) -> Result<Duration> {
        let begun = Instant::now();
        match self.ask(event).await? {
            Ok(_) => Ok(begun.elapsed()),
            Err(error) => bail!("the function failed: {error}"),
        }
    }

    /// Hands over an event and gives back the answer.
    ///
    /// # Errors
    /// When the function ends, or does not answer in time.
    pub async fn ask(&mut self, event: String) -> Result<Answer> {
        let (answer, answered) = oneshot::channel();
        self.events
            .send(Invocation { event, answer })
            .await
            .ok()
            .context("the function is gone")?;
        let answer = tokio::select! {
            answer = tokio::time::timeout(PATIENCE, answered) => answer.context("no answer in time")??,
            ended = self.process.wait() => bail!("the function ended: {}", ended?),
        };
        Ok(answer)
    }

    /// Time since the process was started.
    pub fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// The process's id.
    ///
    /// # Errors
    /// When it has ended.
    pub fn id(&self) -> Result<u32> {
        self.process.id().context("the function has ended")
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| answer(Arc::clone(&shared), request));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let response = if request.method() == Method::GET && path.ends_with("/invocation/next") {
        next(&shared).await
    } else {
        let body = request
            .into_body()
            .collect()
            .await
            .map(http_body_util::Collected::to_bytes);
        let text = body
            .map(|body| String::from_utf8_lossy(&body).into_owned())
            .unwrap_or_default();
        finish(&shared, &path, text);
        Response::builder()
            .status(StatusCode::ACCEPTED)
            .body(Full::default())
    };
    Ok(response.unwrap_or_default())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the deadline is an instant of the machine's clock"
)]
async fn next(shared: &Shared) -> hyper::http::Result<Response<Full<Bytes>>> {
    shared.ready.send_if_modified(|ready| {
        let is_first = ready.is_none();
        ready.get_or_insert_with(Instant::now);
        is_first
    });
    let Some(invocation) = shared.events.lock().await.recv().await else {
        return Response::builder()
            .status(StatusCode::GONE)
            .body(Full::default());
    };
    let id = {
        let mut count = shared.count.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        format!("request-{count}")
    };
    shared
        .open
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id.clone(), invocation.answer);
    let deadline = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |now| (now + PATIENCE).as_millis());
    Response::builder()
        .header("Lambda-Runtime-Aws-Request-Id", id)
        .header("Lambda-Runtime-Deadline-Ms", deadline.to_string())
        .header(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-central-1:0:function:x",
        )
        .header("Lambda-Runtime-Trace-Id", "Root=1-0-0")
        .body(Full::new(Bytes::from(invocation.event)))
}

/// `/2018-06-01/runtime/invocation/{id}/response` or `/error`; anything else is news of the start that failed.
fn finish(shared: &Shared, path: &str, body: String) {
    let mut parts = path.rsplit('/');
    let (kind, id) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let sender = shared
        .open
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .remove(id);
    if let Some(sender) = sender {
        // Nobody waits any more when the patience is over.
        let _ = sender.send(if kind == "response" {
            Ok(body)
        } else {
            Err(body)
        });
    }
}
