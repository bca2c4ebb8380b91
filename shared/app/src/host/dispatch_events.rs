//! Sends what is due for the host app's endpoints to the worker that delivers: events, and every five minutes the request to
//! look at the configuration.
//!
//! Nothing is written: an event that was sent and not yet taken is sent again a minute later, and the worker takes it once. An
//! event that is being delivered is not due.

use crate::verify::dispatch_due::DispatchError;
use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use store::{DeliveryMessage, Queue, Store};

/// Events of one tick.
const AT_MOST: i32 = 500;

/// Messages of one call.
const BATCH: usize = 10;

/// Ticks between two looks at the configuration, in minutes.
const SURVEYED_EVERY: i64 = 5;

/// An attempt that is overdue for longer is told to the operator: nothing takes the events any more.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// Sends the messages of one tick, and gives the number of events.
///
/// # Errors
/// The first [`DispatchError`]; the next tick sends what is left.
pub async fn dispatch_events(
    store: &Store,
    queue: &Queue,
    clock: &dyn Clock,
) -> Result<u64, DispatchError> {
    let now = clock.now();
    let due = store.due_events(now, AT_MOST).await?;
    if due.iter().any(|due| now.duration_since(due.due_at) >= LATE) {
        tracing::error!(
            outcome = "delivery_late",
            due = due.len(),
            "events have waited for more than an hour for the worker that delivers them"
        );
    }
    let events = due.iter().map(|due| DeliveryMessage::Event(due.event_id));
    let survey = is_survey(now).then_some(DeliveryMessage::Survey);
    let messages: Vec<_> = survey.into_iter().chain(events).collect();
    for batch in messages.chunks(BATCH) {
        // Those that were refused twice are still due.
        queue.send_batch(batch).await?;
    }
    Ok(due.len() as u64)
}

fn is_survey(now: Timestamp) -> bool {
    (now.as_second() / 60) % SURVEYED_EVERY == 0
}
