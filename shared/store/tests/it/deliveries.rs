//! Deliveries in the events' own items, and expired links.

use crate::{
    samples::{at, event, hash, invitation, registration, registration_id},
    table::Table,
};
use domain::{
    event::Event,
    invitation::{Invitation, Purpose},
    webhook::{Delivery, DeliveryAttempt, DeliveryOutcome, DeliveryState, EndpointId},
};
use jiff::{SignedDuration, Timestamp};
use store::{Commit, CommitError, DeliveryClaim, InvitationWrite, StoreError};

fn endpoint(name: &str) -> EndpointId {
    name.to_owned().try_into().unwrap()
}

async fn with_events(count: i64) -> (Table, Vec<Event>) {
    let table = Table::new().await;
    let (registration, link) = (registration(1, "contoso"), invitation(1, 1));
    let created = table.store.create_registration(&registration, &link);
    created.await.unwrap();
    let mut events = Vec::new();
    for second in 1..=count {
        let told = event(1, second, u64::try_from(second).unwrap());
        let commit = Commit {
            events: std::slice::from_ref(&told),
            ..Commit::default()
        };
        table.store.commit(commit).await.unwrap();
        events.push(told);
    }
    (table, events)
}

async fn due(table: &Table, until: Timestamp) -> Vec<(usize, i64)> {
    let due = table.store.due_events(until, 100).await.unwrap();
    let second = |at: Timestamp| at.as_second() - 1_800_000_000;
    due.iter()
        .map(|due| {
            let made_at = domain::event::made_at(due.event_id).unwrap();
            (
                usize::try_from(second(made_at)).unwrap(),
                second(due.due_at),
            )
        })
        .collect()
}

async fn claim(table: &Table, event: &Event, now: i64) -> Option<DeliveryClaim> {
    let claimed = table.store.claim_event(event.id, at(now), at(now + 120));
    claimed.await.unwrap()
}

fn after(outcome: DeliveryOutcome, second: i64) -> Delivery {
    let attempt = DeliveryAttempt {
        at: at(second),
        outcome,
        status: Some(503),
        retry_after: None,
    };
    Delivery::new(at(second)).after(&attempt, 128)
}

#[tokio::test]
async fn an_event_is_due_at_once_and_one_worker_takes_it() {
    let (table, events) = with_events(2).await;
    assert_eq!(due(&table, at(100)).await, [(1, 1), (2, 2)]);
    assert_eq!(due(&table, at(1)).await, [(1, 1)]);
    let claimed = claim(&table, &events[0], 100).await.unwrap();
    assert_eq!(claimed.event, events[0]);
    assert!(claimed.deliveries.is_empty());
    assert!(claim(&table, &events[0], 100).await.is_none(), "taken");
    assert_eq!(due(&table, at(100)).await, [(2, 2)]);
    // A worker that died lets go of it after two minutes.
    assert!(claim(&table, &events[0], 220).await.is_some());
}

#[tokio::test]
async fn t70_the_worker_that_was_overtaken_records_nothing() {
    let (table, events) = with_events(1).await;
    let mut slow = claim(&table, &events[0], 100).await.unwrap();
    let mut quick = claim(&table, &events[0], 300).await.unwrap();
    quick
        .deliveries
        .insert(endpoint("app"), after(DeliveryOutcome::Delivered, 300));
    table.store.record_deliveries(&quick, None).await.unwrap();
    slow.deliveries
        .insert(endpoint("app"), after(DeliveryOutcome::Refused, 301));
    let recorded = table.store.record_deliveries(&slow, Some(at(400))).await;
    assert!(matches!(recorded, Err(StoreError::Conflict)));
    let log = table
        .store
        .list_deliveries(&endpoint("app"), None, 10)
        .await
        .unwrap();
    assert_eq!(log.items[0].1.state, DeliveryState::Delivered);
    assert!(due(&table, at(10_000)).await.is_empty());
    assert!(claim(&table, &events[0], 10_000).await.is_none(), "done");
}

#[tokio::test]
async fn an_attempt_never_comes_before_its_time() {
    let (table, events) = with_events(1).await;
    let claimed = claim(&table, &events[0], 100).await.unwrap();
    let next_at = at(160) + SignedDuration::from_millis(1);
    table
        .store
        .record_deliveries(&claimed, Some(next_at))
        .await
        .unwrap();
    assert!(claim(&table, &events[0], 160).await.is_none());
    assert!(claim(&table, &events[0], 161).await.is_some());
}

