//! Verifies one registration and stores the result.
//!
//! 1. Load the registration and its standing; drop a run that is no longer due. If no administrator has consented yet, look
//!    whether the approval was given elsewhere.
//! 2. Read the tenant, with the app's own identity and with the system user's at the same time.
//! 3. Judge the facts, then the standing.
//! 4. Connect the tenant when the binding is proven; the invitation through which an administrator consented has then served
//!    its purpose. A tenant that has become another customer's is reported once.
//! 5. Write all changes in one transaction. A run without a change is one conditional update.
//! 6. Move the system user's sign-in, if it was found in another store than the deployment's own.
//!
//! The upload sessions that step 2 opened are abandoned before step 3, whatever the outcome: one that is left open is reported
//! with its library.
//!
//! Step 1 is in `load.rs` and `link.rs`, step 2 in `read.rs`, step 3 in `facts.rs` and `judge.rs`, step 4 in `decide.rs` and
//! step 5 in `write.rs`. Judging and deciding are pure functions.

mod access_gone;
mod availability;
mod brake;
mod decide;
mod elsewhere;
mod facts;
mod judge;
mod link;
mod load;
mod measured;
mod news;
mod read;
mod reading;
mod renew_token;
mod write;

use crate::{
    in_log,
    secrets::{credential::CredentialEnd, move_sign_in},
    verify::{read_system_user::SystemUserReader, read_tenant::TenantReader},
    warm_up,
};
use availability::Availability;
use domain::{
    attempt::Attempt,
    clock::{Clock, Machine, RandomUnavailable},
    ids::{RegistrationId, VerificationId},
    schedule::Intervals,
    standing::Standing,
    verification::report::{Report, RunOutcome as Seen},
};
use jiff::Timestamp;
use load::Known;
use measured::measured;
use store::{Store, StoreError, StoredRegistration, Trigger};
use write::ConcludeError;

/// Reason why a verification could not be made. None of these says anything about the customer.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The table could not be read or written.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
    /// Other requests changed the registration again and again.
    #[error("the registration keeps changing")]
    KeepsChanging,
}

/// Outcome of a verification.
#[derive(Debug)]
pub enum VerificationOutcome {
    /// The registration does not exist.
    NotFound,
    /// Nothing to verify: no administrator has consented, or the host app disconnected the tenant.
    NotVerifiable,
    /// A newer run, or another attempt at this one, is already stored.
    Superseded,
    /// The verification was made and stored.
    Verified(Box<VerificationResult>),
}

/// Rule for keeping a run's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Keeps it always, under the id that the request gives it: a repeat of the request thus makes no second report.
    Under(VerificationId),
    /// Keeps it always: a person or the host app asked for the run.
    Always,
    /// Keeps it if an answer changed: a scheduled run, or a later attempt at a requested one, whose report is not read otherwise.
    WhenChanged,
}

/// Request for a run.
#[derive(Debug, Clone, Copy)]
pub struct RunRequest {
    /// Place of the run among those of the registration, in milliseconds since 1970: the due time of a scheduled run, or the
    /// instant at which another run was asked for. A run with a later slot sees everything that was written before its slot.
    pub slot: i64,
    /// Party that asks for the run.
    pub trigger: Trigger,
    /// Rule for keeping the report.
    pub keep: Keep,
}

/// A verification that was made and stored.
#[derive(Debug)]
pub struct VerificationResult {
    /// Id of the report, if it was kept.
    pub report_id: Option<VerificationId>,
    /// The answers; in a kept report they include earlier observations.
    pub report: Report,
    /// The standing of the registration after the run.
    pub standing: Standing,
    /// Instant until which a grant may still be spreading, if a check waits for one.
    pub waiting_until: Option<Timestamp>,
    /// Coverage of the tenant by the run.
    pub seen: Seen,
}

/// Verifies registrations.
pub struct Verifier {
    /// The table.
    pub store: Store,
    /// Reads tenants.
    pub reader: TenantReader,
    /// Reads with the system users' sign-ins.
    pub system_users: SystemUserReader,
    /// The intervals of the schedule.
    pub intervals: Intervals,
}

impl Verifier {
    /// Begins to open the connections to the table and to Microsoft (see [`warm_up`]).
    pub fn open_connections(&self, clock: impl Clock + 'static) {
        warm_up::open_table(&self.store);
        warm_up::open_microsoft(self.reader.entra(), clock);
    }

    /// Reads our own credential, which every run needs.
    pub async fn read_secrets(&self, clock: &dyn Clock) {
        self.reader.credentials().open(clock).await;
    }

