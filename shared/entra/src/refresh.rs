//! Redemption of a refresh token.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow#refresh-the-access-token>

use crate::{
    authority::Authority,
    code::TokenAnswer,
    credential::ClientCredential,
    entra::Entra,
    http_client::Connection,
    token_endpoint::{TokenHttp, outcome},
    token_error::{TokenError, TokenFailure},
};
use domain::{clock::Clock, ids::TenantId};
use jiff::Timestamp;
use oauth2::{RefreshToken, Scope};
use secrecy::{ExposeSecret as _, SecretString};

/// Scopes that are requested in addition to all grants at Graph: the person's identity, and the next refresh token.
const OIDC_SCOPES: [&str; 3] = ["openid", "profile", "offline_access"];

impl Entra {
    /// Redeems a refresh token in its tenant. One round trip, and up to three when Microsoft is disturbed: unlike a code, a
    /// used refresh token stays valid, so another request does no harm even if the outcome is unknown. The answer counts only
    /// once [`validate_refreshed_id_token`](Self::validate_refreshed_id_token) has shown its account (T23).
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn refresh(
        &self,
        credential: &ClientCredential,
        tenant: TenantId,
        refresh_token: &SecretString,
        clock: &dyn Clock,
    ) -> Result<TokenAnswer, TokenError> {
        self.ask_again(|| self.request_refresh(credential, tenant, refresh_token, clock.now()))
            .await
    }

    async fn request_refresh(
        &self,
        credential: &ClientCredential,
        tenant: TenantId,
        refresh_token: &SecretString,
        now: Timestamp,
    ) -> Result<TokenAnswer, TokenFailure> {
        let ours = self.authenticate(credential, Authority::Tenant(tenant), now)?;
        let refresh_token = RefreshToken::new(refresh_token.expose_secret().to_owned());
        let mut request = ours
            .client
            .exchange_refresh_token(&refresh_token)
            .add_scope(Scope::new(self.addresses().default_scope()))
            .add_scopes(OIDC_SCOPES.map(|scope| Scope::new(scope.to_owned())));
        for (name, value) in ours.parameters {
            request = request.add_extra_param(name, value);
        }
        let transport = self.transport();
        let http = TokenHttp {
            transport,
            attempt: transport.limits.token,
            connection: Connection::Kept,
        };
        let tokens = outcome(request.request_async(&http).await)?;
        Ok(self.token_answer(tokens))
    }
}
