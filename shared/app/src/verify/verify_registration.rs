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

mod access_gone;
mod binding;
mod brake;
mod elsewhere;
mod facts;
mod link;
mod measured;
mod news;
mod renew_token;
mod usable;

use crate::{
    access, in_log,
    secrets::{credential::End, move_sign_in, new_id},
    verify::{
        read_system_user::{ReadCurrent, SystemUserReader, SystemUserReading},
        read_tenant::{AppReading, TenantReader},
    },
    warm_up,
};
use domain::{
    attempt::Attempt,
    clock::{Clock, Random, RandomUnavailable},
    ids::{RegistrationId, VerificationId},
    registration::{Lifecycle, Registration},
    schedule::{Intervals, Next, next_due},
    standing::{Assessment, Standing},
    usability::Usability,
    verification::{
        Expectations, SPREADING,
        facts::TenantFacts,
        report::{Outcome as Seen, Report},
        verify,
    },
};
use entra::Freshness;
use jiff::Timestamp;
use link::Link;
use measured::measured;
use news::{BindingNews, RunChange, events};
use std::mem::take;
use store::{
    Bind, Commit, CommitError, KeptReport, Loaded, StandingWrite, Store, StoreError, Trigger,
};

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
pub enum Outcome {
    /// The registration does not exist.
    NotFound,
    /// Nothing to verify: no administrator has consented, or the host app disconnected the tenant.
    NotVerifiable,
    /// A newer run, or another attempt at this one, is already stored.
    Superseded,
    /// The verification was made and stored.
    Verified(Box<Verified>),
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

impl Keep {
    /// The id for the report of a run that ended now, if the report is to be kept.
    fn report_id(
        self,
        assessment: &Assessment,
        now: Timestamp,
        random: &dyn Random,
    ) -> Result<Option<VerificationId>, RandomUnavailable> {
        match self {
            Self::WhenChanged if !assessment.is_worth_keeping() => Ok(None),
            Self::WhenChanged | Self::Always => {
                let id = new_id::generate(now, random)?;
                Ok(Some(VerificationId::from_uuid(id)))
            }
            Self::Under(id) => Ok(Some(id)),
        }
    }
}

/// A verification that was made and stored.
#[derive(Debug)]
pub struct Verified {
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
    pub fn credential_end_to_tell(&self, now: Timestamp) -> Option<End> {
        self.reader.credentials().end_to_tell(now)
    }

    /// Verifies one registration. `slot` orders runs, in milliseconds since 1970: the due time of a scheduled run, or the
    /// instant at which another run was asked for. A run with a later slot sees everything that was written before its slot.
    ///
    /// # Errors
    /// See [`VerifyError`].
    pub async fn verify(
        &self,
        clock: &dyn Clock,
        random: &dyn Random,
        id: RegistrationId,
        slot: i64,
        trigger: Trigger,
        keep: Keep,
    ) -> Result<Outcome, VerifyError> {
        let run = Box::pin(async {
            // The sign-in's version says whether the registration points to it, so both are read at once.
            let sign_in = self.system_users.users().read_current(id);
            let (loaded, sign_in) = tokio::join!(self.store.load(id), sign_in);
            let Some(loaded) = loaded? else {
                return Ok(Outcome::NotFound);
            };
            in_log::name_registration(&loaded.registration);
            let known = Known {
                loaded,
                sign_in: Some(sign_in),
            };
            Box::pin(self.verify_known(clock, random, known, slot, trigger, keep)).await
        });
        measured(clock, slot, trigger, run).await
    }

    /// Verifies like [`Verifier::verify`], with a registration that was just loaded, at the instant of `slot` or later.
    ///
    /// # Errors
    /// See [`VerifyError`].
    pub async fn verify_loaded(
        &self,
        clock: &dyn Clock,
        random: &dyn Random,
        loaded: Loaded,
        slot: i64,
        trigger: Trigger,
        keep: Keep,
    ) -> Result<Outcome, VerifyError> {
        let known = Known {
            loaded,
            sign_in: None,
        };
        let run = Box::pin(self.verify_known(clock, random, known, slot, trigger, keep));
        measured(clock, slot, trigger, run).await
    }

