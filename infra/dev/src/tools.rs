//! Programs that the tests need and neither Rust nor the virtual environment brings: a browser, packages of Debian.

use crate::command;
use crate::layout::Layout;
use crate::progress::Step;
use anyhow::{Result, bail};

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
