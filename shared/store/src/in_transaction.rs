//! Retries after conflicts with transactions. DynamoDB refuses a write that meets a transaction over the same item, although
//! its condition may hold, and a transaction that meets another write. Each is made again, as the SDK does for a throttled
//! one; by itself the SDK does not. <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>

use crate::StoreError;
use aws_sdk_dynamodb::{
    config::{
        interceptors::InterceptorContext,
        retry::{ClassifyRetry, RetryAction},
    },
    error::ProvideErrorMetadata,
    operation::{
        delete_item::DeleteItemError,
        put_item::PutItemError,
        transact_write_items::{
            TransactWriteItemsError, builders::TransactWriteItemsFluentBuilder,
        },
        update_item::UpdateItemError,
    },
    types::error::TransactionCanceledException,
};

/// Code with which DynamoDB refuses such a write.
pub(crate) const CODE: &str = "TransactionConflictException";

/// Reasons that DynamoDB gives for the parts of a cancelled transaction.
pub(crate) mod reason {
    /// The condition of a part did not hold.
    pub(crate) const CONDITION: &str = "ConditionalCheckFailed";
    /// Another write of the same item was under way.
    pub(crate) const CONFLICT: &str = "TransactionConflict";
    /// There were too many writes at once.
    pub(crate) const THROTTLED: [&str; 2] = ["ThrottlingError", "ProvisionedThroughputExceeded"];
}

/// Whether a part of a transaction was refused for one of these reasons.
pub(crate) fn is_for(cancelled: &TransactionCanceledException, reasons: &[&str]) -> bool {
    let mut given = cancelled.cancellation_reasons().iter();
    given.any(|given| given.code().is_some_and(|code| reasons.contains(&code)))
}

/// Makes a transaction all of whose conditions mean the same to the caller: one that did not hold is a conflict.
pub(crate) async fn make(transaction: TransactWriteItemsFluentBuilder) -> Result<(), StoreError> {
    let made = transaction.send().await;
    made.map(drop).map_err(StoreError::of_creation)
}

/// A transaction is made again where no condition failed: another write was in the way, or there were too many.
fn of_transaction(error: &TransactWriteItemsError) -> Option<RetryAction> {
    let TransactWriteItemsError::TransactionCanceledException(cancelled) = error else {
        return None;
    };
    if is_for(cancelled, &[reason::CONDITION]) {
        None
    } else if is_for(cancelled, &reason::THROTTLED) {
        Some(RetryAction::throttling_error())
    } else {
        is_for(cancelled, &[reason::CONFLICT]).then(RetryAction::transient_error)
    }
}

/// Classifier that makes the SDK repeat a write that met a transaction.
#[derive(Debug)]
pub(crate) struct InTransaction;

impl ClassifyRetry for InTransaction {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else {
            return RetryAction::NoActionIndicated;
        };
        let error = error.as_operation_error();
        let transaction = error.and_then(|error| error.downcast_ref());
        if let Some(action) = transaction.and_then(of_transaction) {
            return action;
        }
        let code = error.and_then(|error| {
            let of_put = error.downcast_ref().map(PutItemError::code);
            let of_update = || error.downcast_ref().map(UpdateItemError::code);
            let of_delete = || error.downcast_ref().map(DeleteItemError::code);
            of_put.or_else(of_update).or_else(of_delete).flatten()
        });
        if code == Some(CODE) {
            RetryAction::transient_error()
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "write that met a transaction"
    }
}
