//! What the journeys use from npm, pinned by hash (threat T82): the accessibility rules that every page is held to.

use crate::command;
use crate::layout::Layout;
use crate::progress::Step;
use crate::tools;
use anyhow::Result;

/// Installs the packages into `target/dev/npm`, unless those that are there were installed from the same lockfile.
///
/// # Errors
/// When npm is missing and cannot be installed, or fails.
pub(crate) async fn prepare(layout: &Layout) -> Result<()> {
    let (package, folder) = (layout.root().join("tests/e2e"), layout.dev().join("npm"));
    let wanted = std::fs::read(package.join("package-lock.json"))?;
    // Written last, so that packages that were left half installed are installed anew.
    let mark = folder.join("package-lock.installed");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if !(tools::on_path("npm") && tools::on_path("node")) {
        tools::install_from_debian(layout, "npm", &["nodejs", "npm"]).await?;
    }
    let step = Step::start("Installing axe-core into target/dev/npm");
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

    #[test]
    fn every_package_is_pinned_by_hash_and_none_names_a_host() {
        let lockfile = Layout::of_this_checkout()
            .root()
            .join("tests/e2e/package-lock.json");
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
