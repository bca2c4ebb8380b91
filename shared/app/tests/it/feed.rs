//! The host app's feed of events: who sees what, how much a poll reads, and cursors.

use crate::{
    samples::{consented, minutes, registration_id, seconds},
    world::World,
};
use app::host::{
    api_key::Caller,
    events::{self, EventPage, EventsError, Poll},
    registrations::RegistrationError,
};
use domain::{
    clock::Clock as _,
    customer::{Customer, CustomerId},
    event::{Event, EventKind},
    ids::EventId,
    registration::Registration,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::Ordering;
use store::Commit;
use uuid::Uuid;

/// The caller of a key that reaches these customers.
pub(crate) fn caller(customers: Option<&[&str]>) -> Caller {
    let customer = |name: &&str| CustomerId::try_from((*name).to_owned()).unwrap();
    let customers = customers.map(|names| names.iter().map(customer).collect());
    Caller::new("abcdefgh", customers)
}

/// All events so far, once they have settled.
pub(crate) async fn told(world: &World) -> Vec<Event> {
    world.clock.advance(seconds(31));
    poll(world, &caller(None), Poll::default()).await.items
}

/// Lets a quarter of a minute pass before each request to the table.
pub(crate) fn let_time_pass(world: &World) {
    let clock = world.clock.clone();
    world.gate.watch(move |_, _| {
        clock.advance(seconds(15));
        None
    });
}

/// The age of the id of the newest event when the event was made. A poller counts on ids that are as new as their writes.
pub(crate) async fn age_of_newest_id(world: &World) -> SignedDuration {
    world.gate.open();
    let newest = told(world).await.pop().unwrap();
    let made_at = domain::event::made_at(newest.id).unwrap();
    newest.created_at.duration_since(made_at)
}

async fn poll(world: &World, caller: &Caller, asked: Poll) -> EventPage {
    let limit = if asked.limit == 0 { 100 } else { asked.limit };
    let asked = Poll { limit, ..asked };
    events::poll(&world.store, &world.clock, caller, &asked)
        .await
        .unwrap()
}

fn of_customer(number: u64, customer: &str) -> Registration {
    let sample = consented(number);
    Registration {
        customer: Customer {
            id: CustomerId::try_from(customer.to_owned()).unwrap(),
            ..sample.customer
        },
        ..sample
    }
}

/// An event of that millisecond, made behind the registration's back.
fn event(registration: &Registration, kind: EventKind, sequence: u64, at: Timestamp) -> Event {
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap();
    let id = uuid::Builder::from_unix_timestamp_millis(milliseconds, &[7; 10]).into_uuid();
    let subject = (registration, &domain::standing::Standing::default());
    Event::new(EventId::from_uuid(id), kind, subject, sequence, at)
}

async fn write(world: &World, event: &Event) {
    let commit = Commit {
        events: std::slice::from_ref(event),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
}

/// A world with a registration of `fabrikam` that has many events, and one of `contoso` that has one, written after them.
async fn with_many(world: &World, many: u64) {
    let (foreign, own) = (of_customer(1, "fabrikam"), of_customer(2, "contoso"));
    for (registration, number) in [(&foreign, 1), (&own, 2)] {
        world.store(registration, number).await;
    }
    let start = world.clock.now();
    for number in 1..=many {
        let at = start + SignedDuration::from_millis(i64::try_from(number).unwrap());
        write(world, &event(&foreign, EventKind::Attention, number, at)).await;
    }
    let at = start + SignedDuration::from_millis(i64::try_from(many).unwrap() + 1);
    write(world, &event(&own, EventKind::Broken, 1, at)).await;
    world.clock.advance(minutes(10));
}

#[tokio::test]
async fn a_poll_reads_the_table_once_whatever_the_key_reaches() {
    let world = World::watched().await;
    with_many(&world, 300).await;
    world.gate.watch(|_, _| None);
    let mut after = None;
    for _ in 0..2 {
        let asked = Poll {
            after,
            ..Poll::default()
        };
        let polled = poll(&world, &caller(Some(&["contoso"])), asked).await;
        assert_eq!(polled.items.len(), usize::from(after.is_none()));
        assert!(!polled.has_more);
        // The first poll also looks at events from before all were in one partition.
        let most = if after.is_none() { 2 } else { 1 };
        assert_eq!(world.gate.operations().len(), most);
        after = Some(polled.next_after);
    }
    let all = poll(
        &world,
        &caller(None),
        Poll {
            after,
            ..Poll::default()
        },
    )
    .await;
    assert!(all.items.is_empty());
    assert_eq!(world.gate.operations(), ["query"]);
    let nobody = poll(
        &world,
        &caller(Some(&["nobody"])),
        Poll {
            after,
            ..Poll::default()
        },
    )
    .await;
    assert!(nobody.items.is_empty() && !nobody.has_more);
    assert_eq!(world.gate.operations(), ["query"]);
}

#[tokio::test]
async fn t52_nothing_in_a_restricted_keys_poll_depends_on_foreign_events() {
    let world = World::watched().await;
    with_many(&world, 1_100).await;
    world.gate.watch(|_, _| None);
    let both = caller(Some(&["contoso", "nobody"]));
    let first = poll(&world, &both, Poll::default()).await;
    assert_eq!(first.items.len(), 1);
    assert!(!first.has_more);
    // A query for each customer, and as many of the events from before all were in one partition.
    assert!(world.gate.operations().len() <= 4);
    let after = Some(first.next_after);
    let second = poll(
        &world,
        &both,
        Poll {
            after,
            ..Poll::default()
        },
    )
    .await;
    assert!(second.items.is_empty() && !second.has_more);
    assert_eq!(world.gate.operations(), ["query", "query"]);
}

#[tokio::test]
async fn t52_the_events_of_several_customers_come_in_order_each_once_under_ids_of_their_own() {
    let world = World::new().await;
    let registrations = [
        of_customer(1, "contoso"),
        of_customer(2, "fabrikam"),
        of_customer(3, "foreign"),
    ];
    for (registration, number) in registrations.iter().zip(1..) {
        world.store(registration, number).await;
    }
    let start = world.clock.now();
    let (mut own, mut sequences) = (Vec::new(), [0; 3]);
    for turn in 0..90_u64 {
        // In uneven runs, so that one customer is read further than another.
        let which = [0, 0, 0, 2, 1, 0, 2, 1, 1][usize::try_from(turn % 9).unwrap()];
        let at = start + SignedDuration::from_millis(i64::try_from(turn).unwrap());
        let kind = [EventKind::Attention, EventKind::Broken][usize::from(turn % 2 == 0)];
        sequences[which] += 1;
        let event = event(&registrations[which], kind, sequences[which], at);
        write(&world, &event).await;
        if which != 2 {
            own.push((event.id, kind));
        }
    }
    world.clock.advance(minutes(10));
    let both = caller(Some(&["contoso", "fabrikam", "nobody"]));
    for (limit, kinds) in [
        (1, vec![]),
        (4, vec![]),
        (100, vec![]),
        (4, vec![EventKind::Broken]),
    ] {
        let wanted: Vec<_> = own
            .iter()
            .filter(|(_, kind)| kinds.is_empty() || kinds.contains(kind))
            .map(|(id, _)| *id)
            .collect();
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let asked = Poll {
                after,
                limit,
                kinds: kinds.clone(),
                ..Poll::default()
            };
            let polled = poll(&world, &both, asked).await;
            seen.extend(polled.items.iter().map(|event| event.id));
            after = Some(polled.next_after);
            if !polled.has_more {
                break;
            }
            assert!(own.iter().any(|(id, _)| *id == polled.next_after));
        }
        assert_eq!(seen, wanted, "{limit} {kinds:?}");
    }
}

#[tokio::test]
async fn t52_a_key_sees_the_events_of_its_customers_alone() {
    let world = World::new().await;
    with_many(&world, 5).await;
    let seen = async |customers: Option<&[&str]>, asked: Poll| {
        let polled = poll(&world, &caller(customers), asked).await;
        let kinds: Vec<_> = polled.items.iter().map(|event| event.kind).collect();
        kinds
    };
    assert_eq!(seen(None, Poll::default()).await.len(), 6);
    assert_eq!(
        seen(Some(&["contoso"]), Poll::default()).await,
        [EventKind::Broken]
    );
    assert_eq!(
        seen(Some(&["contoso", "x"]), Poll::default()).await,
        [EventKind::Broken]
    );
    assert_eq!(seen(Some(&["fabrikam"]), Poll::default()).await.len(), 5);
    assert!(seen(Some(&[]), Poll::default()).await.is_empty());
    let of = |number: u64| Poll {
        registration_id: Some(registration_id(number)),
        ..Poll::default()
    };
    assert_eq!(seen(None, of(2)).await, [EventKind::Broken]);
    assert_eq!(seen(Some(&["contoso"]), of(2)).await, [EventKind::Broken]);
    for (number, what) in [(1, "a foreign one"), (9, "an unknown one")] {
        let asked = Poll {
            limit: 10,
            ..of(number)
        };
        let caller = caller(Some(&["contoso"]));
        let refused = events::poll(&world.store, &world.clock, &caller, &asked).await;
        let absent = matches!(
            refused,
            Err(EventsError::Registration(RegistrationError::NotFound))
        );
        assert!(absent, "{what}");
    }
    let kinds = |kinds: &[EventKind]| Poll {
        kinds: kinds.to_vec(),
        ..Poll::default()
    };
    assert_eq!(
        seen(None, kinds(&[EventKind::Broken])).await,
        [EventKind::Broken]
    );
    let two = [EventKind::Broken, EventKind::Attention];
    assert_eq!(seen(None, kinds(&two)).await.len(), 6);
    assert!(seen(None, kinds(&[EventKind::Connected])).await.is_empty());
}

#[tokio::test]
async fn pages_follow_each_other_and_each_event_comes_once() {
    let world = World::new().await;
    with_many(&world, 25).await;
    for kinds in [vec![], vec![EventKind::Attention, EventKind::Broken]] {
        let (mut after, mut sequences) = (None, Vec::new());
        loop {
            let asked = Poll {
                after,
                limit: 7,
                kinds: kinds.clone(),
                ..Poll::default()
            };
            let polled = poll(&world, &caller(None), asked).await;
            sequences.extend(polled.items.iter().map(|event| event.registration.sequence));
            after = Some(polled.next_after);
            if !polled.has_more {
                break;
            }
        }
        assert_eq!(sequences.len(), 26);
        assert_eq!(sequences[..25], (1..=25).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_cursor_that_is_none_of_ours_is_refused_and_events_settle_first() {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.store(&consented(1), 1).await;
    world.process(&world.interactive(1)).await;
    let asked = |after: &str| Poll {
        after: Some(after.parse().unwrap()),
        limit: 10,
        ..Poll::default()
    };
    for after in [
        "ffffffff-ffff-4fff-8fff-ffffffffffff",
        "ffffffff-ffff-7fff-8fff-ffffffffffff",
        // A later year's.
        "01c00000-0000-7000-8000-000000000001",
    ] {
        let refused = events::poll(&world.store, &world.clock, &caller(None), &asked(after)).await;
        assert!(
            matches!(refused, Err(EventsError::InvalidCursor)),
            "{after}"
        );
    }
    world.clock.advance(seconds(29));
    let early = poll(&world, &caller(None), Poll::default()).await;
    assert!(early.items.is_empty());
    world.clock.advance(seconds(2));
    // The cursor of the poll before loses nothing.
    let settled = poll(&world, &caller(None), asked(&early.next_after.to_string())).await;
    assert_eq!(settled.items.len(), 1);
    assert_eq!(settled.items[0].kind, EventKind::Connected);
    assert_eq!(settled.items[0].registration.stage, "connected");
    let done = poll(
        &world,
        &caller(None),
        asked(&settled.next_after.to_string()),
    )
    .await;
    assert!(done.items.is_empty());
    assert_eq!(done.next_after, settled.next_after);
}

#[tokio::test]
async fn a_cursor_older_than_what_is_kept_is_refused_and_an_idle_one_never_grows_old() {
    let world = World::new().await;
    let mut after = None;
    for _ in 0..3 {
        let polled = poll(
            &world,
            &caller(None),
            Poll {
                after,
                ..Poll::default()
            },
        )
        .await;
        after = Some(polled.next_after);
        world.clock.advance(SignedDuration::from_hours(399 * 24));
    }
    world.clock.advance(SignedDuration::from_hours(2 * 24));
    let asked = Poll {
        after,
        limit: 10,
        ..Poll::default()
    };
    let refused = events::poll(&world.store, &world.clock, &caller(None), &asked).await;
    assert!(matches!(refused, Err(EventsError::CursorExpired)));
    let ancient = Uuid::try_parse("01930000-0000-7000-8000-00000000002f").unwrap();
    let asked = Poll {
        after: Some(EventId::from_uuid(ancient)),
        ..asked
    };
    let refused = events::poll(&world.store, &world.clock, &caller(None), &asked).await;
    assert!(matches!(refused, Err(EventsError::CursorExpired)));
}
