//! The reason why a change was not written.

use crate::{
    StoreError,
    in_transaction::reason::{CONDITION, CONFLICT, THROTTLED},
};
use aws_sdk_dynamodb::{error::SdkError, operation::transact_write_items::TransactWriteItemsError};

/// Reason why a change was not written. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Another writer changed the registration, or another run was stored since the standing was read; the caller reads it again.
    #[error("the registration has changed")]
    RegistrationChanged,
    /// Another attempt at this run has kept its report.
    #[error("another attempt has kept the report")]
    Superseded,
    /// The tenant belongs to another customer.
    #[error("the tenant belongs to another customer")]
    TenantTaken,
    /// The invitation on which the change rests was withdrawn or used up.
    #[error("the invitation has ended")]
    InvitationEnded,
    /// The table could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Part of a transaction, in the order of writing, to which a condition belongs.
#[derive(Clone, Copy)]
pub(super) enum CommitPart {
    Registration,
    Standing,
    Sequence,
    Tenant,
    Invitation,
    Claim,
    Link,
    Report,
    Other,
}

/// The condition that failed. DynamoDB gives one reason for each part, in the order of the parts (T77).
pub(super) fn reason(
    kinds: &[CommitPart],
    error: SdkError<TransactWriteItemsError>,
) -> CommitError {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) =
        error.as_service_error()
    else {
        return StoreError::from(error).into();
    };
    let mut throttled = false;
    for (kind, reason) in kinds.iter().zip(cancelled.cancellation_reasons()) {
        match (reason.code(), kind) {
            // What was decided from is not as it was read.
            (
                Some(CONDITION),
                CommitPart::Registration
                | CommitPart::Standing
                | CommitPart::Sequence
                | CommitPart::Claim
                | CommitPart::Link,
            )
            | (Some(CONFLICT), _) => return CommitError::RegistrationChanged,
            (Some(CONDITION), CommitPart::Report) => {
                return CommitError::Superseded;
            }
            (Some(CONDITION), CommitPart::Tenant) => return CommitError::TenantTaken,
            (Some(CONDITION), CommitPart::Invitation) => {
                return CommitError::InvitationEnded;
            }
            (Some(CONDITION), CommitPart::Other) => {
                return CommitError::Store(StoreError::Conflict);
            }
            (Some(code), _) if THROTTLED.contains(&code) => throttled = true,
            _ => {}
        }
    }
    if throttled {
        CommitError::Store(StoreError::Throttled)
    } else {
        CommitError::Store(StoreError::Unavailable("transaction cancelled".to_owned()))
    }
}
