//! One check: its name, its outcome, the observation and the remedy.

use serde::Serialize;

/// Outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LineOutcome {
    /// The thing that was checked works.
    Ok,
    /// It does not work, or will soon stop working.
    Wrong,
    /// The doctor could not see it.
    Unknown,
    /// This stage has nothing of the kind.
    NotApplicable,
}

/// One line of the doctor.
#[derive(Debug, Serialize)]
pub(crate) struct DoctorLine {
    /// Its name.
    #[serde(rename = "check")]
    pub(crate) name: String,
    /// Its outcome.
    pub(crate) outcome: LineOutcome,
    /// Observation, in a sentence.
    pub(crate) says: String,
    /// Remedy; `None` if none is needed.
    pub(crate) to_do: Option<String>,
}

impl DoctorLine {
    /// A check of something that works.
    pub(crate) fn ok(name: &str, says: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            outcome: LineOutcome::Ok,
            says: says.into(),
            to_do: None,
        }
    }

    /// A check of something that does not work.
    pub(crate) fn wrong(name: &str, says: impl Into<String>, to_do: impl Into<String>) -> Self {
        Self {
            outcome: LineOutcome::Wrong,
            to_do: Some(to_do.into()),
            ..Self::ok(name, says)
        }
    }

    /// A check whose object could not be seen.
    pub(crate) fn unknown(name: &str, says: impl Into<String>, to_do: impl Into<String>) -> Self {
        Self {
            outcome: LineOutcome::Unknown,
            ..Self::wrong(name, says, to_do)
        }
    }

    /// A check that has nothing to look at.
    pub(crate) fn not_applicable(name: &str, says: impl Into<String>) -> Self {
        Self {
            outcome: LineOutcome::NotApplicable,
            ..Self::ok(name, says)
        }
    }

    /// The check as a line of text.
    pub(crate) fn line(&self) -> String {
        let outcome = match self.outcome {
            LineOutcome::Ok => "ok",
            LineOutcome::Wrong => "wrong",
            LineOutcome::Unknown => "unknown",
            LineOutcome::NotApplicable => "n/a",
        };
        let line = format!("{outcome:<8} {:<22} {}", self.name, self.says);
        match &self.to_do {
            Some(to_do) => format!("{line}. To do: {to_do}"),
            None => line,
        }
    }
}
