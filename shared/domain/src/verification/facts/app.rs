//! Facts about our application in the tenant: its service principal, its permissions and its assignments.

use crate::ids::{ObjectId, TenantId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Answer of the token endpoint to our own credential for the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppAccess {
    /// It gave an app-only token.
    Granted,
    /// It refused our application in this tenant, while our home tenant accepts the same credential.
    Refused(AppRefusal),
}

/// Reason why a tenant's token endpoint refuses our application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppRefusal {
    /// `invalid_client`: the tenant has no service principal of ours.
    NotRegistered,
    /// `unauthorized_client`: the tenant has our service principal, but it may not be used.
    Disabled,
    /// `invalid_resource`: the service that the token is for is missing in the tenant, or its subscription has lapsed.
    ServiceMissing,
    /// Microsoft no longer knows the tenant: it was deleted, or shut down because it was not used.
    TenantGone,
}

/// Our service principal in the tenant, with the members that the checks need.
/// <https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePrincipal {
    /// Its object id in this tenant. A new id means that it was deleted and created again.
    pub id: ObjectId,
    /// Whether users may sign in with it.
    pub account_enabled: bool,
    /// Whether users need an assignment.
    pub app_role_assignment_required: bool,
    /// The tenant that owns the app registration.
    pub app_owner_organization_id: Option<TenantId>,
    /// Reason why Microsoft disabled it, if it did.
    pub disabled_by_microsoft_status: Option<String>,
    /// Whether its owner, which is this service's operator, deactivated it everywhere.
    pub is_deactivated: bool,
}

/// An application permission granted to our service principal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GrantedRole {
    /// The app role.
    pub app_role_id: ObjectId,
    /// Whether the resource is Microsoft Graph; a role of the same id elsewhere is another permission.
    pub of_graph: bool,
}

/// A principal that is assigned to the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Object id of the user, group or service principal.
    pub principal_id: ObjectId,
    /// Its kind.
    pub kind: PrincipalKind,
}

/// The kind of an assigned principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A user.
    User,
    /// A group; only its direct members count.
    Group,
    /// Another application.
    ServicePrincipal,
}

/// The scopes of a fresh delegated token, which show the grants to our app in the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DelegatedScopes(pub BTreeSet<String>);

impl DelegatedScopes {
    /// Whether a token with these scopes may ask SharePoint at all. A refusal without such a scope is not a refusal of the
    /// account.
    pub fn reach_sites(&self) -> bool {
        self.has_any_of("sites.") || self.has_any_of("files.")
    }

    /// Whether a token with these scopes may ask Exchange at all.
    pub fn reach_mail(&self) -> bool {
        self.has_any_of("mail.")
    }

    fn has_any_of(&self, family: &str) -> bool {
        self.0
            .iter()
            .any(|scope| scope.to_ascii_lowercase().starts_with(family))
    }
}
