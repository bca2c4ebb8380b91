//! The due index read from a place, and the dispatcher's marks.

use crate::{
    samples::{at, invitation, minutes, registration, registration_id},
    table::Table,
};
use domain::schedule::{SHARDS, shard};
use jiff::Timestamp;
use store::{Commit, DispatchMarks, Due, ShardMark};
use test_case::test_case;

/// Stores registrations of one shard that are due at that instant; returns the shard.
async fn due_in_one_shard(table: &Table, count: u8, due_at: Timestamp) -> u8 {
    for number in (0..count).map(|number| (number + 1) * SHARDS) {
        let registration = registration(u64::from(number), "contoso");
        table
            .store
            .create_registration(&registration, &invitation(u64::from(number), number))
            .await
            .unwrap();
        let commit = Commit {
            due: Some((registration.id, due_at)),
            ..Commit::default()
        };
        table.store.commit(commit).await.unwrap();
    }
    shard(registration_id(u64::from(SHARDS)))
}

#[tokio::test]
async fn a_page_begins_after_an_entry_though_that_one_is_gone() {
    let table = Table::new().await;
    // All in one second, so that the place is that of the id alone.
    let shard = due_in_one_shard(&table, 6, at(100)).await;
    let until = at(500);
    let page = table.store.due(shard, until, None, 3).await.unwrap();
    assert!(page.has_more);
    let last = page.entries[2];
    let gone = Commit {
        due: Some((last.registration_id, at(1_000))),
        ..Commit::default()
    };
    table.store.commit(gone).await.unwrap();
    let rest = table.store.due(shard, until, Some(last), 10).await.unwrap();
    assert_eq!((rest.entries.len(), rest.has_more), (3, false));
    assert!(rest.entries.iter().all(|due| !page.entries.contains(due)));
    // A clock that is behind asks for nothing.
    let early = table.store.due(shard, at(99), Some(last), 10).await;
    assert_eq!(early.unwrap().entries, []);
}

#[tokio::test]
async fn marks_are_saved_by_one_tick_at_a_time() {
    let table = Table::new().await;
    let mut first = table.store.dispatch_marks().await.unwrap();
    assert_eq!(first, DispatchMarks::default());
    let mut second = first.clone();
    first.shards[3].sent = Some(Due {
        registration_id: registration_id(1),
        due_at: at(500),
    });
    for _ in 0..2 {
        let saved = table.store.save_dispatch_marks(&mut first, 15, at(500));
        saved.await.unwrap();
    }
    let late = table
        .store
        .save_dispatch_marks(&mut second, 7, at(500))
        .await;
    assert!(late.unwrap_err().is_conflict());
    assert_eq!(table.store.dispatch_marks().await.unwrap(), first);
}

#[test_case("shards"; "of another form")]
#[test_case("version"; "without a version")]
#[tokio::test]
async fn marks_that_cannot_be_read_are_begun_anew(spoilt: &str) {
    let table = Table::new().await;
    let mut marks = table.store.dispatch_marks().await.unwrap();
    marks.shards[3].quarter = 7;
    for _ in 0..2 {
        let saved = table.store.save_dispatch_marks(&mut marks, 15, at(500));
        saved.await.unwrap();
    }
    table.spoil("DISPATCH#ALL", "MARKS", spoilt).await;
    let mut anew = table.store.dispatch_marks().await.unwrap();
    assert_eq!(anew.shards, DispatchMarks::default().shards);
    let saved = table.store.save_dispatch_marks(&mut anew, 1, at(500));
    saved.await.unwrap();
    assert_eq!(table.store.dispatch_marks().await.unwrap(), anew);
}

#[tokio::test]
async fn what_was_sent_counts_in_its_window_and_the_next() {
    let table = Table::new().await;
    let mut marks = DispatchMarks::default();
    let dispatched = async |after| {
        table
            .store
            .dispatched(at(0) + minutes(after))
            .await
            .unwrap()
    };
    for (after, sent, expected) in [(0, 30, 30), (5, 2, 32), (10, 1, 33), (20, 4, 5)] {
        let now = at(0) + minutes(after);
        let saved = table.store.save_dispatch_marks(&mut marks, sent, now);
        saved.await.unwrap();
        assert_eq!(dispatched(after).await, expected, "after {after} minutes");
    }
    assert_eq!(dispatched(30).await, 4);
    assert_eq!(dispatched(60).await, 0);
}

#[tokio::test]
async fn marks_of_all_shards_cost_three_write_units_and_one_read_unit_at_the_most() {
    let table = Table::new().await;
    let due = Some(Due {
        registration_id: registration_id(1),
        due_at: at(500),
    });
    let full = ShardMark {
        sent: due,
        sent_again: due,
        quarter: 2_000_000,
        late_from: Some(1_800_000_000),
    };
    for (mark, most) in [
        (full, 3.0),
        (
            ShardMark {
                sent_again: None,
                ..full
            },
            2.0,
        ),
    ] {
        let mut marks = table.store.dispatch_marks().await.unwrap();
        marks.shards = [mark; SHARDS as usize];
        let saved = table
            .store
            .save_dispatch_marks(&mut marks, 100_000, at(500));
        saved.await.unwrap();
        let written = table.cost_of_writing("DISPATCH#ALL", "MARKS").await;
        let read = table.cost_of_reading("DISPATCH#ALL", "MARKS").await;
        assert!(written <= most, "{written} write units");
        assert!(read <= 1.0, "{read} read units");
    }
}
