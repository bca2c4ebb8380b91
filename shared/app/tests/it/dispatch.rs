//! Messages of a tick of the schedule, and their order.

use crate::{
    samples::{minutes, registration_id, seconds, start},
    world::World,
};
use app::verify::dispatch_due::{DispatchCounts, DispatchError, dispatch_due};
use domain::{
    clock::Clock,
    ids::RegistrationId,
    schedule::{Intervals, RunReason, next_due},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, atomic::Ordering},
    time::Duration,
};

/// Registrations of the noisy customer, and those of them that a test dispatches.
const MANY: u64 = 50_000;
const DISPATCHED: u64 = 10_000;

/// Messages of one round over the shards: a page of each.
const A_ROUND: usize = 16 * 500;

/// Verifications a minute that the workers do at the least: 20 runs at once, of 10 messages each, in three seconds.
const WORKED_OFF_A_MINUTE: usize = 4_000;

/// The registrations that were sent, in their order.
pub(crate) fn sent(world: &World) -> Vec<String> {
    let batches = world.server.asked("sendmessagebatch");
    batches
        .iter()
        .flat_map(|batch| {
            let batch: Value = serde_json::from_str(&batch.body).unwrap();
            let entries = batch["Entries"].as_array().unwrap().clone();
            entries.into_iter().map(|entry| {
                let body: Value =
                    serde_json::from_str(entry["MessageBody"].as_str().unwrap()).unwrap();
                body["registration_id"].as_str().unwrap().to_owned()
            })
        })
        .collect()
}

/// Due by then at the start: a due time is sent when it is some seconds old.
pub(crate) fn due_at() -> i64 {
    start().as_second() - 10
}

/// A tick that has a minute.
pub(crate) async fn tick(world: &World) -> Result<DispatchCounts, DispatchError> {
    let ends_at = world.clock.now() + minutes(1);
    dispatch_due(&world.store, &world.queue, &world.clock, ends_at).await
}

/// The numbers of a shard.
fn of_shard(shard: u64, count: u64) -> impl Iterator<Item = u64> {
    (0..count).map(move |number| number * 16 + shard)
}

/// Those that were sent more often than once.
pub(crate) fn doubled(world: &World) -> usize {
    let sent = sent(world);
    let each: HashSet<_> = sent.iter().collect();
    sent.len() - each.len()
}

#[tokio::test]
async fn t80_ten_of_one_customer_come_in_the_first_round_beside_the_many_of_another() {
    let world = World::new().await;
    world.behind.make_due(0..DISPATCHED, due_at());
    // In ten shards, the last of all among them.
    let few: Vec<_> = (DISPATCHED..DISPATCHED + 160).step_by(17).collect();
    assert_eq!(few.len(), 10);
    world.behind.make_due(few.iter().copied(), due_at() - 1);

    assert_eq!(tick(&world).await.unwrap().sent, DISPATCHED + 10);
    let places: HashMap<_, _> = sent(&world).into_iter().zip(0..).collect();
    assert_eq!(places.len() as u64, DISPATCHED + 10, "each is sent once");
    let last = few
        .iter()
        .map(|number| places[&registration_id(*number).to_string()])
        .max()
        .unwrap();
    assert!(last < A_ROUND, "{last} are sent before");
}

#[test]
fn t80_fifty_thousand_of_one_customer_leave_room_in_every_minute() {
    let intervals = Intervals::default();
    let mut minutes: HashMap<i64, usize> = HashMap::new();
    for number in 0..MANY {
        // Every byte as often as any other.
        let jitter = u8::try_from(number % 256).unwrap();
        let due = next_due(start(), RunReason::Routine, intervals, jitter);
        *minutes.entry(due.as_second() / 60).or_default() += 1;
    }
    let busiest = minutes.values().copied().max().unwrap_or_default();
    assert!(
        busiest < WORKED_OFF_A_MINUTE / 4,
        "{busiest} in the busiest minute"
    );
}

#[tokio::test]
async fn two_ticks_at_once_leave_nobody_out() {
    let world = World::new().await;
    world.behind.make_due(0..200, due_at());
    let (one, other) = tokio::join!(tick(&world), tick(&world));
    // Each may send everything: what comes twice is dropped by its slot.
    assert!(one.is_ok() && other.is_ok());
    let sent: HashSet<_> = sent(&world).into_iter().collect();
    assert_eq!(sent.len(), 200);
    let next = tick(&world).await.unwrap();
    assert_eq!(next.sent, 0, "the next tick sends nothing again");
}

