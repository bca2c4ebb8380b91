//! `cargo ops rollback`: back to the version before, within seconds.
//!
//! A published version of a function holds code and settings. The alias `live`, through which alone functions are invoked, is
//! pointed at the older version; the command builds nothing and does not ask `CloudFormation`.

use crate::output::CommandOutput;
use crate::place::Place;
use crate::stack::{self, DeployedStack, Function, Move, PublishedVersion};
use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use tooling::layout::Layout;

#[derive(Args, Serialize)]
pub(crate) struct RollbackOptions {
    /// Version to go to, as `/healthz` and the log lines name it; without it, the one before
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
}

/// Moves the aliases of all functions; if a deployment is under way, stops that instead.
///
/// # Errors
/// When there is no version to go back to, the operator does not confirm, or a function could not be moved: then the error names
/// the functions that were.
pub(crate) async fn run(
    layout: &Layout,
    place: &Place,
    options: &RollbackOptions,
) -> Result<CommandOutput> {
    let stack = DeployedStack::describe(layout, place).await?;
    let stage = &place.stage;
    if stack.status == "UPDATE_IN_PROGRESS" {
        return stop(layout, place, options).await;
    }
    if stack.status.ends_with("ROLLBACK_IN_PROGRESS") {
        bail!("AWS takes a deployment of {stage} back already; look again in a few minutes.");
    }
    let plan = Plan::of(&stack.functions, options.to.as_deref())?;
    let Plan { from, to, moves } = &plan;
    let mut shown = CommandOutput::new(json!({ "from": from, "to": to, "moved": [] }));
    if moves.is_empty() {
        shown.line(format!("{stage} is of version {to} already."));
        return Ok(shown);
    }
    place.confirm(&format!(
        "{} functions of {stage} go from version {from} to {to}, with code and settings.",
        moves.len()
    ))?;
    let moved = stack::move_aliases(layout, place, moves).await?;
    let failed: Vec<_> = moved
        .iter()
        .filter_map(|one| Some(format!("{}: {}", one.function, one.error.as_ref()?)))
        .collect();
    if !failed.is_empty() {
        bail!(
            "{} of {} functions of {stage} are of version {to}, these are not:\n{}\nGo on with: cargo ops rollback --stage {stage} --to {to}",
            moved.len() - failed.len(),
            moved.len(),
            failed.join("\n")
        );
    }
    shown.line(format!("{stage} went from version {from} to {to}."));
    for one in &moved {
        shown.line(format!("{} is version {}", one.function, one.number));
    }
    shown.json["moved"] = json!(moved);
    Ok(shown)
}

/// Stops the deployment that is under way.
async fn stop(layout: &Layout, place: &Place, options: &RollbackOptions) -> Result<CommandOutput> {
    let stage = &place.stage;
    if options.to.is_some() {
        bail!("A deployment of {stage} is under way; stop it first, without --to.");
    }
    place.confirm(&format!(
        "A deployment of {stage} is under way; it is stopped and goes back."
    ))?;
    let stopped = stack::stop_deployments(layout, place).await?;
    if stopped == 0 {
        bail!(
            "The deployment of {stage} moves nothing to a new version now; try again in a minute."
        );
    }
    let mut shown = CommandOutput::new(json!({ "stopped": stopped }));
    shown.line(format!(
        "{stopped} functions of {stage} go back to the version before; CloudFormation takes the rest back within minutes."
    ));
    Ok(shown)
}

/// Aliases that a rollback moves.
struct Plan {
    /// Versions that are live, separated by commas.
    from: String,
    /// Version that the aliases shall point at.
    to: String,
    moves: Vec<Move>,
}

impl Plan {
    /// Plan for a version, or for the one before the live one.
    fn of(functions: &[Function], to: Option<&str>) -> Result<Self> {
        let live: BTreeSet<_> = functions
            .iter()
            .map(|function| {
                function
                    .live()
                    .map_or("unknown", |live| live.version.as_str())
            })
            .collect();
        let from = live.iter().copied().collect::<Vec<_>>().join(", ");
        let to = match to {
            Some(to) => to.to_owned(),
            None if live.len() > 1 => {
                bail!(
                    "The functions are of several versions ({from}); say with --to which one is meant."
                )
            }
            None => before(functions, &from)?,
        };
        let mut moves = Vec::new();
        let mut is_known = false;
        for function in functions {
            // A function that is newer than that version stays: nothing of that version invokes it.
            let Some(published) = newest(function, |one| one.version == to) else {
                continue;
            };
            is_known = true;
            refuse_other_table(function, published)?;
            if published.number != function.live || function.is_split {
                moves.push(Move {
                    function: function.name.clone(),
                    number: published.number,
                    revision_id: function.revision_id.clone(),
                });
            }
        }
        if !is_known {
            bail!(
                "No function was ever of version {to}. There are: {}.",
                known(functions)
            );
        }
        Ok(Self { from, to, moves })
    }
}

/// Refuses a version that uses another table than the live one: the functions would go on with what was written there before,
/// and their roles and alarms are of the present table.
fn refuse_other_table(function: &Function, to: &PublishedVersion) -> Result<()> {
    let uses_other = |live: &&PublishedVersion| {
        live.table != to.table && !live.table.is_empty() && !to.table.is_empty()
    };
    match function.live().filter(uses_other) {
        Some(live) => bail!(
            "{} of version {} uses the table {}, and the table in use is {}: a rollback does not change the table. Go back by a \
             deployment instead: check out version {}, keep the present TableEnding in the stage's file, and run cargo ops deploy. To \
             use the other table again, see infra/RUNBOOK.md, Restore the table.",
            function.name,
            to.version,
            to.table,
            live.table,
            to.version
        ),
        None => Ok(()),
    }
}

