//! How a registration stands: its health, and what is remembered between two runs to find the next one.
//!
//! One pure function, [`Standing::assess`], turns a report into the new standing. An outage of Microsoft or of ourselves
//! shows as `unknown` answers and therefore changes nothing (`security.md` T78).
//!
//! A sighting is a look at Microsoft, not a run: runs judge again what an earlier sign-in showed, and that stays one
//! sighting however often it is judged. What only a sign-in can show is therefore confirmed by a second sign-in alone, and
//! runs do not hurry for it. What was seen missing while a consent was spreading is no sighting: it waits, and when the
//! time is over and nobody has looked again, it is unknown.

use crate::{
    ids::{ObjectId, VerificationId},
    schedule::Next,
    verification::{
        catalogue::{Severity, find_check},
        report::{CheckResult, Report},
        verdict::{Identity, Unobserved, Verdict},
    },
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether Cooperlink can work for the customer, as last confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// A blocking check was never observed.
    Unknown,
    /// Everything is as it must be.
    Healthy,
    /// Cooperlink works; an advisory check fails.
    Attention,
    /// A blocking check was seen failing twice in a row, at least five minutes apart.
    Broken,
}

/// The last known answer of a check, in one letter: the standing is rewritten on every run and should stay small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It passed.
    #[serde(rename = "p")]
    Pass,
    /// It failed.
    #[serde(rename = "f")]
    Fail,
    /// It was spreading.
    #[serde(rename = "w")]
    Waiting,
    /// The question did not arise.
    #[serde(rename = "n")]
    NotApplicable,
    /// It was never observed.
    #[serde(rename = "u")]
    NeverObserved,
    /// It was observed before and cannot be read now.
    #[serde(rename = "o")]
    NotReadable,
}

/// A blocking check that was seen failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspect {
    /// When what first showed it failing was read, without a pass since.
    pub since: Timestamp,
    /// Whether a second sighting confirmed it.
    pub confirmed: bool,
}

/// A change to [`Health::Broken`] that the brake holds back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// When it was first held back.
    pub since: Timestamp,
    /// The code of the finding that would break the registration.
    pub cause: String,
}

impl Held {
    /// The longest a change is held back, in confirmation times: 12 times 5 minutes are an hour.
    const CONFIRMATIONS: i32 = 12;

    /// Whether the change has been held back for long enough. `confirm_after` is the least time between the two sightings of a
    /// failure.
    pub fn is_over(&self, now: Timestamp, confirm_after: SignedDuration) -> bool {
        now >= self.since + confirm_after * Self::CONFIRMATIONS
    }

    /// Whether it began less than twice that time ago.
    pub fn is_recent(&self, now: Timestamp, confirm_after: SignedDuration) -> bool {
        now < self.since + confirm_after * Self::CONFIRMATIONS * 2
    }
}

/// What is remembered of a registration between runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// As last confirmed.
    pub health: Health,
    /// Grows by one with each change of health; never shrinks (`security.md` T70).
    pub health_version: u64,
    /// The last known answer a check.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// What each failing check found, by the finding's code: a failure whose cause changed is news as well.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub findings: BTreeMap<String, String>,
    /// Blocking checks that were seen failing.
    #[serde(default)]
    pub suspects: BTreeMap<String, Suspect>,
    /// The last run that could look.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub checked_at: Option<Timestamp>,
    /// Since when runs could not look, if the last one could not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub disturbed_since: Option<Timestamp>,
    /// The change to [`Health::Broken`] that the brake holds back, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub held: Option<Held>,
    /// The newest kept report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub latest_report: Option<VerificationId>,
    /// Our service principal's object id in the tenant, as last read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub service_principal_id: Option<ObjectId>,
}

impl Default for Standing {
    fn default() -> Self {
        Self {
            health: Health::Unknown,
            health_version: 0,
            answers: BTreeMap::new(),
            findings: BTreeMap::new(),
            suspects: BTreeMap::new(),
            checked_at: None,
            disturbed_since: None,
            held: None,
            latest_report: None,
            service_principal_id: None,
        }
    }
}

/// What a run means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The new standing, `latest_report` not yet moved.
    pub standing: Standing,
    /// What the health was, if it changed.
    pub previous_health: Option<Health>,
    /// Whether an answer changed, so that the report is worth keeping.
    pub answers_changed: bool,
    /// Why the next run is planned.
    pub next: Next,
}

impl Assessment {
    /// The code of the finding that breaks the registration with this run: of the first check whose failure is confirmed.
    /// `None` where the run does not turn it to [`Health::Broken`].
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

    /// The assessment while the brake is on: what was seen is remembered, the health stays, and nothing that this run would
    /// confirm is confirmed yet. So the change comes out only with a run that sees the failure again.
    #[must_use]
    pub fn held(mut self, previous: &Standing, held: Held) -> Self {
        for (check, suspect) in &mut self.standing.suspects {
            let before = previous.suspects.get(check);
            suspect.confirmed = before.is_some_and(|before| before.confirmed);
        }
        self.standing.health = previous.health;
        self.standing.health_version = previous.health_version;
        self.standing.held = Some(held);
        self.previous_health = None;
        self.next = Next::Retry;
        self
    }

    /// The assessment of a tenant that the host app has not agreed to yet: its health is unknown, whatever was seen
    /// (`security.md` T02).
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
    /// Ids of the checks that the last run saw passing or failing, if it was made since `consented_at`.
    pub fn settled_since(&self, consented_at: Timestamp) -> Vec<&str> {
        if self
            .checked_at
            .is_none_or(|checked_at| checked_at < consented_at)
        {
            return Vec::new();
        }
        self.answers
            .iter()
            .filter(|(_, answer)| matches!(answer, Answer::Pass | Answer::Fail))
            .map(|(check, _)| check.as_str())
            .collect()
    }

