//! The first segment of a login path: whom it admits.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc>.

use uuid::Uuid;

use crate::aadsts::Aadsts;
use crate::world::World;

/// `common`, `organizations`, or one tenant by id or verified domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    /// Work, school and personal accounts.
    Common,
    /// Work and school accounts of any tenant.
    Organizations,
    /// Members and guests of this tenant.
    Tenant(Uuid),
}

impl Authority {
    /// Reads the path segment; `consumers` is the tenant of personal accounts.
    ///
    /// # Errors
    ///
    /// AADSTS90002 for a tenant or domain that nobody has.
    pub(crate) fn find(world: &World, segment: &str) -> Result<Self, Aadsts> {
        match segment {
            "common" => Ok(Self::Common),
            "organizations" => Ok(Self::Organizations),
            "consumers" => Ok(Self::Tenant(crate::tenant::CONSUMER_TENANT)),
            // Short names of tenants exist in the control API only: a path needs an id or a domain.
            name if Uuid::try_parse(name).is_ok() || name.contains('.') => world
                .find_tenant_id(name)
                .map(Self::Tenant)
                .ok_or_else(|| Aadsts::unknown_tenant(name)),
            name => Err(Aadsts::unknown_tenant(name)),
        }
    }

    /// The tenant, where the path names one.
    pub(crate) fn tenant(self) -> Option<Uuid> {
        match self {
            Self::Tenant(tenant) => Some(tenant),
            Self::Common | Self::Organizations => None,
        }
    }

    /// Whether an account of this tenant may sign in here.
    pub(crate) fn admits(self, tenant: Uuid) -> bool {
        self.tenant().is_none_or(|named| named == tenant)
    }
}
