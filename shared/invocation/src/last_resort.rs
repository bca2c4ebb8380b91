//! The guard round a handler: when it panics, the caller gets an answer of ours, and the log line of the panic names the
//! request (`SECURITY.md`, Logs).

use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;

tokio::task_local! {
    static REQUEST_ID: String;
}

/// Runs a handler. `None` when it panicked; the panic hook has told of it.
pub async fn guard<T>(request_id: &str, handler: impl Future<Output = T>) -> Option<T> {
    // Nothing is looked at afterwards that the panic may have left half done: what handlers share is replaced whole.
    let handler = AssertUnwindSafe(Box::pin(handler)).catch_unwind();
    REQUEST_ID.scope(request_id.to_owned(), handler).await.ok()
}

/// Id of the request that this task handles; empty outside of one.
pub fn request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[tokio::test]
    async fn t59_a_panic_becomes_no_answer_and_its_request_is_known_while_it_is_told_of() {
        let told = Arc::new(Mutex::new(String::new()));
        let log = Arc::clone(&told);
        std::panic::set_hook(Box::new(move |_| *log.lock().unwrap() = request_id()));
        let panicked = guard("request-1", async {
            tokio::task::yield_now().await;
            panic!("a secret");
        });
        let panicked: Option<()> = panicked.await;
        let _ = std::panic::take_hook();
        assert!(panicked.is_none());
        assert_eq!(*told.lock().unwrap(), "request-1");
        assert_eq!(guard("request-2", async { 7 }).await, Some(7));
        assert_eq!(request_id(), "");
    }
}
