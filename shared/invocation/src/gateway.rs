//! Requests of the HTTP API, in its payload format 2.0.
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>
//!
//! Every event becomes a request, whatever bytes a browser put in it, so that our own code answers with our own headers. The
//! path comes decoded, the query unchanged. Only the gateway's own statements about a request count (T39): the
//! `Host` header and all forwarded ones are never read.

mod answer;
mod encoding;
mod event;

use crate::trial::Trial;
use answer::ProxyResponse;
use http::{HeaderMap, Method, Response};
use lambda_runtime::{LambdaEvent, service_fn};
use serde::Serialize;
use serde_json::{Value, value::RawValue};
use std::convert::Infallible;

/// Error that keeps a function from starting or going on.
pub use lambda_runtime::Error;

/// One request.
pub struct Request {
    method: Method,
    path: String,
    query: String,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Option<Vec<u8>>,
    domain_name: Option<String>,
    source_ip: String,
    gateway_request_id: Option<String>,
    invocation_id: String,
    deadline_ms: u64,
    trial: Option<Trial>,
}

impl Request {
    /// Reads the text of an event. A member that is absent or of another type counts as empty; an event that is no JSON
    /// object becomes a request for nothing.
    pub fn read(event: &str, request_id: &str, deadline_ms: u64) -> Self {
        event::read(event, request_id, deadline_ms)
    }

    /// Method of the request. A text that cannot be a method becomes `TRACE`, which no route takes.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Path as the gateway gives it; it may hold any character.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Query as it was sent, without its question mark.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Headers except cookies. A header with an impossible name is left out. An impossible value becomes empty, so that a
    /// header which was sent never looks absent.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Cookies; each text holds one or more pairs.
    pub fn cookies(&self) -> &[String] {
        &self.cookies
    }

    /// Body, decoded; `None` when the gateway calls it base64 and it is not.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }

    /// End of the invocation, in milliseconds since 1970.
    pub fn deadline_ms(&self) -> u64 {
        self.deadline_ms
    }
}

/// Body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    /// A text.
    Text(String),
    /// Bytes that are no text, such as a compressed one.
    Bytes(Vec<u8>),
}

/// The gateway's own statements about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gateway<'a> {
    /// The invocation's id.
    pub request_id: &'a str,
    /// The id that the gateway itself gave the request, as its access log has it.
    pub gateway_request_id: Option<&'a str>,
    /// The name under which the gateway took the request.
    pub domain_name: Option<&'a str>,
    /// Address from which the request came; empty if the gateway did not give one.
    pub source_ip: &'a str,
}

/// Returns the gateway's own statements about a request.
pub fn of(request: &Request) -> Gateway<'_> {
    Gateway {
        request_id: &request.invocation_id,
        gateway_request_id: request.gateway_request_id.as_deref(),
        domain_name: request.domain_name.as_deref(),
        source_ip: &request.source_ip,
    }
}

/// Answer to the gateway, or to an operator.
#[derive(Serialize)]
#[serde(untagged)]
enum Given {
    Answer(ProxyResponse),
    Trial(Option<Value>),
}

/// Serves requests, one after the other, and trials of an operator, until Lambda ends the process.
///
/// # Errors
/// When Lambda cannot be reached.
pub async fn serve<H, F, T, G>(handler: H, trial: T) -> Result<(), Error>
where
    H: Fn(Request) -> F,
    F: Future<Output = Response<String>>,
    T: Fn(Trial) -> G,
    G: Future<Output = Option<Value>>,
{
    let (handler, trial) = (&handler, &trial);
    // Raw JSON: an event that the runtime could not read would be answered by the gateway.
    let invocation = async |event: LambdaEvent<Box<RawValue>>| {
        let context = &event.context;
        let request = Request::read(event.payload.get(), &context.request_id, context.deadline);
        if let Some(asked) = request.trial {
            return Ok(Given::Trial(trial(asked).await));
        }
        let asked = request.headers().clone();
        let response = encoding::encoded(&asked, handler(request).await);
        Ok::<_, Infallible>(Given::Answer(response.into()))
    };
    lambda_runtime::run(service_fn(invocation)).await
}