#[tokio::test]
async fn a_tick_with_nothing_to_do_reads_marks_and_runs_then_all_shards_at_once_and_writes_nothing()
{
    let world = World::watched().await;
    tick(&world).await.unwrap();
    world.clock.advance(minutes(1));
    world.gate.calls();
    world.gate.gathering.of("query", 16);
    let idle = tokio::time::timeout(Duration::from_secs(10), tick(&world)).await;
    let idle = idle.expect("the shards are read at the same time");
    assert_eq!(idle.unwrap(), DispatchCounts::default());
    let asked = world.gate.operations();
    // The marks, and the numbers of the runs of two minutes.
    assert_eq!(asked[..3], ["getitem"; 3]);
    assert_eq!(asked[3..], ["query"; 16]);
}

#[tokio::test]
async fn ten_calls_to_the_queue_are_made_at_the_same_time() {
    let world = World::new().await;
    world.behind.make_due(of_shard(7, 100), due_at());
    world.server.gathering.of("sendmessagebatch", 10);
    let sent = tokio::time::timeout(Duration::from_secs(10), tick(&world)).await;
    let sent = sent.expect("the calls wait for each other");
    assert_eq!(sent.unwrap().sent, 100);
}

#[tokio::test]
async fn what_was_sent_is_sent_again_once_in_each_quarter_of_an_hour() {
    let world = World::watched().await;
    let many = 1_600;
    world.behind.make_due(0..many, due_at());
    // The start is the beginning of a quarter.
    for minute in 0..=46 {
        let expected = if minute % 15 == 0 { many } else { 0 };
        world.gate.calls();
        let dispatched = tick(&world).await.unwrap();
        assert_eq!(
            (dispatched.due, dispatched.sent),
            (expected, expected),
            "minute {minute}"
        );
        if expected == 0 {
            assert_eq!(
                world.gate.calls().len(),
                19,
                "nothing is read but what is new"
            );
        }
        world.clock.advance(minutes(1));
    }
    // One that was verified is not due any more.
    world.behind.set_slot(5, 1);
    world.clock.advance(minutes(13));
    assert_eq!(tick(&world).await.unwrap().sent, many - 1);
}

#[tokio::test]
async fn what_was_sent_in_time_is_sent_again_after_an_outage_though_others_of_its_shard_are_late() {
    let world = World::new().await;
    let due = |minute| (start() + minutes(minute)).as_second();
    world.behind.make_due([16].into_iter(), due(1));
    world.clock.advance(minutes(2));
    assert_eq!(tick(&world).await.unwrap().sent, 1);
    // No tick for half an hour, in which another one becomes due.
    world.behind.make_due([32].into_iter(), due(20));
    world.clock.advance(minutes(34));
    assert_eq!(tick(&world).await.unwrap().sent, 2);
}

#[tokio::test]
async fn a_clock_that_was_far_ahead_keeps_nothing_from_being_sent() {
    let world = World::new().await;
    world
        .behind
        .make_due([16].into_iter(), (start() + minutes(59)).as_second());
    world.clock.advance(minutes(60));
    assert_eq!(tick(&world).await.unwrap().sent, 1);
    world.clock.advance(-minutes(60));
    world.behind.make_due([32].into_iter(), due_at());
    world.clock.advance(minutes(1));
    assert_eq!(tick(&world).await.unwrap().sent, 1);
}

#[tokio::test]
async fn what_a_late_tick_sends_is_left_out_of_the_quarter_that_follows() {
    let world = World::new().await;
    world
        .behind
        .make_due(0..100, (start() - minutes(30)).as_second());
    world.clock.advance(minutes(14));
    for (minute, expected) in [(14, 100), (15, 0), (16, 0), (30, 100), (31, 0)] {
        let since = world.clock.now().duration_since(start());
        world.clock.advance(minutes(minute) - since);
        assert_eq!(
            tick(&world).await.unwrap().sent,
            expected,
            "minute {minute}"
        );
    }
}

#[tokio::test]
async fn many_of_one_second_are_sent_once_each_and_held_a_page_of_each_shard_at_a_time() {
    let world = World::watched().await;
    let many = 12_000;
    world.behind.make_due(0..many, due_at());
    world.gate.calls();
    assert_eq!(tick(&world).await.unwrap().sent, many);
    assert_eq!((sent(&world).len() as u64, doubled(&world)), (many, 0));
    let asked = world.gate.operations();
    for round in asked.split(|operation| operation == "putitem") {
        let read = round.iter().filter(|operation| *operation == "query");
        assert!(read.count() <= 16, "{round:?}");
    }
    assert_eq!(
        world.server.asked("sendmessagebatch").len() as u64,
        many / 10
    );
}

/// A clock that goes on by a fifth of a second each time it is asked.
struct Restless(Mutex<Timestamp>);

impl Clock for Restless {
    fn now(&self) -> Timestamp {
        let mut now = self.0.lock().unwrap();
        *now += SignedDuration::from_millis(200);
        *now
    }
}

