//! `cargo ops stop` and `cargo ops start`. They run alone, because nothing works in between.

use crate::{
    operations::commands::{ops, printed, refused, text},
    support::{
        aws::Queue,
        stack::{Stack, fresh_id, poll},
    },
};
use serde_json::{Value, json};

/// The doctor's check of what is switched off.
fn running() -> Value {
    let output = ops(&["doctor", "--only-look", "--json"]);
    let printed: Value = serde_json::from_slice(&output.stdout).expect("one document");
    let checks = printed["checks"].as_array().expect("checks");
    let found = checks.iter().find(|check| check["check"] == "running");
    found.expect("a check of what runs").clone()
}

#[tokio::test]
async fn a_stage_is_stopped_as_a_whole_and_started_as_it_was() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    assert!(refused(&["stop"]).contains("--yes"));
    host_app.get("/healthz").await.expect(200);
    assert_eq!(running()["outcome"], "ok");

    let tried = tokio::spawn(async {
        // Twice: what is stopped stays so.
        for _ in 0..2 {
            let stopped = printed(&["stop", "--yes"]);
            let count = |of: &str| stopped[of].as_array().map(Vec::len);
            assert_eq!((count("functions"), count("queues")), (Some(7), Some(4)));
        }
        let off = running();
        assert_eq!(off["outcome"], "wrong", "{off}");
        for function in ["consent-start", "verify-api", "verify-dispatch"] {
            assert!(text(&off["says"]).contains(function), "{off}");
        }
        assert!(text(&off["says"]).contains("queue of"), "{off}");
        // A message waits. The emulated AWS goes on invoking published versions, whatever executions a function has.
        let nobody = json!({
            "version": 1, "registration_id": fresh_id(), "slot": 1, "attempt": 0,
            "requested_at": "2026-01-01T00:00:00Z",
        });
        let aws = Stack::load().aws();
        aws.send_batch_to_sweep_queue(&[nobody.to_string()]).await;
        assert!(aws.counts(Queue::Sweep).await.visible >= 1);
    })
    .await;

    let started = printed(&["start"]);
    tried.expect("the stage was not stopped as a whole");
    assert_eq!(started["functions"].as_array().map(Vec::len), Some(7));
    assert_eq!(running()["outcome"], "ok");
    host_app.get("/healthz").await.expect(200);
    poll("an empty queue", || async {
        let counts = Stack::load().aws().counts(Queue::Sweep).await;
        let left = counts.visible + counts.in_flight;
        (left == 0).then_some(()).ok_or(format!("{counts:?}"))
    })
    .await;
}
