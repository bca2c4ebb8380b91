//! One queue message: verify the registration that it names. The message carries only ids; everything else is read again
//! (T69).
//!
//! A second delivery does no harm: its run finds that its slot has passed. The slot of a run that a person waits for is the
//! instant at which it was asked for, so that one of several requests is served and one chain of attempts continues. While a
//! grant spreads, the worker sends the message again with a delay, so that no browser has to wait for it; if that chain ends
//! early, the schedule takes over within minutes. After a fault of ours the message is sent again to its own queue, a minute
//! later. A scheduled message is, until the dispatcher itself sends the registration again because its due time has not moved:
//! there is thus one message for each registration, however long a fault lasts, and an outage fills no dead-letter queue. A row
//! that cannot be read is no outage: a scheduled message is not sent again soon, and the message that a person waits for is
//! given back after some attempts, so that it reaches the dead-letter queue (T75).

use crate::{
    Chain,
    verify::{
        dispatch_due::is_sent_again,
        verify_registration::{Keep, RunRequest, VerificationOutcome, Verifier, VerifyError},
    },
};
use domain::{
    clock::{Machine, Random},
    ids::RegistrationId,
    pace::RecentRuns,
    verification::report::Report,
};
use jiff::{SignedDuration, Timestamp};
use store::{Occasion, Queue, QueueError, Trigger, VerificationMessage};

/// Time that a message waits after a fault of ours: a minute.
const POSTPONED: SignedDuration = SignedDuration::from_secs(60);

/// Attempts at a row that cannot be read. A deployment under way may repair it; after so many attempts it will not.
const UNREADABLE_ATTEMPTS: u32 = 5;

/// One undisturbed run in 16, drawn at random, is counted, as 16 runs.
const COUNTED_OF: u64 = 16;

/// Outcome of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcessOutcome {
    /// The registration was verified and the result stored.
    Verified,
    /// The registration was verified and the result stored; a grant is still spreading, and another attempt is queued.
    Again,
    /// A fault of ours; the message is tried again later.
    Postponed,
    /// The row could not be read in any attempt; the queue must deliver the message again, until it ends in the dead-letter
    /// queue.
    Unreadable,
    /// Nothing to do: the registration is unknown, not verifiable, or has a newer run.
    Dropped,
}

/// Works off one message.
///
/// # Errors
/// [`QueueError`] when the message for the next attempt was not taken; the queue must then deliver this one again.
pub async fn process_message(
    verifier: &Verifier,
    queues: &Queues,
    machine: Machine<'_>,
    message: &VerificationMessage,
) -> Result<ProcessOutcome, QueueError> {
    let id = message.registration_id;
    let request = request_of(message);
    let run = match verifier.verify(machine, id, request).await {
        Ok(VerificationOutcome::NotVerifiable) => {
            if let Occasion::Scheduled { due_at } = message.occasion {
                unschedule(verifier, id, due_at).await;
            }
            return Ok(ProcessOutcome::Dropped);
        }
        Ok(VerificationOutcome::NotFound | VerificationOutcome::Superseded) => {
            return Ok(ProcessOutcome::Dropped);
        }
        Ok(VerificationOutcome::Verified(run)) => run,
        Err(error) => {
            tracing::error!(
                registration_id = %id,
                attempt = message.attempt,
                outcome = if is_unreadable(&error) { "operator_fault" } else { "postponed" },
                error = %Chain(&error),
                "a verification could not be made"
            );
            return postpone(queues, machine.now(), message, &error).await;
        }
    };
    let now = machine.now();
    match message.occasion {
        // It needs no attempt of its own: the next due time is minutes away.
        Occasion::Scheduled { .. } => {
            count(verifier, now, machine.random, &run.report).await;
            Ok(ProcessOutcome::Verified)
        }
        Occasion::Interactive if run.waiting_until.is_some_and(|until| now < until) => {
            let next = message.next_attempt(now);
            queues.interactive.send(&next, delay(next.attempt)).await?;
            Ok(ProcessOutcome::Again)
        }
        Occasion::Interactive => Ok(ProcessOutcome::Verified),
    }
}

