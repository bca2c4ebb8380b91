//! Sealing: AES-256-GCM with a random 96-bit nonce. The place of a value is authenticated with it, so that a sealed value that
//! was moved to another row or field does not open (`SECURITY.md`, Cryptography).

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    clock::{Random, RandomUnavailable},
    flow::SealedValue,
};
use secrecy::SecretString;
use store::secrets::SealingKeys;

/// Reason why a value could not be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealingError {
    /// The system gave no random bytes for the nonce.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
    /// The sealed text is damaged, belongs to another place, or was sealed under a key that no longer exists.
    #[error("a sealed value does not open")]
    DoesNotOpen,
    /// A key is not 32 bytes long, or there is none.
    #[error("no sealing key can be used")]
    NoKey,
}

/// The deployment's sealing keys. The first seals and all open, so that a key can be replaced while flows are under way.
pub struct Sealing {
    keys: Vec<(String, LessSafeKey)>,
}

impl Sealing {
    /// Takes keys of 32 bytes, each with its id.
    ///
    /// # Errors
    /// [`SealingError::NoKey`] for an empty list or a key of another length.
    pub fn new<'a>(
        keys: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Self, SealingError> {
        let keys = keys
            .into_iter()
            .map(|(id, key)| Ok((id.to_owned(), usable(key)?)))
            .collect::<Result<Vec<_>, SealingError>>()?;
        if keys.is_empty() {
            Err(SealingError::NoKey)
        } else {
            Ok(Self { keys })
        }
    }

    /// Takes the keys of the deployment.
    ///
    /// # Errors
    /// [`SealingError::NoKey`] when there is none.
    pub fn of(keys: &SealingKeys) -> Result<Self, SealingError> {
        Self::new(keys.keys.iter().map(|key| (key.id.as_str(), key.bytes())))
    }

    /// Derives a key from a secret that the caller holds and we do not keep: without that secret a dump of the table reveals
    /// nothing (RFC 5869).
    ///
    /// # Errors
    /// [`SealingError::NoKey`] when no key can be derived.
    pub fn derived_from(secret: &[u8], purpose: &str) -> Result<Self, SealingError> {
        let pseudo_random_key =
            hkdf::Salt::new(hkdf::HKDF_SHA256, b"cooperlink-registration").extract(secret);
        let mut key = [0; 32];
        pseudo_random_key
            .expand(&[purpose.as_bytes()], hkdf::HKDF_SHA256)
            .and_then(|output| output.fill(&mut key))
            .map_err(|_| SealingError::NoKey)?;
        Self::new([("derived", key.as_slice())])
    }

    /// Seals a text for one place, such as `flow:{hash}:invitation_token`.
    ///
    /// # Errors
    /// [`SealingError::Random`] without random bytes; [`SealingError::NoKey`] when the cipher refuses.
    pub fn seal(
        &self,
        random: &dyn Random,
        place: &str,
        text: &str,
    ) -> Result<SealedValue, SealingError> {
        let (id, key) = self.keys.first().ok_or(SealingError::NoKey)?;
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce)?;
        let mut bytes = text.as_bytes().to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(place.as_bytes()),
            &mut bytes,
        )
        .map_err(|_| SealingError::NoKey)?;
        let (nonce, bytes) = (URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(bytes));
        Ok(SealedValue(format!("{id}.{nonce}.{bytes}")))
    }

    /// Opens a value that was sealed for the same place.
    ///
    /// # Errors
    /// [`SealingError::DoesNotOpen`] in every other case.
    pub fn open(&self, place: &str, sealed: &SealedValue) -> Result<SecretString, SealingError> {
        let mut parts = sealed.0.splitn(3, '.');
        let (Some(id), Some(nonce), Some(bytes)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(SealingError::DoesNotOpen);
        };
        let (_, key) = self
            .keys
            .iter()
            .find(|(known, _)| known == id)
            .ok_or(SealingError::DoesNotOpen)?;
        let decode = |text: &str| {
            URL_SAFE_NO_PAD
                .decode(text)
                .map_err(|_| SealingError::DoesNotOpen)
        };
        let nonce = Nonce::try_assume_unique_for_key(&decode(nonce)?)
            .map_err(|_| SealingError::DoesNotOpen)?;
        let mut bytes = decode(bytes)?;
        let opened = key
            .open_in_place(nonce, Aad::from(place.as_bytes()), &mut bytes)
            .map_err(|_| SealingError::DoesNotOpen)?;
        let text = std::str::from_utf8(opened).map_err(|_| SealingError::DoesNotOpen)?;
        Ok(SecretString::from(text))
    }
}

fn usable(key: &[u8]) -> Result<LessSafeKey, SealingError> {
    UnboundKey::new(&AES_256_GCM, key)
        .map(LessSafeKey::new)
        .map_err(|_| SealingError::NoKey)
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;
    use test_case::test_case;

    struct Fixed(u8);

    impl Random for Fixed {
        fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
            destination.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn sealed_text_opens_at_its_own_place_only() {
        let sealing = Sealing::new([("k1", [7; 32].as_slice())]).unwrap();
        let sealed = sealing.seal(&Fixed(1), "leg:a:nonce", "value").unwrap();
        assert!(!sealed.0.contains("value"));
        assert_eq!(
            sealing
                .open("leg:a:nonce", &sealed)
                .unwrap()
                .expose_secret(),
            "value"
        );
        assert_eq!(
            sealing.open("leg:b:nonce", &sealed).err(),
            Some(SealingError::DoesNotOpen)
        );
    }

    #[test]
    fn an_older_key_still_opens_after_rotation() {
        let old = Sealing::new([("k1", [7; 32].as_slice())]).unwrap();
        let sealed = old.seal(&Fixed(1), "place", "value").unwrap();
        let rotated =
            Sealing::new([("k2", [8; 32].as_slice()), ("k1", [7; 32].as_slice())]).unwrap();
        assert_eq!(
            rotated.open("place", &sealed).unwrap().expose_secret(),
            "value"
        );
    }

    #[test_case(""; "empty")]
    #[test_case("k1"; "no parts")]
    #[test_case("k1.AAAA.AAAA"; "short nonce")]
    #[test_case("k9.AAAAAAAAAAAAAAAA.AAAA"; "unknown key")]
    #[test_case("k1.!.!"; "not base64url")]
    fn damaged_text_does_not_open(text: &str) {
        let sealing = Sealing::new([("k1", [7; 32].as_slice())]).unwrap();
        assert!(
            sealing
                .open("place", &SealedValue(text.to_owned()))
                .is_err()
        );
    }

    #[test]
    fn t24_a_derived_key_opens_nothing_without_its_secret() {
        let mine = Sealing::derived_from(b"secret of key one", "access-token").unwrap();
        let theirs = Sealing::derived_from(b"secret of key two", "access-token").unwrap();
        let sealed = mine.seal(&Fixed(1), "place", "value").unwrap();
        assert!(theirs.open("place", &sealed).is_err());
    }

    #[test]
    fn t67_a_short_key_is_refused() {
        assert_eq!(
            Sealing::new([("k1", [7; 16].as_slice())]).err(),
            Some(SealingError::NoKey)
        );
    }
}
