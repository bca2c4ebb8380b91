//! Users and groups as Graph writes them.
//! <https://learn.microsoft.com/en-us/graph/api/resources/user>,
//! <https://learn.microsoft.com/en-us/graph/api/resources/group>

use domain::{
    access::{AssigneeKind, Candidate, Principal},
    ids::ObjectId,
};
use serde::Deserialize;

/// Members that are read of a user.
pub(super) const USER: &str = "$select=id,displayName,userPrincipalName";
/// Members that are read of a group.
pub(super) const GROUP: &str = "$select=id,displayName,mail,securityEnabled";

/// An object of the directory. Members that the token may not read are null.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ObjectBody {
    /// Kind of the object, in lists with several kinds.
    #[serde(rename = "@odata.type")]
    pub(super) kind: Option<String>,
    pub(super) id: ObjectId,
    display_name: Option<String>,
    user_principal_name: Option<String>,
    mail: Option<String>,
    security_enabled: Option<bool>,
    pub(super) role_template_id: Option<String>,
}

impl ObjectBody {
    /// The user or group, named by the first that is present of display name, address and id.
    pub(super) fn principal(self, kind: AssigneeKind) -> Principal {
        let address = match kind {
            AssigneeKind::User => self.user_principal_name,
            AssigneeKind::Group => self.mail,
        };
        let address = address.filter(|address| !is_blank(address));
        let name = self.display_name.filter(|name| !is_blank(name));
        Principal {
            id: self.id,
            kind,
            name: named(name.or_else(|| address.clone()), self.id),
            address,
        }
    }

    /// The user or group as a candidate.
    pub(super) fn candidate(self, kind: AssigneeKind) -> Candidate {
        let can_be_assigned = match kind {
            AssigneeKind::User => true,
            // Nothing is promised of a group that does not say.
            AssigneeKind::Group => self.security_enabled.unwrap_or(false),
        };
        Candidate {
            principal: self.principal(kind),
            can_be_assigned,
        }
    }
}

/// A name, or the id if there is no name.
pub(super) fn named(name: Option<String>, id: ObjectId) -> String {
    name.filter(|name| !is_blank(name))
        .unwrap_or_else(|| id.to_string())
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Sorts by name, and by id if names are equal.
pub(super) fn sort(principals: &mut [Principal]) {
    principals.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
}
