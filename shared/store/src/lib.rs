//! State: the one DynamoDB table, the queues and the secrets.
//!
//! This crate is the only one that talks to DynamoDB, SQS, Secrets Manager and KMS. It must not know Microsoft, HTTP or any use
//! case. Reads that decide are strongly consistent; every transition is a write conditional on what was read; expired means
//! expired by the caller's clock, not by the table's TTL.
//!
//! The caller configures the SDK's timeouts and retries: a second for a read, two for a write, three tries
//! (`security.md` T46).

mod access_sessions;
mod attempts;
mod audit;
mod brake;
mod change;
mod claims;
mod commit;
mod counters;
mod dead_letters;
mod deliveries;
mod delivery_message;
mod dispatch_marks;
mod due;
mod entity;
mod erasure;
mod error;
mod events;
mod flows;
mod idempotency;
mod in_transaction;
mod invitations;
mod item;
mod keys;
mod listing;
mod operations;
mod queue;
mod registrations;
mod removals;
mod reports;
pub mod secrets;
pub mod system_users;
mod webhook_endpoints;

use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use in_transaction::InTransaction;
use keys::Key;

pub use audit::RecordError;
pub use brake::Brake;
pub use change::{Change, Changed};
pub use claims::ClaimWrite;
pub use commit::{
    Bind, Commit, CommitError, InvitationWrite, KEPT, KeptReport, NewLink, StandingWrite,
};
pub use dead_letters::{DeadLetter, DeadLetters};
pub use deliveries::{Claimed, Deliveries, DeliveryLog, DueEvent};
pub use delivery_message::{DeliveryMessage, PingRequest};
pub use dispatch_marks::{DispatchMarks, ShardMark};
pub use due::{Due, DuePage};
pub use error::StoreError;
pub use events::{EventsOf, EventsRead};
pub use idempotency::{Beginning, Begun};
pub use invitations::{EndingLinks, EndingPlace};
pub use listing::{ListPage, Place};
pub use operations::{Operation, OperationOutcome};
pub use queue::{MessageError, Queue, QueueError, RemovalMessage, VerificationMessage};
pub use registrations::{Binding, ListError, Loaded, Page};
pub use reports::{KeptVerification, Trigger};

/// The table.
#[derive(Debug, Clone)]
pub struct Store {
    client: Client,
    table: String,
}

impl Store {
    /// Over the shared AWS settings; nothing is read yet.
    pub fn new(aws: &SdkConfig, table: String) -> Self {
        Self {
            client: Client::from_conf(
                aws_sdk_dynamodb::config::Builder::from(aws)
                    .retry_classifier(InTransaction)
                    .build(),
            ),
            table,
        }
    }

    /// Opens the connection to the table, so that the first call that matters finds it open: reads an item that is never there.
    /// A failure says nothing, the next call tries anew.
    pub async fn open_connection(&self) {
        let _ = self.get(&Key::of_nothing()).await;
    }
}
