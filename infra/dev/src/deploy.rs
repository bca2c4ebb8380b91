//! `cargo dev deploy`: the release build of the functions, deployed to AWS from the same template.

use crate::command;
use crate::deployment;
use crate::functions::{self, Architecture};
use crate::layout::Layout;
use crate::progress::Step;
use crate::{prerequisites, python, settings};
use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Args)]
pub(crate) struct Options {
    /// Name of the stage: its settings are in `infra/stages/NAME.toml`
    #[arg(long, value_name = "NAME")]
    stage: String,
}

/// `infra/stages/NAME.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stage {
    pub(crate) region: String,
    #[serde(default = "arm")]
    architecture: Architecture,
    /// Parameters of the template.
    pub(crate) parameters: BTreeMap<String, String>,
}

fn arm() -> Architecture {
    Architecture::Arm64
}

/// Builds and deploys; makes the sealing keys at the first deployment.
///
/// # Errors
/// When the stage is not described, a parameter of it cannot be used, the functions do not build, or AWS refuses.
pub(crate) async fn run(layout: &Layout, options: &Options) -> Result<()> {
    let stage = load(layout, &options.stage)?;
    settings::check(layout, &stage.parameters)
        .with_context(|| format!("infra/stages/{}.toml cannot be deployed", options.stage))?;
    prerequisites::check(layout)?;
    python::prepare(layout).await?;
    functions::build_release(layout, stage.architecture).await?;

    let stack_name = format!("cooperlink-registration-{}", options.stage);
    let step = Step::start(format!("Deploying {stack_name} to {}", stage.region));
    let mut deploy = deployment::sam_deploy(layout, &stack_name, &stage.region);
    deploy
        .args(["--resolve-s3", "--parameter-overrides"])
        .args(parameters(&options.stage, &stage));
    let output = command::run(&step, &layout.log("sam-deploy"), deploy, &[]).await?;
    step.done();
    let outputs = output
        .split_once("CloudFormation outputs")
        .map_or("", |(_, outputs)| outputs);
    println!("{outputs}");

    let step = Step::start("Making the sealing keys, unless they are there");
    let prefix = format!("cooperlink-registration/{}", options.stage);
    let mut secrets = deployment::aws(
        layout,
        &["make-sealing-keys", &format!("{prefix}/sealing-keys")],
    );
    secrets.env("AWS_DEFAULT_REGION", &stage.region);
    command::run(&step, &layout.log("secrets"), secrets, &[]).await?;
    step.done();
    println!("  The operator writes {prefix}/entra-app and {prefix}/api-keys.");
    Ok(())
}

/// The settings of a stage.
///
/// # Errors
/// When it is not described, or is the emulator's.
pub(crate) fn load(layout: &Layout, name: &str) -> Result<Stage> {
    if name == "local" {
        bail!("Stage `local` is the emulator's; choose another name.");
    }
    let file = layout
        .root()
        .join("infra/stages")
        .join(format!("{name}.toml"));
    let text = std::fs::read_to_string(&file).with_context(|| {
        format!(
            "Stage `{name}` is not described; copy infra/stages/example.toml to {}",
            file.display()
        )
    })?;
    toml::from_str(&text).with_context(|| format!("{} cannot be read", file.display()))
}

fn parameters(name: &str, stage: &Stage) -> Vec<String> {
    let own = [
        ("Stage".to_owned(), name.to_owned()),
        (
            "Architecture".to_owned(),
            stage.architecture.name().to_owned(),
        ),
    ];
    let given = stage.parameters.clone();
    given
        .into_iter()
        .chain(own)
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_stage_is_complete() {
        let stage = load(&Layout::of_this_checkout().unwrap(), "example").unwrap();
        let parameters = parameters("example", &stage);

        assert!(parameters.contains(&"Stage=example".to_owned()));
        assert!(parameters.contains(&"Architecture=arm64".to_owned()));
        assert!(
            parameters
                .iter()
                .any(|parameter| parameter.starts_with("EntraClientId="))
        );
    }

    #[test]
    fn t68_the_stage_of_the_emulator_is_never_deployed() {
        let error = load(&Layout::of_this_checkout().unwrap(), "local")
            .err()
            .unwrap();
        assert!(error.to_string().contains("emulator"), "{error}");
    }
}
