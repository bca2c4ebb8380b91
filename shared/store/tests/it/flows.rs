//! Flows and legs: single use, expiry by our clock.

use crate::{
    samples::{at, flow, hash, leg},
    table::Table,
};
use domain::flow::Flow;
use std::sync::Arc;
use uuid::Uuid;

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
    assert!(
        table
            .store
            .find_leg(&hash(2), at(599))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        table
            .store
            .find_leg(&hash(2), at(600))
            .await
            .unwrap()
            .is_none()
    );
    let late = table.store.spend_leg(&hash(2), Uuid::nil(), at(600)).await;
    assert!(!late.unwrap());
    assert!(
        table
            .store
            .find_flow(&hash(1), at(1_799))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        table
            .store
            .find_flow(&hash(1), at(1_800))
            .await
            .unwrap()
            .is_none()
    );
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
    assert!(
        table
            .store
            .find_flow(&hash(1), at(1))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        table
            .store
            .find_flow(&hash(7), at(1))
            .await
            .unwrap()
            .is_some()
    );
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
