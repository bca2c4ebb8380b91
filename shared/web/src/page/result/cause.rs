//! Failures with one cause: the reader fixes the cause, and the others disappear with it.

use domain::{
    usability::Service,
    verification::{
        report::{CheckResult, Report},
        verdict::{Finding, Verdict},
    },
};

/// Checks that explain a finding of another check, if one of them fails too.
fn explained_by(check: &str, code: &str) -> &'static [&'static str] {
    match (check, code) {
        // Both tell of the same refusal, or of the same other account.
        ("sign-in-policy", _) | ("system-user-member", "system-user-other-account") => {
            &["system-user-connected"]
        }
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

/// Services of a finding that may be explained by a check which names the same service alone.
fn services(check: &str, finding: &Finding) -> Vec<Service> {
    match (check, &*finding.code) {
        ("mailbox", _) => vec![Service::Mail],
        ("site", _) => vec![Service::SharePoint],
        ("system-user-licensed", _) => finding.services(),
        _ => Vec::new(),
    }
}

/// The failing check that explains a failing check's finding, if any.
pub(super) fn cause(report: &Report, check: &str) -> Option<&'static str> {
    let finding = failing(report, check)?;
    let family = check.split_once(':').map_or(check, |(family, _)| family);
    let about = services(family, finding);
    let explains = |cause: &&str| {
        let named = failing(report, cause).map(Finding::services);
        // One that names no service is about all of them.
        named.is_some_and(|named| {
            named.is_empty() || about.iter().all(|service| named.contains(service))
        })
    };
    let mut causes = explained_by(family, &finding.code).iter().copied();
    causes.find(explains)
}

/// Whether a failing check shows the refused sign-in with that finding, or its cause.
pub(super) fn is_told(report: &Report, code: &str) -> bool {
    let is_same = |result: &CheckResult| matches!(&result.verdict, Verdict::Fail(finding) if finding.code == code);
    let causes = explained_by("system-user-connected", code);
    report.results.iter().any(is_same)
        || causes.iter().any(|cause| failing(report, cause).is_some())
}

/// Finding of a failing check.
fn failing<'a>(report: &'a Report, check: &str) -> Option<&'a Finding> {
    match &report.result(check)?.verdict {
        Verdict::Fail(finding) => Some(finding),
        Verdict::Pass | Verdict::Waiting(_) | Verdict::NotApplicable(_) | Verdict::Unknown(_) => {
            None
        }
    }
}
