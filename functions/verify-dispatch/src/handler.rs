//! One tick of the schedule. The scheduler's event is not read: a tick means "look what is due" (`security.md` T69).
//! Registrations, events and links are handled side by side, so that a failure of one delays none of the others.

use app::{
    Chain,
    host::{
        dispatch_events::dispatch_events, dispatch_removals::dispatch_removals,
        expire_invitations::expire_invitations,
    },
    verify::{
        dispatch_due::{DispatchError, dispatch_due},
        reschedule_lost::reschedule_lost,
    },
};
use bootstrap::{clock::SystemClock, deadline, random::SystemRandomSource};
use domain::clock::{Clock as _, Machine};
use lambda_runtime::Diagnostic;
use store::{Queue, Store};

/// Dependencies of the function.
pub(crate) struct Deps {
    pub(crate) store: Store,
    pub(crate) queue: Queue,
    pub(crate) erase_queue: Queue,
    pub(crate) delivery_queue: Queue,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
}

/// A tick that did not finish, under a name that alarms can rely on.
#[derive(Debug)]
pub(crate) struct TickFailed(DispatchError);

impl From<TickFailed> for Diagnostic {
    fn from(error: TickFailed) -> Self {
        let error_type = match error.0 {
            DispatchError::Store(_) => "DispatchStoreError",
            DispatchError::Queue(_) => "DispatchQueueError",
        };
        Self {
            error_type: error_type.to_owned(),
            error_message: Chain(&error.0).to_string(),
        }
    }
}

pub(crate) async fn handle(deps: &Deps, deadline_ms: u64) -> Result<(), TickFailed> {
    let ends_at = deadline::ends_at(deadline_ms, deps.clock.now());
    // The five wait for the table and not for one another; where the removals fail, the rest is sent all the same.
    let (store, clock) = (&deps.store, &deps.clock);
    let machine = Machine {
        clock,
        random: &deps.random,
    };
    let (dispatched, events, expired, removals, rescheduled) = tokio::join!(
        Box::pin(dispatch_due(store, &deps.queue, clock, ends_at)),
        Box::pin(dispatch_events(store, &deps.delivery_queue, clock)),
        Box::pin(expire_invitations(store, machine, ends_at)),
        dispatch_removals(store, &deps.erase_queue, clock.now()),
        Box::pin(reschedule_lost(store, clock)),
    );
    let (dispatched, events, expired) = (
        dispatched.map_err(TickFailed)?,
        events.map_err(TickFailed)?,
        expired.map_err(TickFailed)?,
    );
    tracing::info!(
        outcome = "dispatched",
        due = dispatched.due,
        sent = dispatched.sent,
        failed = dispatched.failed,
        pace = dispatched.pace,
        events,
        expired,
        "a tick of the schedule"
    );
    rescheduled.map_err(|error| TickFailed(error.into()))?;
    let sent = removals.map_err(TickFailed)?;
    if sent > 0 {
        tracing::info!(
            outcome = "removals_dispatched",
            sent,
            "sent the removals that are due"
        );
    }
    Ok(())
}
