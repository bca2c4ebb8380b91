//! `cargo ops stop` and `cargo ops start`: a stage at which nothing reads or writes, as a change of its table needs it.
//!
//! 1. The queues hand over no more messages, so that none is tried in vain. They keep theirs for days.
//! 2. The functions get no executions: pages and API answer 503, and ticks of the schedule do nothing.
//!
//! A start takes the same steps back, the last one first. Each command may be given again: what is so already stays so.

use crate::output::CommandOutput;
use crate::place::Place;
use crate::stack::{self, DeployedStack};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tooling::layout::Layout;
use tooling::python;

/// Each function with the parameter that says how many executions it keeps for itself; 0 keeps none.
const KEPT: [(&str, &str); 7] = [
    ("consent-start", "PagesConcurrency"),
    ("oauth-callback", "CallbackConcurrency"),
    ("verify-api", "ApiConcurrency"),
    ("verify-dispatch", "DispatchConcurrency"),
    ("verify-worker", "WorkerConcurrency"),
    ("erase-worker", "EraseConcurrency"),
    ("event-deliver", "DeliveryConcurrency"),
];

/// Parts of the stage that were switched.
#[derive(Deserialize, Serialize)]
struct Switched {
    functions: Vec<String>,
    /// Functions whose queues were switched.
    queues: Vec<String>,
}

/// Stops the stage.
///
/// # Errors
/// When the operator does not confirm, or AWS refuses: then a part of the stage may be stopped.
pub(crate) async fn stop(layout: &Layout, place: &Place) -> Result<CommandOutput> {
    let stage = &place.stage;
    place.confirm(&format!(
        "Pages and API of {stage} answer 503 and nothing is verified until `cargo ops start`."
    ))?;
    python::prepare(layout).await?;
    let stopped: Switched = stack::ask(layout, place, &["stop", &place.stack], &[]).await?;
    let mut shown = shown(&stopped)?;
    shown.line(format!(
        "{stage} is stopped; what had begun ends within a minute. Go on with: cargo ops start --stage {stage}"
    ));
    Ok(shown)
}

/// Starts the stage as it was deployed.
///
/// # Errors
/// When the stage was never deployed, or AWS refuses: then a part of the stage may be stopped still.
pub(crate) async fn start(layout: &Layout, place: &Place) -> Result<CommandOutput> {
    let stage = &place.stage;
    let stack = DeployedStack::describe(layout, place).await?;
    let kept = kept(place, &stack.parameters)?;
    let kept = serde_json::to_vec(&kept)?;
    let started: Switched = stack::ask(layout, place, &["start", &place.stack], &kept).await?;
    let mut shown = shown(&started)?;
    shown.line(format!(
        "{stage} is started. Look whether it works: cargo ops doctor --stage {stage}"
    ));
    Ok(shown)
}

/// Executions that each function keeps, by the parameters of the deployment. On this machine the template has none kept.
fn kept(place: &Place, parameters: &BTreeMap<String, String>) -> Result<BTreeMap<String, u64>> {
    let each = KEPT.map(|(function, parameter)| -> Result<(String, u64)> {
        let count = if place.is_local() {
            0
        } else {
            let value = parameters.get(parameter);
            let value = value.and_then(|value| value.parse().ok());
            value.with_context(|| format!("The stack has no number for {parameter}."))?
        };
        Ok((format!("{}-{function}", place.stack), count))
    });
    each.into_iter().collect()
}

fn shown(switched: &Switched) -> Result<CommandOutput> {
    let mut shown = CommandOutput::new(serde_json::to_value(switched)?);
    shown.pair("Functions", switched.functions.join(", "));
    shown.pair("Queues of", switched.queues.join(", "));
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tooling::functions;
    use yaml_rust2::YamlLoader;

    #[test]
    fn each_function_has_the_executions_that_the_template_says() {
        let file = Layout::of_this_checkout().unwrap().template();
        let text = std::fs::read_to_string(file).unwrap();
        let template = YamlLoader::load_from_str(&text).unwrap().remove(0);
        let resources = template["Resources"].as_hash().unwrap().values();
        let mut found = BTreeMap::new();
        for resource in resources {
            if resource["Type"].as_str() != Some("AWS::Serverless::Function") {
                continue;
            }
            let properties = &resource["Properties"];
            let name = properties["FunctionName"].as_str().unwrap();
            let name = name.rsplit("${Stage}-").next().unwrap().to_owned();
            // [KeepsPages, !Ref PagesConcurrency, !Ref "AWS::NoValue"]
            let parameter = properties["ReservedConcurrentExecutions"][1].as_str();
            found.insert(name, parameter.unwrap().to_owned());
        }
        let own = KEPT.map(|(function, parameter)| (function.to_owned(), parameter.to_owned()));
        assert_eq!(BTreeMap::from(own), found);
        assert_eq!(KEPT.len(), functions::NAMES.len());
    }
}
