//! Each call that a use case makes, to the table and to every other service, meets each fault: once, until the SDK gives up, and
//! for good, as when the process dies there. Afterwards the work is done again as the queue, the schedule or the person does it
//! (`SECURITY.md`, Failures; T65, T70, T76, T77, T78). Nothing that was acknowledged is lost, nothing is stuck, nothing is told
//! twice, and no customer is called broken for a fault of ours or of AWS.

use crate::{
    disturbance::{Disturbance, Fault},
    legs::{Traveller, registration},
    people::USER,
    samples::{consented, minutes},
    world::World,
};
use app::{
    host::{
        api_key::Caller,
        events::{self, Poll},
    },
    verify::process_message::{ProcessOutcome, process_message},
};
use domain::{
    event::EventKind, flow::LegPurpose, invitation::Purpose, standing::Health,
    verification::verdict::Verdict,
};
use jiff::SignedDuration;
use std::{ops::Range, sync::atomic::Ordering};
use store::VerificationMessage;

/// The service that is disturbed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Service {
    Table,
    /// Secrets Manager, SQS, Entra and Graph, in the order in which they are called.
    Other,
}

impl Service {
    pub(crate) fn of(self, world: &World) -> &Disturbance {
        match self {
            Self::Table => &world.gate.disturbance,
            Self::Other => &world.server.disturbance,
        }
    }
}

/// Calls that meet a fault, from `position` on. The SDK and our clients make a call three times at most; one whose answer was
/// lost meets its own first write.
fn ranges(position: usize, fault: Fault) -> [Range<usize>; 2] {
    let once = if fault == Fault::Lost { 1 } else { 3 };
    [once, usize::MAX].map(|count| position..position.saturating_add(count))
}

/// Makes a use case meet every fault at every call. `run` makes a world, disturbs it, and gives the number of calls.
pub(crate) async fn at_every_call(
    run: impl AsyncFn(Service, Range<usize>, Fault) -> usize,
) -> usize {
    let mut cases = 0;
    for service in [Service::Table, Service::Other] {
        for fault in Fault::ALL {
            let mut position = 0;
            loop {
                let mut most = 0;
                for calls in ranges(position, fault) {
                    most = most.max(run(service, calls, fault).await);
                    cases += 1;
                }
                position += 1;
                if position >= most {
                    break;
                }
            }
        }
    }
    cases
}

/// A worker and its queues: what it sends and what comes back.
struct Worker<'a> {
    world: &'a World,
    /// Messages that were looked at among those sent.
    seen: usize,
}

impl<'a> Worker<'a> {
    fn new(world: &'a World) -> Self {
        let seen = world.server.asked("SendMessage").len();
        Self { world, seen }
    }

    /// Works off a message; whether the queue may forget it.
    async fn work(&self, message: &VerificationMessage) -> bool {
        let world = self.world;
        let (queues, machine) = (world.queues(), world.machine());
        let worked = process_message(&world.verifier, &queues, machine, message).await;
        worked.is_ok_and(|processed| processed != ProcessOutcome::Unreadable)
    }

    /// Works off everything that is sent or comes back, then what falls due, so often that each retry had its turn.
    async fn settle(&mut self, came_back: Option<VerificationMessage>) {
        let mut waiting: Vec<_> = came_back.into_iter().collect();
        for _ in 0..6 {
            let sent = self.world.server.asked("SendMessage");
            for request in &sent[self.seen..] {
                let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
                let message = body["MessageBody"].as_str().unwrap();
                waiting.push(VerificationMessage::parse(message).unwrap());
            }
            self.seen = sent.len();
            self.world.clock.advance(minutes(6));
            for message in std::mem::take(&mut waiting) {
                assert!(self.work(&message).await, "nothing is wrong any more");
            }
        }
        for _ in 0..3 {
            self.world.run_when_due(1).await;
        }
    }
}

/// The events that the host app is told, in order.
async fn told(world: &World) -> Vec<(EventKind, Health)> {
    world.clock.advance(SignedDuration::from_secs(31));
    let caller = Caller::new("abcdefgh", None);
    let poll = Poll {
        limit: 100,
        ..Poll::default()
    };
    let polled = events::poll(&world.store, &world.clock, &caller, &poll).await;
    let items = polled.unwrap().items.into_iter();
    let sequences: Vec<_> = items
        .clone()
        .map(|event| event.registration.sequence)
        .collect();
    assert!(sequences.is_sorted_by(|before, after| before < after));
    items
        .map(|event| (event.kind, event.registration.health))
        .collect()
}

/// A registration of which Graph shows everything granted, or nothing of it from now on.
async fn connected(number: u64) -> World {
    let world = World::watched().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.store(&consented(number), number).await;
    assert_eq!(
        world.process(&world.interactive(number)).await,
        ProcessOutcome::Verified
    );
    world.clock.advance(minutes(120));
    world
}

