//! Messages to the worker that do not come from us, or that come late, twice or broken.
//!
//! A message that fails is hidden for six minutes before it is received again. These tests shorten that on the sweep queue to
//! see the end of it, so no other tests run beside them.

use crate::{
    journeys::{administrator::connected, schedule::changes},
    support::{
        aws::{Aws, Queue},
        stack::{Stack, fresh_id, now_in_milliseconds, poll},
        tenant::Tenant,
    },
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Id of a registration that does not exist.
const UNKNOWN: &str = "01930000-0000-7000-8000-00000000002f";

/// A message of the schedule.
fn message(version: u8, id: &str, slot: Option<i64>) -> Value {
    json!({
        "version": version, "registration_id": id, "slot": slot, "attempt": 0,
        "requested_at": "2026-01-01T00:00:00Z",
    })
}

/// Puts at most ten messages into the sweep queue, lets failed ones return every second until all are settled, and returns
/// those that became dead letters.
async fn settle(aws: &Aws, batch: &[String]) -> BTreeSet<String> {
    aws.take_dead_letters().await;
    let usual = aws.visibility_timeout(Queue::Sweep).await;
    aws.set_visibility_timeout(Queue::Sweep, "1").await;
    aws.send_batch_to_sweep_queue(batch).await;
    let settled = tokio::spawn(poll("an empty queue", || async {
        let counts = Stack::load().aws().counts(Queue::Sweep).await;
        if (counts.visible, counts.in_flight, counts.delayed) == (0, 0, 0) {
            Ok(())
        } else {
            Err(format!("{counts:?}"))
        }
    }))
    .await;
    aws.set_visibility_timeout(Queue::Sweep, &usual).await;
    settled.expect("all is worked off or given up");
    aws.take_dead_letters().await.into_iter().collect()
}

#[tokio::test]
async fn t69_t70_forged_late_and_doubled_messages_change_nothing() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    let aws = stack.aws();
    let stranger = Tenant::like(stack, "all-well").await;
    let path = format!("/v1/registrations/{id}");
    let slot_before = aws.last_slot(&id).await;
    let nonsense = json!(format!("nonsense-{}", fresh_id())).to_string();
    let of_the_future = message(99, &id, Some(1)).to_string();
    let mut with_more = message(1, &id, Some(1));
    with_more["tenant_id"] = json!(stranger.id);
    let unreadable = [nonsense, of_the_future, with_more.to_string()];
    let mut sent = unreadable.to_vec();
    sent.push(message(1, UNKNOWN, Some(1)).to_string());
    // Slots of long ago, doubled and out of order: older than what is stored.
    for slot in [3, 1, 2, 1] {
        sent.push(message(1, &id, Some(slot)).to_string());
    }

    let dead = settle(&aws, &sent).await;

    // What cannot be read waits for somebody to look at it. A registration that is not there may just have been erased:
    // its message is dropped.
    assert_eq!(dead, BTreeSet::from(unreadable));
    let own = host_app.get(&path).await.expect(200);
    assert_eq!(own["health"]["status"], "healthy");
    assert_eq!(own["health"]["version"], 1, "{own}");
    assert!(aws.last_slot(&id).await >= slot_before);
    assert!(changes(&host_app, &id, 0).await.is_empty());
    let logs = Aws::function_logs();
    let dropped = |registration: &str| {
        let lines = logs.lines().filter(|line| line.contains(registration));
        lines
            .filter(|line| line.contains(r#""outcome":"dropped""#))
            .count()
    };
    // At least: a run that the consent asked for may have been overtaken as well.
    assert!(
        dropped(&id) >= 4,
        "each late message was read and dropped: {}",
        dropped(&id)
    );
    assert!(dropped(UNKNOWN) >= 1);
    let asked = stranger.requests().await;
    assert_eq!(
        (&asked["totals"]["token"], &asked["totals"]["graph"]),
        (&json!(0), &json!(0)),
        "Microsoft was never asked about a stranger: {asked}"
    );
    drop(tenant);
}

#[tokio::test]
async fn t75_a_message_that_cannot_be_read_holds_up_no_other_of_its_batch() {
    let stack = Stack::load();
    let (_tenant, _, id) = connected(stack).await;
    let aws = stack.aws();
    let poison: BTreeSet<_> = (0..4).map(|_| format!("poison-{}", fresh_id())).collect();
    // The schedule's slots are whole seconds, so an odd one is nobody else's.
    let slot = now_in_milliseconds() | 1;
    let mut batch: Vec<_> = poison.iter().cloned().collect();
    batch.insert(2, message(1, &id, Some(slot)).to_string());
    let dead = settle(&aws, &batch).await;
    assert_eq!(dead, poison);
    assert_eq!(aws.last_slot(&id).await, slot, "the message was worked off");
}

/// Checks the worker's own answer: of a batch, exactly the messages that failed.
#[tokio::test]
async fn t75_the_worker_gives_back_what_failed_alone() {
    let stack = Stack::load();
    let (_tenant, _, id) = connected(stack).await;
    let aws = stack.aws();
    let slot = now_in_milliseconds() | 1;
    let bodies = [
        message(1, &id, Some(slot)).to_string(),
        "poison".to_owned(),
        message(1, &id, Some(1)).to_string(),
        message(1, UNKNOWN, Some(1)).to_string(),
        message(2, &id, Some(slot)).to_string(),
        String::new(),
    ];
    let records: Vec<_> = bodies
        .iter()
        .enumerate()
        .map(|(position, body)| {
            json!({"messageId": format!("m{position}"), "body": body, "eventSource": "aws:sqs"})
        })
        .collect();
    let answers = aws.invoke("verify-worker", &[json!({"Records": records})]);
    let failed = |id: &str| json!({"itemIdentifier": id});
    assert_eq!(
        answers,
        [json!({"batchItemFailures": [failed("m1"), failed("m4"), failed("m5")]})]
    );
    assert_eq!(aws.last_slot(&id).await, slot);
}
