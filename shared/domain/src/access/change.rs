//! A change of the access: the request to Graph, Graph's answer, and the outcome once the state was read again
//! (`SECURITY.md`, Failures).

use super::Kind;
use crate::ids::ObjectId;
use serde::{Deserialize, Serialize};

/// A change that an administrator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Assigns these users and groups.
    Assign(Vec<(Kind, ObjectId)>),
    /// Removes the assignments of these users and groups.
    Remove(Vec<ObjectId>),
    /// Sets whether an assignment is required.
    Require(bool),
    /// Assigns these users and, once they are assigned, requires an assignment.
    AssignThenRequire(Vec<ObjectId>),
}

impl Change {
    /// Number of single changes that it counts as.
    pub fn count(&self) -> usize {
        match self {
            Self::Assign(principals) => principals.len(),
            Self::Remove(ids) => ids.len(),
            Self::Require(_) => 1,
            Self::AssignThenRequire(ids) => ids.len() + 1,
        }
    }
}

/// One single change at Graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A user or group is assigned.
    Assign,
    /// An assignment is taken away.
    Remove,
    /// An assignment becomes required.
    RequireAssignment,
    /// An assignment is no longer required.
    AllowEverybody,
}

impl Action {
    /// State that the action brings about: `true` if the principal is to be assigned, or an assignment is to be required.
    pub fn wants(self) -> bool {
        match self {
            Self::Assign | Self::RequireAssignment => true,
            Self::Remove | Self::AllowEverybody => false,
        }
    }
}

/// Graph's answer to one write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// 2xx: done.
    Done,
    /// 400, or any other refusal that has no variant of its own here. The wanted state may be there already.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Graph's code.
        code: Option<String>,
        /// `request-id`, for support.
        request_id: Option<String>,
    },
    /// 403: the person's role, or a permission, does not allow it.
    NotAllowed {
        /// `request-id`, for support.
        request_id: Option<String>,
    },
    /// 404: the assignment is gone, or the user or group does not exist.
    NotThere {
        /// `request-id`, for support.
        request_id: Option<String>,
    },
    /// 409 or 412: another request changed the same object at that moment.
    Conflict,
    /// 429: Graph did nothing.
    Throttled {
        /// Seconds to wait, if Graph named them.
        seconds: Option<u64>,
    },
    /// 401: the sign-in has ended; Graph did nothing.
    SignedOut,
    /// No answer, 5xx, or an answer that cannot be understood: Graph may have made the change.
    NoAnswer {
        /// `request-id`, for support, if there was an answer at all.
        request_id: Option<String>,
    },
}

/// Outcome of one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// The state is as wanted, and was not before.
    Done,
    /// The state was as wanted already, or another request brought it about at that moment.
    AlreadySo,
    /// Nothing was changed.
    NotDone {
        /// Reason for the refusal.
        #[serde(flatten)]
        refusal: Refusal,
        /// Microsoft's id of the request, for support.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        request_id: Option<String>,
    },
    /// Microsoft did not report an outcome, and reading the state again has not shown one yet.
    Unknown {
        /// Microsoft's id of the request, for support.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        request_id: Option<String>,
    },
}

/// Reason why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// The person's role does not allow it.
    RoleMissing,
    /// The user, the group or the app is not there.
    NotFound,
    /// Another request changed the same object at that moment.
    ChangedMeanwhile,
    /// Microsoft asks to wait.
    Throttled {
        /// Seconds to wait, if Microsoft named them.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        seconds: Option<u64>,
    },
    /// The sign-in has ended.
    SignedOut,
    /// Microsoft did not accept the change. For a group: it cannot be assigned, or the organisation has no Entra ID P1.
    NotAccepted {
        /// The HTTP status.
        status: u16,
        /// Graph's code.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        code: Option<String>,
    },
    /// The assignments that had to be made first were not made.
    AssignmentsMissing,
    /// The change was not done in time and did not show later.
    Lost,
}

/// Outcome of one change. `before` is the state before the write, `read_back` the state after it, `None` if it could not be
/// read. The wanted state is [`Action::wants`].
pub fn outcome(
    action: Action,
    before: bool,
    answered: Answered,
    read_back: Option<bool>,
) -> Outcome {
    let wanted = action.wants();
    let is_so = read_back.map(|found| found == wanted);
    let so = if before == wanted {
        Outcome::AlreadySo
    } else {
        Outcome::Done
    };
    let not_done = |refusal, request_id| Outcome::NotDone {
        refusal,
        request_id,
    };
    match (answered, is_so) {
        // After a yes it is so, though Graph's own list may show it only a little later.
        (Answered::Done, _) | (Answered::NoAnswer { .. }, Some(true)) => so,
        // 400 is what Graph answers for an assignment that is there already, too.
        (Answered::NoAnswer { request_id }, _)
        | (
            Answered::Refused {
                status: 400,
                request_id,
                ..
            },
            None,
        ) => Outcome::Unknown { request_id },
        // Who asked for it first does not matter: it is so.
        (_, Some(true)) => Outcome::AlreadySo,
        (Answered::NotThere { .. }, _) if action == Action::Remove => Outcome::AlreadySo,
        (Answered::NotThere { request_id }, _) => not_done(Refusal::NotFound, request_id),
        (Answered::NotAllowed { request_id }, _) => not_done(Refusal::RoleMissing, request_id),
        (Answered::Conflict, Some(false)) => not_done(Refusal::ChangedMeanwhile, None),
        (Answered::Conflict, None) => Outcome::Unknown { request_id: None },
        (Answered::Throttled { seconds }, _) => not_done(Refusal::Throttled { seconds }, None),
        (Answered::SignedOut, _) => not_done(Refusal::SignedOut, None),
        (
            Answered::Refused {
                status,
                code,
                request_id,
            },
            _,
        ) => not_done(Refusal::NotAccepted { status, code }, request_id),
    }
}
