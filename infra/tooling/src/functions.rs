//! Builds of the programs: for this machine with cargo, for AWS with cargo-lambda.

use crate::command;
use crate::layout::Layout;
use crate::progress::Step;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// Names of the functions. A package is called `cooperlink-` and the name; a binary and a folder have the name alone.
pub const NAMES: [&str; 7] = [
    "consent-start",
    "erase-worker",
    "event-deliver",
    "oauth-callback",
    "verify-api",
    "verify-dispatch",
    "verify-worker",
];

/// Name of the reference shape: the least work that a verification of the worker can be.
pub const REFERENCE: &str = "reference-shape";

/// Version of the C library of Amazon Linux 2023. <https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html>
const GLIBC: &str = "2.34";

/// Processor architecture that the functions are built for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
pub enum Architecture {
    /// AWS Graviton.
    #[serde(rename = "arm64")]
    Arm64,
    /// Intel and AMD.
    #[serde(rename = "x86_64")]
    X86_64,
}

impl Architecture {
    /// Architecture of this machine.
    ///
    /// # Errors
    /// When AWS Lambda does not offer the machine's architecture.
    pub fn of_this_machine() -> Result<Self> {
        match std::env::consts::ARCH {
            "aarch64" => Ok(Self::Arm64),
            "x86_64" => Ok(Self::X86_64),
            other => bail!("The functions run on arm64 and x86_64, but this machine is {other}."),
        }
    }

    /// Target in Rust's words.
    const fn target(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64-unknown-linux-gnu",
            Self::X86_64 => "x86_64-unknown-linux-gnu",
        }
    }

    /// Name in SAM's words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86_64 => "x86_64",
        }
    }
}

/// Targets of the workspace to build.
#[derive(Clone, Copy)]
pub enum Targets {
    /// Functions and other programs.
    Programs,
    /// Programs and tests.
    All,
}

/// Builds for this machine, without optimisation, and lays the functions where the template expects them; cargo decides which
/// parts are up to date. The whole workspace is built at once, like the tests: parts of it alone would have other features, and
/// every library would be compiled once more.
///
/// # Errors
/// When a package does not compile.
pub async fn build(layout: &Layout, targets: Targets) -> Result<()> {
    let (what, option) = match targets {
        Targets::Programs => ("Building the functions and the emulator", "--bins"),
        Targets::All => ("Building everything, tests included", "--all-targets"),
    };
    let step = Step::start(what);
    let mut build = command::program(layout.root(), "cargo");
    build
        .args(["build", "--workspace", option])
        .arg("--target-dir")
        .arg(layout.target());
    command::run(&step, &layout.log("build"), build, &[]).await?;
    for name in NAMES {
        let folder = layout.built_functions().join(name);
        std::fs::create_dir_all(&folder)?;
        let bootstrap = folder.join("bootstrap");
        // A file that is running cannot be written to, but another one can take its name.
        let new = folder.join("bootstrap.new");
        std::fs::copy(layout.debug_program(name), &new)?;
        std::fs::rename(new, bootstrap)?;
    }
    step.done();
    Ok(())
}

/// Checks that the functions compile in their deployed form: these packages alone, without the features that tests and tools
/// beside them ask of the same libraries.
///
/// # Errors
/// When they do not compile.
pub async fn check_deployed(layout: &Layout) -> Result<()> {
    let step = Step::start("Checking the functions as they are deployed");
    let mut check = command::program(layout.root(), "cargo");
    check
        .args(["check", "--bins", "--target-dir"])
        .arg(layout.target());
    select(&mut check, &NAMES);
    command::run(&step, &layout.log("functions-check"), check, &[]).await?;
    step.done();
    Ok(())
}

/// Names packages to cargo.
fn select(command: &mut Command, names: &[&str]) {
    for name in names {
        command.args(["--package", &format!("cooperlink-{name}")]);
    }
}

/// Builds the functions for AWS: optimised, linked by zig against the C library that the Lambda runtime has.
///
/// # Errors
/// When they do not compile.
pub async fn build_release(layout: &Layout, architecture: Architecture) -> Result<()> {
    build_release_of(layout, architecture, &NAMES).await
}

/// Builds like [`build_release`], together with the reference shape of `cargo dev bench`.
///
/// # Errors
/// When they do not compile.
pub async fn build_release_with_reference(
    layout: &Layout,
    architecture: Architecture,
) -> Result<()> {
    // Built in one go, so that both have the same libraries.
    build_release_of(layout, architecture, &[&NAMES[..], &[REFERENCE]].concat()).await
}

