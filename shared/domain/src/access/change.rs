//! A change of the access: the request to Graph, Graph's answer, and the outcome once the state was read again
//! (`SECURITY.md`, Failures).

use super::AssigneeKind;
use crate::ids::ObjectId;
use serde::{Deserialize, Serialize};

/// A change that an administrator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessChange {
    /// Assigns these users and groups.
    Assign(Vec<(AssigneeKind, ObjectId)>),
    /// Removes the assignments of these users and groups.
    Remove(Vec<ObjectId>),
    /// Sets whether an assignment is required.
    Require(bool),
    /// Assigns these users and, once they are assigned, requires an assignment.
    AssignThenRequire(Vec<ObjectId>),
}

impl AccessChange {
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
pub enum GraphAnswer {
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
pub enum AccessChangeOutcome {
    /// The state is as wanted, and was not before.
    Done,
    /// The state was as wanted already, or another request brought it about at that moment.
    AlreadySo,
    /// Nothing was changed.
    NotDone {
        /// Reason for the refusal.
        #[serde(flatten)]
        refusal: ChangeRefusal,
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
pub enum ChangeRefusal {
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
    answered: GraphAnswer,
    read_back: Option<bool>,
) -> AccessChangeOutcome {
    let wanted = action.wants();
    let is_so = read_back.map(|found| found == wanted);
    let so = if before == wanted {
        AccessChangeOutcome::AlreadySo
    } else {
        AccessChangeOutcome::Done
    };
    let not_done = |refusal, request_id| AccessChangeOutcome::NotDone {
        refusal,
        request_id,
    };
    match (answered, is_so) {
        // After a yes it is so, though Graph's own list may show it only a little later.
        (GraphAnswer::Done, _) | (GraphAnswer::NoAnswer { .. }, Some(true)) => so,
        // 400 is what Graph answers for an assignment that is there already, too.
        (GraphAnswer::NoAnswer { request_id }, _)
        | (
            GraphAnswer::Refused {
                status: 400,
                request_id,
                ..
            },
            None,
        ) => AccessChangeOutcome::Unknown { request_id },
        // Who asked for it first does not matter: it is so.
        (_, Some(true)) => AccessChangeOutcome::AlreadySo,
        (GraphAnswer::NotThere { .. }, _) if action == Action::Remove => {
            AccessChangeOutcome::AlreadySo
        }
        (GraphAnswer::NotThere { request_id }, _) => not_done(ChangeRefusal::NotFound, request_id),
        (GraphAnswer::NotAllowed { request_id }, _) => {
            not_done(ChangeRefusal::RoleMissing, request_id)
        }
        (GraphAnswer::Conflict, Some(false)) => not_done(ChangeRefusal::ChangedMeanwhile, None),
        (GraphAnswer::Conflict, None) => AccessChangeOutcome::Unknown { request_id: None },
        (GraphAnswer::Throttled { seconds }, _) => {
            not_done(ChangeRefusal::Throttled { seconds }, None)
        }
        (GraphAnswer::SignedOut, _) => not_done(ChangeRefusal::SignedOut, None),
        (
            GraphAnswer::Refused {
                status,
                code,
                request_id,
            },
            _,
        ) => not_done(ChangeRefusal::NotAccepted { status, code }, request_id),
    }
}
