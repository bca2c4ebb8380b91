//! `cargo ops` as a program: the checkout that it works on.

#![expect(
    clippy::expect_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

mod killed;

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
        let stage = "account = \"123456789012\"\nregion = \"eu-west-1\"\n[parameters]\nDomainName = \"copied.example\"\n";
        for (file, text) in [
            ("infra/dev/Cargo.toml", ""),
            ("infra/stages/copied.toml", stage),
        ] {
            let file = root.join(file);
            std::fs::create_dir_all(file.parent().unwrap_or(&root)).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        let program = root.join("target/debug/ops");
        std::fs::create_dir_all(root.join("target/debug")).expect("a folder");
        std::fs::copy(env!("CARGO_BIN_EXE_ops"), program).expect("a copy");
        Self { root }
    }

    /// Runs the copied program in a folder, as cargo would for that package or by itself.
    fn run(&self, command: &str, folder: &Path, package: Option<&Path>) -> Output {
        let mut ops = Command::new(self.root.join("target/debug/ops"));
        ops.args([command, "--stage", "copied"])
            .current_dir(folder)
            .env_remove("CARGO_MANIFEST_DIR");
        if let Some(package) = package {
            ops.env("CARGO_MANIFEST_DIR", package);
        }
        ops.output().expect("it starts")
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
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("go to its folder"), "{said}");
}

#[test]
fn a_brand_that_no_page_could_show_is_refused_before_anything_is_built() {
    let copied = Copied::new("brand");
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    std::fs::copy(template, copied.root.join("infra/template.yaml")).expect("a copy");
    let stage = "account = \"123456789012\"\nregion = \"eu-west-1\"\n[parameters]\nAccentColour = \"#ffcc00\"\nSupportContact = \"support@example.com\"\n\
        EntraClientId = \"00000000-0000-0000-0000-000000000000\"\n\
        EntraHomeTenantId = \"00000000-0000-0000-0000-000000000000\"\n";
    std::fs::write(copied.root.join("infra/stages/copied.toml"), stage).expect("a stage");

    let output = copied.run("deploy", &copied.root, None);

    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("infra/stages/copied.toml"), "{said}");
    assert!(
        said.contains("AccentColour") && said.contains("darker"),
        "{said}"
    );
    assert!(!copied.root.join("target/dev/logs").exists());
}

/// Runs the tool where no stack was started; gives whether it succeeded, and both outputs.
fn run(arguments: &[&str]) -> (bool, String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_ops"))
        .args(arguments)
        .current_dir(folder)
        .env("COOPERLINK_ENV_JSON", folder.join("there-is-no-stack.json"))
        .output()
        .expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.success(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn what_cannot_be_done_is_said_on_the_error_output_or_as_one_document() {
    for (arguments, says) in [
        (&["fleet"][..], "--stage NAME"),
        (&["fleet", "--stage", "local"], "cargo dev up"),
        (&["fleet", "--stage", "nowhere"], "example.toml"),
        (&["deploy", "--stage", "local"], "emulator"),
        (&["api-key", "create", "--stage", "local"], "--owner"),
        (&["cost"], "--customers"),
        (&["cost", "--customers", "0"], "--customers"),
        (
            &["system-user-tokens", "migrate", "--stage", "local"],
            "--to",
        ),
        (
            &["system-user-tokens", "migrate", "--to", "paper"],
            "secrets-manager",
        ),
        (&["everything", "--stage", "local"], "unrecognized"),
    ] {
        let (succeeded, printed, said) = run(arguments);
        assert!(!succeeded && printed.is_empty(), "{arguments:?}: {printed}");
        assert!(said.contains(says), "{arguments:?}: {said}");
        let (succeeded, printed, said) = run(&[arguments, &["--json"]].concat());
        assert!(!succeeded && said.is_empty(), "{arguments:?}: {said}");
        let document: serde_json::Value = serde_json::from_str(&printed).expect("one document");
        let error = document["error"].as_str().expect("a text");
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
}

#[test]
fn the_cost_is_told_without_a_stage() {
    let (succeeded, printed, _) = run(&["cost", "--customers", "1000", "--json"]);
    assert!(succeeded);
    let document: serde_json::Value = serde_json::from_str(&printed).expect("one document");
    assert_eq!(document["customers"], 1000);
    assert!(document["system_user_tokens"]["table"]["together"].is_number());
    let (succeeded, printed, _) = run(&["cost", "--customers", "1000"]);
    assert!(succeeded && printed.contains("eu-central-1"), "{printed}");
}

#[test]
fn each_command_says_what_it_changes() {
    for command in [
        &["deploy"][..],
        &["entra-app"],
        &["api-key", "create"],
        &["api-key", "list"],
        &["api-key", "rotate"],
        &["api-key", "revoke"],
        &["credential", "list"],
        &["credential", "rotate"],
        &["credential", "remove"],
        &["sealing-key", "list"],
        &["sealing-key", "rotate"],
        &["doctor"],
        &["erase"],
        &["restore"],
        &["find"],
        &["fleet"],
        &["dead-letters", "show"],
        &["dead-letters", "redrive"],
        &["dead-letters", "drop"],
        &["release-brake"],
        &["rollback"],
        &["stop"],
        &["start"],
        &["smoke-test"],
        &["system-user-tokens", "show"],
        &["system-user-tokens", "migrate"],
        &["cost"],
        &["audit"],
    ] {
        let (succeeded, printed, _) = run(&[command, &["--help"]].concat());
        assert!(succeeded, "{command:?}");
        let first = printed
            .lines()
            .take_while(|line| !line.starts_with("Usage"));
        let first = first.collect::<Vec<_>>().join(" ");
        let says = [
            "hange",
            "Adds",
            "emoves",
            "Sends",
            "Deletes",
            "host application is told",
        ];
        assert!(says.iter().any(|word| first.contains(word)), "{first}");
    }
}