/// Version before the live one.
fn before(functions: &[Function], live: &str) -> Result<String> {
    let before: BTreeSet<_> = functions
        .iter()
        .filter_map(|function| {
            let is_before =
                |one: &PublishedVersion| one.number < function.live && one.version != live;
            newest(function, is_before)
        })
        .map(|published| published.version.as_str())
        .collect();
    match before.iter().collect::<Vec<_>>()[..] {
        [] => bail!("There is no version before {live}."),
        [before] => Ok((*before).to_owned()),
        _ => bail!(
            "The functions were of several versions before {live}; say with --to which one is meant: {}.",
            known(functions)
        ),
    }
}

fn newest(
    function: &Function,
    is_meant: impl Fn(&PublishedVersion) -> bool,
) -> Option<&PublishedVersion> {
    let meant = function.versions.iter().filter(|one| is_meant(one));
    meant.max_by_key(|one| one.number)
}

/// Names of the versions of all functions.
fn known(functions: &[Function]) -> String {
    let published = functions.iter().flat_map(|function| &function.versions);
    let versions: BTreeSet<_> = published.map(|one| one.version.as_str()).collect();
    versions.into_iter().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    /// A function with versions numbered from 1, of which one is live.
    fn function(name: &str, live: u32, versions: &[&str]) -> Function {
        let published = (1..)
            .zip(versions)
            .map(|(number, version)| PublishedVersion {
                number,
                version: (*version).to_owned(),
                table: "table".to_owned(),
            });
        Function {
            name: name.to_owned(),
            live,
            is_split: false,
            revision_id: format!("revision of {name}"),
            versions: published.collect(),
        }
    }

    /// The planned moves, or the text of the refusal.
    fn planned(functions: &[Function], to: Option<&str>) -> Result<Vec<(String, u32)>, String> {
        let plan = Plan::of(functions, to).map_err(|error| error.to_string())?;
        let moves = plan.moves.into_iter();
        Ok(moves.map(|one| (one.function, one.number)).collect())
    }

    #[test_case(2, None, Ok(&[1, 1]); "the one before")]
    #[test_case(3, None, Ok(&[2, 2]); "the one before, and not the oldest")]
    #[test_case(1, None, Err("no version before a"); "nothing to go back to")]
    #[test_case(1, Some("c"), Ok(&[3, 3]); "forward again")]
    #[test_case(3, Some("c"), Ok(&[]); "there already")]
    #[test_case(3, Some("d"), Err("There are: a, b, c"); "one that never was")]
    fn all_functions_go_to_one_version(
        live: u32,
        to: Option<&str>,
        expected: Result<&[u32], &str>,
    ) {
        let functions = ["pages", "api"].map(|name| function(name, live, &["a", "b", "c"]));
        match (planned(&functions, to), expected) {
            (Ok(moves), Ok(numbers)) => {
                let found: Vec<_> = moves.iter().map(|(_, number)| *number).collect();
                assert_eq!(found, numbers);
            }
            (Err(said), Err(part)) => assert!(said.contains(part), "{said}"),
            (found, expected) => panic!("{found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn a_function_that_is_newer_stays() {
        let functions = [
            function("pages", 2, &["a", "b"]),
            function("new", 1, &["b"]),
        ];
        assert_eq!(planned(&functions, None), Ok(vec![("pages".to_owned(), 1)]));
    }

    #[test]
    fn what_was_published_twice_as_one_version_is_gone_back_to_in_its_newest() {
        let functions = [function("pages", 4, &["a", "a", "b", "b"])];
        assert_eq!(planned(&functions, None), Ok(vec![("pages".to_owned(), 2)]));
    }

    #[test]
    fn half_a_rollback_is_never_taken_for_a_state_to_go_back_from() {
        let functions = [
            function("pages", 2, &["a", "b", "c"]),
            function("api", 3, &["a", "b", "c"]),
        ];
        assert!(planned(&functions, None).unwrap_err().contains("--to"));
        assert_eq!(
            planned(&functions, Some("b")),
            Ok(vec![("api".to_owned(), 2)])
        );
    }

    #[test_case(2, None; "the one before")]
    #[test_case(2, Some("a"); "the one that is named")]
    #[test_case(1, Some("b"); "forward again")]
    fn a_version_of_another_table_is_not_gone_to(live: u32, to: Option<&str>) {
        let mut functions = ["pages", "api"].map(|name| function(name, live, &["a", "b"]));
        // A function that uses no table stands in no way.
        functions[0].versions[0].table = String::new();
        functions[1].versions[1].table = "table.20300131T120000Z".to_owned();
        let refusal = planned(&functions, to).unwrap_err();
        for says in [
            "table.20300131T120000Z",
            "api",
            "TableEnding",
            "cargo ops deploy",
        ] {
            assert!(refusal.contains(says), "{refusal}");
        }
    }

    #[test]
    fn all_requests_go_to_the_version_that_is_meant() {
        let mut split = function("pages", 1, &["a", "b"]);
        split.is_split = true;
        assert_eq!(
            planned(&[split], Some("a")),
            Ok(vec![("pages".to_owned(), 1)])
        );
    }
}
