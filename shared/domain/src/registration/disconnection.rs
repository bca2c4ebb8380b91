//! A connection that the host app took down, and whether the tenant still lets the app in.

use super::{Approval, InvalidTransition, Lifecycle, Transition};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A look that nobody made within this time is not waited for any more: a minute.
const AWAITED_FOR: SignedDuration = SignedDuration::from_mins(1);

/// Whether the app has lost its access to the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IsGone {
    /// Microsoft refuses the app there: it is not registered in the tenant, or disabled, or the tenant is gone.
    Yes,
    /// Microsoft still gives the app a token of the tenant.
    No,
    /// Microsoft or we could not tell.
    Unknown,
}

/// The newest look at a tenant after the connection was taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessGone {
    /// What it showed.
    pub verdict: IsGone,
    /// When it was made.
    pub observed_at: Timestamp,
}

impl Lifecycle {
    /// The host app takes the connection down. Taking it down twice is no error.
    ///
    /// # Errors
    /// [`InvalidTransition`] while no tenant has consented or the one that has waits for approval (it may be rejected: a
    /// disconnected registration keeps its tenant, `security.md` T02), and after erasure.
    pub fn disconnect(self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self {
            Self::Consented {
                approval: Approval::Waiting,
                ..
            } => Err(self.refuse(Transition::Disconnect)),
            Self::Consented {
                tenant, approval, ..
            }
            | Self::Connected {
                tenant, approval, ..
            } => Ok(Self::Disconnected {
                tenant,
                approval,
                disconnected_at: now,
                look_asked_at: None,
                access_gone: None,
            }),
            Self::Disconnected { .. } => Ok(self),
            Self::Invited | Self::SignedIn { .. } | Self::Erased { .. } => {
                Err(self.refuse(Transition::Disconnect))
            }
        }
    }

    /// When the connection was taken down, for what is possible after that alone.
    ///
    /// # Errors
    /// [`InvalidTransition`] in every other stage.
    pub fn disconnected_at(&self) -> Result<Timestamp, InvalidTransition> {
        match self {
            Self::Disconnected {
                disconnected_at, ..
            } => Ok(*disconnected_at),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Erased { .. } => Err(self.refuse(Transition::RemoveApp)),
        }
    }

    /// What the newest look at the tenant showed, after the connection was taken down.
    pub fn access_gone(&self) -> Option<AccessGone> {
        match self {
            Self::Disconnected { access_gone, .. } => *access_gone,
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// Whether a look at the tenant was asked for and is still to come.
    pub fn awaits_look(&self, now: Timestamp) -> bool {
        match self {
            Self::Disconnected {
                look_asked_at: Some(asked_at),
                access_gone,
                ..
            } => {
                let seen_at = access_gone.map(|seen| seen.observed_at);
                now < *asked_at + AWAITED_FOR && seen_at.is_none_or(|seen_at| seen_at < *asked_at)
            }
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => false,
        }
    }

    /// The lifecycle once a look at the tenant was asked for, for that instant.
    #[must_use]
    pub fn with_look_asked_at(mut self, at: Timestamp) -> Self {
        if let Self::Disconnected { look_asked_at, .. } = &mut self {
            *look_asked_at = Some(at);
        }
        self
    }

    /// The lifecycle once a look at the tenant was made.
    #[must_use]
    pub fn with_access_gone(mut self, seen: AccessGone) -> Self {
        if let Self::Disconnected { access_gone, .. } = &mut self {
            *access_gone = Some(seen);
        }
        self
    }
}

impl Approval {
    /// The agreement when the tenant connects again: the host app's word about this very tenant holds, a domain has to pin the
    /// tenant anew.
    pub(super) fn or_fresh(self, fresh: Self) -> Self {
        match self {
            Self::Approved { .. } => self,
            Self::NotNeeded | Self::Waiting => fresh,
        }
    }
}
