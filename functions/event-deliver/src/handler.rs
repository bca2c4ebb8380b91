//! A batch of messages, worked off at the same time. A message that failed comes back; one that cannot be read fails until it
//! reaches the dead-letter queue (T69, T75). An attempt lasts 15 seconds at most, so each message ends within the
//! invocation.

use app::{
    Chain,
    host::deliver_event::{Deliverer, DeliveryProgress},
};
use bootstrap::{
    batch::{self, Batch, MessageOutcome, SqsBatchResponse},
    clock::SystemClock,
    random::SystemRandomSource,
};
use domain::clock::Machine;
use store::DeliveryMessage;

/// Parts that the function uses.
pub(crate) struct Deps {
    pub(crate) deliverer: Deliverer,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
}

/// Works off one batch.
pub(crate) async fn handle(deps: &Deps, batch: Batch) -> SqsBatchResponse {
    batch::work_off(&batch, DeliveryMessage::parse, |message| {
        work_off(deps, message)
    })
    .await
}

async fn work_off(deps: &Deps, message: DeliveryMessage) -> MessageOutcome {
    let machine = Machine {
        clock: &deps.clock,
        random: &deps.random,
    };
    match deps.deliverer.work_off(machine, &message).await {
        Ok(DeliveryProgress::Done | DeliveryProgress::Waiting | DeliveryProgress::Dropped) => {
            MessageOutcome::Done
        }
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
            MessageOutcome::Failed
        }
    }
}
