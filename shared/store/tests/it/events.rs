//! The outbox: order, pages, the index by customer, the numbers of events, and events of the former form.

use crate::{
    samples::{
        at, connected, customer_id, event, event_of, feed, invitation, registration,
        registration_id, standing, tenant,
    },
    table::Table,
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    event::{Event, EventKind, last_id_of},
    ids::EventId,
    standing::Health,
};
use store::{Commit, CommitError, EventRange, EventsOf, StandingWrite, Store};

/// A table with this number of registrations of that customer.
async fn with(customer: &str, count: u8) -> Table {
    let table = Table::new().await;
    for number in 1..=count {
        let registration = registration(u64::from(number), customer);
        let link = invitation(u64::from(number), number);
        let created = table.store.create_registration(&registration, &link);
        created.await.unwrap();
    }
    table
}

async fn write(store: &Store, event: &Event) -> Result<(), CommitError> {
    let commit = Commit {
        events: std::slice::from_ref(event),
        ..Commit::default()
    };
    store.commit(commit).await
}

/// All events of a range in pages of `limit`.
async fn in_pages(store: &Store, of: EventsOf<'_>, limit: usize, reads: i32) -> Vec<Event> {
    let mut events = Vec::new();
    let mut from = last_id_of(at(-1_000));
    loop {
        let range = EventRange {
            from,
            until: last_id_of(at(1_000)),
            limit,
            reads,
        };
        let read = store.read_events(of, range, |_| true);
        let read = read.await.unwrap();
        assert!(read.events.len() <= limit);
        events.extend(read.events);
        let Some(stopped_at) = read.stopped_at else {
            return events;
        };
        let next = stopped_at.as_uuid().as_u128() + 1;
        from = EventId::from_uuid(uuid::Uuid::from_u128(next));
    }
}

#[tokio::test]
async fn events_come_in_order_and_by_customer_and_none_is_lost_over_pages() {
    let table = with("contoso", 5).await;
    for second in 1..=50 {
        let number = u64::try_from(second % 5).unwrap() + 1;
        let sequence = u64::try_from((second - 1) / 5).unwrap() + 1;
        let customer = if number == 3 { "fabrikam" } else { "contoso" };
        let told = event_of(customer, number, second, sequence);
        write(&table.store, &told).await.unwrap();
    }
    let fabrikam = customer_id("fabrikam");
    let seconds = |events: &[Event]| -> Vec<_> {
        let instants = events.iter().map(|event| event.created_at.as_second());
        instants.map(|second| second - at(0).as_second()).collect()
    };
    for (limit, reads) in [(7, 7), (7, 20), (1, 3), (100, 100)] {
        let all = in_pages(&table.store, EventsOf::Everybody, limit, reads).await;
        assert_eq!(seconds(&all), (1..=50).collect::<Vec<_>>());
        let theirs = in_pages(&table.store, EventsOf::Customer(&fabrikam), limit, reads).await;
        assert_eq!(seconds(&theirs), (2..=47).step_by(5).collect::<Vec<_>>());
    }
    let early = feed(&table.store, at(10)).await;
    assert!(early.iter().all(|event| event.created_at <= at(10)));
    // The registrations of the customer are another list of the same index.
    let contoso = customer_id("contoso");
    let page = table
        .store
        .list_registrations(Some(&contoso), None, 100)
        .await;
    assert_eq!(page.unwrap().registrations.len(), 5);
}

#[tokio::test]
async fn what_is_passed_over_moves_the_cursor() {
    let table = with("contoso", 2).await;
    for second in 1..=30 {
        let told = event(1, second, u64::try_from(second).unwrap());
        write(&table.store, &told).await.unwrap();
    }
    write(&table.store, &event(2, 31, 1)).await.unwrap();
    let is_wanted = |event: &Event| event.registration.id == registration_id(2);
    let range = EventRange {
        from: last_id_of(at(-1)),
        until: last_id_of(at(1_000)),
        limit: 5,
        reads: 20,
    };
    let read = table
        .store
        .read_events(EventsOf::Everybody, range, is_wanted);
    let read = read.await.unwrap();
    assert!(read.events.is_empty());
    assert_eq!(read.stopped_at, Some(event(1, 20, 20).id));
    let range = EventRange {
        from: read.stopped_at.unwrap(),
        ..range
    };
    let read = table
        .store
        .read_events(EventsOf::Everybody, range, is_wanted);
    let read = read.await.unwrap();
    assert_eq!((read.events.len(), read.stopped_at), (1, None));
}

