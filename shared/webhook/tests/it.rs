//! Deliveries to a receiver on this machine, judged by the library that a host app would use.

#![expect(
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

extern crate cooperlink_webhook as webhook;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::webhook::{DeliveryOutcome, EndpointUrl, Reach};
use jiff::{SignedDuration, Timestamp};
use standardwebhooks::Webhook;
use std::sync::{Arc, Mutex};
use test_case::test_case;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use webhook::{DeliveryResult, Sender};

const BODY: &str = r#"{"id":"01930000-0000-7000-8000-000000000001","type":"registration.broken"}"#;
const ID: &str = "01930000-0000-7000-8000-000000000001";

/// A receiver that gives every request the same answer and keeps the requests.
#[derive(Clone, Default)]
struct Receiver {
    requests: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    /// Starts the receiver; returns its address.
    async fn start(&self, answer: &'static str) -> EndpointUrl {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::clone(&self.requests);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut received = Vec::new();
                let mut buffer = [0; 4096];
                while !String::from_utf8_lossy(&received).ends_with(BODY) {
                    match stream.read(&mut buffer).await.unwrap() {
                        0 => break,
                        count => received.extend_from_slice(&buffer[..count]),
                    }
                }
                let text = String::from_utf8(received).unwrap();
                requests.lock().unwrap().push(text);
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        EndpointUrl::parse(&format!("http://{address}/hooks"), Reach::Loopback).unwrap()
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the judge compares with the machine's clock"
)]
fn now() -> Timestamp {
    Timestamp::try_from(std::time::SystemTime::now()).unwrap()
}

async fn send(url: &EndpointUrl, keys: &[Vec<u8>], at: Timestamp) -> DeliveryResult {
    let sender = Sender::new(Reach::Loopback).unwrap();
    let keys = keys.iter().map(Vec::as_slice);
    sender.send(url, keys, ID, BODY.to_owned(), at).await
}

/// Whether the judge accepts the request with this key and this body.
fn is_accepted(request: &str, key: &[u8], body: &str) -> bool {
    let (head, _) = request.split_once("\r\n\r\n").unwrap();
    let judge = Webhook::from_bytes(key.to_vec()).unwrap();
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| {
            let name: http::HeaderName = name.parse().unwrap();
            (name, http::HeaderValue::from_str(value).unwrap())
        })
        .collect();
    judge.verify(body.as_bytes(), &headers).is_ok()
}

#[tokio::test]
async fn t79_a_delivery_is_signed_with_each_key_and_nobody_can_change_it() {
    let receiver = Receiver::default();
    let url = receiver
        .start("HTTP/1.1 204 x\r\ncontent-length: 0\r\n\r\n")
        .await;
    let keys = [vec![1; 32], vec![2; 24]];
    let sent = send(&url, &keys, now()).await;
    assert_eq!(
        (sent.outcome, sent.status),
        (DeliveryOutcome::Delivered, Some(204))
    );
    let request = &receiver.requests()[0];
    assert!(request.starts_with("POST /hooks HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("content-type: application/json\r\n"));
    assert!(is_accepted(request, &keys[0], BODY), "the first key");
    assert!(is_accepted(request, &keys[1], BODY), "the second key");
    assert!(!is_accepted(request, &[3; 32], BODY), "another key");
    let tampered = BODY.replace("broken", "recovered");
    assert!(!is_accepted(request, &keys[0], &tampered), "another body");
    let other = request.replace(ID, "01930000-0000-7000-8000-000000000002");
    assert!(!is_accepted(&other, &keys[0], BODY), "another id");
    assert!(
        !request.contains(&STANDARD.encode(&keys[0])),
        "the key itself"
    );
}

#[tokio::test]
async fn t79_an_old_delivery_is_refused_by_the_receiver() {
    let receiver = Receiver::default();
    let url = receiver
        .start("HTTP/1.1 204 x\r\ncontent-length: 0\r\n\r\n")
        .await;
    send(&url, &[vec![1; 32]], now() - SignedDuration::from_mins(6)).await;
    assert!(!is_accepted(&receiver.requests()[0], &[1; 32], BODY));
}

#[test_case("HTTP/1.1 200 x\r\ncontent-length: 2\r\n\r\nok", DeliveryOutcome::Delivered, Some(200), None; "taken")]
#[test_case("HTTP/1.1 410 x\r\ncontent-length: 0\r\n\r\n", DeliveryOutcome::Gone, Some(410), None; "gone")]
#[test_case("HTTP/1.1 401 x\r\ncontent-length: 0\r\n\r\n", DeliveryOutcome::Refused, Some(401), None; "refused")]
#[test_case("HTTP/1.1 503 x\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n", DeliveryOutcome::Refused, Some(503), Some(120); "later")]
#[test_case("HTTP/1.1 200 x\r\n\r\n", DeliveryOutcome::Delivered, Some(200), None; "an answer without end")]
#[test_case("nonsense\r\n\r\n", DeliveryOutcome::Unreachable, None, None; "no answer of HTTP")]
#[tokio::test]
async fn an_answer_counts_by_its_status_alone(
    answer: &'static str,
    outcome: DeliveryOutcome,
    status: Option<u16>,
    seconds: Option<i64>,
) {
    let url = Receiver::default().start(answer).await;
    let sent = send(&url, &[vec![1; 32]], now()).await;
    assert_eq!((sent.outcome, sent.status), (outcome, status));
    assert_eq!(sent.retry_after.map(|wait| wait.as_secs()), seconds);
}

#[tokio::test]
async fn t43_a_redirect_is_not_followed() {
    let trap = Receiver::default();
    let inside = trap
        .start("HTTP/1.1 200 x\r\ncontent-length: 0\r\n\r\n")
        .await;
    let answer = format!(
        "HTTP/1.1 307 x\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n",
        inside.as_url()
    );
    let url = Receiver::default().start(answer.leak()).await;
    let sent = send(&url, &[vec![1; 32]], now()).await;
    assert_eq!(
        (sent.outcome, sent.status),
        (DeliveryOutcome::Redirected, Some(307))
    );
    assert!(trap.requests().is_empty());
}

#[tokio::test]
async fn an_endpoint_that_nobody_listens_at_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let url = EndpointUrl::parse(&format!("http://{address}/"), Reach::Loopback).unwrap();
    let sent = send(&url, &[vec![1; 32]], now()).await;
    assert_eq!(
        (sent.outcome, sent.status),
        (DeliveryOutcome::Unreachable, None)
    );
}
