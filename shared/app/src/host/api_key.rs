//! API keys of the host app: `cooperlink_<mode>_<key id>_<43 characters><6 character checksum>`. The checksum is verified
//! before anything is read, so that scanners recognise a leaked or mistyped key without asking us (T50, T51).

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    api_key::{KeyOwner, Scope},
    clock::{Random, RandomUnavailable},
    customer::CustomerId,
    key_mode::KeyMode,
};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use std::collections::BTreeSet;
use store::secrets::{ApiKeys, is_key_id};
use subtle::ConstantTimeEq as _;

const PREFIX: &str = "cooperlink_";
const CHECKSUM_LENGTH: usize = 6;
const SECRET_LENGTH: usize = 43;

/// Characters of a new key's id: digits and lower-case letters, without `i`, `l`, `o` and `u`, which are easily confused. Their
/// number is a power of two, so that each is equally likely.
const ID_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH: usize = 12;

/// A new key: shown once, and stored only as its hash.
pub struct NewKey {
    /// Its public id.
    pub id: String,
    /// The key as the host app sends it.
    pub text: SecretString,
    /// SHA-256 of its secret part, as it is stored.
    pub sha256: [u8; 32],
}

impl NewKey {
    /// Makes a key of the given mode.
    ///
    /// # Errors
    /// [`RandomUnavailable`] when the system gives no random bytes.
    pub fn generate(mode: KeyMode, random: &dyn Random) -> Result<Self, RandomUnavailable> {
        let (mut of_id, mut of_secret) = ([0; ID_LENGTH], [0; 32]);
        random.fill(&mut of_id)?;
        random.fill(&mut of_secret)?;
        let character = |byte: &u8| char::from(ID_ALPHABET[usize::from(byte % 32)]);
        let id: String = of_id.iter().map(character).collect();
        let secret = URL_SAFE_NO_PAD.encode(of_secret);
        Ok(Self {
            text: SecretString::from(with_checksum(mode, &id, &secret)),
            sha256: secret_hash(&secret),
            id,
        })
    }
}

/// A well-formed key, not yet compared with anything.
pub struct PresentedKey {
    mode: KeyMode,
    id: String,
    secret: SecretString,
}

/// The holder of a key that was accepted.
#[derive(Debug)]
pub struct Caller {
    /// The key's public id.
    pub key_id: String,
    /// Owner of the key: the host application, which also holds the keys before and after it.
    pub owner: KeyOwner,
    /// Kind of deployment that the key says it is for.
    pub mode: KeyMode,
    /// The rights of the key.
    pub scopes: BTreeSet<Scope>,
    /// The customers that the key reaches; `None` means all.
    pub customers: Option<Vec<CustomerId>>,
    /// End of the key's validity; `None` means that it does not expire.
    pub expires_at: Option<Timestamp>,
}

impl Caller {
    /// Holder of a test key that has all rights and does not expire.
    pub fn new(key_id: &str, customers: Option<Vec<CustomerId>>) -> Self {
        Self {
            key_id: key_id.to_owned(),
            owner: KeyOwner::default(),
            mode: KeyMode::Test,
            scopes: Scope::ALL.into(),
            customers,
            expires_at: None,
        }
    }

    /// Checks that the key has a right.
    ///
    /// # Errors
    /// [`InsufficientScope`] when the key lacks the right.
    pub fn require(&self, scope: Scope) -> Result<(), InsufficientScope> {
        if self.scopes.contains(&scope) {
            Ok(())
        } else {
            Err(InsufficientScope(scope))
        }
    }

    /// Whether the key reaches the given customer. Registrations of other customers do not exist for it (T52).
    pub fn reaches(&self, customer: &CustomerId) -> bool {
        self.customers
            .as_ref()
            .is_none_or(|customers| customers.contains(customer))
    }
}

/// The key is missing, malformed, unknown, expired or wrong: one answer for all (T51).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the API key is not valid")]
pub struct Unauthorized;

/// The key lacks the right that the call needs (RFC 6750 section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the API key lacks the scope {}", .0.name())]
pub struct InsufficientScope(pub Scope);

