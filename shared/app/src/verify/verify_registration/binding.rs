//! Whether the tenant that consented is still free.

use super::Verifier;
use domain::registration::{Lifecycle, Registration};
use store::StoreError;

impl Verifier {
    /// Whether the tenant that consented has become another customer's. Once it is connected it cannot.
    pub(super) async fn is_taken(&self, registration: &Registration) -> Result<bool, StoreError> {
        let Lifecycle::Consented { tenant, .. } = &registration.lifecycle else {
            return Ok(false);
        };
        let binding = self.store.find_binding(tenant.id).await?;
        Ok(binding.is_some_and(|binding| binding.customer_id != registration.customer.id))
    }
}
