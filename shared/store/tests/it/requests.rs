//! `Idempotency-Key`s and counters.

use crate::{
    samples::{at, hash, minutes},
    table::Table,
};
use store::Begun;

#[tokio::test]
async fn t57_a_key_belongs_to_its_body_and_is_answered_once() {
    let table = Table::new().await;
    let begin = async |body: u8, second: i64| {
        table
            .store
            .begin_idempotent(&hash(1), &hash(body), at(second))
            .await
            .unwrap()
    };
    assert!(matches!(begin(2, 0).await, Begun::Started));
    assert!(matches!(begin(2, 1).await, Begun::Running));
    assert!(matches!(begin(3, 1).await, Begun::OtherBody));
    table
        .store
        .finish_idempotent(&hash(1), 201, "sealed")
        .await
        .unwrap();
    assert!(
        matches!(begin(2, 2).await, Begun::Finished { status: 201, sealed_body } if sealed_body == "sealed")
    );
    assert!(matches!(begin(3, 2).await, Begun::OtherBody));
    // Answered: it cannot be abandoned any more.
    table.store.abandon_idempotent(&hash(1)).await.unwrap();
    assert!(matches!(begin(2, 3).await, Begun::Finished { .. }));
}

#[tokio::test]
async fn t57_an_abandoned_key_can_be_used_again_at_once() {
    let table = Table::new().await;
    let begin = table
        .store
        .begin_idempotent(&hash(1), &hash(2), at(0))
        .await
        .unwrap();
    assert!(matches!(begin, Begun::Started));
    table.store.abandon_idempotent(&hash(1)).await.unwrap();
    let again = table
        .store
        .begin_idempotent(&hash(1), &hash(3), at(1))
        .await
        .unwrap();
    assert!(matches!(again, Begun::Started));
}

#[tokio::test]
async fn t71_a_key_of_yesterday_is_free_although_it_is_still_stored() {
    let table = Table::new().await;
    table
        .store
        .begin_idempotent(&hash(1), &hash(2), at(0))
        .await
        .unwrap();
    table
        .store
        .finish_idempotent(&hash(1), 201, "sealed")
        .await
        .unwrap();
    let later = at(0) + minutes(24 * 60) + minutes(1);
    let again = table
        .store
        .begin_idempotent(&hash(1), &hash(3), later)
        .await
        .unwrap();
    assert!(matches!(again, Begun::Started));
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