impl PresentedKey {
    /// Reads the value of an `Authorization` header (RFC 6750 section 2.1) on a stage of the given mode.
    ///
    /// # Errors
    /// [`Unauthorized`] for another scheme, another form, a checksum that does not hold, or a key of the other mode.
    pub fn from_authorization(header: &str, mode: KeyMode) -> Result<Self, Unauthorized> {
        let (scheme, text) = header.split_once(' ').ok_or(Unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Unauthorized);
        }
        Self::parse(text, mode)
    }

    fn parse(text: &str, mode: KeyMode) -> Result<Self, Unauthorized> {
        if text.len() > 128 || !text.is_ascii() {
            return Err(Unauthorized);
        }
        let rest = text.strip_prefix(PREFIX).ok_or(Unauthorized)?;
        let (word, rest) = rest.split_once('_').ok_or(Unauthorized)?;
        let (id, secret_and_checksum) = rest.split_once('_').ok_or(Unauthorized)?;
        if KeyMode::from_word(word) != Some(mode)
            || !is_key_id(id)
            || secret_and_checksum.len() != SECRET_LENGTH + CHECKSUM_LENGTH
        {
            return Err(Unauthorized);
        }
        let (secret, checksum) = secret_and_checksum.split_at(SECRET_LENGTH);
        let covered = text.len() - CHECKSUM_LENGTH;
        if self::checksum(text.get(..covered).ok_or(Unauthorized)?) != checksum {
            return Err(Unauthorized);
        }
        Ok(Self {
            mode,
            id: id.to_owned(),
            secret: SecretString::from(secret),
        })
    }

    /// Compares the key with the stored ones. An unknown id is compared with a dummy, so that both paths take the same steps.
    ///
    /// # Errors
    /// [`Unauthorized`] unless a key of that id has this secret and has not expired.
    pub fn accept(&self, keys: &ApiKeys, now: Timestamp) -> Result<Caller, Unauthorized> {
        let presented = secret_hash(self.secret.expose_secret());
        let stored = keys.keys.iter().find(|key| key.id == self.id);
        let dummy = [0; 32];
        let expected = stored.map_or(&dummy, |key| &key.sha256);
        let equal: bool = presented.ct_eq(expected).into();
        match stored {
            Some(key) if equal && key.expires_at.is_none_or(|expires_at| now < expires_at) => {
                Ok(Caller {
                    key_id: self.id.clone(),
                    owner: key.owner.clone(),
                    mode: self.mode,
                    scopes: key.scopes.clone(),
                    customers: key.customer_ids.clone(),
                    expires_at: key.expires_at,
                })
            }
            Some(_) if equal => {
                tracing::warn!(
                    outcome = "expired_key_used",
                    key_id = self.id,
                    "an API key that has expired is still used"
                );
                Err(Unauthorized)
            }
            _ => Err(Unauthorized),
        }
    }
}

fn tagged(tag: &str, text: &str) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(tag.as_bytes());
    context.update(text.as_bytes());
    let mut bytes = [0; 32];
    bytes.copy_from_slice(context.finish().as_ref());
    bytes
}

fn secret_hash(secret: &str) -> [u8; 32] {
    tagged("api-key:", secret)
}

fn with_checksum(mode: KeyMode, id: &str, secret: &str) -> String {
    let covered = format!("{PREFIX}{}_{id}_{secret}", mode.word());
    format!("{covered}{}", checksum(&covered))
}

