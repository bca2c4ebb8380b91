//! Check whether a tenant still lets the app in after the host app disconnected it (see [`crate::verify::access_gone`]).

use super::{Verifier, VerifyError};
use domain::{
    clock::Clock,
    registration::{AccessLoss, AccessLossCheck, Registration, Tenant},
    verification::facts::{AppAccess, AppRefusal, Observed},
};
use jiff::Timestamp;
use store::{CommitError, RegistrationChange, StoredRegistration};

impl Verifier {
    /// Checks the tenant, unless that was done since the request.
    pub(super) async fn see_access_gone(
        &self,
        clock: &dyn Clock,
        loaded: &StoredRegistration,
        asked_at: Timestamp,
    ) -> Result<(), VerifyError> {
        let lifecycle = &loaded.registration.lifecycle;
        let (Ok(disconnected_at), Some(tenant)) = (lifecycle.disconnected_at(), lifecycle.tenant())
        else {
            return Ok(());
        };
        let seen_at = lifecycle.access_gone().map(|seen| seen.observed_at);
        if seen_at.is_some_and(|seen_at| seen_at >= asked_at) {
            return Ok(());
        }
        let verdict = self.is_gone(clock, tenant).await;
        let seen = AccessLossCheck {
            verdict,
            observed_at: clock.now(),
        };
        let id = loaded.registration.id;
        let decide = || async {
            let Some(loaded) = self.store.load(id).await? else {
                return Ok((loaded.clone(), None));
            };
            // It may have connected again meanwhile.
            let lifecycle = &loaded.registration.lifecycle;
            let is_same = lifecycle.disconnected_at() == Ok(disconnected_at);
            let change = is_same.then(|| {
                RegistrationChange::of(Registration {
                    lifecycle: lifecycle.clone().with_access_gone(seen),
                    ..loaded.registration.clone()
                })
            });
            Ok((loaded, change))
        };
        let changed = self.store.change::<CommitError, _>(|| clock.now(), decide);
        changed.await.map_err(|error| match error {
            CommitError::Store(error) => VerifyError::Store(error),
            CommitError::RegistrationChanged
            | CommitError::Superseded
            | CommitError::TenantTaken
            | CommitError::InvitationEnded => VerifyError::KeepsChanging,
        })?;
        tracing::info!(
            registration_id = %id,
            outcome = match verdict {
                AccessLoss::Yes => "access_gone",
                AccessLoss::No => "access_remains",
                AccessLoss::Unknown => "access_unknown",
            },
            "looked whether the tenant still lets the app in"
        );
        Ok(())
    }

    async fn is_gone(&self, clock: &dyn Clock, tenant: &Tenant) -> AccessLoss {
        match self.reader.look_at_access(clock, tenant.id).await {
            Observed::Seen {
                value: AppAccess::Granted,
                ..
            } => AccessLoss::No,
            Observed::Seen {
                value:
                    AppAccess::Refused(
                        AppRefusal::NotRegistered | AppRefusal::Disabled | AppRefusal::TenantGone,
                    ),
                ..
            } => AccessLoss::Yes,
            Observed::Seen {
                value: AppAccess::Refused(AppRefusal::ServiceMissing),
                ..
            }
            | Observed::Unseen { .. } => AccessLoss::Unknown,
        }
    }
}
