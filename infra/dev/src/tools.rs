//! Programs that the tests need and neither Rust nor the virtual environment brings: two browsers with their drivers, packages of
//! Debian.

use anyhow::{Result, bail};
use tooling::command;
use tooling::layout::Layout;
use tooling::progress::Step;

/// Version of geckodriver: <https://crates.io/crates/geckodriver>.
const GECKODRIVER: &str = "0.37.1";

/// Finds Chromium, its driver and Firefox, or installs Debian's packages where that is allowed; builds Firefox's driver, which
/// Debian does not have.
///
/// # Errors
/// When they are missing and cannot be installed: one sentence that says how.
pub(crate) async fn find_browsers(layout: &Layout) -> Result<()> {
    let mut packages = Vec::new();
    if !(on_path("chromedriver") && (on_path("chromium") || on_path("google-chrome"))) {
        packages.extend(["chromium", "chromium-driver"]);
    }
    if !on_path("firefox") {
        packages.push("firefox-esr");
    }
    if !packages.is_empty() {
        let missing = "Chromium with chromedriver, or Firefox";
        install_from_debian(layout, missing, &packages).await?;
    }
    build_geckodriver(layout).await
}

/// Builds Firefox's driver, unless this version was built before. Without optimisation and symbols that takes 80 seconds of
/// processor time; it does little.
async fn build_geckodriver(layout: &Layout) -> Result<()> {
    let root = layout.dev().join("geckodriver");
    // cargo writes the list last.
    let built = std::fs::read_to_string(root.join(".crates.toml")).unwrap_or_default();
    if built.contains(&format!("geckodriver {GECKODRIVER} ")) {
        return Ok(());
    }
    let step = Step::start("Building geckodriver");
    let mut install = command::program(layout.root(), "cargo");
    install
        .args(["install", "geckodriver", "--version", GECKODRIVER])
        .args(["--locked", "--debug", "--root"])
        .arg(&root)
        // In a folder that cargo removes afterwards.
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_DEV_DEBUG", "false");
    command::run(&step, &layout.log("geckodriver"), install, &[]).await?;
    step.done();
    Ok(())
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