async fn build_release_of(
    layout: &Layout,
    architecture: Architecture,
    names: &[&str],
) -> Result<()> {
    let step = Step::start(format!(
        "Building the functions for {}",
        architecture.name()
    ));
    let mut build = cargo_lambda_build_of(layout, names, &layout.built_functions());
    build
        .args(["--release", "--compiler", "cargo-zigbuild"])
        .args(["--target", &format!("{}.{GLIBC}", architecture.target())])
        .env(
            "PATH",
            path_with(&layout.virtual_environment().join("bin"))?,
        );
    command::run(&step, &layout.log("functions-release"), build, &[]).await?;
    step.done();
    Ok(())
}

/// Whether Rust can build for an architecture here: `rustup target add` was run for it, as cargo-lambda does where it reaches
/// Rust's own registry.
///
/// # Errors
/// When Rust does not say where it is.
pub async fn can_build(layout: &Layout, architecture: Architecture) -> Result<bool> {
    let step = Step::start(format!(
        "Looking for Rust's {} library",
        architecture.name()
    ));
    let mut print = command::program(layout.root(), "rustc");
    print.args([
        "--print",
        "target-libdir",
        "--target",
        architecture.target(),
    ]);
    let folder = command::run(&step, &layout.log("rustc"), print, &[]).await?;
    let is_there = Path::new(folder.trim()).is_dir();
    step.done_with(if is_there { "there" } else { "not there" });
    Ok(is_there)
}

/// Builds one function for an architecture, linked as in [`build_release`] but without optimisation, which would take minutes and
/// shows no more. One function suffices, because it has every library that any of them has, those in C included.
///
/// # Errors
/// When it does not compile.
pub async fn try_build(layout: &Layout, architecture: Architecture) -> Result<()> {
    let step = Step::start(format!("Building a function for {}", architecture.name()));
    let folder = layout
        .target()
        .join(format!("lambda-{}", architecture.name()));
    let mut build = cargo_lambda_build_of(layout, &["verify-worker"], &folder);
    build
        .args(["--compiler", "cargo-zigbuild"])
        .args(["--target", &format!("{}.{GLIBC}", architecture.target())])
        // What debuggers read is half of what the linker writes.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env(
            "PATH",
            path_with(&layout.virtual_environment().join("bin"))?,
        );
    let log = layout.log(&format!("function-{}", architecture.name()));
    command::run(&step, &log, build, &[]).await?;
    step.done();
    Ok(())
}

/// Builds the function that panics on request, for release as in [`build_release`], but without the optimisation at the end,
/// which takes minutes and changes no panic. Gives its `bootstrap`.
///
/// # Errors
/// When it does not compile.
pub async fn build_release_probe(layout: &Layout) -> Result<PathBuf> {
    let step = Step::start("Building a function for release, to see it panic");
    let mut build = cargo_lambda_build_of(layout, &["release-probe"], &layout.built_functions());
    build
        .args(["--release", "--compiler", "cargo"])
        .args(["--config", "profile.release.lto=\"off\""])
        .args(["--config", "profile.release.codegen-units=16"]);
    command::run(&step, &layout.log("release-probe"), build, &[]).await?;
    step.done();
    Ok(layout.built_functions().join("release-probe/bootstrap"))
}

fn path_with(first: &Path) -> Result<std::ffi::OsString> {
    let others = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(
        std::iter::once(first.to_owned()).chain(std::env::split_paths(&others)),
    )?)
}

fn cargo_lambda_build_of(layout: &Layout, names: &[&str], folder: &Path) -> Command {
    let mut build = command::program(layout.root(), layout.python_program("cargo-lambda"));
    build
        .args([
            "lambda",
            "build",
            "--output-format",
            "binary",
            "--lambda-dir",
        ])
        .arg(folder);
    select(&mut build, names);
    build
}

/// Builds only the programs beside the functions: the emulated Microsoft 365 and the front door, which is this tool.
///
/// # Errors
/// When it does not compile.
pub async fn build_emulator(layout: &Layout) -> Result<()> {
    let step = Step::start("Building the emulated Microsoft 365");
    let mut build = command::program(layout.root(), "cargo");
    build
        .args(["build", "--bin", "m365-emulator", "--bin", "dev"])
        .arg("--target-dir")
        .arg(layout.target());
    command::run(&step, &layout.log("m365-emulator-build"), build, &[]).await?;
    step.done();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_built_and_deployed() {
        let layout = Layout::of_this_checkout().unwrap();
        let folders = std::fs::read_dir(layout.root().join("functions")).unwrap();
        let mut names: Vec<_> = folders
            .map(Result::unwrap)
            .filter(|folder| folder.path().is_dir())
            .map(|folder| folder.file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, NAMES);
    }
}
