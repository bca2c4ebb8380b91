//! Access to the app in a tenant, and the effect of a change to it. Every decision rests on Graph's answers, never on the
//! request.
//!
//! An account may use the app when no assignment is required, or when the account is assigned itself or is a direct member of
//! an assigned group. A group inside an assigned group does not count.
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>

mod audit;
mod candidate;
mod change;
mod cover;
mod effect;
mod session;

pub use audit::{AuditEntry, ChangeRecord, PendingChange};
pub use candidate::{Candidate, CandidatePage, Candidates};
pub use change::{AccessChange, AccessChangeOutcome, Action, ChangeRefusal, GraphAnswer, outcome};
pub use cover::{Cover, GuardedAccounts};
pub use effect::{Effect, Everybody, Losers};
pub use session::{AccessNotice, AccessSession, IDLE_FOR, LONGEST_SESSION};

use crate::ids::ObjectId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most users and groups that one request changes (T58).
pub const MOST_CHANGES: usize = 20;

/// Permissions of the access leg: read the assignments, find people and groups by name, and assign them. The Entra application
/// never declares them, so no other leg asks for them.
/// <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-post-approleassignedto>
pub const ASSIGN_PERMISSIONS: [&str; 4] = [
    "Application.Read.All",
    "AppRoleAssignment.ReadWrite.All",
    "User.ReadBasic.All",
    "GroupMember.Read.All",
];

/// Additional permission for changing whether an assignment is required.
/// <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-update>
pub const SWITCH_PERMISSION: &str = "Application.ReadWrite.All";

/// Kinds of directory objects that can be assigned from here. Applications can be assigned too; this service leaves them
/// alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssigneeKind {
    /// A user.
    User,
    /// A group; only its direct members count.
    Group,
}

/// A user or a group, as the directory names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Principal {
    /// Its object id, the only member that is compared.
    pub id: ObjectId,
    /// User or group.
    pub kind: AssigneeKind,
    /// Its display name. Shown, never compared.
    pub name: String,
    /// A user's principal name or a group's mail address, where it has one. Shown, never compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<String>,
}

/// A user or group that is assigned to the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignee {
    /// The user or group.
    pub principal: Principal,
    /// Ids of its assignments at Graph, opaque. There is more than one only if the app has several roles.
    pub assignment_ids: Vec<String>,
    /// Instant of the assignment, if it is known.
    pub since: Option<Timestamp>,
    /// Direct members of a group; `None` for a user, and for a group whose members could not be read.
    pub members: Option<Members>,
}

/// An application that is assigned to the app. Pages show it and leave it alone (T58).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedApplication {
    /// Object id of its service principal.
    pub id: ObjectId,
    /// Display name of the application. Shown, never compared.
    pub name: String,
    /// Instant of the oldest assignment.
    pub since: Option<Timestamp>,
}

/// The direct members of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members {
    /// Users, who may use the app through the group.
    pub people: Vec<Principal>,
    /// Groups inside the group, whose members may not use the app through it.
    pub groups: Vec<Principal>,
}

/// Access to the app, as Graph showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Our service principal in the tenant.
    pub service_principal: ObjectId,
    /// Whether an assignment is required.
    pub is_required: bool,
    /// Assigned users and groups, sorted by name.
    pub assigned: Vec<Assignee>,
    /// Assigned applications, sorted by name. They let no account in.
    pub applications: Vec<AssignedApplication>,
}

/// Access to the app in numbers, as a verification saw it with the app's own identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessSummary {
    /// Whether an assignment is required.
    pub is_required: bool,
    /// Number of users that are assigned themselves.
    pub users: u64,
    /// Number of assigned groups.
    pub groups: u64,
}

impl Access {
    /// The assignment of a user or group, if there is one.
    pub fn find(&self, id: ObjectId) -> Option<&Assignee> {
        self.assigned
            .iter()
            .find(|assigned| assigned.principal.id == id)
    }

    /// Users whom these assignments let in, each once, sorted by name.
    fn people_of(&self, ids: &[ObjectId]) -> Vec<Principal> {
        let assigned = ids.iter().filter_map(|id| self.find(*id));
        let people = assigned.flat_map(|assigned| match assigned.principal.kind {
            AssigneeKind::User => vec![assigned.principal.clone()],
            AssigneeKind::Group => assigned
                .members
                .iter()
                .flat_map(|members| members.people.clone())
                .collect(),
        });
        let by_id: BTreeMap<ObjectId, Principal> =
            people.map(|person| (person.id, person)).collect();
        let mut people: Vec<Principal> = by_id.into_values().collect();
        people.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
        people
    }

    /// Whether the members of every assigned group were read.
    fn is_whole(&self) -> bool {
        self.assigned.iter().all(|assigned| {
            assigned.principal.kind == AssigneeKind::User || assigned.members.is_some()
        })
    }

    /// Number of users whom all assignments let in; `None` if a group could not be read.
    pub fn count_people(&self) -> Option<u64> {
        let all: Vec<ObjectId> = self
            .assigned
            .iter()
            .map(|assigned| assigned.principal.id)
            .collect();
        self.is_whole()
            .then(|| u64::try_from(self.people_of(&all).len()).unwrap_or(u64::MAX))
    }

    /// Short text that changes whenever the requirement or the list of assigned users and groups changes. A page carries it,
    /// so that a change is made only to the access that the administrator saw.
    pub fn fingerprint(&self) -> String {
        let mut ids: Vec<String> = self
            .assigned
            .iter()
            .map(|assigned| assigned.principal.id.to_string())
            .collect();
        ids.sort_unstable();
        format!("{}:{}", u8::from(self.is_required), ids.join(","))
    }
}

#[cfg(test)]
mod tests;
