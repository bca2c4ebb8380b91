//! App-only tokens, one for each tenant, held until shortly before they expire.
//!
//! The cache belongs to one [`Entra`], which is one cloud and one application; its key is the tenant, and a held token names
//! its tenant, which is compared again when the token is used (`security.md` T62).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

use crate::{
    authority::Authority,
    credential::ClientCredential,
    entra::Entra,
    held::{self, Recent},
    http_client::Connection,
    token_endpoint::{TokenHttp, outcome},
    token_error::{Failure, TokenError},
};
use domain::{clock::Clock, ids::TenantId};
use jiff::Timestamp;
use oauth2::Scope;
use secrecy::SecretString;
use std::{
    fmt,
    sync::{Arc, Mutex as StdMutex, PoisonError},
    time::Duration,
};
use tokio::sync::Mutex;

/// Required freshness of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// A held token suffices.
    Cached,
    /// A new token is needed, because a token never gains permissions that were granted after its issue.
    Fresh,
}

/// An app-only token of one tenant. Clones share it.
#[derive(Clone)]
pub struct AppToken {
    held: Arc<Held>,
    is_fresh: bool,
}

struct Held {
    tenant: TenantId,
    secret: SecretString,
    renew_at: Timestamp,
}

impl AppToken {
    /// Tenant of the token.
    pub fn tenant(&self) -> TenantId {
        self.held.tenant
    }

    /// Whether Microsoft issued it for this request.
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    pub(crate) fn secret(&self) -> &SecretString {
        &self.held.secret
    }
}

impl fmt::Debug for AppToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AppToken")
            .field("tenant", &self.held.tenant)
            .field("is_fresh", &self.is_fresh)
            .finish_non_exhaustive()
    }
}

/// Held tokens. Each tenant has a place of its own, whose lock is kept while a token is fetched, so that one caller fetches
/// for all.
pub(crate) struct AppTokens(StdMutex<Recent<TenantId, Arc<Place>>>);

type Place = Mutex<Option<Arc<Held>>>;

impl AppTokens {
    pub(crate) fn new(capacity: usize) -> Self {
        Self(StdMutex::new(Recent::new(capacity)))
    }

    fn place(&self, tenant: TenantId) -> Arc<Place> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.get(&tenant).unwrap_or_else(|| {
            let place = Arc::<Place>::default();
            places.insert(tenant, Arc::clone(&place));
            place
        })
    }
}

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
        freshness: Freshness,
    ) -> Result<AppToken, TokenError> {
        let place = self.app_tokens().place(tenant);
        let mut place = place.lock().await;
        if freshness == Freshness::Cached
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
    ) -> Result<Held, Failure> {
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
