//! Outcomes of the checks of `cargo dev test`, and what it says at its end.

use anyhow::{Result, bail};
use std::time::Instant;

/// Outcome of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Passed,
    /// Something is wrong, or the check could not be finished.
    Failed,
    /// It could not be made here, which is said and fails nothing.
    NotChecked,
}

/// Outcomes of all checks.
#[derive(Default)]
pub(crate) struct Summary {
    checks: Vec<(&'static str, Outcome)>,
    /// Tests that failed, which are said last.
    pub(crate) failed_tests: Vec<String>,
}

impl Summary {
    pub(crate) fn add(&mut self, name: &'static str, result: Result<()>) {
        self.push(name, result.map(|()| Outcome::Passed));
    }

    pub(crate) fn push(&mut self, name: &'static str, result: Result<Outcome>) {
        let outcome = result.unwrap_or_else(|error| {
            println!("\n{error:#}\n");
            Outcome::Failed
        });
        self.checks.push((name, outcome));
    }

    pub(crate) fn finish(self, started: Instant) -> Result<()> {
        println!();
        for (name, outcome) in &self.checks {
            let word = match outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "FAILED",
                Outcome::NotChecked => "NOT CHECKED",
            };
            println!("  {word}  {name}");
        }
        let minutes = started.elapsed().as_secs_f32() / 60.0;
        let failed: Vec<_> = self
            .checks
            .iter()
            .filter(|(_, outcome)| *outcome == Outcome::Failed)
            .map(|(name, _)| *name)
            .collect();
        if !failed.is_empty() {
            for line in &self.failed_tests {
                println!("  {line}");
            }
            bail!("Failed after {minutes:.1} minutes: {}.", failed.join(", "));
        }
        let unchecked = self
            .checks
            .iter()
            .any(|(_, outcome)| *outcome == Outcome::NotChecked);
        let all = if unchecked {
            "All that could be checked"
        } else {
            "All checks"
        };
        println!("\n{all} passed in {minutes:.1} minutes.");
        Ok(())
    }
}
