//! The outcome of one verification.

use super::{facts::Evidence, verdict::Verdict};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One verification: every check's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When it was made.
    pub checked_at: Timestamp,
    /// One entry a check, in the order of the catalogue.
    pub results: Vec<CheckResult>,
}

/// One check's answer and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    /// The check's id.
    pub check: String,
    /// Its answer.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// When the facts behind it were read; `None` when they were not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub observed_at: Option<Timestamp>,
    /// What was asked of Microsoft.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<Evidence>,
}

impl Report {
    /// The answer of one check.
    pub fn result(&self, check: &str) -> Option<&CheckResult> {
        self.results.iter().find(|result| result.check == check)
    }

    /// Whether a grant is still spreading, so that asking again within the hour may change an answer.
    pub fn is_waiting(&self) -> bool {
        self.results
            .iter()
            .any(|result| matches!(result.verdict, Verdict::Waiting(_)))
    }

    /// Whether something could not be read for a reason that may pass by itself.
    pub fn is_disturbed(&self) -> bool {
        self.results.iter().any(
            |result| matches!(&result.verdict, Verdict::Unknown(reason) if reason.is_transient()),
        )
    }

    /// Answers that this run lacked the means to find keep their last observation.
    pub fn keep_last_observations(&mut self, previous: &Self) {
        for result in &mut self.results {
            let Verdict::Unknown(reason) = &result.verdict else {
                continue;
            };
            if !reason.keeps_last_observation() {
                continue;
            }
            if let Some(last) = previous.result(&result.check)
                && last.observed_at.is_some()
                && !matches!(last.verdict, Verdict::Unknown(_) | Verdict::Waiting(_))
            {
                *result = last.clone();
            }
        }
    }
}
