//! A check as pages show it: its verdict, the finding, the party that can fix it and how, and the evidence.

use super::Frame;
use crate::words;
use domain::{
    aadsts::Actor,
    registration::Registration,
    verification::{
        catalogue::{Check, Look, Severity, find_check},
        facts::Evidence,
        report::{CheckResult, LastObservation, Report},
        verdict::{Identity, Unobserved, Verdict},
    },
};
use wording::{
    check,
    guidance::guidance,
    markdown::{self, Block},
    place::GuidanceTenant,
};

/// A check as a page shows it.
pub(super) struct CheckLine {
    /// Id of the check with its number, such as `site:2`; also the id of the element.
    pub(super) check: String,
    pub(super) subject: Option<String>,
    pub(super) class: &'static str,
    /// Name of the verdict, such as `not-applicable`.
    pub(super) verdict_name: String,
    pub(super) symbol: &'static str,
    pub(super) verdict: String,
    pub(super) title: String,
    pub(super) finding: Option<String>,
    /// Code of the finding, or of the reason why the fact was not seen.
    pub(super) code: Option<String>,
    /// Last observation, if it could not be confirmed since.
    pub(super) last_known: Option<String>,
    /// Party that can fix it.
    pub(super) acts: Option<String>,
    pub(super) guidance: Vec<Block>,
    pub(super) evidence: Vec<String>,
    /// Path of the form that checks this line again, if that may change it.
    pub(super) check_path: Option<&'static str>,
}

impl CheckLine {
    /// Details for support: the check, its code and place, and below them the requests to Microsoft.
    pub(super) fn details(&self) -> String {
        let head = [Some(&self.check), self.code.as_ref(), self.subject.as_ref()];
        let head: Vec<_> = head.into_iter().flatten().map(String::as_str).collect();
        let evidence = self.evidence.iter().map(|piece| format!("\n  {piece}"));
        head.join(" · ") + &evidence.collect::<String>()
    }
}

/// Lines of a report.
pub(super) fn lines(
    frame: &Frame<'_>,
    place: &GuidanceTenant<'_>,
    registration: &Registration,
    report: &Report,
) -> Vec<CheckLine> {
    let of = |result: &CheckResult| {
        let check = find_check(&result.check)?;
        let look = check.look(registration.system_user_connection.as_ref());
        Some(CheckLine {
            check_path: check_path(look, &result.verdict),
            ..line(frame, place, check, result)
        })
    };
    report.results.iter().filter_map(of).collect()
}

/// One line, without a form.
pub(super) fn line(
    frame: &Frame<'_>,
    place: &GuidanceTenant<'_>,
    check: &Check,
    result: &CheckResult,
) -> CheckLine {
    let class = class(check, &result.verdict);
    let symbol = match class {
        "pass" => "✓",
        NOTE => "i",
        "fail" => "✗",
        "waiting" => "…",
        "unknown" => "?",
        _ => "–",
    };
    let language = frame.words.language();
    let finding = check::found(&result.verdict, language);
    let guidance = match &result.verdict {
        Verdict::Fail(finding) => {
            let text = guidance(check, language, Some(place), Some(finding));
            markdown::parse(&text)
        }
        Verdict::Pass | Verdict::Waiting(_) | Verdict::NotApplicable(_) | Verdict::Unknown(_) => {
            Vec::new()
        }
    };
    CheckLine {
        check: result.check.clone(),
        subject: result.subject.as_deref().map(words::name),
        verdict_name: result.verdict.name().replace('_', "-"),
        class,
        symbol,
        verdict: frame.say(&format!("verdict-{class}")),
        title: check::title(check, language),
        finding: finding.map(|text| words::name(&text)),
        code: match &result.verdict {
            Verdict::Unknown(reason) => Some(reason.code().to_owned()),
            verdict => verdict.finding().map(|finding| finding.code.clone()),
        },
        last_known: result
            .last_known
            .as_ref()
            .map(|last_known| last_known_line(frame, check, last_known)),
        acts: match &result.verdict {
            // What is only told, nobody has to mend.
            Verdict::Fail(_) if class == NOTE => None,
            Verdict::Fail(finding) => finding
                .arguments
                .get("acts")
                // An administrator reads it.
                .filter(|actor| *actor != Actor::Administrator.id())
                .and_then(|actor| check::acts(actor, language)),
            // What is on its way, or does not apply, nobody has to mend.
            Verdict::Pass
            | Verdict::Waiting(_)
            | Verdict::NotApplicable(_)
            | Verdict::Unknown(_) => None,
        },
        guidance,
        evidence: result.evidence.iter().map(evidence_line).collect(),
        check_path: None,
    }
}

/// Class of a finding that is informational and need not be fixed.
pub(super) const NOTE: &str = "note";

/// Class of a line.
fn class(check: &Check, verdict: &Verdict) -> &'static str {
    match verdict {
        // What nobody has signed in for yet is no failure, and no reading that failed.
        Verdict::Unknown(Unobserved::IdentityAbsent {
            identity: Identity::App | Identity::SystemUser,
        }) => "later",
        verdict => class_of(check, verdict.name()),
    }
}

/// Class of a line, by the name of the verdict.
fn class_of(check: &Check, verdict: &str) -> &'static str {
    match verdict {
        "pass" => "pass",
        "fail" if check.severity == Severity::Informational => NOTE,
        "fail" => "fail",
        "waiting" => "waiting",
        "not_applicable" => "not-applicable",
        _ => "unknown",
    }
}

fn last_known_line(frame: &Frame<'_>, check: &Check, last_known: &LastObservation) -> String {
    let verdict = frame.say(&format!("verdict-{}", class_of(check, &last_known.verdict)));
    let at = frame.moment(last_known.observed_at);
    let values = [("verdict", verdict.as_str()), ("at", at.text.as_str())];
    frame.words.say_with("last-known", values)
}

/// Path for checking the line again: silently with the administrator's own sign-in, if only that shows the fact, or else by a
/// run. `None` if a sign-in has to come first, because checking again would not help.
fn check_path(look: Look, verdict: &Verdict) -> Option<&'static str> {
    match (verdict, look) {
        (
            Verdict::Pass
            | Verdict::NotApplicable(_)
            | Verdict::Unknown(Unobserved::IdentityAbsent {
                identity: Identity::App | Identity::SystemUser,
            }),
            _,
        ) => None,
        (Verdict::Fail(_) | Verdict::Waiting(_) | Verdict::Unknown(_), Look::Proof) => {
            Some("check")
        }
        (Verdict::Fail(_) | Verdict::Waiting(_) | Verdict::Unknown(_), Look::Run) => Some("look"),
    }
}

fn evidence_line(evidence: &Evidence) -> String {
    let status = evidence.status.map(|status| status.to_string());
    let account = evidence.account.map(|account| match account {
        Identity::App => "as the application",
        Identity::Administrator => "as the administrator",
        Identity::SystemUser => "as the system user",
    });
    let at = evidence.at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    [
        Some(evidence.request.clone()),
        account.map(str::to_owned),
        status,
        evidence.error_code.clone(),
        evidence
            .request_id
            .as_ref()
            .map(|id| format!("request-id {id}")),
        Some(at),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}
