//! The keys that seal what flows carry, cursors and kept answers.

use super::{SecretsError, json};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::Deserialize;
use std::fmt;

/// The keys that seal what flows carry; the first seals, all open.
pub struct SealingKeys {
    /// At least one.
    pub keys: Vec<SealingKey>,
}

/// One sealing key.
pub struct SealingKey {
    /// Its id.
    pub id: String,
    key: Zeroizing<Vec<u8>>,
}

impl SealingKey {
    /// Its 32 bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.key
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SealingKey({})", self.id)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredSealingKeys {
    keys: Vec<StoredSealingKey>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredSealingKey {
    id: String,
    key: SecretString,
}

pub(super) fn parse_sealing_keys(
    name: &'static str,
    text: &str,
) -> Result<SealingKeys, SecretsError> {
    let stored: StoredSealingKeys = json(name, text)?;
    let keys = stored
        .keys
        .into_iter()
        .map(|key| {
            let bytes = STANDARD
                .decode(key.key.expose_secret())
                .ok()
                .filter(|bytes| bytes.len() == 32)
                .ok_or(SecretsError::Malformed {
                    name,
                    problem: "a key is not 32 bytes in base64",
                })?;
            Ok(SealingKey {
                id: key.id,
                key: Zeroizing::new(bytes),
            })
        })
        .collect::<Result<Vec<_>, SecretsError>>()?;
    if keys.is_empty() {
        return Err(SecretsError::Malformed {
            name,
            problem: "it holds no key",
        });
    }
    Ok(SealingKeys { keys })
}
