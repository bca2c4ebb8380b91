//! Validation of an id token, which yields the person who signed in.
//!
//! 1. The header: RS256 and a plain key name; its other members are ignored.
//! 2. The signature, by the named key of the published set. No claim is read before it is valid.
//! 3. The claims, strictly typed, then compared one by one.
//!
//! <https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference>

use crate::{
    entra::Entra,
    signing_keys::{KEY_ID_CHARACTERS, SigningKeys},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::{CONSUMER_TENANT, InvalidId, ObjectId, TenantId};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, IgnoredAny},
};
use std::{fmt, str::FromStr};
use subtle::ConstantTimeEq as _;

/// Longest token that is read: 16 KiB.
const LONGEST: usize = 16 * 1024;

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

/// Person who signed in. The key of a person is `tenant` and `object_id` together; the names are unverified and for display
/// only (T17).
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// `tid`: the tenant of the sign-in.
    pub tenant: TenantId,
    /// `oid`: the person in that tenant.
    pub object_id: ObjectId,
    /// `sub`: the person in that tenant, for our app alone.
    pub subject: String,
    /// `preferred_username`, the person's present name at sign-in.
    pub preferred_username: Option<String>,
    /// `name`.
    pub name: Option<String>,
    /// `login_hint`: opaque, proposes this account at the next sign-in.
    pub login_hint: Option<String>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Identity")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

/// Reason why an id token was refused. Carries nothing of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id token was refused: {}", self.reason())]
pub enum IdTokenError {
    /// It is longer than 16 KiB.
    TooLong,
    /// It is not three parts of base64url, or its header is malformed.
    Malformed,
    /// Its algorithm is not RS256.
    Algorithm,
    /// The header demands an extension (`crit`).
    CriticalHeader,
    /// The header names no key, or the name is not plain text.
    NoKeyId,
    /// The published set does not contain the key.
    UnknownKey,
    /// The named key did not sign it.
    Signature,
    /// A claim is missing, given twice or of another type.
    Claims,
    /// `ver` is not `2.0`.
    Version,
    /// `aud` is not our application.
    Audience,
    /// The account is a personal one.
    ConsumerTenant,
    /// `iss` is not the issuer of `tid` in this cloud.
    Issuer,
    /// The signing key may not sign for this issuer.
    KeyIssuer,
    /// `exp` has passed.
    Expired,
    /// `nbf` or `iat` lies in the future.
    NotYetValid,
    /// The token was issued before the leg began.
    Replayed,
    /// `nonce` is not the leg's.
    Nonce,
    /// The account's tenant is not that of the leg, or not that of the connected account.
    OtherTenant,
    /// The account is not the connected one: `oid` or `sub` differs.
    OtherAccount,
}

impl IdTokenError {
    /// Stable code for logs.
    pub fn reason(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Malformed => "malformed",
            Self::Algorithm => "algorithm",
            Self::CriticalHeader => "critical_header",
            Self::NoKeyId => "no_key_id",
            Self::UnknownKey => "unknown_key",
            Self::Signature => "signature",
            Self::Claims => "claims",
            Self::Version => "version",
            Self::Audience => "audience",
            Self::ConsumerTenant => "consumer_tenant",
            Self::Issuer => "issuer",
            Self::KeyIssuer => "key_issuer",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::Replayed => "replayed",
            Self::Nonce => "nonce",
            Self::OtherTenant => "other_tenant",
            Self::OtherAccount => "other_account",
        }
    }
}

/// Members of a header that are read. `jku`, `jwk`, `x5u` and others are deliberately missing (T14).
#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default, deserialize_with = "text")]
    typ: Option<String>,
    #[serde(default, deserialize_with = "text")]
    kid: Option<String>,
    #[serde(default, deserialize_with = "anything")]
    crit: bool,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    #[serde(default, deserialize_with = "text")]
    nonce: Option<String>,
    #[serde(deserialize_with = "exact")]
    tid: TenantId,
    #[serde(deserialize_with = "exact")]
    oid: ObjectId,
    sub: String,
    ver: String,
    #[serde(default, deserialize_with = "text")]
    preferred_username: Option<String>,
    #[serde(default, deserialize_with = "text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    login_hint: Option<String>,
}

