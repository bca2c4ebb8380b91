//! `Idempotency-Key`s and counters.

use crate::{
    samples::{at, hash, minutes, registration_id, verification_id},
    table::Table,
};
use domain::{
    ids::VerificationId,
    verification::report::{Coverage, Report},
};
use store::{Beginning, Commit, KeptReport, RequestStart, Trigger};

async fn begin(table: &Table, body: u8, attempt: &str, second: i64) -> RequestStart {
    let beginning = Beginning {
        key: &hash(1),
        fingerprint: &hash(body),
        attempt,
        sealed_seed: &format!("seed of {attempt}"),
        report_of: None,
        report_id: verification_id(0),
        registration: None,
        now: at(second),
    };
    table.store.begin_idempotent(beginning).await.unwrap()
}

async fn finish(table: &Table, attempt: &str) {
    let key = hash(1);
    let finished = table
        .store
        .finish_idempotent(&key, attempt, None, 201, "sealed");
    finished.await.unwrap();
}

fn started(by: &str, second: i64) -> RequestStart {
    RequestStart::Started {
        sealed_seed: format!("seed of {by}"),
        began_at: at(second),
        report_id: verification_id(0),
        is_taken_over: false,
    }
}

fn taken_over(by: &str, second: i64) -> RequestStart {
    RequestStart::Started {
        sealed_seed: format!("seed of {by}"),
        began_at: at(second),
        report_id: verification_id(0),
        is_taken_over: true,
    }
}

/// Result while another attempt runs, which a repeat takes over after this number of seconds.
fn running(seconds: i64) -> RequestStart {
    let left = jiff::SignedDuration::from_secs(seconds);
    RequestStart::Running { left }
}

#[tokio::test]
async fn t57_a_key_belongs_to_its_body_and_is_answered_once() {
    let table = Table::new().await;
    assert_eq!(begin(&table, 2, "a", 0).await, started("a", 0));
    // The SDK sent the same again.
    assert_eq!(begin(&table, 2, "a", 0).await, started("a", 0));
    assert_eq!(begin(&table, 2, "b", 1).await, running(59));
    assert_eq!(begin(&table, 3, "c", 1).await, RequestStart::OtherBody);
    finish(&table, "a").await;
    let finished = RequestStart::Finished {
        status: 201,
        sealed_body: "sealed".to_owned(),
    };
    assert_eq!(begin(&table, 2, "d", 2).await, finished);
    assert_eq!(begin(&table, 3, "e", 2).await, RequestStart::OtherBody);
    // Answered: it cannot be abandoned any more.
    table.store.abandon_idempotent(&hash(1), "a").await.unwrap();
    assert_eq!(begin(&table, 2, "f", 3).await, finished);
}

#[tokio::test]
async fn t57_what_was_left_behind_is_taken_over_by_the_same_body_with_the_same_seed() {
    let table = Table::new().await;
    begin(&table, 2, "dead", 0).await;
    assert_eq!(begin(&table, 2, "b", 59).await, running(1));
    assert_eq!(begin(&table, 3, "c", 60).await, RequestStart::OtherBody);
    assert_eq!(begin(&table, 2, "d", 60).await, taken_over("dead", 0));
    assert_eq!(begin(&table, 2, "e", 61).await, running(59));
    // The first was not dead but slow: its answer is not kept over the other's attempt, nor does it free the key.
    table
        .store
        .abandon_idempotent(&hash(1), "dead")
        .await
        .unwrap();
    finish(&table, "dead").await;
    assert_eq!(begin(&table, 2, "f", 62).await, running(58));
    finish(&table, "d").await;
    assert!(matches!(
        begin(&table, 2, "g", 63).await,
        RequestStart::Finished { .. }
    ));
}

#[tokio::test]
async fn t57_a_failed_attempt_leaves_its_seed_to_the_next() {
    let table = Table::new().await;
    begin(&table, 2, "a", 0).await;
    table.store.release_idempotent(&hash(1), "a").await.unwrap();
    assert_eq!(begin(&table, 3, "b", 1).await, RequestStart::OtherBody);
    assert_eq!(begin(&table, 2, "c", 1).await, taken_over("a", 0));
}

