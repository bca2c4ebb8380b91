//! The three parts of a token, and its header.

use super::{claims::text, error::IdTokenError};
use crate::signing_keys::KEY_ID_CHARACTERS;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, de::IgnoredAny};

/// Longest token that is read: 16 KiB.
const LONGEST: usize = 16 * 1024;

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

/// A member that counts by its presence alone.
fn anything<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

/// Parts of a token whose header is valid.
pub(super) struct TokenParts<'a> {
    pub(super) key_id: String,
    pub(super) signed: &'a str,
    pub(super) payload: &'a str,
    pub(super) signature: &'a str,
}

pub(super) fn parts(token: &str) -> Result<TokenParts<'_>, IdTokenError> {
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
    Ok(TokenParts {
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

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
}
