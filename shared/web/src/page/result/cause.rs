//! Failures with one cause: the reader fixes the cause, and the others go with it.

use domain::verification::{report::Report, verdict::Verdict};

/// The checks that explain a finding of another check, where one of them fails too.
fn explained_by(check: &str, code: &str) -> &'static [&'static str] {
    match (check, code) {
        // Both tell of the same refusal.
        ("sign-in-policy", _) => &["system-user-connected"],
        ("application-permissions", _) => &["app-registered"],
        ("delegated-permissions", _) => &["app-registered", "application-permissions"],
        (_, "sign-in-app-disabled") => &["app-enabled"],
        (_, "sign-in-consent-missing") => &["app-registered", "delegated-permissions"],
        (_, "sign-in-not-assigned") => &["user-access"],
        (_, "sign-in-account-disabled") => &["system-user-member"],
        (_, "sign-in-service-missing") | ("system-user-licensed", _) => &["services-present"],
        (_, "mailbox-missing" | "site-without-sharepoint") => {
            &["services-present", "system-user-licensed"]
        }
        _ => &[],
    }
}

/// The failing check that explains a failing check's finding, if there is one.
pub(super) fn cause(report: &Report, check: &str) -> Option<&'static str> {
    let code = failing(report, check)?;
    let family = check.split_once(':').map_or(check, |(family, _)| family);
    let mut causes = explained_by(family, code).iter().copied();
    causes.find(|cause| failing(report, cause).is_some())
}

/// The code of what a check found failing.
fn failing<'a>(report: &'a Report, check: &str) -> Option<&'a str> {
    match &report.result(check)?.verdict {
        Verdict::Fail(finding) => Some(&finding.code),
        Verdict::Pass | Verdict::Waiting(_) | Verdict::NotApplicable(_) | Verdict::Unknown(_) => {
            None
        }
    }
}
