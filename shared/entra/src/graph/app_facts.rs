//! Facts that the application reads about a tenant with its own identity, in one batch.
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-get>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignments>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-oauth2permissiongrants>

use super::{
    Graph, Unread,
    batch::{Part, Readings},
    own_relation::by_app_id,
    reading::{Reading, observed},
    tenant_services,
};
use crate::{app_token::AppToken, entra::Entra};
use domain::{
    clock::Clock,
    ids::{ClientId, MICROSOFT_GRAPH, ObjectId, TenantId},
    permission::Manifest,
    verification::{
        facts::{
            Assignment, DelegatedScopes, Evidence, GrantedRole, Observed, PrincipalKind,
            ServicePrincipal, TenantServices,
        },
        verdict::Unobserved,
    },
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Permission for reading tenant-wide grants.
const GRANTS_PERMISSION: &str = "Directory.Read.All";
/// Permission for reading the tenant's service plans.
const SERVICES_PERMISSION: &str = "Organization.Read.All";

const SERVICE_PRINCIPAL: &str = "service-principal";
const ROLES: &str = "roles";
const ASSIGNED: &str = "assigned";
const RESOURCE: &str = "resource";
const GRANTS: &str = "grants";
const SERVICES: &str = "services";

/// Facts about a tenant, read with the application's own identity.
#[derive(Debug, Clone)]
pub struct AppFacts {
    /// Our service principal; `None` inside if Graph says that it does not exist.
    pub service_principal: Observed<Option<ServicePrincipal>>,
    /// The application permissions granted to it.
    pub granted_roles: Observed<BTreeSet<GrantedRole>>,
    /// Principals that are assigned to it.
    pub assignments: Observed<Vec<Assignment>>,
    /// Tenant-wide delegated grants for Graph, if the manifest has `Directory.Read.All`.
    pub tenant_wide_scopes: Observed<DelegatedScopes>,
    /// The tenant's services, if the manifest has `Organization.Read.All`.
    pub tenant_services: Observed<TenantServices>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ServicePrincipalBody {
    id: ObjectId,
    app_id: ClientId,
    account_enabled: bool,
    app_role_assignment_required: bool,
    app_owner_organization_id: Option<TenantId>,
    disabled_by_microsoft_status: Option<String>,
    is_disabled: Option<bool>,
}

#[derive(Deserialize)]
struct Identified {
    id: ObjectId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleBody {
    app_role_id: ObjectId,
    resource_id: ObjectId,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssignmentBody {
    principal_id: ObjectId,
    principal_type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GrantBody {
    consent_type: String,
    resource_id: ObjectId,
    scope: Option<String>,
}

impl Entra {
    /// Reads the facts that the application may see in the token's tenant. One round trip, with more only for further pages
    /// and for parts that were turned away. It never fails: unread facts carry the reason. A 401 or 403 under a token that is
    /// not fresh is [`Unobserved::Refused`] and worth one more read with a fresh one.
    pub async fn read_app_facts(
        &self,
        token: &AppToken,
        manifest: &Manifest,
        clock: &dyn Clock,
    ) -> AppFacts {
        let graph = Graph {
            entra: self,
            token: token.secret(),
            token_is_fresh: token.is_fresh(),
            clock,
        };
        graph.app_facts(token.tenant(), manifest).await
    }
}

impl Graph<'_> {
    async fn app_facts(&self, tenant: TenantId, manifest: &Manifest) -> AppFacts {
        let with_grants = manifest.has_application(GRANTS_PERMISSION);
        let with_services = manifest.has_application(SERVICES_PERMISSION);
        let mut readings = self.read_batch(&self.parts(manifest)).await;
        let service_principal = self.service_principal(readings.take(SERVICE_PRINCIPAL));
        let owner = match &service_principal {
            Ok((Some(service_principal), _)) => Some(service_principal.id),
            Ok((None, _)) | Err(_) => None,
        };
        let resource = readings
            .take(RESOURCE)
            .typed::<Identified>()
            .map(|(resource, _)| resource.id);
        let granted_roles = self.granted_roles(&mut readings, owner, &resource).await;
        let assignments = self.assignments(&mut readings, owner).await;
        let tenant_wide_scopes = if with_grants {
            observed(
                self.tenant_wide_scopes(&mut readings, owner, &resource)
                    .await,
            )
        } else {
            not_asked_for(GRANTS_PERMISSION)
        };
        let tenant_services = if with_services {
            observed(tenant_services::read(readings.take(SERVICES), tenant))
        } else {
            not_asked_for(SERVICES_PERMISSION)
        };
        AppFacts {
            service_principal: observed(service_principal),
            granted_roles: observed(granted_roles),
            assignments: observed(assignments),
            tenant_wide_scopes,
            tenant_services,
        }
    }

    fn parts(&self, manifest: &Manifest) -> Vec<Part> {
        let mut parts = vec![
            Part::get(
                SERVICE_PRINCIPAL,
                by_app_id(self.entra.client_id()),
                "?$select=id,appId,accountEnabled,appRoleAssignmentRequired,\
                 appOwnerOrganizationId,disabledByMicrosoftStatus,isDisabled",
            )
            .or_plainer(
                "?$select=id,appId,accountEnabled,appRoleAssignmentRequired,\
                 appOwnerOrganizationId,disabledByMicrosoftStatus",
            ),
            Part::get(ROLES, self.relation_path("appRoleAssignments"), "?$top=999"),
            Part::get(
                ASSIGNED,
                self.relation_path("appRoleAssignedTo"),
                "?$top=999",
            ),
            Part::get(RESOURCE, by_app_id(MICROSOFT_GRAPH), "?$select=id"),
        ];
        if manifest.has_application(GRANTS_PERMISSION) {
            parts.push(Part::get(
                GRANTS,
                self.relation_path("oauth2PermissionGrants"),
                "?$top=999",
            ));
        }
        if manifest.has_application(SERVICES_PERMISSION) {
            parts.push(tenant_services::part(SERVICES));
        }
        parts
    }

    fn service_principal(
        &self,
        reading: Reading,
    ) -> Result<(Option<ServicePrincipal>, Evidence), Unread> {
        if let Reading::Absent(evidence) = reading {
            return Ok((None, evidence));
        }
        let (body, evidence) = reading.typed::<ServicePrincipalBody>()?;
        if body.app_id != self.entra.client_id() {
            return Err(Unread::new(Unobserved::Unreadable, evidence));
        }
        let service_principal = ServicePrincipal {
            id: body.id,
            account_enabled: body.account_enabled,
            app_role_assignment_required: body.app_role_assignment_required,
            app_owner_organization_id: body.app_owner_organization_id,
            disabled_by_microsoft_status: body.disabled_by_microsoft_status,
            is_deactivated: body.is_disabled.unwrap_or(false),
        };
        Ok((Some(service_principal), evidence))
    }

    async fn granted_roles(
        &self,
        readings: &mut Readings,
        owner: Option<ObjectId>,
        resource: &Result<ObjectId, Unread>,
    ) -> Result<(BTreeSet<GrantedRole>, Evidence), Unread> {
        let (roles, evidence) = self
            .related::<RoleBody>(readings, ROLES, "appRoleAssignments", owner)
            .await?;
        if roles.is_empty() {
            return Ok((BTreeSet::new(), evidence));
        }
        let graph = known(resource)?;
        let roles = roles
            .into_iter()
            .map(|role| GrantedRole {
                app_role_id: role.app_role_id,
                of_graph: role.resource_id == graph,
            })
            .collect();
        Ok((roles, evidence))
    }

    async fn assignments(
        &self,
        readings: &mut Readings,
        owner: Option<ObjectId>,
    ) -> Result<(Vec<Assignment>, Evidence), Unread> {
        let (assigned, evidence) = self
            .related::<AssignmentBody>(readings, ASSIGNED, "appRoleAssignedTo", owner)
            .await?;
        let assignments = assigned
            .into_iter()
            .filter_map(|assigned| {
                let kind = match assigned.principal_type.as_str() {
                    "User" => PrincipalKind::User,
                    "Group" => PrincipalKind::Group,
                    "ServicePrincipal" => PrincipalKind::ServicePrincipal,
                    // A kind that does not exist yet lets nobody in that we know of.
                    _ => return None,
                };
                Some(Assignment {
                    principal_id: assigned.principal_id,
                    kind,
                })
            })
            .collect();
        Ok((assignments, evidence))
    }

    async fn tenant_wide_scopes(
        &self,
        readings: &mut Readings,
        owner: Option<ObjectId>,
        resource: &Result<ObjectId, Unread>,
    ) -> Result<(DelegatedScopes, Evidence), Unread> {
        let (grants, evidence) = self
            .related::<GrantBody>(readings, GRANTS, "oauth2PermissionGrants", owner)
            .await?;
        if grants.is_empty() {
            return Ok((DelegatedScopes(BTreeSet::new()), evidence));
        }
        let graph = known(resource)?;
        let scopes = grants
            .iter()
            .filter(|grant| grant.consent_type == "AllPrincipals" && grant.resource_id == graph)
            .filter_map(|grant| grant.scope.as_deref())
            .flat_map(str::split_whitespace)
            .map(str::to_owned)
            .collect();
        Ok((DelegatedScopes(scopes), evidence))
    }
}

fn not_asked_for<T>(permission: &str) -> Observed<T> {
    Observed::unseen(Unobserved::PermissionNotAskedFor {
        permission: permission.to_owned(),
    })
}

/// Graph's own service principal in the tenant, or the reason why it was not read.
fn known(resource: &Result<ObjectId, Unread>) -> Result<ObjectId, Unread> {
    resource.as_ref().copied().map_err(|unread| Unread {
        reason: unread.reason.clone(),
        evidence: unread.evidence.clone(),
    })
}
