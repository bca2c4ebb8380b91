//! Proof that a registration belongs to one tenant.

use crate::ids::TenantId;

/// Three witnesses that name the same tenant: the id token's signature, an app-only token for that tenant with which
/// Graph showed our service principal, and the organisation's id as the administrator's own token read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BindingProof(TenantId);

/// Error for witnesses that do not agree; no tenant may be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id token, the app-only token and the organisation do not name the same tenant")]
pub struct BindingMismatch;

impl BindingProof {
    /// Compares the three witnesses.
    ///
    /// # Errors
    /// [`BindingMismatch`] unless all three are the same tenant.
    pub fn new(
        id_token: TenantId,
        app_only: TenantId,
        organization: TenantId,
    ) -> Result<Self, BindingMismatch> {
        if id_token == app_only && id_token == organization {
            Ok(Self(id_token))
        } else {
            Err(BindingMismatch)
        }
    }

    /// The tenant that all three name.
    pub fn tenant(self) -> TenantId {
        self.0
    }
}
