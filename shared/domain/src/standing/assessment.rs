//! Judgement of a run: from a report and the standing before it to the standing after it.

use super::{Answer, BrakeHold, Health, Standing, Suspect, severity};
use crate::{
    ids::VerificationId,
    schedule::RunReason,
    verification::{
        catalogue::Severity,
        report::{CheckResult, Coverage, Report, RunOutcome},
        verdict::{Identity, Unobserved, Verdict},
    },
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Effect of a run on the standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The new standing; `latest_report` is still the previous one.
    pub standing: Standing,
    /// Health before the run, if it changed.
    pub previous_health: Option<Health>,
    /// Whether an answer changed, so that the report is worth keeping.
    pub answers_changed: bool,
    /// Extent to which the run could look.
    pub coverage: Coverage,
    /// Reason for the next run.
    pub next: RunReason,
}

impl Assessment {
    /// Code of the finding that breaks the registration with this run, from the first check whose failure is confirmed. `None`
    /// if this run does not turn the health to [`Health::Broken`].
    pub fn breaks_for(&self) -> Option<&str> {
        if self.previous_health.is_none() || self.standing.health != Health::Broken {
            return None;
        }
        let confirmed = self.standing.suspects.iter();
        let mut codes = confirmed
            .filter(|(_, suspect)| suspect.confirmed)
            .filter_map(|(check, _)| self.standing.findings.get(check));
        Some(codes.next().map_or("unnamed", String::as_str))
    }

    /// Whether the report adds something to the newest kept one: another answer, or a complete run after an incomplete one.
    pub fn is_worth_keeping(&self) -> bool {
        let is_complete = self.coverage.outcome == RunOutcome::Complete;
        self.answers_changed || (is_complete && self.standing.latest_is_incomplete)
    }

    /// Records that the report of the run is kept under this id.
    pub fn keeps_report(&mut self, id: VerificationId) {
        self.standing.latest_report = Some(id);
        self.standing.latest_is_incomplete = self.coverage.outcome != RunOutcome::Complete;
    }

    /// The assessment while the brake is on. The sightings are kept, the health stays, and no failure that this run would
    /// confirm is confirmed. The change therefore takes effect only with a later run that sees the failure again.
    #[must_use]
    pub fn held(mut self, previous: &Standing, held: BrakeHold) -> Self {
        for (check, suspect) in &mut self.standing.suspects {
            let before = previous.suspects.get(check);
            suspect.confirmed = before.is_some_and(|before| before.confirmed);
        }
        self.standing.health = previous.health;
        self.standing.health_version = previous.health_version;
        self.standing.held = Some(held);
        self.previous_health = None;
        self.next = RunReason::Confirm;
        self
    }

    /// The assessment of a tenant to which the host app has not agreed yet: its health is unknown, whatever the run saw
    /// (T02).
    #[must_use]
    pub fn awaiting_approval(mut self, previous: &Standing) -> Self {
        let changes = previous.health != Health::Unknown;
        self.standing.health = Health::Unknown;
        self.standing.health_version = previous.health_version + u64::from(changes);
        self.previous_health = changes.then_some(previous.health);
        self
    }
}

