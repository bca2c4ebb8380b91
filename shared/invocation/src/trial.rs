//! The operator's question whether Entra takes the token of the function's own role, which nothing but the function can present. It
//! comes by a direct invocation: gateway and queues make no event with this member, whatever is sent to them.

use serde::Deserialize;

/// Name of the event's member.
pub(crate) const MEMBER: &str = "try";

/// Questions of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trial {
    /// Asks to present the federated credential.
    FederatedCredential,
}
