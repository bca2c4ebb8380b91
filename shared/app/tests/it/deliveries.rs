//! Deliveries of events from the outbox to a receiver on this machine.

mod configured;
mod disturbed;
mod failing;
mod pings;

use crate::{
    feed::caller,
    samples::{consented, minutes, seconds},
    world::World,
};
use app::host::{
    deliver_event::{Deliverer, DeliveryProgress},
    dispatch_events::dispatch_events,
    webhook_endpoints,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    clock::Clock as _,
    event::{Envelope, Event},
    webhook::{DeliveryState, EndpointId, EndpointState},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU16, Ordering},
};
use store::DeliveryMessage;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

const KEY: [u8; 32] = [9; 32];

/// An endpoint of a host app: answers a status and keeps what arrives.
#[derive(Clone, Default)]
struct Receiver {
    status: Arc<AtomicU16>,
    arrived: Arc<Mutex<Vec<(String, String)>>>,
}

impl Receiver {
    async fn start(&self) -> String {
        self.answers(204);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let receiver = self.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut text = String::new();
                let mut buffer = [0; 8192];
                loop {
                    let count = stream.read(&mut buffer).await.unwrap();
                    text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
                    let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                        let length = head
                            .lines()
                            .find_map(|line| line.strip_prefix("content-length: "));
                        body.len() >= length.map_or(0, |length| length.parse().unwrap())
                    });
                    if whole || count == 0 {
                        break;
                    }
                }
                let (head, body) = text.split_once("\r\n\r\n").unwrap();
                receiver
                    .arrived
                    .lock()
                    .unwrap()
                    .push((head.to_owned(), body.to_owned()));
                let status = receiver.status.load(Ordering::SeqCst);
                let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        format!("http://{address}/hooks")
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// Ids and bodies of what arrived since this was last asked.
    fn arrived(&self) -> Vec<(String, Value)> {
        let arrived = std::mem::take(&mut *self.arrived.lock().unwrap());
        let id = |head: &str| {
            let id = head
                .lines()
                .find_map(|line| line.strip_prefix("webhook-id: "));
            id.unwrap().to_owned()
        };
        arrived
            .iter()
            .map(|(head, body)| (id(head), serde_json::from_str(body).unwrap()))
            .collect()
    }
}

fn entry(id: &str, url: &str) -> Value {
    let secret = format!("whsec_{}", STANDARD.encode(KEY));
    json!({"id": id, "url": url, "secrets": [secret], "enabled": true})
}

fn endpoint(id: &str) -> EndpointId {
    id.to_owned().try_into().unwrap()
}

/// A world with one event, an endpoint `app` and its receiver.
async fn world() -> (World, Receiver, Event) {
    let world = World::watched().await;
    let receiver = Receiver::default();
    let url = receiver.start().await;
    *world.tenant.endpoints.lock().unwrap() = json!([entry("app", &url)]);
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.store(&consented(1), 1).await;
    world.process(&world.interactive(1)).await;
    let event = crate::feed::told(&world).await.remove(0);
    (world, receiver, event)
}

async fn work(world: &World, deliverer: &Deliverer, event: &Event) -> DeliveryProgress {
    let message = DeliveryMessage::Event(event.id);
    let worked = deliverer.work_off(world.machine(), &message).await;
    worked.unwrap()
}

/// Moves the clock to the next attempt.
async fn until_due(world: &World) -> Timestamp {
    let due = world.store.due_events(Timestamp::MAX, 1).await.unwrap();
    let wait = due[0].due_at.duration_since(world.clock.now());
    world.clock.advance(wait.max(SignedDuration::ZERO));
    due[0].due_at
}

async fn log(world: &World, id: &str) -> (DeliveryState, u8) {
    let log = world
        .store
        .list_deliveries(&endpoint(id), None, 10)
        .await
        .unwrap();
    let (_, delivery) = &log.items[0];
    (delivery.state, delivery.attempts)
}

async fn survey(world: &World) {
    let message = DeliveryMessage::Survey;
    let worked = world.deliverer().work_off(world.machine(), &message).await;
    assert_eq!(worked.unwrap(), DeliveryProgress::Done);
}

async fn state(world: &World) -> EndpointState {
    let known = world.store.webhook_endpoints().await.unwrap();
    known[0].state()
}

