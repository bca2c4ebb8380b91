//! Routes from a path to its answer and to the description in the contract.

use percent_encoding::percent_decode_str;
use serde_json::Value;
use uuid::Uuid;

use super::answer::{Answer, Content};
use super::call::Call;
use super::query::Query;
use super::service_principals::Reference;
use super::sharepoint_paths::{self, Place};
use super::{
    drives, groups, organization, people, rights, service_principals, services, sites, uploads,
};
use crate::contract::Operation;
use crate::world::World;

/// Answers a call.
pub(crate) fn dispatch(world: &mut World, call: &Call<'_>) -> Answer {
    let Some((template, resource)) = find(call) else {
        return Answer::unknown(format!("path {} /v1.0{}", call.method, call.path));
    };
    let Some(operation) = Operation::find(template, &call.method.to_lowercase()) else {
        return Answer::unknown(format!(
            "path {} /v1.0{} is not in the contract",
            call.method, call.path
        ));
    };
    let answer =
        Query::read(call, operation).and_then(|query| answer(world, call, &resource, &query));
    let mut answer = answer.unwrap_or_else(|error| error);
    // The contract describes no redirects.
    if !matches!(answer.content, Content::Unknown(_)) && !answer.status.is_redirection() {
        answer.operation = Some(operation);
    }
    let tenant = world.settled(call.caller.tenant);
    if let Content::Json(body) = &mut answer.content
        && tenant.is_some_and(|tenant| tenant.description.capital_ids)
    {
        capitalize_ids(body);
    }
    answer
}

