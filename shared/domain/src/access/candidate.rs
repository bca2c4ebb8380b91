//! Users and groups that an administrator may choose from.

use super::Principal;
use crate::verification::facts::Observed;

/// A user or group of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The user or group.
    pub principal: Principal,
    /// Whether Microsoft takes an assignment of it: users, and groups that are security-enabled.
    /// <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>
    pub can_be_assigned: bool,
}

/// One page of users, or of groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CandidatePage {
    /// Users or groups on the page.
    pub candidates: Vec<Candidate>,
    /// Graph's own mark of the next page, opaque; `None` on the last page.
    pub next: Option<String>,
}

/// Result of a search. Users and groups are read separately, so one may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// Users.
    pub users: Observed<CandidatePage>,
    /// Groups.
    pub groups: Observed<CandidatePage>,
}
