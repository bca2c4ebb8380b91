//! An approval that was given elsewhere, looked for on the schedule after an administrator signed in and before a consent. It
//! counts like one on the consent page: while the link through which the administrator signed in is open, and for the tenant
//! that a domain of the customer names. A person first confirms any other tenant (T02, T28).

use super::{Verifier, VerifyError};
use crate::{consent::consented, permission_check::is_everything_granted, secrets::new_id};
use domain::{
    clock::{Clock, Machine},
    ids::TenantId,
    permission::FIRST_SET,
    registration::{Lifecycle, Pinning, Registration, Tenant},
    schedule::RunReason,
};
use entra::TokenFreshness;
use store::{CommitError, InvitationWrite, RegistrationChange, StoredRegistration};

/// An administrator's sign-in without a consent so far.
struct SignIn<'a> {
    loaded: &'a StoredRegistration,
    tenant: &'a Tenant,
}

impl Verifier {
    /// Looks for an approval; returns whether one was found and written, so that there is something to verify now. Otherwise
    /// the registration stays on the schedule while the link is open.
    pub(super) async fn find_consent(
        &self,
        machine: Machine<'_>,
        loaded: &StoredRegistration,
    ) -> Result<bool, VerifyError> {
        let Lifecycle::SignedIn {
            tenant,
            signed_in_at,
        } = &loaded.registration.lifecycle
        else {
            return Ok(false);
        };
        let sign_in = SignIn { loaded, tenant };
        if !self.is_open(machine.clock, &sign_in).await? {
            return Ok(false);
        }
        // What came later is no condition of a connection: it may not even be declared yet.
        let first = self.reader.manifest().up_to(FIRST_SET);
        let reading = self
            .reader
            .read(machine.clock, tenant.id, &first, TokenFreshness::Fresh)
            .await;
        let is_granted = is_everything_granted(&reading.facts, &first);
        let is_found = match is_granted {
            Some(true) => self.is_named(&loaded.registration, tenant.id).await,
            answer => answer,
        };
        if is_found == Some(true) && self.write_consent(machine, &sign_in).await? {
            return Ok(true);
        }
        let next = match is_found {
            Some(_) => RunReason::Routine,
            None => RunReason::Retry {
                since: *signed_in_at,
            },
        };
        self.look_later(machine, loaded, next).await?;
        Ok(false)
    }

    /// Whether a domain of the customer names the tenant, both in the administrator's sign-in and at Microsoft now: the sign-in
    /// may be as old as a link. `None` if Microsoft does not tell.
    async fn is_named(&self, registration: &Registration, tenant: TenantId) -> Option<bool> {
        let domain = registration.expected_domain.as_ref();
        let Some(domain) = domain.filter(|_| is_pinned(registration, tenant)) else {
            return Some(false);
        };
        let named = self.reader.entra().tenant_of_domain(domain).await;
        named.ok().map(|named| named == Some(tenant))
    }

    /// Whether the link still gives the authority, and the tenant does not belong to another customer.
    async fn is_open(&self, clock: &dyn Clock, sign_in: &SignIn<'_>) -> Result<bool, VerifyError> {
        let registration = &sign_in.loaded.registration;
        let Some(through) = &registration.signed_in_through else {
            return Ok(false);
        };
        let (link, binding) = tokio::try_join!(
            self.store.find_invitation(through),
            self.store.find_binding(sign_in.tenant.id),
        )?;
        let is_taken =
            binding.is_some_and(|binding| binding.customer_id != registration.customer.id);
        let gives_authority = link.is_some_and(|link| {
            link.gives_authority(&registration.lifecycle, clock.now())
                && !registration.is_rejected(sign_in.tenant.id, &link)
        });
        Ok(gives_authority && !is_taken)
    }

    async fn write_consent(
        &self,
        machine: Machine<'_>,
        sign_in: &SignIn<'_>,
    ) -> Result<bool, VerifyError> {
        let registration = &sign_in.loaded.registration;
        let event_id = new_id::draw(machine.random)?;
        let decide = || async {
            let Some(loaded) = self.store.load(registration.id).await? else {
                return Ok((sign_in.loaded.clone(), None));
            };
            let through = loaded.registration.signed_in_through.clone();
            let now = &loaded.registration;
            // The host app may have named another domain since.
            let is_same = now.lifecycle == registration.lifecycle
                && now.expected_domain == registration.expected_domain
                && is_pinned(now, sign_in.tenant.id);
            let Some(through) = through.filter(|_| is_same) else {
                return Ok((loaded, None));
            };
            // Anybody of the tenant may have signed in; that says nothing of who approved.
            let tenant = sign_in.tenant.clone().with_unknown_approver();
            let (pinned, now) = (Pinning::ByDomain, machine.now());
            let change = consented(&loaded, tenant, pinned, &through, event_id, now);
            let change = change.ok().map(|change| RegistrationChange {
                invitation: Some((through, InvitationWrite::RequireOpen)),
                ..change
            });
            Ok((loaded, change))
        };
        let changed = self
            .store
            .change::<CommitError, _>(|| machine.now(), decide);
        match changed.await {
            Ok(changed) => {
                if changed.is_written {
                    tracing::info!(
                        registration_id = %registration.id,
                        tid = %sign_in.tenant.id,
                        outcome = "consent_found",
                        "found an approval that was given elsewhere"
                    );
                }
                Ok(changed.is_written)
            }
            Err(CommitError::Store(error)) => Err(error.into()),
            Err(
                CommitError::RegistrationChanged
                | CommitError::Superseded
                | CommitError::TenantTaken
                | CommitError::InvitationEnded,
            ) => Ok(false),
        }
    }

    /// Keeps the registration on the schedule after a look that found nothing. A newer due time stays.
    async fn look_later(
        &self,
        machine: Machine<'_>,
        loaded: &StoredRegistration,
        next: RunReason,
    ) -> Result<(), VerifyError> {
        let due_at = self.next_due(machine.now(), next, machine.random)?;
        let id = loaded.registration.id;
        Ok(self.store.reschedule(id, loaded.due_at, due_at).await?)
    }
}

/// Whether a domain of the customer still names the tenant, judged by the administrator's sign-in.
fn is_pinned(registration: &Registration, tenant: TenantId) -> bool {
    let organization = registration.observations.organization.as_ref();
    let organization = organization.map(|seen| &seen.value);
    organization.is_some_and(|organization| {
        organization.id == tenant
            && registration.pins(Pinning::ByDomain, organization) == Pinning::ByDomain
    })
}