#[tokio::test]
async fn new_events_come_before_those_that_wait_for_another_attempt_and_leave_them_room() {
    let (table, events) = with_events(9).await;
    for event in &events[..6] {
        let claimed = claim(&table, event, 100).await.unwrap();
        let recorded = table.store.record_deliveries(&claimed, Some(at(160)));
        recorded.await.unwrap();
    }
    let first = async |limit| {
        let due = table.store.due_events(at(200), limit).await.unwrap();
        let second = |due: &store::DueEvent| domain::event::made_at(due.event_id).unwrap();
        let seconds = due
            .iter()
            .map(|due| second(due).as_second() - 1_800_000_000);
        seconds.collect::<Vec<_>>()
    };
    assert_eq!(first(1).await, [7]);
    assert_eq!(first(5).await[..3], [7, 8, 9]);
    assert_eq!(first(100).await.len(), 9);
    // Without room of their own they would wait for as long as new ones come.
    let (table, events) = with_events(20).await;
    let claimed = claim(&table, &events[19], 100).await.unwrap();
    let recorded = table.store.record_deliveries(&claimed, Some(at(160)));
    recorded.await.unwrap();
    let due = table.store.due_events(at(200), 10).await.unwrap();
    assert!(due.iter().any(|due| due.event_id == events[19].id));
}

#[tokio::test]
async fn the_log_of_an_endpoint_is_read_in_pages_newest_first() {
    let (table, events) = with_events(5).await;
    for (position, event) in events.iter().enumerate() {
        let mut claimed = claim(&table, event, 100).await.unwrap();
        if position != 2 {
            let outcome = if position == 4 {
                DeliveryOutcome::Refused
            } else {
                DeliveryOutcome::Delivered
            };
            claimed
                .deliveries
                .insert(endpoint("app"), after(outcome, 100));
        }
        let next_at = claimed
            .deliveries
            .values()
            .find_map(|delivery| delivery.next_at);
        table
            .store
            .record_deliveries(&claimed, next_at)
            .await
            .unwrap();
    }
    let page = async |before| {
        let log = table
            .store
            .list_deliveries(&endpoint("app"), before, 2)
            .await
            .unwrap();
        let ids: Vec<_> = log.items.iter().map(|(event, _)| event.id).collect();
        (ids, log.next)
    };
    let (first, next) = page(None).await;
    assert_eq!(first, [events[4].id, events[3].id]);
    let (second, next) = page(next).await;
    assert_eq!(second, [events[1].id]);
    assert_eq!(page(next).await, (vec![events[0].id], None));
    let other = table
        .store
        .list_deliveries(&endpoint("other"), None, 10)
        .await
        .unwrap();
    assert!(other.items.is_empty());
    let oldest = table.store.oldest_waiting().await.unwrap();
    assert_eq!(oldest, [(endpoint("app"), at(5))].into());
}

#[tokio::test]
async fn links_for_administrators_are_found_when_their_time_is_over_and_told_once() {
    let (table, events) = with_events(1).await;
    let link = |byte: u8, purpose| Invitation {
        purpose,
        ..invitation(1, byte)
    };
    for (byte, purpose) in [(2, Purpose::Reconnect), (3, Purpose::SystemUser)] {
        let link = link(byte, purpose);
        table.store.create_invitation(&link).await.unwrap();
    }
    let expired = async |second: i64| {
        let expired = table.store.expired_invitations(at(second), 10).await;
        expired.unwrap()
    };
    assert_eq!(expired(999).await, []);
    let mut found = expired(1_000).await;
    found.sort();
    assert_eq!(found, [hash(1), hash(2)]);
    let tell = async |sequence: u64| {
        let hash = hash(2);
        let told = event(1, 1_000, sequence);
        let commit = Commit {
            events: std::slice::from_ref(&told),
            invitation: Some((&hash, InvitationWrite::TellExpired)),
            ..Commit::default()
        };
        table.store.commit(commit).await
    };
    tell(events[0].registration.sequence + 1).await.unwrap();
    assert_eq!(expired(1_000).await, [hash(1)]);
    let again = tell(events[0].registration.sequence + 2).await;
    assert!(matches!(again, Err(CommitError::InvitationEnded)));
    table.store.pass_over_invitation(&hash(1)).await.unwrap();
    table.store.pass_over_invitation(&hash(9)).await.unwrap();
    assert_eq!(expired(1_000).await, []);
    let loaded = table.store.load(registration_id(1)).await.unwrap().unwrap();
    assert_eq!(loaded.event_sequence, 2);
}