/// A member that may be absent, and otherwise is a text.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

/// An id in the one spelling that Entra signs; ids in capitals, which other JSON may have, are refused.
fn exact<'de, D: Deserializer<'de>, T: FromStr<Err = InvalidId>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

/// A member that counts by its presence alone.
fn anything<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

/// Parts of a token whose header is valid.
struct Parts<'a> {
    key_id: String,
    signed: &'a str,
    payload: &'a str,
    signature: &'a str,
}

fn parts(token: &str) -> Result<Parts<'_>, IdTokenError> {
    if token.len() > LONGEST {
        return Err(IdTokenError::TooLong);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(IdTokenError::Malformed)?;
    let (header, payload) = signed.split_once('.').ok_or(IdTokenError::Malformed)?;
    let header = URL_SAFE_NO_PAD
        .decode(header)
        .map_err(|_| IdTokenError::Malformed)?;
    let header: Header = strict_json::parse(&header).map_err(|_| IdTokenError::Malformed)?;
    if header.alg != "RS256" {
        return Err(IdTokenError::Algorithm);
    }
    if header.crit {
        return Err(IdTokenError::CriticalHeader);
    }
    if header.typ.is_some_and(|typ| typ != "JWT") {
        return Err(IdTokenError::Malformed);
    }
    let key_id = header
        .kid
        .filter(|id| (1..=KEY_ID_CHARACTERS).contains(&id.len()))
        .ok_or(IdTokenError::NoKeyId)?;
    Ok(Parts {
        key_id,
        signed,
        payload,
        signature,
    })
}

/// Name of the key that a token claims.
pub(crate) fn key_id(token: &str) -> Result<String, IdTokenError> {
    parts(token).map(|parts| parts.key_id)
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
    ) -> Result<Identity, IdTokenError> {
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
    ) -> Result<Identity, IdTokenError> {
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

impl From<Claims> for Identity {
    fn from(claims: Claims) -> Self {
        Self {
            tenant: claims.tid,
            object_id: claims.oid,
            subject: claims.sub,
            preferred_username: claims.preferred_username,
            name: claims.name,
            login_hint: claims.login_hint,
        }
    }
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

    #[test]
    fn t13_t14_fuzzed_headers_choose_nothing_but_a_key() {
        let good = [
            r#"{"typ":"JWT","alg":"RS256","kid":"key-1"}"#,
            r#"{"alg":"RS256","kid":"key-1","jku":"https://127.0.0.1/","x5u":"x","jwk":{"kty":"RSA"}}"#,
        ];
        fuzz::text("id token header", &good, |header| {
            let token = format!("{}.e30.AA", URL_SAFE_NO_PAD.encode(header));
            let Ok(parts) = parts(&token) else {
                return false;
            };
            let value: Value = serde_json::from_str(header).unwrap();
            assert_eq!(value["alg"], "RS256");
            assert_eq!(value["kid"], *parts.key_id);
            assert!(value.get("crit").is_none());
            assert!((1..=KEY_ID_CHARACTERS).contains(&parts.key_id.len()));
            assert_eq!((parts.payload, parts.signature), ("e30", "AA"));
            true
        });
    }

    #[test]
    fn t16_fuzzed_shapes_of_a_token_are_three_parts() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","kid":"key-1"}"#);
        let good = format!("{header}.e30.AA");
        fuzz::text("id token", &[&good], |token| {
            let Ok(parts) = parts(token) else {
                return false;
            };
            assert_eq!(format!("{}.{}", parts.signed, parts.signature), token);
            assert!(!parts.signature.contains('.'));
            assert!(parts.signed.ends_with(&format!(".{}", parts.payload)));
            true
        });
    }

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
    fn judged(entra: &Entra, claims: &[u8]) -> Result<Identity, IdTokenError> {
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
