//! What was read of a tenant in one run. Every fact is either seen, with the request that showed it, or not seen, with
//! why. Checks judge these and never fetch.

use super::verdict::Unobserved;
use crate::ids::{ObjectId, TenantId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was asked of Microsoft, and how it answered: enough for Microsoft's support to find the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Method and path of the request, without query or secrets.
    pub request: String,
    /// The HTTP status, if there was an answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<u16>,
    /// Microsoft's error code, if the answer was an error.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error_code: Option<String>,
    /// `request-id` of Graph, or the correlation id of Entra.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request_id: Option<String>,
    /// When the answer came.
    pub at: Timestamp,
}

/// A fact, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observed<T> {
    /// It was read.
    Seen {
        /// The fact.
        value: T,
        /// How it was read.
        evidence: Evidence,
    },
    /// It was not read.
    Unseen {
        /// Why not.
        reason: Unobserved,
        /// The request that failed, if one was made.
        evidence: Option<Evidence>,
    },
}

impl<T> Observed<T> {
    /// A fact that nobody tried to read, and why.
    pub fn unseen(reason: Unobserved) -> Self {
        Self::Unseen {
            reason,
            evidence: None,
        }
    }

    /// The fact.
    ///
    /// # Errors
    /// Why it was not read.
    pub fn get(&self) -> Result<&T, Unobserved> {
        match self {
            Self::Seen { value, .. } => Ok(value),
            Self::Unseen { reason, .. } => Err(reason.clone()),
        }
    }

    /// The request behind the fact or its absence.
    pub fn evidence(&self) -> Option<&Evidence> {
        match self {
            Self::Seen { evidence, .. } => Some(evidence),
            Self::Unseen { evidence, .. } => evidence.as_ref(),
        }
    }
}

/// How the token endpoint answered our own credential for the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppAccess {
    /// It gave an app-only token.
    Granted,
    /// It refused our application in this tenant, while our home tenant accepts the same credential.
    Refused(Refusal),
}

/// Why a tenant's token endpoint refuses our application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// `invalid_client`: there is no service principal of ours in the tenant.
    NotRegistered,
    /// `unauthorized_client`: there is one, and it may not be used.
    Disabled,
}

/// Our service principal in the tenant, as far as the checks need it.
/// <https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePrincipal {
    /// Its object id in this tenant. A new one means that it was deleted and created again.
    pub id: ObjectId,
    /// Enabled for users to sign in.
    pub account_enabled: bool,
    /// Whether users need an assignment.
    pub app_role_assignment_required: bool,
    /// The tenant that owns the app registration.
    pub app_owner_organization_id: Option<TenantId>,
    /// Why Microsoft disabled it, if Microsoft did.
    pub disabled_by_microsoft_status: Option<String>,
    /// Deactivated everywhere by its owner: by us.
    pub is_deactivated: bool,
}

/// An application permission granted to our service principal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GrantedRole {
    /// The app role.
    pub app_role_id: ObjectId,
    /// Whether the resource is Microsoft Graph; a role of the same id elsewhere is another permission.
    pub of_graph: bool,
}

/// Somebody who may use the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The user's, group's or service principal's object id.
    pub principal_id: ObjectId,
    /// What kind of principal it is.
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

/// The scopes of a fresh delegated token: what is granted in the tenant for our app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DelegatedScopes(pub BTreeSet<String>);

/// The tenant's organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// `organization.id`, which is the tenant id.
    pub id: TenantId,
    /// The verified domains, lower case.
    pub verified_domains: BTreeSet<String>,
}

/// Everything one run knows of a tenant.
#[derive(Debug, Clone)]
pub struct TenantFacts {
    /// The answer of the token endpoint to our credential.
    pub app_access: Observed<AppAccess>,
    /// Our service principal; `None` inside when Graph says that there is none.
    pub service_principal: Observed<Option<ServicePrincipal>>,
    /// The application permissions granted to it.
    pub granted_roles: Observed<BTreeSet<GrantedRole>>,
    /// Who is assigned to it.
    pub assignments: Observed<Vec<Assignment>>,
    /// Tenant-wide delegated grants, where the manifest has `Directory.Read.All`.
    pub tenant_wide_scopes: Observed<DelegatedScopes>,
    /// The scopes of the administrator's fresh token (proof leg).
    pub delegated_scopes: Observed<DelegatedScopes>,
    /// The organisation, read with the administrator's token (sign-in leg).
    pub organization: Observed<Organization>,
}
