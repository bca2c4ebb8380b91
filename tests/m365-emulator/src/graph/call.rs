//! One call of Graph: a request of its own, or a part of a batch.

use std::collections::BTreeSet;

use serde_json::Value;
use uuid::Uuid;

/// A call.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    /// Path below `/v1.0`, still percent-encoded.
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    /// Whether `ConsistencyLevel: eventual` was sent (<https://learn.microsoft.com/en-us/graph/aad-advanced-queries>).
    pub(crate) eventual: bool,
    pub(crate) body: Option<Value>,
    pub(crate) caller: &'a Caller,
    pub(crate) graph_url: &'a str,
}

/// Caller, by the access token.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) tenant: Uuid,
    /// The signed-in user; `None` for an app-only token.
    pub(crate) user: Option<Uuid>,
    /// Scopes or roles.
    pub(crate) permissions: BTreeSet<String>,
}

impl Caller {
    /// Whether the token carries one of these permissions.
    pub(crate) fn has(&self, permissions: &[&str]) -> bool {
        permissions
            .iter()
            .any(|name| self.permissions.contains(*name))
    }
}