fn checksum(covered: &str) -> String {
    let mut text = URL_SAFE_NO_PAD.encode(tagged("api-key-checksum:", covered));
    text.truncate(CHECKSUM_LENGTH);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::secrets::ApiKey;
    use test_case::test_case;

    fn key(id: &str, secret: char) -> String {
        key_of(KeyMode::Test, id, secret)
    }

    fn key_of(mode: KeyMode, id: &str, secret: char) -> String {
        with_checksum(mode, id, &secret.to_string().repeat(SECRET_LENGTH))
    }

    fn stored(id: &str, secret: char, expires_at: Option<Timestamp>) -> ApiKeys {
        ApiKeys {
            keys: vec![ApiKey {
                id: id.to_owned(),
                sha256: secret_hash(&secret.to_string().repeat(SECRET_LENGTH)),
                owner: "portal".to_owned().try_into().unwrap(),
                scopes: [Scope::Read].into(),
                customer_ids: None,
                expires_at,
            }],
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn from_authorization(header: &str) -> Result<PresentedKey, Unauthorized> {
        PresentedKey::from_authorization(header, KeyMode::Test)
    }

    #[test]
    fn t50_a_new_key_is_accepted_by_its_hash_and_on_stages_of_its_mode_alone() {
        for mode in [KeyMode::Live, KeyMode::Test] {
            let new = NewKey::generate(mode, &Counting).unwrap();
            assert!(is_key_id(&new.id), "{}", new.id);
            let mut keys = stored(&new.id, 's', None);
            let header = format!("Bearer {}", new.text.expose_secret());
            let presented = PresentedKey::from_authorization(&header, mode).unwrap();
            assert!(presented.accept(&keys, at(1)).is_err());
            keys.keys[0].sha256 = new.sha256;
            assert_eq!(presented.accept(&keys, at(1)).unwrap().key_id, new.id);
            let other = if mode == KeyMode::Live {
                KeyMode::Test
            } else {
                KeyMode::Live
            };
            assert!(PresentedKey::from_authorization(&header, other).is_err());
        }
    }

    struct Counting;

    impl Random for Counting {
        fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
            for (byte, value) in destination.iter_mut().zip((0_u8..=255).cycle().skip(250)) {
                *byte = value;
            }
            Ok(())
        }
    }

    #[test]
    fn t50_a_stage_refuses_keys_of_the_other_mode() {
        for (stage, other) in [
            (KeyMode::Live, KeyMode::Test),
            (KeyMode::Test, KeyMode::Live),
        ] {
            for mode in [stage, other] {
                // The checksum is that of the relabelled key: the label alone decides.
                let header = format!("Bearer {}", key_of(mode, "abcdefgh", 's'));
                let taken = PresentedKey::from_authorization(&header, stage).is_ok();
                assert_eq!(taken, mode == stage, "{mode:?} on {stage:?}");
            }
        }
    }

    #[test]
    fn t50_right_key_is_accepted_until_it_expires() {
        let keys = stored("abcdefgh", 's', Some(at(100)));
        let present = || from_authorization(&format!("Bearer {}", key("abcdefgh", 's'))).unwrap();
        let caller = present().accept(&keys, at(99)).unwrap();
        assert_eq!(caller.expires_at, Some(at(100)));
        assert!(present().accept(&keys, at(100)).is_err());
    }

    #[test]
    fn t50_a_key_allows_the_rights_that_are_stored_and_no_other() {
        let header = format!("Bearer {}", key("abcdefgh", 's'));
        let presented = from_authorization(&header).unwrap();
        let caller = presented.accept(&stored("abcdefgh", 's', None), at(1));
        let caller = caller.unwrap();
        assert_eq!(caller.require(Scope::Read), Ok(()));
        for scope in [Scope::Write, Scope::Verify] {
            assert_eq!(caller.require(scope), Err(InsufficientScope(scope)));
        }
        assert_eq!(
            (caller.mode, caller.owner.as_str()),
            (KeyMode::Test, "portal")
        );
    }

    #[test]
    fn t51_unknown_id_and_wrong_secret_get_the_same_answer() {
        let keys = stored("abcdefgh", 's', None);
        for (id, secret) in [("abcdefgh", 'x'), ("zzzzzzzz", 's')] {
            let presented = from_authorization(&format!("Bearer {}", key(id, secret))).unwrap();
            assert_eq!(presented.accept(&keys, at(1)).err(), Some(Unauthorized));
        }
    }

    #[test_case("Basic abc"; "other scheme")]
    #[test_case("Bearer "; "empty")]
    #[test_case("Bearer cooperlink_test_abcdefgh_short"; "short")]
    #[test_case("Bearer cooperlink_prod_abcdefgh_0000000000000000000000000000000000000000000aaaaaa"; "environment")]
    #[test_case("Bearer cooperlink_test_ABCDEFGH_0000000000000000000000000000000000000000000aaaaaa"; "upper case id")]
    fn t51_malformed_keys_are_refused_before_anything_is_read(header: &str) {
        assert!(from_authorization(header).is_err());
    }

    #[test]
    fn t50_one_changed_character_breaks_the_checksum() {
        let good = key("abcdefgh", 's');
        let bad = good.replacen("sss", "ssx", 1);
        assert!(from_authorization(&format!("Bearer {good}")).is_ok());
        assert!(from_authorization(&format!("Bearer {bad}")).is_err());
    }
}
