//! The client: one cloud, one application, and their caches.

use crate::{
    app_token::AppTokens, authority::Addresses, http_client::HttpClient, key_cache::KeyCache,
    limits::Limits, transport::Transport, user_token::UserTokens,
};
use domain::{
    cloud::Cloud,
    ids::{ClientId, TenantId},
};
use std::{fmt, sync::Arc};

/// Client of Microsoft's identity platform and of Microsoft Graph. Clones are cheap and share connections and caches.
#[derive(Clone)]
pub struct Entra(Arc<Shared>);

struct Shared {
    addresses: Addresses,
    client_id: ClientId,
    transport: Transport,
    keys: KeyCache,
    app_tokens: AppTokens,
    user_tokens: UserTokens,
}

impl Entra {
    /// A client for one application in one cloud. `http` comes from [`http_client`](crate::http_client()).
    pub fn new(http: HttpClient, cloud: Cloud, client_id: ClientId) -> Self {
        Self::with_limits(http, cloud, client_id, Limits::default())
    }

    /// A client as from [`new`](Self::new), with other limits.
    pub fn with_limits(
        http: HttpClient,
        cloud: Cloud,
        client_id: ClientId,
        limits: Limits,
    ) -> Self {
        Self(Arc::new(Shared {
            addresses: Addresses(cloud),
            client_id,
            transport: Transport::new(http, limits),
            keys: KeyCache::default(),
            app_tokens: AppTokens::new(limits.held_tokens),
            user_tokens: UserTokens::new(limits.held_tokens),
        }))
    }

    /// The issuer of a tenant's tokens.
    pub fn issuer(&self, tenant: TenantId) -> String {
        self.0.addresses.issuer(&tenant)
    }

    /// Whether a text is the issuer of a tenant of this cloud.
    pub fn is_own_issuer(&self, issuer: &str) -> bool {
        self.0.addresses.tenant_of_issuer(issuer).is_some()
    }

    pub(crate) fn addresses(&self) -> &Addresses {
        &self.0.addresses
    }

    pub(crate) fn client_id(&self) -> ClientId {
        self.0.client_id
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.0.transport
    }

    pub(crate) fn keys(&self) -> &KeyCache {
        &self.0.keys
    }

    pub(crate) fn app_tokens(&self) -> &AppTokens {
        &self.0.app_tokens
    }

    pub(crate) fn user_tokens(&self) -> &UserTokens {
        &self.0.user_tokens
    }
}

impl fmt::Debug for Entra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Entra")
            .field("cloud", &self.0.addresses.0)
            .field("client_id", &self.0.client_id)
            .finish_non_exhaustive()
    }
}