async fn disturbed_run(
    world: &World,
    service: Service,
    calls: Range<usize>,
    fault: Fault,
) -> usize {
    let mut worker = Worker::new(world);
    let message = world.interactive(1);
    service.of(world).begin(calls, fault);
    let is_done = worker.work(&message).await;
    let count = service.of(world).end();
    worker.settle((!is_done).then_some(message)).await;
    count
}

#[tokio::test]
async fn t65_t70_t76_the_run_that_connects_survives_a_fault_at_each_call() {
    let cases = at_every_call(async |service, calls, fault| {
        let world = World::watched().await;
        world.tenant.has_granted.store(true, Ordering::Relaxed);
        world.store(&consented(1), 1).await;
        let count = disturbed_run(&world, service, calls.clone(), fault).await;
        let loaded = world.loaded(1).await;
        let case = format!("{service:?} {calls:?} {fault:?}");
        assert_eq!(loaded.registration.lifecycle.stage(), "connected", "{case}");
        assert_eq!(loaded.standing.health, Health::Healthy, "{case}");
        let kinds: Vec<_> = told(&world)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert_eq!(kinds, [EventKind::Connected], "{case}");
        count
    });
    let cases = Box::pin(cases).await;
    println!("a fault at a call, {cases} times");
    assert!(cases > 50);
}

#[tokio::test]
async fn t76_t77_t78_a_fault_at_each_call_of_a_run_breaks_nobody() {
    let cases = at_every_call(async |service, calls, fault| {
        let world = connected(1).await;
        let count = disturbed_run(&world, service, calls.clone(), fault).await;
        let loaded = world.loaded(1).await;
        let case = format!("{service:?} {calls:?} {fault:?}");
        assert_eq!(loaded.standing.health, Health::Healthy, "{case}");
        assert!(loaded.due_at.is_some(), "{case}");
        assert_eq!(told(&world).await.len(), 1, "{case}");
        count
    });
    let cases = Box::pin(cases).await;
    println!("a fault at a call, {cases} times");
    assert!(cases > 50);
}

#[tokio::test]
async fn t70_t76_t78_what_really_broke_is_told_once_whatever_call_fails() {
    let cases = at_every_call(async |service, calls, fault| {
        let world = connected(1).await;
        world.tenant.has_granted.store(false, Ordering::Relaxed);
        assert_eq!(world.run_when_due(1).await, ProcessOutcome::Verified);
        world.clock.advance(minutes(6));
        let count = disturbed_run(&world, service, calls.clone(), fault).await;
        let case = format!("{service:?} {calls:?} {fault:?}");
        let healths: Vec<_> = told(&world)
            .await
            .into_iter()
            .map(|(_, health)| health)
            .collect();
        assert_eq!(healths.last(), Some(&Health::Broken), "{case}: {healths:?}");
        assert_eq!(healths.len(), 2, "{case}: {healths:?}");
        count
    });
    let cases = Box::pin(cases).await;
    println!("a fault at a call, {cases} times");
    assert!(cases > 50);
}

#[tokio::test]
async fn t61_t65_t76_a_system_users_sign_in_survives_a_fault_at_each_call() {
    let cases = at_every_call(async |service, calls, fault| {
        let mut person = Traveller::with_link(&registration(), Purpose::SystemUser).await;
        let there = person.leave(LegPurpose::SystemUser).await;
        service.of(&person.world).begin(calls.clone(), fault);
        let _ = person.try_to_come_back_as(&there, USER).await;
        let count = service.of(&person.world).end();
        let case = format!("{service:?} {calls:?} {fault:?}");
        person.world.clock.advance(minutes(2));
        if person
            .world
            .loaded(1)
            .await
            .registration
            .system_user_connection
            .is_none()
        {
            // She opens the link again, as every page says.
            let there = person.leave(LegPurpose::SystemUser).await;
            person.try_to_come_back_as(&there, USER).await.unwrap();
        }
        let connection = person
            .world
            .loaded(1)
            .await
            .registration
            .system_user_connection;
        assert!(connection.is_some(), "{case}");
        let run = person.world.process(&person.world.interactive(1)).await;
        assert!(
            matches!(run, ProcessOutcome::Verified | ProcessOutcome::Again),
            "{case}"
        );
        let report = crate::system_user::report(&person.world).await;
        let verdict = &report.result("system-user-connected").unwrap().verdict;
        assert_eq!(*verdict, Verdict::Pass, "{case}: the kept sign-in works");
        count
    });
    let cases = Box::pin(cases).await;
    println!("a fault at a call, {cases} times");
    assert!(cases > 50);
}
