//! Keys that sign id tokens, as the identity platform publishes them (RFC 7517), each with the issuer for which it may sign.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens>, "Validate the signing key issuer"

use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::TenantId;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Longest name of a key, in characters; names of keys are short (T14).
pub(crate) const KEY_ID_CHARACTERS: usize = 128;

/// A set of usable signing keys. Unusable keys were left out one by one (T15).
#[derive(Debug)]
pub struct SigningKeys {
    keys: Vec<SigningKey>,
}

/// One usable key.
pub(crate) struct SigningKey {
    id: String,
    issuer: String,
    key: ParsedPublicKey,
}

#[derive(Deserialize)]
struct PublishedSet {
    keys: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Published {
    kty: String,
    #[serde(rename = "use")]
    usage: Option<String>,
    alg: Option<String>,
    kid: String,
    n: String,
    e: String,
    // A key without an issuer could sign for anybody, so it is not used at all (T11).
    issuer: String,
}

impl SigningKeys {
    /// Reads a published set; `None` if it is not a set or holds no usable key.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        let set: PublishedSet = strict_json::parse(text).ok()?;
        let published = set.keys.len();
        let keys: Vec<SigningKey> = set
            .keys
            .iter()
            .filter_map(|key| SigningKey::read(key.get()))
            .collect();
        if keys.len() < published {
            tracing::info!(
                unusable = published - keys.len(),
                usable = keys.len(),
                "some published signing keys cannot be used"
            );
        }
        (!keys.is_empty()).then_some(Self { keys })
    }

    pub(crate) fn find(&self, id: &str) -> Option<&SigningKey> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// Number of keys.
    pub fn count(&self) -> usize {
        self.keys.len()
    }
}

impl SigningKey {
    fn read(text: &str) -> Option<Self> {
        let published: Published = strict_json::parse(text.as_bytes()).ok()?;
        let fits = published.kty == "RSA"
            && published
                .usage
                .as_deref()
                .is_none_or(|usage| usage == "sig")
            && published
                .alg
                .as_deref()
                .is_none_or(|algorithm| algorithm == "RS256")
            && (1..=KEY_ID_CHARACTERS).contains(&published.kid.len());
        if !fits {
            return None;
        }
        let n = URL_SAFE_NO_PAD.decode(&published.n).ok()?;
        let e = URL_SAFE_NO_PAD.decode(&published.e).ok()?;
        // 2048 bits or more: 256 bytes whose first bit is set, or longer.
        let first = *n.first()?;
        if n.len() < 256 || (n.len() == 256 && first < 0x80) {
            return None;
        }
        // An even exponent, or 1, makes no signature worth the name.
        if e.last()? % 2 == 0 || e == [1] {
            return None;
        }
        let key = RsaPublicKeyComponents { n, e }
            .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
            .ok()?;
        Some(Self {
            id: published.kid,
            issuer: published.issuer,
            key,
        })
    }

    /// Whether this key signed the message.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key.verify_sig(message, signature).is_ok()
    }

    /// Whether this key may sign for this issuer of the tenant: by template, or for exactly that issuer.
    pub(crate) fn may_sign_for(&self, tenant: TenantId, issuer: &str) -> bool {
        self.issuer == issuer || self.issuer.replace("{tenantid}", &tenant.to_string()) == issuer
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("id", &self.id)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}
