//! Access to the app in a tenant, and the effect of a change to it. Every decision rests on Graph's answers, never on the
//! request.
//!
//! An account may use the app when no assignment is required, or when the account is assigned itself or is a direct member of
//! an assigned group. A group inside an assigned group does not count.
//! <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>

mod audit;
mod candidate;
mod change;
mod session;

pub use audit::{AuditEntry, ChangeRecord, PendingChange};
pub use candidate::{Candidate, CandidatePage, Candidates};
pub use change::{Action, Answered, Change, Outcome, Refusal, outcome};
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
pub enum Kind {
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
    pub kind: Kind,
    /// Its display name. Shown, never compared.
    pub name: String,
    /// A user's principal name or a group's mail address, where it has one. Shown, never compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<String>,
}

/// A user or group that is assigned to the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
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
    pub assigned: Vec<Assigned>,
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

/// Reason why an account may or may not use the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// No assignment is required.
    Everybody,
    /// The account itself is assigned.
    Itself,
    /// The account is a direct member of the assigned group of this name.
    Through(String),
    /// The account is only a member of a group inside an assigned group, which does not count.
    NestedOnly {
        /// The group that is assigned.
        assigned: String,
        /// The group inside it.
        inside: String,
    },
    /// The account is not assigned.
    No,
    /// An assigned group could not be read, so the answer is unknown.
    Unknown,
}

impl Cover {
    /// Whether the account may use the app; `None` if that is unknown.
    pub fn lets_in(&self) -> Option<bool> {
        match self {
            Self::Everybody | Self::Itself | Self::Through(_) => Some(true),
            Self::NestedOnly { .. } | Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

/// Accounts that would lose access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Losers {
    /// Exactly these people, by name.
    These(Vec<Principal>),
    /// At most these people: a group that could not be read may keep some of them in, or hold more of them.
    AboutThese(Vec<Principal>),
    /// Only a count: the organisation is too large to list.
    Count {
        /// Number of users in the organisation.
        of: u64,
        /// Number of users who keep access; `None` if an assigned group could not be read.
        keep: Option<u64>,
    },
}

impl Losers {
    /// Whether it is certain that no account loses access.
    pub fn is_nobody(&self) -> bool {
        matches!(self, Self::These(people) if people.is_empty())
    }
}

/// Users of the organisation, as far as they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Everybody {
    /// All of them.
    All(Vec<Principal>),
    /// Number of users: there are too many to list.
    Count(u64),
}

/// Effect of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Accounts that would lose access.
    pub losers: Losers,
    /// Whether the change locks the system user out, or may do so: Cooperlink would stop working.
    pub locks_out_system_user: bool,
    /// Whether the change locks out the person who asks for it, or may do so.
    pub locks_out_oneself: bool,
}

/// Accounts that are locked out only after a second confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guarded {
    /// The person who changes something.
    pub oneself: ObjectId,
    /// The system user, if it is known.
    pub system_user: Option<ObjectId>,
}

impl Guarded {
    /// Every guarded account, each once.
    fn accounts(self) -> impl Iterator<Item = ObjectId> {
        let other = self.system_user.filter(|id| *id != self.oneself);
        other.into_iter().chain([self.oneself])
    }
}

impl Access {
    /// The assignment of a user or group, if there is one.
    pub fn find(&self, id: ObjectId) -> Option<&Assigned> {
        self.assigned
            .iter()
            .find(|assigned| assigned.principal.id == id)
    }

    /// Reason why this account may or may not use the app. `groups_of` are the groups of which the account's own memberships
    /// show it as a direct member; they count in addition to the members that the groups themselves showed.
    pub fn cover(&self, person: ObjectId, groups_of: &[ObjectId]) -> Cover {
        if self.is_required {
            self.assignment(person, groups_of)
        } else {
            Cover::Everybody
        }
    }

