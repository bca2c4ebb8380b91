//! The reason why an id token was refused.

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