/// Writes GUIDs in capital letters, as Graph does for some.
fn capitalize_ids(value: &mut Value) {
    match value {
        Value::String(text) if text.len() == 36 && Uuid::try_parse(text).is_ok() => {
            *text = text.to_uppercase();
        }
        Value::Array(values) => values.iter_mut().for_each(capitalize_ids),
        Value::Object(members) => members.values_mut().for_each(capitalize_ids),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

enum Resource {
    Organization,
    Me,
    MemberOf { roles_only: bool },
    User(String),
    Users,
    Group(String),
    Groups,
    Members(String),
    ServicePrincipal(Reference),
    AppRoleAssignments(Reference),
    AppRoleAssignedTo(Reference),
    AssignedPrincipal(Reference, String),
    PermissionGrantsOf(Reference),
    PermissionGrants,
    Licences,
    MailFolder(String),
    MailboxSettings,
    SharePoint(Place),
    Sites,
}

/// The contract's path template, and the resource of the path.
fn find(call: &Call<'_>) -> Option<(&'static str, Resource)> {
    if call.path.starts_with("/sites/") || call.path.starts_with("/drives/") {
        let (template, place) = sharepoint_paths::find(call.path)?;
        return Some((template, Resource::SharePoint(place)));
    }
    let decoded = percent_decode_str(call.path).decode_utf8().ok()?;
    let segments: Vec<&str> = decoded.trim_start_matches('/').split('/').collect();
    let found = match segments.as_slice() {
        ["organization"] => ("/organization", Resource::Organization),
        ["sites"] => ("/sites", Resource::Sites),
        ["me"] => ("/me", Resource::Me),
        ["me", "memberOf"] => ("/me/memberOf", Resource::MemberOf { roles_only: false }),
        ["me", "memberOf", "microsoft.graph.directoryRole"] => (
            "/me/memberOf/microsoft.graph.directoryRole",
            Resource::MemberOf { roles_only: true },
        ),
        ["me", "licenseDetails"] => ("/me/licenseDetails", Resource::Licences),
        ["me", "mailFolders", name] => (
            "/me/mailFolders/{mailFolder-id}",
            Resource::MailFolder((*name).to_owned()),
        ),
        ["me", "mailboxSettings"] => ("/me/mailboxSettings", Resource::MailboxSettings),
        ["users"] => ("/users", Resource::Users),
        ["groups"] => ("/groups", Resource::Groups),
        ["groups", id] => ("/groups/{group-id}", Resource::Group((*id).to_owned())),
        ["groups", id, "members"] => (
            "/groups/{group-id}/members",
            Resource::Members((*id).to_owned()),
        ),
        ["users", id] => ("/users/{user-id}", Resource::User((*id).to_owned())),
        ["oauth2PermissionGrants"] => ("/oauth2PermissionGrants", Resource::PermissionGrants),
        ["servicePrincipals", id, rest @ ..] => {
            return service_principal(Reference::Id((*id).to_owned()), rest, false);
        }
        [first, rest @ ..] => {
            let app = first
                .strip_prefix("servicePrincipals(appId='")?
                .strip_suffix("')")?;
            return service_principal(Reference::AppId(app.to_owned()), rest, true);
        }
        [] => return None,
    };
    Some(found)
}

fn service_principal(
    reference: Reference,
    rest: &[&str],
    by_app_id: bool,
) -> Option<(&'static str, Resource)> {
    let found = match (rest, by_app_id) {
        ([], false) => (
            "/servicePrincipals/{servicePrincipal-id}",
            Resource::ServicePrincipal(reference),
        ),
        ([], true) => (
            "/servicePrincipals(appId='{appId}')",
            Resource::ServicePrincipal(reference),
        ),
        (["appRoleAssignments"], false) => (
            "/servicePrincipals/{servicePrincipal-id}/appRoleAssignments",
            Resource::AppRoleAssignments(reference),
        ),
        (["appRoleAssignments"], true) => (
            "/servicePrincipals(appId='{appId}')/appRoleAssignments",
            Resource::AppRoleAssignments(reference),
        ),
        (["appRoleAssignedTo"], false) => (
            "/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo",
            Resource::AppRoleAssignedTo(reference),
        ),
        (["appRoleAssignedTo"], true) => (
            "/servicePrincipals(appId='{appId}')/appRoleAssignedTo",
            Resource::AppRoleAssignedTo(reference),
        ),
        (["oauth2PermissionGrants"], false) => (
            "/servicePrincipals/{servicePrincipal-id}/oauth2PermissionGrants",
            Resource::PermissionGrantsOf(reference),
        ),
        (["oauth2PermissionGrants"], true) => (
            "/servicePrincipals(appId='{appId}')/oauth2PermissionGrants",
            Resource::PermissionGrantsOf(reference),
        ),
        (["appRoleAssignedTo", id], false) => (
            "/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo/{appRoleAssignment-id}",
            Resource::AssignedPrincipal(reference, (*id).to_owned()),
        ),
        (["appRoleAssignedTo", id], true) => (
            "/servicePrincipals(appId='{appId}')/appRoleAssignedTo/{appRoleAssignment-id}",
            Resource::AssignedPrincipal(reference, (*id).to_owned()),
        ),
        _ => return None,
    };
    Some(found)
}

fn in_sharepoint(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    method: &str,
    place: &Place,
) -> Result<Answer, Answer> {
    match (method, place) {
        ("GET", Place::Site(reference)) => sites::site(world, call, query, reference),
        ("GET", Place::SiteDrives(reference)) => sites::drives(world, call, query, reference),
        ("GET", Place::Drive(id)) => drives::drive(world, call, query, id),
        ("GET", Place::Root(id)) => drives::root(world, call, query, id),
        ("GET", Place::Children(id)) => drives::children(world, call, query, id),
        ("POST", Place::Upload(target)) => uploads::create(world, call, target),
        _ => Err(Answer::unknown(format!(
            "path {} /v1.0{}",
            call.method, call.path
        ))),
    }
}

fn answer(
    world: &mut World,
    call: &Call<'_>,
    resource: &Resource,
    query: &Query<'_>,
) -> Result<Answer, Answer> {
    match (call.method, resource) {
        ("POST", Resource::AppRoleAssignedTo(reference)) => rights::assign(world, call, reference),
        ("DELETE", Resource::AssignedPrincipal(reference, id)) => {
            rights::unassign(world, call, reference, id)
        }
        ("PATCH", Resource::ServicePrincipal(reference)) => rights::update(world, call, reference),
        ("GET", Resource::Organization) => organization::list(world, call, query),
        ("GET", Resource::Me) => people::me(world, call, query),
        ("GET", Resource::MemberOf { roles_only }) => {
            people::member_of(world, call, query, *roles_only)
        }
        ("GET", Resource::User(id)) => people::user(world, call, query, id),
        ("GET", Resource::Users) => people::list(world, call, query),
        ("GET", Resource::Groups) => groups::list(world, call, query),
        ("GET", Resource::Group(id)) => groups::one(world, call, query, id),
        ("GET", Resource::Members(id)) => groups::members(world, call, query, id),
        ("GET", Resource::ServicePrincipal(reference)) => {
            service_principals::one(world, call, query, reference)
        }
        ("GET", Resource::AppRoleAssignments(reference)) => {
            service_principals::roles(world, call, query, reference)
        }
        ("GET", Resource::AppRoleAssignedTo(reference)) => {
            service_principals::assigned(world, call, query, reference)
        }
        ("GET", Resource::PermissionGrantsOf(reference)) => {
            service_principals::grants_of(world, call, query, reference)
        }
        ("GET", Resource::PermissionGrants) => service_principals::grants(world, call, query),
        ("GET", Resource::Licences) => services::licences(world, call, query),
        ("GET", Resource::MailFolder(name)) => services::mail_folder(world, call, query, name),
        ("GET", Resource::MailboxSettings) => services::mailbox_settings(world, call, query),
        ("GET", Resource::Sites) => sites::search(world, call, query),
        (method, Resource::SharePoint(place)) => in_sharepoint(world, call, query, method, place),
        _ => Err(Answer::unknown(format!(
            "path {} /v1.0{}",
            call.method, call.path
        ))),
    }
}
