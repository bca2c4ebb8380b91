//! `/me`, `/me/memberOf` and `/users`.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/user-get>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list-memberof>.

use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::call::Call;
use super::groups;
use super::query::Query;
use crate::login::interaction::Person;
use crate::user::{User, UserType};
use crate::world::World;

/// Properties without `$select` (<https://learn.microsoft.com/en-us/graph/api/user-get>).
pub(super) const DEFAULT_PROPERTIES: [&str; 11] = [
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
];
/// Permissions that show all properties of a person.
pub(super) const READ_USERS: [&str; 5] = [
    "User.Read.All",
    "User.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "Directory.AccessAsUser.All",
];

/// Permissions that show the properties of directory roles
/// (<https://learn.microsoft.com/en-us/graph/api/directoryrole-get>).
const READ_ROLES: [&str; 4] = [
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];

/// `GET /me`.
///
/// # Errors
///
/// 400 with an app-only token, 403 without `User.Read`, 404 for a deleted user.
pub(crate) fn me(world: &mut World, call: &Call<'_>, query: &Query<'_>) -> Result<Answer, Answer> {
    let id = signed_in(call)?;
    if !call.caller.has(&["User.Read", "User.ReadWrite"]) && !call.caller.has(&READ_USERS) {
        return Err(Answer::denied());
    }
    let user = find(world, call, &id.to_string())?;
    query
        .object("users", described(&user, true), &DEFAULT_PROPERTIES)
        .map(Answer::ok)
}

/// `GET /users/{id or user principal name}`.
///
/// # Errors
///
/// 403 for another person without a permission, 404 for an unknown one. The documentation does not say which of the two a
/// caller with `User.Read` alone gets for an unknown person; the directory looks up first, as it does for a caller who may
/// read.
pub(crate) fn user(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    id: &str,
) -> Result<Answer, Answer> {
    let caller = call.caller;
    let full = caller.has(&READ_USERS);
    let basic = caller.has(&["User.ReadBasic.All"]);
    let own = caller.user.is_some() && caller.has(&["User.Read", "User.ReadWrite"]);
    if !full && !basic && !own {
        return Err(Answer::denied());
    }
    let user = find(world, call, id)?;
    let own = own && caller.user == Some(user.id);
    if !full && !basic && !own {
        return Err(Answer::denied());
    }
    query
        .object("users", described(&user, full || own), &DEFAULT_PROPERTIES)
        .map(Answer::ok)
}

/// `GET /users`. A caller with `User.ReadBasic.All` alone sees the basic properties.
///
/// # Errors
///
/// 403 without a permission, 400 for a wrong search.
pub(crate) fn list(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
) -> Result<Answer, Answer> {
    query.permitted()?;
    let search = query.search(&[
        "displayName",
        "mail",
        "userPrincipalName",
        "givenName",
        "surname",
    ])?;
    let full = call.caller.has(&READ_USERS);
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    let users = tenant.description.users.iter();
    let users = users.filter(|user| user.user_type != UserType::Partner);
    let found = users.filter(|user| {
        search
            .as_ref()
            .is_none_or(|search| search.finds(|name| searched(user, name)))
    });
    let describe = |user| described(user, full);
    query
        .long_page("users", found.collect(), describe, &DEFAULT_PROPERTIES)
        .map(Answer::ok)
}

fn searched<'a>(user: &'a User, property: &str) -> Option<&'a str> {
    match property {
        "displayName" => Some(&user.display_name),
        "mail" => mail(user),
        "userPrincipalName" => Some(&user.user_principal_name),
        "givenName" => Some(names(user).0),
        "surname" => Some(names(user).1),
        _ => None,
    }
}

/// `GET /me/memberOf` and its cast to directory roles: direct memberships. A role that the caller may not read keeps its
/// `roleTemplateId`. Observed: <https://github.com/codelibs/fess-docs/issues/499>.
///
/// # Errors
///
/// 400 with an app-only token, 403 without `User.Read`.
pub(crate) fn member_of(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    roles_only: bool,
) -> Result<Answer, Answer> {
    let user = signed_in(call)?;
    if !call.caller.has(&["User.Read", "User.ReadWrite"]) && !call.caller.has(&READ_USERS) {
        return Err(Answer::denied());
    }
    let person = Person {
        tenant: call.caller.tenant,
        user,
    };
    let reads_roles = call.caller.has(&READ_ROLES);
    let mut objects: Vec<Value> = world
        .role_templates(person)
        .into_iter()
        .map(|role| {
            // The id of an activated role differs from tenant to tenant, its template id does not.
            let id = Uuid::from_u128(role.template_id.as_u128() ^ person.tenant.as_u128());
            json!({
                "@odata.type": "#microsoft.graph.directoryRole",
                "id": id.to_string(),
                "deletedDateTime": null,
                "description": reads_roles.then_some(&role.display_name),
                "displayName": reads_roles.then_some(&role.display_name),
                "roleTemplateId": role.template_id.to_string(),
            })
        })
        .collect();
    let tenant = world.tenant(person.tenant).ok_or_else(Answer::denied)?;
    let groups = tenant
        .description
        .groups
        .iter()
        .filter(|group| group.members.contains(&user));
    if !roles_only {
        objects.extend(groups.map(groups::as_member));
    }
    query.page("directoryObjects", objects, &[]).map(Answer::ok)
}

/// The signed-in person.
///
/// # Errors
///
/// 400 with an app-only token, 404 for a deleted person.
pub(super) fn myself(world: &mut World, call: &Call<'_>) -> Result<User, Answer> {
    let id = signed_in(call)?;
    find(world, call, &id.to_string())
}

fn signed_in(call: &Call<'_>) -> Result<Uuid, Answer> {
    let message = "/me request is only valid with delegated authentication flow.";
    call.caller
        .user
        .ok_or_else(|| Answer::error(StatusCode::BAD_REQUEST, "BadRequest", message))
}

fn find(world: &mut World, call: &Call<'_>, id: &str) -> Result<User, Answer> {
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    tenant
        .description
        .find_user(id)
        .filter(|user| user.user_type != UserType::Partner)
        .cloned()
        .ok_or_else(|| Answer::not_found(id))
}

/// Given name and surname.
fn names(user: &User) -> (&str, &str) {
    let name = user.display_name.as_str();
    name.split_once(' ').unwrap_or((name, ""))
}

fn mail(user: &User) -> Option<&str> {
    let address = user.mail.as_deref().unwrap_or(&user.user_principal_name);
    user.has_mailbox().then_some(address)
}

/// A person with all properties, or with those that `User.ReadBasic.All` shows.
pub(super) fn described(user: &User, full: bool) -> Value {
    let (given, surname) = names(user);
    let mut object = json!({
        "businessPhones": [],
        "displayName": user.display_name,
        "givenName": given,
        "jobTitle": null,
        "mail": mail(user),
        "mobilePhone": null,
        "officeLocation": null,
        "preferredLanguage": null,
        "surname": surname,
        "userPrincipalName": user.user_principal_name,
        "id": user.id.to_string(),
    });
    if full {
        let user_type = if user.user_type == UserType::Guest {
            "Guest"
        } else {
            "Member"
        };
        object["accountEnabled"] = json!(user.account_enabled);
        object["userType"] = json!(user_type);
        object["onPremisesSyncEnabled"] = Value::Null;
    }
    object
}
