//! Wrong ID tokens on command, for testing a client's validation.
//!
//! Each breaks a rule of <https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens> or
//! <https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference>.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::keys::{Keyring, SigningKey, unsigned};

/// Flaw of the next ID token.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Forgery {
    /// A correct token of another tenant.
    Tenant(Uuid),
    /// The issuer of this tenant, with the `tid` of another one.
    Issuer(Uuid),
    /// A token for another application.
    Audience(String),
    /// A token for another request; an empty value leaves the claim out.
    Nonce(String),
    /// A token of another person of the same tenant.
    ObjectId(Uuid),
    /// Expired an hour ago.
    Expired,
    /// Valid only from an hour later.
    NotYetValid,
    /// Signed with a key that is not published.
    UnknownKey,
    /// Signed with the key that is only for personal accounts.
    ConsumerKey,
    /// Signed correctly, then changed.
    Changed,
    /// Not signed: `alg` none.
    Unsigned,
}

impl Forgery {
    /// The forged token for these claims; `None` if no key can be made.
    pub(crate) fn forge(
        &self,
        mut claims: Value,
        keys: &Keyring,
        login_url: &str,
    ) -> Option<String> {
        let issuer = |tenant: &Uuid| json!(format!("{login_url}/{tenant}/v2.0"));
        let now = claims["iat"].as_i64().unwrap_or_default();
        match self {
            Self::Tenant(tenant) => {
                claims["tid"] = json!(tenant);
                claims["iss"] = issuer(tenant);
            }
            Self::Issuer(tenant) => claims["iss"] = issuer(tenant),
            Self::Audience(audience) => claims["aud"] = json!(audience),
            Self::Nonce(nonce) if nonce.is_empty() => {
                claims.as_object_mut()?.remove("nonce");
            }
            Self::Nonce(nonce) => claims["nonce"] = json!(nonce),
            Self::ObjectId(object) => claims["oid"] = json!(object),
            Self::Expired => {
                claims["iat"] = json!(now - 7_500);
                claims["nbf"] = json!(now - 7_500);
                claims["exp"] = json!(now - 3_600);
            }
            Self::NotYetValid => claims["nbf"] = json!(now + 3_600),
            Self::UnknownKey => return Some(SigningKey::generate().ok()?.sign(&claims)),
            Self::ConsumerKey => return Some(keys.consumers().ok()?.sign(&claims)),
            Self::Changed => return changed(&keys.organizations.sign(&claims), &claims),
            Self::Unsigned => return Some(unsigned(&claims)),
        }
        Some(keys.organizations.sign(&claims))
    }
}

/// The token with other claims between its header and signature.
fn changed(token: &str, claims: &Value) -> Option<String> {
    let mut other = claims.clone();
    other["name"] = json!("Somebody Else");
    let other = unsigned(&other);
    let mut parts = token.split('.');
    let (header, signature) = (parts.next()?, parts.nth(1)?);
    Some(format!("{header}.{}.{signature}", other.split('.').nth(1)?))
}
