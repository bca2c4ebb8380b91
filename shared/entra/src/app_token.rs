//! App-only tokens, one for each tenant, held until shortly before they expire.
//!
//! The cache belongs to one [`Entra`](crate::Entra), which is one cloud and one application; its key is the tenant, and a held token names
//! its tenant, which is compared again when the token is used (T62).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

mod request;

use crate::held::Recent;
use domain::ids::TenantId;
use jiff::Timestamp;
use secrecy::SecretString;
use std::{
    fmt,
    sync::{Arc, Mutex as StdMutex, PoisonError},
};
use tokio::sync::Mutex;

/// Required freshness of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFreshness {
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
