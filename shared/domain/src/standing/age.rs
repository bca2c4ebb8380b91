//! Age of answers: the time for which an unconfirmed answer stands.
//!
//! The clock of a check starts at its last sighting, which an earlier sign-in may have made. Reads compute the age from it, so
//! that an answer also ends if no more runs are made; the first run afterwards reports it. Only a new sighting brings an ended
//! answer back.

use super::{Answer, Health, Sighting, Standing, severity};
use crate::verification::{catalogue::Severity, report::CheckResult, verdict::Verdict};
use jiff::Timestamp;

impl Standing {
    /// Instant at which the check was last seen; `None` if it never was.
    pub fn seen_at(&self, check: &str) -> Option<Timestamp> {
        self.sighting(check).map(Sighting::at)
    }

    /// Whether the last sighting of the check is recent enough to rely on.
    pub fn stands(&self, check: &str, now: Timestamp) -> bool {
        self.sighting(check)
            .is_some_and(|sighting| sighting.stands(now))
    }

    /// The standing at that instant: answers that stayed unconfirmed for too long have ended, answers to a former question do
    /// not count, and the health follows from the rest.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Self {
        let mut standing = self.clone();
        standing.end_old_answers(now);
        // Without a run nothing is told but that something is not known any more.
        if standing.judge() == Health::Unknown {
            standing.health = Health::Unknown;
        }
        standing
    }

    /// Instants until now at which the last sighting of a check became too old.
    pub(crate) fn ends(&self, now: Timestamp) -> Vec<Timestamp> {
        let checks = self.answers.keys();
        let ends = checks.filter_map(|check| self.sighting(check).map(Sighting::ends_at));
        ends.filter(|ends_at| *ends_at <= now).collect()
    }

    /// Ends the answers that stayed unconfirmed for too long. The failure of an advisory check does not end, because its end
    /// would report a repair that no run saw.
    pub(super) fn end_old_answers(&mut self, now: Timestamp) {
        let ends = |(check, answer): &(&String, &Answer)| {
            let has_age = match answer {
                Answer::Pass | Answer::Waiting | Answer::NotReadable => true,
                Answer::Fail => severity(check) == Severity::Blocking,
                Answer::NotApplicable
                | Answer::NeverObserved
                | Answer::Forgotten
                | Answer::Outdated => false,
            };
            has_age && !self.stands(check, now)
        };
        let old: Vec<String> = self
            .answers
            .iter()
            .filter(ends)
            .map(|(check, _)| check.clone())
            .collect();
        for check in &old {
            self.answers.insert(check.clone(), Answer::Outdated);
            self.suspects.remove(check);
            self.findings.remove(check);
        }
        if self.suspects.is_empty() {
            self.held = None;
        }
    }

    fn sighting(&self, check: &str) -> Option<Sighting> {
        let was_seen = self.answers.get(check).is_some_and(|answer| match answer {
            Answer::Pass
            | Answer::Fail
            | Answer::Waiting
            | Answer::NotReadable
            | Answer::Outdated => true,
            Answer::NotApplicable | Answer::NeverObserved | Answer::Forgotten => false,
        });
        let known = self.sightings.get(check).copied();
        known.or(self.sighting_of_run()).filter(|_| was_seen)
    }

    /// Sighting of the last run that could look. It belongs to every check without a sighting of its own.
    fn sighting_of_run(&self) -> Option<Sighting> {
        self.checked_at.map(|checked_at| Sighting {
            is_disturbed: self.is_blind,
            ..Sighting::new(checked_at)
        })
    }

    /// Whether the answers of the last run that could look keep the longer time of a disturbance after a run that saw nothing.
    pub(super) fn is_blind_after(&self, now: Timestamp) -> bool {
        self.sighting_of_run()
            .is_some_and(|sighting| sighting.stands(now))
    }

    /// Last sighting of a check after a run. `None` if the run itself saw it, if it was never seen, or if a run that could not
    /// look at anything leaves the sighting of the last run that could.
    pub(super) fn sighting_after(
        &self,
        result: &CheckResult,
        (started_at, now): (Timestamp, Timestamp),
        could_look: bool,
    ) -> Option<Sighting> {
        let reason = match &result.verdict {
            Verdict::Unknown(reason) => reason,
            Verdict::Pass | Verdict::Fail(_) | Verdict::Waiting(_) => {
                let earlier = result.observed_at.filter(|seen_at| *seen_at < started_at);
                return earlier.map(Sighting::new);
            }
            Verdict::NotApplicable(_) => return None,
        };
        let after = self.sighting(&result.check)?.hidden_by(reason, now);
        let of_run = self.sighting_of_run().map(|sighting| Sighting {
            is_disturbed: self.is_blind_after(now),
            ..sighting
        });
        let is_said = !could_look && of_run == Some(after);
        (!is_said).then_some(after)
    }
}
