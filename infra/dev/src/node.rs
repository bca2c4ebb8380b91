//! Packages from npm, pinned by hash (threat T82): the accessibility rules that every page is held to, Microsoft's library that
//! the emulator is tried with, a generated client, and the peer that the service is measured beside.

use crate::tools;
use anyhow::Result;
use std::path::PathBuf;
use tooling::command;
use tooling::layout::Layout;
use tooling::progress::Step;

/// The packages of a folder of `tests`.
#[derive(Clone, Copy)]
pub(crate) enum Packages {
    /// Packages of the journeys.
    Journeys,
    /// Microsoft's library, which the emulated Microsoft 365 is tried with.
    Msal,
    /// A client that is generated from the API's description.
    Clients,
    /// The peer that `cargo dev bench` measures the service beside.
    Peer,
}

impl Packages {
    const fn source(self) -> &'static str {
        match self {
            Self::Journeys => "tests/e2e",
            Self::Msal => "tests/m365-emulator/msal",
            Self::Clients => "tests/clients",
            Self::Peer => "tests/node-peer",
        }
    }

    /// Folder in which they are installed.
    pub(crate) fn folder(self, layout: &Layout) -> PathBuf {
        layout.dev().join(match self {
            Self::Journeys => "npm",
            Self::Msal => "msal",
            Self::Clients => "clients-npm",
            Self::Peer => "node-peer",
        })
    }
}

/// Installs packages, unless those of the same lockfile are already installed.
///
/// # Errors
/// When npm is missing and cannot be installed, or fails.
pub(crate) async fn prepare(layout: &Layout, packages: Packages) -> Result<()> {
    let (package, folder) = (
        layout.root().join(packages.source()),
        packages.folder(layout),
    );
    let wanted = std::fs::read(package.join("package-lock.json"))?;
    // Written last, so that packages that were left half installed are installed anew.
    let mark = folder.join("package-lock.installed");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if !(tools::on_path("npm") && tools::on_path("node")) {
        tools::install_from_debian(layout, "npm", &["nodejs", "npm"]).await?;
    }
    let step = Step::start(format!("Installing what {} names", packages.source()));
    std::fs::create_dir_all(&folder)?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        std::fs::copy(package.join(name), folder.join(name))?;
    }
    let mut install = command::program(layout.root(), "npm");
    install
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .env("npm_config_update_notifier", "false")
        .env("npm_config_cache", folder.join("cache"));
    command::run(&step, &layout.log("npm"), install, &[]).await?;
    std::fs::write(mark, wanted)?;
    step.done();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use test_case::test_case;

    #[test_case(Packages::Journeys; "of the journeys")]
    #[test_case(Packages::Msal; "of the emulator")]
    #[test_case(Packages::Clients; "of the generated client")]
    #[test_case(Packages::Peer; "of the peer")]
    fn every_package_is_pinned_by_hash_and_none_names_a_host(packages: Packages) {
        let lockfile = Layout::of_this_checkout()
            .unwrap()
            .root()
            .join(packages.source())
            .join("package-lock.json");
        let lockfile: Value = serde_json::from_slice(&std::fs::read(lockfile).unwrap()).unwrap();
        let packages = lockfile["packages"].as_object().unwrap();
        assert!(packages.len() > 1);
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            let integrity = package["integrity"].as_str().unwrap();
            assert!(integrity.starts_with("sha512-"), "{name}");
            assert_eq!(package.get("resolved"), None, "{name}");
        }
    }
}
