//! A report as the host app sees it.

use super::finding::{FindingView, acts};
use crate::{
    answer::{ApiAnswer, Failure},
    deps::Deps,
    instant::Instant,
    words::{VerdictName, open_words, open_words_or_null},
};
use domain::{
    customer::Language,
    ids::{RegistrationId, VerificationId},
    registration::Registration,
    responsible::Responsible,
    standing::Standing,
    verification::{
        catalogue::{Severity, find_check},
        facts::Evidence,
        report::{CheckResult, LastObservation, Report, RunOutcome, VerdictChange},
        verdict::{Identity, Verdict},
    },
};
use serde::Serialize;
use store::{KeptVerification, StoredRegistration, Trigger};
use utoipa::ToSchema;
use wording::{check, guidance::guidance, place::GuidanceTenant};

/// Extent of a report that is shown, and its language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detail {
    /// Language of titles, messages and guidance.
    pub(crate) language: Language,
    /// Whether the guidance is shown.
    pub(crate) guidance: bool,
    /// Whether the evidence is shown.
    pub(crate) evidence: bool,
}

impl Detail {
    /// Everything of a report.
    pub(crate) fn whole(language: Option<Language>) -> Self {
        Self {
            language: language.unwrap_or(Language::En),
            guidance: true,
            evidence: true,
        }
    }
}

/// A report of one verification.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verification)]
pub(crate) struct VerificationView {
    /// The report's id.
    #[schema(value_type = String, format = "uuid")]
    id: VerificationId,
    /// The registration that was verified.
    #[schema(value_type = String, format = "uuid")]
    registration_id: RegistrationId,
    /// Cause of the verification.
    #[schema(schema_with = open_words::<Trigger>)]
    trigger: Trigger,
    /// Time at which it was made.
    created_at: Instant,
    /// Time at which Microsoft was last looked at: by this run or, if `outcome` is `could_not_look`, by an earlier one. Null if
    /// no run could look.
    checked_at: Option<Instant>,
    /// `complete`, `partial` (a disturbance hid some answers) or `could_not_look` (it hid all).
    #[schema(schema_with = open_words::<RunOutcome>)]
    outcome: RunOutcome,
    /// Time since which a disturbance of Microsoft or Cooperlink hides answers; null where there is none.
    stale_since: Option<Instant>,
    /// Differences from the kept report before.
    changes: Vec<ChangeView>,
    /// One entry a check.
    results: Vec<ResultView>,
}

/// A check whose answer differs from the kept report before.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationChange)]
struct ChangeView {
    /// The check's id.
    check: String,
    /// The verdict before; null when the check is new.
    #[schema(schema_with = open_words_or_null::<VerdictName>)]
    from: Option<String>,
    /// The verdict now.
    #[schema(schema_with = open_words::<VerdictName>)]
    to: String,
    /// The code of the finding before.
    from_finding: Option<String>,
    /// The code of the finding now.
    to_finding: Option<String>,
}

impl ChangeView {
    fn of(change: &VerdictChange) -> Self {
        Self {
            check: change.check.clone(),
            from: change.from.clone(),
            to: change.to.clone(),
            from_finding: change.from_finding.clone(),
            to_finding: change.to_finding.clone(),
        }
    }
}

/// The answer of one check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckResult)]
struct ResultView {
    /// The check's id; of one that is asked for each site or library, with its position, such as `library:2`.
    check: String,
    /// The site or library it is about, as the host app named it.
    subject: Option<String>,
    /// The requirement in a few words.
    title: String,
    /// Weight of a failure: `blocking` (Cooperlink cannot work), `advisory` (it works, and health is `attention`) or `informational`
    /// (it works, and health stays as it is).
    #[schema(schema_with = open_words::<Severity>)]
    severity: Severity,
    /// `pass`, `fail`, `waiting` (granted, still spreading), `not_applicable` or `unknown`.
    #[schema(schema_with = open_words::<VerdictName>)]
    verdict: &'static str,
    /// Finding, or reason why nothing could be seen; null for a pass.
    finding: Option<FindingView>,
    /// The party that can put it right; null where nothing is to be done, or another check comes first.
    #[schema(schema_with = open_words_or_null::<Responsible>)]
    acts: Option<Responsible>,
    /// Time at which the facts behind it were read.
    observed_at: Option<Instant>,
    /// The last observation of a fact that this run could not see.
    last_known: Option<LastKnownView>,
    /// Requests of this run to Microsoft, and their answers; null in lists unless `expand` names it.
    evidence: Option<Vec<EvidenceView>>,
    /// Meaning and repair, in Markdown; null where nothing is to be done, and in lists unless `expand` names
    /// it.
    guidance: Option<String>,
}

