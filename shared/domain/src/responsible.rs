//! The party that has to act, as the API names it.

use crate::{
    aadsts::Actor,
    verification::verdict::{Identity, Unobserved},
};
use serde::{Deserialize, Serialize};

/// The party that can put something right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// An administrator of the customer's organisation.
    Administrator,
    /// The holder of the system user's account.
    SystemUser,
    /// The host app, which changes the registration or agrees to a tenant.
    HostApp,
    /// Microsoft, whose service is disturbed.
    Microsoft,
    /// Cooperlink, the operator of this service.
    Cooperlink,
    /// Nobody: it passes by itself, and is looked at again automatically.
    Nobody,
}

impl From<Actor> for Responsible {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Administrator => Self::Administrator,
            Actor::User => Self::SystemUser,
            Actor::Operator => Self::Cooperlink,
            Actor::HostApp => Self::HostApp,
            Actor::Retry => Self::Nobody,
        }
    }
}

impl Responsible {
    /// The party that can make something readable. `None` where another check has to pass first.
    pub fn of(reason: &Unobserved) -> Option<Self> {
        match reason {
            Unobserved::IdentityAbsent { identity } => Some(match identity {
                Identity::App | Identity::Administrator => Self::Administrator,
                Identity::SystemUser => Self::SystemUser,
            }),
            Unobserved::Refused | Unobserved::Recreated => Some(Self::Administrator),
            Unobserved::PermissionNotAskedFor { .. }
            | Unobserved::Unexplained
            | Unobserved::OperatorFault => Some(Self::Cooperlink),
            Unobserved::MicrosoftUnavailable | Unobserved::Unreadable => Some(Self::Microsoft),
            Unobserved::Undecided | Unobserved::Outdated | Unobserved::NotAsked => {
                Some(Self::Nobody)
            }
            Unobserved::NotReached => None,
        }
    }
}
