//! `cargo ops doctor`: whether a stage works, one line a check. What could not be seen is never taken for well.

mod check;
mod microsoft;
mod outside;
mod settings;
mod synthetic;

use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::Result;
use bootstrap::config::Environment;
use check::{DoctorLine, LineOutcome};
use clap::Args;
use outside::{Fact, Outside};
use serde::Serialize;
use serde_json::json;
use tooling::layout::Layout;

#[derive(Args, Serialize)]
pub(crate) struct DoctorOptions {
    /// Leaves out the registration that is made, opened and erased again: then nothing is changed
    #[arg(long)]
    only_look: bool,
}

/// Looks at everything, and tries a registration end to end.
///
/// # Errors
/// When the checks cannot be begun. A check that finds something wrong, or sees nothing, is in the result.
pub(crate) async fn run(
    layout: &Layout,
    place: &Place,
    options: &DoctorOptions,
) -> Result<CommandOutput> {
    let outside = Outside::look(layout, place).await?;
    let mut tried = settings::checks(place).await;
    match &outside.variables {
        Fact::Seen(variables) => {
            let environment = Environment::from_lookup(|name| variables.get(name).cloned());
            tried.extend(microsoft::checks(layout, place, &environment, &outside.address).await);
            if !options.only_look {
                let address = &outside.address;
                tried.push(Box::pin(synthetic::check(place, &environment, address)).await);
            }
        }
        Fact::Failed(error) => tried.push(DoctorLine::unknown(
            "settings",
            format!("the settings of the functions cannot be read ({error})"),
            "give the operator's role lambda:GetFunctionConfiguration, or deploy the stage",
        )),
    }
    let got_through =
        |check: &DoctorLine| check.name == synthetic::NAME && check.outcome == LineOutcome::Ok;
    let mut checks = outside.checks(place.is_local(), tried.iter().any(got_through));
    checks.extend(tried);
    shown(&checks)
}

fn shown(checks: &[DoctorLine]) -> Result<CommandOutput> {
    let count = |outcome| {
        checks
            .iter()
            .filter(|check| check.outcome == outcome)
            .count()
    };
    let (wrong, unknown) = (count(LineOutcome::Wrong), count(LineOutcome::Unknown));
    let mut shown = CommandOutput::new(json!({
        "works": wrong == 0 && unknown == 0,
        "wrong": wrong,
        "unknown": unknown,
        "checks": serde_json::to_value(checks)?,
    }));
    for check in checks {
        shown.line(check.line());
    }
    shown.line(match (wrong, unknown) {
        (0, 0) => "It works.".to_owned(),
        (0, unknown) => format!("{unknown} could not be seen."),
        (wrong, unknown) => format!("{wrong} wrong, {unknown} could not be seen."),
    });
    shown.exit_code = match (wrong, unknown) {
        (0, 0) => 0,
        (0, _) => 2,
        _ => 1,
    };
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(&[LineOutcome::Ok, LineOutcome::NotApplicable], 0; "all is well")]
    #[test_case(&[LineOutcome::Ok, LineOutcome::Unknown], 2; "something was not seen")]
    #[test_case(&[LineOutcome::Unknown, LineOutcome::Wrong], 1; "something is wrong")]
    fn the_exit_code_tells_wrong_from_unknown(outcomes: &[LineOutcome], exit_code: u8) {
        let checks: Vec<_> = outcomes
            .iter()
            .map(|outcome| DoctorLine {
                outcome: *outcome,
                ..DoctorLine::ok("check", "says")
            })
            .collect();
        let shown = shown(&checks).unwrap();
        assert_eq!(shown.exit_code, exit_code);
        assert_eq!(shown.json["works"], exit_code == 0);
    }
}
