//! The host app's API keys. One that is malformed opens nothing and locks out no other; where the whole secret cannot be read,
//! the last keys that could go on for a while.

use super::{Freshness, Secrets, SecretsError, held, hold};
use domain::{
    api_key::{KeyOwner, Scope},
    customer::CustomerId,
};
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError},
};

/// API keys are held at most 30 seconds. A call that began with one lasts at most 30 more, so a revoked key has no effect after a
/// minute, also in a call that is under way (T50).
const HELD: SignedDuration = SignedDuration::from_secs(30);
/// A key that is not known yet may have been added a moment ago. A secret that could not be read is asked for as seldom.
const FRESH: SignedDuration = SignedDuration::from_secs(5);
/// While the secret cannot be read, the last keys that could are good for an hour: time for the operator, who is told at once, and
/// the longest that a key which was revoked in an unreadable secret goes on.
const GOOD_WITHOUT_READING: SignedDuration = SignedDuration::from_hours(1);

const NAME: &str = "api-keys";

/// The host app's API keys, as hashes.
#[derive(Debug, Clone)]
pub struct ApiKeys {
    /// The keys; two may be valid at once.
    pub keys: Vec<ApiKey>,
}

/// One API key.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// Its public id.
    pub id: String,
    /// SHA-256 of its secret part.
    pub sha256: [u8; 32],
    /// Owner of this key and of those before and after it.
    pub owner: KeyOwner,
    /// Its rights.
    pub scopes: BTreeSet<Scope>,
    /// The customers it reaches, in order and each once; `None` is all.
    pub customer_ids: Option<Vec<CustomerId>>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredApiKeys {
    /// Read one by one, so that a malformed one locks out no other.
    keys: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredApiKey {
    id: String,
    /// 64 hexadecimal digits.
    sha256: String,
    #[serde(default)]
    owner: KeyOwner,
    /// All, unless given.
    #[serde(default)]
    scopes: Option<BTreeSet<Scope>>,
    /// Checked below: stored ids are read as they stand, and these are written by hand.
    #[serde(default)]
    customer_ids: Option<Vec<String>>,
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

impl Secrets {
    /// The host app's API keys. [`Freshness::Cached`] gives those of the last half minute, or while the secret cannot be read
    /// those of the last hour. [`Freshness::Fresh`] gives those of the last five seconds, so that nobody makes us read them for
    /// each request, and never older ones: a key that is not among them is not valid.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn api_keys(
        &self,
        now: Timestamp,
        freshness: Freshness,
    ) -> Result<Arc<ApiKeys>, SecretsError> {
        let (at_most, without_reading) = match freshness {
            Freshness::Cached => (HELD, GOOD_WITHOUT_READING),
            Freshness::Fresh => (FRESH, FRESH),
        };
        if let Some(held) = held(&self.api_keys, now, at_most) {
            return Ok(held);
        }
        let read = if self.api_keys_failed_a_moment_ago(now) {
            Err(SecretsError::Unreadable {
                name: NAME,
                problem: "it could not be read a moment ago".to_owned(),
            })
        } else {
            self.read_api_keys(now).await
        };
        read.or_else(|error| held(&self.api_keys, now, without_reading).ok_or(error))
    }

    fn api_keys_failed_a_moment_ago(&self, now: Timestamp) -> bool {
        let failed_at = self.api_keys_failed_at.lock();
        let failed_at = failed_at.unwrap_or_else(PoisonError::into_inner);
        failed_at.is_some_and(|failed_at| now < failed_at + FRESH)
    }

    async fn read_api_keys(&self, now: Timestamp) -> Result<Arc<ApiKeys>, SecretsError> {
        let read = self.read(NAME).await;
        let keys = read.and_then(|text| parse(text.expose_secret()));
        let failed_at = self.api_keys_failed_at.lock();
        let mut failed_at = failed_at.unwrap_or_else(PoisonError::into_inner);
        match keys {
            Ok(keys) => {
                *failed_at = None;
                Ok(hold(&self.api_keys, now, keys))
            }
            Err(error) => {
                *failed_at = Some(now);
                tracing::error!(
                    outcome = "operator_fault",
                    error = %error,
                    "the API keys cannot be read; the last ones that could are good for an hour"
                );
                Err(error)
            }
        }
    }
}

/// Reads the keys. An entry that is none is left out and told of by its place, never by its content: it may hold a key in the
/// wrong place.
fn parse(text: &str) -> Result<ApiKeys, SecretsError> {
    let stored: StoredApiKeys =
        strict_json::parse_outside(text.as_bytes()).map_err(|_| SecretsError::Malformed {
            name: NAME,
            problem: "it is not an object with the list keys alone",
        })?;
    let mut keys: Vec<ApiKey> = Vec::new();
    for (place, entry) in stored.keys.iter().enumerate() {
        let key = api_key(entry).filter(|key| keys.iter().all(|known| known.id != key.id));
        if key.is_none() {
            tracing::error!(
                outcome = "operator_fault",
                place = format!("keys[{place}]"),
                "an entry of the API keys opens nothing: it is not of the known form or repeats an id"
            );
        }
        keys.extend(key);
    }
    Ok(ApiKeys { keys })
}

fn api_key(entry: &RawValue) -> Option<ApiKey> {
    let StoredApiKey {
        id,
        sha256,
        owner,
        scopes,
        customer_ids,
        expires_at,
    } = strict_json::parse(entry.get().as_bytes()).ok()?;
    let customers: Option<BTreeSet<CustomerId>> = customer_ids
        .map(|ids| ids.into_iter().map(CustomerId::try_from).collect())
        .transpose()
        .ok()?;
    Some(ApiKey {
        sha256: from_hexadecimal(&sha256)?,
        id: is_key_id(&id).then_some(id)?,
        owner,
        scopes: scopes.unwrap_or_else(|| Scope::ALL.into()),
        customer_ids: customers.map(|customers| customers.into_iter().collect()),
        expires_at,
    })
}

/// Whether a text may be the public id of a key: 8 to 16 lower-case letters and digits.
pub fn is_key_id(text: &str) -> bool {
    let is_of_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (8..=16).contains(&text.len()) && text.bytes().all(is_of_id)
}

fn from_hexadecimal(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (position, byte) in bytes.iter_mut().enumerate() {
        let pair = text.get(position * 2..position * 2 + 2)?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const DIGEST: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0A0A0A";

    fn key_of(members: &str) -> Option<ApiKey> {
        let text = format!(r#"{{"keys":[{{"id":"abcdefgh","sha256":"{DIGEST}"{members}}}]}}"#);
        parse(&text).unwrap().keys.pop()
    }

    #[test]
    fn t50_a_key_without_more_has_all_rights_all_customers_and_the_one_owner() {
        let key = key_of("").unwrap();
        assert_eq!(key.sha256, [10; 32]);
        assert_eq!(key.scopes, Scope::ALL.into());
        assert_eq!((key.customer_ids, key.expires_at), (None, None));
        assert_eq!(key.owner, KeyOwner::default());
    }

    #[test]
    fn t50_a_key_is_read_with_its_rights_customers_and_owner() {
        let key = key_of(
            r#","scopes":["verify","read"],"customer_ids":["fabrikam","contoso"],"owner":"portal","expires_at":"2030-01-01T00:00:00Z""#,
        );
        let key = key.unwrap();
        assert_eq!(key.scopes, [Scope::Read, Scope::Verify].into());
        assert_eq!(key.customer_ids.map(|customers| customers.len()), Some(2));
        assert_eq!(key.owner.as_str(), "portal");
        assert!(key.expires_at.is_some());
        let key = key_of(r#","scopes":[],"customer_ids":[]"#).unwrap();
        assert!(key.scopes.is_empty());
        assert_eq!(key.customer_ids, Some(Vec::new()));
    }

    #[test_case(r#"{"id":"malformed","sha256":"12"}"#; "a short hash")]
    #[test_case(r#"{"id":"malformed","sha256":"BASE64"}"#; "a hash in base64")]
    #[test_case(r#"{"id":"malformed","sha256":"SIGNED"}"#; "a hash with signs")]
    #[test_case(r#"{"id":"malformed","sha256":7}"#; "a number for a hash")]
    #[test_case(r#"{"id":"malformed"}"#; "no hash")]
    #[test_case(r#"{"sha256":"SHA"}"#; "no id")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","more":1}"#; "an unknown field")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","sha256":"SHA"}"#; "a member twice")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","scopes":["admin"]}"#; "an unknown right")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","scopes":"read"}"#; "a text for the rights")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","scopes":[{"read":null}]}"#; "a right in a map")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","owner":""}"#; "no owner")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","customer_ids":["a b"]}"#; "no customer")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","expires_at":"tomorrow"}"#; "no instant")]
    #[test_case(r#"{"id":"UpperCase","sha256":"SHA"}"#; "an id that no key has")]
    #[test_case(r#"{"id":"abcdefgh","sha256":"SHA","customer_ids":["contoso"]}"#; "an id that is there")]
    #[test_case("null"; "null")]
    #[test_case("[]"; "an empty list")]
    #[test_case(r#"["malformed","SHA",null,null]"#; "the values in a list")]
    #[test_case(r#""text""#; "text")]
    fn t50_t67_a_malformed_api_key_opens_nothing_and_locks_out_no_other(entry: &str) {
        let entry = entry
            .replace("SHA", DIGEST)
            .replace("BASE64", "CgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo=")
            .replace("SIGNED", &"+a".repeat(32));
        let text = format!(
            r#"{{"keys":[{{"id":"abcdefgh","sha256":"{DIGEST}"}},{entry},{{"id":"ijklmnop","sha256":"{DIGEST}"}}]}}"#
        );
        let keys = parse(&text).unwrap().keys;
        let ids: Vec<_> = keys.iter().map(|key| key.id.as_str()).collect();
        assert_eq!(ids, ["abcdefgh", "ijklmnop"]);
        assert!(keys.iter().all(|key| key.customer_ids.is_none()));
    }

    #[test_case(r#"[[{"id":"abcdefgh","sha256":"SHA"}]]"#; "a list for the object")]
    #[test_case(r#"{"keys":{"id":"abcdefgh","sha256":"SHA"}}"#; "an object for the list")]
    #[test_case(r#"{"keys":[],"keys":[{"id":"abcdefgh","sha256":"SHA"}]}"#; "two lists")]
    #[test_case(r#"{"keys":[],"revoked":[]}"#; "an unknown member")]
    #[test_case(r#"{"keys":[{"id":"abcdefgh","sha256":"SHA"}"#; "half of it")]
    #[test_case(""; "nothing")]
    fn t67_anything_else_holds_no_keys(text: &str) {
        assert!(parse(&text.replace("SHA", DIGEST)).is_err());
    }
}
