//! The one exit for every call: limited in time and size, identified, and without redirects.

use crate::{
    deadline,
    http_client::{Connection, HttpClient},
    limits::Limits,
    random,
    retry::{self, Budget},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use reqwest::{Request, Response};
use std::time::Duration;
use tokio::time::timeout;

/// Name of this client, in the form that Microsoft asks of integrators.
/// <https://learn.microsoft.com/en-us/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online>
const USER_AGENT: HeaderValue = HeaderValue::from_static(concat!(
    "ISV|Cooperlink|Registration/",
    env!("CARGO_PKG_VERSION")
));

/// Header with our id of a call, which Microsoft echoes: <https://learn.microsoft.com/en-us/graph/best-practices-concept>.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// An answer, read completely.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Whether the server is overloaded or out of order: 429 and 5xx.
    pub(crate) fn is_transient(&self) -> bool {
        self.status == StatusCode::TOO_MANY_REQUESTS || self.status.is_server_error()
    }

    /// Text of a header, if it is at most 128 plain characters: fit for logs and evidence.
    pub(crate) fn header_text(&self, name: &str) -> Option<String> {
        plain(self.headers.get(name)?.to_str().ok()?)
    }
}

/// A short text of letters, digits, dots, hyphens and underscores, such as an identifier or code; `None` for any other text.
pub(crate) fn plain(text: &str) -> Option<String> {
    let fits = (1..=128).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    fits.then(|| text.to_owned())
}

/// Reason why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoReply {
    /// The server was not reached, cut the answer off or was too slow. It is unknown whether the request was carried out.
    #[error("no answer in time")]
    Unavailable,
    /// The answer is too large, or encoded although no encoding was requested.
    #[error("an answer beyond the limits")]
    Unreadable,
}

/// Condition for sending a request again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resend {
    /// After an answer that it was turned away or failed, and after no answer, because it only reads.
    Always,
    /// Only after such an answer, because without one it may have been carried out. So each goes over a connection of its own,
    /// which cannot have died before.
    WhenAnswered,
}

impl Resend {
    fn connection(self) -> Connection {
        match self {
            Self::Always => Connection::Kept,
            Self::WhenAnswered => Connection::Own,
        }
    }
}

/// Transport that sends requests within limits.
pub(crate) struct Transport {
    client: HttpClient,
    pub(crate) limits: Limits,
    pub(crate) budget: Budget,
}

impl Transport {
    pub(crate) fn new(client: HttpClient, limits: Limits) -> Self {
        Self {
            client,
            limits,
            budget: Budget::new(),
        }
    }

    /// Sends a request once, or not at all if no time is left.
    pub(crate) async fn send_once(
        &self,
        request: Request,
        attempt: Duration,
        body_bytes: usize,
    ) -> Result<Reply, NoReply> {
        self.send_over(Connection::Kept, request, attempt, body_bytes)
            .await
    }

    /// Sends once like [`Transport::send_once`], over a connection of that kind.
    pub(crate) async fn send_over(
        &self,
        connection: Connection,
        mut request: Request,
        attempt: Duration,
        body_bytes: usize,
    ) -> Result<Reply, NoReply> {
        let attempt = attempt.min(deadline::left());
        if attempt.is_zero() {
            return Err(NoReply::Unavailable);
        }
        let headers = request.headers_mut();
        headers.insert(header::USER_AGENT, USER_AGENT);
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(id) = random::guid() {
            let id = HeaderValue::from_str(&id.to_string());
            headers.extend(id.map(|id| (CLIENT_REQUEST_ID, id)));
        }
        timeout(attempt, async {
            let client = self.client.with(connection);
            let response = client
                .ok_or(NoReply::Unavailable)?
                .execute(request)
                .await
                .map_err(|_| NoReply::Unavailable)?;
            self.read(response, body_bytes).await
        })
        .await
        .unwrap_or(Err(NoReply::Unavailable))
    }

    /// Sends a request that only reads, and again if the server is overloaded, out of order or silent. Returns the last answer
    /// unchanged.
    pub(crate) async fn read_again(
        &self,
        build: impl Fn() -> Request + Send,
        attempt: Duration,
        body_bytes: usize,
    ) -> Result<Reply, NoReply> {
        self.send_again(build, attempt, body_bytes, Resend::Always)
            .await
    }

    /// Sends a request, and again if the server is overloaded or out of order, or if it is silent and `resend` allows that.
    /// Returns the last answer unchanged.
    pub(crate) async fn send_again(
        &self,
        build: impl Fn() -> Request + Send,
        attempt: Duration,
        body_bytes: usize,
        resend: Resend,
    ) -> Result<Reply, NoReply> {
        self.budget.earn();
        let mut tried = 0;
        loop {
            let answer = self
                .send_over(resend.connection(), build(), attempt, body_bytes)
                .await;
            tried += 1;
            let asked_for = match &answer {
                Ok(reply) if reply.is_transient() => retry::after(&reply.headers),
                Err(NoReply::Unavailable) if resend == Resend::Always => None,
                Ok(_) | Err(NoReply::Unavailable | NoReply::Unreadable) => return answer,
            };
            match retry::pause(&self.limits, &self.budget, tried, asked_for) {
                Some(pause) => retry::wait(pause).await,
                None => return answer,
            }
        }
    }

    async fn read(&self, mut response: Response, body_bytes: usize) -> Result<Reply, NoReply> {
        let encoded = response
            .headers()
            .get(header::CONTENT_ENCODING)
            .is_some_and(|encoding| encoding != "identity");
        if encoded {
            return Err(NoReply::Unreadable);
        }
        let mut body = Vec::new();
        while let Some(chunk) = timeout(self.limits.idle, response.chunk())
            .await
            .map_err(|_| NoReply::Unavailable)?
            .map_err(|_| NoReply::Unavailable)?
        {
            if body.len() + chunk.len() > body_bytes {
                return Err(NoReply::Unreadable);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body,
        })
    }
}
