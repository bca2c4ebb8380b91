//! The time in which an administrator changes who may use the app, with a token of that person's own (`security.md` T24).

use crate::{
    flow::Sealed,
    ids::{AuditId, ObjectId, RegistrationId, TenantId, TokenHash},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The token is dropped when nobody used it for so long: 15 minutes.
pub const IDLE_FOR: SignedDuration = SignedDuration::from_mins(15);

/// The token is dropped after so long, whatever is done with it: 60 minutes.
pub const LONGEST_SESSION: SignedDuration = SignedDuration::from_mins(60);

/// An administrator's token for one flow. It is sealed under a key made from the flow's cookie, so what is stored opens
/// nothing without that browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessSession {
    /// The flow it belongs to, by its cookie's hash.
    pub cookie_hash: TokenHash,
    /// The registration it acts on, and no other.
    pub registration_id: RegistrationId,
    /// The tenant of the token, and no other.
    pub tenant: TenantId,
    /// The person whose token it is.
    pub person: ObjectId,
    /// The sealed access token.
    pub token: Sealed,
    /// The scopes that it was issued for.
    pub scopes: BTreeSet<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used.
    pub used_at: Timestamp,
    /// When it ends, by our clock: after [`LONGEST_SESSION`], or when the token does.
    pub ends_at: Timestamp,
}

impl AccessSession {
    /// Whether it may still be used.
    pub fn is_open(&self, now: Timestamp) -> bool {
        now < self.ends_at && now < self.used_at + IDLE_FOR
    }

    /// Whether the token was issued for this scope. Scopes are compared without regard to case.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes
            .iter()
            .any(|granted| granted.eq_ignore_ascii_case(scope))
    }
}

/// What the page of who may use the app is to tell next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccessNotice {
    /// The person went back from Microsoft's pages, or said no there.
    Cancelled,
    /// Microsoft wants somebody with another role to agree.
    ApprovalRequired,
    /// Another account signed in than the one that signed in here before.
    OtherPerson,
    /// Microsoft refused the sign-in for a reason of the tenant or the account.
    Refused {
        /// The `AADSTS` number, digits only, if Microsoft gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        code: Option<String>,
        /// Microsoft's correlation id, if it gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        correlation_id: Option<String>,
    },
    /// Microsoft let the person in and refused our server the tokens: a rule of the tenant was judged from where the server is.
    RefusedAtServer {
        /// The `AADSTS` number, digits only, if Microsoft gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        code: Option<String>,
        /// Microsoft's correlation id, if it gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        correlation_id: Option<String>,
    },
    /// Microsoft could not be reached, or answered with a fault of its own.
    MicrosoftUnavailable,
    /// Our own configuration is at fault; the operator has been told.
    OurFault,
    /// The answer could not be used.
    StartAgain,
    /// The token was given without one of the permissions that were asked for.
    PermissionMissing,
    /// What was changed; the entry has the outcomes.
    Changed {
        /// The entry of the audit.
        entry: AuditId,
    },
    /// Somebody else is changing it at this moment, or a change before is not over.
    Busy,
    /// What was agreed to is not what it is now; nothing was changed.
    Stale,
    /// Somebody would be locked out and the extra confirmation was missing; nothing was changed.
    NotConfirmed,
    /// Nothing was chosen.
    NothingChosen,
    /// More than 20 at once.
    TooManyAtOnce,
    /// More than 100 within an hour.
    TooManyAnHour,
    /// Graph could not be read, so nothing was changed.
    NotRead,
    /// Graph's list does not show the change before yet, so what this one would mean cannot be said; nothing was changed.
    CatchingUp,
    /// The time with the token is over; nothing was changed.
    Over,
    /// The token was dropped, as the person asked.
    Finished,
    /// Microsoft may keep the person on a page of its own. Never stored.
    Kept,
}
