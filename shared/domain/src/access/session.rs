//! Session in which an administrator changes the access, with a token of that person's own (T24).

use crate::{
    flow::SealedValue,
    ids::{AuditId, ObjectId, RegistrationId, TenantId, TokenHash},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest time without use, after which the token is dropped: 15 minutes.
pub const IDLE_FOR: SignedDuration = SignedDuration::from_mins(15);

/// Longest time for which the token is kept, with or without use: 60 minutes.
pub const LONGEST_SESSION: SignedDuration = SignedDuration::from_mins(60);

/// An administrator's token for one flow. It is sealed under a key that is derived from the flow's cookie, so the stored form
/// is useless without that browser.
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
    pub token: SealedValue,
    /// The scopes that it was issued for.
    pub scopes: BTreeSet<String>,
    /// Instant at which the session began.
    pub started_at: Timestamp,
    /// Instant of the last use.
    pub used_at: Timestamp,
    /// Instant at which the session ends, by our clock: after [`LONGEST_SESSION`], or when the token expires.
    pub ends_at: Timestamp,
}

impl AccessSession {
    /// Whether the session may still be used.
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

/// Notice that the access page shows next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccessNotice {
    /// The person went back from Microsoft's pages, or declined there.
    Cancelled,
    /// Microsoft asks for the approval of a person with another role.
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
    /// Microsoft let the person in but refused the tokens to our server: it applied a rule of the tenant to the server's
    /// address.
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
    /// The change was tried; the audit entry has the outcomes.
    Changed {
        /// The entry of the audit.
        entry: AuditId,
    },
    /// Another change is under way, or an earlier one is not settled.
    Busy,
    /// The access has changed since the person confirmed; nothing was changed.
    Stale,
    /// An account would be locked out and the second confirmation was missing; nothing was changed.
    NotConfirmed,
    /// Nothing was chosen.
    NothingChosen,
    /// The person chose more than 20 users and groups at once.
    TooManyAtOnce,
    /// The person made more than 100 changes within an hour.
    TooManyAnHour,
    /// Graph could not be read, so nothing was changed.
    NotRead,
    /// Graph's list does not show the previous change yet, so the effect of this one is unknown; nothing was changed.
    CatchingUp,
    /// The session has ended; nothing was changed.
    Over,
    /// The token was dropped, as the person asked.
    Finished,
    /// Microsoft may keep the person on a page of its own. Never stored.
    Kept,
}
