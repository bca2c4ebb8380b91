//! `cargo dev deploy`: the release build of the functions, deployed to AWS from the same template.

use anyhow::{Context, Result};
use clap::Args;
use std::collections::BTreeMap;
use tooling::command;
use tooling::deployment::{self, Deployment, Place};
use tooling::functions;
use tooling::layout::Layout;
use tooling::progress::Step;
use tooling::{prerequisites, python, settings, stage};

#[derive(Args)]
pub(crate) struct Options {
    /// Name of the stage: its settings are in `infra/stages/NAME.toml`
    #[arg(long, value_name = "NAME")]
    stage: String,
    /// Shows what would change, and changes nothing
    #[arg(long)]
    plan: bool,
}

/// Builds and deploys; makes the sealing keys at the first deployment.
///
/// # Errors
/// When the stage is not described, a parameter of it cannot be used, the functions do not build, or AWS refuses.
pub(crate) async fn run(layout: &Layout, options: &Options) -> Result<()> {
    let stage = stage::load(layout, &options.stage)?;
    let parameters = stage::parameters(layout, &options.stage, &stage)
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
