//! Batches to a queue that accepts only some of them (`security.md` T77).

use crate::{
    double::{self, Asked},
    samples::registration_id,
    table::config,
};
use std::sync::{Arc, Mutex};
use store::{Queue, VerificationMessage};

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
        .map(|number| VerificationMessage::new(registration_id(number), Some(1), now))
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
