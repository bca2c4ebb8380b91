//! Validation of an id token, which yields the person who signed in.
//!
//! 1. The header: RS256 and a plain key name; its other members are ignored.
//! 2. The signature, by the named key of the published set. No claim is read before it is valid.
//! 3. The claims, strictly typed, then compared one by one.
//!
//! <https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference>

mod claims;
mod error;
mod parts;

pub use claims::EndUser;
pub use error::IdTokenError;
pub(crate) use parts::key_id;

use crate::{entra::Entra, signing_keys::SigningKeys};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use claims::Claims;
use domain::ids::{CONSUMER_TENANT, ObjectId, TenantId};
use jiff::Timestamp;
use parts::parts;
use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;

/// Accepted difference between Microsoft's clock and ours: 120 seconds (T72).
const SKEW_SECONDS: i64 = 120;

/// Expected values of a leg's id token.
#[derive(Debug, Clone, Copy)]
pub struct ExpectedIdToken<'a> {
    /// The nonce of the leg.
    pub nonce: &'a SecretString,
    /// The tenant of the leg's authority; `None` if any work or school account could sign in.
    pub tenant: Option<TenantId>,
    /// Instant at which the leg began: an older token is a replay (T08).
    pub not_issued_before: Timestamp,
    /// Instant of the validation.
    pub now: Timestamp,
}

/// Expected values of the id token that comes with a refreshed token: it must be of the same account that was connected
/// (T23).
#[derive(Debug, Clone, Copy)]
pub struct ExpectedRefresh<'a> {
    /// Tenant in which the account was connected; the issuer follows from it.
    pub tenant: TenantId,
    /// `oid` of the account.
    pub object_id: ObjectId,
    /// `sub` of the account.
    pub subject: &'a str,
    /// Instant of the validation.
    pub now: Timestamp,
}

impl Entra {
    /// Validates an id token.
    ///
    /// # Errors
    /// See [`IdTokenError`].
    pub fn validate_id_token(
        &self,
        keys: &SigningKeys,
        token: &str,
        expected: &ExpectedIdToken<'_>,
    ) -> Result<EndUser, IdTokenError> {
        let claims = self.verified_claims(keys, token, expected.now)?;
        compare_with_leg(&claims, expected)?;
        Ok(claims.into())
    }

    /// Validates the id token that came with a refreshed token. It has no nonce of ours to compare, and a nonce in it is
    /// ignored; issuer, audience, tenant, object id and subject must be those of the connected account.
    /// <https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse>
    ///
    /// # Errors
    /// See [`IdTokenError`].
    pub fn validate_refreshed_id_token(
        &self,
        keys: &SigningKeys,
        token: &str,
        expected: &ExpectedRefresh<'_>,
    ) -> Result<EndUser, IdTokenError> {
        let claims = self.verified_claims(keys, token, expected.now)?;
        refuse(claims.tid != expected.tenant, IdTokenError::OtherTenant)?;
        refuse(
            claims.oid != expected.object_id || claims.sub != expected.subject,
            IdTokenError::OtherAccount,
        )?;
        Ok(claims.into())
    }

    /// Claims of a token that the named key signed, that is for us, from this cloud, and valid now.
    fn verified_claims(
        &self,
        keys: &SigningKeys,
        token: &str,
        now: Timestamp,
    ) -> Result<Claims, IdTokenError> {
        let parts = parts(token)?;
        let key = keys.find(&parts.key_id).ok_or(IdTokenError::UnknownKey)?;
        let decode = |part: &str| {
            URL_SAFE_NO_PAD
                .decode(part)
                .map_err(|_| IdTokenError::Malformed)
        };
        if !key.has_signed(parts.signed.as_bytes(), &decode(parts.signature)?) {
            return Err(IdTokenError::Signature);
        }
        let claims: Claims =
            strict_json::parse(&decode(parts.payload)?).map_err(|_| IdTokenError::Claims)?;
        self.judge_claims(&claims, now)?;
        if !key.may_sign_for(claims.tid, &claims.iss) {
            return Err(IdTokenError::KeyIssuer);
        }
        Ok(claims)
    }

