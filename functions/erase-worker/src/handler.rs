//! A batch of removals. Each message is one pass over one registration; what fails comes back alone (T75), and is
//! sent anew by the dispatcher whatever becomes of its message (T83).

use app::{
    Chain,
    host::removal::{self, RemovalOutcome},
    verify::read_system_user::SystemUserReader,
};
use bootstrap::{
    batch::{self, Batch, MessageOutcome, SqsBatchResponse},
    clock::SystemClock,
};
use jiff::SignedDuration;
use store::{RemovalMessage, Store};

/// Clients and values that the function uses.
pub(crate) struct Deps {
    pub(crate) store: Store,
    pub(crate) system_users: SystemUserReader,
    pub(crate) settled_after: SignedDuration,
    pub(crate) clock: SystemClock,
}

/// Works off one batch.
pub(crate) async fn handle(deps: &Deps, batch: Batch) -> SqsBatchResponse {
    batch::work_off(&batch, RemovalMessage::parse, |message| {
        work_off(deps, message)
    })
    .await
}

async fn work_off(deps: &Deps, message: RemovalMessage) -> MessageOutcome {
    let id = message.registration_id;
    let (users, after) = (&deps.system_users, deps.settled_after);
    match removal::remove(&deps.store, users, &deps.clock, after, id).await {
        Ok(removed) => {
            let outcome = match removed {
                RemovalOutcome::SignIn => "sign_in_removed",
                RemovalOutcome::Part => "erasing",
                RemovalOutcome::Erased => "erased",
                RemovalOutcome::Nothing => "dropped",
            };
            tracing::info!(registration_id = %id, outcome, "made a pass of removal");
            MessageOutcome::Done
        }
        Err(error) => {
            tracing::error!(
                registration_id = %id,
                outcome = "failed",
                error = %Chain(&error),
                "a removal was cut off and is tried again"
            );
            MessageOutcome::Failed
        }
    }
}
