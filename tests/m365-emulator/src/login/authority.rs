//! First segment of a login path, which decides the accounts that are admitted.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc>.

use uuid::Uuid;

use super::interaction::Person;
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
    /// AADSTS90002 for an unknown tenant or domain; for a tenant that is gone, the number that a command set.
    pub(crate) fn find(world: &World, segment: &str) -> Result<Self, Aadsts> {
        match segment {
            "common" => Ok(Self::Common),
            "organizations" => Ok(Self::Organizations),
            "consumers" => Ok(Self::Tenant(crate::tenant::CONSUMER_TENANT)),
            // Short names of tenants exist in the control API only: a path needs an id or a domain.
            name if Uuid::try_parse(name).is_ok() || name.contains('.') => {
                let tenant = world
                    .find_tenant_id(name)
                    .ok_or_else(|| Aadsts::unknown_tenant(name))?;
                match gone(world, tenant) {
                    Some(error) => Err(error),
                    None => Ok(Self::Tenant(tenant)),
                }
            }
            name => Err(Aadsts::unknown_tenant(name)),
        }
    }

    /// The tenant, if the path names one.
    pub(crate) fn tenant(self) -> Option<Uuid> {
        match self {
            Self::Tenant(tenant) => Some(tenant),
            Self::Common | Self::Organizations => None,
        }
    }

    /// The person as this authority's tenant knows an account of another tenant: as its guest, or its partner.
    pub(crate) fn known_as(self, world: &World, person: Person) -> Person {
        let find = |id: Uuid| world.tenants.iter().find(|tenant| tenant.id() == id);
        let known = || {
            let account = find(person.tenant)?
                .description
                .find_user(&person.user.to_string())?;
            let here = find(self.tenant()?)?;
            let mut users = here.description.users.iter();
            let user = users.find(|user| {
                let name = user.signs_in_as.as_deref();
                name.is_some_and(|name| name.eq_ignore_ascii_case(&account.user_principal_name))
            })?;
            Some(Person {
                tenant: here.id(),
                user: user.id,
            })
        };
        known().unwrap_or(person)
    }

    /// Whether an account of this tenant may sign in here.
    pub(crate) fn admits(self, tenant: Uuid) -> bool {
        self.tenant().is_none_or(|named| named == tenant)
    }
}

/// Refusal for every account of a tenant that is gone.
pub(crate) fn gone(world: &World, tenant: Uuid) -> Option<Aadsts> {
    let tenant = world.tenants.iter().find(|known| known.id() == tenant)?;
    Aadsts::tenant_is_gone(tenant.description.gone?, &tenant.id().to_string())
}
