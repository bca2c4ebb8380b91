//! A batch of queue messages, worked off at the same time. A message comes back only if it could be neither worked off nor
//! postponed (T75). A message that cannot be read fails until it reaches the dead-letter queue, without any call to
//! Microsoft (T69). Each message ends within the invocation however slow Microsoft is (T46): facts that are not read by then are
//! unknown, which is an outcome like any other and no reason for the message to come back. A message that panics comes back alone
//! (T76).

use app::{
    Chain,
    secrets::credential::CredentialEnd,
    verify::{
        process_message::{ProcessOutcome, Queues, process_message},
        verify_registration::Verifier,
    },
};
use bootstrap::{
    batch::{self, Batch, MessageOutcome, SqsBatchResponse},
    clock::SystemClock,
    correlation::{self, CorrelationIds},
    random::SystemRandomSource,
};
use domain::clock::{Clock as _, Machine};
use jiff::{SignedDuration, Timestamp};
use store::VerificationMessage;

/// Dependencies of the function.
pub(crate) struct Deps {
    pub(crate) verifier: Verifier,
    pub(crate) queues: Queues,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
}

/// Works off one batch.
pub(crate) async fn handle(deps: &Deps, batch: Batch) -> SqsBatchResponse {
    let each = |message| work_off(deps, message);
    let response = batch::work_off(&batch, VerificationMessage::parse, each).await;
    let ids = CorrelationIds {
        request_id: batch.request_id(),
        ..CorrelationIds::default()
    };
    let told = async { tell_credential_end(deps) };
    correlation::of(ids).carry_out(told).await;
    response
}

/// Logs the days left of our own credential, as the metric that alarms look at. If its end is unknown, it logs a warning without
/// a number.
fn tell_credential_end(deps: &Deps) {
    let now = deps.clock.now();
    match deps.verifier.credential_end_to_tell(now) {
        Some(CredentialEnd::At(end)) => tracing::info!(
            name: "credential",
            credential_days_left = days_left(end, now),
            "the client credential in use has an end"
        ),
        Some(CredentialEnd::Unknown) => tracing::warn!(
            outcome = "credential_end_unknown",
            "the end of the client credential is not known, so no alarm tells when it is near"
        ),
        None => {}
    }
}

/// Whole days until an instant; below zero once it is over.
fn days_left(end: Timestamp, now: Timestamp) -> f64 {
    let day = SignedDuration::from_hours(24);
    end.duration_since(now).div_duration_f64(day).floor()
}

async fn work_off(deps: &Deps, message: VerificationMessage) -> MessageOutcome {
    let machine = Machine {
        clock: &deps.clock,
        random: &deps.random,
    };
    let result = process_message(&deps.verifier, &deps.queues, machine, &message).await;
    match result {
        Ok(processed) => {
            let outcome = match processed {
                ProcessOutcome::Verified => "verified",
                ProcessOutcome::Again => "waiting",
                ProcessOutcome::Postponed => "postponed",
                ProcessOutcome::Dropped => "dropped",
                ProcessOutcome::Unreadable => "unreadable",
            };
            tracing::info!(
                registration_id = %message.registration_id,
                attempt = message.attempt,
                outcome,
                "a verification"
            );
            if processed == ProcessOutcome::Unreadable {
                return MessageOutcome::Failed;
            }
            MessageOutcome::Done
        }
        Err(error) => {
            tracing::error!(
                registration_id = %message.registration_id,
                attempt = message.attempt,
                outcome = "failed",
                error = %Chain(&error),
                "the next attempt could not be queued"
            );
            MessageOutcome::Failed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_whole_and_below_zero_afterwards() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        for (seconds, days) in [
            (30 * 86_400, 30.0),
            (30 * 86_400 - 1, 29.0),
            (1, 0.0),
            (-1, -1.0),
        ] {
            let end = now + SignedDuration::from_secs(seconds);
            assert!(
                (days_left(end, now) - days).abs() < f64::EPSILON,
                "{seconds}"
            );
        }
    }
}
