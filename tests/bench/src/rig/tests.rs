//! Tests of the counts and the protocols of the rig.

use super::*;
use hyper::Method;
use serde_json::json;
use test_case::test_case;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::pem::PemObject as _,
    pki_types::{CertificateDer, ServerName},
};

async fn rig() -> (Arc<Rig>, TlsConnector, BTreeMap<Host, u16>) {
    let folder = std::env::temp_dir().join(format!("cooperlink-rig-{:?}", Instant::now()));
    std::fs::create_dir_all(&folder).unwrap();
    let certificate = Certificate::make(&folder).unwrap();
    let ports = Ports::bind().await.unwrap();
    let port =
        |(host, listener): (&Host, &TcpListener)| (*host, listener.local_addr().unwrap().port());
    let numbers = ports.0.iter().map(port).collect();
    let echo = |operation: &str, input: &Value| (200, json!({ operation: input }));
    let behind = |host| (host, Behind::Fake(Box::new(echo)));
    let behind = Host::ALL.map(behind).into_iter().collect();
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_file(&certificate.authority).unwrap();
    roots.add(authority).unwrap();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    client.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let rig = Rig::start(ports, &certificate, behind).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    (rig, TlsConnector::from(Arc::new(client)), numbers)
}

/// Sends `requests` requests on one connection, one after the other, and gives the protocol.
async fn ask(connector: &TlsConnector, port: u16, requests: usize) -> Vec<u8> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .await
        .unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let stream = connector.connect(name, stream).await.unwrap();
    let protocol = stream.get_ref().1.alpn_protocol().unwrap().to_vec();
    if protocol != b"http/1.1" {
        return protocol;
    }
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    for _ in 0..requests {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/")
            .header("host", "x")
            .header("x-amz-target", "Service.Operation")
            .body(Full::new(Bytes::from("{\"a\":1}")))
            .unwrap();
        let body = sender.send_request(request).await.unwrap().into_body();
        let body = body.collect().await.unwrap().to_bytes();
        assert_eq!(body, "{\"Operation\":{\"a\":1}}");
    }
    protocol
}

#[tokio::test]
async fn connections_requests_and_links_are_counted() {
    let (rig, connector, ports) = rig().await;
    rig.set(Distance {
        aws: Duration::from_millis(5),
        ..Distance::default()
    });
    rig.forget();
    tokio::join!(
        ask(&connector, ports[&Host::Table], 2),
        ask(&connector, ports[&Host::Secrets], 1),
    );
    let traffic = rig.taken();
    assert_eq!(traffic.connections, 2);
    assert_eq!(traffic.requests(Side::Aws), 3);
    assert_eq!(traffic.links(Side::Aws), 2);
    assert_eq!(rig.taken().requests(Side::Aws), 0, "taken is gone");
}

#[tokio::test]
async fn microsoft_alone_offers_http2() {
    let (_rig, connector, ports) = rig().await;
    for host in Host::ALL {
        let expected: &[u8] = match host.side() {
            Side::Microsoft => b"h2",
            Side::Aws => b"http/1.1",
        };
        assert_eq!(ask(&connector, ports[&host], 0).await, expected, "{host:?}");
    }
}

#[test_case("UpdateItem", &json!({"CapacityUnits": 3.0}), (0.0, 3.0); "a write")]
#[test_case("Query", &json!({"CapacityUnits": 1.0}), (1.0, 0.0); "a read")]
#[test_case("TransactWriteItems", &json!([{"CapacityUnits": 4.0}, {"CapacityUnits": 7.0}]), (0.0, 11.0); "a transaction")]
fn units_are_read_from_the_answer(operation: &str, consumed: &Value, expected: (f64, f64)) {
    let body = json!({ "ConsumedCapacity": consumed }).to_string();
    let Units { read, write } = units(operation, body.as_bytes());
    assert!((read - expected.0).abs() < 1e-9 && (write - expected.1).abs() < 1e-9);
}
