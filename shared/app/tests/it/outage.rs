//! A night: Microsoft is down, then the table, then the secret store, and some customers really break and recover meanwhile.
//! Minute by minute the dispatcher sends what is due, and a worker works off what the queues hold (T70, T78).

use crate::{
    fleet::{self, of_its_own, tenant_of, told},
    samples::{minutes, registration_id},
    world::World,
};
use app::verify::dispatch_due::dispatch_due;
use domain::{clock::Clock as _, schedule::Intervals, standing::Health};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::sync::atomic::Ordering;
use store::VerificationMessage;

/// The registrations of the night.
const FLEET: u64 = 40;
/// Number of registrations that really break.
const BROKEN: u64 = 7;

/// The queues: messages, each with the instant from which it can be received.
#[derive(Default)]
struct Queues {
    waiting: Vec<(Timestamp, VerificationMessage)>,
    /// Requests of the server that were already collected.
    seen: usize,
}

impl Queues {
    /// Takes what was sent since the last time.
    fn collect(&mut self, world: &World) {
        let sent = world.server.asked("SendMessage");
        let now = world.clock.now();
        for request in &sent[self.seen..] {
            let body: Value = serde_json::from_str(&request.body).unwrap();
            let entries = body["Entries"].as_array().cloned();
            for entry in entries.unwrap_or_else(|| vec![body]) {
                let message = entry["MessageBody"].as_str().unwrap();
                let delay = entry["DelaySeconds"].as_i64().unwrap_or(0);
                let message = VerificationMessage::parse(message).unwrap();
                let at = now + SignedDuration::from_secs(delay);
                self.waiting.push((at, message));
            }
        }
        self.seen = sent.len();
    }

    /// Works off all messages that can be received, at the same time; returns their number.
    async fn work_off(&mut self, world: &World) -> usize {
        let now = world.clock.now();
        let waiting = std::mem::take(&mut self.waiting);
        let (due, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(at, _)| *at <= now);
        self.waiting = waiting;
        for batch in due.chunks(60) {
            join_all(batch.iter().map(|(_, message)| world.process(message))).await;
        }
        due.len()
    }
}

/// Disturbances of the given minute.
fn disturb(world: &World, minute: i64) {
    let tenant = &world.tenant;
    tenant
        .is_down
        .store((12..30).contains(&minute), Ordering::Relaxed);
    tenant
        .has_no_secrets
        .store((55..62).contains(&minute), Ordering::Relaxed);
    match minute {
        40 => world
            .gate
            .watch(|_, _| Some((500, r#"{"__type": "InternalServerError"}"#.to_owned()))),
        46 => {
            world.gate.open();
        }
        _ => {}
    }
    let mut refusing = tenant.refusing.lock().unwrap();
    // From the first look on: a token from before would be held for an hour.
    if minute < 70 {
        *refusing = (1..=BROKEN).map(tenant_of).collect();
    } else {
        refusing.clear();
    }
}

#[tokio::test]
async fn t70_t78_a_night_of_outages_breaks_nobody_loses_nothing_and_leaves_nobody_behind() {
    let mut world = World::watched().await;
    world.verifier.intervals = Intervals {
        verify_every: minutes(15),
        ..Intervals::default()
    };
    fleet::connect(&world, 1..=FLEET, of_its_own).await;
    let began_at = world.clock.now();
    let mut queues = Queues {
        seen: world.server.asked("SendMessage").len(),
        ..Queues::default()
    };
    let mut runs = 0;
    let mut false_broken = 0;
    for minute in 0..95 {
        disturb(&world, minute);
        // A tick that fails is caught up by the next one.
        let ends_at = world.clock.now() + minutes(1);
        let _ = dispatch_due(&world.store, &world.sweep, &world.clock, ends_at).await;
        queues.collect(&world);
        runs += queues.work_off(&world).await;
        queues.collect(&world);
        if minute % 10 == 9 && !(40..46).contains(&minute) {
            let broken = fleet::in_health(&world, BROKEN + 1..=FLEET, Health::Broken).await;
            false_broken += broken.len();
        }
        world.clock.advance(minutes(1));
    }
    let told = told(&world).await;
    let really: Vec<_> = (1..=BROKEN).map(registration_id).collect();
    assert_eq!(false_broken, 0);
    assert!(
        told.keys().eq(really.iter()),
        "only those that broke: {told:?}"
    );
    for told in told.values() {
        assert_eq!(
            *told,
            [Health::Broken, Health::Healthy],
            "each once, in order"
        );
    }
    let mut stuck = 0;
    for number in 1..=FLEET {
        let loaded = world.loaded(number).await;
        let checked_at = loaded.standing.checked_at.unwrap();
        let is_current = world.clock.now().duration_since(checked_at) < minutes(20);
        let is_planned = loaded
            .due_at
            .is_some_and(|due_at| due_at > world.clock.now() - minutes(2));
        let is_well = loaded.standing.health == Health::Healthy;
        stuck += u64::from(!(is_current && is_planned && is_well));
    }
    assert_eq!(stuck, 0);
    let hours = world.clock.now().duration_since(began_at).as_mins();
    println!(
        "{FLEET} registrations, {hours} minutes, {runs} runs: false broken 0, lost or doubled events 0, stuck 0"
    );
}