    /// Whether this service principal is another one than the last run saw: the application was deleted in the tenant and
    /// registered anew, and what was granted to the old one is gone.
    pub fn is_recreated(&self, service_principal: ObjectId) -> bool {
        self.service_principal_id
            .is_some_and(|last| last != service_principal)
    }

    /// Judges a run's own report, before earlier observations are filled in. The run began at `started_at`: what was
    /// observed earlier was not looked at by it. `confirm_after` is the least time between the two sightings of a failure.
    pub fn assess(
        &self,
        report: &Report,
        started_at: Timestamp,
        confirm_after: SignedDuration,
    ) -> Assessment {
        let now = report.checked_at;
        let looked = |result: &CheckResult| result.observed_at.is_some_and(|at| at >= started_at);
        let mut awaits_second = false;
        let mut answers = BTreeMap::new();
        let mut findings = BTreeMap::new();
        let mut suspects = BTreeMap::new();
        for result in &report.results {
            let last = self.answers.get(&result.check).copied();
            let answer = answer(&result.verdict, last);
            if let Some(suspect) = self.suspect(result, now, confirm_after) {
                let can_look = match &result.verdict {
                    Verdict::Unknown(reason) => !reason.needs_somebody(),
                    _ => looked(result),
                };
                awaits_second |= can_look && !suspect.confirmed;
                suspects.insert(result.check.clone(), suspect);
            }
            if let Some(code) = self.finding(result, answer) {
                findings.insert(result.check.clone(), code);
            }
            answers.insert(result.check.clone(), answer);
        }
        let could_look = report.results.iter().any(looked) || !report.is_disturbed();
        let mut standing = Self {
            health: self.health,
            health_version: self.health_version,
            answers,
            findings,
            suspects,
            checked_at: if could_look {
                Some(now)
            } else {
                self.checked_at
            },
            disturbed_since: report
                .is_disturbed()
                .then(|| self.disturbed_since.unwrap_or(now)),
            held: None,
            latest_report: self.latest_report,
            service_principal_id: self.service_principal_id,
        };
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
            Next::Confirm
        } else if report.is_disturbed() {
            Next::Retry
        } else if report.is_waiting() {
            Next::Spreading
        } else {
            Next::Routine
        };
        Assessment {
            answers_changed: standing.answers != self.answers || standing.findings != self.findings,
            standing,
            previous_health,
            next,
        }
    }

    /// Forgets what was seen of these checks, whose question has changed. The health stays until the next run.
    pub fn forget(&mut self, is_stale: impl Fn(&str) -> bool) {
        self.answers.retain(|check, _| !is_stale(check));
        self.findings.retain(|check, _| !is_stale(check));
        self.suspects.retain(|check, _| !is_stale(check));
    }

    /// Whether a blocking check failed when it was last looked at, confirmed or not.
    pub fn is_failing(&self) -> bool {
        !self.suspects.is_empty()
    }

    /// The code of what a failing check found; what cannot be read now keeps the last one.
    fn finding(&self, result: &CheckResult, answer: Answer) -> Option<String> {
        match (&result.verdict, answer) {
            (Verdict::Fail(finding), _) => Some(finding.code.clone()),
            (_, Answer::Fail) => self.findings.get(&result.check).cloned(),
            _ => None,
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
            Verdict::Fail(_) => Some(match before {
                None => Suspect {
                    since: seen_at,
                    confirmed: false,
                },
                Some(suspect) => Suspect {
                    since: suspect.since,
                    confirmed: suspect.confirmed
                        || seen_at.duration_since(suspect.since) >= confirm_after,
                },
            }),
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

    fn judge(&self) -> Health {
        if self.suspects.values().any(|suspect| suspect.confirmed) {
            return Health::Broken;
        }
        let blocking = |wanted: Answer| {
            self.answers
                .iter()
                .any(|(check, answer)| *answer == wanted && severity(check) == Severity::Blocking)
        };
        if !self.suspects.is_empty() || blocking(Answer::Waiting) {
            return self.health;
        }
        if blocking(Answer::NeverObserved) {
            return Health::Unknown;
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

fn answer(verdict: &Verdict, last: Option<Answer>) -> Answer {
    match verdict {
        Verdict::Pass => Answer::Pass,
        Verdict::Fail(_) => Answer::Fail,
        Verdict::Waiting(_) => Answer::Waiting,
        Verdict::NotApplicable(_) => Answer::NotApplicable,
        // Whatever was seen belonged to an application that is gone, or came without the system user it depends on.
        Verdict::Unknown(
            Unobserved::Recreated
            | Unobserved::IdentityAbsent {
                identity: Identity::SystemUser,
            },
        ) => Answer::NeverObserved,
        Verdict::Unknown(reason) => match last {
            None | Some(Answer::NeverObserved) => Answer::NeverObserved,
            // It spread or it did not; only somebody's sign-in shows which.
            Some(Answer::Waiting) if reason.needs_somebody() => Answer::NeverObserved,
            Some(last) if reason.keeps_last_observation() => last,
            Some(_) => Answer::NotReadable,
        },
    }
}

/// A check that this version does not know any more blocks nobody.
fn severity(check: &str) -> Severity {
    find_check(check).map_or(Severity::Advisory, |check| check.severity)
}

#[cfg(test)]
#[path = "standing/tests.rs"]
mod tests;
