//! Pages and API at `http://localhost:PORT`, for every client: the emulated API Gateway answers only to a name below `localhost`,
//! which few resolvers know. This reverse proxy stands where DNS and the gateway's own front end stand in production. It is a
//! process of its own, so that it outlives `cargo dev up --detach`.

use crate::process::{Processes, until};
use crate::stack::Stack;
use anyhow::{Context, Result, bail};
use clap::Args;
use http_body_util::{BodyExt, Full, combinators::BoxBody};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1 as client;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1 as server;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream as BlockingStream};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tooling::command;
use tooling::http::is_own;
use tooling::layout::Layout;
use tooling::progress::Step;

const PROCESS: &str = "front-door";
const PATIENCE: Duration = Duration::from_secs(20);

/// Headers that belong to one connection (RFC 9110 section 7.6.1), and `Host`, which the door sets.
const OF_ONE_CONNECTION: [HeaderName; 8] = [
    header::CONNECTION,
    header::HOST,
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

#[derive(Args)]
pub(crate) struct FrontDoorOptions {
    /// Port of this machine's loopback addresses to listen on
    #[arg(long)]
    port: u16,
    /// Port of the emulated AWS
    #[arg(long)]
    gateway_port: u16,
    /// Name by which the emulated API Gateway is called
    #[arg(long)]
    gateway: String,
}

/// Starts the front door of a stack, and waits until it answers.
///
/// # Errors
/// When it does not start.
pub(crate) async fn start(layout: &Layout, stack: &Stack, processes: &mut Processes) -> Result<()> {
    let step = Step::start("Opening http://localhost");
    let mut door = command::program(layout.root(), layout.debug_program("dev"));
    door.arg("front-door")
        .args(["--port", &stack.ports.pages.to_string()])
        .args(["--gateway-port", &stack.ports.aws.to_string()])
        .args(["--gateway", &stack.gateway_authority()]);
    let log = stack.log(PROCESS);
    processes.start(PROCESS, door, &log)?;
    let answers = || BlockingStream::connect((Ipv4Addr::LOCALHOST, stack.ports.pages)).is_ok();
    if !until(PATIENCE, || processes.ended().is_some() || answers()).await
        || processes.ended().is_some()
    {
        bail!("The front door did not start; see {}", log.display());
    }
    step.done();
    Ok(())
}

/// Serves until the process is stopped.
///
/// # Errors
/// When the port cannot be listened on.
pub(crate) async fn run(options: &FrontDoorOptions) -> Result<()> {
    let door = Arc::new(Door {
        port: options.port,
        gateway_port: options.gateway_port,
        gateway: HeaderValue::from_str(&options.gateway)?,
    });
    let on_ipv4 = listen(Ipv4Addr::LOCALHOST.into(), options.port)
        .await?
        .context("this machine has no 127.0.0.1")?;
    match listen(Ipv6Addr::LOCALHOST.into(), options.port).await? {
        Some(on_ipv6) => {
            tokio::join!(serve(on_ipv4, Arc::clone(&door)), serve(on_ipv6, door));
        }
        None => serve(on_ipv4, door).await,
    }
    Ok(())
}

/// Listens on one address; `None` where the machine does not have it, as without IPv6.
async fn listen(address: IpAddr, port: u16) -> Result<Option<TcpListener>> {
    match TcpListener::bind((address, port)).await {
        Ok(listener) => Ok(Some(listener)),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("Port {port} of {address} is in use; stop what listens there.")
        }
        Err(error) if address.is_ipv6() => {
            println!("IPv6 is not used: {error}");
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on {address}")),
    }
}

async fn serve(listener: TcpListener, door: Arc<Door>) {
    while let Ok((stream, peer)) = listener.accept().await {
        let door = Arc::clone(&door);
        let service = service_fn(move |request| answer(Arc::clone(&door), peer, request));
        tokio::spawn(server::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

/// Way from the port to the emulated gateway.
struct Door {
    port: u16,
    gateway_port: u16,
    gateway: HeaderValue,
}

type FunctionAnswer = Response<BoxBody<Bytes, hyper::Error>>;

async fn answer(
    door: Arc<Door>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<FunctionAnswer, Infallible> {
    if !is_own(request.headers()) {
        // As API Gateway answers under a name that is not its own.
        return Ok(refusal(StatusCode::FORBIDDEN, "Forbidden"));
    }
    Ok(pass_on(&door, peer, request).await.unwrap_or_else(|error| {
        println!("{error:#}");
        refusal(StatusCode::BAD_GATEWAY, "The emulated AWS does not answer")
    }))
}

async fn pass_on(
    door: &Door,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<FunctionAnswer> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, door.gateway_port)).await?;
    let (mut sender, connection) = client::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().cloned();
    parts.uri = path.map_or_else(|| Uri::from_static("/"), Uri::from);
    keep_what_travels(&mut parts.headers);
    parts.headers.insert(header::HOST, door.gateway.clone());
    forward(&mut parts.headers, peer, door.port)?;
    let mut response = sender
        .send_request(Request::from_parts(parts, body))
        .await?;
    keep_what_travels(response.headers_mut());
    Ok(response.map(BodyExt::boxed))
}

/// Removes what concerns this connection alone.
fn keep_what_travels(headers: &mut HeaderMap) {
    for name in OF_ONE_CONNECTION {
        headers.remove(name);
    }
}

/// Tells where the request came from, as the HTTP API does
/// (<https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>): the client's
/// address is added to those it brought, port and scheme are the gateway's word alone.
fn forward(headers: &mut HeaderMap, peer: SocketAddr, port: u16) -> Result<()> {
    let before = headers.get_all("x-forwarded-for").iter();
    let mut addresses: Vec<_> = before
        .filter_map(|value| value.to_str().ok().map(str::to_owned))
        .collect();
    addresses.push(peer.ip().to_string());
    let addresses = HeaderValue::from_str(&addresses.join(", "))?;
    headers.insert("x-forwarded-for", addresses);
    headers.insert("x-forwarded-port", HeaderValue::from(port));
    headers.insert("x-forwarded-proto", HeaderValue::from_static("http"));
    Ok(())
}

/// An answer of the door itself, in the gateway's form.
fn refusal(status: StatusCode, message: &str) -> FunctionAnswer {
    let body = format!("{{\"message\":\"{message}\"}}");
    let mut response = Response::new(Full::from(body).map_err(|never| match never {}).boxed());
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Method;
    use serde_json::{Value, json};
    use test_case::test_case;
    use tooling::http::{LocalRequest, send};

    const GATEWAY: &str = "c00be711.execute-api.localhost:4566";

    /// Answers with what it was asked, as a gateway would hand it to a function.
    async fn gateway() -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let service = service_fn(async |request: Request<Incoming>| {
                    let (parts, body) = request.into_parts();
                    let body = body.collect().await?.to_bytes();
                    let header = |name: &str| {
                        let value = parts.headers.get(name);
                        value.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
                    };
                    let names = [
                        "host",
                        "cookie",
                        "origin",
                        "te",
                        "x-forwarded-for",
                        "x-forwarded-port",
                        "x-forwarded-proto",
                    ];
                    let seen = json!({
                        "method": parts.method.as_str(),
                        "target": parts.uri.to_string(),
                        "headers": names.map(header),
                        "body": String::from_utf8_lossy(&body),
                    });
                    let mut response = Response::new(Full::new(Bytes::from(seen.to_string())));
                    let cookie = HeaderValue::from_static("__Host-f=1; Path=/; Secure");
                    response.headers_mut().insert(header::SET_COOKIE, cookie);
                    Ok::<_, hyper::Error>(response)
                });
                tokio::spawn(
                    server::Builder::new().serve_connection(TokioIo::new(stream), service),
                );
            }
        });
        port
    }

    async fn door(gateway_port: u16) -> u16 {
        let listener = listen(Ipv4Addr::LOCALHOST.into(), 0)
            .await
            .unwrap()
            .unwrap();
        let port = listener.local_addr().unwrap().port();
        let door = Door {
            port,
            gateway_port,
            gateway: HeaderValue::from_static(GATEWAY),
        };
        tokio::spawn(serve(listener, Arc::new(door)));
        port
    }

    async fn ask(
        port: u16,
        authority: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (StatusCode, Value) {
        let request = LocalRequest {
            port,
            authority,
            method: Method::POST,
            path: "//connect/a%2fb?q=%41&lang=fr",
            headers,
            body: body.as_bytes().to_vec(),
        };
        let (status, answer) = send(request).await.unwrap();
        (status, serde_json::from_slice(&answer).unwrap())
    }

    #[tokio::test]
    async fn the_gateway_sees_its_own_name_and_everything_else_as_it_was_sent() {
        let port = door(gateway().await).await;
        let own = format!("localhost:{port}");
        let headers = [
            ("cookie", "__Host-f-abc=1; other=a\u{e9}b"),
            ("origin", "http://localhost:4579"),
            ("te", "trailers"),
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-port", "1"),
            ("x-forwarded-proto", "ftp"),
        ];
        let (status, seen) = ask(port, &own, &headers, "a=1").await;

        assert_eq!(status, StatusCode::OK);
        assert_eq!(seen["method"], "POST");
        assert_eq!(seen["target"], "//connect/a%2fb?q=%41&lang=fr");
        assert_eq!(seen["body"], "a=1");
        let expected = json!([
            GATEWAY,
            headers[0].1,
            headers[1].1,
            null,
            "192.0.2.7, 127.0.0.1",
            port.to_string(),
            "http"
        ]);
        assert_eq!(seen["headers"], expected);
    }

    #[test_case("localhost", true; "by name")]
    #[test_case("LOCALHOST:4579", true; "in capitals")]
    #[test_case("127.0.0.1:4579", true; "by address")]
    #[test_case("[::1]:4579", true; "by the other address")]
    #[test_case("evil.example", false; "another name")]
    #[test_case("localhost.evil.example", false; "a longer name")]
    #[tokio::test]
    async fn a_name_that_is_not_this_machines_gets_nothing(authority: &str, taken: bool) {
        let port = door(gateway().await).await;
        let (status, answer) = ask(port, authority, &[], "").await;

        assert_eq!(status.is_success(), taken, "{answer}");
        if !taken {
            assert_eq!(
                (status.as_u16(), &answer),
                (403, &json!({"message": "Forbidden"}))
            );
        }
    }

    #[tokio::test]
    async fn a_gateway_that_is_gone_is_told_as_such() {
        let unused = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let gone = unused.local_addr().unwrap().port();
        drop(unused);
        let (status, answer) = ask(door(gone).await, "localhost", &[], "").await;

        assert_eq!(status, StatusCode::BAD_GATEWAY);
        assert_eq!(answer["message"], "The emulated AWS does not answer");
    }
}
