//! Verdicts of checks.

use crate::{aadsts::Actor, responsible::Responsible, service::Service};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The answer of one check. An unknown answer is never a pass and never a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// The fact is as it must be.
    Pass,
    /// The fact is not as it must be.
    Fail(Finding),
    /// The grant exists and is still spreading through Microsoft's systems.
    Waiting(Finding),
    /// The check does not apply.
    NotApplicable(Finding),
    /// The fact could not be read.
    Unknown(Unobserved),
}

impl Verdict {
    /// Name of the verdict, as stored and as the API spells it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail(_) => "fail",
            Self::Waiting(_) => "waiting",
            Self::NotApplicable(_) => "not_applicable",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The finding, if the verdict rests on one.
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Fail(finding) | Self::Waiting(finding) | Self::NotApplicable(finding) => {
                Some(finding)
            }
            Self::Pass | Self::Unknown(_) => None,
        }
    }
}

/// A finding, as a stable code with values. The crate `wording` has a sentence for each code in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code, lower-case words with hyphens.
    pub code: String,
    /// Values in the sentence, such as names of permissions.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub arguments: BTreeMap<String, String>,
}

impl Finding {
    /// A finding without values.
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            arguments: BTreeMap::new(),
        }
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.insert(name.to_owned(), value.into());
        self
    }

    /// Names the party that can put it right, as the argument `acts`.
    #[must_use]
    pub fn acts(self, actor: Actor) -> Self {
        self.with("acts", actor.id())
    }

    /// The party that can put it right, if it is known.
    pub fn responsible(&self) -> Option<Responsible> {
        let acts = self.arguments.get("acts")?;
        let actor = Actor::ALL.into_iter().find(|actor| actor.id() == acts)?;
        Some(actor.into())
    }

    /// Services that the finding names; empty if it names none.
    pub fn services(&self) -> Vec<Service> {
        let named = ["service", "services"]
            .iter()
            .filter_map(|name| self.arguments.get(*name));
        let named: Vec<&str> = named.flat_map(|text| text.split(", ")).collect();
        let services = Service::ALL.into_iter();
        services
            .filter(|service| named.contains(&service.name()))
            .collect()
    }
}

/// Reason why a fact could not be read, which also tells how it could become readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Unobserved {
    /// Only the sign-in of another account shows it, and that account is not signed in.
    IdentityAbsent {
        /// Account whose sign-in is needed.
        identity: Identity,
    },
    /// This deployment does not ask for the permission that is needed to read it.
    PermissionNotAskedFor {
        /// The permission.
        permission: String,
    },
    /// Graph refused the read although the permission is asked for; the permission checks name the remedy.
    Refused,
    /// The application was deleted in the tenant and registered again since this was last read: the earlier observation
    /// belonged to the old one.
    Recreated,
    /// An earlier read has to succeed first.
    NotReached,
    /// All facts were read, but they do not decide the answer.
    Undecided,
    /// Microsoft did not answer in time, or answered with a fault of its own. A later run asks again.
    MicrosoftUnavailable,
    /// Microsoft's answer could not be understood. If a later run sees it again, it becomes [`Self::Unexplained`].
    Unreadable,
    /// Microsoft's answer stays unfamiliar: neither a disturbance nor a failure of the customer.
    Unexplained,
    /// It was observed, but no run confirmed it for too long.
    Outdated,
    /// The host app changed the question, and no run has looked since.
    NotAsked,
    /// Our own credential or configuration is at fault; the operator has been told.
    OperatorFault,
}

impl Unobserved {
    /// Whether the last observed answer still stands: the run had no means to look, which says nothing about the customer.
    pub fn keeps_last_observation(&self) -> bool {
        match self {
            // An administrator looked once and is gone. Of the system user nothing was ever seen: what an earlier run said
            // without it, this one has looked at and found undecided.
            Self::IdentityAbsent { identity } => *identity != Identity::SystemUser,
            Self::MicrosoftUnavailable
            | Self::Unreadable
            | Self::OperatorFault
            | Self::Outdated => true,
            Self::PermissionNotAskedFor { .. }
            | Self::Refused
            | Self::Recreated
            | Self::NotReached
            | Self::Undecided
            | Self::Unexplained
            | Self::NotAsked => false,
        }
    }

    /// Whether earlier observations no longer count: they belonged to an application that is gone, or depend on a system user
    /// that is not connected.
    pub fn ends_observations(&self) -> bool {
        matches!(
            self,
            Self::Recreated
                | Self::IdentityAbsent {
                    identity: Identity::SystemUser
                }
        )
    }

    /// The party that can make it readable; `None` if another check has to pass first.
    pub fn responsible(&self) -> Option<Responsible> {
        match self {
            Self::IdentityAbsent { identity } => Some(match identity {
                Identity::App | Identity::Administrator => Responsible::Administrator,
                Identity::SystemUser => Responsible::SystemUser,
            }),
            Self::Refused | Self::Recreated => Some(Responsible::Administrator),
            Self::PermissionNotAskedFor { .. } | Self::Unexplained | Self::OperatorFault => {
                Some(Responsible::Cooperlink)
            }
            Self::MicrosoftUnavailable | Self::Unreadable => Some(Responsible::Microsoft),
            Self::Undecided | Self::Outdated | Self::NotAsked => Some(Responsible::Nobody),
            Self::NotReached => None,
        }
    }

    /// Whether only a person's sign-in can show it, so that no run can.
    pub fn needs_somebody(&self) -> bool {
        matches!(
            self,
            Self::IdentityAbsent {
                identity: Identity::Administrator | Identity::SystemUser
            } | Self::Recreated
        )
    }

    /// Whether trying again soon may help.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::MicrosoftUnavailable | Self::Unreadable | Self::OperatorFault => true,
            Self::IdentityAbsent { .. }
            | Self::PermissionNotAskedFor { .. }
            | Self::Refused
            | Self::Recreated
            | Self::NotReached
            | Self::Undecided
            | Self::Unexplained
            | Self::Outdated
            | Self::NotAsked => false,
        }
    }

    /// Stable code, lower-case words with hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            Self::IdentityAbsent { .. } => "identity-absent",
            Self::PermissionNotAskedFor { .. } => "permission-not-asked-for",
            Self::Refused => "refused",
            Self::Recreated => "recreated",
            Self::NotReached => "not-reached",
            Self::Undecided => "undecided",
            Self::MicrosoftUnavailable => "microsoft-unavailable",
            Self::Unreadable => "unreadable",
            Self::Unexplained => "unexplained",
            Self::Outdated => "outdated",
            Self::NotAsked => "not-asked",
            Self::OperatorFault => "operator-fault",
        }
    }
}

/// Identity with which facts are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// The application by itself.
    App,
    /// The administrator who signed in.
    Administrator,
    /// The system user.
    SystemUser,
}
