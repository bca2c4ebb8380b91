//! Batches to a queue that takes only some of them (`security.md` T77).

use crate::{samples::registration_id, table::config};
use std::sync::{Arc, Mutex};
use store::{Queue, VerificationMessage};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

/// A queue that refuses the entries `refused` says, once each; gives what it took, by body.
async fn queue(refused: &'static [&'static str]) -> (Queue, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    tokio::spawn(async move {
        let mut turn = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut received = Vec::new();
            let mut buffer = [0; 16 * 1024];
            let body = loop {
                let count = stream.read(&mut buffer).await.unwrap();
                received.extend_from_slice(&buffer[..count]);
                let text = String::from_utf8_lossy(&received).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else {
                    continue;
                };
                let length = head
                    .lines()
                    .find_map(|line| {
                        line.to_ascii_lowercase()
                            .strip_prefix("content-length: ")?
                            .parse::<usize>()
                            .ok()
                    })
                    .unwrap();
                if body.len() >= length {
                    break body.to_owned();
                }
            };
            log.lock().unwrap().push(body);
            let entries: Vec<String> = (0..3).map(|number| number.to_string()).collect();
            let is_failed = |id: &str| turn == 0 && refused.contains(&id);
            let failed: Vec<String> = entries
                .iter()
                .filter(|id| is_failed(id))
                .map(|id| format!(r#"{{"Id":"{id}","SenderFault":false,"Code":"InternalError"}}"#))
                .collect();
            let taken: Vec<String> = entries
                .iter()
                .filter(|id| !is_failed(id))
                .map(|id| format!(r#"{{"Id":"{id}","MessageId":"m{id}","MD5OfMessageBody":"x"}}"#))
                .collect();
            turn += 1;
            let answer = format!(
                r#"{{"Successful":[{}],"Failed":[{}]}}"#,
                taken.join(","),
                failed.join(",")
            );
            let reply = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
                answer.len()
            );
            stream.write_all(reply.as_bytes()).await.unwrap();
        }
    });
    (
        Queue::new(&config(&endpoint), format!("{endpoint}/queue")),
        requests,
    )
}

fn messages() -> Vec<VerificationMessage> {
    let now = crate::samples::at(0);
    (1..=3)
        .map(|number| VerificationMessage::new(registration_id(number), Some(1), now))
        .collect()
}

#[tokio::test]
async fn t77_what_a_batch_did_not_take_is_sent_again_and_nothing_else() {
    let (queue, requests) = queue(&["1"]).await;
    queue.send_batch(&messages()).await.unwrap();
    let requests = requests.lock().unwrap().clone();
    assert_eq!(requests.len(), 2, "{requests:?}");
    let count = |number: u64| {
        let id = registration_id(number).to_string();
        requests
            .iter()
            .map(|request| request.matches(&id).count())
            .sum::<usize>()
    };
    assert_eq!((count(1), count(2), count(3)), (1, 2, 1));
}
