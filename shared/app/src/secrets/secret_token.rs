//! Secret tokens: 32 random bytes, written as base64url without padding (43 characters), and the hashes stored instead of them.
//! Each kind has its own domain tag, so that a token of one kind is never valid as another.

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    clock::{Random, RandomUnavailable},
    ids::TokenHash,
};
use secrecy::{ExposeSecret as _, SecretString};

/// Purpose of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenPurpose {
    /// The token in an invitation's link.
    Invitation,
    /// `state` of a leg.
    State,
    /// The value of a flow's cookie.
    Cookie,
    /// A caller's `Idempotency-Key`, together with its owner and route.
    IdempotencyKey,
    /// The body of a request that carries an `Idempotency-Key`.
    RequestBody,
    /// A flow's form token.
    FormToken,
    /// The access to the app, as a page showed it.
    AccessState,
    /// A browser's network address, counted but not kept.
    Address,
    /// A customer and its domain, claimed by one registration.
    Claim,
}

impl TokenPurpose {
    fn tag(self) -> &'static [u8] {
        match self {
            Self::Invitation => b"invitation:",
            Self::State => b"state:",
            Self::Cookie => b"cookie:",
            Self::IdempotencyKey => b"idempotency-key:",
            Self::RequestBody => b"request-body:",
            Self::FormToken => b"form-token:",
            Self::AccessState => b"access-state:",
            Self::Address => b"address:",
            Self::Claim => b"claim:",
        }
    }
}

/// Makes a random token.
///
/// # Errors
/// [`RandomUnavailable`] when the system gives no random bytes.
pub fn generate(random: &dyn Random) -> Result<SecretString, RandomUnavailable> {
    let mut bytes = [0; 32];
    random.fill(&mut bytes)?;
    Ok(SecretString::from(URL_SAFE_NO_PAD.encode(bytes)))
}

/// The hash that is stored instead of a token.
pub fn hash(kind: TokenPurpose, token: &str) -> TokenHash {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(kind.tag());
    context.update(token.as_bytes());
    let mut bytes = [0; 32];
    bytes.copy_from_slice(context.finish().as_ref());
    TokenHash::from_digest(&bytes)
}

/// [`hash`] of a secret.
pub fn hash_secret(kind: TokenPurpose, token: &SecretString) -> TokenHash {
    hash(kind, token.expose_secret())
}

/// The token that a flow's forms carry: made from the cookie, so that nothing more is stored and a page of another site cannot
/// know it (T35).
pub fn form_token(cookie: &str) -> String {
    hash(TokenPurpose::FormToken, cookie).as_str().to_owned()
}

/// Whether a form carries the token of this cookie's flow, in a time that does not depend on where they differ.
pub(crate) fn is_form_token(cookie: &SecretString, presented: Option<&str>) -> bool {
    use subtle::ConstantTimeEq as _;
    let expected = form_token(cookie.expose_secret());
    let presented = presented.unwrap_or_default();
    expected.as_bytes().ct_eq(presented.as_bytes()).into()
}

/// Whether two hashes are the same, in a time that does not depend on where they differ.
pub fn same(one: &TokenHash, other: &TokenHash) -> bool {
    use subtle::ConstantTimeEq as _;
    one.as_str()
        .as_bytes()
        .ct_eq(other.as_str().as_bytes())
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Random for Counting {
        fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
            for (byte, value) in destination.iter_mut().zip(0..) {
                *byte = value;
            }
            Ok(())
        }
    }

    #[test]
    fn t03_tokens_are_256_bits_in_43_characters() {
        assert_eq!(generate(&Counting).unwrap().expose_secret().len(), 43);
    }

    #[test]
    fn t04_a_token_of_one_kind_is_no_token_of_another() {
        assert_ne!(
            hash(TokenPurpose::State, "same"),
            hash(TokenPurpose::Cookie, "same")
        );
    }

    #[test]
    fn comparison_knows_equal_from_different() {
        assert!(same(
            &hash(TokenPurpose::State, "a"),
            &hash(TokenPurpose::State, "a")
        ));
        assert!(!same(
            &hash(TokenPurpose::State, "a"),
            &hash(TokenPurpose::State, "b")
        ));
    }
}
