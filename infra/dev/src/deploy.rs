//! `cargo dev deploy`: the release build of the functions, deployed to AWS from the same template.

use crate::command;
use crate::deployment::{self, Deployment, Place};
use crate::functions::{self, Architecture};
use crate::layout::Layout;
use crate::parameters;
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
    /// Shows what would change, and changes nothing
    #[arg(long)]
    plan: bool,
}

/// `infra/stages/NAME.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stage {
    /// Account of AWS that the stage is in: other credentials are refused.
    account: String,
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
    let parameters = parameters(layout, &options.stage, &stage)
        .and_then(|parameters| {
            settings::check(layout, &parameters)?;
            Ok(parameters)
        })
        .with_context(|| format!("infra/stages/{}.toml cannot be deployed", options.stage))?;
    prerequisites::check(layout)?;
    python::prepare(layout).await?;
    functions::build_release(layout, stage.architecture).await?;

    let stack_name = format!("cooperlink-registration-{}", options.stage);
    let doing = if options.plan {
        "Planning"
    } else {
        "Deploying"
    };
    let step = Step::start(format!("{doing} {stack_name} in {}", stage.region));
    let place = Place {
        stack: &stack_name,
        region: &stage.region,
        bucket: None,
        environment: Vec::new(),
    };
    let wanted = Deployment {
        parameters,
        tags: BTreeMap::from([
            (
                "application".to_owned(),
                "cooperlink-registration".to_owned(),
            ),
            ("stage".to_owned(), options.stage.clone()),
        ]),
        account: Some(stage.account),
        is_protected: true,
        is_plan: options.plan,
    };
    let deployed = deployment::deploy(layout, &step, &place, &wanted).await?;
    step.done();
    if deployed.changes.is_empty() {
        println!("  Nothing changes.");
    }
    for change in &deployed.changes {
        println!("  {change}");
    }
    if options.plan {
        return Ok(());
    }
    for (name, value) in &deployed.outputs {
        println!("  {name}: {value}");
    }

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

/// Every parameter of the template as the stage wants it.
///
/// # Errors
/// When one is none of the template's, is missing, or follows from the rest of the stage's file.
pub(crate) fn parameters(
    layout: &Layout,
    name: &str,
    stage: &Stage,
) -> Result<BTreeMap<String, String>> {
    let own = [("Stage", name), ("Architecture", stage.architecture.name())];
    if let Some((taken, _)) = own
        .iter()
        .find(|(name, _)| stage.parameters.contains_key(*name))
    {
        bail!("{taken} is no parameter of the stage's file: it follows from the rest of it.");
    }
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut given = stage.parameters.clone();
    given.extend(own);
    parameters::resolve(layout, &given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_stage_is_complete() {
        let layout = Layout::of_this_checkout().unwrap();
        let stage = load(&layout, "example").unwrap();
        let parameters = parameters(&layout, "example", &stage).unwrap();

        assert_eq!(parameters["Stage"], "example");
        assert_eq!(parameters["Architecture"], "arm64");
        assert_eq!(parameters["AppPublisher"], "Example Ltd");
        assert_eq!(parameters["LogRetentionDays"], "60");
        assert_eq!(parameters["PermissionsDropped"], "");
    }

    #[test]
    fn what_follows_from_the_stage_is_not_set_beside_it() {
        let layout = Layout::of_this_checkout().unwrap();
        let mut stage = load(&layout, "example").unwrap();
        stage
            .parameters
            .insert("Stage".to_owned(), "production".to_owned());
        let error = parameters(&layout, "example", &stage).unwrap_err();
        assert!(error.to_string().starts_with("Stage is no"), "{error}");
    }

    #[test]
    fn t68_the_stage_of_the_emulator_is_never_deployed() {
        let error = load(&Layout::of_this_checkout().unwrap(), "local")
            .err()
            .unwrap();
        assert!(error.to_string().contains("emulator"), "{error}");
    }
}
