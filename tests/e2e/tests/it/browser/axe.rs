//! Audit of every page against the Web Content Accessibility Guidelines 2.2, levels A and AA, and good practice beyond them,
//! as far as a program can tell: by axe-core, which `cargo dev test` installs into `target/dev/npm`.
//! <https://www.w3.org/TR/WCAG22/>, <https://www.deque.com/axe/core-documentation/api-documentation/>

use crate::support::browser::Browser;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// Tags of the applied rules.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// Number of tries to audit a page that disappears meanwhile, because some pages reload by themselves.
const TRIES: usize = 3;

fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let file = crate::support::stack::checkout().join("target/dev/npm/node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; `cargo dev test` installs it, or `npm ci` there with the lockfile of tests/e2e",
                file.display()
            )
        })
    })
}

impl Browser {
    /// Violations of the rules on this page: rule, place and remedy. The page's Content-Security-Policy does not apply to the
    /// driver's scripts; without script a page cannot be audited.
    pub(crate) async fn audit(&self) -> Vec<String> {
        self.audit_by(json!({})).await
    }

    /// Violations apart from the rule of contrast, which takes longer than all others: colours are the same in every language.
    pub(crate) async fn audit_words(&self) -> Vec<String> {
        self.audit_by(json!({"color-contrast": {"enabled": false}}))
            .await
    }

    async fn audit_by(&self, rules: Value) -> Vec<String> {
        let mut last = String::new();
        for _ in 0..TRIES {
            match self.run_axe(&rules).await {
                Ok(found) => return violations(&found),
                Err(error) => last = error,
            }
        }
        panic!("the page cannot be looked at: {last}");
    }

    async fn run_axe(&self, rules: &Value) -> Result<Value, String> {
        let is_there = "return typeof axe !== 'undefined'";
        if self.script(is_there).await? != true {
            self.script(source()).await?;
        }
        let options = json!({
            "runOnly": {"type": "tag", "values": TAGS},
            "rules": rules,
            "resultTypes": ["violations"],
        });
        self.script(&format!(
            "return axe.run(document, {options}).then(found => found.violations)"
        ))
        .await
    }
}

fn violations(found: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let violations = found.as_array().expect("a list of violations");
    let mut lines = Vec::new();
    for violation in violations {
        let rule = format!("{} ({})", text(&violation["id"]), text(&violation["help"]));
        for node in violation["nodes"].as_array().into_iter().flatten() {
            let why = text(&node["failureSummary"]).replace('\n', " ");
            lines.push(format!("{rule} at {}: {why}", node["target"]));
        }
    }
    lines
}

/// Checks that the rules are applied: violations on a page are reported by their names.
#[tokio::test]
async fn what_is_against_the_rules_is_found() {
    let browser = Browser::start(crate::support::browser::DESK).await;
    let page = "data:text/html,<html><title>A</title><img src=x><p style='color:%23ccc'>Pale";
    browser.open(&page.parse().expect("an address")).await;
    let found = browser.audit().await.join("\n");
    for rule in ["html-has-lang", "image-alt", "color-contrast", "region"] {
        assert!(found.contains(&format!("{rule} (")), "{rule}: {found}");
    }
}
