//! Cover of an account: the reason why it may or may not use the app.

use super::{Access, Assignee, AssigneeKind};
use crate::ids::ObjectId;

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

/// Accounts that are locked out only after a second confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuardedAccounts {
    /// The person who changes something.
    pub oneself: ObjectId,
    /// The system user, if it is known.
    pub system_user: Option<ObjectId>,
}

impl GuardedAccounts {
    /// Every guarded account, each once.
    fn accounts(self) -> impl Iterator<Item = ObjectId> {
        let other = self.system_user.filter(|id| *id != self.oneself);
        other.into_iter().chain([self.oneself])
    }
}

impl Access {
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
                .filter(|assigned| assigned.principal.kind == AssigneeKind::Group)
        };
        let is_member = |group: &&Assignee| {
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
    pub fn unassigned(
        &self,
        guarded: GuardedAccounts,
        groups_of_oneself: &[ObjectId],
    ) -> Vec<ObjectId> {
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
}