#[tokio::test]
async fn t70_each_event_of_a_registration_has_the_next_number_or_is_not_written() {
    let table = with("contoso", 1).await;
    let store = &table.store;
    let sequence = async || {
        let loaded = store.load(registration_id(1)).await.unwrap().unwrap();
        loaded.event_sequence
    };
    assert_eq!(sequence().await, 0);
    write(store, &event(1, 1, 1)).await.unwrap();
    assert_eq!(sequence().await, 1);
    // Another writer had the same number in mind.
    for late in [1, 3] {
        let written = write(store, &event(1, 2, late)).await;
        assert!(
            matches!(written, Err(CommitError::RegistrationChanged)),
            "{late}"
        );
    }
    // With a run, with a due time and with two events at once.
    let standing = standing(1, Health::Healthy, 3);
    let run = Commit {
        standing: Some(StandingWrite {
            registration_id: registration_id(1),
            standing: &standing,
            after: None,
            slot: 3,
            due_at: Some(at(3)),
        }),
        events: &[event(1, 3, 2), event(1, 4, 3)],
        ..Commit::default()
    };
    store.commit(run).await.unwrap();
    let after = connected(&registration(1, "contoso"), tenant(1));
    let change = || Commit {
        registration: Some((&after, 1)),
        due: Some((registration_id(1), at(9))),
        ..Commit::default()
    };
    let stale = Commit {
        events: &[event(1, 5, 3)],
        ..change()
    };
    let written = store.commit(stale).await;
    assert!(matches!(written, Err(CommitError::RegistrationChanged)));
    let next = Commit {
        events: &[event(1, 5, 4)],
        ..change()
    };
    store.commit(next).await.unwrap();
    assert_eq!(sequence().await, 4);
    let told = feed(store, at(100)).await;
    let numbers: Vec<_> = told
        .iter()
        .map(|event| event.registration.sequence)
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_registration_from_before_events_were_numbered_goes_on_from_the_version_of_its_health() {
    let table = with("contoso", 1).await;
    let standing = standing(7, Health::Healthy, 3);
    let run = Commit {
        standing: Some(StandingWrite {
            registration_id: registration_id(1),
            standing: &standing,
            after: None,
            slot: 3,
            due_at: None,
        }),
        ..Commit::default()
    };
    table.store.commit(run).await.unwrap();
    write(&table.store, &event(1, 4, 8)).await.unwrap();
    let loaded = table.store.load(registration_id(1)).await.unwrap().unwrap();
    assert_eq!(loaded.event_sequence, 8);
}

#[tokio::test]
async fn events_of_the_former_form_are_read_first_and_by_customer() {
    let table = with("contoso", 1).await;
    write(&table.store, &event(1, 1, 1)).await.unwrap();
    let text = |text: &str| AttributeValue::S(text.to_owned());
    for (id, customer, kind) in [
        (
            "019a0000-0000-7000-8000-000000000001",
            "contoso",
            "registration.connected",
        ),
        (
            "019a0000-0000-7000-8000-000000000002",
            "fabrikam",
            "registration.expected_domain_lost",
        ),
        (
            "019a0000-0000-7000-8000-000000000003",
            "contoso",
            "registration.health_changed",
        ),
    ] {
        let members = [
            ("PK", text("EVENTS#2026-11")),
            ("SK", text(id)),
            ("entity", text("event")),
            ("id", text(id)),
            ("type", text(kind)),
            ("previous_health", text("broken")),
            ("customer_id", text(customer)),
            ("registration_id", text(&registration_id(1).to_string())),
            ("health", text("healthy")),
            ("health_version", AttributeValue::N("2".to_owned())),
            ("occurred_at", text("2025-11-24T12:00:00Z")),
        ];
        let members = members.map(|(name, value)| (name.to_owned(), value));
        table.put(members.into()).await;
    }
    let kinds = async |of: EventsOf<'_>| {
        let mut kinds = Vec::new();
        let mut from: EventId = "01990000-0000-7000-8000-000000000001".parse().unwrap();
        for _ in 0..4 {
            let range = EventRange {
                from,
                until: last_id_of(at(100)),
                limit: 2,
                reads: 2,
            };
            let read = table.store.read_events(of, range, |_| true);
            let read = read.await.unwrap();
            kinds.extend(read.events.iter().map(|event| event.kind));
            let Some(stopped_at) = read.stopped_at else {
                break;
            };
            let next = stopped_at.as_uuid().as_u128() + 1;
            from = EventId::from_uuid(uuid::Uuid::from_u128(next));
        }
        kinds
    };
    let (connected, lost, recovered) = (
        EventKind::Connected,
        EventKind::Attention,
        EventKind::Recovery,
    );
    assert_eq!(
        kinds(EventsOf::Everybody).await,
        [connected, lost, recovered, recovered]
    );
    let fabrikam = customer_id("fabrikam");
    assert_eq!(kinds(EventsOf::Customer(&fabrikam)).await, [lost]);
}
