//! The API keys as the operator changes them.

use super::{
    SecretsError,
    api_keys::{ApiKey, ApiKeys, keys_of},
    entries::{Entries, ListSecret, Member},
};
use domain::customer::CustomerId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

impl ListSecret for ApiKeys {
    const NAME: &'static str = "api-keys";
    const MEMBER: Member = Member::Keys;
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

impl Entries<ApiKeys> {
    /// The key of each entry, in their order; `None` for one that is malformed.
    pub fn keys(&self) -> Vec<Option<ApiKey>> {
        keys_of(&self.list)
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
        self.push(&entry)
    }

    /// Removes every entry of that id, malformed or not: one that repeats an id would open something once the first is gone. Gives
    /// their number.
    pub fn remove(&mut self, id: &str) -> usize {
        let before = self.list.len();
        let is_of = |entry: &RawValue| {
            let entry = strict_json::parse_outside::<EntryId>(entry.get().as_bytes());
            entry.is_ok_and(|entry| entry.id == id)
        };
        self.list.retain(|entry| !is_of(entry));
        before - self.list.len()
    }
}

/// Lower-case hexadecimal digits.
fn to_hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api_key::Scope;

    const DIGEST: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

    fn entries(text: &str) -> Entries<ApiKeys> {
        Entries::parse(&text.replace("SHA", DIGEST)).unwrap()
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
        assert_eq!(entries.list[0].get(), malformed);
        assert_eq!(entries.list.len(), 2);
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
