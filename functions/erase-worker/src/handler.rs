//! A batch of removals. Each message is one pass over one registration; what fails comes back alone (T75), and is
//! sent anew by the dispatcher whatever becomes of its message (T83).

use app::{
    Chain,
    host::removal::{self, Removed},
    verify::read_system_user::SystemUserReader,
};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use bootstrap::{
    batch::{self, Outcome},
    clock::SystemClock,
};
use jiff::SignedDuration;
use lambda_runtime::LambdaEvent;
use std::convert::Infallible;
use store::{RemovalMessage, Store};

/// Clients and values that the function uses.
pub(crate) struct Deps {
    pub(crate) store: Store,
    pub(crate) system_users: SystemUserReader,
    pub(crate) settled_after: SignedDuration,
    pub(crate) clock: SystemClock,
}

pub(crate) async fn handle(
    deps: &Deps,
    event: LambdaEvent<SqsEvent>,
) -> Result<SqsBatchResponse, Infallible> {
    let each = |message| work_off(deps, message);
    Ok(batch::work_off(&event.payload, &event.context.request_id, each).await)
}

async fn work_off(deps: &Deps, record: &SqsMessage) -> Outcome {
    let message = match RemovalMessage::parse(record.body.as_deref().unwrap_or_default()) {
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
    let id = message.registration_id;
    let (users, after) = (&deps.system_users, deps.settled_after);
    match removal::remove(&deps.store, users, &deps.clock, after, id).await {
        Ok(removed) => {
            let outcome = match removed {
                Removed::SignIn => "sign_in_removed",
                Removed::Part => "erasing",
                Removed::Erased => "erased",
                Removed::Nothing => "dropped",
            };
            tracing::info!(registration_id = %id, outcome, "made a pass of removal");
            Outcome::Done
        }
        Err(error) => {
            tracing::error!(
                registration_id = %id,
                outcome = "failed",
                error = %Chain(&error),
                "a removal was cut off and is tried again"
            );
            Outcome::Failed
        }
    }
}
