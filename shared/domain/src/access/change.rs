//! A change of who may use the app: what was asked of Graph, what Graph answered, and what that comes to once the state was
//! read again (`security.md` (e), row "Graph write").

use super::Kind;
use crate::ids::ObjectId;
use serde::{Deserialize, Serialize};

/// A change that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// These users and groups are assigned.
    Assign(Vec<(Kind, ObjectId)>),
    /// The assignments of these users and groups are taken away.
    Remove(Vec<ObjectId>),
    /// Whether an assignment is required.
    Require(bool),
    /// These users are assigned, and once they are, an assignment becomes required.
    AssignThenRequire(Vec<ObjectId>),
}

impl Change {
    /// How many changes it counts for.
    pub fn count(&self) -> usize {
        match self {
            Self::Assign(principals) => principals.len(),
            Self::Remove(ids) => ids.len(),
            Self::Require(_) => 1,
            Self::AssignThenRequire(ids) => ids.len() + 1,
        }
    }
}

/// One thing that was asked of Graph.
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
    /// What is wanted: to be assigned, or an assignment to be required.
    pub fn wants(self) -> bool {
        match self {
            Self::Assign | Self::RequireAssignment => true,
            Self::Remove | Self::AllowEverybody => false,
        }
    }
}

/// How Graph answered one write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// 2xx: done.
    Done,
    /// 400, and every other answer that says no without a reason of its own here. It may be there already.
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
    /// 404: the assignment is gone, or there is no such user or group.
    NotThere {
        /// `request-id`, for support.
        request_id: Option<String>,
    },
    /// 409 or 412: somebody else changed it at that moment.
    Conflict,
    /// 429: nothing was done.
    Throttled {
        /// Seconds to wait, where Graph said how long.
        seconds: Option<u64>,
    },
    /// 401: the sign-in is over; nothing was done.
    SignedOut,
    /// No answer, 5xx, or one that cannot be understood: it may have been done.
    NoAnswer {
        /// `request-id`, for support, if there was an answer at all.
        request_id: Option<String>,
    },
}

/// What one change came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It is as it was wanted, and was not before.
    Done,
    /// It was so already, or somebody else did it at that moment.
    AlreadySo,
    /// Nothing was changed.
    NotDone {
        /// Why.
        #[serde(flatten)]
        refusal: Refusal,
        /// Microsoft's id of the request, for support.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        request_id: Option<String>,
    },
    /// Microsoft did not say, and reading it again has not shown yet.
    Unknown {
        /// Microsoft's id of the request, for support.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        request_id: Option<String>,
    },
}

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// The person's role does not allow it.
    RoleMissing,
    /// The user, the group or the app is not there.
    NotFound,
    /// Somebody else changed it at that moment.
    ChangedMeanwhile,
    /// Microsoft asks to wait.
    Throttled {
        /// Seconds to wait, where Microsoft said how long.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        seconds: Option<u64>,
    },
    /// The sign-in is over.
    SignedOut,
    /// Microsoft did not accept it: for a group, that it cannot be assigned, or that the organisation has no Entra ID P1.
    NotAccepted {
        /// The HTTP status.
        status: u16,
        /// Graph's code.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        code: Option<String>,
    },
    /// The assignments that it waits for were not made.
    AssignmentsMissing,
    /// It was not done in time and did not show later.
    Lost,
}

/// What a change came to. `before` is how it was before the write, `read_back` how it was found after it; `None` where it
/// could not be read. What was wanted is [`Action::wants`].
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
