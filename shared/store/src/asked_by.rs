//! Request that asked for the work under way. Every message that the work sends takes its id along, so that the log lines of a
//! worker are found from the page that a person saw.
//!
//! The id is an attribute of the message and no part of its body: a worker of before reads the body alone. It is for the log, and
//! nothing is decided by it (T69).

use aws_sdk_sqs::types::MessageAttributeValue;

/// Name of the message attribute.
pub const ATTRIBUTE: &str = "asked_by";

tokio::task_local! {
    static ASKED_BY: String;
}

/// Carries out work that the request of this id asked for.
pub fn within<F: Future>(asked_by: String, work: F) -> impl Future<Output = F::Output> {
    ASKED_BY.scope(asked_by, work)
}

/// Id of the request that asked for the work under way; `None` outside of any.
pub fn current() -> Option<String> {
    let asked_by = ASKED_BY.try_with(Clone::clone).ok();
    asked_by.filter(|id| !id.is_empty())
}

/// The attribute for a message that is sent now.
pub(crate) fn attribute() -> Option<MessageAttributeValue> {
    let text = MessageAttributeValue::builder().data_type("String");
    text.string_value(current()?).build().ok()
}
