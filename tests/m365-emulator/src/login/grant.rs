//! Grants of a token request: authorization codes and refresh tokens.
//!
//! Sources: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens>.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::authority::Authority;
use super::interaction::{Authorize, Interaction, Person};
use crate::aadsts::Aadsts;
use crate::scope::Scopes;

/// An authorization code, valid for 10 minutes and one use.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) person: Person,
    pub(crate) scopes: Scopes,
    pub(crate) nonce: Option<String>,
    /// Whether the person gave a second factor.
    pub(crate) multifactor: bool,
    authority: Authority,
    redirect_uri: Url,
    challenge: String,
    expires_at: Timestamp,
    redeemed: bool,
}

/// A refresh token, bound to person and client; it stays valid after a use.
#[derive(Debug, Clone)]
pub(crate) struct RefreshToken {
    pub(crate) person: Person,
    pub(crate) scopes: Scopes,
    /// Whether the person gave a second factor.
    pub(crate) multifactor: bool,
    pub(crate) expires_at: Timestamp,
    /// Whether an administrator, or the person, has ended all sessions since.
    pub(crate) revoked: bool,
}

/// Lifetime of a refresh token: 90 days (<https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens>).
const REFRESH_TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Lifetime of a code: about 10 minutes
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>).
const CODE_LIFE: SignedDuration = SignedDuration::from_mins(10);

impl Code {
    /// A fresh code for this visit.
    pub(crate) fn new(
        visit: &Interaction,
        request: &Authorize,
        person: Person,
        now: Timestamp,
    ) -> Self {
        Self {
            person,
            scopes: request.scopes.clone(),
            nonce: request.nonce.clone(),
            multifactor: visit.multifactor,
            authority: visit.authority,
            redirect_uri: visit.redirect_uri.clone(),
            challenge: request.code_challenge.clone(),
            expires_at: now.saturating_add(CODE_LIFE).unwrap_or(Timestamp::MAX),
            redeemed: false,
        }
    }

    /// Redeems the code.
    ///
    /// # Errors
    ///
    /// 54005 used before, 70008 expired, 700005 other tenant path, 50011 other redirect URI, 501481 wrong verifier.
    pub(crate) fn redeem(
        &mut self,
        authority: Authority,
        redirect_uri: Option<&str>,
        verifier: Option<&str>,
        now: Timestamp,
    ) -> Result<(), Aadsts> {
        if self.redeemed {
            return Err(Aadsts::invalid_grant(
                54005,
                "OAuth2 Authorization code was already redeemed, please retry with a new valid \
                    code or use an existing refresh token.",
            ));
        }
        if now >= self.expires_at {
            return Err(Aadsts::invalid_grant(
                70008,
                "The provided authorization code or refresh token has expired due to inactivity. \
                    Send a new interactive authorization request for this user and resource.",
            ));
        }
        if authority != self.authority {
            return Err(Aadsts::invalid_grant(
                700_005,
                "The provided authorization code is intended to use against other tenant, thus \
                    rejected. OAuth2 Authorization Code must be redeemed against same tenant \
                    it was acquired for (/common or /{tenant-ID} as appropriate).",
            ));
        }
        if redirect_uri.and_then(|uri| Url::parse(uri).ok()).as_ref() != Some(&self.redirect_uri) {
            return Err(Aadsts::new(
                50011,
                "invalid_request",
                "The redirect URI specified in the request does not match the redirect URI of \
                    the authorization request.",
            ));
        }
        let challenge =
            verifier.map(|text| URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes())));
        if challenge.as_ref() != Some(&self.challenge) {
            return Err(Aadsts::invalid_grant(
                501_481,
                "The Code_Verifier does not match the code_challenge supplied in the \
                    authorization request.",
            ));
        }
        self.redeemed = true;
        Ok(())
    }
}

impl RefreshToken {
    /// A fresh token for this person.
    pub(crate) fn new(person: Person, scopes: Scopes, multifactor: bool, now: Timestamp) -> Self {
        let expires_at = now
            .saturating_add(REFRESH_TOKEN_LIFE)
            .unwrap_or(Timestamp::MAX);
        Self {
            person,
            scopes,
            multifactor,
            expires_at,
            revoked: false,
        }
    }
}
