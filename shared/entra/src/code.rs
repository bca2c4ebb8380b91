//! Redeems the code of a leg, once, and reads what the token endpoint gave.

use crate::{
    authority::Authority,
    credential::ClientCredential,
    entra::Entra,
    http_client::Connection,
    refusal::TokenError,
    token_endpoint::{TokenHttp, Tokens, outcome},
};
use domain::clock::Clock;
use jiff::SignedDuration;
use oauth2::{AuthorizationCode, PkceCodeVerifier, RedirectUrl};
use secrecy::{ExposeSecret as _, SecretString};
use std::{borrow::Cow, collections::BTreeSet};
use url::Url;

/// What a code or a refresh token was worth.
#[derive(Debug)]
pub struct TokenAnswer {
    /// Acts for the person at Graph.
    pub access_token: SecretString,
    /// Says who the person is, once it is validated; there with `openid`.
    pub id_token: Option<SecretString>,
    /// Gets further tokens; there with `offline_access`.
    pub refresh_token: Option<SecretString>,
    /// The scopes the access token is good for, without Graph's prefix.
    pub scopes: BTreeSet<String>,
    /// How long the access token lives.
    pub expires_in: SignedDuration,
}

impl Entra {
    /// Redeems a code at the authority and with the redirect address of its leg. One round trip, never repeated: after
    /// [`TokenError::Unavailable`] it is unknown whether the code is spent, and the person starts again.
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

    /// What the token endpoint gave, as its callers see it.
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
