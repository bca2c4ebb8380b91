//! `cargo dev` as a program: the checkout that it works on.

#![expect(
    clippy::expect_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that is a checkout as far as this tool looks, with a stage that no other has, and a copy of the program that was
/// compiled elsewhere.
struct Copied {
    root: PathBuf,
}

impl Copied {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _gone = std::fs::remove_dir_all(&root);
        let stage = "region = \"eu-west-1\"\n[parameters]\nDomainName = \"copied.example\"\n";
        for (file, text) in [
            ("infra/dev/Cargo.toml", ""),
            ("infra/stages/copied.toml", stage),
        ] {
            let file = root.join(file);
            std::fs::create_dir_all(file.parent().unwrap_or(&root)).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        let program = root.join("target/debug/dev");
        std::fs::create_dir_all(root.join("target/debug")).expect("a folder");
        std::fs::copy(env!("CARGO_BIN_EXE_dev"), program).expect("a copy");
        Self { root }
    }

    /// Runs the copied program in a folder, as cargo would for that package or by itself.
    fn run(&self, command: &str, folder: &Path, package: Option<&Path>) -> Output {
        let mut dev = Command::new(self.root.join("target/debug/dev"));
        dev.args([command, "--stage", "copied"])
            .current_dir(folder)
            .env_remove("CARGO_MANIFEST_DIR");
        if let Some(package) = package {
            dev.env("CARGO_MANIFEST_DIR", package);
        }
        dev.output().expect("it starts")
    }

    fn written(&self) -> String {
        let file = self.root.join("target/dev/entra-app-copied.json");
        std::fs::read_to_string(file).unwrap_or_default()
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.root);
    }
}

#[test]
fn a_copied_checkout_is_worked_on_through_cargo() {
    let copied = Copied::new("through-cargo");
    let output = copied.run(
        "entra-app",
        &std::env::temp_dir(),
        Some(&copied.root.join("infra/dev")),
    );
    assert!(output.status.success(), "{output:?}");
    assert!(copied.written().contains("https://copied.example/callback"));
}

#[test]
fn a_copied_checkout_is_worked_on_from_any_of_its_folders() {
    let copied = Copied::new("from-a-folder");
    let output = copied.run("entra-app", &copied.root.join("infra/stages"), None);
    assert!(output.status.success(), "{output:?}");
    assert!(copied.written().contains("https://copied.example/callback"));
}

#[test]
fn outside_any_checkout_it_says_where_to_go() {
    let copied = Copied::new("nowhere");
    let output = copied.run("entra-app", Path::new("/"), None);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("go to its folder"), "{said}");
}

#[test]
fn a_brand_that_no_page_could_show_is_refused_before_anything_is_built() {
    let copied = Copied::new("brand");
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    std::fs::copy(template, copied.root.join("infra/template.yaml")).expect("a copy");
    let stage = "region = \"eu-west-1\"\n[parameters]\nAccentColour = \"#ffcc00\"\n\
        EntraClientId = \"00000000-0000-0000-0000-000000000000\"\n\
        EntraHomeTenantId = \"00000000-0000-0000-0000-000000000000\"\n";
    std::fs::write(copied.root.join("infra/stages/copied.toml"), stage).expect("a stage");

    let output = copied.run("deploy", &copied.root, None);

    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("infra/stages/copied.toml"), "{said}");
    assert!(
        said.contains("AccentColour") && said.contains("darker"),
        "{said}"
    );
    assert!(!copied.root.join("target/dev/logs").exists());
}
