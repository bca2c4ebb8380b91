//! The private virtual environment: SAM, cargo-lambda, the AWS emulator, cfn-lint, cargo's checkers, Microsoft's library that the
//! emulated Microsoft 365 is tried with, and what tries the API by its own description, each at a pinned version whose files are pinned by hash (threat T82). Nothing of it
//! is compiled here.

use crate::command;
use crate::layout::Layout;
use crate::progress::Step;
use anyhow::Result;

/// Makes the virtual environment, unless the one that is there was made here, from the same requirements.
///
/// # Errors
/// When Python or pip fails.
pub async fn prepare(layout: &Layout) -> Result<()> {
    let folder = layout.virtual_environment();
    let requirements = layout.root().join("infra/dev/requirements.txt");
    // Its programs name their interpreter by its full path: in a moved checkout it is made anew.
    let mut wanted = format!("{}\n", folder.display()).into_bytes();
    wanted.extend(std::fs::read(&requirements)?);
    // Written last, so that an environment that was left half made is made anew.
    let mark = folder.join("requirements.installed");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let step = Step::start(
        "Installing SAM, cargo-lambda, MiniStack, MSAL and cargo's checkers into target/dev/venv",
    );
    let log = layout.log("venv");
    let mut create = command::program(layout.root(), "python3");
    create.args(["-m", "venv", "--clear"]).arg(&folder);
    command::run(&step, &log, create, &[]).await?;
    let mut install = command::program(layout.root(), layout.python_program("python"));
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
