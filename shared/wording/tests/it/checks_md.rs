//! `CHECKS.md`, made from the table of checks and their English words.

use domain::{
    customer::Language,
    verification::{
        catalogue::{CATALOGUE, Severity},
        verdict::Identity,
    },
};
use std::{fmt::Write as _, path::Path};
use wording::{check::title, guidance::guidance};

/// The catalogue as `CHECKS.md` prints it.
fn to_markdown() -> String {
    let mut text = String::from(
        "# Checks\n\nGenerated from the catalogue of `shared/domain` and the folder `checks`; `UPDATE_GENERATED=1 cargo nextest run\n--workspace --test it -E 'package(cooperlink-wording)'` writes it anew.\n",
    );
    for check in &CATALOGUE {
        let severity = match check.severity {
            Severity::Blocking => "blocking",
            Severity::Advisory => "advisory",
            Severity::Informational => "informational",
        };
        let identities: Vec<_> = check
            .identities
            .iter()
            .map(|identity| match identity {
                Identity::App => "app",
                Identity::Administrator => "administrator",
                Identity::SystemUser => "system user",
            })
            .collect();
        let permissions = if check.permissions.is_empty() {
            "none".to_owned()
        } else {
            check.permissions.join(", ")
        };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n## {}: {}\n\nSeverity: {severity}. Read as: {}. Permissions: {permissions}.\n\nFindings: {}.\n\n{}",
            check.id,
            title(check, Language::En),
            identities.join(", "),
            check.findings().collect::<Vec<_>>().join(", "),
            guidance(check, Language::En, None, None)
                .replace("\n### ", "\n#### ")
                .replace("\n## ", "\n### ")
                .trim_start_matches("## ")
                .replacen("What it means", "### What it means", 1),
        );
    }
    text
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "asks whether to rewrite the generated file"
)]
fn checks_md_is_generated_from_the_catalogue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CHECKS.md");
    if std::env::var("UPDATE_GENERATED").is_ok() {
        std::fs::write(&path, to_markdown()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), to_markdown());
}

#[test]
fn guidance_has_the_fixed_headings_in_order() {
    for check in &CATALOGUE {
        let text = guidance(check, Language::En, None, None);
        let headings: Vec<_> = text
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(
            headings,
            [
                "## What it means",
                "## Why it matters",
                "## How to fix it",
                "## What to send to support",
                "## References"
            ],
            "{}",
            check.id
        );
    }
}
