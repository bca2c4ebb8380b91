//! The API keys as the operator changes them: entry by entry, and by compare-and-swap, so that of two changes at once none is lost.
//!
//! 1. The secret is read with the id of its current version.
//! 2. The changed text becomes a version of its own, which nothing reads yet (label `AWSPENDING`).
//! 3. The label `AWSCURRENT` moves to it from the version that was read. AWS refuses where another version is current by now
//!    (<https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html>).
//!
//! A malformed entry stays as it is, byte for byte: it opens nothing, and it may be a mistake of a moment ago.

use super::{
    Secrets, SecretsError,
    api_keys::{ApiKey, NAME, StoredApiKeys, entries_of, keys_of},
    problem,
};
use domain::customer::CustomerId;
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

const PENDING: &str = "AWSPENDING";
const CURRENT: &str = "AWSCURRENT";

/// Why a change of the API keys was not made.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// Another change came first; read again.
    #[error("the API keys were changed by somebody else meanwhile")]
    Changed,
    /// Secrets Manager did not take it: by its error code, or the kind of failure.
    #[error("the secret api-keys cannot be written ({0})")]
    Refused(String),
}

/// The entries of the secret, and the version that they were read from.
#[derive(Debug)]
pub struct ApiKeyEntries {
    /// `None` while the secret has no value.
    version: Option<String>,
    entries: Vec<Box<RawValue>>,
}

/// An entry as it is written; [`keys_of`] reads it.
#[derive(Serialize)]
struct NewEntry<'a> {
    id: &'a str,
    sha256: String,
    owner: &'a str,
    scopes: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_ids: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
}

/// An entry of which the id alone is asked.
#[derive(Deserialize)]
struct EntryId {
    id: String,
}

impl ApiKeyEntries {
    /// The key of each entry, in their order; `None` for one that is malformed.
    pub fn keys(&self) -> Vec<Option<ApiKey>> {
        keys_of(&self.entries)
    }

    /// The key of that id.
    pub fn find(&self, id: &str) -> Option<ApiKey> {
        let mut keys = self.keys().into_iter().flatten();
        keys.find(|key| key.id == id)
    }

    /// Adds a key behind the others.
    ///
    /// # Errors
    /// [`SecretsError::Malformed`] when it cannot be written as JSON.
    pub fn add(&mut self, key: &ApiKey) -> Result<(), SecretsError> {
        let customers = key.customer_ids.as_ref();
        let entry = NewEntry {
            id: &key.id,
            sha256: to_hexadecimal(&key.sha256),
            owner: key.owner.as_str(),
            scopes: key.scopes.iter().map(|scope| scope.name()).collect(),
            customer_ids: customers.map(|ids| ids.iter().map(CustomerId::as_str).collect()),
            expires_at: key.expires_at,
        };
        self.entries.push(to_raw_value(&entry).map_err(not_json)?);
        Ok(())
    }

    /// Removes every entry of that id, malformed or not: one that repeats an id would open something once the first is gone. Gives
    /// their number.
    pub fn remove(&mut self, id: &str) -> usize {
        let before = self.entries.len();
        let is_of = |entry: &RawValue| {
            let entry = strict_json::parse_outside::<EntryId>(entry.get().as_bytes());
            entry.is_ok_and(|entry| entry.id == id)
        };
        self.entries.retain(|entry| !is_of(entry));
        before - self.entries.len()
    }
}

