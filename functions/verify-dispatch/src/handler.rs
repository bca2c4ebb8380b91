//! One tick of the schedule. What the scheduler sends is not read: a tick means "look what is due" (`security.md` T69).

use app::{
    Chain,
    dispatch_due::{DispatchError, dispatch_due},
    dispatch_removals::dispatch_removals,
};
use bootstrap::{clock::SystemClock, deadline};
use domain::clock::Clock as _;
use lambda_runtime::Diagnostic;
use store::{Queue, Store};

/// What the function uses.
pub(crate) struct Deps {
    pub(crate) store: Store,
    pub(crate) queue: Queue,
    pub(crate) erase_queue: Queue,
    pub(crate) clock: SystemClock,
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
    // First, because they are few; where they fail, the runs are sent all the same.
    let removals = dispatch_removals(&deps.store, &deps.erase_queue, deps.clock.now()).await;
    let dispatched = dispatch_due(&deps.store, &deps.queue, &deps.clock, ends_at)
        .await
        .map_err(TickFailed)?;
    tracing::info!(
        outcome = "dispatched",
        due = dispatched.due,
        sent = dispatched.sent,
        failed = dispatched.failed,
        "a tick of the schedule"
    );
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
