//! A server on this machine in place of an AWS service: it answers each request by a function and closes the connection.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// One request.
pub(crate) struct Asked {
    /// The service's name of the operation, such as `GetSecretValue`.
    pub(crate) operation: String,
    pub(crate) body: String,
}

/// Serves until the test ends; returns the address and the requests.
pub(crate) async fn serve(
    mut answer: impl FnMut(&Asked) -> (u16, String) + Send + 'static,
) -> (String, Arc<Mutex<Vec<Asked>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let asked = read(&mut stream).await;
            let (status, body) = answer(&asked);
            log.lock().unwrap().push(asked);
            let reply = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(reply.as_bytes()).await.unwrap();
        }
    });
    (endpoint, requests)
}

async fn read(stream: &mut TcpStream) -> Asked {
    let mut received = Vec::new();
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let count = stream.read(&mut buffer).await.unwrap();
        received.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&received).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let header = |name: &str| {
            head.lines()
                .find_map(|line| {
                    let (found, value) = line.split_once(": ")?;
                    found.eq_ignore_ascii_case(name).then(|| value.to_owned())
                })
                .unwrap_or_default()
        };
        if body.len() >= header("content-length").parse::<usize>().unwrap() {
            let target = header("x-amz-target");
            return Asked {
                operation: target.rsplit('.').next().unwrap_or_default().to_owned(),
                body: body.to_owned(),
            };
        }
    }
}
