//! A batch of queue messages, worked off at the same time. Only what could be neither worked off nor postponed comes back
//! (`security.md` T75); a message that cannot be read fails until it reaches the dead-letter queue, without any call to
//! Microsoft (T69). Each message ends within the invocation however slow Microsoft is (T46): what is not read by then is
//! unknown, which is an outcome like any other and no reason for the message to come back. One that panics comes back alone
//! (T76).

use app::{
    Chain,
    process_message::{Processed, Queues, process_message},
    verify_registration::Verifier,
};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use bootstrap::{
    batch::{self, Outcome},
    clock::SystemClock,
    deadline,
    random::SystemRandomSource,
};
use lambda_runtime::LambdaEvent;
use std::convert::Infallible;
use store::VerificationMessage;

/// What the function uses.
pub(crate) struct Deps {
    pub(crate) verifier: Verifier,
    pub(crate) queues: Queues,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
}

pub(crate) async fn handle(
    deps: &Deps,
    event: LambdaEvent<SqsEvent>,
) -> Result<SqsBatchResponse, Infallible> {
    let context = &event.context;
    let each = |message| deadline::within_invocation(context.deadline, work_off(deps, message));
    Ok(batch::work_off(&event.payload, &context.request_id, each).await)
}

async fn work_off(deps: &Deps, record: &SqsMessage) -> Outcome {
    let message = match VerificationMessage::parse(record.body.as_deref().unwrap_or_default()) {
        Ok(message) => message,
        Err(error) => {
            tracing::error!(
                outcome = "message_refused",
                error = %error,
                "a queue message cannot be read"
            );
            return Outcome::Failed;
        }
    };
    let result = process_message(
        &deps.verifier,
        &deps.queues,
        &deps.clock,
        &deps.random,
        &message,
    )
    .await;
    match result {
        Ok(processed) => {
            let outcome = match processed {
                Processed::Verified => "verified",
                Processed::Again => "waiting",
                Processed::Postponed => "postponed",
                Processed::Dropped => "dropped",
                Processed::Unreadable => "unreadable",
            };
            tracing::info!(
                registration_id = %message.registration_id,
                attempt = message.attempt,
                outcome,
                "a verification"
            );
            if processed == Processed::Unreadable {
                return Outcome::Failed;
            }
            Outcome::Done
        }
        Err(error) => {
            tracing::error!(
                registration_id = %message.registration_id,
                attempt = message.attempt,
                outcome = "failed",
                error = %Chain(&error),
                "the next attempt could not be queued"
            );
            Outcome::Failed
        }
    }
}