    async fn verify_known(
        &self,
        clock: &dyn Clock,
        random: &dyn Random,
        Known {
            loaded,
            mut sign_in,
        }: Known,
        slot: i64,
        trigger: Trigger,
        keep: Keep,
    ) -> Result<Outcome, VerifyError> {
        let id = loaded.registration.id;
        let mut known = Some(loaded);
        let mut binding = Binding::Allowed;
        // A consent or an approval may be written while the run reads; twice in a row is already unlikely.
        for _ in 0..3 {
            let loaded = match known.take() {
                Some(loaded) => Some(loaded),
                None => self.store.load(id).await?,
            };
            let Some(loaded) = loaded else {
                return Ok(Outcome::NotFound);
            };
            if trigger == Trigger::Interactive
                && loaded.registration.lifecycle.disconnected_at().is_ok()
            {
                let asked_at = Timestamp::from_millisecond(slot).unwrap_or(clock.now());
                Box::pin(self.see_access_gone(clock, &loaded, asked_at)).await?;
                return Ok(Outcome::NotVerifiable);
            }
            if loaded.last_slot.is_some_and(|last| slot <= last) {
                return Ok(Outcome::Superseded);
            }
            let tenant = loaded.registration.lifecycle.verifiable_tenant();
            let Some(tenant) = tenant.map(|tenant| tenant.id) else {
                if Box::pin(self.find_consent(clock, random, &loaded)).await? {
                    continue;
                }
                return Ok(Outcome::NotVerifiable);
            };
            let started_at = clock.now();
            let freshness = Self::freshness(&loaded, started_at, trigger);
            let manifest = self.reader.manifest();
            let permissions = &loaded.registration.observations.permissions;
            let approved = permissions.required(manifest);
            let trials_since = facts::trials_since(&loaded.registration, keep, started_at);
            // On the heap: both together are large.
            let (link, is_taken, previous, app, mut user) = tokio::join!(
                self.link(&loaded.registration),
                self.is_taken(&loaded.registration),
                Box::pin(self.previous_at_once(&loaded, keep)),
                Box::pin(self.reader.read(clock, tenant, &approved, freshness)),
                Box::pin(self.system_users.read(
                    &self.reader,
                    clock,
                    (&loaded.registration, sign_in.take()),
                    tenant,
                    (freshness, trials_since),
                )),
            );
            let is_elsewhere = user.is_elsewhere;
            let sessions = take(&mut user.upload_sessions);
            let left = self.reader.entra().abandon(sessions, clock).await;
            facts::note_left_open(&loaded.registration, &mut user, &left);
            let reading = Reading { app, user };
            if is_taken? {
                binding = Binding::Refused;
            }
            let concluded = async {
                if trigger == Trigger::Interactive {
                    // Somebody may just have changed who uses the app, and not been answered.
                    let times = (started_at, clock.now());
                    let app = &reading.app.facts;
                    access::pending::settle_after_run(&self.store, tenant, app, times).await;
                }
                let run = Run {
                    slot,
                    started_at,
                    trigger,
                    keep,
                    binding,
                    link: link?,
                };
                Box::pin(self.conclude(clock, random, loaded, reading, previous?, run)).await
            };
            match concluded.await {
                Err(ConcludeError::Changed) => {}
                Err(ConcludeError::TenantTaken) => {
                    // Another customer's registration was quicker; this one connects no tenant.
                    tracing::warn!(
                        registration_id = %id,
                        outcome = "tenant_taken",
                        "the tenant belongs to another customer"
                    );
                    let attempt = Attempt::of_taken_tenant(clock.now());
                    self.store.note_attempt(id, &attempt).await?;
                    binding = Binding::Refused;
                }
                Err(ConcludeError::Superseded) => return Ok(Outcome::Superseded),
                Err(ConcludeError::Failed(error)) => return Err(error),
                Ok(verified) => {
                    if is_elsewhere {
                        let moved = move_sign_in::home(&self.store, &self.system_users, clock, id);
                        Box::pin(moved).await;
                    }
                    return Ok(Outcome::Verified(Box::new(verified)));
                }
            }
        }
        Err(VerifyError::KeepsChanging)
    }

    /// Freshness of the tokens for a run. They are fresh if a person waits for the run, or if the grant was not seen since a
    /// recent consent: a token from before the grant does not have it.
    fn freshness(loaded: &Loaded, now: Timestamp, trigger: Trigger) -> Freshness {
        let is_awaited = loaded
            .registration
            .lifecycle
            .consented_at()
            .is_some_and(|consented_at| {
                let settled = loaded.standing.settled_since(consented_at);
                now < consented_at + SPREADING && !settled.contains(&"application-permissions")
            });
        match trigger {
            Trigger::Interactive => Freshness::Fresh,
            Trigger::Scheduled | Trigger::Requested if is_awaited => Freshness::Fresh,
            Trigger::Scheduled | Trigger::Requested => Freshness::Cached,
        }
    }

