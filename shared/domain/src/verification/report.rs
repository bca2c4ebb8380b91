//! Outcome of one verification.

use super::{
    facts::Evidence,
    verdict::{Unobserved, Verdict},
};
use crate::{
    access::AccessSummary,
    standing::{Standing, is_numbered},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Extent to which a run could look at the checks' facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    /// Complete: Microsoft answered everything.
    #[default]
    Complete,
    /// Partial: a disturbance of Microsoft or of ourselves hid the rest.
    Partial,
    /// None: a disturbance hid everything.
    CouldNotLook,
}

/// Extent of a run, with the disturbance that limited it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The extent.
    pub outcome: RunOutcome,
    /// Start of the disturbance, if there was one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stale_since: Option<Timestamp>,
    /// Instant of the last run that could look at anything: this one, unless it could look at nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub looked_at: Option<Timestamp>,
}

/// One verification, with every check's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Instant of the verification.
    pub checked_at: Timestamp,
    /// Extent to which it could look.
    #[serde(default)]
    pub coverage: Coverage,
    /// One entry for each check, in the order of the catalogue.
    pub results: Vec<CheckResult>,
    /// Differences from the previous kept report.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub changes: Vec<VerdictChange>,
    /// Access in numbers; `None` if it was not read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub access: Option<AccessSummary>,
}

/// A check whose verdict or finding differs from the previous kept report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictChange {
    /// The check's id.
    pub check: String,
    /// The verdict before; `None` if the check is new.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// The verdict now.
    pub to: String,
    /// The code of the finding before, if there was one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from_finding: Option<String>,
    /// The code of the finding now, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to_finding: Option<String>,
}

/// One check's answer and the facts on which it rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    /// The check's id; with its position, such as `library:2`, if the check is asked for each site or library.
    pub check: String,
    /// The site or library it is about, as the host app named it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<String>,
    /// Its answer.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Instant at which the facts behind it were read; `None` if they were not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub observed_at: Option<Timestamp>,
    /// Last observation, if the answer could not be confirmed since.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_known: Option<LastObservation>,
    /// The requests to Microsoft.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<Evidence>,
}

/// Last observation of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastObservation {
    /// Name of the verdict, as [`Verdict::name`] gives it.
    pub verdict: String,
    /// Instant at which it was last seen.
    pub observed_at: Timestamp,
}

impl Report {
    /// Result of one check.
    pub fn result(&self, check: &str) -> Option<&CheckResult> {
        self.results.iter().find(|result| result.check == check)
    }

    /// Whether a grant is still spreading, so that another run within the hour may change an answer.
    pub fn is_waiting(&self) -> bool {
        self.results
            .iter()
            .any(|result| matches!(result.verdict, Verdict::Waiting(_)))
    }

    /// Whether a fact could not be read for a reason that may pass by itself.
    pub fn is_disturbed(&self) -> bool {
        self.results.iter().any(
            |result| matches!(&result.verdict, Verdict::Unknown(reason) if reason.is_transient()),
        )
    }

    /// Records the differences from the previous kept report.
    pub fn compare_with(&mut self, previous: &Self) {
        self.changes = self
            .results
            .iter()
            .filter_map(|result| VerdictChange::of(result, previous.result(&result.check)))
            .collect();
    }

    /// Removes the answers to questions that have changed since.
    pub fn forget(&mut self, standing: &Standing) {
        self.results
            .retain(|result| !standing.has_forgotten(&result.check));
    }

    /// Adds the last observation to each answer that this run could not see. The run's own answer stays unknown, with the
    /// refusals of this run as evidence. `standing` is the one after the run.
    pub fn keep_last_observations(&mut self, previous: &Self, standing: &Standing) {
        for result in &mut self.results {
            let Verdict::Unknown(reason) = &result.verdict else {
                continue;
            };
            let last = previous.result(&result.check);
            let last = last.filter(|_| !reason.ends_observations());
            if result.last_known.is_none() {
                result.last_known = last.and_then(|last| last.last_known(standing));
            }
        }
    }

    /// The newest report of a registration as it reads at that instant: each answer with its last sighting, or unknown if that
    /// is too long ago or its question has changed.
    #[must_use]
    pub fn as_of(mut self, standing: &Standing, now: Timestamp) -> Self {
        self.ask_anew(standing);
        for result in &mut self.results {
            let is_seen = standing.seen_at(&result.check).is_some();
            match &result.verdict {
                Verdict::Pass | Verdict::Fail(_) | Verdict::Waiting(_) if is_seen => {}
                _ => continue,
            }
            let last_known = result.last_known(standing);
            if standing.stands(&result.check, now) {
                result.observed_at = last_known.map(|last| last.observed_at);
            } else {
                result.last_known = last_known;
                result.observed_at = None;
                result.verdict = Verdict::Unknown(Unobserved::Outdated);
            }
        }
        self
    }