/// The last observation of a check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LastKnown)]
struct LastKnownView {
    /// The verdict.
    #[schema(schema_with = open_words::<VerdictName>)]
    verdict: String,
    /// Time at which this verdict was last seen.
    observed_at: Instant,
}

impl LastKnownView {
    fn of(last: &LastObservation) -> Self {
        Self {
            verdict: last.verdict.clone(),
            observed_at: last.observed_at.into(),
        }
    }
}

/// One request to Microsoft: enough for Microsoft's support to find it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Evidence)]
struct EvidenceView {
    /// Method and path, without query or secrets.
    request: String,
    /// The HTTP status; null without an answer.
    status: Option<u16>,
    /// Microsoft's error code.
    error_code: Option<String>,
    /// `request-id` of Graph, or the correlation id of Entra.
    request_id: Option<String>,
    /// Identity that made the request, if the meaning of the answer depends on it.
    #[schema(schema_with = open_words_or_null::<Identity>)]
    account: Option<Identity>,
    /// Time at which the answer came.
    at: Instant,
}

impl EvidenceView {
    fn of(evidence: &Evidence) -> Self {
        Self {
            request: evidence.request.clone(),
            status: evidence.status,
            error_code: evidence.error_code.clone(),
            request_id: evidence.request_id.clone(),
            account: evidence.account,
            at: evidence.at.into(),
        }
    }
}

impl VerificationView {
    /// A kept report; `place` fills the links and commands of its guidance.
    pub(crate) fn kept(
        kept: &KeptVerification,
        place: Option<&GuidanceTenant<'_>>,
        detail: Detail,
    ) -> Self {
        let names = (kept.registration_id, kept.id, kept.trigger);
        Self::of(names, &kept.report, place, detail)
    }

    fn of(
        (registration_id, id, trigger): (RegistrationId, VerificationId, Trigger),
        report: &Report,
        place: Option<&GuidanceTenant<'_>>,
        detail: Detail,
    ) -> Self {
        let coverage = &report.coverage;
        let checked_at = match coverage.outcome {
            RunOutcome::Complete | RunOutcome::Partial => Some(report.checked_at),
            RunOutcome::CouldNotLook => coverage.looked_at,
        };
        let results = report.results.iter();
        Self {
            id,
            registration_id,
            trigger,
            created_at: report.checked_at.into(),
            checked_at: checked_at.map(Instant::from),
            outcome: coverage.outcome,
            stale_since: coverage.stale_since.map(Instant::from),
            changes: report.changes.iter().map(ChangeView::of).collect(),
            results: results
                .filter_map(|result| ResultView::of(result, place, detail))
                .collect(),
        }
    }
}

impl ResultView {
    /// The answer of a check; `None` for a check that this version does not know any more.
    fn of(
        result: &CheckResult,
        place: Option<&GuidanceTenant<'_>>,
        detail: Detail,
    ) -> Option<Self> {
        let check = find_check(&result.check)?;
        let is_guided = match result.verdict {
            Verdict::Pass | Verdict::NotApplicable(_) => false,
            Verdict::Fail(_) | Verdict::Waiting(_) | Verdict::Unknown(_) => detail.guidance,
        };
        let text = || {
            let finding = result.verdict.finding();
            guidance(check, detail.language, place, finding)
        };
        let evidence = || result.evidence.iter().map(EvidenceView::of).collect();
        Some(Self {
            check: result.check.clone(),
            subject: result.subject.clone(),
            title: check::title(check, detail.language),
            severity: check.severity,
            verdict: result.verdict.name(),
            acts: acts(&result.verdict),
            finding: FindingView::of(&result.verdict, detail.language),
            observed_at: result.observed_at.map(Instant::from),
            last_known: result.last_known.as_ref().map(LastKnownView::of),
            evidence: detail.evidence.then(evidence),
            guidance: is_guided.then(text),
        })
    }
}