    /// Reason under the assumption that an assignment is required, whether or not it is.
    pub fn assignment(&self, person: ObjectId, groups_of: &[ObjectId]) -> Cover {
        if self.find(person).is_some() {
            return Cover::Itself;
        }
        let groups = || {
            self.assigned
                .iter()
                .filter(|assigned| assigned.principal.kind == Kind::Group)
        };
        let is_member = |group: &&Assigned| {
            groups_of.contains(&group.principal.id)
                || group
                    .members
                    .as_ref()
                    .is_some_and(|members| members.people.iter().any(|member| member.id == person))
        };
        if let Some(group) = groups().find(is_member) {
            return Cover::Through(group.principal.name.clone());
        }
        if groups().any(|group| group.members.is_none()) {
            return Cover::Unknown;
        }
        let nested = groups().find_map(|group| {
            let members = group.members.as_ref()?;
            let inside = members
                .groups
                .iter()
                .find(|inside| groups_of.contains(&inside.id))?;
            Some(Cover::NestedOnly {
                assigned: group.principal.name.clone(),
                inside: inside.name.clone(),
            })
        });
        nested.unwrap_or(Cover::No)
    }

    /// Guarded accounts for which no assignment is seen, and which may therefore be locked out once one is required.
    pub fn unassigned(&self, guarded: Guarded, groups_of_oneself: &[ObjectId]) -> Vec<ObjectId> {
        let groups_of = |person: ObjectId| {
            if person == guarded.oneself {
                groups_of_oneself
            } else {
                &[]
            }
        };
        let is_out = |person: &ObjectId| {
            self.assignment(*person, groups_of(*person)).lets_in() != Some(true)
        };
        guarded.accounts().filter(is_out).collect()
    }

    /// Access as it would be after a change.
    fn after(&self, change: &Change) -> Self {
        let mut after = self.clone();
        match change {
            // Whom an assignment lets in is not read before it is made: it locks nobody out.
            Change::Assign(_) => {}
            Change::Remove(ids) => after
                .assigned
                .retain(|assigned| !ids.contains(&assigned.principal.id)),
            Change::Require(required) => after.is_required = *required,
            Change::AssignThenRequire(ids) => {
                after.is_required = true;
                after.assigned.extend(ids.iter().map(|id| Assigned {
                    principal: Principal {
                        id: *id,
                        kind: Kind::User,
                        name: String::new(),
                        address: None,
                    },
                    assignment_ids: Vec::new(),
                    since: None,
                    members: None,
                }));
            }
        }
        after
    }

    /// Effect of a change. `everybody` matters only for a change that begins to require an assignment.
    pub fn effect(
        &self,
        change: &Change,
        guarded: Guarded,
        groups_of_oneself: &[ObjectId],
        everybody: &Everybody,
    ) -> Effect {
        let after = self.after(change);
        let locks_out = |person: ObjectId, groups_of: &[ObjectId]| {
            let now = self.cover(person, groups_of).lets_in();
            now != Some(false) && after.cover(person, groups_of).lets_in() != Some(true)
        };
        Effect {
            losers: self.losers(&after, change, everybody),
            locks_out_system_user: guarded
                .system_user
                .is_some_and(|system_user| locks_out(system_user, &[])),
            locks_out_oneself: locks_out(guarded.oneself, groups_of_oneself),
        }
    }

    fn losers(&self, after: &Self, change: &Change, everybody: &Everybody) -> Losers {
        let candidates: Vec<Principal> = match (change, everybody) {
            (Change::Assign(_) | Change::Require(false), _) => return Losers::These(Vec::new()),
            (Change::Require(true) | Change::AssignThenRequire(_), _) if self.is_required => {
                return Losers::These(Vec::new());
            }
            (Change::Require(true) | Change::AssignThenRequire(_), Everybody::All(people)) => {
                people.clone()
            }
            (Change::Require(true) | Change::AssignThenRequire(_), Everybody::Count(of)) => {
                return Losers::Count {
                    of: *of,
                    keep: after.count_people(),
                };
            }
            (Change::Remove(_), _) if !self.is_required => return Losers::These(Vec::new()),
            (Change::Remove(ids), _) => self.people_of(ids),
        };
        let losers = candidates
            .into_iter()
            .filter(|person| after.cover(person.id, &[]).lets_in() != Some(true))
            .collect();
        if self.is_whole() {
            Losers::These(losers)
        } else {
            Losers::AboutThese(losers)
        }
    }

    /// Users whom these assignments let in, each once, sorted by name.
    fn people_of(&self, ids: &[ObjectId]) -> Vec<Principal> {
        let assigned = ids.iter().filter_map(|id| self.find(*id));
        let people = assigned.flat_map(|assigned| match assigned.principal.kind {
            Kind::User => vec![assigned.principal.clone()],
            Kind::Group => assigned
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
        self.assigned
            .iter()
            .all(|assigned| assigned.principal.kind == Kind::User || assigned.members.is_some())
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
