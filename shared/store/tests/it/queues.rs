//! Batches to a queue that accepts only some of them (`security.md` T77).

use crate::{
    double::{self, Asked},
    samples::registration_id,
    table::config,
};
use jiff::SignedDuration;
use std::sync::{Arc, Mutex};
use store::{Queue, VerificationMessage, asked_by};

/// A queue that refuses the entries in `refused` once each; returns the requests to it.
async fn queue(refused: &'static [&'static str]) -> (Queue, Arc<Mutex<Vec<Asked>>>) {
    let mut turn = 0;
    let (endpoint, requests) = double::serve(move |_| {
        let is_failed = |id: &str| turn == 0 && refused.contains(&id);
        let entries: Vec<String> = (0..3).map(|number| number.to_string()).collect();
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
        (200, answer)
    })
    .await;
    let queue = Queue::new(&config(&endpoint), format!("{endpoint}/queue"));
    (queue, requests)
}

fn messages() -> Vec<VerificationMessage> {
    let now = crate::samples::at(0);
    (1..=3)
        .map(|number| VerificationMessage::scheduled(registration_id(number), now, now))
        .collect()
}

#[tokio::test]
async fn t77_what_a_batch_did_not_take_is_sent_again_and_nothing_else() {
    let (queue, requests) = queue(&["1"]).await;
    queue.send_batch(&messages()).await.unwrap();
    let requests = requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    let count = |number: u64| {
        let id = registration_id(number).to_string();
        requests
            .iter()
            .map(|request| request.body.matches(&id).count())
            .sum::<usize>()
    };
    assert_eq!((count(1), count(2), count(3)), (1, 2, 1));
}

#[tokio::test]
async fn each_message_takes_the_id_of_the_request_that_asked_for_it_along_and_not_in_its_body() {
    let (queue, requests) = queue(&["1"]).await;
    let first = &messages()[0];
    asked_by::within("request-7".to_owned(), async {
        queue.send_batch(&messages()).await.unwrap();
        queue.send(first, SignedDuration::ZERO).await.unwrap();
    })
    .await;
    queue.send(first, SignedDuration::ZERO).await.unwrap();
    let requests = requests.lock().unwrap();
    let attributes = |body: &str| -> Vec<serde_json::Value> {
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let entries = body["Entries"].as_array().cloned();
        let messages = entries.unwrap_or_else(|| vec![body]).into_iter();
        messages
            .inspect(|message| {
                let body = message["MessageBody"].as_str().unwrap();
                assert!(!body.contains("request-7"), "{body}");
            })
            .map(|message| message["MessageAttributes"]["asked_by"]["StringValue"].clone())
            .collect()
    };
    let sent: Vec<_> = requests
        .iter()
        .flat_map(|request| attributes(&request.body))
        .collect();
    // A batch of three, the one of it that was refused, one more, and one that nobody asked for.
    let (asked, own): (Vec<_>, Vec<_>) = sent.iter().partition(|asked_by| !asked_by.is_null());
    assert_eq!((asked.len(), own.len()), (5, 1));
    assert!(asked.iter().all(|asked_by| *asked_by == "request-7"));
}
