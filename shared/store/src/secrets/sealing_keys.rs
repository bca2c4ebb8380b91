//! The keys that seal what flows carry, cursors and kept answers.

use super::{
    SecretsError,
    entries::{Entries, ListSecret, Member},
    json,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::{Deserialize, Serialize};
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

impl ListSecret for SealingKeys {
    const NAME: &'static str = "sealing-keys";
    const MEMBER: Member = Member::Keys;
}

/// An entry as it is written.
#[derive(Serialize)]
struct NewSealingKey<'a> {
    id: &'a str,
    key: String,
}

impl Entries<SealingKeys> {
    /// The id of each key, in their order: the first seals, all open.
    ///
    /// # Errors
    /// [`SecretsError::Malformed`] when one of them is none: the functions take none of the keys then.
    pub fn ids(&self) -> Result<Vec<String>, SecretsError> {
        let ids = self.list.iter().map(|entry| {
            let key: StoredSealingKey = json(SealingKeys::NAME, entry.get())?;
            Ok(sealing_key(SealingKeys::NAME, key)?.id)
        });
        ids.collect()
    }

    /// Adds a key behind the others: it opens and does not seal.
    ///
    /// # Errors
    /// [`SecretsError::Malformed`] when it cannot be written as JSON.
    pub fn add(&mut self, id: &str, key: &[u8; 32]) -> Result<(), SecretsError> {
        let key = STANDARD.encode(key);
        self.push(&NewSealingKey { id, key })
    }
}

fn sealing_key(name: &'static str, stored: StoredSealingKey) -> Result<SealingKey, SecretsError> {
    let bytes = STANDARD.decode(stored.key.expose_secret());
    let bytes = bytes
        .ok()
        .filter(|bytes| bytes.len() == 32)
        .ok_or(SecretsError::Malformed {
            name,
            problem: "a key is not 32 bytes in base64",
        })?;
    Ok(SealingKey {
        id: stored.id,
        key: Zeroizing::new(bytes),
    })
}

pub(super) fn parse_sealing_keys(
    name: &'static str,
    text: &str,
) -> Result<SealingKeys, SecretsError> {
    let stored: StoredSealingKeys = json(name, text)?;
    let keys = stored.keys.into_iter().map(|key| sealing_key(name, key));
    let keys = keys.collect::<Result<Vec<_>, SecretsError>>()?;
    if keys.is_empty() {
        return Err(SecretsError::Malformed {
            name,
            problem: "it holds no key",
        });
    }
    Ok(SealingKeys { keys })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(entries: Entries<SealingKeys>) -> Vec<String> {
        let text = entries.into_text().unwrap();
        let keys = parse_sealing_keys("sealing-keys", text.expose_secret()).unwrap();
        keys.keys.into_iter().map(|key| key.id).collect()
    }

    #[test]
    fn a_key_that_is_added_opens_until_it_is_put_first() {
        let mut entries = Entries::<SealingKeys>::parse(r#"{"keys":[]}"#).unwrap();
        entries.add("k1", &[1; 32]).unwrap();
        entries.add("k2", &[2; 32]).unwrap();
        entries.put_first(2);
        assert_eq!(entries.ids().unwrap(), ["k1", "k2"]);
        entries.put_first(1);
        assert_eq!(read(entries), ["k2", "k1"]);
    }

    #[test]
    fn a_key_that_is_not_kept_is_gone() {
        let mut entries = Entries::<SealingKeys>::parse(r#"{"keys":[]}"#).unwrap();
        for id in ["k1", "k2", "k3"] {
            entries.add(id, &[1; 32]).unwrap();
        }
        entries.keep(|place| place != 1);
        assert_eq!(read(entries), ["k1", "k3"]);
    }
}
