//! Measures of a run, told to the log: how long it took, how late it was, and how much of the tenant it saw.

use super::{RunRequest, Seen, VerificationOutcome, VerifyError};
use domain::clock::Clock;
use jiff::Timestamp;
use store::Trigger;

/// Makes a run and tells of it.
pub(super) async fn measured(
    clock: &dyn Clock,
    RunRequest { slot, trigger, .. }: RunRequest,
    run: impl Future<Output = Result<VerificationOutcome, VerifyError>>,
) -> Result<VerificationOutcome, VerifyError> {
    let started_at = clock.now();
    let outcome = run.await;
    let is_scheduled = trigger == Trigger::Scheduled;
    let due_at = Timestamp::from_millisecond(slot)
        .ok()
        .filter(|_| is_scheduled);
    tracing::info!(
        name: "run",
        trigger = match trigger {
            Trigger::Scheduled => "scheduled",
            Trigger::Interactive => "interactive",
            Trigger::Requested => "requested",
        },
        outcome = seen(&outcome),
        runs = 1,
        disturbed = is_disturbed(&outcome).map(u64::from),
        duration_ms = milliseconds(started_at, clock.now()),
        lag_ms = due_at.map(|due_at| milliseconds(due_at, started_at)),
        "a run over a tenant"
    );
    outcome
}

/// Extent of what a run saw, or why it saw nothing.
fn seen(outcome: &Result<VerificationOutcome, VerifyError>) -> &'static str {
    match outcome {
        Ok(VerificationOutcome::Verified(run)) => match run.seen {
            Seen::Complete => "complete",
            Seen::Partial => "partial",
            Seen::CouldNotLook => "could_not_look",
        },
        Ok(VerificationOutcome::Superseded) => "superseded",
        Ok(VerificationOutcome::NotVerifiable) => "not_verifiable",
        Ok(VerificationOutcome::NotFound) => "not_found",
        Err(_) => "run_failed",
    }
}

/// Whether a disturbance hid something from a run; `None` where there was none to see anything.
fn is_disturbed(outcome: &Result<VerificationOutcome, VerifyError>) -> Option<bool> {
    match outcome {
        Ok(VerificationOutcome::Verified(run)) => Some(run.seen != Seen::Complete),
        Ok(
            VerificationOutcome::Superseded
            | VerificationOutcome::NotVerifiable
            | VerificationOutcome::NotFound,
        )
        | Err(_) => None,
    }
}

fn milliseconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_millis()).unwrap_or(0)
}
