//! The stack of a stage as AWS has it, through the script that talks to AWS.

use crate::place::Place;
use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tooling::command;
use tooling::deployment::aws;
use tooling::layout::Layout;
use tooling::progress::Step;
use tooling::python;

/// A stack.
#[derive(Deserialize)]
pub(crate) struct DeployedStack {
    /// Status in `CloudFormation`'s words.
    pub(crate) status: String,
    /// Parameters of the last deployment.
    pub(crate) parameters: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
    /// Functions of the stack.
    pub(crate) functions: Vec<Function>,
}

/// A function, with the alias by which everything invokes it.
#[derive(Deserialize)]
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// Number of the version that `live` points at.
    pub(crate) live: u32,
    /// Whether `live` sends a part of the requests to another version.
    pub(crate) is_split: bool,
    /// State of the alias; AWS refuses a change that names another state.
    pub(crate) revision_id: String,
    /// Versions that were published.
    pub(crate) versions: Vec<PublishedVersion>,
}

/// A published version of a function.
#[derive(Deserialize)]
pub(crate) struct PublishedVersion {
    /// Number that Lambda gave it.
    pub(crate) number: u32,
    /// Version of code and settings with which it was deployed.
    pub(crate) version: String,
    /// Name of the table that it uses; empty if it uses none.
    pub(crate) table: String,
}

impl Function {
    /// The published version that `live` points at.
    pub(crate) fn live(&self) -> Option<&PublishedVersion> {
        self.versions.iter().find(|one| one.number == self.live)
    }
}

/// Planned change of a function's alias.
#[derive(Serialize)]
pub(crate) struct Move {
    /// Name of the function.
    pub(crate) function: String,
    /// Number of the version.
    pub(crate) number: u32,
    /// State of the alias when the plan was made.
    pub(crate) revision_id: String,
}

/// Outcome of one move.
#[derive(Deserialize, Serialize)]
pub(crate) struct AliasMove {
    /// Name of the function.
    pub(crate) function: String,
    /// Number of the version that its alias should point at.
    pub(crate) number: u32,
    /// Code of AWS's refusal; `None` if the alias points there.
    pub(crate) error: Option<String>,
}

impl DeployedStack {
    /// Asks AWS for the stack of a stage.
    ///
    /// # Errors
    /// When it was never deployed, or AWS refuses.
    pub(crate) async fn describe(layout: &Layout, place: &Place) -> Result<Self> {
        python::prepare(layout).await?;
        ask(layout, place, &["describe", &place.stack], &[]).await
    }

    /// Origin of pages and API.
    ///
    /// # Errors
    /// When the stack has no such output.
    pub(crate) fn api_url(&self) -> Result<&str> {
        let found = self.outputs.get("ApiUrl");
        found
            .map(String::as_str)
            .context("The stack names no ApiUrl.")
    }
}

/// Moves aliases, each only if its state is still the planned one.
///
/// # Errors
/// When the script cannot ask AWS.
pub(crate) async fn move_aliases(
    layout: &Layout,
    place: &Place,
    moves: &[Move],
) -> Result<Vec<AliasMove>> {
    ask(
        layout,
        place,
        &["move-aliases"],
        &serde_json::to_vec(moves)?,
    )
    .await
}

/// Stops moving traffic to new versions, so that all of it goes back to the old ones. Gives the number of functions with such a
/// deployment.
///
/// # Errors
/// When AWS refuses.
pub(crate) async fn stop_deployments(layout: &Layout, place: &Place) -> Result<u32> {
    ask(layout, place, &["stop-deployments", &place.stack], &[]).await
}

/// Runs a command of the script; gives its output.
///
/// # Errors
/// When the script fails; the error has its output.
pub(crate) async fn ask<T: DeserializeOwned>(
    layout: &Layout,
    place: &Place,
    arguments: &[&str],
    input: &[u8],
) -> Result<T> {
    let command = arguments.first().copied().unwrap_or_default();
    let step = Step::start(format!("Asking AWS ({command})"));
    let mut script = aws(layout, arguments);
    script.envs(place.environment.iter().cloned());
    let printed = command::run(&step, &layout.log(command), script, input).await?;
    step.done();
    serde_json::from_str(&printed).with_context(|| format!("{command} did not say what it did"))
}
