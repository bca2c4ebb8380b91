//! Secrets Manager, as far as functions read it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The version of every secret.
pub(super) const VERSION: &str = "5ec2e700-0000-4000-8000-000000000001";

/// Secrets by name.
#[derive(Default)]
pub(super) struct Secrets(Mutex<BTreeMap<String, String>>);

impl Secrets {
    pub(super) fn put(&self, name: String, secret: &Value) {
        let mut secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.insert(name, secret.to_string());
    }

    /// The answer to an operation: nothing that is measured writes a secret.
    pub(super) fn answer(&self, operation: &str, input: &Value) -> (u16, Value) {
        let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = input["SecretId"].as_str().and_then(|id| secrets.get(id));
        match (operation, found) {
            ("GetSecretValue", Some(text)) => (
                200,
                json!({"Name": input["SecretId"], "VersionId": VERSION, "SecretString": text}),
            ),
            ("GetSecretValue", None) => (400, json!({"__type": "ResourceNotFoundException"})),
            _ => (501, json!({"__type": "NotEmulated"})),
        }
    }
}
