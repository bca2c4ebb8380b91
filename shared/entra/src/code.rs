//! Redemption of a leg's code, once, and the answer of the token endpoint.

use crate::{
    authority::Authority,
    credential::ClientCredential,
    entra::Entra,
    http_client::Connection,
    token_endpoint::{TokenHttp, Tokens, outcome},
    token_error::TokenError,
};
use domain::clock::Clock;
use jiff::SignedDuration;
use oauth2::{AuthorizationCode, PkceCodeVerifier, RedirectUrl};
use secrecy::{ExposeSecret as _, SecretString};
use std::{borrow::Cow, collections::BTreeSet};
use url::Url;

/// Tokens for a code or a refresh token.
#[derive(Debug)]
pub struct TokenAnswer {
    /// Token that acts for the person at Graph.
    pub access_token: SecretString,
    /// Token that identifies the person once it is validated; present with `openid`.
    pub id_token: Option<SecretString>,
    /// Token that gets further tokens; present with `offline_access`.
    pub refresh_token: Option<SecretString>,
    /// Scopes of the access token, without Graph's prefix.
    pub scopes: BTreeSet<String>,
    /// Lifetime of the access token.
    pub expires_in: SignedDuration,
}

impl Entra {
    /// Redeems a code at the authority and with the redirect address of its leg. It takes one round trip, which is never
    /// repeated: after [`TokenError::Unavailable`] it is unknown whether the code is spent, and the person starts again.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn redeem_code(
        &self,
        credential: &ClientCredential,
        authority: Authority,
        code: &SecretString,
        code_verifier: &SecretString,
        redirect_uri: &Url,
        clock: &dyn Clock,
    ) -> Result<TokenAnswer, TokenError> {
        let ours = self.authenticate(credential, authority, clock.now())?;
        let mut request = ours
            .client
            .exchange_code(AuthorizationCode::new(code.expose_secret().to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(
                code_verifier.expose_secret().to_owned(),
            ))
            .set_redirect_uri(Cow::Owned(RedirectUrl::from_url(redirect_uri.clone())));
        for (name, value) in ours.parameters {
            request = request.add_extra_param(name, value);
        }
        let transport = self.transport();
        let limits = transport.limits;
        let http = TokenHttp {
            transport,
            attempt: limits.code_exchange,
            connection: Connection::Own,
        };
        let tokens = outcome(request.request_async(&http).await)
            .map_err(|failure| failure.give_up(limits.retry_after))?;
        Ok(self.token_answer(tokens))
    }

    /// Answer of the token endpoint in the form for callers.
    pub(crate) fn token_answer(&self, tokens: Tokens) -> TokenAnswer {
        let prefix = format!("{}/", self.addresses().0.graph_resource());
        TokenAnswer {
            scopes: tokens
                .scope
                .split_whitespace()
                .map(|scope| scope.strip_prefix(&prefix).unwrap_or(scope))
                // Entra repeats what was asked for; it is no permission.
                .filter(|scope| *scope != ".default")
                .map(str::to_owned)
                .collect(),
            access_token: tokens.access_token,
            id_token: tokens.id_token,
            refresh_token: tokens.refresh_token,
            expires_in: SignedDuration::from_secs(tokens.expires_in_seconds.into()),
        }
    }
}
