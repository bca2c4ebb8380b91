//! The effect of a change: the accounts that would lose access.

use super::{Access, AccessChange, Assignee, AssigneeKind, GuardedAccounts, Principal};
use crate::ids::ObjectId;

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

impl Access {
    /// Access as it would be after a change.
    fn after(&self, change: &AccessChange) -> Self {
        let mut after = self.clone();
        match change {
            // Whom an assignment lets in is not read before it is made: it locks nobody out.
            AccessChange::Assign(_) => {}
            AccessChange::Remove(ids) => after
                .assigned
                .retain(|assigned| !ids.contains(&assigned.principal.id)),
            AccessChange::Require(required) => after.is_required = *required,
            AccessChange::AssignThenRequire(ids) => {
                after.is_required = true;
                after.assigned.extend(ids.iter().map(|id| Assignee {
                    principal: Principal {
                        id: *id,
                        kind: AssigneeKind::User,
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
        change: &AccessChange,
        guarded: GuardedAccounts,
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

    fn losers(&self, after: &Self, change: &AccessChange, everybody: &Everybody) -> Losers {
        let candidates: Vec<Principal> = match (change, everybody) {
            (AccessChange::Assign(_) | AccessChange::Require(false), _) => {
                return Losers::These(Vec::new());
            }
            (AccessChange::Require(true) | AccessChange::AssignThenRequire(_), _)
                if self.is_required =>
            {
                return Losers::These(Vec::new());
            }
            (
                AccessChange::Require(true) | AccessChange::AssignThenRequire(_),
                Everybody::All(people),
            ) => people.clone(),
            (
                AccessChange::Require(true) | AccessChange::AssignThenRequire(_),
                Everybody::Count(of),
            ) => {
                return Losers::Count {
                    of: *of,
                    keep: after.count_people(),
                };
            }
            (AccessChange::Remove(_), _) if !self.is_required => return Losers::These(Vec::new()),
            (AccessChange::Remove(ids), _) => self.people_of(ids),
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
}