    async fn conclude(
        &self,
        clock: &dyn Clock,
        random: &dyn Random,
        loaded: Loaded,
        mut reading: Reading,
        mut previous: Option<Report>,
        run: Run,
    ) -> Result<Verified, ConcludeError> {
        let now = clock.now();
        let usable = Usability::of(&loaded.registration, &loaded.standing, now);
        let mut registration = loaded.registration;
        let renewed = self
            .renew_token(&mut registration, &mut reading.user, now, random)
            .await?;
        let renamed = facts::keep_name(&mut registration, &reading.user);
        let is_noted = facts::keep(&mut registration, &mut reading.user);
        let (facts, forgotten) = facts::gather(&mut registration, &loaded.standing, reading, now);
        let mut report = self.judge(&registration, &loaded.standing, &facts, now);
        let seen = (&report, &facts);
        let mut assessment = self
            .assess(&registration, &loaded.standing, seen, run.started_at, now)
            .await?;
        let (granted, permissions) =
            facts::keep_permissions(&mut registration, &facts, self.reader.manifest());
        let connected = run
            .binding
            .allows(run.link)
            .then(|| domain::binding::connected(&registration, &facts, &report, now))
            .flatten();
        let becomes = (&registration, connected.as_ref());
        usable::note(&mut assessment.standing, &usable, becomes, now);
        let due_at = self.next_due(now, assessment.next, random)?;

        let report_id = run.keep.report_id(&assessment, now, random)?;
        if let Some(id) = report_id {
            if run.keep == Keep::WhenChanged {
                previous = self.previous(registration.id, &loaded.standing).await?;
            }
            let before = (previous, &loaded.standing);
            complete(&mut report, before, &mut assessment, id);
        }

        let bound = connected.is_some();
        let news = run.binding.news(&mut registration, bound, now);
        let is_proven = domain::binding::is_proven(&registration.lifecycle, bound, &report);
        let through = registration.consented_through.take_if(|_| is_proven);
        let is_news = news != BindingNews::None;
        let differs = is_news || forgotten || renewed || renamed || granted || through.is_some();
        // The host app sees neither drives, trials nor claims: they are stored, and leave `updated_at` as it is.
        let rewritten = differs || is_noted || is_open(&registration);
        let updated_at = differs.then(|| registration.updated_again_at(now));
        let updated_at = updated_at.unwrap_or(registration.updated_at);
        let changed = rewritten.then(|| Registration {
            lifecycle: connected.unwrap_or_else(|| registration.lifecycle.clone()),
            version: registration.version + 1,
            updated_at,
            ..registration.clone()
        });
        let change = RunChange {
            registration: changed.as_ref().unwrap_or(&registration),
            was_connected: registration.lifecycle.connected_tenant().is_some(),
            binding: news,
            permissions,
            standings: (&loaded.standing, &assessment.standing),
            usable: &usable,
            report: &report,
            sequence: loaded.event_sequence,
        };
        // As late as can be: readers of the outbox wait for ids of a moment ago, but not for long.
        let events = events(&change, clock.now(), random)?;
        let commit = Commit {
            registration: changed
                .as_ref()
                .map(|changed| (changed, registration.version)),
            standing: Some(StandingWrite {
                registration_id: registration.id,
                standing: &assessment.standing,
                after: loaded.last_slot,
                slot: run.slot,
                due_at: Some(due_at),
            }),
            due: None,
            report: report_id.map(|id| KeptReport {
                id,
                registration_id: registration.id,
                report: &report,
                trigger: run.trigger,
            }),
            events: &events,
            bind_tenant: changed.as_ref().filter(|_| bound).and_then(bind),
            invitation: through.as_ref().zip(run.link.dated(registration.id, now)),
            free_tenant: None,
            claim: None,
            link: None,
            audit: None,
        };
        self.store.commit(commit).await?;
        let consented_at = registration.lifecycle.consented_at().unwrap_or(now);
        let waiting_until = report.is_waiting().then_some(consented_at + SPREADING);
        Ok(Verified {
            report_id,
            report,
            seen: assessment.coverage.outcome,
            standing: assessment.standing,
            waiting_until,
        })
    }

    /// The standing after a run. A tenant that waits for approval, and a change that the brake holds, keep the previous health.
    async fn assess(
        &self,
        registration: &Registration,
        standing: &Standing,
        (report, facts): (&Report, &TenantFacts),
        started_at: Timestamp,
        now: Timestamp,
    ) -> Result<Assessment, ConcludeError> {
        let mut assessment = standing.assess(report, started_at, self.intervals.confirm_after);
        if let Ok(Some(service_principal)) = facts.service_principal.get() {
            assessment.standing.service_principal_id = Some(service_principal.id);
        }
        if registration.lifecycle.awaits_approval() {
            assessment = assessment.awaiting_approval(standing);
        }
        self.brake(registration, standing, assessment, now).await
    }

    fn next_due(
        &self,
        now: Timestamp,
        next: Next,
        random: &dyn Random,
    ) -> Result<Timestamp, RandomUnavailable> {
        let mut jitter = [0];
        random.fill(&mut jitter)?;
        Ok(next_due(now, next, self.intervals, jitter[0]))
    }

