//! Functions that start while no host answers, and their behaviour while Microsoft does not answer.

use super::{ask, headers, read, start, world};
use crate::rig::{Distance, Silence};
use crate::runtime::Function;
use crate::settings::{Addresses, settings};
use crate::traffic::Side;
use crate::{bootstrap, event};
use serde_json::json;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use test_case::test_case;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tooling::functions::NAMES;
use tooling::layout::Layout;

/// Longest delay of a start that silence may cause: Lambda ends a start after ten seconds, and the functions wait for two.
const HELD_UP: Duration = Duration::from_secs(4);

/// Shortest time that the functions wait for Microsoft.
const WAITS: Duration = Duration::from_secs(1);

/// A way in which a host does not answer.
enum Nobody {
    /// Nothing listens: the connection is refused at once.
    Refuses,
    /// Connections are accepted, and nothing is ever sent.
    Accepts,
    /// The connection itself never comes about.
    Drops,
}

/// A port where no host answers, with the sockets that keep it so.
struct Port {
    number: u16,
    _listener: Option<TcpListener>,
    _connections: Vec<TcpStream>,
}

impl Port {
    async fn of(nobody: &Nobody) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        // One connection waits to be accepted; the kernel leaves requests for another one unanswered.
        let backlog = if matches!(nobody, Nobody::Drops) {
            0
        } else {
            128
        };
        let listener = socket.listen(backlog).unwrap();
        let address = listener.local_addr().unwrap();
        let mut connections = Vec::new();
        let listener = match nobody {
            Nobody::Refuses => None,
            Nobody::Accepts => Some(listener),
            Nobody::Drops => {
                connections.push(TcpStream::connect(address).await.unwrap());
                Some(listener)
            }
        };
        Self {
            number: address.port(),
            _listener: listener,
            _connections: connections,
        }
    }
}

/// The longest time from a function's start to its request for the first event. All functions start at once, and every host that
/// they talk to is `nobody`.
async fn longest_start(layout: &Layout, nobody: &Nobody, scheme: &str) -> Duration {
    let port = Port::of(nobody).await;
    let origin = format!("{scheme}://127.0.0.1:{}", port.number);
    let silent = [
        "MICROSOFT_LOGIN_URL",
        "MICROSOFT_GRAPH_URL",
        "AWS_ENDPOINT_URL",
    ];
    let mut functions = Vec::new();
    for name in NAMES {
        let mut environment = settings(&Addresses::unused(), name);
        environment.retain(|(name, _)| !silent.contains(&name.as_str()));
        environment.extend(silent.map(|name| (name.to_owned(), origin.clone())));
        let program = bootstrap(layout, name);
        functions.push(Function::start(&program, &[], &environment).await.unwrap());
    }
    let mut longest = Duration::ZERO;
    for mut function in functions {
        longest = longest.max(function.init().await.unwrap());
    }
    longest
}

#[test_case(&Nobody::Accepts, "http"; "no request is answered")]
#[test_case(&Nobody::Accepts, "https"; "no handshake is made")]
#[test_case(&Nobody::Drops, "http"; "no connection comes about")]
#[tokio::test]
async fn t46_every_function_asks_for_its_first_event_though_nobody_answers(
    nobody: &Nobody,
    scheme: &str,
) {
    let layout = Layout::of_this_checkout().unwrap();
    // However busy this machine is.
    let otherwise = longest_start(&layout, &Nobody::Refuses, scheme).await;
    let longest = longest_start(&layout, nobody, scheme).await;
    assert!(
        longest < otherwise + HELD_UP,
        "{longest:?}, and {otherwise:?} where connections are refused"
    );
}

#[test_case(Silence::Handshake; "not even the handshake")]
#[test_case(Silence::Requests; "no request")]
#[tokio::test]
async fn t46_what_needs_no_microsoft_is_as_quick_while_microsoft_is_silent(silence: Silence) {
    let layout = Layout::of_this_checkout().unwrap();
    // Each case has its own folder.
    let world = world(&layout, &format!("silent-{silence:?}")).await;
    let headers = headers(&world);
    let mut times = Vec::new();
    for silent in [None, Some((Side::Microsoft, silence))] {
        world.rig.set(Distance {
            silent,
            ..Distance::default()
        });
        let mut api = start(&layout, &world, "verify-api").await;
        api.init().await.unwrap();
        let begun = Instant::now();
        let body = json!({
            "customer_id": "silent", "customer_name": "Contoso Architects", "plan": "BOOST", "language": "en",
        });
        let mut headers = headers.clone();
        headers["idempotency-key"] = format!("silent-{}", times.len()).into();
        let create = event::api_with(&world.authority, "/v1/registrations", &headers, &body);
        let created = ask(&mut api, create, 201).await;
        let id = created["id"].as_str().unwrap();
        read(&world, &mut api, &headers, id).await;
        for path in ["/v1/registrations", "/v1/events", "/v1/checks", "/v1/me"] {
            let list = event::api(&world.authority, "GET", (path, ""), &headers);
            ask(&mut api, list, 200).await;
        }
        times.push(begun.elapsed());
    }
    assert!(times[1] < times[0] + WAITS, "{times:?}");
}