/// The run that a message asks for.
fn request_of(message: &VerificationMessage) -> RunRequest {
    match message.occasion {
        Occasion::Scheduled { due_at } => RunRequest {
            slot: due_at.as_millisecond(),
            trigger: Trigger::Scheduled,
            keep: Keep::WhenChanged,
        },
        Occasion::Interactive => RunRequest {
            slot: message.requested_at.as_millisecond(),
            trigger: Trigger::Interactive,
            keep: if message.attempt == 0 {
                Keep::Always
            } else {
                Keep::WhenChanged
            },
        },
    }
}

/// Counts a scheduled run for the breaker over all registrations: each disturbed run, and one in 16 of the others, so that an
/// ordinary day costs next to nothing.
async fn count(verifier: &Verifier, now: Timestamp, random: &dyn Random, report: &Report) {
    let runs = if report.is_disturbed() {
        RecentRuns {
            disturbed: 1,
            ..RecentRuns::default()
        }
    } else {
        let mut byte = [0];
        let is_counted = random.fill(&mut byte).is_ok() && u64::from(byte[0]) % COUNTED_OF == 0;
        if !is_counted {
            return;
        }
        RecentRuns {
            undisturbed: COUNTED_OF,
            ..RecentRuns::default()
        }
    };
    if let Err(error) = verifier.store.count_runs(runs, now).await {
        tracing::warn!(
            outcome = "run_not_counted",
            error = %Chain(&error),
            "a run is missing in the count that slows the schedule down"
        );
    }
}

/// Whether a stored row contradicts its type: only the operator can repair it.
fn is_unreadable(error: &VerifyError) -> bool {
    matches!(error, VerifyError::Store(error) if error.is_corrupt())
}

/// Takes a registration without anything to verify off the schedule: otherwise the dispatcher would send it for ever.
async fn unschedule(verifier: &Verifier, id: RegistrationId, due_at: Timestamp) {
    if let Err(error) = verifier.store.unschedule(id, due_at).await {
        tracing::warn!(
            registration_id = %id,
            outcome = "not_unscheduled",
            error = %Chain(&error),
            "a registration stays on the schedule though there is nothing to verify"
        );
    }
}

/// Sends the message again for a minute later, if no other message will come.
async fn postpone(
    queues: &Queues,
    now: Timestamp,
    message: &VerificationMessage,
    error: &VerifyError,
) -> Result<ProcessOutcome, QueueError> {
    let is_unreadable = is_unreadable(error);
    let next = message.next_attempt(now);
    match message.occasion {
        Occasion::Interactive if is_unreadable && message.attempt >= UNREADABLE_ATTEMPTS => {
            return Ok(ProcessOutcome::Unreadable);
        }
        Occasion::Interactive => queues.interactive.send(&next, POSTPONED).await?,
        // One message for each registration: where the dispatcher sends another one, this one ends.
        Occasion::Scheduled { due_at } => {
            let is_last = is_sent_again(due_at, message.requested_at, now + POSTPONED);
            if !is_unreadable && !is_last {
                queues.sweep.send(&next, POSTPONED).await?;
            }
        }
    }
    Ok(ProcessOutcome::Postponed)
}

/// The queues from which messages come and to which they are sent again.
#[derive(Debug, Clone)]
pub struct Queues {
    /// Queue of runs that a person waits for.
    pub interactive: Queue,
    /// Queue of scheduled runs.
    pub sweep: Queue,
}

/// Time until the given attempt: 5 seconds at first, 5 minutes at last; within the hour about 25 attempts, each with a fresh
/// token.
fn delay(attempt: u32) -> SignedDuration {
    SignedDuration::from_secs(match attempt {
        0..=4 => 5,
        5..=8 => 15,
        9..=12 => 60,
        _ => 300,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_at_least_five_seconds_apart_and_cover_the_hour() {
        let total: i64 = (1..=25).map(|attempt| delay(attempt).as_secs()).sum();
        assert!((1..=25).all(|attempt| delay(attempt).as_secs() >= 5));
        assert!(total >= 3600, "{total} seconds");
    }
}