#[tokio::test]
async fn t79_an_event_is_delivered_once_with_the_body_of_the_feed() {
    let (world, receiver, event) = world().await;
    let deliverer = world.deliverer();
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Dropped,
        "twice"
    );
    let envelope = Envelope::of(&event, "https://api.example");
    let expected = serde_json::to_value(envelope).unwrap();
    assert_eq!(receiver.arrived(), [(event.id.to_string(), expected)]);
    assert_eq!(log(&world, "app").await, (DeliveryState::Delivered, 1));
    let known = world.store.webhook_endpoints().await.unwrap();
    assert_eq!(known[0].last_success_at, Some(world.clock.now()));
    assert_eq!(known[0].state(), EndpointState::Active);
}

#[tokio::test]
async fn t76_a_worker_that_dies_before_it_records_sends_again_under_the_same_id() {
    let (world, receiver, event) = world().await;
    let deliverer = world.deliverer();
    // Another worker sent, and died: its claim is all that is left.
    let now = world.clock.now();
    let claimed = world
        .store
        .claim_event(event.id, now, now + seconds(120))
        .await;
    assert!(claimed.unwrap().is_some());
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Dropped
    );
    assert_eq!(until_due(&world).await, now + seconds(120));
    assert_eq!(
        work(&world, &deliverer, &event).await,
        DeliveryProgress::Done
    );
    assert_eq!(receiver.arrived()[0].0, event.id.to_string());
}

#[tokio::test]
async fn a_tick_sends_what_is_due_and_nothing_that_is_being_delivered() {
    let (world, _, event) = world().await;
    let sent = async || {
        let before = world.server.asked("sendmessagebatch").len();
        let events = dispatch_events(&world.store, &world.sweep, &world.clock)
            .await
            .unwrap();
        let batches = world.server.asked("sendmessagebatch");
        let bodies: Vec<_> = batches[before..]
            .iter()
            .map(|batch| batch.body.clone())
            .collect();
        (events, bodies.concat())
    };
    // Not at a full five minutes.
    let past = world.clock.now().as_second() % 300;
    world.clock.advance(seconds(300 - past + 60));
    let (events, body) = sent().await;
    assert_eq!(events, 1);
    assert!(body.contains(&event.id.to_string()));
    // Not taken yet: sent again.
    assert_eq!(sent().await.0, 1);
    let now = world.clock.now();
    let claimed = world
        .store
        .claim_event(event.id, now, now + minutes(2))
        .await;
    assert!(claimed.unwrap().is_some());
    assert_eq!(sent().await, (0, String::new()));
    // Every five minutes the configuration is looked at.
    world.clock.advance(minutes(4));
    let (_, body) = sent().await;
    assert!(body.contains(r#"\"event_id\":null"#), "{body}");
}

#[tokio::test]
async fn t52_a_key_that_is_restricted_to_customers_sees_no_endpoint() {
    let (world, receiver, event) = world().await;
    survey(&world).await;
    receiver.answers(500);
    work(&world, &world.deliverer(), &event).await;
    let (all, restricted) = (caller(None), caller(Some(&["contoso"])));
    let listed = webhook_endpoints::list(&world.store, &all).await.unwrap();
    assert_eq!(listed[0].oldest_waiting_at, Some(event.created_at));
    let listed = webhook_endpoints::list(&world.store, &restricted)
        .await
        .unwrap();
    assert!(listed.is_empty());
    let app = endpoint("app");
    for (caller, is_seen) in [(&all, true), (&restricted, false)] {
        let log = webhook_endpoints::deliveries(&world.store, caller, &app, None, 10).await;
        assert_eq!(log.is_ok(), is_seen);
        let parts = world.machine();
        let ping = webhook_endpoints::ping(&world.store, &world.queue, parts, caller, app.clone());
        assert_eq!(ping.await.is_ok(), is_seen);
        let enabled = webhook_endpoints::enable(&world.store, &world.clock, caller, &app).await;
        assert_eq!(enabled.is_ok(), is_seen);
    }
    assert_eq!(
        world
            .server
            .asked("sendmessage")
            .iter()
            .filter(|sent| sent.body.contains("ping"))
            .count(),
        1
    );
}