    /// The report kept before, if it is certainly needed: read at the same time as the tenant.
    async fn previous_at_once(
        &self,
        loaded: &Loaded,
        keep: Keep,
    ) -> Result<Option<Report>, StoreError> {
        match keep {
            Keep::WhenChanged => Ok(None),
            Keep::Always | Keep::Under(_) => {
                self.previous(loaded.registration.id, &loaded.standing)
                    .await
            }
        }
    }

    /// The report kept before. The next report takes over its last observations and notes the differences.
    async fn previous(
        &self,
        id: RegistrationId,
        standing: &Standing,
    ) -> Result<Option<Report>, StoreError> {
        let Some(previous) = standing.latest_report else {
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

    /// Runs every check over the facts.
    fn judge(
        &self,
        registration: &Registration,
        standing: &Standing,
        facts: &TenantFacts,
        now: Timestamp,
    ) -> Report {
        let consented_at = registration.lifecycle.consented_at();
        let settled = consented_at
            .map(|consented_at| standing.settled_since(consented_at))
            .unwrap_or_default();
        let expected = Expectations {
            manifest: self.reader.manifest(),
            required: registration
                .observations
                .permissions
                .required(self.reader.manifest()),
            home_tenant: self.reader.home_tenant(),
            is_connected: registration.lifecycle.connected_tenant().is_some(),
            expected_domain: registration.expected_domain.as_ref(),
            system_user: registration.system_user.as_ref(),
            system_user_id: registration
                .system_user_connection
                .as_ref()
                .map(|connection| connection.object_id),
            sites: &registration.sites,
            consented_at,
            settled: &settled,
            lasting: &standing.lasting(now, self.intervals.confirm_after),
            now,
        };
        verify(facts, &expected)
    }
}

/// Completes a report that is kept, with its coverage, the last observations of everything it could not read, and the
/// differences to the report kept before.
fn complete(
    report: &mut Report,
    (previous, standing): (Option<Report>, &Standing),
    assessment: &mut Assessment,
    id: VerificationId,
) {
    if let Some(mut previous) = previous {
        // What the host app changed since is another question under the same name.
        previous.forget(standing);
        report.keep_last_observations(&previous, &assessment.standing);
        report.compare_with(&previous);
    }
    report.coverage = assessment.coverage.clone();
    assessment.keeps_report(id);
}

/// The binding of a registration's tenant to its customer.
fn bind(registration: &Registration) -> Option<Bind<'_>> {
    registration.lifecycle.tenant().map(|tenant| Bind {
        tenant: tenant.id,
        customer_id: &registration.customer.id,
        registration_id: registration.id,
    })
}

/// Whether the host app may still refuse the tenant, or agree to it, while a run is under way. Such a run always writes the
/// registration too, so that it notices a refusal or agreement and is made again.
fn is_open(registration: &Registration) -> bool {
    !matches!(registration.lifecycle, Lifecycle::Connected { .. })
}

/// State of a registration as a run begins.
struct Known {
    loaded: Loaded,
    /// The system user's newest sign-in, if it was read with the registration.
    sign_in: Option<ReadCurrent>,
}

/// Facts that a run read.
struct Reading {
    app: AppReading,
    user: SystemUserReading,
}

#[derive(Clone, Copy)]
struct Run {
    slot: i64,
    started_at: Timestamp,
    trigger: Trigger,
    keep: Keep,
    binding: Binding,
    link: Link,
}

/// Permission of a run to bind the tenant.
#[derive(Clone, Copy)]
enum Binding {
    Allowed,
    Refused,
}

impl Binding {
    /// Change of the binding. Records in the registration since when its tenant is another customer's.
    fn news(self, registration: &mut Registration, bound: bool, now: Timestamp) -> BindingNews {
        let was_taken = registration.tenant_taken_at.is_some();
        match self {
            Self::Refused => {
                registration.tenant_taken_at.get_or_insert(now);
            }
            Self::Allowed => registration.tenant_taken_at = None,
        }
        match (self, was_taken) {
            (Self::Allowed, _) if bound => BindingNews::Connected,
            (Self::Refused, false) => BindingNews::Refused,
            (Self::Allowed, true) => BindingNews::Free,
            (Self::Allowed, false) | (Self::Refused, true) => BindingNews::None,
        }
    }

    /// Whether the run may bind the tenant, given the state of the link.
    fn allows(self, link: Link) -> bool {
        match (self, link) {
            (Self::Allowed, Link::Usable(_) | Link::Gone) => true,
            (Self::Allowed | Self::Refused, Link::Usable(_) | Link::Gone | Link::Withdrawn) => {
                false
            }
        }
    }
}

enum ConcludeError {
    Changed,
    TenantTaken,
    Superseded,
    Failed(VerifyError),
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
