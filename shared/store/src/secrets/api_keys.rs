//! The host app's API keys. A malformed key opens nothing and locks out no other; while the whole secret cannot be read, the last
//! keys that could be read stay good for a while.

use super::{
    SecretFreshness, Secrets, SecretsError,
    entries::{Entries, ListSecret as _},
    held, hold,
};
use domain::{
    api_key::{KeyOwner, Scope},
    customer::CustomerId,
};
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::{
    collections::BTreeSet,
    sync::{Arc, MutexGuard, PoisonError},
};

/// Longest time that API keys are held. A call that began with one lasts at most 30 seconds more, so a revoked key has no effect
/// after a minute, also in a call that is under way (T50).
const HELD: SignedDuration = SignedDuration::from_secs(30);
/// Time after which the secret is read again for an unknown key, because that key may be new. A secret that could not be read is
/// tried again as seldom.
const FRESH: SignedDuration = SignedDuration::from_secs(5);
/// Time that the last keys are good for while Secrets Manager does not give the secret. An hour is time for the operator, who is
/// told at once.
const GOOD_WHILE_UNREADABLE: SignedDuration = SignedDuration::from_hours(1);
/// Time that the last keys are good for while the secret is malformed: an operator has just written it and may have revoked a
/// key, so the time is that of a revoked one (T50).
const GOOD_WHILE_MALFORMED: SignedDuration = SignedDuration::from_mins(1);

/// The most customers that a restricted key reaches: each is a query of its own in a poll of events.
pub const MOST_CUSTOMERS: usize = 50;

const NAME: &str = ApiKeys::NAME;

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
    /// Time at which it ends.
    pub expires_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredApiKey {
    id: String,
    /// Hash of the secret part, 64 hexadecimal digits.
    sha256: String,
    #[serde(default)]
    owner: KeyOwner,
    /// Rights of the key; all rights unless given.
    #[serde(default, deserialize_with = "given")]
    scopes: Option<BTreeSet<Scope>>,
    /// Customers that the key reaches. They are written by hand, so they are checked below, unlike stored ids.
    #[serde(default, deserialize_with = "given")]
    customer_ids: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    expires_at: Option<Timestamp>,
}

/// Reads a member that is present and must have a value. Null comes from a template that lost a value, and would open everything
/// (T67).
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(member: D) -> Result<Option<T>, D::Error> {
    T::deserialize(member).map(Some)
}

impl Secrets {
    /// The host app's API keys. [`SecretFreshness::Cached`] gives those of the last half minute; while the secret cannot be read those
    /// of the last hour, and while it is malformed those of the last minute. [`SecretFreshness::Fresh`] gives those of the last five
    /// seconds, so that a caller cannot make us read them for each request, and never older ones: a key that is not among them is
    /// not valid.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn api_keys(
        &self,
        now: Timestamp,
        freshness: SecretFreshness,
    ) -> Result<Arc<ApiKeys>, SecretsError> {
        let at_most = match freshness {
            SecretFreshness::Cached => HELD,
            SecretFreshness::Fresh => FRESH,
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
        read.or_else(|error| match freshness {
            SecretFreshness::Cached => {
                held(&self.api_keys, now, self.api_keys_are_good_for()).ok_or(error)
            }
            SecretFreshness::Fresh => Err(error),
        })
    }

    fn api_keys_failed_a_moment_ago(&self, now: Timestamp) -> bool {
        self.api_keys_failure()
            .is_some_and(|failure| now < failure.at + FRESH)
    }

    fn api_keys_are_good_for(&self) -> SignedDuration {
        self.api_keys_failure()
            .map_or(HELD, |failure| failure.good_for)
    }

    fn api_keys_failure(&self) -> MutexGuard<'_, Option<ReadFailure>> {
        let failure = self.api_keys_failure.lock();
        failure.unwrap_or_else(PoisonError::into_inner)
    }

    async fn read_api_keys(&self, now: Timestamp) -> Result<Arc<ApiKeys>, SecretsError> {
        let read = self.read(NAME).await;
        let keys = read.and_then(|text| parse(text.expose_secret()));
        let mut failure = self.api_keys_failure();
        match keys {
            Ok(keys) => {
                *failure = None;
                Ok(hold(&self.api_keys, now, keys))
            }
            Err(error) => {
                let good_for = match &error {
                    SecretsError::Malformed { .. } => GOOD_WHILE_MALFORMED,
                    // One that was malformed a while ago may have revoked a key.
                    SecretsError::Unreadable { .. } => failure
                        .as_ref()
                        .map_or(GOOD_WHILE_UNREADABLE, |before| before.good_for),
                };
                *failure = Some(ReadFailure { at: now, good_for });
                tracing::error!(
                    outcome = "operator_fault",
                    error = %error,
                    "the API keys cannot be read; the last ones that could are good for a minute, or for an hour while Secrets Manager gives none"
                );
                Err(error)
            }
        }
    }
}

/// The last reading of the API keys, which failed.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadFailure {
    at: Timestamp,
    /// The time that the last keys are good for, from their reading on.
    good_for: SignedDuration,
}

/// Reads the keys. A malformed entry is left out and reported by its place, never by its content: it may hold a key in the wrong
/// place.
fn parse(text: &str) -> Result<ApiKeys, SecretsError> {
    let keys = Entries::<ApiKeys>::parse(text)?.keys();
    for (place, key) in keys.iter().enumerate() {
        if key.is_none() {
            tracing::error!(
                outcome = "operator_fault",
                place = format!("keys[{place}]"),
                "an entry of the API keys opens nothing: it is not of the known form, repeats an id, or may write or verify and not read"
            );
        }
    }
    Ok(ApiKeys {
        keys: keys.into_iter().flatten().collect(),
    })
}

/// The key of each entry; `None` for an entry that opens nothing.
pub(super) fn keys_of(entries: &[Box<RawValue>]) -> Vec<Option<ApiKey>> {
    let mut known = BTreeSet::new();
    let mut is_first = |key: &ApiKey| known.insert(key.id.clone());
    let keys = entries.iter().map(|entry| api_key(entry));
    keys.map(|key| key.filter(&mut is_first)).collect()
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
    let is_few = |customers: &BTreeSet<_>| customers.len() <= MOST_CUSTOMERS;
    let scopes = scopes.unwrap_or_else(|| Scope::ALL.into());
    // Whatever changes or verifies a registration is answered with all of it.
    let is_whole = scopes.is_empty() || scopes.contains(&Scope::Read);
    if !is_whole || !customers.as_ref().is_none_or(is_few) {
        return None;
    }
    Some(ApiKey {
        sha256: from_hexadecimal(&sha256)?,
        id: is_key_id(&id).then_some(id)?,
        owner,
        scopes,
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
    #[test_case(r#"{"id":"malformed","sha256":"SHA","scopes":null}"#; "null for the rights")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","scopes":["write"]}"#; "writing without reading")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","scopes":["verify","write"]}"#; "verifying without reading")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","customer_ids":null}"#; "null for the customers")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","expires_at":null}"#; "null for the end")]
    #[test_case(r#"{"id":"malformed","sha256":"SHA","owner":null}"#; "null for the owner")]
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

    #[test]
    fn t50_a_key_reaches_fifty_customers_or_all() {
        let of = |count: usize| {
            let customers: Vec<_> = (0..count).map(|number| format!("\"c{number}\"")).collect();
            key_of(&format!(",\"customer_ids\":[{}]", customers.join(",")))
        };
        assert_eq!(of(50).unwrap().customer_ids.unwrap().len(), 50);
        assert!(of(51).is_none());
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
