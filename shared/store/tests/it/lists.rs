//! Registrations in lists: by customer, and those that are due.

use crate::{
    samples::{at, customer_id, event, feed, invitation, registration, registration_id},
    table::Table,
};
use domain::schedule::SHARDS;
use std::collections::BTreeSet;
use store::{Commit, ListPlace};

#[tokio::test]
async fn registrations_are_listed_in_pages_and_by_customer() {
    let table = Table::new().await;
    for number in 1..=5 {
        let customer = if number == 3 { "fabrikam" } else { "contoso" };
        let byte = u8::try_from(number).unwrap();
        table
            .store
            .create_registration(&registration(number, customer), &invitation(number, byte))
            .await
            .unwrap();
    }
    let mut seen = Vec::new();
    let mut place = None;
    loop {
        let page = table
            .store
            .list_registrations(None, place.as_ref(), 2)
            .await
            .unwrap();
        let ids = page
            .registrations
            .iter()
            .map(|registration| registration.id);
        seen.extend(ids);
        place = page.next;
        let Some(place) = &place else {
            break;
        };
        assert_eq!(ListPlace::parse(place.as_str()).as_ref(), Some(place));
        assert_eq!(
            page.registrations.last().map(ListPlace::behind).as_ref(),
            Some(place)
        );
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 5);
    assert_eq!(seen.len(), 5);
    let fabrikam = customer_id("fabrikam");
    let page = table
        .store
        .list_registrations(Some(&fabrikam), None, 10)
        .await
        .unwrap();
    assert_eq!(page.registrations.len(), 1);
}

#[tokio::test]
async fn what_is_due_is_found_over_all_shards_in_pages() {
    let table = Table::new().await;
    for number in 1..=40_u8 {
        let registration = registration(u64::from(number), "contoso");
        table
            .store
            .create_registration(&registration, &invitation(u64::from(number), number))
            .await
            .unwrap();
        let due_at = if number <= 30 { at(100) } else { at(1_000) };
        let commit = Commit {
            due: Some((registration.id, due_at)),
            ..Commit::default()
        };
        table.store.commit(commit).await.unwrap();
    }
    let mut found = BTreeSet::new();
    for shard in 0..SHARDS {
        let mut last = None;
        loop {
            let page = table.store.due(shard, at(500), last, 2).await.unwrap();
            found.extend(page.entries.iter().map(|due| due.registration_id));
            last = page.entries.last().copied();
            if !page.has_more {
                break;
            }
        }
    }
    assert_eq!(found.len(), 30);
}

#[tokio::test]
async fn one_row_that_cannot_be_read_keeps_no_other_from_being_read() {
    let table = Table::new().await;
    let store = &table.store;
    for number in 1..=3_u8 {
        let registration = registration(u64::from(number), "contoso");
        let link = invitation(u64::from(number), number);
        let created = store.create_registration(&registration, &link);
        created.await.unwrap();
        let events = [event(u64::from(number), i64::from(number), 1)];
        let commit = Commit {
            events: &events,
            ..Commit::default()
        };
        store.commit(commit).await.unwrap();
    }
    let second = event(2, 2, 1);
    table.spoil("EVENTS", &second.id.to_string(), "value").await;
    let read = feed(store, at(100)).await;
    let seen: Vec<_> = read.iter().map(|event| event.created_at).collect();
    assert_eq!(seen, [at(1), at(3)]);

    let partition = format!("REG#{}", registration_id(2));
    table.spoil(&partition, "REGISTRATION", "lifecycle").await;
    let page = store.list_registrations(None, None, 10).await.unwrap();
    let seen = page.registrations.iter();
    let seen: Vec<_> = seen.map(|registration| registration.id).collect();
    assert_eq!(seen, [registration_id(1), registration_id(3)]);
    // Nor does one whose standing cannot be read.
    let partition = format!("REG#{}", registration_id(3));
    table
        .spoil(&partition, "REGISTRATION#STANDING", "standing")
        .await;
    let standing = store.load_standings(page.registrations).await.unwrap();
    let seen: Vec<_> = standing
        .iter()
        .map(|loaded| loaded.registration.id)
        .collect();
    assert_eq!(seen, [registration_id(1)]);
    // Asked for by its id it is an error, and no absence.
    assert!(
        store
            .load(registration_id(2))
            .await
            .unwrap_err()
            .is_corrupt()
    );
}
