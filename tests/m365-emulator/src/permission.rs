//! Microsoft Graph's permissions: names, ids, the words of the consent page.
//!
//! Source: Microsoft Graph permissions reference, <https://learn.microsoft.com/en-us/graph/permissions-reference>; the ids
//! are those of `contract/permissions.json`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;
use uuid::{Uuid, uuid};

/// The application id of Microsoft Graph, the same in every tenant.
pub(crate) const GRAPH_APP_ID: Uuid = uuid!("00000003-0000-0000-c000-000000000000");

/// Scopes that are about the sign-in itself, and never part of an access token for Graph
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc>).
pub(crate) const OPENID_SCOPES: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// One permission that Graph offers.
#[derive(Debug, Deserialize)]
pub(crate) struct Permission {
    /// Its name, such as `User.Read`.
    pub(crate) value: String,
    /// The delegated form, a scope.
    pub(crate) delegated: Option<Form>,
    /// The application form, an app role.
    pub(crate) application: Option<Form>,
}

/// A permission in one of its two forms.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Form {
    pub(crate) id: Uuid,
    #[serde(default)]
    pub(crate) admin_consent_required: Option<bool>,
    #[serde(default)]
    pub(crate) display_name: Option<String>,
}

/// A directory role that exists in every tenant.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RoleTemplate {
    pub(crate) template_id: Uuid,
    pub(crate) display_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    permissions: Vec<Permission>,
    directory_role_templates: Vec<RoleTemplate>,
}

/// Documented roles that `contract/permissions.json` leaves out.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Additions {
    directory_role_templates: Vec<RoleTemplate>,
}

static ADDED_ROLES: LazyLock<Vec<RoleTemplate>> = LazyLock::new(|| {
    let additions = serde_json::from_str(include_str!("../contract/additions.json"));
    additions.map_or_else(
        |_| Vec::new(),
        |additions: Additions| additions.directory_role_templates,
    )
});

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../contract/permissions.json")).unwrap_or(File {
        permissions: Vec::new(),
        directory_role_templates: Vec::new(),
    })
});

/// Every known permission.
pub(crate) fn all() -> &'static [Permission] {
    &FILE.permissions
}

/// The directory role of that name.
pub(crate) fn find_role_template(display_name: &str) -> Option<&'static RoleTemplate> {
    FILE.directory_role_templates
        .iter()
        .chain(ADDED_ROLES.iter())
        .find(|role| role.display_name == display_name)
}

/// The delegated permission (scope) of that name; as in Graph, case does not count.
pub(crate) fn find_scope(name: &str) -> Option<(&'static str, &'static Form)> {
    all()
        .iter()
        .find(|entry| entry.value.eq_ignore_ascii_case(name))
        .and_then(|entry| {
            entry
                .delegated
                .as_ref()
                .map(|form| (entry.value.as_str(), form))
        })
}

/// The application permission (app role) of that name.
pub(crate) fn find_app_role(name: &str) -> Option<(&'static str, &'static Form)> {
    all()
        .iter()
        .find(|entry| entry.value.eq_ignore_ascii_case(name))
        .and_then(|entry| {
            entry
                .application
                .as_ref()
                .map(|form| (entry.value.as_str(), form))
        })
}

/// Lines of a consent page: each permission by Microsoft's title, without its name
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/application-consent-experience>).
pub(crate) fn in_words(scopes: &BTreeSet<String>, roles: &BTreeSet<String>) -> Vec<String> {
    let delegated = scopes.iter().filter_map(|name| find_scope(name));
    let application = roles.iter().filter_map(|name| find_app_role(name));
    let titles = delegated
        .chain(application)
        .filter_map(|(_, form)| form.display_name.as_deref());
    titles.map(|title| title.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_knows_the_permissions_of_the_service() {
        assert!(all().len() > 60);
        assert!(find_scope("user.read").is_some());
        assert!(find_app_role("Application.Read.All").is_some());
        assert!(find_app_role("User.Read").is_none());
        assert!(find_role_template("Global Administrator").is_some());
        let added = find_role_template("Directory Writers").unwrap();
        let id = "9360feb5-f418-4baa-8175-e2a00bac4301";
        assert_eq!(added.template_id.to_string(), id);
    }
}
