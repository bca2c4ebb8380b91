//! `cargo ops deploy`: the release build of the functions, deployed to AWS from the same template.

use crate::output::CommandOutput;
use crate::place::Place;
use crate::quota;
use crate::smoke_test;
use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tooling::command;
use tooling::deployment::{self, Deployment};
use tooling::functions;
use tooling::layout::Layout;
use tooling::progress::Step;
use tooling::stage::{self, Stage};
use tooling::version::{self, VERSION};
use tooling::{prerequisites, python, settings};

#[derive(Args, Serialize)]
pub(crate) struct DeployOptions {
    /// Shows what would change, and changes nothing
    #[arg(long)]
    plan: bool,
}

/// Builds, deploys and makes the smoke test; makes the sealing keys at the first deployment. The audit tells of it afterwards, because
/// the first deployment makes the table that it is in.
///
/// # Errors
/// When the stage is not described, a parameter of it cannot be used, the account allows too little, the functions do not build, AWS
/// refuses, or the smoke test fails.
pub(crate) async fn run(
    layout: &Layout,
    name: &str,
    options: &DeployOptions,
    mut kept: Value,
) -> Result<CommandOutput> {
    let stage = stage::load(layout, name)?;
    let mut parameters = stage::parameters(layout, name, &stage)
        .and_then(|parameters| {
            settings::check(layout, &parameters)?;
            Ok(parameters)
        })
        .with_context(|| format!("infra/stages/{name}.toml cannot be deployed"))?;
    let place = Place::open(layout, name, true).await?;
    prerequisites::check(layout)?;
    python::prepare(layout).await?;
    let unseen_quota = quota::check(layout, &place, &parameters).await?;
    functions::build_release(layout, stage.architecture).await?;
    let version = version::of(layout, &parameters).await?;
    kept["deploy"]["version"] = json!(version);
    parameters.insert(VERSION.to_owned(), version);
    let wanted = Deployment {
        parameters,
        tags: BTreeMap::from([
            (
                "application".to_owned(),
                "cooperlink-registration".to_owned(),
            ),
            ("stage".to_owned(), name.to_owned()),
        ]),
        account: Some(stage.account.clone()),
        is_protected: true,
        is_plan: options.plan,
    };
    let mut result = deploy(layout, &place, &stage, &wanted).await;
    if let (Ok(shown), Some(unseen)) = (&mut result, unseen_quota) {
        shown.line(unseen);
    }
    place.record_ended(kept, &result).await?;
    result
}

async fn deploy(
    layout: &Layout,
    place: &Place,
    stage: &Stage,
    wanted: &Deployment,
) -> Result<CommandOutput> {
    let (name, stack) = (&place.stage, &place.stack);
    let doing = if wanted.is_plan {
        "Planning"
    } else {
        "Deploying"
    };
    let step = Step::start(format!("{doing} {stack} in {}", stage.region));
    let to = deployment::DeploymentTarget {
        stack,
        region: &stage.region,
        bucket: None,
        environment: Vec::new(),
    };
    let deployed = deployment::deploy(layout, &step, &to, wanted).await?;
    step.done();
    let version = wanted.parameters.get(VERSION).context("no version")?;
    let mut shown = CommandOutput::new(json!({
        "is_plan": wanted.is_plan,
        "version": version,
        "changes": deployed.changes,
        "outputs": deployed.outputs,
    }));
    shown.line(format!("Version: {version}"));
    if deployed.changes.is_empty() {
        shown.line("Nothing changes.");
    }
    for change in &deployed.changes {
        shown.line(change);
    }
    if wanted.is_plan {
        return Ok(shown);
    }
    for (output, value) in &deployed.outputs {
        shown.line(format!("{output}: {value}"));
    }
    let step = Step::start("Making the sealing keys, unless they are there");
    let secret = format!("cooperlink-registration/{name}/sealing-keys");
    let mut secrets = deployment::aws(layout, &["make-sealing-keys", &secret]);
    secrets.env("AWS_DEFAULT_REGION", &stage.region);
    command::run(&step, &layout.log("secrets"), secrets, &[]).await?;
    step.done();
    if deployed.is_first {
        shown.line(format!(
            "A new stage needs a credential (cargo ops credential rotate), an API key (cargo ops api-key create) and its DNS record; then try it: cargo ops smoke-test --stage {name}"
        ));
        return Ok(shown);
    }
    let origin = deployed.outputs.get("ApiUrl").context("no ApiUrl")?;
    let tried = smoke_test::of(origin, version).await.with_context(|| {
        if deployed.changes.is_empty() {
            return format!("Nothing changed. If the stage went back from version {version}, forward again: cargo ops rollback --to {version} --stage {name}");
        }
        format!("Version {version} is deployed, and the smoke test failed. Back to the one before: cargo ops rollback --stage {name}")
    })?;
    shown.json["smoke_test"] = tried.json;
    shown.text += &tried.text;
    Ok(shown)
}