#[tokio::test]
async fn what_no_invocation_has_time_for_is_sent_by_the_next_and_nothing_twice() {
    let world = World::new().await;
    // Two pages of each shard, all of one second.
    let many = 9_600;
    world.behind.make_due(0..many, due_at());
    let mut ticks = Vec::new();
    while ticks.iter().sum::<u64>() < many {
        let began_at = start() + minutes(1) * i32::try_from(ticks.len()).unwrap();
        let clock = Restless(Mutex::new(began_at));
        let ends_at = began_at + seconds(85);
        let dispatched = dispatch_due(&world.store, &world.queue, &clock, ends_at).await;
        ticks.push(dispatched.unwrap().sent);
        assert!(ticks.len() < 10, "{ticks:?}");
    }
    assert!(ticks.len() > 2, "{ticks:?}");
    assert_eq!((sent(&world).len() as u64, doubled(&world)), (many, 0));
}

#[tokio::test]
async fn what_the_queue_refuses_holds_up_its_shard_alone_and_is_sent_by_the_next_tick() {
    let world = World::new().await;
    world.behind.make_due(0..1_600, due_at());
    let refused: RegistrationId = registration_id(16 * 30 + 7);
    let unsendable = || world.tenant.unsendable.lock().unwrap();
    unsendable().insert(refused.to_string());
    let first = tick(&world).await.unwrap();
    assert_eq!(first.failed, 1);
    // Fifteen shards are whole.
    assert!(first.sent >= 1_500, "{first:?}");
    unsendable().clear();
    let next = tick(&world).await.unwrap();
    assert_eq!(next.failed, 0);
    assert!(next.due <= 100, "of its shard alone: {next:?}");
    let each: HashSet<_> = sent(&world).into_iter().collect();
    assert_eq!(each.len(), 1_600);
    // The two tries of the one, and what was sent beside and after it.
    assert!(doubled(&world) <= 2 + 9 + 10, "{} twice", doubled(&world));
    assert_eq!(tick(&world).await.unwrap().due, 0);
}

#[tokio::test]
async fn a_queue_that_takes_nothing_fails_the_tick_by_its_name_and_loses_nothing() {
    let world = World::new().await;
    world.behind.make_due(0..100, due_at());
    world.tenant.has_no_queue.store(true, Ordering::Relaxed);
    let failed = tick(&world).await;
    assert!(matches!(failed, Err(DispatchError::Queue(_))), "{failed:?}");
    world.tenant.has_no_queue.store(false, Ordering::Relaxed);
    assert_eq!(tick(&world).await.unwrap().sent, 100);
}

#[tokio::test]
async fn a_shard_that_cannot_be_read_fails_the_tick_and_holds_up_no_other() {
    let world = World::watched().await;
    world.behind.make_due(0..160, due_at());
    world.gate.watch(|_, request| {
        let refusal = r#"{"__type": "AccessDeniedException"}"#;
        let is_refused = request.body.contains("due#03");
        is_refused.then(|| (400, refusal.to_owned()))
    });
    let failed = tick(&world).await;
    assert!(matches!(failed, Err(DispatchError::Store(_))), "{failed:?}");
    assert_eq!(sent(&world).len(), 150);
    world.gate.open();
    assert_eq!(tick(&world).await.unwrap().sent, 10);
    assert_eq!(doubled(&world), 0);
}

#[tokio::test]
async fn what_is_written_late_is_found() {
    let world = World::new().await;
    let now = start().as_second();
    // All in the same shard.
    let [early, just, behind, late] = [7, 23, 39, 55];
    world.behind.make_due([early].into_iter(), now - 10);
    world.behind.make_due([just].into_iter(), now - 1);
    assert_eq!(tick(&world).await.unwrap().sent, 1);
    // Written after that tick, by a clock that is behind.
    world.behind.make_due([behind].into_iter(), now - 3);
    world.clock.advance(minutes(1));
    assert_eq!(tick(&world).await.unwrap().sent, 2);
    // Written after all that are due later were sent.
    world.behind.make_due([late].into_iter(), now - 60);
    world.clock.advance(minutes(1));
    assert_eq!(tick(&world).await.unwrap().sent, 0);
    world.clock.advance(minutes(13));
    assert_eq!(
        tick(&world).await.unwrap().sent,
        4,
        "when the quarter is sent again"
    );
    assert!(sent(&world).contains(&registration_id(late).to_string()));
}

#[tokio::test]
async fn a_clock_that_is_behind_the_marks_sends_nothing() {
    let world = World::new().await;
    world.behind.make_due(0..100, due_at());
    tick(&world).await.unwrap();
    world.clock.advance(minutes(-2));
    assert_eq!(tick(&world).await.unwrap(), DispatchCounts::default());
}
