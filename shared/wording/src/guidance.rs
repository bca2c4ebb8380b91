//! Guidance with the links and commands of one tenant, and the repair of one finding.
//!
//! In the text, `{portal:Permissions}` is a page of our application in the Entra admin center, `{user-page}` the system
//! user's, `{licences-page}` its licences in the Microsoft 365 admin center, `{conditional-access}` the tenant's policies,
//! `{site}` the site of the finding; `{service-principal}`, `{app}`, `{user}`, `{tenant}` and `{registration}` are ids,
//! `{support}` is the way to support, `{outbound-addresses}` the addresses from which our servers ask, and `{finding}` the
//! finding's code. A line with an unknown value is left out, so that no reader is sent to a page that does not exist. Values
//! in commands contain no quotes, so that they can be quoted there: they are ids, and percent-encoded addresses. `{above}` is
//! the site above a subsite; `{domain}` is the customer's domain; `{library}`, `{similar}` and `{found}` are names of
//! libraries, which people chose, so no command has them. A line that begins with `>` is a message to send.
//!
//! A heading of the third level lists the codes of the findings that the steps below it repair. Where a finding is given, the
//! other findings' steps are left out.

use crate::{
    folder::{self, SIGN_IN_CAUSES},
    place::GuidanceTenant,
};
use domain::{
    customer::{Language, is_deceptive},
    verification::{catalogue::Check, verdict::Finding},
};

/// Guidance of a check as Markdown, for one tenant or for all, for one finding or for all.
pub fn guidance(
    check: &Check,
    language: Language,
    place: Option<&GuidanceTenant<'_>>,
    finding: Option<&Finding>,
) -> String {
    chosen(&whole(check, language), place, finding)
}

/// Text of a language, with the causes that it shares with another check.
fn whole(check: &Check, language: Language) -> String {
    let causes = SIGN_IN_CAUSES.of(language);
    folder::guidance(check, language).replace("{sign-in-causes}\n", causes)
}

fn chosen(text: &str, place: Option<&GuidanceTenant<'_>>, finding: Option<&Finding>) -> String {
    let value = |name: &str| match (name, finding) {
        ("finding", finding) => finding.map(|finding| finding.code.clone()),
        ("site" | "above" | "library" | "similar" | "found" | "domain", finding) => {
            finding?.arguments.get(name).map(|value| visible(value))
        }
        (name, _) => place?.value(name),
    };
    let mut filled = String::new();
    let mut is_of_other = false;
    for line in text.lines() {
        if let Some(codes) = line.strip_prefix("### ")
            && let Some(finding) = finding
        {
            is_of_other = codes.split(", ").all(|code| code != finding.code);
            continue;
        }
        if line.starts_with("## ") {
            is_of_other = false;
        }
        // A line that was left out leaves no gap.
        let is_gap = line.is_empty() && filled.ends_with("\n\n");
        if !is_of_other
            && !is_gap
            && let Some(line) = fill(line, value)
        {
            filled.push_str(&line);
            filled.push('\n');
        }
    }
    filled
}

/// A name that people gave, without characters that could disguise it or break the line.
fn visible(value: &str) -> String {
    let visible = value.chars().filter(|character| !is_deceptive(*character));
    visible.collect()
}

/// The line with its values; `None` if one of them is not known. Other braces are PowerShell's own.
fn fill(line: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').filter(|(name, _)| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphabetic() || b"-:".contains(&byte))
        });
        if let Some((name, after)) = named {
            filled.push_str(&value(name)?);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    Some(filled)
}

#[cfg(test)]
#[path = "guidance/tests.rs"]
mod tests;
