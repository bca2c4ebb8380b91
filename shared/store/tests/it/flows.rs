//! Flows and legs: single use, expiry by our clock.

use crate::{
    samples::{at, flow, hash, leg},
    table::Table,
};
use domain::flow::Flow;
use std::sync::Arc;
use uuid::Uuid;

async fn has_flow(table: &Table, number: u8, second: i64) -> bool {
    let found = table.store.find_flow(&hash(number), at(second)).await;
    found.unwrap().is_some()
}

async fn has_leg(table: &Table, number: u8, second: i64) -> bool {
    let found = table.store.find_leg(&hash(number), at(second)).await;
    found.unwrap().is_some()
}

#[tokio::test]
async fn t03_of_fifty_at_once_one_spends_the_leg() {
    let table = Arc::new(Table::new().await);
    table.store.start_flow(&flow(1), &leg(2, 1)).await.unwrap();
    let tasks: Vec<_> = (0..50)
        .map(|call| {
            let table = Arc::clone(&table);
            let call = Uuid::from_u128(call);
            tokio::spawn(
                async move { table.store.spend_leg(&hash(2), call, at(10)).await.unwrap() },
            )
        })
        .collect();
    let mut spent = 0;
    for task in tasks {
        spent += u32::from(task.await.unwrap());
    }
    assert_eq!(spent, 1);
}

#[tokio::test]
async fn t03_a_try_whose_answer_was_lost_spends_the_leg_for_its_own_caller_alone() {
    let table = Table::new().await;
    table.store.start_flow(&flow(1), &leg(1, 1)).await.unwrap();
    let store = table.with_a_lost_answer().await;
    store.add_leg(&leg(2, 1)).await.unwrap();

    let store = table.with_a_lost_answer().await;
    let state = hash(2);
    let spend = |call| store.spend_leg(&state, Uuid::from_u128(call), at(10));
    assert!(spend(1).await.unwrap());
    assert!(!spend(2).await.unwrap());
    let again = store.add_leg(&leg(2, 1)).await.unwrap_err();
    assert!(again.is_conflict(), "what is spent stays so: {again}");
}

#[tokio::test]
async fn t71_what_has_expired_is_gone_although_the_table_still_has_it() {
    let table = Table::new().await;
    table.store.start_flow(&flow(1), &leg(2, 1)).await.unwrap();
    assert!(has_leg(&table, 2, 599).await);
    assert!(!has_leg(&table, 2, 600).await);
    let late = table.store.spend_leg(&hash(2), Uuid::nil(), at(600)).await;
    assert!(!late.unwrap());
    assert!(has_flow(&table, 1, 1_799).await);
    assert!(!has_flow(&table, 1, 1_800).await);
    assert!(
        table.dump().await.contains("LEG#"),
        "the table never deletes by itself"
    );
}

#[tokio::test]
async fn t22_a_rotated_flow_is_found_by_its_new_cookie_alone() {
    let table = Table::new().await;
    table.store.start_flow(&flow(1), &leg(2, 1)).await.unwrap();
    let rotated = Flow {
        cookie_hash: hash(7),
        ..flow(1)
    };
    table.store.rotate_flow(&hash(1), &rotated).await.unwrap();
    assert!(!has_flow(&table, 1, 1).await);
    assert!(has_flow(&table, 7, 1).await);
    // The old one is dead: nobody rotates it a second time.
    let again = Flow {
        cookie_hash: hash(8),
        ..flow(1)
    };
    assert!(table.store.rotate_flow(&hash(1), &again).await.is_err());
}

#[tokio::test]
async fn two_legs_cannot_have_one_state() {
    let table = Table::new().await;
    table.store.start_flow(&flow(1), &leg(2, 1)).await.unwrap();
    assert!(
        table
            .store
            .add_leg(&leg(2, 9))
            .await
            .unwrap_err()
            .is_conflict()
    );
    table.store.add_leg(&leg(3, 1)).await.unwrap();
}
