//! A gate before the table: it counts the requests, and a test may let something happen right before one of them, or have one
//! refused. So a test can put any event between any two steps of a use case.

use crate::server::{Gathering, Request};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What happens before the request of that number, counted from 0; an answer takes the place of the table's.
type Event = Box<dyn FnMut(usize, &Request) -> Option<(u16, String)> + Send>;

#[derive(Default)]
struct State {
    count: usize,
    event: Option<Event>,
}

/// The gate.
#[derive(Clone, Default)]
pub(crate) struct Gate {
    pub(crate) gathering: Gathering,
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

    /// Counts from 0 again, and lets the event happen from now on.
    pub(crate) fn watch(
        &self,
        event: impl FnMut(usize, &Request) -> Option<(u16, String)> + Send + 'static,
    ) {
        *self.state.lock().unwrap() = State {
            count: 0,
            event: Some(Box::new(event)),
        };
    }

    /// The operations that are asked for from now on, in lower case.
    pub(crate) fn log(&self) -> Arc<Mutex<Vec<String>>> {
        let log = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::clone(&log);
        self.watch(move |_, request| {
            let operation = request.target.rsplit('.').next().unwrap_or_default();
            asked.lock().unwrap().push(operation.to_owned());
            None
        });
        log
    }

    /// Lets everything through; gives the number of requests since the watch began.
    pub(crate) fn open(&self) -> usize {
        std::mem::take(&mut *self.state.lock().unwrap()).count
    }

    async fn serve(&self, mut stream: TcpStream, address: &str) {
        let Some((request, raw)) = crate::server::read(&mut stream).await else {
            return;
        };
        self.gathering.wait(&request).await;
        let answer = {
            let mut state = self.state.lock().unwrap();
            let number = state.count;
            state.count += 1;
            state
                .event
                .as_mut()
                .and_then(|event| event(number, &request))
        };
        let reply = match answer {
            Some((status, body)) => crate::server::reply(status, &body).into_bytes(),
            None => forward(address, &raw).await,
        };
        let _ = stream.write_all(&reply).await;
    }
}

/// One request a connection, so that the end of the answer is the end of the connection.
async fn forward(address: &str, raw: &[u8]) -> Vec<u8> {
    let mut upstream = TcpStream::connect(address).await.unwrap();
    let line = raw.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    upstream.write_all(&raw[..line]).await.unwrap();
    upstream.write_all(b"connection: close\r\n").await.unwrap();
    upstream.write_all(&raw[line..]).await.unwrap();
    let mut reply = Vec::new();
    let _ = upstream.read_to_end(&mut reply).await;
    reply
}
