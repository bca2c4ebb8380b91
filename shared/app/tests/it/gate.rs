//! A gate before the table: it counts the requests and their cost, and a test may run an event right before one of them, or
//! have one refused. A test can thus put any event between any two steps of a use case.

use crate::{
    disturbance::Disturbance,
    server::{Gathering, Pause, Pausing, Request},
    world::HandClock,
};
use jiff::SignedDuration;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// Event before the request with the given number, counted from 0; an answer replaces that of the table.
type Event = Box<dyn FnMut(usize, &Request) -> Option<(u16, String)> + Send>;

/// A request to the table and its price, as AWS charges it: the table's units and those of every index, a transaction's items
/// twice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    /// `updateitem` and the like.
    pub(crate) operation: String,
    pub(crate) units: f64,
}

#[derive(Default)]
struct State {
    count: usize,
    calls: Vec<Call>,
    event: Option<Event>,
}

/// The gate.
#[derive(Clone, Default)]
pub(crate) struct Gate {
    pub(crate) gathering: Gathering,
    pub(crate) disturbance: Disturbance,
    pub(crate) pausing: Pausing,
    state: Arc<Mutex<State>>,
}

impl Gate {
    /// Listens in front of the table at `address`; gives the endpoint.
    pub(crate) async fn start(&self, address: String) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let gate = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (gate, address) = (gate.clone(), address.clone());
                tokio::spawn(async move { gate.serve(stream, &address).await });
            }
        });
        endpoint
    }

    /// Counts from 0 again, and runs the event from now on.
    pub(crate) fn watch(
        &self,
        event: impl FnMut(usize, &Request) -> Option<(u16, String)> + Send + 'static,
    ) {
        *self.state.lock().unwrap() = State {
            event: Some(Box::new(event)),
            ..State::default()
        };
    }

    /// Lets the first two transactions through together, so that both were decided from the same view, and a second later by the
    /// clock; then the others.
    pub(crate) fn let_two_meet(&self, clock: HandClock) {
        let gathering = self.gathering.clone();
        gathering.of("transactwriteitems", 2);
        let mut is_first = true;
        self.watch(move |_, request| {
            if is_first && request.target.ends_with("transactwriteitems") {
                is_first = false;
                gathering.end();
                clock.advance(SignedDuration::from_secs(1));
            }
            None
        });
    }

    /// The calls that were answered since the watch began, or since this was last asked.
    pub(crate) fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut self.state.lock().unwrap().calls)
    }

    /// The operations of [`calls`](Self::calls), in lower case.
    pub(crate) fn operations(&self) -> Vec<String> {
        self.calls()
            .into_iter()
            .map(|call| call.operation)
            .collect()
    }

    /// Stops the events; returns the number of requests since the watch began.
    pub(crate) fn open(&self) -> usize {
        std::mem::take(&mut *self.state.lock().unwrap()).count
    }

    async fn serve(&self, mut stream: TcpStream, address: &str) {
        let Some((request, raw)) = crate::server::read(&mut stream).await else {
            return;
        };
        self.gathering.wait(&request).await;
        let fault = self.disturbance.next();
        if let Some((status, body)) = fault.and_then(|fault| fault.answer(&request)) {
            let reply = crate::server::reply(status, &body);
            let _ = stream.write_all(reply.as_bytes()).await;
            return;
        }
        Pause::wait(&self.pausing).await;
        let answer = {
            let mut state = self.state.lock().unwrap();
            let number = state.count;
            state.count += 1;
            state
                .event
                .as_mut()
                .and_then(|event| event(number, &request))
        };
        let reply = if let Some((status, body)) = answer {
            crate::server::reply(status, &body).into_bytes()
        } else {
            let reply = forward(address, &raw).await;
            let call = Call {
                operation: request.target.rsplit('.').next().unwrap().to_owned(),
                units: price(&reply),
            };
            self.state.lock().unwrap().calls.push(call);
            reply
        };
        if fault.is_none() {
            let _ = stream.write_all(&reply).await;
        }
    }
}

/// Forwards one request per connection, so that the end of the answer is the end of the connection. Asks for the price as well.
async fn forward(address: &str, raw: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(raw).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let body = body.replacen('{', r#"{"ReturnConsumedCapacity":"INDEXES","#, 1);
    let kept = head
        .split("\r\n")
        .filter(|line| !line.to_lowercase().starts_with("content-length:"));
    let head = kept.collect::<Vec<_>>().join("\r\n");
    let length = body.len();
    let asked = format!("{head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    let mut upstream = TcpStream::connect(address).await.unwrap();
    upstream.write_all(asked.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    let _ = upstream.read_to_end(&mut reply).await;
    reply
}

/// The units of an answer; an error has none.
fn price(reply: &[u8]) -> f64 {
    let text = String::from_utf8_lossy(reply);
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    hostile_events::table::units(body)
}
