//! `/servicePrincipals` and the grants to them.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-get>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignments>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-oauth2permissiongrants>,
//! <https://learn.microsoft.com/en-us/graph/api/oauth2permissiongrant-list>.

use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::call::Call;
use super::query::Query;
use crate::app_registration::AppRegistration;
use crate::directory::{Assignment, Grant, RoleGrant, ServicePrincipal, Tenant};
use crate::permission::{self, GRAPH_APP_ID};
use crate::world::World;

const READ_APPLICATIONS: [&str; 4] = [
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
const READ_GRANTS: [&str; 3] = [
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
];

/// Reference to a service principal in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reference {
    /// `/servicePrincipals/{id}`.
    Id(String),
    /// `/servicePrincipals(appId='{appId}')`.
    AppId(String),
}

/// A service principal that was found.
pub(crate) enum Found<'a> {
    Own(&'a ServicePrincipal),
    Graph,
}

/// `GET` of one service principal. The app needs no permission to read its own.
///
/// # Errors
///
/// 403 for another one without a permission, 404 if it does not exist.
pub(crate) fn one(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    reference: &Reference,
) -> Result<Answer, Answer> {
    let app = world.app.clone();
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    let found = find(tenant, app.client_id, reference);
    let by_itself = call.caller.user.is_none() && matches!(found, Ok(Found::Own(_)));
    if !by_itself && !call.caller.has(&READ_APPLICATIONS) {
        return Err(Answer::denied());
    }
    let own = matches!(found?, Found::Own(_));
    let object = match tenant.read_app().filter(|_| own) {
        None => graph_itself(tenant),
        Some(installed) => json!({
            "id": installed.id.to_string(),
            "deletedDateTime": null,
            "accountEnabled": installed.account_enabled,
            "alternativeNames": [],
            "appDisplayName": app.display_name,
            "appId": app.client_id.to_string(),
            "appOwnerOrganizationId": app.home_tenant_id.to_string(),
            "appRoleAssignmentRequired": installed.app_role_assignment_required,
            "appRoles": [],
            "disabledByMicrosoftStatus": installed
                .disabled_by_microsoft
                .then_some("DisabledDueToViolationOfServicesAgreement"),
            "displayName": app.display_name,
            "isDisabled": installed.is_disabled.then_some(true),
            "oauth2PermissionScopes": [],
            "replyUrls": app.redirect_uris,
            "servicePrincipalNames": [app.client_id.to_string()],
            "servicePrincipalType": "Application",
            "signInAudience": "AzureADMultipleOrgs",
            "tags": ["WindowsAzureActiveDirectoryIntegratedApp"],
            "verifiedPublisher": {
                "displayName": app.publisher.verified.then_some(app.publisher.name),
                "verifiedPublisherId": app.publisher.verified.then_some("1234567"),
                "addedDateTime": app.publisher.verified.then_some("2026-01-05T08:00:00Z"),
            },
        }),
    };
    query
        .object("servicePrincipals", object, &[])
        .map(Answer::ok)
}

/// `GET …/appRoleAssignments`: the application permissions granted to it.
///
/// # Errors
///
/// 403 without a permission, 404 when the service principal does not exist.
pub(crate) fn roles(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    reference: &Reference,
) -> Result<Answer, Answer> {
    let (tenant, app) = permitted(world, call, &READ_APPLICATIONS)?;
    let found = find(tenant, app.client_id, reference)?;
    let objects = match found {
        Found::Graph => Vec::new(),
        Found::Own(own) => {
            let roles = own.roles.iter();
            roles
                .filter_map(|role| role_object(tenant, &app.display_name, own, role))
                .collect()
        }
    };
    query
        .page("appRoleAssignments", objects, &[])
        .map(Answer::ok)
}

/// `GET …/appRoleAssignedTo`: users and groups assigned to it. For Graph's own service principal: our app's roles.
///
/// # Errors
///
/// 403 without a permission, 404 if the service principal does not exist.
pub(crate) fn assigned(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    reference: &Reference,
) -> Result<Answer, Answer> {
    let (tenant, app) = permitted(world, call, &READ_APPLICATIONS)?;
    let found = find(tenant, app.client_id, reference)?;
    let objects = match found {
        Found::Graph => tenant
            .installed
            .iter()
            .flat_map(|own| {
                own.roles
                    .iter()
                    .filter_map(|role| role_object(tenant, &app.display_name, own, role))
            })
            .collect(),
        Found::Own(_) => {
            let own = tenant.read_app().into_iter();
            own.flat_map(|own| {
                let all = own.assigned.iter();
                all.map(|entry| assignment_object(tenant, &app.display_name, &own, entry))
                    .collect::<Vec<_>>()
            })
            .collect()
        }
    };
    query
        .page("appRoleAssignments", objects, &[])
        .map(Answer::ok)
}

/// `GET …/oauth2PermissionGrants` of one service principal.
///
/// # Errors
///
/// 403 without `Directory.Read.All`, 404 when the service principal does not exist.
pub(crate) fn grants_of(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    reference: &Reference,
) -> Result<Answer, Answer> {
    let (tenant, app) = permitted(world, call, &READ_GRANTS)?;
    let objects = match find(tenant, app.client_id, reference)? {
        Found::Graph => Vec::new(),
        Found::Own(own) => own
            .grants
            .iter()
            .map(|grant| grant_object(tenant, own, grant))
            .collect(),
    };
    query
        .page("oauth2PermissionGrants", objects, &[])
        .map(Answer::ok)
}

