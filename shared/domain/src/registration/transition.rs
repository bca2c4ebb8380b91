//! The transitions of a registration's lifecycle. They are pure: they consume the lifecycle and return the next one, or an
//! error with the stage and the event that do not go together.

use super::{
    approval::{Approval, Pinning},
    binding::BindingProof,
    lifecycle::Lifecycle,
    tenant::Tenant,
};
use jiff::Timestamp;

/// Event that changes the lifecycle, named in [`InvalidTransition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// An administrator signed in.
    SignIn,
    /// An administrator came back from the consent page.
    Consent,
    /// The host app agreed to the tenant.
    Approve,
    /// The host app refused the tenant.
    Reject,
    /// A run proved the tenant binding.
    Connect,
    /// The host app disconnected the registration.
    Disconnect,
    /// An administrator removes the app from the tenant.
    RemoveApp,
    /// The host app had all data deleted.
    Erase,
}

/// Error for a transition that the current stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible in stage {stage}")]
pub struct InvalidTransition {
    /// The registration's stage.
    pub stage: &'static str,
    /// The attempted transition.
    pub transition: Transition,
}

/// Reason why a sign-in or consent was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionRefusal {
    /// The stage does not allow it.
    #[error(transparent)]
    Stage(#[from] InvalidTransition),
    /// The registration already belongs to another tenant.
    #[error("the registration belongs to another tenant")]
    OtherTenant,
}

impl Lifecycle {
    /// The lifecycle after the customer's domain stopped pinning the tenant: until it is connected, the host app has to agree
    /// to it.
    #[must_use]
    pub fn unpinned(self) -> Self {
        match self {
            Self::Consented {
                tenant,
                consented_at,
                ..
            } => Self::Consented {
                tenant,
                approval: Approval::Waiting,
                consented_at,
            },
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => self,
        }
    }

    /// Lifecycle after an administrator's sign-in. Until a consent, the newest sign-in counts. Afterwards only the same tenant
    /// may return, which changes no more than the organisation's names. A disconnected registration stays disconnected until a
    /// new consent.
    ///
    /// # Errors
    /// [`TransitionRefusal::OtherTenant`] once consent was given from another tenant; [`TransitionRefusal::Stage`] after erasure.
    pub fn sign_in(self, tenant: Tenant, now: Timestamp) -> Result<Self, TransitionRefusal> {
        match self {
            Self::Invited | Self::SignedIn { .. } => Ok(Self::SignedIn {
                tenant,
                signed_in_at: now,
            }),
            Self::Disconnected {
                tenant: bound,
                approval,
                disconnected_at,
                look_asked_at,
                access_gone,
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Disconnected {
                    tenant: bound.seen_again(tenant),
                    approval,
                    disconnected_at,
                    look_asked_at,
                    access_gone,
                })
            }
            Self::Consented {
                tenant: bound,
                approval,
                consented_at,
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Consented {
                    tenant: bound.seen_again(tenant),
                    approval,
                    consented_at,
                })
            }
            Self::Connected {
                tenant: bound,
                approval,
                consented_at,
                connected_at,
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Connected {
                    tenant: bound.seen_again(tenant),
                    approval,
                    consented_at,
                    connected_at,
                })
            }
            Self::Erased { .. } => Err(self.refuse(Transition::SignIn).into()),
        }
    }

    /// Lifecycle after the administrator of `tenant` returned from the consent page without an error. If no domain of the
    /// customer pinned the tenant (`pinned`), the host app has to agree.
    ///
    /// # Errors
    /// [`TransitionRefusal::OtherTenant`] when another tenant consented first; [`TransitionRefusal::Stage`] in other stages.
    pub fn consent(
        self,
        tenant: Tenant,
        pinned: Pinning,
        now: Timestamp,
    ) -> Result<Self, TransitionRefusal> {
        let fresh = match pinned {
            Pinning::ByDomain => Approval::NotNeeded,
            Pinning::No => Approval::Waiting,
        };
        match self {
            Self::SignedIn { .. } => Ok(Self::Consented {
                tenant,
                approval: fresh,
                consented_at: now,
            }),
            Self::Consented {
                tenant: bound,
                approval,
                ..
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Consented {
                    tenant,
                    approval,
                    consented_at: now,
                })
            }
            Self::Connected {
                tenant: bound,
                approval,
                connected_at,
                ..
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Connected {
                    tenant,
                    approval,
                    consented_at: now,
                    connected_at,
                })
            }
            Self::Disconnected {
                tenant: bound,
                approval,
                ..
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Consented {
                    tenant,
                    approval: approval.or_fresh(fresh),
                    consented_at: now,
                })
            }
            Self::Invited | Self::Erased { .. } => Err(self.refuse(Transition::Consent).into()),
        }
    }

    /// Lifecycle after the host app agreed to the tenant that it sees. It may also agree to a pinned tenant, which may lose
    /// the domain before it is connected. Agreeing twice is no error.
    ///
    /// # Errors
    /// [`InvalidTransition`] while there is no consented tenant to agree to.
    pub fn approve(self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self {
            Self::Consented {
                tenant,
                approval: Approval::Waiting | Approval::NotNeeded,
                consented_at,
            } => Ok(Self::Consented {
                tenant,
                approval: Approval::Approved { at: now },
                consented_at,
            }),
            Self::Consented { .. } | Self::Connected { .. } => Ok(self),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => Err(self.refuse(Transition::Approve)),
        }
    }

    /// Lifecycle after the host app refused the tenant that consented, even after it agreed and before the connection. The
    /// registration waits for another tenant, as at its beginning.
    ///
    /// # Errors
    /// [`InvalidTransition`] if no tenant has consented, a domain pinned it, or it is connected.
    pub fn reject(self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Consented {
                approval: Approval::Waiting | Approval::Approved { .. },
                ..
            } => Ok(Self::Invited),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => Err(self.refuse(Transition::Reject)),
        }
    }

    /// Lifecycle after the binding was proven. A registration connects only if it is consented, its tenant is the proven one
    /// and its approval is settled.
    ///
    /// # Errors
    /// [`InvalidTransition`] in every other case.
    pub fn connect(self, proof: BindingProof, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self {
            Self::Consented {
                tenant,
                approval,
                consented_at,
            } if approval.is_settled() && tenant.id == proof.tenant() => Ok(Self::Connected {
                tenant,
                approval,
                consented_at,
                connected_at: now,
            }),
            Self::Connected { ref tenant, .. } if tenant.id == proof.tenant() => Ok(self),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => Err(self.refuse(Transition::Connect)),
        }
    }

    /// Error for the attempted transition.
    pub(super) fn refuse(&self, transition: Transition) -> InvalidTransition {
        InvalidTransition {
            stage: self.stage(),
            transition,
        }
    }
}

fn same(bound: &Tenant, candidate: &Tenant) -> Result<(), TransitionRefusal> {
    if bound.id == candidate.id {
        Ok(())
    } else {
        Err(TransitionRefusal::OtherTenant)
    }
}
