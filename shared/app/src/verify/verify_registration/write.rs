//! End of a run: asks the brake, fetches the report kept before, decides, and writes everything in one transaction.

use super::{
    Keep, RunRequest, VerificationResult, Verifier, VerifyError,
    decide::{Decision, Kept, Situation, decide},
    judge::{Rules, judge},
    read::Visit,
};
use crate::secrets::new_id;
use domain::{
    clock::{Machine, Random, RandomUnavailable},
    event::Event,
    ids::{EventId, VerificationId},
    registration::Registration,
    schedule::{Jitter, RunReason, next_due},
    standing::Assessment,
    verification::report::Report,
};
use jiff::Timestamp;
use store::{Bind, Commit, CommitError, KeptReport, StandingWrite, StoreError, StoredRegistration};

/// Reason why a run was not stored.
pub(super) enum ConcludeError {
    /// The state on which it rests has changed.
    Changed,
    /// The tenant belongs to another customer.
    TenantTaken,
    /// A newer run, or another attempt at this one, is stored.
    Superseded,
    /// A fault of ours.
    Failed(VerifyError),
}

impl Verifier {
    /// Decides what a run stores and tells, and writes it.
    pub(super) async fn conclude(
        &self,
        machine: Machine<'_>,
        loaded: &StoredRegistration,
        mut visit: Visit,
        request: RunRequest,
    ) -> Result<VerificationResult, ConcludeError> {
        let now = machine.now();
        let refresh_token = visit.reading.user.refresh_token.take();
        let secret_version = self
            .renew_token(&loaded.registration, refresh_token, now, machine.random)
            .await?;
        let rules = Rules {
            manifest: self.reader.manifest(),
            home_tenant: self.reader.home_tenant(),
            confirm_after: self.intervals.confirm_after,
        };
        let started_at = visit.started_at;
        let mut judged = judge(
            loaded,
            visit.reading,
            secret_version,
            &rules,
            started_at,
            now,
        );
        if judged.is_recreated {
            tracing::warn!(
                registration_id = %loaded.registration.id,
                outcome = "app_recreated",
                "the application was deleted in the tenant and registered anew"
            );
        }
        judged.assessment = self.brake(loaded, judged.assessment, now).await?;
        let jitter = jitter(machine.random)?;
        let id = report_id(request.keep, &judged.assessment, now, machine.random)?;
        let kept = match id {
            Some(id) => Some(self.kept(loaded, request.keep, id, visit.previous).await?),
            None => None,
        };
        let situation = Situation {
            loaded,
            judged,
            link: visit.link,
            tenant: visit.tenant,
            kept,
            intervals: self.intervals,
            jitter,
        };
        let decision = decide(situation, now);
        self.write(machine, loaded, request, decision).await
    }

    /// The report to keep, with the one kept before.
    async fn kept(
        &self,
        loaded: &StoredRegistration,
        keep: Keep,
        id: VerificationId,
        previous: Option<Report>,
    ) -> Result<Kept, StoreError> {
        let previous = match keep {
            Keep::WhenChanged => self.previous(loaded).await?,
            Keep::Always | Keep::Under(_) => previous,
        };
        Ok(Kept { id, previous })
    }

    async fn write(
        &self,
        machine: Machine<'_>,
        loaded: &StoredRegistration,
        request: RunRequest,
        decision: Decision,
    ) -> Result<VerificationResult, ConcludeError> {
        // As late as can be: readers of the outbox wait for ids of a moment ago, but not for long.
        let events = events(
            &decision,
            loaded.event_sequence,
            machine.now(),
            machine.random,
        )?;
        let registration = &decision.registration;
        let commit = Commit {
            registration: decision.replaces.map(|version| (registration, version)),
            standing: Some(StandingWrite {
                registration_id: registration.id,
                standing: &decision.standing,
                after: loaded.last_slot,
                slot: request.slot,
                due_at: Some(decision.due_at),
            }),
            due: None,
            report: decision.report_id.map(|id| KeptReport {
                id,
                registration_id: registration.id,
                report: &decision.report,
                trigger: request.trigger,
            }),
            events: &events,
            bind_tenant: if decision.is_bound {
                bind(registration)
            } else {
                None
            },
            invitation: decision
                .invitation
                .as_ref()
                .map(|(hash, write)| (hash, *write)),
            free_tenant: None,
            claim: None,
            link: None,
            audit: None,
        };
        self.store.commit(commit).await?;
        Ok(VerificationResult {
            report_id: decision.report_id,
            report: decision.report,
            standing: decision.standing,
            waiting_until: decision.waiting_until,
            seen: decision.seen,
        })
    }

    /// Instant of the next run.
    pub(super) fn next_due(
        &self,
        now: Timestamp,
        next: RunReason,
        random: &dyn Random,
    ) -> Result<Timestamp, RandomUnavailable> {
        Ok(next_due(now, next, self.intervals, jitter(random)?))
    }
}

fn jitter(random: &dyn Random) -> Result<Jitter, RandomUnavailable> {
    let mut jitter = [0];
    random.fill(&mut jitter)?;
    Ok(jitter[0])
}

/// The id for the report of a run that ended now, if the report is to be kept.
fn report_id(
    keep: Keep,
    assessment: &Assessment,
    now: Timestamp,
    random: &dyn Random,
) -> Result<Option<VerificationId>, RandomUnavailable> {
    match keep {
        Keep::WhenChanged if !assessment.is_worth_keeping() => Ok(None),
        Keep::WhenChanged | Keep::Always => {
            let id = new_id::generate(now, random)?;
            Ok(Some(VerificationId::from_uuid(id)))
        }
        Keep::Under(id) => Ok(Some(id)),
    }
}

/// Events of a run, numbered after the newest one before it.
fn events(
    decision: &Decision,
    sequence: u64,
    now: Timestamp,
    random: &dyn Random,
) -> Result<Vec<Event>, RandomUnavailable> {
    let numbered = decision.told.iter().zip(sequence + 1..);
    numbered
        .map(|(told, sequence)| {
            let id = EventId::from_uuid(new_id::generate(now, random)?);
            let subject = (&decision.registration, &decision.standing);
            Ok(Event {
                reasons: told.reasons.clone(),
                ..Event::new(id, told.kind, subject, sequence, now)
            })
        })
        .collect()
}

/// The binding of a registration's tenant to its customer.
fn bind(registration: &Registration) -> Option<Bind<'_>> {
    registration.lifecycle.tenant().map(|tenant| Bind {
        tenant: tenant.id,
        customer_id: &registration.customer.id,
        registration_id: registration.id,
    })
}

impl From<CommitError> for ConcludeError {
    fn from(error: CommitError) -> Self {
        match error {
            // A link that ended is read again, and says so; a run that was stored meanwhile may be newer than this one.
            CommitError::RegistrationChanged | CommitError::InvitationEnded => Self::Changed,
            CommitError::Superseded => Self::Superseded,
            CommitError::TenantTaken => Self::TenantTaken,
            CommitError::Store(error) => Self::Failed(error.into()),
        }
    }
}

impl From<StoreError> for ConcludeError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<RandomUnavailable> for ConcludeError {
    fn from(error: RandomUnavailable) -> Self {
        Self::Failed(error.into())
    }
}
