//! Changes of the access to the app: assignments, and whether an assignment is required.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-post-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-delete-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-update>,
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>.

use serde_json::Value;
use uuid::Uuid;

use super::answer::Answer;
use super::call::Call;
use super::service_principals::{Found, Reference, assignment_object, find};
use crate::tenant::Description;
use crate::world::World;

/// Roles of which a signed-in caller needs one to assign
/// (<https://learn.microsoft.com/en-us/graph/api/user-post-approleassignments>).
const MAY_ASSIGN: [&str; 8] = [
    "Global Administrator",
    "Application Administrator",
    "Cloud Application Administrator",
    "Directory Writers",
    "Hybrid Identity Administrator",
    "Identity Governance Administrator",
    "Privileged Role Administrator",
    "User Administrator",
];
/// Roles of which a signed-in caller needs one to change the service principal.
const MAY_UPDATE: [&str; 3] = [
    "Global Administrator",
    "Application Administrator",
    "Cloud Application Administrator",
];

/// `POST …/appRoleAssignedTo`: assigns a user or group with default access.
///
/// # Errors
///
/// 403 without both permissions or a role, 400 for a wrong body or a group that cannot be assigned, 404 for an unknown
/// principal, 501 for an assignment to another service principal.
pub(crate) fn assign(
    world: &mut World,
    call: &Call<'_>,
    reference: &Reference,
) -> Result<Answer, Answer> {
    may_change_assignments(world, call)?;
    let now = world.clock.now();
    let app = world.app.clone();
    let body = call
        .body
        .as_ref()
        .ok_or_else(|| Answer::bad_request("A body is required."))?;
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    let Found::Own(own) = find(tenant, app.client_id, reference)? else {
        return Err(Answer::unknown(
            "an assignment to another service principal",
        ));
    };
    let (principal, resource, role) = (
        guid(body, "principalId")?,
        guid(body, "resourceId")?,
        guid(body, "appRoleId")?,
    );
    if resource != own.id || !role.is_nil() {
        return Err(Answer::bad_request(
            "Permission being assigned was not found on application.",
        ));
    }
    assignable(&tenant.description, principal)?;
    if own
        .assigned
        .iter()
        .any(|assignment| assignment.principal == principal)
    {
        return Err(Answer::bad_request(
            "Permission being assigned already exists on the object.",
        ));
    }
    tenant.remember_assignments();
    let created = tenant.installed.as_mut().and_then(|own| {
        own.assign(principal, now);
        own.assigned.last().cloned()
    });
    let object = tenant
        .installed
        .as_ref()
        .zip(created)
        .map(|(own, assignment)| assignment_object(tenant, &app.display_name, own, &assignment));
    object.map(Answer::created).ok_or_else(Answer::denied)
}

/// Checks that the directory has this person or group and that it can be assigned to the app.
///
/// # Errors
///
/// 400 for a group that cannot be assigned, 404 for an unknown principal. Graph's answer for a tenant whose plan does not
/// include groups is not documented: the words are the portal's.
fn assignable(description: &Description, principal: Uuid) -> Result<(), Answer> {
    let group = description
        .groups
        .iter()
        .find(|group| group.id == principal);
    match group {
        Some(group) if !group.security_enabled => Err(Answer::bad_request(
            "Only security-enabled groups can be assigned to an application.",
        )),
        Some(_) if !description.premium => Err(Answer::bad_request(
            "Groups are not available for assignment due to your Active Directory plan level. You \
                can assign individual users to the application.",
        )),
        Some(_) => Ok(()),
        None if description.users.iter().any(|user| user.id == principal) => Ok(()),
        None => Err(Answer::not_found(&principal.to_string())),
    }
}

/// `DELETE …/appRoleAssignedTo/{id}`.
///
/// # Errors
///
/// 403 without both permissions or a role, 404 for an unknown assignment, 501 for an assignment of another service principal.
pub(crate) fn unassign(
    world: &mut World,
    call: &Call<'_>,
    reference: &Reference,
    id: &str,
) -> Result<Answer, Answer> {
    may_change_assignments(world, call)?;
    let client = world.app.client_id;
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    match find(tenant, client, reference)? {
        Found::Own(own) if own.assigned.iter().any(|entry| entry.id == id) => {}
        Found::Own(_) => return Err(Answer::not_found(id)),
        Found::Graph => {
            return Err(Answer::unknown(
                "an assignment of another service principal",
            ));
        }
    }
    tenant.remember_assignments();
    if let Some(own) = &mut tenant.installed {
        own.assigned.retain(|assignment| assignment.id != id);
    }
    Ok(Answer::no_content())
}

/// `PATCH` of the app's own service principal: `appRoleAssignmentRequired` alone is emulated.
///
/// # Errors
///
/// 403 without `Application.ReadWrite.All` or a role, 501 for any other property or another service principal.
pub(crate) fn update(
    world: &mut World,
    call: &Call<'_>,
    reference: &Reference,
) -> Result<Answer, Answer> {
    let permitted = call
        .caller
        .has(&["Application.ReadWrite.All", "Directory.ReadWrite.All"]);
    if !permitted || !holds(world, call, &MAY_UPDATE) {
        return Err(Answer::denied());
    }
    let client = world.app.client_id;
    let fields = call.body.as_ref().and_then(Value::as_object);
    let fields = fields.ok_or_else(|| Answer::bad_request("A body is required."))?;
    if let Some(other) = fields
        .keys()
        .find(|name| *name != "appRoleAssignmentRequired")
    {
        return Err(Answer::unknown(format!("a change of {other}")));
    }
    let required = fields
        .get("appRoleAssignmentRequired")
        .and_then(Value::as_bool);
    let required = required.ok_or_else(|| Answer::bad_request("A boolean is required."))?;
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    let Found::Own(_) = find(tenant, client, reference)? else {
        return Err(Answer::unknown("a change of another service principal"));
    };
    tenant.remember_assignments();
    if let Some(own) = &mut tenant.installed {
        own.app_role_assignment_required = required;
    }
    Ok(Answer::no_content())
}

/// Checks for `AppRoleAssignment.ReadWrite.All` together with a permission to read applications, and for a directory role.
fn may_change_assignments(world: &mut World, call: &Call<'_>) -> Result<(), Answer> {
    let writes = call.caller.has(&["AppRoleAssignment.ReadWrite.All"]);
    let reads = call.caller.has(&[
        "Application.Read.All",
        "Application.ReadWrite.All",
        "Directory.Read.All",
    ]);
    if writes && reads && holds(world, call, &MAY_ASSIGN) {
        return Ok(());
    }
    Err(Answer::denied())
}

/// Whether the caller has one of these roles, which a signed-in caller needs in addition to the scope, and an app does not.
fn holds(world: &mut World, call: &Call<'_>, roles: &[&str]) -> bool {
    let Some(user) = call.caller.user else {
        return true;
    };
    let tenant = world.tenant(call.caller.tenant);
    let user = tenant.and_then(|tenant| tenant.description.find_user(&user.to_string()));
    user.is_some_and(|user| user.holds(roles))
}

fn guid(body: &Value, name: &str) -> Result<Uuid, Answer> {
    let text = body[name].as_str().unwrap_or_default();
    Uuid::try_parse(text).map_err(|_| Answer::bad_request(format!("{name} must be a GUID.")))
}
