//! The one table of checks. From it come the report, the page, `GET /v1/checks` and `CHECKS.md`.

use super::{
    Expectations, checks,
    facts::{Evidence, TenantFacts},
    guidance::guidance,
    verdict::{Identity, Unobserved, Verdict},
};
use serde::{Deserialize, Serialize};

/// What a failure means for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Cooperlink cannot work.
    Blocking,
    /// Cooperlink works; somebody should look.
    Advisory,
}

/// One check.
pub struct Check {
    /// Stable, never reused.
    pub id: &'static str,
    /// What must hold, in English.
    pub title: &'static str,
    /// What a failure means.
    pub severity: Severity,
    /// In whose name it reads.
    pub identities: &'static [Identity],
    /// The Graph permissions it reads with; empty when none is needed.
    pub permissions: &'static [&'static str],
    /// What it means and how to repair it, in Markdown with fixed headings.
    pub guidance: &'static str,
    /// The check itself.
    pub question: Question,
}

/// A check's question: what it asks, and the requests its answer rests on.
pub enum Question {
    /// Asked once.
    Once {
        /// The question.
        run: fn(&TenantFacts, &Expectations<'_>) -> Result<Verdict, Unobserved>,
        /// The requests.
        evidence: fn(&TenantFacts) -> Vec<Evidence>,
    },
    /// Asked for each configured site or library; the position begins at 0.
    Each {
        /// What it is asked of, as the host app named it.
        subjects: fn(&Expectations<'_>) -> Vec<String>,
        /// The question.
        run: fn(&TenantFacts, &Expectations<'_>, usize) -> Result<Verdict, Unobserved>,
        /// The requests.
        evidence: fn(&TenantFacts, &Expectations<'_>, usize) -> Vec<Evidence>,
    },
}

/// Every check, in the order people read them.
pub static CATALOGUE: [Check; 7] = [
    Check {
        id: "app-registered",
        title: "Cooperlink is registered in your organisation",
        severity: Severity::Blocking,
        identities: &[Identity::App],
        permissions: &[],
        guidance: include_str!("checks/app_registered.md"),
        question: Question::Once {
            run: checks::app_registered::check,
            evidence: checks::app_registered::evidence,
        },
    },
    Check {
        id: "app-enabled",
        title: "Cooperlink is enabled in your organisation",
        severity: Severity::Blocking,
        identities: &[Identity::App],
        permissions: &[],
        guidance: include_str!("checks/app_enabled.md"),
        question: Question::Once {
            run: checks::app_enabled::check,
            evidence: checks::app_enabled::evidence,
        },
    },
    Check {
        id: "application-permissions",
        title: "Every application permission is granted",
        severity: Severity::Blocking,
        identities: &[Identity::App],
        permissions: &["Application.Read.All"],
        guidance: include_str!("checks/application_permissions.md"),
        question: Question::Once {
            run: checks::application_permissions::check,
            evidence: checks::application_permissions::evidence,
        },
    },
    Check {
        id: "delegated-permissions",
        title: "Every delegated permission is granted",
        severity: Severity::Blocking,
        identities: &[Identity::Administrator],
        permissions: &[],
        guidance: include_str!("checks/delegated_permissions.md"),
        question: Question::Once {
            run: checks::delegated_permissions::check,
            evidence: checks::delegated_permissions::evidence,
        },
    },
    Check {
        id: "no-excess-permissions",
        title: "Nothing is granted beyond what Cooperlink asks for",
        severity: Severity::Advisory,
        identities: &[Identity::App, Identity::Administrator],
        permissions: &["Application.Read.All"],
        guidance: include_str!("checks/no_excess_permissions.md"),
        question: Question::Once {
            run: checks::no_excess_permissions::check,
            evidence: checks::no_excess_permissions::evidence,
        },
    },
    Check {
        id: "user-access",
        title: "The people who need Cooperlink may use it",
        severity: Severity::Blocking,
        identities: &[Identity::App],
        permissions: &["Application.Read.All"],
        guidance: include_str!("checks/user_access.md"),
        question: Question::Once {
            run: checks::user_access::check,
            evidence: checks::user_access::evidence,
        },
    },
    Check {
        id: "tenant-matches-customer",
        title: "The connected organisation is the customer's",
        severity: Severity::Blocking,
        identities: &[Identity::Administrator],
        permissions: &["User.Read"],
        guidance: include_str!("checks/tenant_matches_customer.md"),
        question: Question::Once {
            run: checks::tenant_matches_customer::check,
            evidence: checks::tenant_matches_customer::evidence,
        },
    },
];

/// The check of that id; `site:2` is the check `site`.
pub fn find_check(id: &str) -> Option<&'static Check> {
    let family = id.split_once(':').map_or(id, |(family, _)| family);
    CATALOGUE.iter().find(|check| check.id == family)
}

/// The catalogue as `CHECKS.md` prints it.
pub fn to_markdown() -> String {
    use std::fmt::Write as _;
    let mut text = String::from(
        "# Checks\n\nGenerated from `src/verification/catalogue.rs`; `UPDATE_GENERATED=1 cargo test -p cooperlink-domain`\nwrites it anew.\n",
    );
    for check in &CATALOGUE {
        let severity = match check.severity {
            Severity::Blocking => "blocking",
            Severity::Advisory => "advisory",
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
            "\n## {}: {}\n\nSeverity: {severity}. Read as: {}. Permissions: {permissions}.\n\n{}",
            check.id,
            check.title,
            identities.join(", "),
            guidance(check.guidance, None)
                .replace("\n## ", "\n### ")
                .trim_start_matches("## ")
                .replacen("What it means", "### What it means", 1),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, path::Path};

    #[test]
    fn ids_are_unique_and_written_with_hyphens() {
        let ids: BTreeSet<_> = CATALOGUE.iter().map(|check| check.id).collect();
        assert_eq!(ids.len(), CATALOGUE.len());
        for id in ids {
            assert!(
                id.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
                "{id}"
            );
        }
    }

    #[test]
    fn guidance_has_the_fixed_headings_in_order() {
        for check in &CATALOGUE {
            let headings: Vec<_> = check
                .guidance
                .lines()
                .filter(|line| line.starts_with("## "))
                .collect();
            assert_eq!(
                headings,
                [
                    "## What it means",
                    "## Why it matters",
                    "## How to fix it",
                    "## References"
                ],
                "{}",
                check.id
            );
        }
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
}
