//! One row of the table of checks.

use crate::{
    customer::Site,
    registration::SystemUserConnection,
    responsible::Responsible,
    service::Service,
    verification::{
        Expectations,
        facts::{Evidence, TenantFacts},
        verdict::{Identity, Unobserved, Verdict},
    },
};
use serde::{Deserialize, Serialize};

/// Consequence of a failure for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Cooperlink cannot work.
    Blocking,
    /// Cooperlink works; an administrator should look, and the health says so.
    Advisory,
    /// Cooperlink works, as it does for most customers; the finding is reported and does not affect the health.
    Informational,
}

/// Part of the result page that a check belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The approval: the app, its permissions, the organisation.
    Approval,
    /// The people who may use the app.
    Access,
    /// The system user's account and its sign-in.
    SystemUser,
    /// The mailbox.
    Mailbox,
    /// The sites and libraries.
    SharePoint,
}

impl Area {
    /// Every area, in the order in which people read them.
    pub const ALL: [Self; 5] = [
        Self::Approval,
        Self::Access,
        Self::SystemUser,
        Self::Mailbox,
        Self::SharePoint,
    ];
}

/// One check.
pub struct Check {
    /// Stable id, never reused.
    pub id: &'static str,
    /// Part of the result page to which it belongs.
    pub area: Area,
    /// Consequence of a failure.
    pub severity: Severity,
    /// Services that Cooperlink cannot use while it fails; empty for a check that does not block.
    pub services: &'static [Service],
    /// Identities with which it reads.
    pub identities: &'static [Identity],
    /// Graph permissions with which it reads; empty if it needs none.
    pub permissions: &'static [&'static str],
    /// Codes of all its possible findings, in groups.
    pub findings: &'static [&'static [&'static str]],
    /// Its question.
    pub question: Question,
}

impl Check {
    /// Codes of all its possible findings.
    pub fn findings(&self) -> impl Iterator<Item = &'static str> {
        self.findings.iter().flat_map(|group| group.iter().copied())
    }

    /// Kind of look that answers the check again. If the system user sees what an administrator sees too, a run suffices once
    /// a system user is connected; until then only the administrator's own token shows it.
    pub fn look(&self, system_user: Option<&SystemUserConnection>) -> Look {
        let reads = |identity| self.identities.contains(&identity);
        let is_seen_by_run = system_user.is_some() && reads(Identity::SystemUser);
        if reads(Identity::Administrator) && !is_seen_by_run {
            Look::Proof
        } else {
            Look::Run
        }
    }
}

/// Kind of look that answers a check again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A run, which reads with the application's identity and the system user's.
    Run,
    /// A fresh token of the administrator, fetched by a silent trip to Microsoft; a run follows.
    Proof,
}

impl Look {
    /// The party that can start it.
    pub fn responsible(self) -> Responsible {
        match self {
            Self::Run => Responsible::Nobody,
            Self::Proof => Responsible::Administrator,
        }
    }
}

/// Question of a check, and the requests on which its answer rests.
pub enum Question {
    /// A question that is asked once.
    Once {
        /// The question.
        run: fn(&TenantFacts, &Expectations<'_>) -> Result<Verdict, Unobserved>,
        /// The requests.
        evidence: fn(&TenantFacts, &Expectations<'_>) -> Vec<Evidence>,
    },
    /// A question that is asked for each configured site or library; the position begins at 0.
    Each {
        /// Names of these sites or libraries, as the host app gave them.
        subjects: fn(&[Site]) -> Vec<String>,
        /// The question.
        run: fn(&TenantFacts, &Expectations<'_>, usize) -> Result<Verdict, Unobserved>,
        /// The requests.
        evidence: fn(&TenantFacts, &Expectations<'_>, usize) -> Vec<Evidence>,
    },
}
