//! Changing who may use the app: assignments, and whether an assignment is required.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-post-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-delete-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-update>.

use serde_json::Value;
use uuid::Uuid;

use super::answer::Answer;
use super::call::Call;
use super::service_principals::{Found, Reference, assignment_object, find};
use crate::world::World;

/// Roles that a signed-in caller needs one of to assign.
const MAY_ASSIGN: [&str; 5] = [
    "Global Administrator",
    "Application Administrator",
    "Cloud Application Administrator",
    "User Administrator",
    "Privileged Role Administrator",
];
/// Roles that a signed-in caller needs one of to change the service principal.
const MAY_UPDATE: [&str; 3] = [
    "Global Administrator",
    "Application Administrator",
    "Cloud Application Administrator",
];

/// `POST …/appRoleAssignedTo`: assigns a user or group with default access.
///
/// # Errors
///
/// 403 without both permissions or a role, 400 for a wrong body, 404 for an unknown principal.
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
    let description = &tenant.description;
    let known = description.users.iter().any(|user| user.id == principal)
        || description.groups.iter().any(|group| group.id == principal);
    if !known {
        return Err(Answer::not_found(&principal.to_string()));
    }
    if own
        .assigned
        .iter()
        .any(|assignment| assignment.principal == principal)
    {
        return Err(Answer::bad_request(
            "Permission being assigned already exists on the object.",
        ));
    }
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

/// `DELETE …/appRoleAssignedTo/{id}`.
///
/// # Errors
///
/// 403 without both permissions or a role, 404 for an unknown assignment.
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
    find(tenant, client, reference)?;
    let own = tenant
        .installed
        .as_mut()
        .ok_or_else(|| Answer::not_found(id))?;
    let before = own.assigned.len();
    own.assigned.retain(|assignment| assignment.id != id);
    if own.assigned.len() == before {
        return Err(Answer::not_found(id));
    }
    Ok(Answer::no_content())
}

/// `PATCH` of the app's own service principal: `appRoleAssignmentRequired` alone is emulated.
///
/// # Errors
///
/// 403 without `Application.ReadWrite.All` or a role, 501 for any other property.
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
    find(tenant, client, reference)?;
    if let Some(own) = &mut tenant.installed {
        own.app_role_assignment_required = required;
    }
    Ok(Answer::no_content())
}

/// `AppRoleAssignment.ReadWrite.All` together with a permission to read applications, and a directory role.
fn may_change_assignments(world: &World, call: &Call<'_>) -> Result<(), Answer> {
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

/// A signed-in caller needs a role besides the scope; an app does not.
fn holds(world: &World, call: &Call<'_>, roles: &[&str]) -> bool {
    let Some(user) = call.caller.user else {
        return true;
    };
    let tenant = world
        .tenants
        .iter()
        .find(|tenant| tenant.id() == call.caller.tenant);
    let user = tenant.and_then(|tenant| tenant.description.find_user(&user.to_string()));
    user.is_some_and(|user| user.holds(roles))
}

fn guid(body: &Value, name: &str) -> Result<Uuid, Answer> {
    let text = body[name].as_str().unwrap_or_default();
    Uuid::try_parse(text).map_err(|_| Answer::bad_request(format!("{name} must be a GUID.")))
}