    /// End of the credential in use, see [`Credentials::end_to_tell`](crate::secrets::credential::Credentials::end_to_tell).
    pub fn credential_end_to_tell(&self, now: Timestamp) -> Option<CredentialEnd> {
        self.reader.credentials().end_to_tell(now)
    }

    /// Verifies one registration.
    ///
    /// # Errors
    /// See [`VerifyError`].
    pub async fn verify(
        &self,
        machine: Machine<'_>,
        id: RegistrationId,
        request: RunRequest,
    ) -> Result<VerificationOutcome, VerifyError> {
        let run = Box::pin(async {
            // The sign-in's version says whether the registration points to it, so both are read at once.
            let sign_in = self.system_users.users().read_current(id);
            let (loaded, sign_in) = tokio::join!(self.store.load(id), sign_in);
            let Some(loaded) = loaded? else {
                return Ok(VerificationOutcome::NotFound);
            };
            in_log::name_registration(&loaded.registration);
            let known = Known {
                loaded,
                sign_in: Some(sign_in),
            };
            Box::pin(self.verify_known(machine, known, request)).await
        });
        measured(machine.clock, request, run).await
    }

    /// Verifies like [`Verifier::verify`], with a registration that was just loaded, at the instant of the slot or later.
    ///
    /// # Errors
    /// See [`VerifyError`].
    pub async fn verify_loaded(
        &self,
        machine: Machine<'_>,
        loaded: StoredRegistration,
        request: RunRequest,
    ) -> Result<VerificationOutcome, VerifyError> {
        let known = Known {
            loaded,
            sign_in: None,
        };
        let run = Box::pin(self.verify_known(machine, known, request));
        measured(machine.clock, request, run).await
    }

    async fn verify_known(
        &self,
        machine: Machine<'_>,
        known: Known,
        request: RunRequest,
    ) -> Result<VerificationOutcome, VerifyError> {
        let Known {
            loaded,
            mut sign_in,
        } = known;
        let id = loaded.registration.id;
        let mut known = Some(loaded);
        let mut was_taken = false;
        // A consent or an approval may be written while the run reads; twice in a row is already unlikely.
        for _ in 0..3 {
            let loaded = match known.take() {
                Some(loaded) => Some(loaded),
                None => self.store.load(id).await?,
            };
            let Some(loaded) = loaded else {
                return Ok(VerificationOutcome::NotFound);
            };
            let lifecycle = &loaded.registration.lifecycle;
            if request.trigger == Trigger::Interactive && lifecycle.disconnected_at().is_ok() {
                let asked_at = Timestamp::from_millisecond(request.slot).unwrap_or(machine.now());
                Box::pin(self.see_access_gone(machine.clock, &loaded, asked_at)).await?;
                return Ok(VerificationOutcome::NotVerifiable);
            }
            if loaded.last_slot.is_some_and(|last| request.slot <= last) {
                return Ok(VerificationOutcome::Superseded);
            }
            let Some(tenant) = lifecycle.verifiable_tenant().map(|tenant| tenant.id) else {
                if Box::pin(self.find_consent(machine, &loaded)).await? {
                    continue;
                }
                return Ok(VerificationOutcome::NotVerifiable);
            };
            let visit = self.visit(machine.clock, &loaded, tenant, sign_in.take(), request);
            let mut visit = Box::pin(visit).await?;
            if was_taken {
                visit.tenant = Availability::Taken;
            }
            let is_elsewhere = visit.reading.user.is_elsewhere;
            let concluded = self.conclude(machine, &loaded, visit, request);
            match Box::pin(concluded).await {
                Err(ConcludeError::Changed) => {}
                Err(ConcludeError::TenantTaken) => {
                    self.note_taken(machine.clock, id).await?;
                    was_taken = true;
                }
                Err(ConcludeError::Superseded) => return Ok(VerificationOutcome::Superseded),
                Err(ConcludeError::Failed(error)) => return Err(error),
                Ok(verified) => {
                    if is_elsewhere {
                        let moved =
                            move_sign_in::home(&self.store, &self.system_users, machine.clock, id);
                        Box::pin(moved).await;
                    }
                    return Ok(VerificationOutcome::Verified(Box::new(verified)));
                }
            }
        }
        Err(VerifyError::KeepsChanging)
    }

    /// Notes that another customer's registration connected the tenant first; this one connects no tenant.
    async fn note_taken(&self, clock: &dyn Clock, id: RegistrationId) -> Result<(), StoreError> {
        tracing::warn!(
            registration_id = %id,
            outcome = "tenant_taken",
            "the tenant belongs to another customer"
        );
        let attempt = Attempt::of_taken_tenant(clock.now());
        self.store.note_attempt(id, &attempt).await
    }
}
