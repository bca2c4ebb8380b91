//! Figures as a table and as JSON.

use anyhow::Result;
use serde::Serialize;
use std::path::Path;
use std::time::Duration;

/// The limit of a figure.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Budget {
    AtMost(f64),
    AtLeast(f64),
}

impl Budget {
    fn is_kept_by(self, value: f64) -> bool {
        match self {
            Self::AtMost(limit) => value <= limit,
            Self::AtLeast(limit) => value >= limit,
        }
    }
}

/// One cell of the tables.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub(super) what: String,
    /// Name of the subject, one of those that are measured side by side; absent if the figure has only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<&'static str>,
    pub(super) value: f64,
    pub(super) unit: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) budget: Option<Budget>,
}

impl Figure {
    /// A figure without a budget.
    pub(super) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            of: None,
            value,
            unit,
            budget: None,
        }
    }

    pub(super) fn within(mut self, budget: Budget) -> Self {
        self.budget = Some(budget);
        self
    }
}

/// Prints all figures, those of subjects side by side in columns.
pub fn print(figures: &[Figure]) {
    let mut columns: Vec<&str> = Vec::new();
    let mut rows: Vec<&str> = Vec::new();
    for figure in figures {
        let Some(of) = figure.of else { continue };
        if !columns.contains(&of) {
            columns.push(of);
        }
        if !rows.contains(&&*figure.what) {
            rows.push(&figure.what);
        }
    }
    println!();
    if !columns.is_empty() {
        print_columns(figures, &columns, &rows);
    }
    for figure in figures {
        if figure.of.is_none() || figure.budget.is_some() {
            println!("{}", line(figure));
        }
    }
}

fn print_columns(figures: &[Figure], columns: &[&str], rows: &[&str]) {
    print!("  {:<44}", "");
    for column in columns {
        print!("{column:>12}");
    }
    println!();
    for row in rows {
        print!("  {row:<44}");
        for column in columns {
            let cell = figures
                .iter()
                .find(|figure| figure.what == *row && figure.of == Some(column));
            let text = cell.map_or_else(String::new, |cell| format!("{:.1}", cell.value));
            print!("{text:>12}");
        }
        println!();
    }
    println!();
}

/// A line with a figure, its budget, and the verdict whether the budget is kept.
fn line(figure: &Figure) -> String {
    let of = figure.of.map(|of| format!("{of}: ")).unwrap_or_default();
    let what = format!("{of}{}", figure.what);
    let (budget, verdict) = match figure.budget {
        Some(budget) => {
            let text = match budget {
                Budget::AtMost(limit) => format!("<= {limit}"),
                Budget::AtLeast(limit) => format!(">= {limit}"),
            };
            let kept = budget.is_kept_by(as_printed(figure.value));
            (text, if kept { "within" } else { "MISSED" })
        }
        None => (String::new(), ""),
    };
    let line = format!(
        "  {what:<64} {:>9.2} {:<12} {budget:>8} {verdict}",
        figure.value, figure.unit
    );
    line.trim_end().to_owned()
}

/// A value to the two decimals that are printed and that budgets have.
fn as_printed(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Writes all figures as JSON.
///
/// # Errors
/// When the file cannot be written.
pub fn write(figures: &[Figure], file: &Path) -> Result<()> {
    std::fs::write(file, serde_json::to_vec_pretty(figures)?)?;
    println!("\n  Written: {}", file.display());
    Ok(())
}

/// The value that `percent` of a hundred values do not exceed; zero for an empty list.
pub(super) fn percentile(values: &[Duration], percent: usize) -> Duration {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "sizes of megabytes")]
pub(super) fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

pub(super) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_whether_the_budget_is_kept() {
        let ratio = Figure::new("cold / reference", 1.05, "times");
        let verdict = |budget| {
            let line = line(&ratio.clone().within(budget));
            line.split(' ').next_back().map(str::to_owned)
        };
        assert_eq!(verdict(Budget::AtMost(1.04)).as_deref(), Some("MISSED"));
        assert_eq!(verdict(Budget::AtMost(1.05)).as_deref(), Some("within"));
        assert_eq!(verdict(Budget::AtLeast(1.04)).as_deref(), Some("within"));
        assert_eq!(verdict(Budget::AtLeast(1.06)).as_deref(), Some("MISSED"));
        assert!(line(&ratio).ends_with("times"));
        let same = Figure::new("warm / reference", 1.003, "times").within(Budget::AtMost(1.0));
        assert!(line(&same).ends_with("within"));
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<_> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile(&values, 50), Duration::from_millis(100));
        assert_eq!(percentile(&values, 99), Duration::from_millis(198));
        assert_eq!(percentile(&values[..1], 50), Duration::from_millis(200));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
