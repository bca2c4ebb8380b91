//! A batch of messages, worked off at the same time. A message that failed comes back; one that cannot be read fails until it
//! reaches the dead-letter queue (T69, T75). An attempt lasts 15 seconds at most, so each message ends within the
//! invocation.

use app::{
    Chain,
    host::deliver_event::{Deliverer, Worked},
};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use bootstrap::{
    batch::{self, Outcome},
    clock::SystemClock,
    random::SystemRandomSource,
};
use domain::clock::Machine;
use lambda_runtime::LambdaEvent;
use std::convert::Infallible;
use store::DeliveryMessage;

/// Parts that the function uses.
pub(crate) struct Deps {
    pub(crate) deliverer: Deliverer,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
}

pub(crate) async fn handle(
    deps: &Deps,
    event: LambdaEvent<SqsEvent>,
) -> Result<SqsBatchResponse, Infallible> {
    let request_id = &event.context.request_id;
    let each = |message| Box::pin(work_off(deps, message));
    Ok(batch::work_off(&event.payload, request_id, each).await)
}

async fn work_off(deps: &Deps, record: &SqsMessage) -> Outcome {
    let message = match DeliveryMessage::parse(record.body.as_deref().unwrap_or_default()) {
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
    let machine = Machine {
        clock: &deps.clock,
        random: &deps.random,
    };
    match deps.deliverer.work_off(machine, &message).await {
        Ok(Worked::Done | Worked::Waiting | Worked::Dropped) => Outcome::Done,
        Err(error) => {
            let event_id = match &message {
                DeliveryMessage::Event(id) => Some(String::from(*id)),
                DeliveryMessage::Ping(_) | DeliveryMessage::Survey => None,
            };
            tracing::error!(
                event_id,
                outcome = "failed",
                error = %Chain(&error),
                "a delivery could not be worked off"
            );
            Outcome::Failed
        }
    }
}