impl Standing {
    /// Judges a run's own report, before earlier observations are filled in. The run began at `started_at`; an observation
    /// from before that is not a sighting by this run. `confirm_after` is the least time between the two sightings of a
    /// failure.
    pub fn assess(
        &self,
        report: &Report,
        started_at: Timestamp,
        confirm_after: SignedDuration,
    ) -> Assessment {
        let now = report.checked_at;
        // A question that does not arise takes no look.
        let looked = |result: &CheckResult| {
            let is_answer = !matches!(result.verdict, Verdict::NotApplicable(_));
            is_answer && result.observed_at.is_some_and(|at| at >= started_at)
        };
        let outcome = if !report.is_disturbed() {
            RunOutcome::Complete
        } else if report.results.iter().any(looked) {
            RunOutcome::Partial
        } else {
            RunOutcome::CouldNotLook
        };
        let could_look = outcome != RunOutcome::CouldNotLook;
        let mut awaits_second = false;
        let mut answers = BTreeMap::new();
        let mut findings = BTreeMap::new();
        let mut suspects = BTreeMap::new();
        let mut sightings = BTreeMap::new();
        let mut unexplained = BTreeMap::new();
        for result in &report.results {
            let check = || result.check.clone();
            let last = self.answers.get(&result.check).copied();
            let answer = answer(result, last);
            if let Some(suspect) = self.suspect(result, now, confirm_after) {
                let can_look = match &result.verdict {
                    Verdict::Unknown(reason) => reason.is_transient(),
                    _ => looked(result),
                };
                awaits_second |= can_look && !suspect.confirmed;
                suspects.insert(check(), suspect);
            }
            if let Some(code) = self.finding(result, answer) {
                findings.insert(check(), code);
            }
            if let Some(sighting) = self.sighting_after(result, (started_at, now), could_look) {
                sightings.insert(check(), sighting);
            }
            if let Some(since) = self.unexplained_since(result, now) {
                unexplained.insert(check(), since);
            }
            answers.insert(check(), answer);
        }
        let mut standing = Self {
            health: self.health,
            health_version: self.health_version,
            answers,
            findings,
            suspects,
            sightings,
            is_blind: !could_look && self.is_blind_after(now),
            unexplained,
            checked_at: if could_look {
                Some(now)
            } else {
                self.checked_at
            },
            disturbed_since: report
                .is_disturbed()
                .then(|| self.disturbed_since.unwrap_or(now)),
            held: None,
            has_domain: self.has_domain_after(report),
            latest_report: self.latest_report,
            service_principal_id: self.service_principal_id,
            usable: self.usable,
            latest_is_incomplete: self.latest_is_incomplete,
        };
        standing.end_old_answers(now);
        standing.health = standing.judge();
        // Of what was held nothing is known yet, as long as something is suspect; after twice its time it means nothing any more.
        if !standing.suspects.is_empty() && standing.health != Health::Broken {
            let held = self.held.as_ref();
            standing.held = held
                .filter(|held| held.is_recent(now, confirm_after))
                .cloned();
        }
        let previous_health = (standing.health != self.health).then_some(self.health);
        if previous_health.is_some() {
            standing.health_version += 1;
        }
        let next = if awaits_second {
            RunReason::Confirm
        } else if let Some(since) = standing.disturbed_since {
            RunReason::Retry { since }
        } else if report.is_waiting() {
            RunReason::Spreading
        } else {
            RunReason::Routine
        };
        Assessment {
            coverage: Coverage {
                outcome,
                stale_since: standing.disturbed_since,
                looked_at: standing.checked_at,
            },
            answers_changed: standing.answers != self.answers || standing.findings != self.findings,
            standing,
            previous_health,
            next,
        }
    }

    /// Whether the tenant had the customer's domain when a run last looked for it.
    fn has_domain_after(&self, report: &Report) -> Option<bool> {
        let result = report.result("customer-domain");
        // What an earlier sign-in showed is no news after a later look.
        let newest = result.filter(|result| result.observed_at >= self.seen_at(&result.check));
        match newest.map(|result| &result.verdict) {
            Some(Verdict::Pass) => Some(true),
            Some(Verdict::Fail(_)) => Some(false),
            Some(Verdict::Waiting(_) | Verdict::NotApplicable(_) | Verdict::Unknown(_)) | None => {
                self.has_domain
            }
        }
    }

    /// Code of a failing check's finding; a check that cannot be read now keeps its last one.
    fn finding(&self, result: &CheckResult, answer: Answer) -> Option<String> {
        match (&result.verdict, answer) {
            (Verdict::Fail(finding), _) => Some(finding.code.clone()),
            (_, Answer::Fail) => self.findings.get(&result.check).cloned(),
            _ => None,
        }
    }