/// The report that a call made, for the call itself and for a repeat. The guidance is not kept: a repeat gets today's, for the
/// tenant and system user that the registration has today.
pub(crate) fn made(
    deps: &Deps,
    loaded: &StoredRegistration,
    (id, report): (VerificationId, &Report),
    detail: Detail,
) -> Result<ApiAnswer, Failure> {
    let place = place(deps, &loaded.registration, &loaded.standing);
    let names = (loaded.registration.id, id, Trigger::Requested);
    let view = VerificationView::of(names, report, place.as_ref(), detail);
    ApiAnswer::created(&view)
}

/// The tenant that guidance leads to; `None` until an administrator signed in.
pub(super) fn place<'a>(
    deps: &'a Deps,
    registration: &Registration,
    standing: &Standing,
) -> Option<GuidanceTenant<'a>> {
    let tenant = registration.lifecycle.tenant()?.id;
    let system_user = registration.system_user_connection.as_ref();
    let place = GuidanceTenant::new(
        &deps.cloud,
        deps.client_id,
        tenant,
        standing.service_principal_id,
    )
    .with_system_user(system_user.map(|connection| connection.object_id))
    .with_support(registration.id, &deps.style.brand.support)
    .with_outbound_addresses(&deps.outbound_addresses);
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::verification::verdict::{Finding, Unobserved};
    use jiff::Timestamp;
    use serde_json::json;

    #[test]
    fn a_result_names_its_subject_and_who_acts() {
        let finding = Finding::new("site-refused").with("acts", "host-app");
        let shown = shown(Verdict::Fail(finding), Detail::whole(None));
        let last_known = json!({"verdict": "pass", "observed_at": "1970-01-01T00:00:00.000Z"});
        assert_eq!(shown["last_known"], last_known);
        assert_eq!(shown["check"], "site:2");
        assert_eq!(shown["subject"], "https://contoso.sharepoint.com/sites/b");
        assert_eq!(shown["acts"], "host_app");
        assert_eq!(shown["finding"]["arguments"], json!({}), "acts stands once");
    }

    fn shown(verdict: Verdict, detail: Detail) -> serde_json::Value {
        let result = CheckResult {
            check: "site:2".to_owned(),
            subject: Some("https://contoso.sharepoint.com/sites/b".to_owned()),
            verdict,
            observed_at: None,
            last_known: Some(LastObservation {
                verdict: "pass".to_owned(),
                observed_at: Timestamp::UNIX_EPOCH,
            }),
            evidence: Vec::new(),
        };
        serde_json::to_value(ResultView::of(&result, None, detail).unwrap()).unwrap()
    }

    #[test]
    fn a_finding_has_lists_as_lists_and_words_of_the_language_asked_for() {
        let finding = Finding::new("excess-permissions")
            .with("permissions", "A.Read, B.Read")
            .with("acts", "administrator");
        let of = |language| shown(Verdict::Fail(finding.clone()), Detail::whole(language));
        let english = of(None);
        let arguments = json!({"permissions": ["A.Read", "B.Read"]});
        assert_eq!(english["finding"]["arguments"], arguments);
        assert_eq!(
            english["finding"]["message"],
            "Permissions granted that Cooperlink Cloud doesn’t ask for: A.Read, B.Read"
        );
        for language in [Language::Fr, Language::Nl, Language::De] {
            let other = of(Some(language));
            for member in ["title", "guidance"] {
                assert_ne!(other[member], english[member], "{language:?} {member}");
            }
            let message = other["finding"]["message"].as_str().unwrap();
            assert!(message.contains("A.Read, B.Read"), "{message}");
            assert_ne!(other["finding"]["message"], english["finding"]["message"]);
        }
    }

    #[test]
    fn a_summary_has_neither_guidance_nor_evidence() {
        let summary = Detail {
            guidance: false,
            evidence: false,
            ..Detail::whole(None)
        };
        let shown = shown(Verdict::Unknown(Unobserved::MicrosoftUnavailable), summary);
        assert!(shown["guidance"].is_null() && shown["evidence"].is_null());
        assert_eq!(shown["acts"], "microsoft");
        assert_eq!(shown["finding"]["code"], "microsoft-unavailable");
    }
}
