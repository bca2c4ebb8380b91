//! A single write that meets a transaction over the same item is refused, although its condition may hold: it is made again, as
//! the SDK makes a throttled one again. By itself the SDK does not.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>

use aws_sdk_dynamodb::{
    config::{
        interceptors::InterceptorContext,
        retry::{ClassifyRetry, RetryAction},
    },
    error::ProvideErrorMetadata,
    operation::{
        delete_item::DeleteItemError, put_item::PutItemError, update_item::UpdateItemError,
    },
};

/// The code that DynamoDB refuses such a write with.
pub(crate) const CODE: &str = "TransactionConflictException";

/// Has the SDK make a write again that met a transaction.
#[derive(Debug)]
pub(crate) struct InTransaction;

impl ClassifyRetry for InTransaction {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else {
            return RetryAction::NoActionIndicated;
        };
        let code = error.as_operation_error().and_then(|error| {
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
