//! A host app's endpoint on this machine: checks each delivery as Standard Webhooks says, prints a line of it and shows the last
//! fifty as JSON.

use crate::process::Processes;
use crate::stack::Stack;
use anyhow::Result;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use tokio::net::TcpListener;
use tooling::http::is_own;
use tooling::layout::Layout;
use tooling::local::LocalCredentials;

/// The name of its process.
pub(crate) const PROCESS: &str = "webhook-receiver";

/// Deliveries that are shown.
const SHOWN: usize = 50;

/// Seconds that a delivery may be older or younger than now.
const TOLERANCE: i64 = 300;

#[derive(Args)]
pub(crate) struct WebhookReceiverOptions {
    /// Port to listen on
    #[arg(long)]
    port: u16,
}

/// Starts it as a process of the stack.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn start(layout: &Layout, stack: &Stack, processes: &mut Processes) -> Result<()> {
    let mut receiver = tooling::command::program(layout.root(), std::env::current_exe()?);
    receiver
        .args(["webhook-receiver", "--port"])
        .arg(stack.ports.webhooks.to_string());
    processes.start(PROCESS, receiver, &stack.log(PROCESS))
}

/// Receives until it is stopped.
///
/// # Errors
/// When the port is taken, or the credentials cannot be read.
pub(crate) async fn run(layout: &Layout, options: &WebhookReceiverOptions) -> Result<()> {
    let key = LocalCredentials::load_or_make(layout)?.webhook_key();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let receiver = Arc::new(Receiver {
        key,
        deliveries: Mutex::default(),
    });
    loop {
        let (stream, _) = listener.accept().await?;
        let receiver = Arc::clone(&receiver);
        let service = service_fn(move |request| answer(Arc::clone(&receiver), request));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

struct Receiver {
    key: Vec<u8>,
    /// The newest first.
    deliveries: Mutex<VecDeque<Value>>,
}

async fn answer(
    receiver: Arc<Receiver>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes);
    let mut response = Response::new(Full::default());
    match (head.method, body) {
        _ if !is_own(&head.headers) => *response.status_mut() = StatusCode::FORBIDDEN,
        (Method::GET, _) => {
            let deliveries = receiver.lock();
            let shown = json!({"items": deliveries.iter().collect::<Vec<_>>()});
            *response.body_mut() = Full::from(shown.to_string());
        }
        (Method::POST, Ok(body)) => {
            let is_valid = is_valid(&receiver.key, &head.headers, &body, now());
            let event = serde_json::from_slice(&body).unwrap_or(Value::Null);
            println!("{}", line(&event, is_valid));
            let id = text(&head.headers, "webhook-id");
            let mut deliveries = receiver.lock();
            deliveries.push_front(json!({"webhook_id": id, "is_valid": is_valid, "event": event}));
            deliveries.truncate(SHOWN);
            *response.status_mut() = if is_valid {
                StatusCode::NO_CONTENT
            } else {
                StatusCode::BAD_REQUEST
            };
        }
        _ => *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED,
    }
    Ok(response)
}

impl Receiver {
    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Value>> {
        let guard = self.deliveries.lock();
        guard.unwrap_or_else(PoisonError::into_inner)
    }
}

/// One delivery in a line.
fn line(event: &Value, is_valid: bool) -> String {
    let text = |pointer: &str| {
        event
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or("-")
    };
    format!(
        "webhook: {} of customer {}, health {}, {}",
        text("/type"),
        text("/registration/customer_id"),
        text("/registration/health"),
        if is_valid {
            "signature holds"
        } else {
            "SIGNATURE DOES NOT HOLD"
        }
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "a delivery is as old as the machine's clock says"
)]
fn now() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(i64::MAX))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

/// Whether one of the signatures is that of this key, and the delivery is of this moment.
fn is_valid(key: &[u8], headers: &HeaderMap, body: &[u8], now: i64) -> bool {
    let timestamp = text(headers, "webhook-timestamp");
    let age = timestamp.parse().map(|at: i64| now.saturating_sub(at));
    let mut signed = format!("{}.{timestamp}.", text(headers, "webhook-id")).into_bytes();
    signed.extend_from_slice(body);
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let signatures = text(headers, "webhook-signature").split(' ');
    let mut tags = signatures
        .filter_map(|signature| signature.strip_prefix("v1,"))
        .filter_map(|tag| STANDARD.decode(tag).ok());
    age.is_ok_and(|age| age.unsigned_abs() <= TOLERANCE.unsigned_abs())
        && tags.any(|tag| hmac::verify(&key, &signed, &tag).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use standardwebhooks::Webhook;

    const NOW: i64 = 1_800_000_000;
    const BODY: &[u8] = br#"{"type":"registration.broken"}"#;

    fn signed(key: &[u8], timestamp: i64) -> HeaderMap {
        let signer = Webhook::from_bytes(key.to_vec()).unwrap();
        let signature = signer.sign("id-1", timestamp, BODY).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", "id-1".parse().unwrap());
        headers.insert("webhook-timestamp", timestamp.into());
        let both = format!("v1,AAAA {signature}");
        headers.insert("webhook-signature", both.parse().unwrap());
        headers
    }

    #[test]
    fn a_delivery_is_taken_only_as_it_was_signed() {
        let key = [5; 32];
        assert!(is_valid(&key, &signed(&key, NOW), BODY, NOW));
        assert!(
            !is_valid(&key, &signed(&[6; 32], NOW), BODY, NOW),
            "another key"
        );
        assert!(
            !is_valid(&key, &signed(&key, NOW), b"{}", NOW),
            "another body"
        );
        assert!(
            !is_valid(&key, &signed(&key, NOW - 301), BODY, NOW),
            "too old"
        );
        assert!(!is_valid(&key, &HeaderMap::new(), BODY, NOW), "unsigned");
    }

    #[test]
    fn a_line_says_what_arrived() {
        let event: Value = serde_json::from_slice(BODY).unwrap();
        assert!(line(&event, true).starts_with("webhook: registration.broken of customer -"));
        assert!(line(&Value::Null, false).contains("DOES NOT HOLD"));
    }
}
