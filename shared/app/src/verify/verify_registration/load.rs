//! Stored state on which a run rests, besides the registration itself.

use super::{Keep, Verifier, availability::Availability};
use crate::verify::read_system_user::ReadCurrent;
use domain::{
    registration::{Lifecycle, Registration},
    verification::report::Report,
};
use store::{StoreError, StoredRegistration};

/// State of a registration as a run begins.
pub(super) struct Known {
    pub(super) loaded: StoredRegistration,
    /// The system user's newest sign-in, if it was read with the registration.
    pub(super) sign_in: Option<ReadCurrent>,
}

impl Verifier {
    /// Availability of the tenant that consented. Once it is connected it cannot become another customer's.
    pub(super) async fn availability(
        &self,
        registration: &Registration,
    ) -> Result<Availability, StoreError> {
        let Lifecycle::Consented { tenant, .. } = &registration.lifecycle else {
            return Ok(Availability::Free);
        };
        let binding = self.store.find_binding(tenant.id).await?;
        Ok(match binding {
            Some(binding) if binding.customer_id != registration.customer.id => Availability::Taken,
            Some(_) | None => Availability::Free,
        })
    }

    /// The report kept before, if it is certainly needed: read at the same time as the tenant.
    pub(super) async fn previous_at_once(
        &self,
        loaded: &StoredRegistration,
        keep: Keep,
    ) -> Result<Option<Report>, StoreError> {
        match keep {
            Keep::WhenChanged => Ok(None),
            Keep::Always | Keep::Under(_) => self.previous(loaded).await,
        }
    }

    /// The report kept before. The next report takes over its last observations and notes the differences.
    pub(super) async fn previous(
        &self,
        loaded: &StoredRegistration,
    ) -> Result<Option<Report>, StoreError> {
        let id = loaded.registration.id;
        let Some(previous) = loaded.standing.latest_report else {
            return Ok(None);
        };
        match self.store.find_report(id, previous).await {
            Ok(kept) => Ok(kept.map(|kept| kept.report)),
            // A report that cannot be read keeps no later one from being made.
            Err(error) if error.is_corrupt() => {
                tracing::error!(
                    registration_id = %id,
                    outcome = "operator_fault",
                    error = %crate::Chain(&error),
                    "the report before cannot be read"
                );
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
