//! Properties of one operation that decide its parameters, its headers and its problems.

use crate::scope;
use domain::api_key::Scope;

/// Operations that are carried out only in a version that `If-Match` names.
pub(super) const CONDITIONAL: [&str; 5] = [
    "change_registration",
    "approve_registration",
    "reject_registration",
    "disconnect_registration",
    "erase_registration",
];

/// The scope of a keyed operation.
pub(super) fn needed_scope(path: &str, method: &str) -> Option<Scope> {
    let method = method.to_uppercase().parse().unwrap();
    path.starts_with("/v1/")
        .then(|| scope::needed(&method, path))
        .flatten()
}