    /// Turns answers unknown whose question has changed, and removes those whose question is no longer asked.
    fn ask_anew(&mut self, standing: &Standing) {
        self.results.retain(|result| {
            !is_numbered(&result.check) || standing.answers.contains_key(&result.check)
        });
        for check in standing.answers.keys() {
            if !standing.has_forgotten(check) {
                continue;
            }
            let unknown = CheckResult {
                check: check.clone(),
                subject: None,
                verdict: Verdict::Unknown(Unobserved::NotAsked),
                observed_at: None,
                last_known: None,
                evidence: Vec::new(),
            };
            match self
                .results
                .iter_mut()
                .find(|result| result.check == *check)
            {
                Some(result) => *result = unknown,
                None => self.results.push(unknown),
            }
        }
    }
}

impl CheckResult {
    /// Whether a disturbance hid the answer.
    fn is_hidden(&self) -> bool {
        matches!(&self.verdict, Verdict::Unknown(reason) if reason.is_transient())
    }

    /// Last observation in this result of a kept report. Later runs with the same answers kept no report of their own; the
    /// standing knows the last of them.
    fn last_known(&self, standing: &Standing) -> Option<LastObservation> {
        match &self.verdict {
            Verdict::Unknown(_) => self.last_known.clone(),
            Verdict::NotApplicable(_) => None,
            verdict @ (Verdict::Pass | Verdict::Fail(_) | Verdict::Waiting(_)) => {
                Some(LastObservation {
                    verdict: verdict.name().to_owned(),
                    observed_at: self.observed_at.max(standing.seen_at(&self.check))?,
                })
            }
        }
    }
}

impl VerdictChange {
    /// Difference between two answers of a check. An answer that a disturbance hides makes no difference; an answer after one
    /// is compared with the last observation.
    fn of(now: &CheckResult, last: Option<&CheckResult>) -> Option<Self> {
        let finding = |result: &CheckResult| {
            let finding = result.verdict.finding();
            finding.map(|finding| finding.code.clone())
        };
        if now.is_hidden() {
            return None;
        }
        let (to, to_finding) = (now.verdict.name().to_owned(), finding(now));
        let (from, from_finding) = match last {
            Some(hidden) if hidden.is_hidden() => {
                let last_known = hidden.last_known.as_ref();
                let from = last_known.map(|last_known| last_known.verdict.clone());
                if from.as_ref() == Some(&to) {
                    return None;
                }
                (from, None)
            }
            Some(last) => (Some(last.verdict.name().to_owned()), finding(last)),
            None => (None, None),
        };
        let is_same = from.as_ref() == Some(&to) && from_finding == to_finding;
        (!is_same).then(|| Self {
            check: now.check.clone(),
            from,
            to,
            from_finding,
            to_finding,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verification::verdict::Finding;
    use serde_json::json;

    fn report(verdicts: &[(&str, Verdict)]) -> Report {
        let results = verdicts
            .iter()
            .map(|(check, verdict)| CheckResult {
                check: (*check).to_owned(),
                subject: None,
                verdict: verdict.clone(),
                observed_at: None,
                last_known: None,
                evidence: Vec::new(),
            })
            .collect();
        Report {
            checked_at: Timestamp::UNIX_EPOCH,
            coverage: Coverage::default(),
            results,
            changes: Vec::new(),
            access: None,
        }
    }

    fn failed(code: &str) -> Verdict {
        Verdict::Fail(Finding::new(code))
    }

    #[test]
    fn a_finding_that_was_kept_with_its_sentence_is_read_without_it() {
        let kept = json!({"verdict": "fail", "code": "gone", "message": "it is gone"});
        assert_eq!(
            serde_json::from_value::<Verdict>(kept).unwrap(),
            failed("gone")
        );
        let now = json!({"verdict": "fail", "code": "gone"});
        assert_eq!(serde_json::to_value(failed("gone")).unwrap(), now);
    }

    #[test]
    fn changes_name_what_differs_and_what_is_new() {
        let before = report(&[
            ("one", Verdict::Pass),
            ("two", failed("gone")),
            ("three", failed("locked")),
        ]);
        let mut now = report(&[
            ("one", failed("gone")),
            ("two", failed("gone")),
            ("three", failed("refused")),
            ("four", Verdict::Pass),
        ]);
        now.compare_with(&before);
        let said: Vec<_> = now
            .changes
            .iter()
            .map(|change| {
                (
                    change.check.as_str(),
                    (change.from.as_deref(), change.from_finding.as_deref()),
                    (change.to.as_str(), change.to_finding.as_deref()),
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                ("one", (Some("pass"), None), ("fail", Some("gone"))),
                (
                    "three",
                    (Some("fail"), Some("locked")),
                    ("fail", Some("refused"))
                ),
                ("four", (None, None), ("pass", None)),
            ]
        );
    }

    #[test]
    fn changes_that_were_kept_before_findings_were_named_can_be_read() {
        let kept = r#"{ "check": "one", "from": "pass", "to": "fail" }"#;
        let change: VerdictChange = serde_json::from_str(kept).unwrap();
        assert_eq!((change.to.as_str(), change.to_finding), ("fail", None));
        let new = VerdictChange {
            check: "two".to_owned(),
            from: None,
            to: "pass".to_owned(),
            from_finding: None,
            to_finding: None,
        };
        assert_eq!(
            serde_json::to_string(&new).unwrap(),
            r#"{"check":"two","to":"pass"}"#
        );
    }
}
