//! What a check can say.

use crate::{aadsts::Actor, responsible::Responsible, usability::Service};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The answer of one check. *Could not tell* is never a pass and never a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// It is as it must be.
    Pass,
    /// It is not.
    Fail(Finding),
    /// It was granted and is still spreading through Microsoft's systems.
    Waiting(Finding),
    /// The question does not arise here.
    NotApplicable(Finding),
    /// It could not be read.
    Unknown(Unobserved),
}

impl Verdict {
    /// Its name, as stored and as the API says it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail(_) => "fail",
            Self::Waiting(_) => "waiting",
            Self::NotApplicable(_) => "not_applicable",
            Self::Unknown(_) => "unknown",
        }
    }

    /// What was found, if the verdict rests on a finding.
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Fail(finding) | Self::Waiting(finding) | Self::NotApplicable(finding) => {
                Some(finding)
            }
            Self::Pass | Self::Unknown(_) => None,
        }
    }
}

/// What was found, as a stable code with values. The crate `wording` has a sentence for each code in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable, lower-case words with hyphens.
    pub code: String,
    /// Values the sentence speaks of, such as names of permissions.
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

    /// Adds a value that the sentence speaks of.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.insert(name.to_owned(), value.into());
        self
    }

    /// Says who can put it right, as the argument `acts`.
    #[must_use]
    pub fn acts(self, actor: Actor) -> Self {
        self.with("acts", actor.id())
    }

    /// The party that can put it right, where that is known.
    pub fn responsible(&self) -> Option<Responsible> {
        let acts = self.arguments.get("acts")?;
        let actor = Actor::ALL.into_iter().find(|actor| actor.id() == acts)?;
        Some(actor.into())
    }

    /// Services that it names; none where it speaks of no service by its name.
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

/// Why something could not be read, and with it what would make it readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Unobserved {
    /// Only somebody else's sign-in shows it, and that person is not here.
    IdentityAbsent {
        /// Whose sign-in it takes.
        identity: Identity,
    },
    /// This deployment does not ask for the permission that reading it takes.
    PermissionNotAskedFor {
        /// The permission.
        permission: String,
    },
    /// Graph refused the read although the permission is asked for; the permission checks say what to do.
    Refused,
    /// The application was deleted in the tenant and registered anew since this was last read: what was seen belonged to
    /// the old one.
    Recreated,
    /// An earlier read has to succeed first.
    NotReached,
    /// Everything was read, and it does not tell.
    Undecided,
    /// Microsoft did not answer in time, or with a fault of its own. Ask again later.
    MicrosoftUnavailable,
    /// Microsoft's answer could not be understood. Seen again later, it is [`Self::Unexplained`].
    Unreadable,
    /// Microsoft goes on answering in a way that is not known here: no disturbance, and no failure of the customer.
    Unexplained,
    /// It was observed, and no run confirmed that for too long.
    Outdated,
    /// The host app changed what is asked, and no run has looked since.
    NotAsked,
    /// Our own credential or configuration is at fault; the operator has been told.
    OperatorFault,
}

impl Unobserved {
    /// Whether the last observed answer still stands: the run lacked the means to look, which says nothing about the
    /// customer.
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

    /// Whether nothing that was observed before counts any more: it belonged to an application that is gone, or came without
    /// the system user that it depends on.
    pub fn ends_observations(&self) -> bool {
        matches!(
            self,
            Self::Recreated
                | Self::IdentityAbsent {
                    identity: Identity::SystemUser
                }
        )
    }

    /// Whether only somebody's sign-in can show it, so that no run can.
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

    /// A stable code, lower-case words with hyphens.
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

/// In whose name something is read.
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
