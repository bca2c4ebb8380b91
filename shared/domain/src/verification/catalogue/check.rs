//! One row of the table of checks.

use crate::{
    customer::Site,
    registration::SystemUserConnection,
    responsible::Responsible,
    usability::Service,
    verification::{
        Expectations,
        facts::{Evidence, TenantFacts},
        verdict::{Identity, Unobserved, Verdict},
    },
};
use serde::{Deserialize, Serialize};

/// What a failure means for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Cooperlink cannot work.
    Blocking,
    /// Cooperlink works; somebody should look, and health says so.
    Advisory,
    /// Cooperlink works, as it does for most customers; the finding is told and leaves health as it is.
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
    /// Every area, in the order people read them.
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
    /// Stable, never reused.
    pub id: &'static str,
    /// Part of the result page that it belongs to.
    pub area: Area,
    /// What a failure means.
    pub severity: Severity,
    /// Services that Cooperlink cannot use while it fails; none for a check that does not block.
    pub services: &'static [Service],
    /// In whose name it reads.
    pub identities: &'static [Identity],
    /// The Graph permissions it reads with; empty when none is needed.
    pub permissions: &'static [&'static str],
    /// The code of every finding it can give, in groups.
    pub findings: &'static [&'static [&'static str]],
    /// The check itself.
    pub question: Question,
}

impl Check {
    /// The code of every finding it can give.
    pub fn findings(&self) -> impl Iterator<Item = &'static str> {
        self.findings.iter().flat_map(|group| group.iter().copied())
    }

    /// What it takes to look anew. Where the system user sees what an administrator sees too, a run suffices once there is
    /// one; until then only the administrator's own token shows it.
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

/// What it takes to look at a check anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A run, which reads in the application's name and in the system user's.
    Run,
    /// A fresh token of the administrator, who takes a silent trip to Microsoft for it; the run comes after.
    Proof,
}

impl Look {
    /// The party that can make it happen.
    pub fn responsible(self) -> Responsible {
        match self {
            Self::Run => Responsible::Nobody,
            Self::Proof => Responsible::Administrator,
        }
    }
}

/// A check's question: what it asks, and the requests its answer rests on.
pub enum Question {
    /// Asked once.
    Once {
        /// The question.
        run: fn(&TenantFacts, &Expectations<'_>) -> Result<Verdict, Unobserved>,
        /// The requests.
        evidence: fn(&TenantFacts, &Expectations<'_>) -> Vec<Evidence>,
    },
    /// Asked for each configured site or library; the position begins at 0.
    Each {
        /// What it is asked of, as the host app named it.
        subjects: fn(&[Site]) -> Vec<String>,
        /// The question.
        run: fn(&TenantFacts, &Expectations<'_>, usize) -> Result<Verdict, Unobserved>,
        /// The requests.
        evidence: fn(&TenantFacts, &Expectations<'_>, usize) -> Vec<Evidence>,
    },
}