    fn judge_claims(&self, claims: &Claims, now: Timestamp) -> Result<(), IdTokenError> {
        let now = now.as_second();
        refuse(claims.ver != "2.0", IdTokenError::Version)?;
        refuse(claims.sub.is_empty(), IdTokenError::Claims)?;
        refuse(
            claims.aud != self.client_id().to_string(),
            IdTokenError::Audience,
        )?;
        refuse(claims.tid == CONSUMER_TENANT, IdTokenError::ConsumerTenant)?;
        refuse(claims.iss != self.issuer(claims.tid), IdTokenError::Issuer)?;
        refuse(
            claims.exp <= now.saturating_sub(SKEW_SECONDS),
            IdTokenError::Expired,
        )?;
        let latest = now.saturating_add(SKEW_SECONDS);
        refuse(
            claims.nbf > latest || claims.iat > latest,
            IdTokenError::NotYetValid,
        )
    }
}

fn refuse(refused: bool, error: IdTokenError) -> Result<(), IdTokenError> {
    if refused { Err(error) } else { Ok(()) }
}

fn compare_with_leg(claims: &Claims, expected: &ExpectedIdToken<'_>) -> Result<(), IdTokenError> {
    let began = expected.not_issued_before.as_second();
    refuse(
        claims.iat < began.saturating_sub(SKEW_SECONDS),
        IdTokenError::Replayed,
    )?;
    // A nonce that is missing counts as a claim that is missing.
    let given = claims.nonce.as_deref().ok_or(IdTokenError::Claims)?;
    let nonce = expected.nonce.expose_secret().as_bytes();
    let same_nonce: bool = given.as_bytes().ct_eq(nonce).into();
    refuse(nonce.is_empty() || !same_nonce, IdTokenError::Nonce)?;
    let other = expected.tenant.is_some_and(|tenant| tenant != claims.tid);
    refuse(other, IdTokenError::OtherTenant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::cloud::{Cloud, LoopbackOrigin};
    use serde_json::{Value, json};

    const TENANT: &str = "7e000000-0000-4000-8000-000000000001";
    const CLIENT: &str = "5e000000-0000-4000-8000-0000000000c1";
    const PERSON: &str = "9e000000-0000-4000-8000-000000000001";
    const NOW: i64 = 1_750_000_000;

    fn entra() -> Entra {
        let origin = LoopbackOrigin::parse("http://127.0.0.1:9").unwrap();
        let cloud = Cloud::Emulated {
            login: origin.clone(),
            graph: origin,
        };
        let client = crate::http_client(&cloud).unwrap();
        Entra::new(client, cloud, CLIENT.parse().unwrap())
    }

    /// Validates claims as [`Entra::validate_id_token`] does after the signature.
    fn judged(entra: &Entra, claims: &[u8]) -> Result<EndUser, IdTokenError> {
        let now = Timestamp::from_second(NOW).unwrap();
        let nonce = SecretString::from("nonce-of-the-leg");
        let expected = ExpectedIdToken {
            nonce: &nonce,
            tenant: Some(TENANT.parse().unwrap()),
            not_issued_before: now,
            now,
        };
        let claims: Claims = strict_json::parse(claims).map_err(|_| IdTokenError::Claims)?;
        entra.judge_claims(&claims, now)?;
        compare_with_leg(&claims, &expected)?;
        Ok(claims.into())
    }

    #[test]
    fn t16_fuzzed_claims_are_taken_only_when_each_is_right() {
        let entra = entra();
        let golden = json!({
            "iss": entra.issuer(TENANT.parse().unwrap()), "aud": CLIENT, "exp": NOW + 3600, "nbf": NOW, "iat": NOW,
            "nonce": "nonce-of-the-leg", "tid": TENANT, "oid": PERSON, "sub": "subject", "ver": "2.0",
            "preferred_username": "admin@contoso.example", "name": "Alex", "login_hint": "hint", "groups": ["a"],
        });
        let text = golden.to_string();
        let few = r#""name":"Alex","#;
        let shorter = text.replace(few, "");
        fuzz::bytes(
            "id token claims",
            &[text.as_bytes(), shorter.as_bytes()],
            |claims| {
                let Ok(identity) = judged(&entra, claims) else {
                    return false;
                };
                let value: Value = serde_json::from_slice(claims).unwrap();
                for name in ["iss", "aud", "nonce", "tid", "ver"] {
                    assert_eq!(value[name], golden[name], "{name}");
                }
                let number = |name: &str| value[name].as_i64().unwrap();
                assert!(number("exp") > NOW - SKEW_SECONDS);
                assert!(number("nbf") <= NOW + SKEW_SECONDS);
                assert!((number("iat") - NOW).abs() <= SKEW_SECONDS);
                assert_eq!(value["oid"], identity.object_id.to_string());
                assert_eq!(value["sub"], *identity.subject);
                true
            },
        );
    }
}
