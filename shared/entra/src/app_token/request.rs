//! The request for an app-only token, where no held one suffices.

use super::{AppToken, Held, TokenFreshness};
use crate::{
    authority::Authority,
    credential::ClientCredential,
    entra::Entra,
    held,
    http_client::Connection,
    token_endpoint::{TokenHttp, outcome},
    token_error::{TokenError, TokenFailure},
};
use domain::{clock::Clock, ids::TenantId};
use jiff::Timestamp;
use oauth2::Scope;
use std::{sync::Arc, time::Duration};

impl Entra {
    /// An app-only token of a tenant. It takes no round trip if a held one suffices, otherwise one, and up to three when
    /// Microsoft is disturbed.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn app_only_token(
        &self,
        credential: &ClientCredential,
        tenant: TenantId,
        clock: &dyn Clock,
        freshness: TokenFreshness,
    ) -> Result<AppToken, TokenError> {
        let place = self.app_tokens().place(tenant);
        let mut place = place.lock().await;
        if freshness == TokenFreshness::Cached
            && let Some(held) = place.as_ref()
            && held.tenant == tenant
            && clock.now() < held.renew_at
        {
            return Ok(AppToken {
                held: Arc::clone(held),
                is_fresh: false,
            });
        }
        let held = Arc::new(
            self.ask_again(|| self.request_app_token(credential, tenant, clock.now()))
                .await?,
        );
        *place = Some(Arc::clone(&held));
        Ok(AppToken {
            held,
            is_fresh: true,
        })
    }

    async fn request_app_token(
        &self,
        credential: &ClientCredential,
        tenant: TenantId,
        now: Timestamp,
    ) -> Result<Held, TokenFailure> {
        let ours = self.authenticate(credential, Authority::Tenant(tenant), now)?;
        let mut request = ours
            .client
            .exchange_client_credentials()
            .add_scope(Scope::new(self.addresses().default_scope()));
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
        let lifetime = Duration::from_secs(tokens.expires_in_seconds.into());
        Ok(Held {
            tenant,
            secret: tokens.access_token,
            renew_at: held::renew_at(now, lifetime),
        })
    }
}
