//! Ways to make the changes without this page: the portal's pages, and the script with the lines that run it.

use domain::access::{AccessChange, AssigneeKind};
use wording::place::GuidanceTenant;

/// Name of the downloaded script.
pub(super) const SCRIPT: &str = "cooperlink-access.ps1";

/// Lines that run the script for the first time: Microsoft's module for this account, the permission for this window alone to
/// run a downloaded file, and the script itself.
pub(super) const FIRST_RUN: [&str; 4] = [
    "Install-Module Microsoft.Graph.Authentication -Scope CurrentUser",
    "Set-ExecutionPolicy RemoteSigned -Scope Process -Force",
    "Unblock-File .\\cooperlink-access.ps1",
    ".\\cooperlink-access.ps1 -List",
];

/// The portal's pages of our application, once it is known in the tenant.
pub(super) struct Portal {
    pub(super) properties: Option<String>,
    pub(super) users: Option<String>,
    pub(super) permissions: Option<String>,
}

impl Portal {
    pub(super) fn of(place: &GuidanceTenant<'_>) -> Self {
        Self {
            properties: place.properties_page(),
            users: place.users_page(),
            permissions: place.permissions_page(),
        }
    }
}

/// Lines that make this change with the script. They contain ids alone.
pub(super) fn command(change: &AccessChange) -> String {
    let listed = |ids: Vec<String>| {
        let quoted = ids.iter().map(|id| format!("'{id}'"));
        quoted.collect::<Vec<_>>().join(", ")
    };
    let parameters = match change {
        AccessChange::Assign(principals) => {
            let ids = principals.iter().map(|(_, id)| id.to_string());
            format!("-Add {}", listed(ids.collect()))
        }
        AccessChange::Remove(ids) => {
            let ids = ids.iter().map(ToString::to_string);
            format!("-Remove {}", listed(ids.collect()))
        }
        AccessChange::Require(true) => "-RequireAssignment $true".to_owned(),
        AccessChange::Require(false) => "-RequireAssignment $false".to_owned(),
        AccessChange::AssignThenRequire(ids) => {
            let ids = ids.iter().map(|id| (AssigneeKind::User, *id)).collect();
            let first = command(&AccessChange::Assign(ids));
            return format!("{first}\n{}", command(&AccessChange::Require(true)));
        }
    };
    format!(".\\{SCRIPT} {parameters}")
}
