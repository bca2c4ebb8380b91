//! Rights and owners of the host app's API keys.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Error for a text that is neither a scope nor an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidKeyMember(&'static str);

/// Right of an API key. Each route of the API needs one. A key that may write or verify may also read, because the answers
/// show what it changed or verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    /// Reads all data of the key's customers.
    Read,
    /// Creates, changes and ends registrations and invitations.
    Write,
    /// Asks for verifications.
    Verify,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Verify];

    /// Name of the scope in secrets, answers and headers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Verify => "verify",
        }
    }
}

/// Conversion from a text alone: serde would accept a map for a unit variant too.
impl TryFrom<String> for Scope {
    type Error = InvalidKeyMember;

    fn try_from(text: String) -> Result<Self, InvalidKeyMember> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.name() == text)
            .ok_or(InvalidKeyMember("must be read, write or verify"))
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.name().to_owned()
    }
}

/// Owner of API keys: the host application that holds them, one after the other. A later key of the same owner may finish a
/// request that an earlier key began with an `Idempotency-Key`. 1 to 64 of `A-Z a-z 0-9 . _ : -`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyOwner(String);

impl KeyOwner {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Owner of a key that names no owner.
impl Default for KeyOwner {
    fn default() -> Self {
        Self("host-app".to_owned())
    }
}

impl TryFrom<String> for KeyOwner {
    type Error = InvalidKeyMember;

    fn try_from(text: String) -> Result<Self, InvalidKeyMember> {
        let accepted = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte));
        if accepted {
            Ok(Self(text))
        } else {
            Err(InvalidKeyMember(
                "must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -",
            ))
        }
    }
}

impl From<KeyOwner> for String {
    fn from(owner: KeyOwner) -> Self {
        owner.0
    }
}

impl fmt::Display for KeyOwner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
