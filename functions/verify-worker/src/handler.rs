//! A batch of queue messages, worked off at the same time. Only what could be neither worked off nor postponed comes back
//! (`security.md` T75); a message that cannot be read fails until it reaches the dead-letter queue, without any call to
//! Microsoft (T69). Each message ends within the invocation however slow Microsoft is (T46): what is not read by then is
//! unknown, which is an outcome like any other and no reason for the message to come back.

use app::{
    Chain,
    process_message::{Processed, Queues, process_message},
    verify_registration::Verifier,
};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use bootstrap::{clock::SystemClock, deadline, random::SystemRandomSource};
use futures_util::future::join_all;
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
    let ends_at_ms = event.context.deadline;
    let records = &event.payload.records;
    let outcomes = join_all(
        records
            .iter()
            .map(|record| deadline::within_invocation(ends_at_ms, work_off(deps, record))),
    )
    .await;
    Ok(give_back(records, &outcomes))
}

/// The messages that failed, by their id.
fn give_back(records: &[SqsMessage], outcomes: &[Outcome]) -> SqsBatchResponse {
    let mut response = SqsBatchResponse::default();
    for (record, outcome) in records.iter().zip(outcomes) {
        if let (Outcome::Failed, Some(id)) = (outcome, &record.message_id) {
            response.add_failure(id.clone());
        }
    }
    response
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    Failed,
}

async fn work_off(deps: &Deps, record: &SqsMessage) -> Outcome {
    let message = match VerificationMessage::parse(record.body.as_deref().unwrap_or_default()) {
        Ok(message) => message,
        Err(error) => {
            // Without its cause, which quotes the message (`security.md` T59).
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

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(ids: &[&str]) -> Vec<SqsMessage> {
        let message = |id: &&str| {
            let mut message = SqsMessage::default();
            message.message_id = Some((*id).to_owned());
            message
        };
        ids.iter().map(message).collect()
    }

    fn given_back(ids: &[&str], outcomes: &[Outcome]) -> Vec<String> {
        let response = give_back(&batch(ids), outcomes);
        let failures = response.batch_item_failures.into_iter();
        failures.map(|failure| failure.item_identifier).collect()
    }

    #[test]
    fn t75_only_what_failed_is_given_back() {
        use Outcome::{Done, Failed};
        let ids = ["a", "b", "c", "d"];
        assert_eq!(given_back(&ids, &[Done, Failed, Done, Failed]), ["b", "d"]);
        assert_eq!(given_back(&ids, &[Failed; 4]), ids);
        // An answer that names nobody has the whole batch deleted.
        assert!(given_back(&ids, &[Done; 4]).is_empty());
    }
}