impl Secrets {
    /// The entries of the API keys, for a change. A secret that has no value yet has no entries.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn api_key_entries(&self) -> Result<ApiKeyEntries, SecretsError> {
        match self.read_version(NAME).await {
            Ok(read) => Ok(ApiKeyEntries {
                entries: entries_of(read.text.expose_secret())?,
                version: read.id,
            }),
            // So is answered too where the secret itself is missing; then it cannot be written.
            Err(SecretsError::Unreadable { problem, .. })
                if problem == "ResourceNotFoundException" =>
            {
                Ok(ApiKeyEntries {
                    version: None,
                    entries: Vec::new(),
                })
            }
            Err(error) => Err(error),
        }
    }

    /// Makes changed entries the current ones, unless others are current by now. `version` is the id of the version that they become.
    ///
    /// # Errors
    /// See [`ReplaceError`].
    pub async fn replace_api_keys(
        &self,
        changed: ApiKeyEntries,
        version: Uuid,
    ) -> Result<(), ReplaceError> {
        let stored = StoredApiKeys {
            keys: changed.entries,
        };
        let text = serde_json::to_string(&stored)
            .map_err(|_| ReplaceError::Refused("not written as JSON".to_owned()))?;
        let version = version.to_string();
        let put = self
            .client
            .put_secret_value()
            .secret_id(self.id(NAME))
            .client_request_token(&version)
            .secret_string(text)
            .version_stages(PENDING)
            .send()
            .await
            .map_err(|error| ReplaceError::Refused(problem(&error)))?;
        // The very first version of a secret is current at once.
        if put.version_stages().iter().any(|label| label == CURRENT) {
            return Ok(());
        }
        let moved = self
            .client
            .update_secret_version_stage()
            .secret_id(self.id(NAME))
            .version_stage(CURRENT)
            .move_to_version_id(version)
            .set_remove_from_version_id(changed.version)
            .send()
            .await;
        match moved {
            Ok(_) => Ok(()),
            // Which of the two is answered to a version that is not current any more is not documented.
            Err(error)
                if error.as_service_error().is_some_and(|error| {
                    error.is_invalid_parameter_exception() || error.is_invalid_request_exception()
                }) =>
            {
                Err(ReplaceError::Changed)
            }
            Err(error) => Err(ReplaceError::Refused(problem(&error))),
        }
    }
}

/// Lower-case hexadecimal digits.
fn to_hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

fn not_json(_: serde_json::Error) -> SecretsError {
    SecretsError::Malformed {
        name: NAME,
        problem: "a key cannot be written as JSON",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api_key::Scope;

    const DIGEST: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

    fn entries(text: &str) -> ApiKeyEntries {
        let text = text.replace("SHA", DIGEST);
        ApiKeyEntries {
            version: None,
            entries: entries_of(&text).unwrap(),
        }
    }

    fn key(id: &str) -> ApiKey {
        ApiKey {
            id: id.to_owned(),
            sha256: [171; 32],
            owner: "portal".to_owned().try_into().unwrap(),
            scopes: [Scope::Read, Scope::Verify].into(),
            customer_ids: Some(vec!["contoso".to_owned().try_into().unwrap()]),
            expires_at: Some("2030-01-01T00:00:00Z".parse().unwrap()),
        }
    }

    #[test]
    fn a_key_that_is_added_is_read_as_it_was() {
        let mut entries = entries(r#"{"keys":[]}"#);
        let mut open = key("ijklmnop");
        (open.customer_ids, open.expires_at) = (None, None);
        entries.add(&key("abcdefgh")).unwrap();
        entries.add(&open).unwrap();
        for added in [key("abcdefgh"), open] {
            let read = entries.find(&added.id).unwrap();
            assert_eq!(format!("{read:?}"), format!("{added:?}"));
        }
    }

    #[test]
    fn t67_a_malformed_entry_is_shown_by_its_place_and_stays_as_it_is() {
        let malformed = r#"{ "id" : "malformed" ,"sha256":"12"}"#;
        let mut entries = entries(&format!(
            r#"{{"keys":[{malformed},{{"id":"abcdefgh","sha256":"SHA"}}]}}"#
        ));
        let is_key: Vec<_> = entries.keys().iter().map(Option::is_some).collect();
        assert_eq!(is_key, [false, true]);
        entries.add(&key("ijklmnop")).unwrap();
        assert_eq!(entries.remove("abcdefgh"), 1);
        assert_eq!(entries.entries[0].get(), malformed);
        assert_eq!(entries.entries.len(), 2);
    }

    #[test]
    fn a_revoked_key_leaves_no_second_entry_behind_that_would_open_something() {
        let mut entries = entries(
            r#"{"keys":[{"id":"abcdefgh","sha256":"SHA"},{"id":"abcdefgh","sha256":"SHA"},{"id":"abcdefgh","sha256":"12"}]}"#,
        );
        assert_eq!(entries.remove("abcdefgh"), 3);
        assert!(entries.find("abcdefgh").is_none());
        assert_eq!(entries.remove("abcdefgh"), 0);
    }
}
