//! `/groups` and their members.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/group-list>, <https://learn.microsoft.com/en-us/graph/api/group-get>,
//! <https://learn.microsoft.com/en-us/graph/api/group-list-members>.

use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::call::Call;
use super::people::{self, DEFAULT_PROPERTIES, READ_USERS};
use super::query::Query;
use crate::contract::Operation;
use crate::group::Group;
use crate::tenant::Description;
use crate::user::User;
use crate::world::World;

/// Properties of a group without `$select`; Microsoft's list is longer.
const PROPERTIES: [&str; 9] = [
    "deletedDateTime",
    "description",
    "displayName",
    "groupTypes",
    "id",
    "mail",
    "mailEnabled",
    "securityEnabled",
    "visibility",
];

/// `GET /groups`.
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
    let search = query.search(&["displayName", "description", "mail"])?;
    let groups = description(world, call)?.groups.iter();
    let found = groups.filter(|group| {
        search
            .as_ref()
            .is_none_or(|search| search.finds(|name| searched(group, name)))
    });
    query
        .long_page("groups", found.collect(), described, &PROPERTIES)
        .map(Answer::ok)
}

/// `GET /groups/{id}`.
///
/// # Errors
///
/// 403 without a permission, 400 for an id that is not a GUID, 404 for an unknown group.
pub(crate) fn one(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    id: &str,
) -> Result<Answer, Answer> {
    query.permitted()?;
    let group = find(description(world, call)?, id)?;
    query
        .object("groups", described(group), &PROPERTIES)
        .map(Answer::ok)
}

/// `GET /groups/{id}/members`: direct members. Of a person whom the caller may not read, only type and id are returned
/// (<https://learn.microsoft.com/en-us/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects>).
///
/// # Errors
///
/// As [`one`].
pub(crate) fn members(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    id: &str,
) -> Result<Answer, Answer> {
    query.permitted()?;
    let caller = call.caller;
    let reads_users = Operation::find("/users", "get")
        .is_some_and(|operation| operation.permits(caller.user.is_some(), &caller.permissions));
    let full = caller.has(&READ_USERS);
    let description = description(world, call)?;
    let group = find(description, id)?;
    let users = description.users.iter();
    let users = users.filter(|user| group.members.contains(&user.id));
    let groups = description.groups.iter();
    let groups = groups.filter(|nested| group.groups.contains(&nested.id));
    let members = users.map(Member::User).chain(groups.map(Member::Group));
    let describe = |member: Member<'_>| match member {
        Member::Group(group) => as_member(group),
        Member::User(user) if reads_users => {
            typed(people::described(user, full), "#microsoft.graph.user")
        }
        Member::User(user) => typed(
            json!({ "id": user.id.to_string() }),
            "#microsoft.graph.user",
        ),
    };
    let defaults = [&DEFAULT_PROPERTIES[..], &PROPERTIES[..]].concat();
    query
        .long_page("directoryObjects", members.collect(), describe, &defaults)
        .map(Answer::ok)
}

enum Member<'a> {
    User(&'a User),
    Group(&'a Group),
}

/// A group among directory objects of several types.
pub(super) fn as_member(group: &Group) -> Value {
    typed(described(group), "#microsoft.graph.group")
}

fn typed(mut object: Value, name: &str) -> Value {
    object["@odata.type"] = json!(name);
    object
}

fn described(group: &Group) -> Value {
    let is_unified = group.group_types.iter().any(|name| name == "Unified");
    json!({
        "id": group.id.to_string(),
        "deletedDateTime": null,
        "description": group.description,
        "displayName": group.display_name,
        "groupTypes": group.group_types,
        "mail": group.mail,
        "mailEnabled": group.mail_enabled,
        "securityEnabled": group.security_enabled,
        // Of a Microsoft 365 group alone (https://learn.microsoft.com/en-us/graph/api/resources/group).
        "visibility": is_unified.then_some("Private"),
    })
}

fn searched<'a>(group: &'a Group, property: &str) -> Option<&'a str> {
    match property {
        "displayName" => Some(&group.display_name),
        "description" => group.description.as_deref(),
        "mail" => group.mail.as_deref(),
        _ => None,
    }
}

fn description<'a>(world: &'a mut World, call: &Call<'_>) -> Result<&'a Description, Answer> {
    let tenant = world.tenant(call.caller.tenant);
    tenant
        .map(|tenant| &tenant.description)
        .ok_or_else(Answer::denied)
}

fn find<'a>(description: &'a Description, id: &str) -> Result<&'a Group, Answer> {
    let wanted = Uuid::try_parse(id)
        .map_err(|_| Answer::bad_request(format!("Invalid object identifier '{id}'.")))?;
    let mut groups = description.groups.iter();
    groups
        .find(|group| group.id == wanted)
        .ok_or_else(|| Answer::not_found(id))
}