#[tokio::test]
async fn t57_an_abandoned_key_can_be_used_again_at_once() {
    let table = Table::new().await;
    begin(&table, 2, "a", 0).await;
    table.store.abandon_idempotent(&hash(1), "a").await.unwrap();
    assert_eq!(begin(&table, 3, "b", 1).await, started("b", 1));
}

/// Begins a request whose answer is a report of the first registration; `second` is the instant of the id that it would give
/// the report.
async fn begin_report(table: &Table, body: u8, attempt: &str, second: i64) -> RequestStart {
    let beginning = Beginning {
        key: &hash(1),
        fingerprint: &hash(body),
        attempt,
        sealed_seed: "seed",
        report_of: Some(registration_id(1)),
        report_id: verification_id(second),
        registration: None,
        now: at(second),
    };
    table.store.begin_idempotent(beginning).await.unwrap()
}

fn report_id(begun: &RequestStart) -> VerificationId {
    let started = match begun {
        RequestStart::Started { report_id, .. } => Some(*report_id),
        _ => None,
    };
    started.unwrap()
}

async fn keep_report(table: &Table, id: VerificationId) {
    let report = Report {
        checked_at: at(10),
        coverage: Coverage::default(),
        results: Vec::new(),
        changes: Vec::new(),
        access: None,
    };
    let commit = Commit {
        report: Some(KeptReport {
            id,
            registration_id: registration_id(1),
            report: &report,
            trigger: Trigger::Requested,
        }),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
}

#[tokio::test]
async fn t57_a_request_counts_as_carried_out_as_soon_as_its_report_is_kept() {
    let table = Table::new().await;
    let first = report_id(&begin_report(&table, 2, "a", 0).await);
    assert_eq!(first, verification_id(0));
    assert_eq!(begin_report(&table, 2, "b", 1).await, running(59));
    // Left behind: whoever takes over makes the report under the same id.
    assert_eq!(report_id(&begin_report(&table, 2, "c", 60).await), first);
    keep_report(&table, first).await;
    for second in [61, 62, 1_000] {
        let begun = begin_report(&table, 2, "d", second).await;
        assert!(
            matches!(&begun, RequestStart::Made(kept) if kept.id == first),
            "{begun:?}"
        );
        assert_eq!(
            begin_report(&table, 3, "e", second).await,
            RequestStart::OtherBody
        );
    }
    // A call whose answer is no report looks for none.
    assert_eq!(begin(&table, 2, "f", 63).await, running(57));
}

#[tokio::test]
async fn t57_a_request_from_before_reports_had_ids_is_taken_over_and_its_sealed_answer_replayed() {
    let table = Table::new().await;
    begin_report(&table, 2, "old", 0).await;
    let partition = format!("IDEMPOTENCY#{}", hash(1).as_str());
    table.remove(&partition, "IDEMPOTENCY", "report_id").await;
    assert_eq!(begin_report(&table, 2, "b", 1).await, running(59));
    let taken = report_id(&begin_report(&table, 2, "c", 60).await);
    assert_eq!(taken, verification_id(60));
    assert_eq!(report_id(&begin_report(&table, 2, "d", 120).await), taken);
    finish(&table, "d").await;
    assert!(matches!(
        begin_report(&table, 2, "e", 121).await,
        RequestStart::Finished { status: 201, .. }
    ));
}

#[tokio::test]
async fn t71_a_key_of_yesterday_is_free_although_it_is_still_stored() {
    let table = Table::new().await;
    begin(&table, 2, "a", 0).await;
    finish(&table, "a").await;
    let later = 24 * 60 * 60 + 60;
    assert_eq!(begin(&table, 3, "b", later).await, started("b", later));
}

#[tokio::test]
async fn a_counter_counts_within_its_window() {
    let table = Table::new().await;
    let window = minutes(10);
    let start = at(0);
    for expected in 1..=5 {
        assert_eq!(
            table.store.count("starts", window, start).await.unwrap(),
            expected
        );
    }
    assert_eq!(table.store.count("others", window, start).await.unwrap(), 1);
    assert_eq!(
        table
            .store
            .count("starts", window, start + window)
            .await
            .unwrap(),
        1
    );
}
