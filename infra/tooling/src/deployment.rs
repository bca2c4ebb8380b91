//! Deployments of the template, through the script that talks to AWS.

use crate::command;
use crate::layout::Layout;
use crate::progress::Step;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tokio::process::Command;

/// Target of a deployment.
pub struct DeploymentTarget<'a> {
    /// Name of the stack.
    pub stack: &'a str,
    /// Region of AWS.
    pub region: &'a str,
    /// Bucket for the functions' code; `None` is the one that SAM keeps in the account.
    pub bucket: Option<&'a str>,
    /// Variables for the script, in addition to the environment of this process.
    pub environment: Vec<(&'static str, String)>,
}

/// A deployment as `aws.py deploy` takes it.
#[derive(Serialize)]
pub struct Deployment {
    /// Every parameter of the template.
    pub parameters: BTreeMap<String, String>,
    /// Tags of the stack and of all its resources.
    pub tags: BTreeMap<String, String>,
    /// Account of AWS that the deployment is meant for; `None` allows any.
    pub account: Option<String>,
    /// Whether the stack cannot be deleted by one command.
    pub is_protected: bool,
    /// Whether the change set is shown and not carried out.
    pub is_plan: bool,
}

/// Changes that a deployment made, as `aws.py deploy` prints them.
#[derive(Deserialize)]
pub struct DeploymentResult {
    /// One line for each resource that changes.
    pub changes: Vec<String>,
    /// The stack's outputs; empty after a plan.
    pub outputs: BTreeMap<String, String>,
    /// Whether the deployment created the stack.
    pub is_first: bool,
}

/// Uploads the functions' code and deploys the template.
///
/// # Errors
/// When AWS refuses the template or a change; then with the reasons from the stack's events.
pub async fn deploy(
    layout: &Layout,
    step: &Step,
    place: &DeploymentTarget<'_>,
    deployment: &Deployment,
) -> Result<DeploymentResult> {
    let packaged = layout.dev().join(format!("{}.yaml", place.stack));
    let mut package = command::program(layout.root(), layout.python_program("sam"));
    package
        .args(["package", "--no-progressbar", "--template-file"])
        .arg(layout.template())
        .arg("--output-template-file")
        .arg(&packaged)
        .args(["--region", place.region])
        .envs([("SAM_CLI_TELEMETRY", "0"), ("SAM_CLI_CHECK_VERSION", "0")])
        .envs(place.environment.clone());
    match place.bucket {
        Some(bucket) => package.args(["--s3-bucket", bucket]),
        None => package.arg("--resolve-s3"),
    };
    command::run(step, &layout.log("sam-package"), package, &[]).await?;
    let mut deploy = aws(layout, &["deploy", place.stack]);
    deploy
        .arg(&packaged)
        .env("AWS_DEFAULT_REGION", place.region)
        .envs(place.environment.clone());
    let wanted = serde_json::to_vec(deployment)?;
    let printed = command::run(step, &layout.log("deploy"), deploy, &wanted).await?;
    serde_json::from_str(&printed).context("the deployment did not say what it did")
}

/// The script through which this tool talks to AWS.
pub fn aws(layout: &Layout, arguments: &[&str]) -> Command {
    let mut command = command::program(layout.root(), layout.python_program("python"));
    command.arg(layout.aws_script()).args(arguments);
    command
}
