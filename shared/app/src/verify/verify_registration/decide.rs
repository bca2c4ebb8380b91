//! Decision of a run: from everything that it loaded and saw to everything that it stores and tells. Pure: no I/O, no clock,
//! no random bytes.

use super::{
    availability::Availability,
    judge::Judged,
    link::Link,
    news::{BindingNews, RunChange, Told, told},
};
use domain::{
    binding,
    ids::{TokenHash, VerificationId},
    registration::{Lifecycle, Registration},
    schedule::{Intervals, Jitter, next_due},
    standing::{Assessment, Standing},
    usability::Usability,
    verification::{
        SPREADING,
        report::{Report, RunOutcome as Seen},
    },
};
use jiff::Timestamp;
use store::{InvitationWrite, StoredRegistration};

/// Everything that a run loaded and saw.
pub(super) struct Situation<'a> {
    /// State before the run.
    pub(super) loaded: &'a StoredRegistration,
    /// Judgement of the facts, after the brake.
    pub(super) judged: Judged,
    /// The link through which an administrator consented.
    pub(super) link: Link,
    /// Availability of the tenant.
    pub(super) tenant: Availability,
    /// The report to keep, if any.
    pub(super) kept: Option<Kept>,
    /// The intervals of the schedule.
    pub(super) intervals: Intervals,
    /// Position of the next run in its window.
    pub(super) jitter: Jitter,
}

/// A report that is to be kept.
pub(super) struct Kept {
    /// Its id.
    pub(super) id: VerificationId,
    /// The report kept before.
    pub(super) previous: Option<Report>,
}

/// Everything that a run stores and tells.
pub(super) struct Decision {
    /// The registration after the run.
    pub(super) registration: Registration,
    /// Version that the stored registration must still have; `None` if it is not to be written.
    pub(super) replaces: Option<u64>,
    /// Whether the tenant becomes bound to the customer.
    pub(super) is_bound: bool,
    /// The link that has served its purpose, and the write to it.
    pub(super) invitation: Option<(TokenHash, InvitationWrite)>,
    /// The standing after the run.
    pub(super) standing: Standing,
    /// Instant of the next run.
    pub(super) due_at: Timestamp,
    /// The answers; in a kept report they include earlier observations.
    pub(super) report: Report,
    /// Id of the report, if it is to be kept.
    pub(super) report_id: Option<VerificationId>,
    /// News for the host app, in the order of telling.
    pub(super) told: Vec<Told>,
    /// Instant until which a grant may still be spreading, if a check waits for one.
    pub(super) waiting_until: Option<Timestamp>,
    /// Coverage of the tenant by the run.
    pub(super) seen: Seen,
}

/// Decides what a run stores and tells.
pub(super) fn decide(situation: Situation<'_>, now: Timestamp) -> Decision {
    let Situation {
        loaded,
        judged:
            Judged {
                mut registration,
                differs,
                is_noted,
                is_recreated: _,
                permissions,
                facts,
                mut report,
                mut assessment,
            },
        link,
        tenant,
        kept,
        intervals,
        jitter,
    } = situation;
    let before = &loaded.registration;
    let usable = Usability::of(before, &loaded.standing, now);
    let connected = may_bind(tenant, link)
        .then(|| binding::connected(&registration, &facts, &report, now))
        .flatten();
    let is_bound = connected.is_some();
    if let Some(lifecycle) = connected {
        registration.lifecycle = lifecycle;
    }
    let known = usable.after(&registration, &assessment.standing, now);
    assessment.standing.usable = Some(known);
    let report_id = kept.map(|kept| complete(&mut report, loaded, &mut assessment, kept));

    let binding = note_availability(&mut registration, tenant, is_bound, now);
    let is_proven = binding::is_proven(&before.lifecycle, is_bound, &report);
    let through = registration.consented_through.take_if(|_| is_proven);
    let differs = differs || binding != BindingNews::None || through.is_some();
    if differs {
        registration.updated_at = registration.updated_again_at(now);
    }
    // The host app sees neither drives, trials nor claims: they are stored, and leave `updated_at` as it is.
    let is_rewritten = differs || is_noted || is_open(before);
    if is_rewritten {
        registration.version += 1;
    }
    let told = told(&RunChange {
        was_connected: before.lifecycle.connected_tenant().is_some(),
        binding,
        permissions,
        before: &loaded.standing,
        after: &assessment.standing,
        usable: &usable,
        report: &report,
    });
    let consented_at = registration.lifecycle.consented_at().unwrap_or(now);
    Decision {
        replaces: is_rewritten.then_some(before.version),
        is_bound,
        invitation: through.zip(link.dated(registration.id, now)),
        registration,
        due_at: next_due(now, assessment.next, intervals, jitter),
        seen: assessment.coverage.outcome,
        standing: assessment.standing,
        waiting_until: report.is_waiting().then_some(consented_at + SPREADING),
        report,
        report_id,
        told,
    }
}

/// Whether a run may bind the tenant.
fn may_bind(tenant: Availability, link: Link) -> bool {
    match (tenant, link) {
        (Availability::Free, Link::Usable(_) | Link::Gone) => true,
        (Availability::Free, Link::Withdrawn) | (Availability::Taken, _) => false,
    }
}

/// Records in the registration since when its tenant is another customer's; returns the change of the binding.
fn note_availability(
    registration: &mut Registration,
    tenant: Availability,
    is_bound: bool,
    now: Timestamp,
) -> BindingNews {
    let was_taken = registration.tenant_taken_at.is_some();
    match tenant {
        Availability::Taken => {
            registration.tenant_taken_at.get_or_insert(now);
        }
        Availability::Free => registration.tenant_taken_at = None,
    }
    match (tenant, was_taken) {
        (Availability::Free, _) if is_bound => BindingNews::Connected,
        (Availability::Taken, false) => BindingNews::Refused,
        (Availability::Free, true) => BindingNews::Free,
        (Availability::Free, false) | (Availability::Taken, true) => BindingNews::None,
    }
}

/// Completes a report that is kept, with its coverage, the last observations of everything it could not read, and the
/// differences to the report kept before; returns its id.
fn complete(
    report: &mut Report,
    loaded: &StoredRegistration,
    assessment: &mut Assessment,
    Kept { id, previous }: Kept,
) -> VerificationId {
    if let Some(mut previous) = previous {
        // An answer whose question the host app changed since is the answer to another question.
        previous.forget(&loaded.standing);
        report.keep_last_observations(&previous, &assessment.standing);
        report.compare_with(&previous);
    }
    report.coverage = assessment.coverage.clone();
    assessment.keeps_report(id);
    id
}

/// Whether the host app may still refuse the tenant, or agree to it, while a run is under way. Such a run always writes the
/// registration too, so that it notices a refusal or agreement and is made again.
fn is_open(registration: &Registration) -> bool {
    !matches!(registration.lifecycle, Lifecycle::Connected { .. })
}

#[cfg(test)]
mod tests;
