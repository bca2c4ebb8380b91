//! App-only tokens, one a tenant, held until shortly before they end.
//!
//! The cache belongs to one [`Entra`], which is one cloud and one application; its key is the tenant, and a held token
//! names its tenant and is compared again when it is used (`security.md` T62).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

use crate::{
    authority::Authority,
    credential::ClientCredential,
    entra::Entra,
    random,
    refusal::{Failure, TokenError},
    retry,
    token_endpoint::{TokenHttp, outcome},
};
use domain::{clock::Clock, ids::TenantId};
use jiff::{SignedDuration, Timestamp};
use oauth2::Scope;
use secrecy::SecretString;
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex as StdMutex, PoisonError},
    time::Duration,
};
use tokio::sync::Mutex;

/// Tokens are renewed this long before they end, and up to as long again at random, so that they do not all end together.
const EARLY: Duration = Duration::from_mins(5);

/// Whether a held token will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// A held token will do.
    Cached,
    /// A new one is needed: a token never gains what was granted after it was made.
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
    /// The tenant it is of.
    pub fn tenant(&self) -> TenantId {
        self.held.tenant
    }

    /// Whether Microsoft issued it for this very request.
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

/// The held tokens; the longest unused goes first when there are too many.
pub(crate) struct AppTokens {
    capacity: usize,
    places: StdMutex<Places>,
}

#[derive(Default)]
struct Places {
    by_tenant: HashMap<TenantId, (Arc<Place>, u64)>,
    uses: u64,
}

/// One tenant's place. Its lock is kept while a token is fetched, so that one caller fetches for all.
type Place = Mutex<Option<Arc<Held>>>;

impl AppTokens {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            places: StdMutex::default(),
        }
    }

    fn place(&self, tenant: TenantId) -> Arc<Place> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.uses += 1;
        let used = places.uses;
        if let Some((place, last_used)) = places.by_tenant.get_mut(&tenant) {
            *last_used = used;
            return Arc::clone(place);
        }
        if places.by_tenant.len() >= self.capacity {
            let oldest = places
                .by_tenant
                .iter()
                .min_by_key(|(_, (_, last_used))| *last_used)
                .map(|(tenant, _)| *tenant);
            if let Some(oldest) = oldest {
                places.by_tenant.remove(&oldest);
            }
        }
        let place = Arc::<Place>::default();
        places.by_tenant.insert(tenant, (Arc::clone(&place), used));
        place
    }
}

impl Entra {
    /// An app-only token of a tenant. No round trip when a held one will do, else one, and up to three when Microsoft is
    /// disturbed.
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
        let held = Arc::new(self.fetch_app_token(credential, tenant, clock).await?);
        *place = Some(Arc::clone(&held));
        Ok(AppToken {
            held,
            is_fresh: true,
        })
    }

    async fn fetch_app_token(
        &self,
        credential: &ClientCredential,
        tenant: TenantId,
        clock: &dyn Clock,
    ) -> Result<Held, TokenError> {
        let transport = self.transport();
        transport.budget.earn();
        let mut tried = 0;
        loop {
            let failure = match self
                .request_app_token(credential, tenant, clock.now())
                .await
            {
                Ok(held) => return Ok(held),
                Err(failure) => failure,
            };
            tried += 1;
            let pause = failure
                .is_transient()
                .then(|| {
                    retry::pause(
                        &transport.limits,
                        &transport.budget,
                        tried,
                        failure.retry_after,
                    )
                })
                .flatten();
            match pause {
                Some(pause) => retry::wait(pause).await,
                None => return Err(failure.give_up(transport.limits.retry_after)),
            }
        }
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
        };
        let tokens = outcome(request.request_async(&http).await)?;
        let lifetime = Duration::from_secs(tokens.expires_in_seconds.into());
        let early = (EARLY + random::part_of(EARLY)).min(lifetime / 2);
        let useful = SignedDuration::try_from(lifetime.saturating_sub(early)).unwrap_or_default();
        Ok(Held {
            tenant,
            secret: tokens.access_token,
            renew_at: now.saturating_add(useful).unwrap_or(now),
        })
    }
}
