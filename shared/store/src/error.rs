//! Errors of the table, with questions for the caller.

use crate::in_transaction::{self, is_for, reason};
use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata, SdkError},
    operation::transact_write_items::TransactWriteItemsError,
};

/// Error of a request to the table.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB asks for fewer requests.
    #[error("the table is throttled")]
    Throttled,
    /// DynamoDB did not answer in time, or had a fault of its own. It is unknown whether the item was written.
    #[error("the table did not answer ({0})")]
    Unavailable(String),
    /// DynamoDB refused the request: a permission, the table's name or the request itself is wrong.
    #[error("the table refused the request ({0})")]
    Refused(String),
    /// A condition did not hold: another writer came first.
    #[error("the stored item has changed")]
    Conflict,
    /// A stored item contradicts its type. The cause is left out, because serde's texts quote the value that does not fit
    /// (T59).
    #[error("an item {entity} of {table} is not what it should be ({mismatch})")]
    Corrupt {
        /// The table.
        table: String,
        /// The kind of the item.
        entity: &'static str,
        /// The kind of the contradiction.
        mismatch: &'static str,
    },
}

impl StoreError {
    /// Whether another writer came first, so that the caller reads again.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }

    /// Whether a stored item contradicts its type, so that trying again does not help.
    pub fn is_corrupt(&self) -> bool {
        matches!(self, Self::Corrupt { .. })
    }
}

impl StoreError {
    /// Error of a transaction whose conditions all mean the same to the caller: one that does not hold is a conflict.
    pub(crate) fn of_creation(error: SdkError<TransactWriteItemsError>) -> Self {
        let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) =
            error.as_service_error()
        else {
            return error.into();
        };
        if is_for(cancelled, &[reason::CONDITION]) {
            Self::Conflict
        } else if is_for(cancelled, &reason::THROTTLED) {
            Self::Throttled
        } else {
            // Another write is still in the way after several attempts, or DynamoDB failed.
            Self::Unavailable("transaction cancelled".to_owned())
        }
    }
}

impl<E: ProvideErrorMetadata, R> From<SdkError<E, R>> for StoreError {
    fn from(error: SdkError<E, R>) -> Self {
        match &error {
            SdkError::ServiceError(service) => {
                let Some(code) = service.err().code().map(str::to_owned) else {
                    // No answer of DynamoDB's: what was written may or may not be there.
                    return Self::Unavailable("unreadable answer".to_owned());
                };
                match code.as_str() {
                    "ConditionalCheckFailedException" => Self::Conflict,
                    "ProvisionedThroughputExceededException"
                    | "RequestLimitExceeded"
                    | "ThrottlingException" => Self::Throttled,
                    // Still in the way after several attempts. Whether the condition holds is not known.
                    in_transaction::CODE
                    | "TransactionInProgressException"
                    | "InternalServerError"
                    | "ServiceUnavailable" => Self::Unavailable(code),
                    _ => Self::Refused(code),
                }
            }
            SdkError::TimeoutError(_) => Self::Unavailable("timeout".to_owned()),
            SdkError::DispatchFailure(_) => Self::Unavailable("connection".to_owned()),
            SdkError::ResponseError(_) => Self::Unavailable("unreadable answer".to_owned()),
            _ => Self::Refused("request not built".to_owned()),
        }
    }
}
