//! State: the one DynamoDB table, the queues and the secrets.
//!
//! This crate is the only one that talks to DynamoDB, SQS, Secrets Manager, KMS and, for the role's token, STS. It must not know Microsoft, HTTP or any use
//! case. Reads that decide are strongly consistent; every transition is a write conditional on what was read; expired means
//! expired by the caller's clock, not by the table's TTL.
//!
//! The caller configures the SDK's timeouts and retries: two seconds for an attempt, three of them, and six
//! seconds together (T46).

mod access_sessions;
mod api_key_uses;
pub mod asked_by;
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
mod history;
mod idempotency;
mod in_transaction;
mod invitations;
mod item;
mod keys;
mod listing;
mod mentions;

mod operations;
mod queue;
mod recent_runs;
mod registrations;
mod removals;
mod reports;
mod restoring;
mod schedule_rounds;
pub mod secrets;
pub mod system_users;
mod verification_message;
mod web_identity;
mod webhook_endpoints;

use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use in_transaction::InTransaction;
use keys::Key;

pub use audit::RecordError;
pub use brake::Brake;
pub use change::{ChangeResult, RegistrationChange};
pub use claims::ClaimWrite;
pub use commit::{
    Bind, Commit, CommitError, InvitationWrite, KEPT, KeptReport, NewLink, StandingWrite,
};
pub use dead_letters::{DeadLetter, DeadLetters};
pub use deliveries::{Deliveries, DeliveryClaim, DeliveryLog, DueEvent};
pub use delivery_message::{DeliveryMessage, PingRequest};
pub use dispatch_marks::{DispatchMarks, ShardMark};
pub use due::{Due, DuePage};
pub use error::StoreError;
pub use events::{EventRange, EventsOf, EventsRead};
pub use history::{ListError, Page};
pub use idempotency::{Beginning, RequestStart};
pub use invitations::{EndingLinks, EndingPlace};
pub use listing::{ListPage, ListPlace};
pub use mentions::{Mentions, TablePlace};
pub use operations::{CommandOutcome, OperatorCommand};
pub use queue::{MessageError, Queue, QueueError, RemovalMessage};
pub use registrations::{Binding, StoredRegistration};
pub use reports::{KeptVerification, Trigger};
pub use restoring::{CarriedOver, ClearedPage, RestoreError};
pub use schedule_rounds::{OffSchedule, ScheduleRound};
pub use verification_message::{Occasion, VerificationMessage};
pub use web_identity::{WebIdentity, WebIdentityError};

/// The table.
#[derive(Debug, Clone)]
pub struct Store {
    client: Client,
    table: String,
}

impl Store {
    /// Store over the shared AWS settings; nothing is read yet.
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

    /// Opens the connection to the table in advance, by reading an item that never exists. A failure has no consequence: the
    /// next call tries again.
    pub async fn open_connection(&self) {
        let _ = self.get(&Key::of_nothing()).await;
    }
}
