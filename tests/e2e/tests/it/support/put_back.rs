//! Tests that change what every function uses, and leave it as it was however they end.

use crate::support::stack::Stack;
use serde_json::{Value, json};

/// Carries out a test that changes these secrets of the stack, or the Entra application, and then puts all of them back, also
/// after a failure.
pub(crate) async fn put_back_after<T: Send + 'static>(
    secrets: &[&str],
    test: impl Future<Output = T> + Send + 'static,
) -> T {
    let stack = Stack::load();
    let (aws, microsoft) = (stack.aws(), stack.microsoft());
    let mut stored = Vec::new();
    for name in secrets {
        stored.push((name, aws.secret_value(name).await));
    }
    let app = microsoft.send("GET", "/app", &Value::Null).await;
    let ended = tokio::spawn(test).await;
    for (name, value) in &stored {
        aws.put_secret_value(name, value).await;
    }
    let before = json!({"secrets": app["secrets"], "certificates_pem": app["certificates_pem"]});
    microsoft.send("POST", "/app", &before).await;
    match ended {
        Ok(outcome) => outcome,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}
