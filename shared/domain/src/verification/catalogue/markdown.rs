//! `CHECKS.md`, made from the table.

use super::{CATALOGUE, Severity};
use crate::customer::Language;
use crate::verification::{guidance::guidance, verdict::Identity};

/// The catalogue as `CHECKS.md` prints it.
pub fn to_markdown() -> String {
    use std::fmt::Write as _;
    let mut text = String::from(
        "# Checks\n\nGenerated from `src/verification/catalogue.rs`; `UPDATE_GENERATED=1 cargo nextest run -p cooperlink-domain`\nwrites it anew.\n",
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
            check.title,
            identities.join(", "),
            check.findings().collect::<Vec<_>>().join(", "),
            guidance(check.guidance, Language::En, None, None)
                .replace("\n### ", "\n#### ")
                .replace("\n## ", "\n### ")
                .trim_start_matches("## ")
                .replacen("What it means", "### What it means", 1),
        );
    }
    text
}
