//! The private virtual environments: SAM, cargo-lambda, the emulators of AWS, static checkers, cargo's checkers, Microsoft's
//! library that the emulated Microsoft 365 is tried with, and the tool that tries the API by its own description, each at a
//! pinned version whose files are pinned by hash (threat T82). No part of it is compiled here.

use crate::command;
use crate::layout::Layout;
use crate::progress::Step;
use anyhow::Result;
use std::path::PathBuf;

/// Makes the virtual environment of all programs except checkov, unless the present one was made in this place from the same
/// requirements.
///
/// # Errors
/// When Python or pip fails.
pub async fn prepare(layout: &Layout) -> Result<()> {
    let what = "SAM, cargo-lambda, MiniStack, moto, MSAL and checkers into target/dev/venv";
    install(
        layout,
        what,
        layout.virtual_environment(),
        "requirements.txt",
    )
    .await
}

/// Makes the virtual environment of checkov, like [`prepare`].
///
/// # Errors
/// When Python or pip fails.
pub async fn prepare_checkov(layout: &Layout) -> Result<()> {
    let what = "checkov into target/dev/checkov";
    install(layout, what, layout.checkov_environment(), "checkov.txt").await
}

async fn install(layout: &Layout, what: &str, folder: PathBuf, pins: &str) -> Result<()> {
    let requirements = layout.root().join("infra/dev").join(pins);
    // Its programs name their interpreter by its full path: in a moved checkout it is made anew.
    let mut wanted = format!("{}\n", folder.display()).into_bytes();
    wanted.extend(std::fs::read(&requirements)?);
    // Written last, so that an environment that was left half made is made anew.
    let mark = folder.join("requirements.installed");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let step = Step::start(format!("Installing {what}"));
    let log = layout.log(pins.trim_end_matches(".txt"));
    let mut create = command::program(layout.root(), "python3");
    create.args(["-m", "venv", "--clear"]).arg(&folder);
    command::run(&step, &log, create, &[]).await?;
    let mut install = command::program(layout.root(), folder.join("bin/python"));
    install
        .args([
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
        ])
        .args(["--only-binary", ":all:", "--requirement"])
        .arg(&requirements);
    command::run(&step, &log, install, &[]).await?;
    std::fs::write(mark, wanted)?;
    step.done();
    Ok(())
}
