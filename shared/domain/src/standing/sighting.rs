//! Last sighting of a check, and the time for which one is relied on.

use crate::verification::verdict::Unobserved;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Time for which an unconfirmed answer stands: 24 hours.
pub const STANDS_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Time for which an answer stands while a disturbance of Microsoft or of ourselves hides the check: 72 hours.
pub const STANDS_FOR_DISTURBED: SignedDuration = SignedDuration::from_hours(72);

/// Last sighting of a check, and whether a disturbance has hidden the check since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Instant in seconds since 1970: short, because every run writes it.
    #[serde(rename = "at")]
    pub(super) seconds: i64,
    /// Whether a disturbance hides the check, which began while the answer stood.
    #[serde(rename = "d", skip_serializing_if = "std::ops::Not::not", default)]
    pub(super) is_disturbed: bool,
}

impl Sighting {
    pub(super) fn new(at: Timestamp) -> Self {
        Self {
            seconds: at.as_second(),
            is_disturbed: false,
        }
    }

    pub(super) fn at(self) -> Timestamp {
        Timestamp::from_second(self.seconds).unwrap_or(Timestamp::MIN)
    }

    /// Instant from which the sighting is too old to rely on.
    pub(super) fn ends_at(self) -> Timestamp {
        let limit = if self.is_disturbed {
            STANDS_FOR_DISTURBED
        } else {
            STANDS_FOR
        };
        self.at().saturating_add(limit).unwrap_or(Timestamp::MAX)
    }

    pub(super) fn stands(self, now: Timestamp) -> bool {
        now < self.ends_at()
    }

    /// The sighting after a run that could not look, for this reason. A disturbance extends only an answer that stood when it
    /// began.
    pub(super) fn hidden_by(self, reason: &Unobserved, now: Timestamp) -> Self {
        let is_disturbed = match reason {
            Unobserved::MicrosoftUnavailable | Unobserved::OperatorFault => self.stands(now),
            // Whether it is a disturbance shows only when it is seen again.
            Unobserved::Unreadable => self.is_disturbed,
            Unobserved::IdentityAbsent { .. }
            | Unobserved::PermissionNotAskedFor { .. }
            | Unobserved::Refused
            | Unobserved::Recreated
            | Unobserved::NotReached
            | Unobserved::Undecided
            | Unobserved::Unexplained
            | Unobserved::Outdated
            | Unobserved::NotAsked => false,
        };
        Self {
            is_disturbed,
            ..self
        }
    }
}

/// Whether an answer of that age still stands, without a disturbance.
pub(crate) fn is_current(seen_at: Timestamp, now: Timestamp) -> bool {
    Sighting::new(seen_at).stands(now)
}
