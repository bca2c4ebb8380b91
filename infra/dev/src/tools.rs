//! What the tests need beyond Rust itself: cargo's checkers at pinned versions, a browser, packages of Debian.

use crate::command;
use crate::layout::Layout;
use crate::progress::Step;
use anyhow::{Result, bail};
use std::path::PathBuf;

/// Programs from crates.io, each at the version that the checks were written for (threat T82).
const CRATES: [(&str, &str); 3] = [
    ("cargo-deny", "0.20.2"),
    ("cargo-machete", "0.9.2"),
    ("cargo-nextest", "0.9.151"),
];

/// A program of [`CRATES`].
pub(crate) fn path(layout: &Layout, name: &str) -> PathBuf {
    layout.dev().join("tools/bin").join(name)
}

/// Compiles what is missing into `target/dev/tools`.
///
/// # Errors
/// When a program cannot be fetched or compiled.
pub(crate) async fn install(layout: &Layout) -> Result<()> {
    let wanted: Vec<_> = CRATES
        .iter()
        .map(|(name, version)| format!("{name}@{version}"))
        .collect();
    let mark = layout.dev().join("tools/installed");
    let all_there = CRATES.iter().all(|(name, _)| path(layout, name).exists());
    if all_there
        && std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted.join("\n"))
    {
        return Ok(());
    }
    let step =
        Step::start("Installing cargo-deny, cargo-machete and cargo-nextest into target/dev/tools");
    let (folder, build) = (layout.dev().join("tools"), layout.dev().join("tools/build"));
    let mut install = command::program(layout.root(), "cargo");
    // Without optimisation: they compile in a third of the time, and check this workspace in seconds all the same.
    install
        .args(["install", "--locked", "--debug", "--root"])
        .arg(&folder);
    install.arg("--target-dir").arg(&build).args(&wanted);
    command::run(&step, &layout.log("tools"), install, &[]).await?;
    std::fs::write(mark, wanted.join("\n"))?;
    std::fs::remove_dir_all(build)?;
    step.done();
    Ok(())
}

/// Finds Chromium and its driver, or installs Debian's packages where that is allowed.
///
/// # Errors
/// When they are missing and cannot be installed: one sentence that says how.
pub(crate) async fn find_browser(layout: &Layout) -> Result<()> {
    if on_path("chromedriver") && (on_path("chromium") || on_path("google-chrome")) {
        return Ok(());
    }
    let packages = ["chromium", "chromium-driver"];
    install_from_debian(layout, "Chromium and chromedriver", &packages).await
}

/// Installs packages of Debian where that is allowed.
///
/// # Errors
/// When it is not: one sentence that says what is missing, and how to have it. When they cannot be installed.
pub(crate) async fn install_from_debian(
    layout: &Layout,
    missing: &str,
    packages: &[&str],
) -> Result<()> {
    if !(rustix::process::geteuid().is_root() && on_path("apt-get")) {
        bail!(
            "Not found: {missing}; on Debian, `sudo apt install {}`.",
            packages.join(" ")
        );
    }
    let step = Step::start(format!("Installing {}", packages.join(" and ")));
    let install = ["install", "--yes", "--no-install-recommends"];
    for arguments in [&["update"][..], &[&install, packages].concat()] {
        let mut apt = command::program(layout.root(), "apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command::run(&step, &layout.log("apt"), apt, &[]).await?;
    }
    step.done();
    Ok(())
}

/// Whether there is a program of that name.
pub(crate) fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}