    /// Instant since which Microsoft's answer to the check is not known here. A run that could not look keeps the earlier
    /// instant.
    fn unexplained_since(&self, result: &CheckResult, now: Timestamp) -> Option<Timestamp> {
        let Verdict::Unknown(reason) = &result.verdict else {
            return None;
        };
        let before = self.unexplained.get(&result.check).copied();
        match reason {
            Unobserved::Unreadable | Unobserved::Unexplained => Some(before.unwrap_or(now)),
            Unobserved::MicrosoftUnavailable
            | Unobserved::OperatorFault
            | Unobserved::NotReached => before,
            Unobserved::IdentityAbsent { .. }
            | Unobserved::PermissionNotAskedFor { .. }
            | Unobserved::Refused
            | Unobserved::Recreated
            | Unobserved::Undecided
            | Unobserved::Outdated
            | Unobserved::NotAsked => None,
        }
    }

    fn suspect(
        &self,
        result: &CheckResult,
        now: Timestamp,
        confirm_after: SignedDuration,
    ) -> Option<Suspect> {
        if severity(&result.check) != Severity::Blocking {
            return None;
        }
        let before = self.suspects.get(&result.check).copied();
        let seen_at = result.observed_at.unwrap_or(now);
        match &result.verdict {
            Verdict::Fail(finding) => {
                let since = before.map_or(seen_at, |suspect| suspect.since);
                let confirmed = before.is_some_and(|suspect| {
                    suspect.confirmed || seen_at.duration_since(since) >= confirm_after
                });
                Some(Suspect::new(since, confirmed, finding))
            }
            // The last one was looked at: its failure is over, and only the system user's sign-in shows whether all is well.
            Verdict::Pass
            | Verdict::NotApplicable(_)
            | Verdict::Unknown(Unobserved::IdentityAbsent {
                identity: Identity::SystemUser,
            }) => None,
            // Neither a sighting nor its opposite.
            Verdict::Unknown(_) | Verdict::Waiting(_) => before,
        }
    }

    pub(super) fn judge(&self) -> Health {
        if self.suspects.values().any(|suspect| suspect.confirmed) {
            return Health::Broken;
        }
        let blocking = |wanted: Answer| {
            self.answers
                .iter()
                .any(|(check, answer)| *answer == wanted && severity(check) == Severity::Blocking)
        };
        if blocking(Answer::Outdated) || blocking(Answer::Forgotten) {
            return Health::Unknown;
        }
        if !self.suspects.is_empty() || blocking(Answer::Waiting) {
            return self.health;
        }
        if blocking(Answer::NeverObserved) {
            return Health::Unknown;
        }
        // Nobody saw that what cannot be read is well: it ends nothing that was bad or not known.
        if blocking(Answer::NotReadable) && matches!(self.health, Health::Unknown | Health::Broken)
        {
            return self.health;
        }
        let advisory_failure = self.answers.iter().any(|(check, answer)| {
            *answer == Answer::Fail && severity(check) == Severity::Advisory
        });
        if advisory_failure {
            Health::Attention
        } else {
            Health::Healthy
        }
    }
}

fn answer(result: &CheckResult, last: Option<Answer>) -> Answer {
    match &result.verdict {
        Verdict::Pass => Answer::Pass,
        Verdict::Fail(_) => Answer::Fail,
        Verdict::Waiting(_) => Answer::Waiting,
        Verdict::NotApplicable(_) => Answer::NotApplicable,
        Verdict::Unknown(reason) if reason.ends_observations() => Answer::NeverObserved,
        Verdict::Unknown(reason) => match last {
            None | Some(Answer::NeverObserved | Answer::Forgotten | Answer::NotApplicable) => {
                Answer::NeverObserved
            }
            // Its end would tell of a repair that nobody saw.
            Some(Answer::Fail) if severity(&result.check) != Severity::Blocking => Answer::Fail,
            // Only a sighting brings it back.
            Some(Answer::Outdated) => Answer::Outdated,
            // It spread or it did not; only somebody's sign-in shows which.
            Some(Answer::Waiting) if reason.needs_somebody() => Answer::NeverObserved,
            Some(last) if reason.keeps_last_observation() => last,
            Some(_) => Answer::NotReadable,
        },
    }
}
