//! Facts that one run read about a tenant. Every fact is either seen, with the request that showed it, or unseen, with the
//! reason. Checks judge these facts and never fetch.

mod app;
mod observed;
mod sites;
mod system_user;

pub use app::{
    AppAccess, AppRefusal, Assignment, DelegatedScopes, GrantedRole, PrincipalKind,
    ServicePrincipal,
};
pub use observed::{Evidence, Observed};
pub use sites::{
    AdministratorSites, LibraryAccess, LibraryFacts, LibraryPresence, OtherSites, SiteAbove,
    SiteAccess, SiteFacts, TurnedAway,
};
pub use system_user::{
    LicensedPlan, Mailbox, RefusedBy, SignInRefusal, SystemUser, SystemUserAccess,
};

use crate::ids::{ObjectId, TenantId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The tenant's organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// `organization.id`, which is the tenant id.
    pub id: TenantId,
    /// The verified domains, in lower case.
    pub verified_domains: BTreeSet<String>,
}

/// Services of the tenant, by the service plans assigned to it.
/// <https://learn.microsoft.com/en-us/graph/api/resources/assignedplan>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantServices {
    /// Whether SharePoint Online is enabled.
    pub sharepoint: bool,
    /// Whether Exchange Online is enabled.
    pub exchange: bool,
}

/// All facts that one run knows about a tenant.
#[derive(Debug, Clone)]
pub struct TenantFacts {
    /// Answer of the token endpoint to our credential.
    pub app_access: Observed<AppAccess>,
    /// Our service principal; `None` inside if Graph says that it does not exist.
    pub service_principal: Observed<Option<ServicePrincipal>>,
    /// The application permissions granted to it.
    pub granted_roles: Observed<BTreeSet<GrantedRole>>,
    /// Principals that are assigned to it.
    pub assignments: Observed<Vec<Assignment>>,
    /// Tenant-wide delegated grants, if the manifest has `Directory.Read.All`.
    pub tenant_wide_scopes: Observed<DelegatedScopes>,
    /// Scopes of a fresh delegated token: the system user's once it is connected, before that the administrator's (proof leg),
    /// which contains personal grants too.
    pub delegated_scopes: Observed<DelegatedScopes>,
    /// The organisation, read with the system user's token, or with the administrator's (sign-in leg).
    pub organization: Observed<Organization>,
    /// Services of the tenant, if the manifest has `Organization.Read.All`.
    pub tenant_services: Observed<TenantServices>,
    /// Answer of the token endpoint to the system user's refresh token.
    pub system_user_access: Observed<SystemUserAccess>,
    /// The system user itself.
    pub system_user: Observed<SystemUser>,
    /// Groups of which the system user is a direct member.
    pub system_user_groups: Observed<BTreeSet<ObjectId>>,
    /// The service plans of the system user's licences.
    pub licences: Observed<Vec<LicensedPlan>>,
    /// The system user's mailbox.
    pub mailbox: Observed<Mailbox>,
    /// The configured sites as the system user sees them, in the registration's order, with an entry for each.
    pub sites: Vec<SiteFacts>,
    /// Other sites that the system user can open.
    pub other_sites: Observed<OtherSites>,
    /// The configured sites as the administrator saw them (proof leg).
    pub administrator_sites: Observed<AdministratorSites>,
}