/// `GET /oauth2PermissionGrants` of the whole tenant.
///
/// # Errors
///
/// 403 without `Directory.Read.All`.
pub(crate) fn grants(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
) -> Result<Answer, Answer> {
    let (tenant, _) = permitted(world, call, &READ_GRANTS)?;
    let objects = tenant.installed.iter().flat_map(|own| {
        own.grants
            .iter()
            .map(|grant| grant_object(tenant, own, grant))
    });
    query
        .page("oauth2PermissionGrants", objects.collect(), &[])
        .map(Answer::ok)
}

fn permitted<'a>(
    world: &'a mut World,
    call: &Call<'_>,
    permissions: &[&str],
) -> Result<(&'a mut Tenant, AppRegistration), Answer> {
    if !call.caller.has(permissions) {
        return Err(Answer::denied());
    }
    let app = world.app.clone();
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    Ok((tenant, app))
}

/// Finds the service principal.
///
/// # Errors
///
/// 400 for an id that is not a GUID, 404 if it does not exist.
pub(crate) fn find<'a>(
    tenant: &'a Tenant,
    client: Uuid,
    reference: &Reference,
) -> Result<Found<'a>, Answer> {
    let installed = tenant.installed.as_ref();
    let (Reference::Id(text) | Reference::AppId(text)) = reference;
    let id = Uuid::try_parse(text)
        .map_err(|_| Answer::bad_request(format!("Invalid object identifier '{text}'.")))?;
    let found = match reference {
        Reference::Id(_) if id == tenant.graph_service_principal_id() => Some(Found::Graph),
        Reference::Id(_) => installed.filter(|own| own.id == id).map(Found::Own),
        Reference::AppId(_) if id == GRAPH_APP_ID => Some(Found::Graph),
        Reference::AppId(_) => installed.filter(|_| id == client).map(Found::Own),
    };
    found.ok_or_else(|| Answer::not_found(text))
}

fn graph_itself(tenant: &Tenant) -> Value {
    let roles = permission::all().iter().filter_map(|entry| {
        entry.application.as_ref().map(|form| {
            json!({
                "allowedMemberTypes": ["Application"],
                "description": form.display_name,
                "displayName": form.display_name,
                "id": form.id.to_string(),
                "isEnabled": true,
                "origin": "Application",
                "value": entry.value,
            })
        })
    });
    let scopes =
        permission::all().iter().filter_map(|entry| {
            entry.delegated.as_ref().map(|form| json!({
            "adminConsentDescription": form.display_name,
            "adminConsentDisplayName": form.display_name,
            "id": form.id.to_string(),
            "isEnabled": true,
            "type": if form.admin_consent_required == Some(true) { "Admin" } else { "User" },
            "userConsentDescription": form.display_name,
            "userConsentDisplayName": form.display_name,
            "value": entry.value,
        }))
        });
    json!({
        "id": tenant.graph_service_principal_id().to_string(),
        "deletedDateTime": null,
        "accountEnabled": true,
        "appDisplayName": "Microsoft Graph",
        "appId": GRAPH_APP_ID.to_string(),
        "appOwnerOrganizationId": "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        "appRoleAssignmentRequired": false,
        "appRoles": roles.collect::<Vec<_>>(),
        "displayName": "Microsoft Graph",
        "oauth2PermissionScopes": scopes.collect::<Vec<_>>(),
        "servicePrincipalType": "Application",
        "tags": [],
    })
}

fn role_object(
    tenant: &Tenant,
    app: &str,
    own: &ServicePrincipal,
    role: &RoleGrant,
) -> Option<Value> {
    let (_, form) = permission::find_app_role(&role.name)?;
    Some(json!({
        "id": role.id,
        "deletedDateTime": null,
        "appRoleId": form.id.to_string(),
        "createdDateTime": role.created_at.to_string(),
        "principalDisplayName": app,
        "principalId": own.id.to_string(),
        "principalType": "ServicePrincipal",
        "resourceDisplayName": "Microsoft Graph",
        "resourceId": tenant.graph_service_principal_id().to_string(),
    }))
}

/// Object of an assignment: a user or group with default access, `appRoleId` of zeros
/// (<https://learn.microsoft.com/en-us/graph/api/resources/approleassignment>).
pub(crate) fn assignment_object(
    tenant: &Tenant,
    app: &str,
    own: &ServicePrincipal,
    assignment: &Assignment,
) -> Value {
    let principal = assignment.principal;
    let description = &tenant.description;
    let user = description.users.iter().find(|user| user.id == principal);
    let group = description
        .groups
        .iter()
        .find(|group| group.id == principal);
    let name = user
        .map(|user| &user.display_name)
        .or(group.map(|group| &group.display_name));
    json!({
        "id": assignment.id,
        "deletedDateTime": null,
        "appRoleId": Uuid::nil().to_string(),
        "createdDateTime": assignment.created_at.to_string(),
        "principalDisplayName": name,
        "principalId": principal.to_string(),
        "principalType": if group.is_some() { "Group" } else { "User" },
        "resourceDisplayName": app,
        "resourceId": own.id.to_string(),
    })
}

fn grant_object(tenant: &Tenant, own: &ServicePrincipal, grant: &Grant) -> Value {
    let scopes: Vec<_> = grant.scopes.iter().map(String::as_str).collect();
    json!({
        "id": grant.id,
        "clientId": own.id.to_string(),
        "consentType": if grant.principal.is_some() { "Principal" } else { "AllPrincipals" },
        "principalId": grant.principal.map(|id| id.to_string()),
        "resourceId": tenant.graph_service_principal_id().to_string(),
        // Microsoft's value often starts with a blank: compare as a set.
        "scope": format!(" {}", scopes.join(" ")),
    })
}
