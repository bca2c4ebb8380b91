//! The disconnection of a registration, and the checks of its tenant that follow.

use super::{
    access_loss::AccessLossCheck,
    approval::Approval,
    lifecycle::Lifecycle,
    transition::{InvalidTransition, Transition},
};
use jiff::{SignedDuration, Timestamp};

/// Time for which a requested check of the tenant is awaited: a minute.
const AWAITED_FOR: SignedDuration = SignedDuration::from_mins(1);

impl Lifecycle {
    /// Lifecycle after the host app disconnected the registration. Disconnecting twice is no error.
    ///
    /// # Errors
    /// [`InvalidTransition`] while no tenant has consented or the one that has waits for approval (it may be rejected: a
    /// disconnected registration keeps its tenant, T02), and after erasure.
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

    /// Instant of the disconnection, needed for actions that are possible only afterwards.
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

    /// Result of the newest check of the tenant after the disconnection.
    pub fn access_gone(&self) -> Option<AccessLossCheck> {
        match self {
            Self::Disconnected { access_gone, .. } => *access_gone,
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// Whether a check of the tenant was requested and its result is awaited.
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

    /// The lifecycle after a check of the tenant was requested at that instant.
    #[must_use]
    pub fn with_look_asked_at(mut self, at: Timestamp) -> Self {
        if let Self::Disconnected { look_asked_at, .. } = &mut self {
            *look_asked_at = Some(at);
        }
        self
    }

    /// The lifecycle after a check of the tenant.
    #[must_use]
    pub fn with_access_gone(mut self, seen: AccessLossCheck) -> Self {
        if let Self::Disconnected { access_gone, .. } = &mut self {
            *access_gone = Some(seen);
        }
        self
    }
}
